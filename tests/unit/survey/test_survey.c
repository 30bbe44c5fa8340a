#include "survey/survey.h"
#include "base/file.h"
#include "survey/parse.h"
#include "unit.h"

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

static struct survey *load(struct arena *arena, const char *path)
{
    struct error err;
    struct fault_list faults = {.arena = arena};
    size_t size;
    char *text = file_read(arena, path, SURVEY_FILE_LIMIT, &size, &err);
    assert_non_null(text);
    struct survey *survey = survey_parse(arena, text, size, &faults);
    if (!survey)
        fail_msg("%s: %s: %s", path, faults.items[0].place, faults.items[0].message);
    return survey;
}

static void questions_are_found_by_id(void **state)
{
    struct survey *survey = load(*state, "surveys/team-pulse.json");
    assert_int_equal(survey_question_number(survey, "enps"), 0);
    assert_int_equal(survey_question_number(survey, "roles"), 2);
    assert_int_equal(survey_question_number(survey, "Roles"), -1);
    assert_ptr_equal(survey_question(survey, "acted"), &survey->questions[4]);
    assert_null(survey_question(survey, ""));
}

static void text_falls_back_to_english(void **state)
{
    struct survey *survey = load(*state, "surveys/team-pulse.json");
    assert_string_equal(survey_text_in(&survey->title, "de"), "Team-Puls");
    assert_string_equal(survey_text_in(&survey->title, "fr"), "Team pulse");
    assert_null(survey_text_in(&survey->introduction, "de"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(questions_are_found_by_id, start, end),
        cmocka_unit_test_setup_teardown(text_falls_back_to_english, start, end),
    };
    return cmocka_run_group_tests_name("survey/survey", tests, NULL, NULL);
}
