#include "base/buffer.h"
#include "base/csv_read.h"
#include "base/file.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

struct fixture {
    struct arena *arena;
    struct fault_list faults;
    struct error err;
    char path[64];
};

static int start(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new();
    fixture->faults.arena = fixture->arena;
    memcpy(fixture->path, "/tmp/echolot-csv-XXXXXX", 24);
    int descriptor = mkstemp(fixture->path);
    close(descriptor);
    *state = fixture;
    return 0;
}

static int stop(void **state)
{
    struct fixture *fixture = *state;
    unlink(fixture->path);
    arena_free(fixture->arena);
    free(fixture);
    return 0;
}

static void store(struct fixture *fixture, const char *bytes, size_t size)
{
    assert_true(file_write(fixture->path, bytes, size, 0600, &fixture->err));
}

// All cells of all rows: `|` after a cell, the row's first line in front.
static char *read_all(struct fixture *fixture, const char *bytes, size_t size)
{
    store(fixture, bytes, size);
    AUTO(csv)
    struct csv_reader *reader = csv_open(fixture->arena, fixture->path, &fixture->faults, &fixture->err);
    if (!reader)
        return NULL;
    char *all = arena_text(fixture->arena, "");
    struct csv_row row;
    while (csv_next(reader, &row)) {
        all = arena_format(fixture->arena, "%s%d:", all, (int)row.line);
        for (size_t i = 0; i < row.count; i++)
            all = arena_format(fixture->arena, "%s%s|", all, row.cells[i]);
    }
    return all;
}

#define READ(fixture, text) read_all(fixture, text, sizeof(text) - 1)

static void expect_fault(struct fixture *fixture, size_t number, const char *place, const char *message)
{
    assert_true(number < fixture->faults.count);
    const struct fault *fault = &fixture->faults.items[number];
    assert_non_null(strstr(fault->message, message));
    assert_string_equal(fault->place, arena_format(fixture->arena, "%s%s", fixture->path, place));
}

static void rows_come_with_their_line(void **state)
{
    assert_string_equal(READ(*state, "a,b\n1,2\n3,4\n"), "2:1|2|3:3|4|");
}

static void a_byte_order_mark_is_not_part_of_the_heading(void **state)
{
    struct fixture *fixture = *state;
    store(fixture, "\xEF\xBB\xBFname,x\n", 10);
    AUTO(csv)
    struct csv_reader *reader = csv_open(fixture->arena, fixture->path, &fixture->faults, &fixture->err);
    assert_non_null(reader);
    assert_string_equal(csv_heading(reader, 0), "name");
}

static void semicolons_and_tabs_are_detected(void **state)
{
    assert_string_equal(READ(*state, "a;b;\"x,y,z,\"\n1;2,5;3\n"), "2:1|2,5|3|");
    assert_string_equal(READ(*state, "a\tb\n1;1\t2,5\n"), "2:1;1|2,5|");
}

static void line_ends_of_all_systems_count_as_one(void **state)
{
    assert_string_equal(READ(*state, "a,b\r\n1,2\r\n3,4"), "2:1|2|3:3|4|");
    assert_string_equal(READ(*state, "a,b\r1,2\r3,4\r"), "2:1|2|3:3|4|");
}

static void quoted_cells_keep_line_ends_and_later_lines_their_number(void **state)
{
    assert_string_equal(READ(*state, "a,b\n\"x\ny\r\nz\",\"say \"\"no\"\"\"\n\n\n3,4\n"),
                        "2:x\ny\r\nz|say \"no\"|7:3|4|");
}

static void blanks_belong_to_the_cell(void **state)
{
    assert_string_equal(READ(*state, "a,b\n x , \n"), "2: x | |");
}

static void the_fault_of_a_later_cell_names_its_own_line(void **state)
{
    assert_string_equal(READ(*state, "a,b\n\"x\ny\",\xE4\n1,2\n"), "4:1|2|");
    expect_fault(*state, 0, ":3: b", "is not UTF-8 (byte 0xE4)");
}

static void a_nul_is_a_fault_of_its_cell(void **state)
{
    assert_string_equal(READ(*state, "a,b\n1,x\0y\n1,2\n"), "3:1|2|");
    expect_fault(*state, 0, ":2: b", "NUL");
}

static void ragged_rows_are_faults_and_the_others_are_read(void **state)
{
    assert_string_equal(READ(*state, "a,b\n1\n1,2\n1,2,3\n"), "3:1|2|");
    expect_fault(*state, 0, ":2", "has 1 cell, the heading has 2");
    expect_fault(*state, 1, ":4", "has 3 cells, the heading has 2");
}

static void a_quotation_mark_that_is_not_closed_is_a_fault_where_it_opens(void **state)
{
    assert_string_equal(READ(*state, "a,b\n1,2\n1,\"x\ny\n"), "2:1|2|");
    expect_fault(*state, 0, ":3", "not closed");
}

