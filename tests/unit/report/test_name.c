// File names of reports, from codes that anybody may have chosen.
#include "report/name.h"
#include "unit.h"

#include <string.h>

static const char **names_of(struct arena *arena, const char **codes, size_t count)
{
    struct report report = {.department_count = count,
                            .departments = ARENA_ARRAY(arena, count, struct report_department)};
    for (size_t i = 0; i < count; i++)
        report.departments[i] = (struct report_department){.code = codes[i], .parent = (int)i - 1};
    return report_file_names(arena, &report);
}

static void plain_codes_keep_their_name(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *codes[] = {"ROOT", "HR_1", "v2.1", "Nord-West"};
    const char **names = names_of(arena, codes, LENGTH(codes));
    assert_string_equal(names[0], "index.html");
    assert_string_equal(names[1], "HR_1.html");
    assert_string_equal(names[2], "v2.1.html");
    assert_string_equal(names[3], "Nord-West.html");
}

static void no_code_leaves_the_directory(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *codes[] = {"ROOT", "../../etc/passwd", "..", "/", ".hidden", "a\\b", "a\nb",
                           "-rf",  "\xC3\xA4\xC3\xB6"};
    const char **names = names_of(arena, codes, LENGTH(codes));
    for (size_t i = 0; i < LENGTH(codes); i++) {
        assert_null(strpbrk(names[i], "/\\\n"));
        assert_null(strstr(names[i], ".."));
        assert_null(strchr("-.", names[i][0]));
        for (size_t other = 0; other < i; other++)
            assert_true(strcasecmp(names[i], names[other]) != 0);
    }
}

static void codes_that_differ_in_odd_characters_or_case_get_numbers(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *codes[] = {"ROOT", "A/B", "a b", "A-B", "A--B-2", "index", ""};
    const char **names = names_of(arena, codes, LENGTH(codes));
    assert_string_equal(names[1], "A-B.html");
    assert_string_equal(names[2], "a-b--2.html");
    assert_string_equal(names[3], "A-B--3.html");
    assert_string_equal(names[4], "A-B-2.html");
    assert_string_equal(names[5], "index--2.html");
    assert_string_equal(names[6], "department.html");
}

static void a_long_code_is_cut(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    char code[5000];
    memset(code, 'x', sizeof code - 1);
    code[sizeof code - 1] = '\0';
    const char *codes[] = {"ROOT", code, code};
    const char **names = names_of(arena, codes, LENGTH(codes));
    assert_true(strlen(names[1]) < 120);
    assert_string_not_equal(names[1], names[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_codes_keep_their_name),
        cmocka_unit_test(no_code_leaves_the_directory),
        cmocka_unit_test(codes_that_differ_in_odd_characters_or_case_get_numbers),
        cmocka_unit_test(a_long_code_is_cut),
    };
    return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
