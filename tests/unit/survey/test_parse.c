// What a good definition becomes. That every bad one is refused, and where, is in tests/unit/survey.test.mjs.
#include "base/file.h"
#include "survey/parse.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static int start(void **state)
{
    *state = arena_new();
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

static struct survey *parse(struct arena *arena, const char *text)
{
    struct fault_list faults = {.arena = arena};
    struct survey *survey = survey_parse(arena, text, strlen(text), &faults);
    if (!survey)
        fail_msg("%s: %s", faults.items[0].place, faults.items[0].message);
    return survey;
}

static struct survey *everything(struct arena *arena)
{
    struct error err;
    char *text = file_read(arena, "tests/unit/survey/everything.json", SURVEY_FILE_LIMIT, NULL, &err);
    assert_non_null(text);
    return parse(arena, text);
}

// The categories of a scale as letters, from its lowest value: u, n, f.
static const char *categories(struct arena *arena, const char *scale)
{
    const char *text = arena_format(
        arena,
        "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"scales\": {\"a\": {%s}}, "
        "\"questions\": [{\"id\": \"q\", \"type\": \"scale\", \"scale\": \"a\", \"text\": {\"en\": \"Q\"}}]}",
        scale);
    const struct scale *parsed = parse(arena, text)->questions[0].scale;
    char *letters = arena_alloc(arena, SURVEY_VALUE_LIMIT + 1);
    for (int i = 0; i < scale_points(parsed); i++)
        letters[i] = "unf"[parsed->category[i]];
    return letters;
}

static void standard_categories_are_those_of_the_methods(void **state)
{
    static const struct {
        const char *scale, *categories;
    } cases[] = {
        {"\"min\": 0, \"max\": 1", "uf"},          {"\"min\": 1, \"max\": 3", "unf"},
        {"\"min\": 1, \"max\": 4", "uuff"},        {"\"min\": 1, \"max\": 5", "uunff"},
        {"\"min\": 1, \"max\": 6", "uunnff"},      {"\"min\": 1, \"max\": 7", "uunnnff"},
        {"\"min\": 1, \"max\": 10", "uunnnnnnff"}, {"\"min\": 0, \"max\": 10", "uuuuuuunnff"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_string_equal(categories(*state, cases[i].scale), cases[i].categories);
}

static void named_categories_win(void **state)
{
    assert_string_equal(categories(*state, "\"min\": 1, \"max\": 7, \"favourable\": [5, 6, 7]"), "uuunfff");
    assert_string_equal(categories(*state, "\"min\": 1, \"max\": 5, \"favourable\": [5, 4], \"neutral\": []"),
                        "uuuff");
    assert_string_equal(categories(*state, "\"min\": 1, \"max\": 5, \"favourable\": [1, 2]"), "ffnuu");
    assert_string_equal(categories(*state, "\"min\": 0, \"max\": 10, \"favourable\": [8, 9, 10]"),
                        "uuunnnnnfff");
    assert_string_equal(
        categories(*state, "\"min\": -2, \"max\": 2, \"favourable\": [2], \"neutral\": [0, 1]"), "uunnf");
}

static void enps_has_its_own_scale(void **state)
{
    const struct question *question = &everything(*state)->questions[0];
    assert_int_equal(question->type, QUESTION_ENPS);
    assert_int_equal(question->scale->min, 0);
    assert_int_equal(question->scale->max, 10);
    assert_int_equal(question->scale->category[6], CATEGORY_UNFAVOURABLE);
    assert_int_equal(question->scale->category[7], CATEGORY_NEUTRAL);
    assert_int_equal(question->scale->category[9], CATEGORY_FAVOURABLE);
    assert_true(question->required);
}

static void scale_question_has_all_it_says(void **state)
{
    const struct question *question = &everything(*state)->questions[1];
    assert_string_equal(question->driver, "being-heard");
    assert_string_equal(question->section, "work");
    assert_string_equal(question->alias_of, "listened");
    assert_true(question->continues);
    assert_false(question->reverse);
    assert_int_equal(question->scale->not_applicable, NOT_APPLICABLE_EXCLUDE);
    assert_string_equal(survey_text_in(&question->hint, "de"), "In the team\nyou work in.");
    assert_string_equal(survey_text_in(&question->scale->labels[4], "de"), "Stimme voll zu");
}

static void points_without_words_have_no_label(void **state)
{
    const struct question *question = &everything(*state)->questions[2];
    assert_true(question->reverse);
    assert_int_equal(question->scale->not_applicable, NOT_APPLICABLE_IN_BASE);
    assert_string_equal(survey_text_in(&question->scale->labels[3], "en"), "Always");
    assert_null(survey_text_in(&question->scale->labels[1], "en"));
}

static void conditions_refer_to_earlier_questions(void **state)
{
    const struct survey *survey = everything(*state);
    const struct show_if *low = survey->questions[2].show_if, *mail = survey->questions[4].show_if;
    assert_int_equal(low->question, 0);
    assert_true(low->has_least && low->has_most);
    assert_int_equal(low->at_most, 6);
    assert_null(low->equals);
    assert_int_equal(mail->question, 3);
    assert_string_equal(mail->equals, "mail");
    assert_null(survey->questions[0].show_if);
}

static void every_answer_has_its_column(void **state)
{
    const struct survey *survey = everything(*state);
    static const size_t columns[][2] = {{0, 1}, {1, 1}, {2, 1}, {3, 2}, {5, 0}, {5, 0}};
    for (size_t i = 0; i < survey->question_count; i++) {
        assert_int_equal(survey->questions[i].column, columns[i][0]);
        assert_int_equal(survey->questions[i].column_count, columns[i][1]);
    }
    assert_int_equal(survey->column_count, 5);
}

static void rotation_and_indices_are_numbers(void **state)
{
    const struct survey *survey = everything(*state);
    assert_int_equal(survey->outcome, 0);
    assert_int_equal(survey->core_count, 2);
    assert_int_equal(survey->core[1], 3);
    assert_int_equal(survey->per_wave, 2);
    assert_int_equal(survey->index_count, 1);
    assert_int_equal(survey->indices[0].method, INDEX_PERSON_MEAN);
    assert_int_equal(survey->indices[0].item_count, 2);
    assert_int_equal(survey->indices[0].items[1], 2);
    assert_int_equal(survey->section_count, 2);
}

// (a + b)/2 with a = (x + y)/2 and b = (x + y + z)/3: x and y have 5 parts of 12, z has 2.
static void an_index_of_indices_is_made_of_their_questions(void **state)
{
    const struct survey *survey = parse(
        *state, "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"questions\": ["
                "{\"id\": \"x\", \"type\": \"enps\", \"text\": {\"en\": \"X\"}},"
                "{\"id\": \"y\", \"type\": \"enps\", \"text\": {\"en\": \"Y\"}},"
                "{\"id\": \"z\", \"type\": \"enps\", \"text\": {\"en\": \"Z\"}}], \"indices\": ["
                "{\"id\": \"a\", \"method\": \"item_mean\", \"items\": [\"x\", \"y\"]},"
                "{\"id\": \"b\", \"method\": \"item_mean\", \"items\": [\"x\", \"y\", \"z\"]},"
                "{\"id\": \"c\", \"method\": \"item_mean\", \"items\": [\"a\", \"b\"]}]}");
    const struct survey_index *index = &survey->indices[2];
    assert_int_equal(index->whole, 12);
    assert_int_equal(index->item_count, 3);
    const unsigned parts[] = {5, 5, 2};
    for (size_t i = 0; i < LENGTH(parts); i++) {
        assert_int_equal(index->items[i], i);
        assert_int_equal(index->parts[i], parts[i]);
    }
    assert_int_equal(survey->indices[1].whole, 3);
    assert_string_equal(index->written[1], "b");
}

static void comment_has_a_length(void **state)
{
    const struct survey *survey = everything(*state);
    assert_int_equal(survey->questions[4].max_length, 500);
    assert_int_equal(survey->questions[5].max_length, 2000);
}

static void hash_is_that_of_the_content(void **state)
{
    const char *one =
        parse(*state, "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, "
                      "\"questions\": [{\"id\": \"q\", \"type\": \"enps\", \"text\": {\"en\": \"Q\"}}]}")
            ->hash;
    const char *shuffled =
        parse(*state, "\xEF\xBB\xBF{\"questions\":[{\"text\":{\"en\":\"\\u0051\"},\"type\":\"enps\","
                      "\"id\":\"q\"}],\"title\":{\"en\":\"S\"},\"version\":1,\"id\":\"s\"}\n")
            ->hash;
    const char *other =
        parse(*state, "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"T\"}, "
                      "\"questions\": [{\"id\": \"q\", \"type\": \"enps\", \"text\": {\"en\": \"Q\"}}]}")
            ->hash;
    // printf '…sorted, without blanks…' | sha256sum
    assert_string_equal(one, "95941f1d9df456094b98c8640df9d37eef428f9705c1ac2c1e8827d3736a5edb");
    assert_string_equal(one, shuffled);
    assert_string_not_equal(one, other);
}

// Whatever a valid file is cut to or has one byte changed to, the parser says so and stays within its memory.
static void damaged_files_are_survived(void **state)
{
    struct error err;
    size_t size;
    char *text = file_read(*state, "tests/unit/survey/everything.json", SURVEY_FILE_LIMIT, &size, &err);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct fault_list cut = {.arena = arena}, changed = {.arena = arena};
        if (i + 2 < size)
            assert_null(survey_parse(arena, text, i, &cut));
        assert_true(i + 2 >= size || cut.total > 0);
        char kept = text[i];
        text[i] = "\"{[]}:,0\\ \xff"[i % 11];
        bool good = survey_parse(arena, text, size, &changed);
        assert_true(good == (changed.total == 0));
        text[i] = kept;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(standard_categories_are_those_of_the_methods, start, end),
        cmocka_unit_test_setup_teardown(named_categories_win, start, end),
        cmocka_unit_test_setup_teardown(enps_has_its_own_scale, start, end),
        cmocka_unit_test_setup_teardown(scale_question_has_all_it_says, start, end),
        cmocka_unit_test_setup_teardown(points_without_words_have_no_label, start, end),
        cmocka_unit_test_setup_teardown(conditions_refer_to_earlier_questions, start, end),
        cmocka_unit_test_setup_teardown(every_answer_has_its_column, start, end),
        cmocka_unit_test_setup_teardown(rotation_and_indices_are_numbers, start, end),
        cmocka_unit_test_setup_teardown(an_index_of_indices_is_made_of_their_questions, start, end),
        cmocka_unit_test_setup_teardown(comment_has_a_length, start, end),
        cmocka_unit_test_setup_teardown(hash_is_that_of_the_content, start, end),
        cmocka_unit_test_setup_teardown(damaged_files_are_survived, start, end),
    };
    return cmocka_run_group_tests_name("survey/parse", tests, NULL, NULL);
}