static void a_quotation_mark_inside_a_plain_cell_is_a_fault(void **state)
{
    assert_string_equal(READ(*state, "a,b\n1,2\n1,x\"y\n"), "2:1|2|");
    expect_fault(*state, 0, ":3", "doubled");
}

static void a_row_without_end_is_cut_off(void **state)
{
    struct fixture *fixture = *state;
    size_t size = 3 * CSV_ROW_LIMIT;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, 'x', size);
    memcpy(bytes, "a,b\n1,2\n", 8);
    assert_string_equal(read_all(fixture, bytes, size), "2:1|2|");
    free(bytes);
    expect_fault(fixture, 0, ":3", "longer than 1 MB");
}

static void gzip(struct fixture *fixture, const char *text, size_t repeat)
{
    gzFile out = gzopen(fixture->path, "wb");
    for (size_t i = 0; i < repeat; i++)
        assert_true(gzputs(out, text) > 0);
    assert_int_equal(gzclose(out), Z_OK);
}

static void gzip_is_read_directly(void **state)
{
    struct fixture *fixture = *state;
    gzip(fixture, "a,b\n1,2\n", 1);
    AUTO(csv)
    struct csv_reader *reader = csv_open(fixture->arena, fixture->path, &fixture->faults, &fixture->err);
    struct csv_row row;
    assert_non_null(reader);
    assert_true(csv_next(reader, &row));
    assert_string_equal(row.cells[1], "2");
    assert_false(csv_next(reader, &row));
    assert_int_equal(fixture->faults.total, 0);
    assert_true(csv_total(reader) > 0);
    assert_int_equal(csv_done(reader), csv_total(reader));
}

static void gzip_that_is_cut_off_is_a_fault(void **state)
{
    struct fixture *fixture = *state;
    gzip(fixture, "a,b\n1,2\n", 20);
    size_t size;
    char *bytes = file_read(fixture->arena, fixture->path, 1 << 20, &size, &fixture->err);
    assert_non_null(bytes);
    (void)!read_all(fixture, bytes, size - 9);
    assert_int_equal(fixture->faults.total, 1);
    assert_non_null(strstr(fixture->faults.items[0].message, "cut off"));
    bytes[size - 6] ^= 1; // the checksum
    (void)!read_all(fixture, bytes, size);
    assert_non_null(strstr(fixture->faults.items[1].message, "damaged"));
}

static void what_is_no_csv_is_refused_with_its_reason(void **state)
{
    struct fixture *fixture = *state;
    assert_null(READ(fixture, ""));
    assert_non_null(strstr(fixture->err.message, "empty"));
    assert_null(READ(fixture, "\xFF\xFE"
                              "a\0,\0"));
    assert_non_null(strstr(fixture->faults.items[1].message, "UTF-16"));
    assert_null(READ(fixture, "\n\n"));
    assert_null(READ(fixture, "a,\xE4\n1,2\n"));
    assert_null(csv_open(fixture->arena, "/nowhere.csv", &fixture->faults, &fixture->err));
    assert_int_equal(fixture->err.kind, ERROR_NOT_FOUND);
    assert_null(csv_open(fixture->arena, "/tmp", &fixture->faults, &fixture->err));
}

static void faults_are_counted_beyond_those_shown(void **state)
{
    struct fixture *fixture = *state;
    AUTO(buffer) struct buffer text = {0};
    buffer_text(&text, "a,b\n");
    for (int i = 0; i < 200; i++)
        buffer_text(&text, "1\n");
    assert_string_equal(read_all(fixture, text.bytes, text.size), "");
    assert_int_equal(fixture->faults.total, 200);
    assert_int_equal(fixture->faults.count, FAULT_SHOWN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_come_with_their_line),
        TEST(a_byte_order_mark_is_not_part_of_the_heading),
        TEST(semicolons_and_tabs_are_detected),
        TEST(line_ends_of_all_systems_count_as_one),
        TEST(quoted_cells_keep_line_ends_and_later_lines_their_number),
        TEST(blanks_belong_to_the_cell),
        TEST(the_fault_of_a_later_cell_names_its_own_line),
        TEST(a_nul_is_a_fault_of_its_cell),
        TEST(ragged_rows_are_faults_and_the_others_are_read),
        TEST(a_quotation_mark_that_is_not_closed_is_a_fault_where_it_opens),
        TEST(a_quotation_mark_inside_a_plain_cell_is_a_fault),
        TEST(a_row_without_end_is_cut_off),
        TEST(gzip_is_read_directly),
        TEST(gzip_that_is_cut_off_is_a_fault),
        TEST(what_is_no_csv_is_refused_with_its_reason),
        TEST(faults_are_counted_beyond_those_shown),
    };
    return cmocka_run_group_tests_name("base/csv_read", tests, NULL, NULL);
}
