#include "ballot/panel.h"
#include "unit.h"

#include <string.h>

enum { PEOPLE = 203, SHARE = 4, CYCLES = 13 };

static const unsigned char secret[PANEL_SECRET_SIZE] = "0123456789abcdef0123456789abcde";

struct company {
    struct arena *arena;
    size_t count;
    struct panel_person people[2 * PEOPLE];
    int turns[2 * PEOPLE];
};

static void join(struct company *company, size_t people)
{
    for (; people > 0; people--, company->count++)
        company->people[company->count] = (struct panel_person){(int32_t)company->count, -1};
}

static size_t ask(struct company *company, int share, int number)
{
    size_t chosen;
    const int32_t *ids =
        panel_choose(company->arena, secret, share, number, company->people, company->count, &chosen);
    for (size_t i = 0; i < chosen; i++)
        for (size_t p = 0; p < company->count; p++)
            if (company->people[p].id == ids[i]) {
                company->people[p].last = number;
                company->turns[p]++;
            }
    return chosen;
}

static void everybody_comes_once_a_cycle_in_parts_of_one_size(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = {.arena = arena};
    join(&company, PEOPLE);
    for (int number = 0; number < CYCLES * SHARE; number++) {
        size_t asked = ask(&company, SHARE, number);
        assert_in_range(asked, PEOPLE / SHARE, PEOPLE / SHARE + 1);
        for (size_t p = 0; p < PEOPLE; p++)
            assert_in_range(company.turns[p], number / SHARE, number / SHARE + 1);
    }
    for (size_t p = 0; p < PEOPLE; p++)
        assert_int_equal(company.turns[p], CYCLES);
}

static void nobody_comes_again_within_half_a_cycle(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    for (int share = 2; share <= 12; share += 5) {
        struct company company = {.arena = arena};
        join(&company, PEOPLE);
        for (int number = 0; number < 5 * share; number++) {
            struct panel_person before[PEOPLE];
            memcpy(before, company.people, sizeof before);
            ask(&company, share, number);
            for (size_t p = 0; p < PEOPLE; p++)
                if (company.people[p].last == number && before[p].last >= 0)
                    assert_true(number - before[p].last >= share / 2);
        }
    }
}

static void who_joins_comes_within_the_cycle_and_the_waves_stay_even(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = {.arena = arena};
    join(&company, 200);
    assert_int_equal(ask(&company, SHARE, 0), 50);
    join(&company, 30);
    assert_int_equal(ask(&company, SHARE, 1), 60);
    assert_int_equal(ask(&company, SHARE, 2), 60);
    assert_int_equal(ask(&company, SHARE, 3), 60);
    for (size_t p = 0; p < company.count; p++)
        assert_int_equal(company.turns[p], 1);
}

static void who_leaves_costs_nobody_a_turn(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = {.arena = arena};
    join(&company, 200);
    ask(&company, SHARE, 0);
    company.count = 120;
    for (int number = 1; number < SHARE; number++)
        ask(&company, SHARE, number);
    for (size_t p = 0; p < company.count; p++)
        assert_int_equal(company.turns[p], 1);
}

static void the_order_hangs_on_the_key_alone(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = {.arena = arena};
    unsigned char other[PANEL_SECRET_SIZE] = {1};
    size_t first, again, different;
    join(&company, PEOPLE);
    const int32_t *a = panel_choose(arena, secret, SHARE, 0, company.people, company.count, &first);
    struct panel_person swapped = company.people[0];
    company.people[0] = company.people[100];
    company.people[100] = swapped;
    const int32_t *b = panel_choose(arena, secret, SHARE, 0, company.people, company.count, &again);
    const int32_t *c = panel_choose(arena, other, SHARE, 0, company.people, company.count, &different);
    assert_int_equal(first, again);
    assert_memory_equal(a, b, first * sizeof *a);
    assert_int_equal(first, different);
    assert_memory_not_equal(a, c, first * sizeof *a);
}

static void one_part_is_everybody_and_nobody_is_none(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = {.arena = arena};
    assert_int_equal(ask(&company, SHARE, 0), 0);
    join(&company, PEOPLE);
    assert_int_equal(ask(&company, 1, 0), PEOPLE);
    assert_int_equal(ask(&company, 1, 1), PEOPLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_comes_once_a_cycle_in_parts_of_one_size),
        cmocka_unit_test(nobody_comes_again_within_half_a_cycle),
        cmocka_unit_test(who_joins_comes_within_the_cycle_and_the_waves_stay_even),
        cmocka_unit_test(who_leaves_costs_nobody_a_turn),
        cmocka_unit_test(the_order_hangs_on_the_key_alone),
        cmocka_unit_test(one_part_is_everybody_and_nobody_is_none),
    };
    return cmocka_run_group_tests_name("panel", tests, NULL, NULL);
}
