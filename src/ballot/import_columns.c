#include "import_columns.h"

#include <string.h>

static int find(struct csv_reader *reader, const char *name)
{
    int found = -1;
    for (size_t i = 0; i < csv_column_count(reader); i++) {
        if (strcmp(csv_heading(reader, i), name) != 0)
            continue;
        if (found >= 0) {
            csv_fault(reader, NULL, (int)i, "column %zu has the heading of column %d", i + 1, found + 1);
            break;
        }
        found = (int)i;
    }
    return found;
}

static int need(struct csv_reader *reader, const char *name, const char *what)
{
    if (!name)
        return -1;
    int found = find(reader, name);
    if (found < 0)
        csv_fault(reader, NULL, -1, "there is no column '%s' (%s)", name, what);
    return found;
}

static void add_answer(struct import_columns *columns, int column, size_t question)
{
    for (size_t i = 0; i < columns->answer_count; i++)
        if (columns->answers[i].column == column)
            return;
    columns->answers[columns->answer_count++] = (struct import_answer){column, question};
}

static void find_mapped(struct csv_reader *reader, const struct import_map *map,
                        struct import_columns *columns)
{
    for (size_t i = 0; i < map->question_count; i++) {
        if (map->questions[i].question == IMPORT_LEFT_OUT)
            continue;
        int column = need(reader, map->questions[i].name, "a question of the map");
        if (column >= 0)
            add_answer(columns, column, (size_t)map->questions[i].question);
    }
}

static bool left_out(const struct import_map *map, const char *heading)
{
    for (size_t i = 0; i < map->question_count; i++)
        if (map->questions[i].question == IMPORT_LEFT_OUT && strcmp(map->questions[i].name, heading) == 0)
            return true;
    return false;
}

static void find_same_name(struct csv_reader *reader, const struct survey *survey,
                           const struct import_map *map, struct import_columns *columns)
{
    for (size_t i = 0; i < csv_column_count(reader); i++) {
        const char *heading = csv_heading(reader, i);
        int question = survey_question_number(survey, heading);
        if (question >= 0 && !left_out(map, heading) && find(reader, heading) == (int)i)
            add_answer(columns, (int)i, (size_t)question);
        else if (question < 0 && map->plain && strcmp(heading, map->path[0]) != 0)
            csv_fault(reader, NULL, (int)i, "survey %s has no question '%s'", survey->id, heading);
    }
}

void import_columns_find(struct csv_reader *reader, struct arena *arena, const struct survey *survey,
                         const struct import_map *map, struct import_columns *columns)
{
    *columns = (struct import_columns){.path_count = map->path_count};
    columns->answers =
        ARENA_ARRAY(arena, csv_column_count(reader) + map->question_count, struct import_answer);
    for (size_t i = 0; i < map->path_count; i++)
        columns->path[i] = need(reader, map->path[i], "department");
    for (size_t i = 0; i < map->segment_count; i++)
        columns->segments[i] = need(reader, map->segments[i].meaning, "a segment of the map");
    columns->weight = need(reader, map->weight, "weight");
    columns->question = need(reader, map->question, "question");
    columns->value = need(reader, map->value, "value");
    columns->respondent = need(reader, map->respondent, "respondent");
    if (map->is_long)
        return;
    find_mapped(reader, map, columns);
    if (map->same_name)
        find_same_name(reader, survey, map, columns);
    if (columns->answer_count == 0)
        csv_fault(reader, NULL, -1, "no column is a question of survey %s", survey->id);
}
