#include "ballot/import_map.h"
#include "survey/parse.h"
#include "unit.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char definition[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"},"
    " \"scales\": {\"four\": {\"min\": 1, \"max\": 4, \"labels\": {\"en\": [\"a\", \"b\", \"c\", \"d\"]}}},"
    " \"questions\": [{\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"four\", \"text\": {\"en\": "
    "\"Heard\"}},"
    "  {\"id\": \"channel\", \"type\": \"choice\", \"multiple\": false, \"text\": {\"en\": \"Channel\"},"
    "   \"options\": [{\"id\": \"mail\", \"text\": {\"en\": \"E-mail\"}}, {\"id\": \"talk\", \"text\": "
    "{\"en\": \"Talk\"}}]},"
    "  {\"id\": \"improve\", \"type\": \"comment\", \"max_length\": 100, \"text\": {\"en\": \"Improve\"}}]}";

struct fixture {
    struct arena *arena;
    struct survey *survey;
    struct fault_list faults;
};

static int start(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new();
    fixture->faults.arena = fixture->arena;
    fixture->survey = survey_parse(fixture->arena, definition, strlen(definition), &fixture->faults);
    *state = fixture;
    return fixture->survey ? 0 : 1;
}

static int stop(void **state)
{
    struct fixture *fixture = *state;
    arena_free(fixture->arena);
    free(fixture);
    return 0;
}

static struct import_map *parse(struct fixture *fixture, const char *text)
{
    return import_map_parse(fixture->arena, text, strlen(text), fixture->survey, &fixture->faults);
}

static void expect_fault(struct fixture *fixture, const char *place, const char *message)
{
    for (size_t i = 0; i < fixture->faults.count; i++)
        if (strcmp(fixture->faults.items[i].place, place) == 0 &&
            strstr(fixture->faults.items[i].message, message))
            return;
    for (size_t i = 0; i < fixture->faults.count; i++)
        print_message("%s: %s\n", fixture->faults.items[i].place, fixture->faults.items[i].message);
    fail_msg("no fault at %s: %s", place, message);
}

static void a_wide_map_says_where_everything_stands(void **state)
{
    struct import_map *map = parse(
        *state, "{\"department\": [\"A\", \"B\"], \"root\": {\"code\": \"CO\", \"name\": \"Company\"},"
                " \"questions\": {\"Q1 \": \"heard\", \"Q2\": null}, \"values\": {\"Agree\": 4},"
                " \"question_values\": {\"channel\": {\"Post\": \"mail\"}}, \"not_applicable\": [\"X\"],"
                " \"missing\": [\"NA\"], \"weight\": \"W\", \"segments\": {\"sex\": \"DSEX\"}, "
                "\"skip_duplicates\": true,"
                " \"departments\": {\"old\": \"new\"}}");
    assert_non_null(map);
    assert_false(map->is_long || map->plain || map->same_name);
    assert_int_equal(map->path_count, 2);
    assert_string_equal(map->path[1], "B");
    assert_string_equal(map->root_code, "CO");
    assert_int_equal(map->question_count, 2);
    assert_string_equal(map->questions[0].name, "Q1");
    assert_int_equal(map->questions[0].question, 0);
    assert_int_equal(map->questions[1].question, IMPORT_LEFT_OUT);
    assert_int_equal(map->value_count, 2);
    assert_int_equal(map->values[0].question, 1); // a question's own values come first
    assert_string_equal(map->values[0].option, "mail");
    assert_int_equal(map->values[1].value, 4);
    assert_string_equal(map->segments[0].meaning, "DSEX");
    assert_string_equal(map->departments[0].meaning, "new");
    assert_true(map->skip_duplicates);
}

static void a_single_department_column_may_stand_without_a_list(void **state)
{
    struct import_map *map = parse(*state, "{\"department\": \"A\", \"same_name\": true}");
    assert_non_null(map);
    assert_int_equal(map->path_count, 1);
    assert_string_equal(map->path[0], "A");
}

static void a_long_map_names_its_columns(void **state)
{
    struct import_map *map = parse(
        *state, "{\"layout\": \"long\", \"department\": \"D\", \"question\": \"Q\", \"value\": \"V\","
                " \"respondent\": \"R\", \"questions\": {\"1. one\": \"heard\", \"1. One\": \"heard\"}}");
    assert_non_null(map);
    assert_true(map->is_long);
    assert_string_equal(map->respondent, "R");
    assert_int_equal(map->question_count, 2);
}

static void all_faults_of_a_map_come_at_once_with_their_path(void **state)
{
    assert_null(parse(
        *state, "{\"layout\": \"tall\", \"departmnt\": \"A\", \"questions\": {\"Q1\": \"herd\", \"Q2\": 5},"
                " \"values\": {\"Agree\": 1.5, \"No\": true},"
                " \"question_values\": {\"heard\": {\"x\": 9}, \"channel\": {\"y\": \"fax\"},"
                " \"improve\": {\"z\": 1}}, \"segments\": {\"sex\": 1}, \"root\": {\"kode\": \"X\"},"
                " \"question\": \"Q\", \"skip_duplicates\": \"yes\", \"missing\": \"NA\"}"));
    expect_fault(*state, "$.layout", "wide");
    expect_fault(*state, "$.departmnt", "did you mean \"department\"");
    expect_fault(*state, "$", "\"department\" is missing");
    expect_fault(*state, "$.questions.Q1", "did you mean \"heard\"");
    expect_fault(*state, "$.questions.Q2", "expected a string");
    expect_fault(*state, "$.values.Agree", "whole number");
    expect_fault(*state, "$.values.No", "a whole number");
    expect_fault(*state, "$.question_values.heard.x", "1 to 4");
    expect_fault(*state, "$.question_values.channel.y", "option");
    expect_fault(*state, "$.question_values.improve.z", "comments have no values");
    expect_fault(*state, "$.segments.sex", "expected a string");
    expect_fault(*state, "$.root.kode", "unknown key");
    expect_fault(*state, "$.question", "\"layout\": \"long\"");
    expect_fault(*state, "$.skip_duplicates", "true or false");
    expect_fault(*state, "$.missing", "an array");
}

static void a_long_map_needs_its_columns_and_any_map_questions(void **state)
{
    assert_null(parse(*state, "{\"layout\": \"long\", \"department\": \"D\"}"));
    expect_fault(*state, "$", "\"question\" is missing");
    expect_fault(*state, "$", "\"value\" is missing");
    expect_fault(*state, "$", "\"questions\" is missing");
}

static void what_is_no_object_is_refused(void **state)
{
    assert_null(parse(*state, "[]"));
    expect_fault(*state, "$", "expected an object");
    assert_null(parse(*state, "{"));
    assert_null(parse(*state, "{\"department\": \"A\", \"department\": \"B\", \"same_name\": true}"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        TEST(a_wide_map_says_where_everything_stands),
        TEST(a_single_department_column_may_stand_without_a_list),
        TEST(a_long_map_names_its_columns),
        TEST(all_faults_of_a_map_come_at_once_with_their_path),
        TEST(a_long_map_needs_its_columns_and_any_map_questions),
        TEST(what_is_no_object_is_refused),
    };
    return cmocka_run_group_tests_name("ballot/import_map", tests, NULL, NULL);
}
