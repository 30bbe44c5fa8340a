#include "ballot/plausible.h"
#include "survey/parse.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static const char definition[] =
    "{\"id\": \"t\", \"version\": 1, \"title\": {\"en\": \"T\"}, \"outcome\": \"enps\","
    " \"scales\": {\"a5\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3], \"not_applicable\": \"exclude\"}},"
    " \"questions\": ["
    "  {\"id\": \"enps\", \"type\": \"enps\", \"required\": true, \"text\": {\"en\": \"e\"}},"
    "  {\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"a5\", \"text\": {\"en\": \"h\"}},"
    "  {\"id\": \"channel\", \"type\": \"choice\", \"multiple\": true, \"text\": {\"en\": \"c\"},"
    "   \"options\": [{\"id\": \"mail\", \"text\": {\"en\": \"m\"}}, {\"id\": \"chat\", \"text\": {\"en\": \"c\"}}]},"
    "  {\"id\": \"site\", \"type\": \"choice\", \"multiple\": false, \"text\": {\"en\": \"s\"},"
    "   \"options\": [{\"id\": \"a\", \"text\": {\"en\": \"m\"}}, {\"id\": \"b\", \"text\": {\"en\": \"c\"}}]},"
    "  {\"id\": \"why\", \"type\": \"comment\", \"max_length\": 10, \"text\": {\"en\": \"w\"},"
    "   \"show_if\": {\"question\": \"enps\", \"at_most\": 6}},"
    "  {\"id\": \"more\", \"type\": \"comment\", \"max_length\": 10, \"text\": {\"en\": \"w\"}}]}";
enum { ENPS, HEARD, MAIL, CHAT, SITE_A, SITE_B, COLUMNS };
enum { WHY = 4, MORE = 5 };

// A ballot that is right, to be spoilt.
struct scene {
    struct arena *arena;
    struct wave wave;
    struct wave_segment segments[1];
    struct ballot_frame frame;
    unsigned char answers[COLUMNS];
    struct sheet_comment comments[3];
    struct ballot ballot;
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    scene->arena = arena_new();
    struct fault_list faults = {.arena = scene->arena};
    struct survey *survey = survey_parse(scene->arena, definition, strlen(definition), &faults);
    if (!survey)
        fail_msg("%s: %s", faults.items[0].place, faults.items[0].message);
    assert_int_equal(survey->column_count, COLUMNS);
    scene->segments[0].category_count = 2;
    scene->frame = (struct ballot_frame){.wave = &scene->wave, .survey = survey, .departments = 3, .segment_count = 1,
                                         .segments = scene->segments};
    memcpy(scene->answers, "\x03\x04\x00\x01\x01\x00", COLUMNS);
    scene->comments[0] = (struct sheet_comment){WHY, "zu spät"};
    scene->comments[1] = (struct sheet_comment){MORE, "line\nline"};
    scene->ballot = (struct ballot){.sheet = {.department = 2, .segments = {1}, .answers = scene->answers},
                                    .segment_count = 1, .column_count = COLUMNS, .comment_count = 2,
                                    .comments = scene->comments};
    assert_true(ballot_plausible(&scene->ballot, &scene->frame));
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    arena_free(scene->arena);
    free(scene);
    return 0;
}

static bool with_answer(struct scene *scene, int column, unsigned char answer)
{
    unsigned char was = scene->answers[column];
    scene->answers[column] = answer;
    bool plausible = ballot_plausible(&scene->ballot, &scene->frame);
    scene->answers[column] = was;
    return plausible;
}

static bool with_comment(struct scene *scene, uint16_t question, const char *body)
{
    struct sheet_comment was = scene->comments[1];
    scene->comments[1] = (struct sheet_comment){question, body};
    bool plausible = ballot_plausible(&scene->ballot, &scene->frame);
    scene->comments[1] = was;
    return plausible;
}

