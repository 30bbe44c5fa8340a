// The tree theorem and the best mask: METHODS.md section 5 and the worked cases sdc_tree_cases.
#include "method.h"
#include "protect/mask.h"
#include "random.h"

enum { CASE_NODES = 64 };

struct forest {
    struct mask_tree tree;
    int32_t parent[CASE_NODES];
    uint32_t own[CASE_NODES];
};

static struct mask compute(const struct mask_tree *tree, struct arena *arena, uint32_t k,
                           const bool *previous)
{
    struct mask mask;
    struct error err;
    if (!mask_compute(tree, arena, k, previous, &mask, &err))
        fail_msg("%s", err.message);
    return mask;
}

// Rows of one case stand together; returns how many there are from `row`.
static size_t read_case(const struct method *cases, size_t row, struct forest *forest)
{
    const char *name = method_text(cases, row, "case");
    size_t count = 0;
    for (; row + count < cases->rows && strcmp(method_text(cases, row + count, "case"), name) == 0; count++) {
        forest->parent[count] = (int32_t)strtol(method_text(cases, row + count, "parent"), NULL, 10);
        forest->own[count] = method_count(cases, row + count, "own");
    }
    forest->tree = (struct mask_tree){count, forest->parent, forest->own, NULL};
    return count;
}

static void the_worked_cases_have_the_masks_of_column_dp(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "sdc_tree_cases");
    for (size_t row = 0, count; row < cases->rows; row += count) {
        struct forest forest;
        count = read_case(cases, row, &forest);
        const struct mask mask = compute(&forest.tree, arena, method_count(cases, row, "k"), NULL);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(mask.n[i], method_count(cases, row + i, "n"));
            const bool published = mask.status[i] == FIGURE_PUBLISHED;
            if (published != (method_count(cases, row + i, "dp") == 1))
                fail_msg("%s, node %zu: published %d", method_text(cases, row, "case"), i, published);
            if (published)
                assert_int_equal(mask.residual[i], method_count(cases, row + i, "residual_dp"));
            else
                assert_int_equal(mask.status[i], mask.n[i] < method_count(cases, row, "k")
                                                     ? FIGURE_BELOW_MINIMUM
                                                     : FIGURE_PROTECTS_OTHERS);
        }
    }
}

static void a_chain_thirty_deep_is_masked(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct forest forest = {.tree = {30, forest.parent, forest.own, NULL}};
    for (int i = 0; i < 30; i++) {
        forest.parent[i] = i - 1;
        forest.own[i] = 1;
    }
    const struct mask mask = compute(&forest.tree, arena, 5, NULL);
    int published = 0;
    for (int i = 0; i < 30; i++) {
        assert_int_equal(mask.n[i], 30 - i);
        published += mask.status[i] == FIGURE_PUBLISHED;
        assert_true(mask.residual[i] == 0 || mask.residual[i] >= 5);
    }
    assert_int_equal(published, 6); // one for every five people
    assert_int_equal(mask.status[0], FIGURE_PUBLISHED);
    assert_int_equal(mask.status[29], FIGURE_BELOW_MINIMUM);
}

static void ten_thousand_departments_are_masked_twice_alike(void **state)
{
    (void)state;
    enum { COUNT = 10000 };
    AUTO(arena) struct arena *arena = arena_new();
    int32_t *parent = ARENA_ARRAY(arena, COUNT, int32_t);
    uint32_t *own = ARENA_ARRAY(arena, COUNT, uint32_t);
    uint64_t seed = 7;
    for (uint32_t i = 0; i < COUNT; i++) {
        parent[i] = i == 0 ? MASK_NO_PARENT : (int32_t)random_below(&seed, i < 40 ? i : i / 4);
        own[i] = random_below(&seed, 9);
    }
    const struct mask_tree tree = {COUNT, parent, own, NULL};
    const struct mask mask = compute(&tree, arena, 10, NULL), again = compute(&tree, arena, 10, NULL);
    struct error err;
    assert_true(mask_check(&tree, arena, 10, mask.status, &err));
    assert_memory_equal(mask.status, again.status, COUNT * sizeof *mask.status);
    size_t published = 0;
    for (size_t i = 0; i < COUNT; i++)
        published += mask.status[i] == FIGURE_PUBLISHED;
    assert_true(published > COUNT / 20);
}

