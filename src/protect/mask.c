#include "protect/mask.h"

#include <string.h>

// Weights in hundredths of 1/(n[root]+1): whole numbers, so that ties are ties.
typedef int64_t weight;
enum { WEIGHT_UNIT = 100, WEIGHT_PREVIOUS = 1, NOWHERE = -1 };
#define WEIGHT_NONE INT64_MIN

// One step of merging a child: in which state the siblings before it and the child itself were.
struct step {
    uint16_t before, child;
};

// What is known below one department. States are min(uncovered people, k).
struct subtree {
    weight *best;       // [k+1]: F, the best weight by state
    struct step *steps; // [children][k+1]: the choices made when each child was merged
    int published_from; // state before it was published, 0 or k; NOWHERE when it is better hidden
};

struct program {
    const struct mask_tree *tree;
    struct arena *arena;
    uint32_t k;
    size_t states;
    const bool *previous;
    const bool *allowed; // only these may be published; NULL: all
    uint32_t *n, *root;
    int32_t *first_child, *next_sibling;
    struct subtree *subtrees;
};

static bool sum_up(const struct mask_tree *tree, uint32_t *n, struct error *err)
{
    if (tree->count)
        memcpy(n, tree->own, tree->count * sizeof *n);
    for (size_t i = tree->count; i-- > 0;) {
        int32_t parent = tree->parent[i];
        if (parent < MASK_NO_PARENT || parent >= (int64_t)i)
            return FAIL(err, ERROR_INVALID, "department %zu: its parent %d does not stand before it", i,
                        parent);
        if (parent >= 0 && __builtin_add_overflow(n[parent], n[i], &n[parent]))
            return FAIL(err, ERROR_INVALID, "department %d: too many answers to count", parent);
    }
    return true;
}

static void link_children(struct program *program)
{
    const struct mask_tree *tree = program->tree;
    memset(program->first_child, 0xFF, tree->count * sizeof *program->first_child);
    for (size_t i = tree->count; i-- > 0;) {
        int32_t parent = tree->parent[i];
        program->next_sibling[i] = parent < 0 ? NOWHERE : program->first_child[parent];
        if (parent >= 0)
            program->first_child[parent] = (int32_t)i;
    }
    for (size_t i = 0; i < tree->count; i++)
        program->root[i] = tree->parent[i] < 0 ? (uint32_t)i : program->root[tree->parent[i]];
}

static void forget(weight *states, size_t count)
{
    for (size_t s = 0; s < count; s++)
        states[s] = WEIGHT_NONE;
}

// Ties keep the first, so that the same input gives the same mask everywhere.
static void merge_child(const struct program *program, const weight *before, const weight *child,
                        weight *after, struct step *steps)
{
    const size_t k = program->k;
    forget(after, program->states);
    for (size_t s = 0; s <= k; s++) {
        if (before[s] == WEIGHT_NONE)
            continue;
        for (size_t u = 0; u <= k; u++) {
            if (child[u] == WEIGHT_NONE)
                continue;
            const size_t sum = s + u < k ? s + u : k;
            if (before[s] + child[u] <= after[sum])
                continue;
            after[sum] = before[s] + child[u];
            steps[sum] = (struct step){(uint16_t)s, (uint16_t)u};
        }
    }
}

static size_t child_count(const struct program *program, size_t v)
{
    size_t count = 0;
    for (int32_t c = program->first_child[v]; c >= 0; c = program->next_sibling[c])
        count++;
    return count;
}

static weight weight_of(const struct program *program, size_t v)
{
    const weight whole = (weight)program->n[program->root[v]] + 1;
    const bool again = program->previous && program->previous[v];
    return WEIGHT_UNIT * (whole + program->n[v]) + (again ? WEIGHT_PREVIOUS * whole : 0);
}

