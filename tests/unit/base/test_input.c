#include "base/input.h"
#include "base/file.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

// A new file with these bytes; the test removes it.
static void make(char path[32], const char *bytes, size_t size)
{
    struct error err;
    memcpy(path, "/tmp/echolot-input-XXXXXX", 26);
    close(mkstemp(path));
    assert_true(file_write(path, bytes, size, 0600, &err));
}

// Reads to the end; gives the number of bytes and the fault, if any.
static size_t drain(struct input *input, const char **fault)
{
    size_t size = 0;
    while (input_fill(input, fault)) {
        size += input->filled - input->used;
        input->used = input->filled;
    }
    return size;
}

static void a_plain_file_is_given_as_it_is(void **state)
{
    (void)state;
    char path[32];
    struct error err;
    const char *fault;
    make(path, "hello", 5);
    struct input *input = input_open(path, &err);
    assert_non_null(input);
    assert_true(input_fill(input, &fault));
    assert_memory_equal(input->chunk, "hello", 5);
    assert_int_equal(drain(input, &fault), 5);
    assert_null(fault);
    assert_int_equal(input->total, 5);
    assert_int_equal(input_done(input), 5);
    input_close(input);
    unlink(path);
}

static void gzip_is_unpacked_and_progress_counts_the_packed_bytes(void **state)
{
    (void)state;
    char path[32];
    struct error err;
    const char *fault;
    make(path, "", 0);
    gzFile out = gzopen(path, "wb");
    for (int i = 0; i < 20000; i++)
        assert_true(gzputs(out, "0123456789") > 0);
    assert_int_equal(gzclose(out), Z_OK);
    struct input *input = input_open(path, &err);
    assert_non_null(input);
    assert_int_equal(drain(input, &fault), 200000);
    assert_null(fault);
    assert_true(input->total < 10000);
    assert_int_equal(input_done(input), input->total);
    input_close(input);
    unlink(path);
}

static void what_cannot_be_read_says_why(void **state)
{
    (void)state;
    struct error err;
    const char *fault = NULL;
    assert_null(input_open("/nowhere", &err));
    assert_int_equal(err.kind, ERROR_NOT_FOUND);
    struct input *input = input_open("/tmp", &err);
    assert_non_null(input);
    assert_int_equal(input->total, 0);
    assert_false(input_fill(input, &fault));
    assert_string_equal(fault, "Is a directory");
    input_close(input);
    input_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_file_is_given_as_it_is),
        cmocka_unit_test(gzip_is_unpacked_and_progress_counts_the_packed_bytes),
        cmocka_unit_test(what_cannot_be_read_says_why),
    };
    return cmocka_run_group_tests_name("base/input", tests, NULL, NULL);
}
