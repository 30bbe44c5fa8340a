#include "base/arena.h"
#include "unit.h"

#include <stdalign.h>
#include <string.h>

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *memory = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 0xAA, size);
    }
}

static void pieces_larger_than_a_block_do_not_overlap(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    enum { COUNT = 6, SIZE = 100000 };
    unsigned char *pieces[COUNT];
    for (int i = 0; i < COUNT; i++) {
        pieces[i] = arena_alloc(arena, SIZE);
        memset(pieces[i], i + 1, SIZE);
        assert_non_null(arena_text(arena, "between"));
    }
    for (int i = 0; i < COUNT; i++)
        for (size_t byte = 0; byte < SIZE; byte++)
            assert_int_equal(pieces[i][byte], i + 1);
}

static void texts_are_copies(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    char text[] = "echo";
    const char *copy = arena_text(arena, text);
    text[0] = 'E';
    assert_string_equal(copy, "echo");
    assert_string_equal(arena_slice(arena, "echolot", 4), "echo");
    assert_string_equal(arena_format(arena, "%s-%d", "wave", 7), "wave-7");
    assert_null(arena_text(arena, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(pieces_larger_than_a_block_do_not_overlap),
        cmocka_unit_test(texts_are_copies),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
