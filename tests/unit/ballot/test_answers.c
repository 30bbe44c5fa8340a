#include "ballot/answers.h"
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
    "  {\"id\": \"why\", \"type\": \"comment\", \"max_length\": 10, \"required\": true, \"text\": {\"en\": \"w\"},"
    "   \"show_if\": {\"question\": \"enps\", \"at_most\": 6}},"
    "  {\"id\": \"more\", \"type\": \"comment\", \"max_length\": 10, \"text\": {\"en\": \"w\"},"
    "   \"show_if\": {\"question\": \"site\", \"equals\": \"b\"}}]}";

struct scene {
    struct arena *arena;
    struct survey *survey;
    struct wave wave;
    struct ballot ballot;
    struct answer_faults faults;
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    scene->arena = arena_new();
    struct fault_list faults = {.arena = scene->arena};
    scene->survey = survey_parse(scene->arena, definition, strlen(definition), &faults);
    if (!scene->survey)
        fail_msg("%s: %s", faults.items[0].place, faults.items[0].message);
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

enum { MOST = 8 };
#define FIELD(name, ...)                                                                                    \
    (struct answer_input)                                                                                   \
    {                                                                                                       \
        name, sizeof((const struct answer_value[]){__VA_ARGS__}) / sizeof(struct answer_value),             \
            (const struct answer_value[]){__VA_ARGS__}                                                      \
    }
#define F(text) {ANSWER_FIELD, text}
#define N(text) {ANSWER_NUMBER, text}
#define S(text) {ANSWER_STRING, text}
#define CHECK(scene, ...)                                                                                   \
    check(scene, (const struct answer_input[]){__VA_ARGS__},                                                \
          sizeof((const struct answer_input[]){__VA_ARGS__}) / sizeof(struct answer_input))

static bool check(struct scene *scene, const struct answer_input *inputs, size_t count)
{
    bool good = answers_check(scene->arena, &scene->wave, scene->survey, inputs, count, &scene->ballot, &scene->faults);
    const struct ballot_frame frame = {.wave = &scene->wave, .survey = scene->survey, .departments = 1};
    if (good)
        assert_true(ballot_plausible(&scene->ballot, &frame)); // what the page takes, the close takes
    return good;
}

static void assert_fault(const struct scene *scene, size_t index, const char *place, enum answer_fault_kind kind)
{
    assert_true(index < scene->faults.count);
    assert_string_equal(scene->faults.items[index].place, place);
    assert_string_equal(answer_fault_name(scene->faults.items[index].kind), answer_fault_name(kind));
}

static void form_and_json_give_the_same_sheet(void **state)
{
    struct scene *scene = *state;
    assert_true(CHECK(scene, FIELD("enps", F("9")), FIELD("heard", F("5")), FIELD("channel", F("chat")),
                      FIELD("site", F("a")), FIELD("why", F(""))));
    unsigned char form[8];
    assert_int_equal(scene->survey->column_count, 6);
    memcpy(form, scene->ballot.sheet.answers, 6);
    assert_true(CHECK(scene, FIELD("enps", N("9")), FIELD("heard", N("5")), FIELD("channel", S("chat")),
                      FIELD("site", S("a"))));
    assert_memory_equal(form, scene->ballot.sheet.answers, 6);
    assert_memory_equal(form, "\x09\x04\x00\x01\x01\x00", 6);
    assert_int_equal(scene->ballot.comment_count, 0);
}

static void what_is_left_out_is_no_answer(void **state)
{
    struct scene *scene = *state;
    assert_true(CHECK(scene, FIELD("enps", N("10")), {"heard", 0, NULL}));
    assert_memory_equal(scene->ballot.sheet.answers, "\x0A\xFF\xFF\xFF\xFF\xFF", 6);
}

static void does_not_apply_is_a_word(void **state)
{
    struct scene *scene = *state;
    assert_true(CHECK(scene, FIELD("enps", N("10")), FIELD("heard", S("not_applicable"))));
    assert_int_equal(scene->ballot.sheet.answers[1], ANSWER_NOT_APPLICABLE);
    assert_false(CHECK(scene, FIELD("enps", S("not_applicable"))));
    assert_fault(scene, 0, "/enps", ANSWER_FAULT_NOT_OFFERED);
}

static void every_fault_is_named_with_its_place(void **state)
{
    struct scene *scene = *state;
    assert_false(CHECK(scene, FIELD("enps", N("11")), FIELD("heard", S("4")), FIELD("channel", S("mail"), S("fax"), S("mail"), N("1")),
                       FIELD("site", F("a"), F("b")), FIELD("a/b~c", N("1")), FIELD("more", F("x"))));
    assert_fault(scene, 0, "/enps", ANSWER_FAULT_OUT_OF_RANGE);
    assert_int_equal(scene->faults.items[0].most, 10);
    assert_fault(scene, 1, "/heard", ANSWER_FAULT_WRONG_TYPE);
    assert_fault(scene, 2, "/channel/1", ANSWER_FAULT_UNKNOWN_OPTION);
    assert_fault(scene, 3, "/channel/2", ANSWER_FAULT_OPTION_TWICE);
    assert_fault(scene, 4, "/channel/3", ANSWER_FAULT_WRONG_TYPE);
    assert_fault(scene, 5, "/site", ANSWER_FAULT_ONE_OPTION);
    assert_fault(scene, 6, "/a~1b~0c", ANSWER_FAULT_UNKNOWN_QUESTION);
    assert_int_equal(scene->faults.count, 7);
}

static void numbers_are_whole_and_in_range(void **state)
{
    struct scene *scene = *state;
    static const char *const bad[] = {"9.5", " 9", "9 ", "0x9", "nine", "1e1", "--1", "99999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(CHECK(scene, FIELD("enps", F(bad[i]))));
        assert_int_equal(scene->faults.count, 1);
    }
    assert_false(CHECK(scene, FIELD("enps", F("-1"))));
    assert_fault(scene, 0, "/enps", ANSWER_FAULT_OUT_OF_RANGE);
    assert_false(CHECK(scene, FIELD("enps", F("9")), FIELD("heard", F("0"))));
    assert_fault(scene, 0, "/heard", ANSWER_FAULT_OUT_OF_RANGE);
}

static void required_counts_only_where_it_is_shown(void **state)
{
    struct scene *scene = *state;
    assert_false(CHECK(scene, FIELD("enps", N("6"))));
    assert_fault(scene, 0, "/why", ANSWER_FAULT_REQUIRED);
    assert_false(CHECK(scene, FIELD("enps", N("6")), FIELD("why", F(" \r\n "))));
    assert_fault(scene, 0, "/why", ANSWER_FAULT_REQUIRED);
    assert_true(CHECK(scene, FIELD("enps", N("7"))));
    assert_false(CHECK(scene, FIELD("heard", N("3"))));
    assert_fault(scene, 0, "/enps", ANSWER_FAULT_REQUIRED);
    assert_int_equal(scene->faults.count, 1);
}

static void answers_that_others_hide_are_left_out(void **state)
{
    struct scene *scene = *state;
    assert_true(CHECK(scene, FIELD("enps", N("7")), FIELD("why", F("far longer than ten")), FIELD("more", F("hidden"))));
    assert_int_equal(scene->ballot.comment_count, 0);
    assert_true(CHECK(scene, FIELD("enps", N("7")), FIELD("site", F("b")), FIELD("more", F("shown"))));
    assert_int_equal(scene->ballot.comment_count, 1);
    assert_string_equal(scene->ballot.comments[0].body, "shown");
}

static void comments_are_cleaned_and_counted_in_characters(void **state)
{
    struct scene *scene = *state;
    assert_true(CHECK(scene, FIELD("enps", N("1")), FIELD("why", F("  \xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\r\nb\x01""c\xE2\x82\xAC  "))));
    assert_string_equal(scene->ballot.comments[0].body, "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\nb c\xE2\x82\xAC");
    assert_false(CHECK(scene, FIELD("enps", N("1")), FIELD("why", F("12345678901"))));
    assert_fault(scene, 0, "/why", ANSWER_FAULT_TOO_LONG);
    assert_int_equal(scene->faults.items[0].most, 10);
}

static void question_that_is_not_asked_is_refused(void **state)
{
    struct scene *scene = *state;
    uint16_t asked[] = {1};
    scene->wave.asked = asked;
    scene->wave.asked_count = 1;
    assert_true(CHECK(scene, FIELD("heard", N("1"))));
    assert_false(CHECK(scene, FIELD("heard", N("1")), FIELD("enps", N("1"))));
    assert_fault(scene, 0, "/enps", ANSWER_FAULT_NOT_ASKED);
    scene->wave.asked_count = 0;
}

static void empty_sheet_and_repeated_fields_are_refused(void **state)
{
    struct scene *scene = *state;
    uint16_t asked[] = {1};
    scene->wave.asked = asked;
    scene->wave.asked_count = 1;
    assert_false(CHECK(scene, {"heard", 0, NULL}));
    assert_fault(scene, 0, "", ANSWER_FAULT_NOTHING);
    assert_false(CHECK(scene, FIELD("heard", F("1")), FIELD("heard", F("2"))));
    assert_fault(scene, 0, "/heard", ANSWER_FAULT_GIVEN_TWICE);
    scene->wave.asked_count = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(form_and_json_give_the_same_sheet),
        cmocka_unit_test(what_is_left_out_is_no_answer),
        cmocka_unit_test(does_not_apply_is_a_word),
        cmocka_unit_test(every_fault_is_named_with_its_place),
        cmocka_unit_test(numbers_are_whole_and_in_range),
        cmocka_unit_test(required_counts_only_where_it_is_shown),
        cmocka_unit_test(answers_that_others_hide_are_left_out),
        cmocka_unit_test(comments_are_cleaned_and_counted_in_characters),
        cmocka_unit_test(question_that_is_not_asked_is_refused),
        cmocka_unit_test(empty_sheet_and_repeated_fields_are_refused),
    };
    return cmocka_run_group_tests_name("ballot/answers", tests, set_up, tear_down);
}
