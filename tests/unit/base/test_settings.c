// Where settings come from, and which are refused.
#include "base/file.h"
#include "base/settings.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char config[] = "/tmp/echolot-settings-XXXXXX";

static int make_config(void **state)
{
    (void)state;
    int descriptor = mkstemp(config);
    return descriptor < 0 ? -1 : close(descriptor);
}

static int remove_config(void **state)
{
    (void)state;
    return unlink(config);
}

static int clear_environment(void **state)
{
    (void)state;
    static const char *const names[] = {"ECHOLOT_LISTEN", "ECHOLOT_LISTEN_FILE", "ECHOLOT_DATA",
                                        "ECHOLOT_BASE_URL"};
    for (size_t i = 0; i < LENGTH(names); i++)
        unsetenv(names[i]);
    return 0;
}

static void write_config(const char *text)
{
    struct error err;
    if (!file_write(config, text, strlen(text), 0600, &err))
        fail_msg("%s", err.message);
}

static struct settings load(struct arena *arena, const char *path)
{
    struct settings settings;
    struct error err;
    if (!settings_load(arena, path, &settings, &err))
        fail_msg("%s", err.message);
    return settings;
}

static void the_environment_wins_over_the_file(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    write_config("# comment\n\n listen = 127.0.0.1:1 \nbase_url=https://one.example\n");
    assert_string_equal(load(arena, config).listen, "127.0.0.1:1");
    setenv("ECHOLOT_LISTEN", "127.0.0.1:2", 1);
    assert_string_equal(load(arena, config).listen, "127.0.0.1:2");
    assert_string_equal(load(arena, config).base_url, "https://one.example");
}

static void a_value_can_be_the_first_line_of_a_file(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    write_config("127.0.0.1:3\r\nmore\n");
    setenv("ECHOLOT_LISTEN_FILE", config, 1);
    assert_string_equal(load(arena, NULL).listen, "127.0.0.1:3");
}

static void a_setting_given_twice_is_refused(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct settings settings;
    struct error err = {0};
    write_config("127.0.0.1:3\n");
    setenv("ECHOLOT_LISTEN_FILE", config, 1);
    setenv("ECHOLOT_LISTEN", "127.0.0.1:4", 1);
    assert_false(settings_load(arena, NULL, &settings, &err));
    assert_non_null(strstr(err.message, "LISTEN is given twice"));
    clear_environment(NULL);
    write_config("listen = 127.0.0.1:1\nlisten = 127.0.0.1:2\n");
    assert_false(settings_load(arena, config, &settings, &err));
    assert_non_null(strstr(err.message, "LISTEN is given twice"));
}

static void an_empty_value_is_none(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *standard = load(arena, NULL).data_directory;
    setenv("ECHOLOT_DATA", "", 1);
    assert_string_equal(load(arena, NULL).data_directory, standard);
}

static void a_final_slash_of_the_base_is_cut(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    setenv("ECHOLOT_BASE_URL", "https://example.org/ask//", 1);
    assert_string_equal(load(arena, NULL).base_url, "https://example.org/ask");
}

static void a_base_that_makes_no_links_is_refused(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    static const char *const bad[] = {"example.org",
                                      "ftp://example.org",
                                      "javascript:alert(1)",
                                      "https://",
                                      "https:///x",
                                      "https://example.org/#a",
                                      "https://example.org/?a",
                                      "https://exa mple.org",
                                      "https://example.org/\"x"};
    for (size_t i = 0; i < LENGTH(bad); i++) {
        struct settings settings = {.listen = "untouched"};
        struct error err = {0};
        setenv("ECHOLOT_BASE_URL", bad[i], 1);
        if (settings_load(arena, NULL, &settings, &err))
            fail_msg("%s was taken", bad[i]);
        assert_int_equal(err.kind, ERROR_USAGE);
        assert_string_equal(settings.listen, "untouched");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_environment_wins_over_the_file, clear_environment),
        cmocka_unit_test_teardown(a_value_can_be_the_first_line_of_a_file, clear_environment),
        cmocka_unit_test_teardown(a_setting_given_twice_is_refused, clear_environment),
        cmocka_unit_test_teardown(an_empty_value_is_none, clear_environment),
        cmocka_unit_test_teardown(a_final_slash_of_the_base_is_cut, clear_environment),
        cmocka_unit_test_teardown(a_base_that_makes_no_links_is_refused, clear_environment),
    };
    return cmocka_run_group_tests_name("base/settings", tests, make_config, remove_config);
}