// Publishing v covers everybody below it: its residual must be 0 or at least k. Where that is possible it is always
// better than hiding v with nobody uncovered, the only other way to state 0.
static void consider_publishing(const struct program *program, size_t v)
{
    struct subtree *subtree = &program->subtrees[v];
    const weight *best = subtree->best;
    const size_t k = program->k, from = best[k] > best[0] ? k : 0;
    subtree->published_from = NOWHERE;
    if (program->n[v] < k || best[from] == WEIGHT_NONE || (program->allowed && !program->allowed[v]))
        return;
    subtree->best[0] = best[from] + weight_of(program, v);
    subtree->published_from = (int)from;
}

static void solve(const struct program *program, size_t v, weight *scratch)
{
    struct subtree *subtree = &program->subtrees[v];
    const size_t states = program->states;
    const uint32_t own = program->tree->own[v];
    subtree->best = ARENA_ARRAY(program->arena, states, weight);
    subtree->steps = ARENA_ARRAY(program->arena, child_count(program, v) * states, struct step);
    forget(subtree->best, states);
    subtree->best[own < program->k ? own : program->k] = 0;
    struct step *steps = subtree->steps;
    for (int32_t c = program->first_child[v]; c >= 0; c = program->next_sibling[c], steps += states) {
        merge_child(program, subtree->best, program->subtrees[c].best, scratch, steps);
        memcpy(subtree->best, scratch, states * sizeof *scratch);
    }
    consider_publishing(program, v);
}

// The best state of a root: published it is 0 and it must be; below k nothing can be, and everybody stays
// uncovered.
static size_t root_state(const struct program *program, size_t v)
{
    const struct subtree *subtree = &program->subtrees[v];
    if (subtree->published_from != NOWHERE)
        return 0;
    size_t best = 0;
    for (size_t s = 1; s < program->states; s++)
        if (subtree->best[s] > subtree->best[best])
            best = s;
    return best;
}

// Tells each child which state it was in when v ended in `state`: the last merged child first.
static void unwind(const struct program *program, size_t v, size_t state, size_t *chosen)
{
    size_t count = child_count(program, v), number = 0;
    int32_t *children = ARENA_ARRAY(program->arena, count, int32_t);
    for (int32_t c = program->first_child[v]; c >= 0; c = program->next_sibling[c])
        children[number++] = c;
    while (number-- > 0) {
        const struct step step = program->subtrees[v].steps[number * program->states + state];
        chosen[children[number]] = step.child;
        state = step.before;
    }
}

static void walk_back(const struct program *program, struct mask *mask)
{
    size_t *chosen = ARENA_ARRAY(program->arena, mask->count, size_t);
    for (size_t v = 0; v < mask->count; v++) {
        if (program->tree->parent[v] < 0)
            chosen[v] = root_state(program, v);
        const int from = program->subtrees[v].published_from;
        const bool published = chosen[v] == 0 && from != NOWHERE;
        mask->status[v] = published                 ? FIGURE_PUBLISHED
                          : mask->n[v] < program->k ? FIGURE_BELOW_MINIMUM
                                                    : FIGURE_PROTECTS_OTHERS;
        unwind(program, v, published ? (size_t)from : chosen[v], chosen);
    }
}

// People below v that are below no published proper descendant of v; for hidden ones they pass upward.
static uint32_t *count_residuals(const struct mask_tree *tree, struct arena *arena,
                                 const enum figure_status *status)
{
    uint32_t *residual = ARENA_ARRAY(arena, tree->count, uint32_t);
    if (tree->count)
        memcpy(residual, tree->own, tree->count * sizeof *residual);
    for (size_t i = tree->count; i-- > 0;) {
        if (status[i] == FIGURE_PUBLISHED)
            continue;
        if (tree->parent[i] >= 0)
            residual[tree->parent[i]] += residual[i];
        residual[i] = 0;
    }
    return residual;
}

