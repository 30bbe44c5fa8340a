#include "company.h"
#include "survey/line.h"

// One question in a survey of its own; `more` are further members of the question, `labels` the scale's in English.
static struct survey *survey_with(struct arena *arena, const char *id, const char *text, const char *scale,
                                  const char *more)
{
    return company_survey(
        arena,
        arena_format(arena,
                     "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"scales\": {\"x\": {%s}},"
                     "\"questions\": [{\"id\": \"%s\", \"type\": \"scale\", \"scale\": \"x\","
                     "\"text\": {\"en\": \"%s\"}%s}]}",
                     scale, id, text, more));
}

#define FIVE "\"min\": 1, \"max\": 5, \"favourable\": [4, 5]"

static enum line between(struct survey *now, struct survey *before)
{
    size_t earlier;
    return survey_line(before, now, 0, &earlier);
}

static void the_same_question_continues(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct survey *before = survey_with(arena, "heard", "I am heard", FIVE, "");
    assert_int_equal(between(survey_with(arena, "heard", "I am heard", FIVE, ""), before), LINE_CONTINUES);
    assert_int_equal(between(survey_with(arena, "other", "I am heard", FIVE, ""), before), LINE_NEW);
}

static void a_renamed_question_continues_by_its_alias(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct survey *before = survey_with(arena, "heard", "I am heard", FIVE, "");
    struct survey *now = survey_with(arena, "voice", "I am heard", FIVE, ", \"alias_of\": \"heard\"");
    assert_int_equal(between(now, before), LINE_CONTINUES);
}

static void a_changed_text_breaks_the_line_unless_it_continues(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct survey *before = survey_with(arena, "heard", "I am heard", FIVE, "");
    assert_int_equal(between(survey_with(arena, "heard", "They hear me", FIVE, ""), before), LINE_BREAKS);
    struct survey *continued = survey_with(arena, "heard", "They hear me", FIVE, ", \"continues\": true");
    assert_int_equal(between(continued, before), LINE_CONTINUES);
}

static void a_changed_scale_breaks_the_line(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct survey *before = survey_with(arena, "heard", "I am heard", FIVE, "");
    const char *const scales[] = {
        "\"min\": 1, \"max\": 4, \"favourable\": [3, 4]",
        "\"min\": 0, \"max\": 4, \"favourable\": [3, 4]",
        "\"min\": 1, \"max\": 5, \"favourable\": [5]",
        FIVE ", \"not_applicable\": \"in_base\"",
    };
    for (size_t i = 0; i < LENGTH(scales); i++)
        assert_int_equal(between(survey_with(arena, "heard", "I am heard", scales[i], ""), before),
                         LINE_BREAKS);
    assert_int_equal(between(survey_with(arena, "heard", "I am heard", FIVE, ", \"reverse\": true"), before),
                     LINE_BREAKS);
}

static void between_different_numbers_of_points_nothing_continues(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct survey *before = survey_with(arena, "heard", "I am heard", FIVE, "");
    struct survey *now = survey_with(arena, "heard", "I am heard",
                                     "\"min\": 1, \"max\": 3, \"favourable\": [3]", ", \"continues\": true");
    assert_int_equal(between(now, before), LINE_BREAKS);
}

static void a_new_translation_breaks_nothing_and_a_new_label_does(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
#define TWO "\"min\": 1, \"max\": 2, \"favourable\": [2], \"labels\": "
    struct survey *before = survey_with(arena, "h", "?", TWO "{\"en\": [\"No\", \"Yes\"]}", "");
    struct survey *translated =
        survey_with(arena, "h", "?", TWO "{\"en\": [\"No\", \"Yes\"], \"de\": [\"Nein\", \"Ja\"]}", "");
    struct survey *reworded = survey_with(arena, "h", "?", TWO "{\"en\": [\"Never\", \"Yes\"]}", "");
    assert_int_equal(between(translated, before), LINE_CONTINUES);
    assert_int_equal(between(reworded, before), LINE_BREAKS);
}

static struct survey *choice_between(struct arena *arena, const char *second, const char *more)
{
    return company_survey(
        arena, arena_format(arena,
                            "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"questions\": "
                            "[{\"id\": \"q\", \"type\": \"choice\", \"text\": {\"en\": \"Q?\"}, "
                            "\"options\": [{\"id\": \"a\", \"text\": {\"en\": \"A\"}}, %s]%s}]}",
                            second, more));
}

static void a_choice_goes_on_with_the_same_options_only(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
#define CONTINUES ", \"continues\": true"
    const char *b = "{\"id\": \"b\", \"text\": {\"en\": \"B\"}}",
               *reworded = "{\"id\": \"b\", \"text\": {\"en\": \"Bee\"}}";
    struct survey *before = choice_between(arena, b, "");
    assert_int_equal(between(choice_between(arena, b, ""), before), LINE_CONTINUES);
    assert_int_equal(between(choice_between(arena, reworded, ""), before), LINE_BREAKS);
    assert_int_equal(between(choice_between(arena, reworded, CONTINUES), before), LINE_CONTINUES);
    struct survey *other = choice_between(arena, "{\"id\": \"c\", \"text\": {\"en\": \"B\"}}", CONTINUES);
    assert_int_equal(between(other, before), LINE_BREAKS);
    assert_int_equal(between(choice_between(arena, b, ", \"multiple\": true" CONTINUES), before),
                     LINE_BREAKS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_question_continues),
        cmocka_unit_test(a_renamed_question_continues_by_its_alias),
        cmocka_unit_test(a_changed_text_breaks_the_line_unless_it_continues),
        cmocka_unit_test(a_changed_scale_breaks_the_line),
        cmocka_unit_test(between_different_numbers_of_points_nothing_continues),
        cmocka_unit_test(a_new_translation_breaks_nothing_and_a_new_label_does),
        cmocka_unit_test(a_choice_goes_on_with_the_same_options_only),
    };
    return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}
