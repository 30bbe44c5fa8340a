#include "base/json.h"
#include "unit.h"

#include <string.h>

static json_t *read_text(const char *text, struct error *err)
{
    return json_read(text, strlen(text), "file.json", err);
}

static void what_is_ambiguous_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"a\": 1, \"a\": 2}", "{\"a\": \"\\u0000\"}", "{\"a\": 1} x", "", "{\"a\": \"\xff\"}", "{'a': 1}", "[1,]",
    };
    for (size_t i = 0; i < LENGTH(bad); i++) {
        struct error err = {0};
        AUTO(json) json_t *value = read_text(bad[i], &err);
        assert_null(value);
        assert_int_equal(err.kind, ERROR_INVALID);
        assert_memory_equal(err.message, "file.json:", 10);
    }
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    char text[2 * JSON_DEPTH_LIMIT + 3];
    memset(text, '[', JSON_DEPTH_LIMIT + 1);
    memset(text + JSON_DEPTH_LIMIT + 1, ']', JSON_DEPTH_LIMIT + 1);
    text[2 * JSON_DEPTH_LIMIT + 2] = '\0';
    struct error err;
    AUTO(json) json_t *value = read_text(text, &err);
    assert_null(value);
    assert_non_null(strstr(err.message, "nested deeper"));
}

static void canonical_form_does_not_depend_on_order_or_space(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    AUTO(json) json_t *one = read_text("\xEF\xBB\xBF{\"b\": [1, 2.5], \"a\": \"\xc3\xa4\"}", &err);
    AUTO(json) json_t *other = read_text("{\"a\":\"\xc3\xa4\",\n\"b\":[1,2.5]}", &err);
    assert_non_null(one);
    assert_non_null(other);
    assert_string_equal(json_canonical(arena, one), json_canonical(arena, other));
    assert_string_equal(json_canonical(arena, one), "{\"a\":\"\xc3\xa4\",\"b\":[1,2.5]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_ambiguous_is_refused),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(canonical_form_does_not_depend_on_order_or_space),
    };
    return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