static void last_waves_mask_decides_between_equals(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct forest forest = {
        .tree = {4, forest.parent, forest.own, NULL}, .parent = {-1, 0, 0, 0}, .own = {0, 2, 7, 7}};
    const bool left[] = {true, false, true, false}, right[] = {true, false, false, true};
    const struct mask one = compute(&forest.tree, arena, 5, left),
                      other = compute(&forest.tree, arena, 5, right);
    assert_int_equal(one.status[2], FIGURE_PUBLISHED);
    assert_int_equal(one.status[3], FIGURE_PROTECTS_OTHERS);
    assert_int_equal(other.status[2], FIGURE_PROTECTS_OTHERS);
    assert_int_equal(other.status[3], FIGURE_PUBLISHED);
}

static void between_equals_the_first_in_order_is_published(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct forest forest = {
        .tree = {5, forest.parent, forest.own, NULL}, .parent = {-1, 0, 0, 0, 0}, .own = {0, 7, 2, 7, 7}};
    const struct mask mask = compute(&forest.tree, arena, 5, NULL);
    const enum figure_status expected[] = {FIGURE_PUBLISHED, FIGURE_PUBLISHED, FIGURE_BELOW_MINIMUM,
                                           FIGURE_PUBLISHED, FIGURE_PROTECTS_OTHERS};
    assert_memory_equal(mask.status, expected, sizeof expected);
}

static void the_trees_of_a_forest_do_not_touch_each_other(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct forest forest = {
        .tree = {5, forest.parent, forest.own, NULL}, .parent = {-1, -1, 0, 1, -1}, .own = {6, 0, 6, 5, 2}};
    const struct mask mask = compute(&forest.tree, arena, 5, NULL);
    const enum figure_status expected[] = {FIGURE_PUBLISHED, FIGURE_PUBLISHED, FIGURE_PUBLISHED,
                                           FIGURE_PUBLISHED, FIGURE_BELOW_MINIMUM};
    assert_memory_equal(mask.status, expected, sizeof expected);
}

static void an_intersection_shows_what_both_show(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct forest forest = {
        .tree = {4, forest.parent, forest.own, NULL}, .parent = {-1, 0, 0, 0}, .own = {0, 2, 7, 7}};
    const bool left[] = {true, false, true, false}, right[] = {true, false, false, true};
    struct mask mask = compute(&forest.tree, arena, 5, left);
    const struct mask other = compute(&forest.tree, arena, 5, right);
    mask_intersect(&forest.tree, arena, &mask, &other);
    const enum figure_status expected[] = {FIGURE_PUBLISHED, FIGURE_BELOW_MINIMUM, FIGURE_PROTECTS_OTHERS,
                                           FIGURE_PROTECTS_OTHERS};
    assert_memory_equal(mask.status, expected, sizeof expected);
    assert_int_equal(mask.residual[0], 16);
}

static void expect_refused(struct mask_tree tree, uint32_t k, const char *message)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct mask mask = {.count = 99};
    struct error err;
    assert_false(mask_compute(&tree, arena, k, NULL, &mask, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
    assert_string_equal(err.message, message);
    assert_int_equal(mask.count, 99);
}

// A root, a department of three with a group of fifty guests below it, another department of twenty.
static void a_group_of_guests_is_shown_and_hides_no_small_department(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const int32_t parent[] = {-1, 0, 1, 0};
    const uint32_t own[] = {0, 3, 50, 20};
    const bool guests[] = {false, false, true, false};
    const struct mask_tree careless = {4, parent, own, NULL}, tree = {4, parent, own, guests};
    const struct mask before = compute(&careless, arena, 5, NULL), mask = compute(&tree, arena, 5, NULL);
    const enum figure_status leaky[] = {FIGURE_PUBLISHED, FIGURE_PUBLISHED, FIGURE_PROTECTS_OTHERS, FIGURE_PUBLISHED},
                             safe[] = {FIGURE_PUBLISHED, FIGURE_PROTECTS_OTHERS, FIGURE_PUBLISHED, FIGURE_PROTECTS_OTHERS};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(before.status[i], leaky[i]); // 53 less the fifty of whoever wrote them are three
        assert_int_equal(mask.status[i], safe[i]);
    }
    assert_int_equal(mask.residual[0], 23);
}