static bool compute(const struct mask_tree *tree, struct arena *arena, uint32_t k, const bool *previous,
                    const bool *allowed, struct mask *mask, struct error *err)
{
    if (k == 0 || k > MASK_K_LIMIT)
        return FAIL(err, ERROR_INVALID, "k = %u: expected 1 to %d", k, MASK_K_LIMIT);
    AUTO(arena) struct arena *work = arena_new();
    struct program program = {
        .tree = tree,
        .arena = work,
        .k = k,
        .states = (size_t)k + 1,
        .previous = previous,
        .allowed = allowed,
        .n = ARENA_ARRAY(arena, tree->count, uint32_t),
        .root = ARENA_ARRAY(work, tree->count, uint32_t),
        .first_child = ARENA_ARRAY(work, tree->count, int32_t),
        .next_sibling = ARENA_ARRAY(work, tree->count, int32_t),
        .subtrees = ARENA_ARRAY(work, tree->count, struct subtree),
    };
    if (!sum_up(tree, program.n, err))
        return false;
    link_children(&program);
    weight *scratch = ARENA_ARRAY(work, program.states, weight);
    for (size_t v = tree->count; v-- > 0;)
        solve(&program, v, scratch);
    *mask = (struct mask){tree->count, ARENA_ARRAY(arena, tree->count, enum figure_status), program.n, NULL};
    walk_back(&program, mask);
    mask->residual = count_residuals(tree, arena, mask->status);
    return true;
}

// The same people without those who came through an open link.
static struct mask_tree without_guests(const struct mask_tree *tree, struct arena *arena)
{
    uint32_t *own = ARENA_ARRAY(arena, tree->count, uint32_t);
    for (size_t i = 0; i < tree->count; i++)
        own[i] = tree->guests[i] ? 0 : tree->own[i];
    return (struct mask_tree){.count = tree->count, .parent = tree->parent, .own = own};
}

// What is safe for those who were invited: what their own mask shows, and departments below which there are guests only, who add nothing
// to any residual of theirs. A subset of a safe choice is safe, so the best choice among these is safe for both (METHODS.md section 5).
static bool find_allowed(const struct mask_tree *tree, struct arena *arena, uint32_t k, const bool *previous, bool *allowed,
                         struct error *err)
{
    const struct mask_tree invited = without_guests(tree, arena);
    struct mask own;
    if (!compute(&invited, arena, k, previous, NULL, &own, err))
        return false;
    for (size_t i = 0; i < tree->count; i++)
        allowed[i] = own.n[i] == 0 || own.status[i] == FIGURE_PUBLISHED;
    return true;
}

bool mask_compute(const struct mask_tree *tree, struct arena *arena, uint32_t k, const bool *previous,
                  struct mask *mask, struct error *err)
{
    if (!tree->guests)
        return compute(tree, arena, k, previous, NULL, mask, err);
    bool *allowed = ARENA_ARRAY(arena, tree->count, bool);
    return find_allowed(tree, arena, k, previous, allowed, err) && compute(tree, arena, k, previous, allowed, mask, err);
}

void mask_intersect(const struct mask_tree *tree, struct arena *arena, struct mask *mask,
                    const struct mask *other)
{
    for (size_t i = 0; i < mask->count; i++)
        if (mask->status[i] == FIGURE_PUBLISHED)
            mask->status[i] = other->status[i];
    mask->residual = count_residuals(tree, arena, mask->status);
}

static bool check(const struct mask_tree *tree, struct arena *arena, uint32_t k, const enum figure_status *status,
                  struct error *err)
{
    const uint32_t *residual = count_residuals(tree, arena, status);
    for (size_t i = 0; i < tree->count; i++)
        if (residual[i] > 0 && residual[i] < k)
            return FAIL(err, ERROR_INTERNAL, "department %zu would give away a group of %u", i, residual[i]);
    return true;
}

bool mask_check(const struct mask_tree *tree, struct arena *arena, uint32_t k,
                const enum figure_status *status, struct error *err)
{
    if (!check(tree, arena, k, status, err))
        return false;
    if (!tree->guests)
        return true;
    const struct mask_tree invited = without_guests(tree, arena);
    return check(&invited, arena, k, status, err);
}
