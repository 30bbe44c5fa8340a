#include "base/file.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *directory;

static int make_directory(void **state)
{
    (void)state;
    static char name[] = "/tmp/echolot-file-XXXXXX";
    directory = mkdtemp(name);
    return directory ? 0 : -1;
}

static int remove_directory(void **state)
{
    (void)state;
    return rmdir(directory);
}

static void what_is_written_is_read_with_its_mode(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    const char *path = arena_format(arena, "%s/secret", directory);
    assert_true(file_write(path, "a\0b", 3, 0600, &err));
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    size_t size;
    const char *text = file_read(arena, path, 3, &size, &err);
    assert_non_null(text);
    assert_int_equal(size, 3);
    assert_memory_equal(text, "a\0b", 4);
    assert_int_equal(unlink(path), 0);
}

static void too_long_a_file_is_refused(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    const char *path = arena_format(arena, "%s/long", directory);
    assert_true(file_write(path, "four", 4, 0644, &err));
    assert_null(file_read(arena, path, 3, NULL, &err));
    assert_int_equal(err.kind, ERROR_LIMIT);
    assert_int_equal(unlink(path), 0);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    assert_null(file_read(arena, "/nonexistent/file", 10, NULL, &err));
    assert_int_equal(err.kind, ERROR_NOT_FOUND);
    assert_non_null(strstr(err.message, "/nonexistent/file"));
    assert_false(file_write("/nonexistent/file", "x", 1, 0644, &err));
}

static void a_failed_write_leaves_nothing(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    // A directory cannot be replaced by a file: the rename fails after the writing.
    const char *path = arena_format(arena, "%s/taken", directory);
    assert_true(file_make_directory(path, 0700, &err));
    assert_false(file_write(path, "x", 1, 0644, &err));
    assert_int_equal(rmdir(path), 0);
    // remove_directory fails when a temporary neighbour was left behind.
}

static void a_directory_is_made_with_what_is_above_it(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    const char *above = arena_format(arena, "%s/one", directory), *path = arena_format(arena, "%s/two", above);
    assert_true(file_make_directory(path, 0700, &err));
    assert_true(file_make_directory(path, 0700, &err));
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(above), 0);
    assert_false(file_make_directory("", 0700, &err));
    assert_int_equal(err.kind, ERROR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_with_its_mode),
        cmocka_unit_test(too_long_a_file_is_refused),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(a_failed_write_leaves_nothing),
        cmocka_unit_test(a_directory_is_made_with_what_is_above_it),
    };
    return cmocka_run_group_tests_name("base/file", tests, make_directory, remove_directory);
}