// Two colleagues and a hundred guests are no group of a hundred and two.
static void guests_do_not_make_a_company_large_enough(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const int32_t parent[] = {-1, 0};
    const uint32_t own[] = {2, 100};
    const bool guests[] = {false, true};
    const struct mask_tree tree = {2, parent, own, guests};
    const struct mask mask = compute(&tree, arena, 5, NULL);
    assert_int_equal(mask.status[0], FIGURE_PROTECTS_OTHERS);
    assert_int_equal(mask.status[1], FIGURE_PUBLISHED);
}

static void what_is_no_tree_is_refused(void **state)
{
    (void)state;
    const int32_t parent[] = {-1, 0}, forward[] = {1, -1}, itself[] = {-1, 1}, nowhere[] = {-1, -2};
    const uint32_t own[] = {5, 5}, many[] = {5, UINT32_MAX};
    expect_refused((struct mask_tree){2, parent, own, NULL}, 0, "k = 0: expected 1 to 1000");
    expect_refused((struct mask_tree){2, parent, own, NULL}, 1001, "k = 1001: expected 1 to 1000");
    expect_refused((struct mask_tree){2, forward, own, NULL}, 5,
                   "department 0: its parent 1 does not stand before it");
    expect_refused((struct mask_tree){2, itself, own, NULL}, 5,
                   "department 1: its parent 1 does not stand before it");
    expect_refused((struct mask_tree){2, nowhere, own, NULL}, 5,
                   "department 1: its parent -2 does not stand before it");
    expect_refused((struct mask_tree){2, parent, many, NULL}, 5, "department 0: too many answers to count");
}

static void no_departments_give_an_empty_mask(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct mask_tree none = {0, NULL, NULL, NULL};
    assert_int_equal(compute(&none, arena, 5, NULL).count, 0);
}

static void a_check_names_the_department_that_gives_a_group_away(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct forest forest = {.tree = {2, forest.parent, forest.own, NULL}, .parent = {-1, 0}, .own = {2, 9}};
    const enum figure_status all[] = {FIGURE_PUBLISHED, FIGURE_PUBLISHED};
    struct error err;
    assert_false(mask_check(&forest.tree, arena, 5, all, &err));
    assert_string_equal(err.message, "department 0 would give away a group of 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_cases_have_the_masks_of_column_dp),
        cmocka_unit_test(a_chain_thirty_deep_is_masked),
        cmocka_unit_test(ten_thousand_departments_are_masked_twice_alike),
        cmocka_unit_test(last_waves_mask_decides_between_equals),
        cmocka_unit_test(between_equals_the_first_in_order_is_published),
        cmocka_unit_test(the_trees_of_a_forest_do_not_touch_each_other),
        cmocka_unit_test(an_intersection_shows_what_both_show),
        cmocka_unit_test(a_group_of_guests_is_shown_and_hides_no_small_department),
        cmocka_unit_test(guests_do_not_make_a_company_large_enough),
        cmocka_unit_test(what_is_no_tree_is_refused),
        cmocka_unit_test(no_departments_give_an_empty_mask),
        cmocka_unit_test(a_check_names_the_department_that_gives_a_group_away),
    };
    return cmocka_run_group_tests_name("protect/mask", tests, NULL, NULL);
}
