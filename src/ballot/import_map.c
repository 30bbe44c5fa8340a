#include "ballot/import_map.h"
#include "base/json.h"
#include "base/json_scan.h"
#include "base/node.h"
#include "base/text.h"

#include <string.h>

struct import_map import_map_plain(void)
{
    return (struct import_map){.plain = true, .same_name = true, .path_count = 1, .path = {"department"}};
}

// A text that is compared with cells: without the blanks around it.
static const char *trimmed(const struct node *node)
{
    const char *text = node_string(node);
    return text ? text_trim(arena_text(node->arena, text)) : NULL;
}

static void read_path(const struct node *node, struct import_map *map)
{
    if (json_is_array(node->value)) {
        if (!node_is_array(node, 1, IMPORT_PATH_LIMIT))
            return;
        for (size_t i = 0; i < node_count(node); i++) {
            struct node item = node_item(node, i);
            const char *column = trimmed(&item);
            if (column)
                map->path[map->path_count++] = column;
        }
        return;
    }
    map->path[0] = trimmed(node);
    map->path_count = map->path[0] ? 1 : 0;
}

static void read_root(const struct node *node, struct import_map *map)
{
    static const char *const keys[] = {"code", "name", NULL};
    if (!node_present(node) || !node_is_object(node))
        return;
    node_check_keys(node, keys);
    struct node code = node_member(node, "code"), name = node_member(node, "name");
    map->root_code = trimmed(&code);
    map->root_name = node_present(&name) ? trimmed(&name) : map->root_code;
    if (map->root_code && !*map->root_code)
        node_fault(&code, "is empty");
}

static int question_number(const struct node *node, const struct survey *survey, const char *id)
{
    int number = survey_question_number(survey, id);
    if (number >= 0)
        return number;
    const char **known = ARENA_ARRAY(node->arena, survey->question_count, const char *);
    for (size_t i = 0; i < survey->question_count; i++)
        known[i] = survey->questions[i].id;
    node_unknown(node, "question", id, known, survey->question_count);
    return -1;
}

// An object's members as an array of nodes.
static struct node *members(const struct node *object, size_t *count)
{
    *count = 0;
    if (!node_present(object) || !node_is_object(object))
        return NULL;
    struct node *list = ARENA_ARRAY(object->arena, json_object_size(object->value), struct node);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object->value, key, value) list[(*count)++] = node_member(object, key);
    return list;
}

static const char *key_of(const struct node *member)
{
    return text_trim(arena_text(member->arena, member->key));
}

static void read_questions(const struct node *node, const struct survey *survey, struct import_map *map)
{
    size_t count;
    struct node *list = members(node, &count);
    map->questions = ARENA_ARRAY(node->arena, count, struct import_question);
    for (size_t i = 0; i < count; i++) {
        struct import_question question = {key_of(&list[i]), IMPORT_LEFT_OUT};
        if (!json_is_null(list[i].value)) {
            const char *id = trimmed(&list[i]);
            question.question = id ? question_number(&list[i], survey, id) : -1;
            if (question.question < 0)
                continue;
        }
        map->questions[map->question_count++] = question;
    }
}

static bool option_exists(const struct question *question, const char *id)
{
    for (size_t i = 0; i < question->option_count; i++)
        if (strcmp(question->options[i].id, id) == 0)
            return true;
    return false;
}

// Whether a question could have this value; `question` NULL: any question of the survey.
static void check_value(const struct node *node, const struct question *question,
                        const struct import_value *value)
{
    if (!question)
        return;
    if (question->type == QUESTION_COMMENT)
        node_fault(node, "comments have no values");
    else if (question->type == QUESTION_CHOICE && (!value->option || !option_exists(question, value->option)))
        node_fault(node, "expected the id of an option of question \"%s\"", question->id);
    else if (question_scored(question) &&
             (value->option || value->value < question->scale->min || value->value > question->scale->max))
        node_fault(node, "expected a value of question \"%s\", %d to %d", question->id, question->scale->min,
                   question->scale->max);
}

static void read_values(const struct node *node, const struct survey *survey, int number,
                        struct import_map *map)
{
    size_t count;
    struct node *list = members(node, &count);
    if (count == 0)
        return;
    struct import_value *all = ARENA_ARRAY(node->arena, map->value_count + count, struct import_value);
    if (map->value_count)
        memcpy(all, map->values, map->value_count * sizeof *all);
    map->values = all;
    for (size_t i = 0; i < count; i++) {
        struct import_value value = {.question = number, .label = key_of(&list[i])};
        bool good = true;
        if (json_is_string(list[i].value))
            good = (value.option = trimmed(&list[i])) != NULL;
        else
            good = node_integer(&list[i], -1000000, 1000000, &value.value);
        if (!good)
            continue;
        check_value(&list[i], number >= 0 ? &survey->questions[number] : NULL, &value);
        map->values[map->value_count++] = value;
    }
}

// The values of single questions come first, so that they win.
static void read_question_values(const struct node *node, const struct survey *survey, struct import_map *map)
{
    size_t count;
    struct node *list = members(node, &count);
    for (size_t i = 0; i < count; i++) {
        int number = question_number(&list[i], survey, list[i].key);
        if (number >= 0)
            read_values(&list[i], survey, number, map);
    }
}

