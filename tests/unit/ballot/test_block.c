#include "ballot/block.h"
#include "unit.h"

#include <endian.h>
#include <string.h>

enum { SHEETS = 3, COLUMNS = 2 };

static void fill(struct sheet *sheets, unsigned char answers[][COLUMNS])
{
    for (size_t i = 0; i < SHEETS; i++) {
        answers[i][0] = (unsigned char)(10 + i);
        answers[i][1] = (unsigned char)(i == 1 ? ANSWER_NONE : 20 + i);
        sheets[i] = (struct sheet){
            .department = (uint16_t)(255 + i), .weight = 0.5f + (float)i, .answers = answers[i]};
        sheets[i].segments[0] = (unsigned char)(i == 2 ? SEGMENT_NONE : i);
    }
}

static void a_packed_block_opens_with_the_same_columns(void **state)
{
    (void)state;
    AUTO(buffer) struct buffer payload = {0};
    struct sheet sheets[SHEETS];
    unsigned char answers[SHEETS][COLUMNS];
    fill(sheets, answers);
    struct block_shape shape = {.segments = 1, .weighted = true, .columns = COLUMNS};
    block_pack(&shape, sheets, SHEETS, &payload);
    struct block_view view;
    assert_true(block_open(&shape, SHEETS, (unsigned char *)payload.bytes, payload.size, &view));
    assert_int_equal(view.sheets, SHEETS);
    for (size_t i = 0; i < SHEETS; i++) {
        uint32_t bits;
        float weight;
        memcpy(&bits, view.weights + 4 * i, 4);
        bits = le32toh(bits);
        memcpy(&weight, &bits, 4);
        assert_int_equal(block_department(&view, i), 255 + i);
        assert_int_equal(view.segments[i], i == 2 ? SEGMENT_NONE : (int)i);
        assert_true(weight == sheets[i].weight);
        for (size_t column = 0; column < COLUMNS; column++)
            assert_int_equal(view.answers[column * SHEETS + i], answers[i][column]);
    }
}

static void departments_are_little_endian_and_come_first(void **state)
{
    (void)state;
    AUTO(buffer) struct buffer payload = {0};
    unsigned char answer = 4;
    struct sheet sheet = {.department = 0x0102, .answers = &answer};
    struct block_shape shape = {.columns = 1};
    block_pack(&shape, &sheet, 1, &payload);
    assert_int_equal(payload.size, 3);
    assert_memory_equal(payload.bytes, "\x02\x01\x04", 3);
}

static void weights_only_take_room_when_the_wave_is_weighted(void **state)
{
    (void)state;
    struct block_shape shape = {.segments = 2, .columns = 20};
    assert_int_equal(block_size(&shape, BLOCK_SHEETS), 24 * BLOCK_SHEETS);
    shape.weighted = true;
    assert_int_equal(block_size(&shape, BLOCK_SHEETS), 28 * BLOCK_SHEETS);
}

static void a_payload_of_another_size_is_refused(void **state)
{
    (void)state;
    unsigned char payload[64] = {0};
    struct block_view view;
    struct block_shape shape = {.columns = 2};
    assert_true(block_open(&shape, 3, payload, 12, &view));
    assert_null(view.weights);
    assert_false(block_open(&shape, 3, payload, 11, &view));
    assert_false(block_open(&shape, 3, payload, 13, &view));
    assert_false(block_open(&shape, 0, payload, 0, &view));
    assert_false(block_open(&shape, BLOCK_SHEETS + 1, payload, 4 * (BLOCK_SHEETS + 1), &view));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_packed_block_opens_with_the_same_columns),
        cmocka_unit_test(departments_are_little_endian_and_come_first),
        cmocka_unit_test(weights_only_take_room_when_the_wave_is_weighted),
        cmocka_unit_test(a_payload_of_another_size_is_refused),
    };
    return cmocka_run_group_tests_name("ballot/block", tests, NULL, NULL);
}