static void where_it_comes_from_must_exist(void **state)
{
    struct scene *scene = *state;
    scene->ballot.sheet.department = 3;
    assert_false(ballot_plausible(&scene->ballot, &scene->frame));
    scene->ballot.sheet.department = 0;
    scene->ballot.sheet.segments[0] = 2;
    assert_false(ballot_plausible(&scene->ballot, &scene->frame));
    scene->ballot.sheet.segments[0] = SEGMENT_NONE;
    assert_true(ballot_plausible(&scene->ballot, &scene->frame));
    scene->ballot.segment_count = 0;
    assert_false(ballot_plausible(&scene->ballot, &scene->frame));
    scene->ballot.segment_count = 1;
    scene->ballot.column_count = COLUMNS - 1;
    assert_false(ballot_plausible(&scene->ballot, &scene->frame));
}

static void values_are_those_of_their_scale(void **state)
{
    struct scene *scene = *state;
    for (int value = 0; value < 256; value++) {
        bool hidden = value > 6; // "why" has a comment and is shown up to 6 only
        assert_int_equal(with_answer(scene, ENPS, (unsigned char)value), value <= 10 && !hidden);
        assert_int_equal(with_answer(scene, HEARD, (unsigned char)value),
                         value <= 4 || value == ANSWER_NOT_APPLICABLE || value == ANSWER_NONE);
        assert_int_equal(with_answer(scene, MAIL, (unsigned char)value), value <= 1);
    }
}

static void a_choice_is_whole_or_missing(void **state)
{
    struct scene *scene = *state;
    assert_false(with_answer(scene, CHAT, 0)); // nothing chosen is no answer
    assert_false(with_answer(scene, CHAT, ANSWER_NONE));
    assert_false(with_answer(scene, SITE_B, 1)); // one option only
    scene->answers[SITE_A] = scene->answers[SITE_B] = ANSWER_NONE;
    assert_true(ballot_plausible(&scene->ballot, &scene->frame));
}

static void conditions_and_required_questions_hold(void **state)
{
    struct scene *scene = *state;
    assert_false(with_answer(scene, ENPS, ANSWER_NONE));
    assert_false(with_answer(scene, ENPS, 7)); // hides the question that "why" answers
    uint16_t asked[] = {0, 1, 2, 3, 4};
    scene->wave.asked = asked;
    scene->wave.asked_count = 5;
    assert_false(ballot_plausible(&scene->ballot, &scene->frame)); // "more" was not asked
    scene->ballot.comment_count = 1;
    assert_true(ballot_plausible(&scene->ballot, &scene->frame));
}

static void a_comment_is_clean_and_to_a_question(void **state)
{
    struct scene *scene = *state;
    assert_true(with_comment(scene, MORE, "zehn Zeich"));
    assert_false(with_comment(scene, MORE, "elf Zeichen"));
    assert_false(with_comment(scene, MORE, ""));
    assert_false(with_comment(scene, MORE, "\x1b[31m"));
    assert_false(with_comment(scene, MORE, "\xff"));
    assert_false(with_comment(scene, MORE, "\xed\xa0\x80"));
    assert_false(with_comment(scene, WHY, "again"));
    assert_false(with_comment(scene, HEARD, "x"));
    assert_false(with_comment(scene, 6, "x"));
}

static void an_empty_ballot_is_none(void **state)
{
    struct scene *scene = *state;
    scene->frame.survey->questions[ENPS].required = false;
    memset(scene->answers, ANSWER_NONE, COLUMNS);
    scene->ballot.comment_count = 0;
    assert_false(ballot_plausible(&scene->ballot, &scene->frame));
    scene->answers[HEARD] = 0;
    assert_true(ballot_plausible(&scene->ballot, &scene->frame));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(where_it_comes_from_must_exist, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values_are_those_of_their_scale, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_choice_is_whole_or_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(conditions_and_required_questions_hold, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_comment_is_clean_and_to_a_question, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_ballot_is_none, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
