#include "import_source.h"
#include "base/json_scan.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WEIGHT_LIMIT = 1000000, PART_LIMIT = 500 };

void import_source_init(struct import_source *source, struct arena *arena, const char *path,
                        const struct survey *survey, const struct import_map *map, struct import_tree *tree,
                        struct fault_list *faults)
{
    *source = (struct import_source){
        .arena = arena, .path = path, .survey = survey, .map = map, .tree = tree, .faults = faults};
    source->values = ARENA_ARRAY(arena, survey->question_count, struct value_reader);
    source->segments = ARENA_ARRAY(arena, map->segment_count, struct import_segment);
    source->asked = ARENA_ARRAY(arena, survey->question_count, bool);
    source->line.answers = arena_alloc(arena, survey->column_count);
    source->line.comments = ARENA_ARRAY(arena, CSV_COLUMN_LIMIT, struct sheet_comment);
    table_init(&source->texts, arena);
    table_init(&source->departments, arena);
    for (size_t i = 0; i < survey->question_count; i++)
        value_reader_init(&source->values[i], arena, survey, i, map);
    for (size_t i = 0; i < map->segment_count; i++)
        table_init(&source->segments[i].numbers, arena);
    for (size_t i = 0; i < map->question_count; i++)
        (void)table_add(&source->texts, map->questions[i].name, map->questions[i].question + 1);
    for (size_t i = 0; map->same_name && i < survey->question_count; i++)
        (void)table_add(&source->texts, survey->questions[i].id, (int64_t)i + 1);
    for (size_t i = 0; i < map->department_count; i++)
        (void)table_add(&source->departments, map->departments[i].name, (int64_t)i);
}

bool import_source_open(struct import_source *source, struct error *err)
{
    source->reader = csv_open(source->arena, source->path, source->faults, err);
    if (!source->reader)
        return false;
    size_t before = source->faults->total;
    import_columns_find(source->reader, source->arena, source->survey, source->map, &source->columns);
    for (size_t i = 0; i < source->columns.answer_count; i++)
        source->asked[source->columns.answers[i].question] = true;
    return source->faults->total == before || fault_check(source->faults, source->path, err);
}

void import_source_close(struct import_source *source)
{
    csv_close(source->reader);
    source->reader = NULL;
}

// A cell's text for a message; once the list of faults is full nobody will see it.
static const char *shown(const struct import_source *source, const char *text)
{
    return source->faults->count == FAULT_SHOWN ? "" : json_quoted(source->faults->arena, text, strlen(text));
}

static bool read_code(struct import_source *source, const struct csv_row *row)
{
    int column = source->columns.path[0];
    const char *code = text_trim(row->cells[column]);
    const bool sound = *code && strlen(code) <= PART_LIMIT && !text_has_control(code);
    source->line.department = sound ? import_tree_code(source->tree, code) : -1;
    if (source->line.department >= 0)
        return true;
    csv_fault(source->reader, row, column, *code ? "there is no department %s" : "is empty%s",
              *code ? shown(source, code) : "");
    return false;
}

// The path below the root. What is empty may only be at the end.
static bool read_path(struct import_source *source, const struct csv_row *row)
{
    const char *parts[IMPORT_PATH_LIMIT];
    size_t count = 0;
    for (size_t i = 0; i < source->columns.path_count; i++) {
        int column = source->columns.path[i];
        const char *part = text_trim(row->cells[column]);
        int64_t other = source->map->department_count ? table_find(&source->departments, part) : -1;
        if (other >= 0)
            part = source->map->departments[other].meaning;
        if (strlen(part) > PART_LIMIT) {
            csv_fault(source->reader, row, column, "is longer than %d bytes", PART_LIMIT);
            return false;
        }
        if (text_has_control(part)) {
            csv_fault(source->reader, row, column, "contains a line break or another control character");
            return false;
        }
        if (*part && count < i) {
            csv_fault(source->reader, row, column, "has a department, but a column above it is empty");
            return false;
        }
        if (*part)
            parts[count++] = part;
    }
    source->line.department = import_tree_path(source->tree, parts, count);
    if (source->line.department >= 0)
        return true;
    csv_fault(source->reader, row, source->columns.path[count - 1], "there is no department %s",
              shown(source, parts[count - 1]));
    return false;
}

static bool read_segment(struct import_source *source, const struct csv_row *row, size_t i)
{
    struct import_segment *segment = &source->segments[i];
    int column = source->columns.segments[i];
    const char *category = text_trim(row->cells[column]);
    source->line.segments[i] = SEGMENT_NONE;
    if (!*category)
        return true;
    int64_t number = table_find(&segment->numbers, category);
    if (number < 0 && segment->count == IMPORT_CATEGORY_LIMIT) {
        csv_fault(source->reader, row, column, "is category %d of the segment; it is no closed list",
                  IMPORT_CATEGORY_LIMIT + 1);
        return false;
    }
    if (number < 0) {
        number = table_add(&segment->numbers, category, (int64_t)segment->count);
        segment->categories[segment->count] = arena_text(source->arena, category);
        segment->order[segment->count] = (unsigned char)segment->count;
        segment->count++;
    }
    source->line.segments[i] = segment->order[number];
    return true;
}

