// The mask attacked: every group of 1..k−1 people is tried against the span of what is published, by exact
// elimination, on random trees and on the recorded cases, where the naive masks must be caught. And the mask is the
// best one: all others are tried.
#include "method.h"
#include "protect/mask.h"
#include "random.h"

enum { NODES = 12, TREES = 800 };

struct small_tree {
    struct mask_tree tree;
    int32_t parent[NODES];
    uint32_t own[NODES], n[NODES];
    uint32_t k;
};

// --- the attack -----------------------------------------------------------------------------------------------------

// Respondents of one department are alike to every total, so a derivable group is a union of departments' own people:
// columns are departments, rows the published totals in reduced echelon form. Totals over a tree are totally
// unimodular: all entries stay −1, 0 or 1 and whole numbers are exact.
struct span {
    size_t rows;
    int pivot[NODES];
    int row[NODES][NODES];
};

static void subtract(int *vector, const int *row, int times)
{
    for (int i = 0; i < NODES; i++)
        vector[i] -= times * row[i];
}

static void reduce(const struct span *span, int *vector)
{
    for (size_t r = 0; r < span->rows; r++)
        subtract(vector, span->row[r], vector[span->pivot[r]]);
}

static int first_entry(const int *vector)
{
    for (int i = 0; i < NODES; i++)
        if (vector[i])
            return i;
    return -1;
}

static void span_add(struct span *span, int *vector)
{
    reduce(span, vector);
    const int pivot = first_entry(vector);
    if (pivot < 0)
        return;
    assert_true(vector[pivot] == 1 || vector[pivot] == -1);
    if (vector[pivot] < 0)
        for (int i = 0; i < NODES; i++)
            vector[i] = -vector[i];
    for (size_t r = 0; r < span->rows; r++)
        subtract(span->row[r], vector, span->row[r][pivot]);
    memcpy(span->row[span->rows], vector, sizeof span->row[0]);
    span->pivot[span->rows++] = pivot;
}

static bool below_or_same(const struct small_tree *t, size_t node, size_t top)
{
    for (int32_t at = (int32_t)node; at >= 0; at = t->parent[at])
        if ((size_t)at == top)
            return true;
    return false;
}

static struct span span_of(const struct small_tree *t, const enum figure_status *status)
{
    struct span span = {0};
    for (size_t v = 0; v < t->tree.count; v++) {
        if (status[v] != FIGURE_PUBLISHED)
            continue;
        int total[NODES] = {0};
        for (size_t i = 0; i < t->tree.count; i++)
            total[i] = t->own[i] > 0 && below_or_same(t, i, v);
        span_add(&span, total);
    }
    return span;
}

// Is there a group of 1..k−1 people whose total follows from the published ones?
static bool leaks(const struct small_tree *t, const enum figure_status *status)
{
    const struct span span = span_of(t, status);
    for (uint32_t set = 1; set < 1u << t->tree.count; set++) {
        int indicator[NODES] = {0};
        uint32_t people = 0;
        bool empty = false;
        for (size_t i = 0; i < t->tree.count; i++) {
            indicator[i] = (int)(set >> i & 1u);
            people += indicator[i] ? t->own[i] : 0;
            empty |= indicator[i] && t->own[i] == 0;
        }
        if (empty || people == 0 || people >= t->k)
            continue;
        reduce(&span, indicator);
        if (first_entry(indicator) < 0)
            return true;
    }
    return false;
}

// --- trees ----------------------------------------------------------------------------------------------------------

static void sum_up(struct small_tree *t)
{
    memcpy(t->n, t->own, sizeof t->n);
    for (size_t i = t->tree.count; i-- > 1;)
        if (t->parent[i] >= 0)
            t->n[t->parent[i]] += t->n[i];
}

static void random_tree(uint64_t *seed, struct small_tree *t)
{
    *t = (struct small_tree){.k = 3 + random_below(seed, 4)};
    t->tree = (struct mask_tree){2 + random_below(seed, NODES - 1), t->parent, t->own, NULL};
    const uint32_t largest = 2 + random_below(seed, 12);
    const uint32_t reach = 1 + random_below(seed, NODES); // 1: a chain
    for (size_t i = 0; i < t->tree.count; i++) {
        const uint32_t back = 1 + random_below(seed, reach);
        t->parent[i] = i == 0 ? MASK_NO_PARENT : (int32_t)(i < back ? 0 : i - back);
        t->own[i] = random_below(seed, 3) ? random_below(seed, largest) : 0;
    }
    sum_up(t);
}

// The weight of METHODS.md, or −1 when the theorem forbids the set.
static double weigh(const struct small_tree *t, uint32_t set, const bool *previous)
{
    uint32_t residual[NODES];
    memcpy(residual, t->own, sizeof residual);
    double weight = 0.0;
    for (size_t i = t->tree.count; i-- > 0;) {
        if (set >> i & 1u) {
            if (t->n[i] < t->k || (residual[i] > 0 && residual[i] < t->k))
                return -1.0;
            weight += 1.0 + t->n[i] / (t->n[0] + 1.0) + (previous[i] ? 0.01 : 0.0);
        } else if (i == 0 && t->n[0] >= t->k) {
            return -1.0; // the root must be published
        } else if (i > 0) {
            residual[t->parent[i]] += residual[i];
        }
    }
    return weight;
}

static struct mask compute(const struct small_tree *t, struct arena *arena, const bool *previous)
{
    struct mask mask;
    struct error err;
    if (!mask_compute(&t->tree, arena, t->k, previous, &mask, &err))
        fail_msg("%s", err.message);
    return mask;
}