static const char **read_list(const struct node *node, size_t *count)
{
    *count = 0;
    if (!node_present(node) || !node_is_array(node, 0, 1000))
        return NULL;
    const char **list = ARENA_ARRAY(node->arena, node_count(node), const char *);
    for (size_t i = 0; i < node_count(node); i++) {
        struct node item = node_item(node, i);
        const char *text = trimmed(&item);
        if (text)
            list[(*count)++] = text;
    }
    return list;
}

static void read_departments(const struct node *node, struct import_map *map)
{
    size_t count;
    struct node *list = members(node, &count);
    map->departments = ARENA_ARRAY(node->arena, count, struct import_pair);
    for (size_t i = 0; i < count; i++) {
        const char *meaning = trimmed(&list[i]);
        if (meaning && !*meaning)
            node_fault(&list[i], "is empty");
        else if (meaning)
            map->departments[map->department_count++] = (struct import_pair){key_of(&list[i]), meaning};
    }
}

static void read_segments(const struct node *node, struct import_map *map)
{
    size_t count;
    struct node *list = members(node, &count);
    for (size_t i = 0; i < count; i++) {
        const char *column = trimmed(&list[i]);
        if (map->segment_count == SEGMENT_LIMIT)
            node_fault(&list[i], "one segment too many: at most %d are possible", SEGMENT_LIMIT);
        else if (!*key_of(&list[i]))
            node_fault(&list[i], "a segment needs a name");
        else if (column)
            map->segments[map->segment_count++] = (struct import_pair){key_of(&list[i]), column};
    }
}

static const char *read_column(const struct node *root, const char *key)
{
    struct node node = node_member(root, key);
    return node_present(&node) ? trimmed(&node) : NULL;
}

static void read_flag(const struct node *root, const char *key, bool *flag)
{
    struct node node = node_member(root, key);
    if (node_present(&node))
        (void)node_flag(&node, flag);
}

// Columns that only the long layout has, and needs.
static void read_layout(const struct node *root, struct import_map *map)
{
    static const char *const layouts[] = {"wide", "long", NULL};
    static const char *const only_long[] = {"question", "value", "respondent"};
    struct node layout = node_member(root, "layout");
    map->is_long = node_present(&layout) && node_word(&layout, "layout", layouts) == 1;
    map->question = read_column(root, "question");
    map->value = read_column(root, "value");
    map->respondent = read_column(root, "respondent");
    for (size_t i = 0; i < LENGTH(only_long); i++) {
        struct node node = node_member(root, only_long[i]);
        if (!map->is_long && node_present(&node))
            node_fault(&node, "belongs to \"layout\": \"long\"");
        if (map->is_long && i < 2 && !node_present(&node))
            node_fault(root, "\"%s\" is missing: the column of a long file", only_long[i]);
    }
}

static void read_map(const struct node *root, const struct survey *survey, struct import_map *map)
{
    static const char *const keys[] = {
        "layout",          "department",      "departments",    "root",       "questions", "same_name",
        "values",          "question_values", "not_applicable", "missing",    "weight",    "segments",
        "skip_duplicates", "question",        "value",          "respondent", NULL};
    node_check_keys(root, keys);
    struct node department = node_member(root, "department"), departments = node_member(root, "departments"),
                top = node_member(root, "root"), questions = node_member(root, "questions"),
                values = node_member(root, "values"), question_values = node_member(root, "question_values"),
                not_applicable = node_member(root, "not_applicable"), missing = node_member(root, "missing"),
                segments = node_member(root, "segments");
    read_layout(root, map);
    read_path(&department, map);
    read_departments(&departments, map);
    read_root(&top, map);
    read_questions(&questions, survey, map);
    read_flag(root, "same_name", &map->same_name);
    read_question_values(&question_values, survey, map);
    read_values(&values, survey, -1, map);
    map->not_applicable = read_list(&not_applicable, &map->not_applicable_count);
    map->missing = read_list(&missing, &map->missing_count);
    map->weight = read_column(root, "weight");
    read_segments(&segments, map);
    read_flag(root, "skip_duplicates", &map->skip_duplicates);
    if (map->question_count == 0 && !map->same_name && !node_present(&questions))
        node_fault(root, "\"questions\" is missing, or \"same_name\": true");
}

struct import_map *import_map_parse(struct arena *arena, const char *text, size_t size,
                                    const struct survey *survey, struct fault_list *faults)
{
    struct error err;
    size_t before = faults->total;
    AUTO(json) json_t *json = json_read(text, size, "map", &err);
    if (!json) {
        (void)json_scan(arena, text, size, faults);
        if (faults->total == before)
            fault_add(faults, "$", "%s", err.message);
        return NULL;
    }
    struct import_map *map = ARENA_NEW(arena, struct import_map);
    struct node root = node_root(arena, faults, json);
    if (!json_is_object(json))
        node_fault(&root, "expected an object");
    else
        read_map(&root, survey, map);
    return faults->total == before ? map : NULL;
}
