#include "ballot/ballot.h"
#include "unit.h"

#include <string.h>

static struct ballot example(unsigned char *answers, struct sheet_comment *comments)
{
    struct ballot ballot = {.sheet = {.department = 513, .weight = 1, .answers = answers},
                            .segment_count = 2, .column_count = 3, .comment_count = 2, .comments = comments};
    memset(ballot.sheet.segments, SEGMENT_NONE, sizeof ballot.sheet.segments);
    ballot.sheet.segments[0] = 4;
    memcpy(answers, "\x09\xFF\xFE", 3);
    comments[0] = (struct sheet_comment){.question = 7, .body = "Mehr Zeit für Rückfragen"};
    comments[1] = (struct sheet_comment){.question = 300, .body = "x"};
    return ballot;
}

static void ballot_comes_back_whole(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(buffer) struct buffer bytes = {0};
    unsigned char answers[3];
    struct sheet_comment comments[2];
    struct ballot ballot = example(answers, comments), again;
    ballot_write(&ballot, &bytes);
    assert_true(ballot_read(arena, (const unsigned char *)bytes.bytes, bytes.size, &again));
    assert_int_equal(again.sheet.department, 513);
    assert_int_equal(again.segment_count, 2);
    assert_memory_equal(again.sheet.segments, ballot.sheet.segments, SEGMENT_LIMIT);
    assert_memory_equal(again.sheet.answers, answers, 3);
    assert_int_equal(again.comment_count, 2);
    assert_string_equal(again.comments[0].body, comments[0].body);
    assert_int_equal(again.comments[1].question, 300);
}

static void cut_or_longer_bytes_are_refused(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(buffer) struct buffer bytes = {0};
    unsigned char answers[3];
    struct sheet_comment comments[2];
    struct ballot ballot = example(answers, comments), again;
    ballot_write(&ballot, &bytes);
    for (size_t size = 0; size < bytes.size; size++) {
        char *copy = arena_slice(arena, bytes.bytes, size);
        assert_false(ballot_read(arena, (const unsigned char *)copy, size, &again));
    }
    buffer_char(&bytes, 0);
    assert_false(ballot_read(arena, (const unsigned char *)bytes.bytes, bytes.size, &again));
    bytes.bytes[0] = 9;
    assert_false(ballot_read(arena, (const unsigned char *)bytes.bytes, bytes.size - 1, &again));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ballot_comes_back_whole),
        cmocka_unit_test(cut_or_longer_bytes_are_refused),
    };
    return cmocka_run_group_tests_name("ballot/ballot", tests, NULL, NULL);
}
