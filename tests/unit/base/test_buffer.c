#include "base/buffer.h"
#include "unit.h"

#include <string.h>

static void pieces_add_up(void **state)
{
    (void)state;
    AUTO(buffer) struct buffer buffer = {0};
    assert_string_equal(buffer_string(&buffer), "");
    for (int i = 0; i < 1000; i++)
        buffer_format(&buffer, "%03d", i);
    assert_int_equal(buffer.size, 3000);
    assert_memory_equal(buffer.bytes + 999 * 3, "999", 4);
    buffer_clear(&buffer);
    buffer_char(&buffer, 'x');
    buffer_add(&buffer, "a\0b", 3);
    assert_int_equal(buffer.size, 4);
    assert_memory_equal(buffer.bytes, "xa\0b", 5);
}

static void room_is_zero_whatever_was_there(void **state)
{
    (void)state;
    AUTO(buffer) struct buffer buffer = {0};
    buffer_text(&buffer, "abcdef");
    buffer_clear(&buffer);
    buffer_char(&buffer, 'x');
    memcpy(buffer_extend(&buffer, 4), "yz", 2);
    assert_int_equal(buffer.size, 5);
    assert_memory_equal(buffer.bytes, "xyz\0\0", 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pieces_add_up), cmocka_unit_test(room_is_zero_whatever_was_there)};
    return cmocka_run_group_tests_name("base/buffer", tests, NULL, NULL);
}