static bool read_weight(struct import_source *source, const struct csv_row *row)
{
    source->line.weight = 1;
    if (source->columns.weight < 0)
        return true;
    const char *text = text_trim(row->cells[source->columns.weight]);
    char *end;
    double weight = strtod(text, &end);
    source->line.weight = (float)weight;
    if (end != text && !*end && isfinite(weight) && weight > 0 && weight <= WEIGHT_LIMIT)
        return true;
    csv_fault(source->reader, row, source->columns.weight, "%s is no weight above 0", shown(source, text));
    return false;
}

static bool read_comment(struct import_source *source, const struct csv_row *row, int column, size_t number,
                         const char *text)
{
    const struct question *question = &source->survey->questions[number];
    size_t characters = 0;
    for (const char *at = text; *at; at++)
        characters += ((unsigned char)*at & 0xC0) != 0x80;
    if (question->max_length > 0 && characters > (size_t)question->max_length) {
        csv_fault(source->reader, row, column, "has %zu characters, question '%s' takes %d", characters,
                  question->id, question->max_length);
        return false;
    }
    source->line.comments[source->line.comment_count++] =
        (struct sheet_comment){.question = (uint16_t)number, .body = text};
    return true;
}

static bool refuse_value(struct import_source *source, const struct csv_row *row, int column, size_t number,
                         int meaning, const char *text)
{
    if (source->faults->count < FAULT_SHOWN)
        csv_fault(source->reader, row, column, "%s %s; question '%s' expects %s", shown(source, text),
                  meaning == VALUE_OUTSIDE ? "is outside the scale" : "is not known",
                  source->survey->questions[number].id,
                  value_expected(&source->values[number], source->faults->arena));
    else
        source->faults->total++;
    return false;
}

// Several options of one cell are separated by semicolons.
static bool read_options(struct import_source *source, const struct csv_row *row, int column, size_t number,
                         char *text)
{
    const struct value_reader *values = &source->values[number];
    for (char *part = text; part;) {
        char *semicolon = strchr(part, ';');
        if (semicolon)
            *semicolon = '\0';
        char *option = text_trim(part);
        int meaning = value_read(values, option);
        if (meaning < 0 || meaning >= VALUE_OUTSIDE)
            return refuse_value(source, row, column, number, meaning, option);
        if (meaning != ANSWER_NONE)
            value_store(values, meaning, source->line.answers);
        part = semicolon ? semicolon + 1 : NULL;
    }
    source->line.given++;
    return true;
}

static bool read_answer(struct import_source *source, const struct csv_row *row, int column, size_t number)
{
    struct import_line *line = &source->line;
    const struct value_reader *values = &source->values[number];
    const struct question *question = values->question;
    char *text = text_trim(row->cells[column]);
    line->meaning = ANSWER_NONE;
    if (!*text)
        return true;
    if (question->type == QUESTION_COMMENT)
        return read_comment(source, row, column, number, text);
    int meaning = value_read(values, text);
    if (meaning == ANSWER_NONE)
        return true;
    if (line->answers[question->column] != ANSWER_NONE && !question->multiple) {
        csv_fault(source->reader, row, column, "answers question '%s' a second time", question->id);
        return false;
    }
    if (meaning < 0 && question->multiple)
        return read_options(source, row, column, number, text);
    if (meaning < 0 || meaning >= VALUE_OUTSIDE)
        return refuse_value(source, row, column, number, meaning, text);
    value_store(values, meaning, line->answers);
    line->meaning = meaning;
    line->given++;
    line->not_applicable += meaning == ANSWER_NOT_APPLICABLE;
    return true;
}

static bool read_long(struct import_source *source, const struct csv_row *row)
{
    struct import_line *line = &source->line;
    const char *text = text_trim(row->cells[source->columns.question]);
    int64_t found = table_find(&source->texts, text);
    line->question = (int)found - 1;
    if (found < 0) {
        csv_fault(source->reader, row, source->columns.question, "the map has no question %s",
                  shown(source, text));
        return false;
    }
    if (source->columns.respondent >= 0) {
        line->respondent = text_trim(row->cells[source->columns.respondent]);
        if (!*line->respondent) {
            csv_fault(source->reader, row, source->columns.respondent, "is empty");
            return false;
        }
    }
    if (line->question < 0)
        return true;
    source->asked[line->question] = true;
    return read_answer(source, row, source->columns.value, (size_t)line->question);
}

bool import_source_read(struct import_source *source, const struct csv_row *row)
{
    struct import_line *line = &source->line;
    *line = (struct import_line){.line = row->line, .answers = line->answers, .comments = line->comments};
    memset(line->answers, ANSWER_NONE, source->survey->column_count);
    bool good = source->map->plain ? read_code(source, row) : read_path(source, row);
    for (size_t i = 0; i < source->map->segment_count; i++)
        good = read_segment(source, row, i) && good;
    good = read_weight(source, row) && good;
    if (source->map->is_long)
        return read_long(source, row) && good;
    for (size_t i = 0; i < source->columns.answer_count; i++)
        good = read_answer(source, row, source->columns.answers[i].column,
                           source->columns.answers[i].question) &&
               good;
    return good;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void import_source_settle(struct import_source *source)
{
    for (size_t i = 0; i < source->map->segment_count; i++) {
        struct import_segment *segment = &source->segments[i];
        qsort(segment->categories, segment->count, sizeof *segment->categories, by_name);
        for (size_t number = 0; number < segment->count; number++)
            segment->order[table_find(&segment->numbers, segment->categories[number])] =
                (unsigned char)number;
    }
}
