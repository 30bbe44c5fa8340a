// The tree theorem and the best mask: METHODS.md section 5 and the worked cases sdc_tree_cases.
#include "protect/mask.h"
#include "method.h"

enum { CASE_NODES = 64 };

struct forest {
    struct mask_tree tree;
    int32_t parent[CASE_NODES];
    uint32_t own[CASE_NODES];
};

static struct mask compute(const struct mask_tree *tree, struct arena *arena, uint32_t k, const bool *previous)
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
    forest->tree = (struct mask_tree){count, forest->parent, forest->own};
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
                assert_int_equal(mask.status[i], mask.n[i] < method_count(cases, row, "k") ? FIGURE_BELOW_MINIMUM
                                                                                             : FIGURE_PROTECTS_OTHERS);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_cases_have_the_masks_of_column_dp),
    };
    return cmocka_run_group_tests_name("protect/mask", tests, NULL, NULL);
}