// --- tests ----------------------------------------------------------------------------------------------------------

static void no_small_group_can_be_derived_from_a_mask(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < TREES; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct small_tree t;
        random_tree(&seed, &t);
        const struct mask mask = compute(&t, arena, NULL);
        if (leaks(&t, mask.status))
            fail_msg("tree %d leaks", i);
    }
}

// Whoever wrote all the guests' answers takes them away: what is left must be no small group of those who were invited.
static void guests_hide_nobody(void **state)
{
    (void)state;
    uint64_t seed = 4;
    int unsafe = 0, shown = 0;
    for (int i = 0; i < TREES; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct small_tree t;
        bool guests[NODES];
        random_tree(&seed, &t);
        for (size_t v = 0; v < t.tree.count; v++)
            guests[v] = random_below(&seed, 3) == 0;
        const struct mask careless = compute(&t, arena, NULL);
        t.tree.guests = guests;
        const struct mask mask = compute(&t, arena, NULL);
        struct small_tree known = t;
        known.tree = (struct mask_tree){t.tree.count, known.parent, known.own, NULL};
        for (size_t v = 0; v < t.tree.count; v++) {
            known.own[v] = guests[v] ? 0 : t.own[v];
            shown += mask.status[v] == FIGURE_PUBLISHED;
        }
        struct error err;
        if (leaks(&t, mask.status) || leaks(&known, mask.status) || !mask_check(&t.tree, arena, t.k, mask.status, &err))
            fail_msg("tree %d leaks", i);
        const bool leaky = leaks(&known, careless.status);
        assert_int_equal(leaky, !mask_check(&t.tree, arena, t.k, careless.status, &err));
        unsafe += leaky;
    }
    assert_true(unsafe > TREES / 10); // without the rule this attack would succeed
    assert_true(shown > TREES);
}

// The theorem in both directions: for any publication at all, the residuals tell what the attack finds.
static void residuals_tell_exactly_what_can_be_derived(void **state)
{
    (void)state;
    uint64_t seed = 2;
    int unsafe = 0;
    for (int i = 0; i < TREES; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct small_tree t;
        random_tree(&seed, &t);
        enum figure_status status[NODES];
        for (size_t v = 0; v < t.tree.count; v++)
            status[v] = random_below(&seed, 2) ? FIGURE_PUBLISHED : FIGURE_PROTECTS_OTHERS;
        struct error err;
        const bool safe = mask_check(&t.tree, arena, t.k, status, &err);
        assert_int_equal(safe, !leaks(&t, status));
        unsafe += !safe;
    }
    assert_in_range(unsafe, TREES / 4, TREES - TREES / 20); // both kinds were met
}

static void no_other_mask_is_better(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < TREES; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct small_tree t;
        random_tree(&seed, &t);
        bool previous[NODES];
        for (size_t v = 0; v < NODES; v++)
            previous[v] = i % 2 && random_below(&seed, 2);
        const struct mask mask = compute(&t, arena, i % 2 ? previous : NULL);
        uint32_t chosen = 0;
        for (size_t v = 0; v < t.tree.count; v++)
            chosen |= (mask.status[v] == FIGURE_PUBLISHED ? 1u : 0u) << v;
        double best = -1.0;
        for (uint32_t set = 0; set < 1u << t.tree.count; set++)
            best = fmax(best, weigh(&t, set, previous));
        expect_close(weigh(&t, chosen, previous), best, 1e-9);
    }
}

// An attack that cannot succeed proves nothing: the usual rules must be caught where the record says so.
static void the_naive_and_the_sibling_rule_are_caught(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "sdc_tree_cases");
    const char *const rules[][2] = {{"naive", "leak_naive"}, {"greedy_siblings", "leak_greedy"}};
    int caught = 0;
    for (size_t row = 0, count; row < cases->rows; row += count) {
        const char *name = method_text(cases, row, "case");
        struct small_tree t = {.k = method_count(cases, row, "k")};
        enum figure_status status[2][NODES];
        for (count = 0; row + count < cases->rows && !strcmp(method_text(cases, row + count, "case"), name);
             count++) {
            t.parent[count] = (int32_t)strtol(method_text(cases, row + count, "parent"), NULL, 10);
            t.own[count] = method_count(cases, row + count, "own");
            for (int r = 0; r < 2; r++)
                status[r][count] =
                    method_count(cases, row + count, rules[r][0]) ? FIGURE_PUBLISHED : FIGURE_PROTECTS_OTHERS;
        }
        t.tree = (struct mask_tree){count, t.parent, t.own, NULL};
        for (int r = 0; r < 2; r++) {
            struct error err;
            const bool expected = method_count(cases, row, rules[r][1]) == 1;
            assert_int_equal(leaks(&t, status[r]), expected);
            assert_int_equal(mask_check(&t.tree, arena, t.k, status[r], &err), !expected);
            caught += expected;
        }
    }
    assert_true(caught > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_small_group_can_be_derived_from_a_mask),
        cmocka_unit_test(guests_hide_nobody),
        cmocka_unit_test(residuals_tell_exactly_what_can_be_derived),
        cmocka_unit_test(no_other_mask_is_better),
        cmocka_unit_test(the_naive_and_the_sibling_rule_are_caught),
    };
    return cmocka_run_group_tests_name("protect/mask_proof", tests, NULL, NULL);
}
