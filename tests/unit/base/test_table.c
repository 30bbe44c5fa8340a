#include "base/table.h"
#include "unit.h"

#include <sodium.h>

static void names_keep_the_first_number_they_got(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct table table;
    table_init(&table, arena);
    assert_int_equal(table_find(&table, "a"), -1);
    assert_int_equal(table_add(&table, "a", 7), 7);
    assert_int_equal(table_add(&table, "a", 8), 7);
    assert_int_equal(table_add(&table, "", 9), 9);
    assert_int_equal(table_find(&table, ""), 9);
    assert_int_equal(table.count, 2);
}

static void many_names_are_all_found(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct table table;
    table_init(&table, arena);
    for (int i = 0; i < 5000; i++)
        assert_int_equal(table_add(&table, arena_format(arena, "name %d", i), i), i);
    for (int i = 0; i < 5000; i++)
        assert_int_equal(table_find(&table, arena_format(arena, "name %d", i)), i);
    assert_int_equal(table_find(&table, "name 5000"), -1);
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_keep_the_first_number_they_got),
        cmocka_unit_test(many_names_are_all_found),
    };
    return cmocka_run_group_tests_name("base/table", tests, NULL, NULL);
}
