#include "base/json.h"
#include "base/json_scan.h"
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

static const char *place(struct arena *arena, const char *text)
{
    struct fault_list faults = {.arena = arena};
    const char *path = json_scan(arena, text, strlen(text), &faults);
    assert_int_equal(faults.total, 0);
    return path;
}

static void path_of_the_end_is_found(void **state)
{
    assert_string_equal(place(*state, ""), "$");
    assert_string_equal(place(*state, "{\"a\": [1, {\"b\": "), "$.a[1].b");
    assert_string_equal(place(*state, "{\"a\": [1, {\"b\": 2}], "), "$");
    assert_string_equal(place(*state, "[[], [[1], [2"), "$[1][1][0]");
    assert_string_equal(place(*state, "{\"a\": \"text with } ] , and \\\" in it"), "$.a");
    assert_string_equal(place(*state, "]}]}"), "$");
}

static void repeated_keys_are_all_found(void **state)
{
    struct fault_list faults = {.arena = *state};
    const char *text =
        "{\"a\": 1, \"b\": {\"a\": 1, \"c\": 1, \"\\u0061\": 2}, \"a\": [{\"x\": 1}, {\"x\": 1, \"x\": 2}]}";
    json_scan(*state, text, strlen(text), &faults);
    assert_int_equal(faults.total, 3);
    assert_string_equal(faults.items[0].place, "$.b.a");
    assert_string_equal(faults.items[1].place, "$.a");
    assert_string_equal(faults.items[2].place, "$.a[1].x");
}

static void too_deep_is_found_once(void **state)
{
    char text[2 * JSON_DEPTH_LIMIT];
    memset(text, '[', sizeof text);
    struct fault_list faults = {.arena = *state};
    json_scan(*state, text, JSON_DEPTH_LIMIT, &faults);
    assert_int_equal(faults.total, 0);
    json_scan(*state, text, sizeof text, &faults);
    assert_int_equal(faults.total, 1);
}

static void odd_keys_are_quoted_and_cut(void **state)
{
    assert_string_equal(json_path_member(*state, "$", "plain-word_1"), "$.plain-word_1");
    assert_string_equal(json_path_member(*state, "$", "a.b"), "$[\"a.b\"]");
    assert_string_equal(json_path_member(*state, "$", ""), "$[\"\"]");
    assert_string_equal(json_path_item(*state, "$.a", 3), "$.a[3]");
    char long_key[201] = {0};
    memset(long_key, 'x', 200);
    assert_true(strlen(json_path_member(*state, "$", long_key)) < 80);
}

static void what_is_shown_cannot_steer_a_terminal(void **state)
{
    assert_string_equal(json_quoted(*state, "a\x1b[31m\x7f", 7), "\"a\\u001B[31m?\"");
    assert_string_equal(json_quoted(*state,
                                    "\xC2\x9B"
                                    "1mä",
                                    6),
                        "\"??1mä\"");
    assert_string_equal(json_printable(*state, "near 'a\n\x1b'"), "near 'a?" "?'");
    assert_string_equal(json_printable(*state, "ä\xff"), "???");
}

static void long_text_is_cut_between_characters(void **state)
{
    char text[100];
    for (size_t i = 1; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "ä", 2);
    text[0] = 'x';
    text[99] = '\0';
    const char *quoted = json_quoted(*state, text, 99);
    AUTO(json) json_t *valid = json_string(quoted);
    assert_non_null(valid);
    assert_string_equal(quoted + strlen(quoted) - 4, "…\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(path_of_the_end_is_found, start, end),
        cmocka_unit_test_setup_teardown(repeated_keys_are_all_found, start, end),
        cmocka_unit_test_setup_teardown(too_deep_is_found_once, start, end),
        cmocka_unit_test_setup_teardown(odd_keys_are_quoted_and_cut, start, end),
        cmocka_unit_test_setup_teardown(what_is_shown_cannot_steer_a_terminal, start, end),
        cmocka_unit_test_setup_teardown(long_text_is_cut_between_characters, start, end),
    };
    return cmocka_run_group_tests_name("base/json_scan", tests, NULL, NULL);
}
