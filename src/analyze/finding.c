#include "internal.h"

#include <stdlib.h>

const char *finding_kind_name(enum finding_kind kind)
{
    static const char *const names[FINDING_KIND__COUNT] = {
        [FINDING_FALL] = "fall",
        [FINDING_BELOW_PARENT] = "below_parent",
        [FINDING_DRIFT] = "drift",
        [FINDING_OPPORTUNITY] = "opportunity",
        [FINDING_LOW_PARTICIPATION] = "low_participation",
        [FINDING_RISE] = "rise",
        [FINDING_ABOVE_PARENT] = "above_parent",
        [FINDING_STRENGTH] = "strength",
    };
    return kind < FINDING_KIND__COUNT ? names[kind] : "unknown";
}

// What each kind may take of FINDING_LIMIT before the others had their turn, and how much of it one department.
static const size_t quota[FINDING_KIND__COUNT] = {
    [FINDING_FALL] = 3, [FINDING_BELOW_PARENT] = 2, [FINDING_DRIFT] = 1, [FINDING_OPPORTUNITY] = 2, [FINDING_LOW_PARTICIPATION] = 1,
    [FINDING_RISE] = 1, [FINDING_ABOVE_PARENT] = 1, [FINDING_STRENGTH] = 1,
};
// How much the same difference asks for somebody to look. What changed is news, and why can still be found out; what stands apart will stand
// apart in the next wave too. Trouble before good news. Few answers count for less: a share of people is larger than one of a scale.
static const double urgency[FINDING_KIND__COUNT] = {
    [FINDING_FALL] = 1.0, [FINDING_BELOW_PARENT] = 0.3, [FINDING_DRIFT] = 0.6, [FINDING_OPPORTUNITY] = 0.3, [FINDING_LOW_PARTICIPATION] = 0.3,
    [FINDING_RISE] = 0.6, [FINDING_ABOVE_PARENT] = 0.1, [FINDING_STRENGTH] = 0.1,
};
enum { DEPARTMENT_QUOTA = 3 };

void candidates_add(struct arena *arena, struct candidates *candidates, const struct finding *finding)
{
    if (candidates->count == candidates->capacity) {
        candidates->capacity = candidates->capacity ? 2 * candidates->capacity : 64;
        struct finding *larger = ARENA_ARRAY(arena, candidates->capacity, struct finding);
        for (size_t i = 0; i < candidates->count; i++)
            larger[i] = candidates->findings[i];
        candidates->findings = larger;
    }
    candidates->findings[candidates->count++] = *finding;
}

void finding_number(struct finding *finding, const char *name, double value)
{
    if (finding->number_count == FINDING_NUMBERS)
        abort();
    finding->numbers[finding->number_count++] = (struct finding_number){name, value};
}

void finding_tested(struct finding *finding, const struct change *difference)
{
    finding_number(finding, "difference", difference->difference);
    finding_number(finding, "low", difference->interval.low);
    finding_number(finding, "high", difference->interval.high);
    finding_number(finding, "p", difference->p);
    finding_number(finding, "q", difference->q);
}

void finding_figures(struct finding *finding, const struct question *question, const struct figure *figure)
{
    finding_number(finding, "n", figure->n);
    if (question->type == QUESTION_ENPS) {
        finding_number(finding, "enps", figure->enps);
        return;
    }
    finding_number(finding, "mean", figure->mean);
    finding_number(finding, "score", figure->score);
    finding_number(finding, "favourable", figure->favourable);
}

double finding_range(const struct question *question)
{
    return question->type == QUESTION_ENPS ? 200 : question->scale->max - question->scale->min;
}

double finding_importance(const struct question *question, const struct change *change)
{
    double near = change->difference < 0 ? -change->interval.high : change->interval.low;
    return near / finding_range(question);
}

// By importance across the kinds; kind, department and question make the order complete.
static int compare_findings(const void *a, const void *b)
{
    const struct finding *left = a, *right = b;
    const double first = urgency[left->kind] * left->importance, second = urgency[right->kind] * right->importance;
    if (first != second)
        return first > second ? -1 : 1;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->department != right->department)
        return left->department < right->department ? -1 : 1;
    return left->question < right->question ? -1 : left->question > right->question;
}

static bool department_full(const struct candidates *candidates, const bool *chosen, size_t candidate)
{
    const struct finding *finding = &candidates->findings[candidate];
    size_t taken = 0;
    for (size_t i = 0; i < candidates->count; i++)
        taken += chosen[i] && candidates->findings[i].kind == finding->kind &&
                 candidates->findings[i].department == finding->department;
    return taken >= DEPARTMENT_QUOTA;
}

// First every kind up to its quota, then whatever room is left by importance.
static void choose(const struct candidates *candidates, bool *chosen)
{
    size_t total = 0;
    for (int round = 0; round < 2; round++) {
        size_t of_kind[FINDING_KIND__COUNT] = {0};
        for (size_t i = 0; i < candidates->count && total < FINDING_LIMIT; i++) {
            enum finding_kind kind = candidates->findings[i].kind;
            if (chosen[i] || (round == 0 && of_kind[kind] >= quota[kind]) ||
                department_full(candidates, chosen, i))
                continue;
            chosen[i] = true;
            of_kind[kind]++;
            total++;
        }
    }
}

// All of them: those that were chosen, then the others.
static void publish(struct publication *publication, const struct candidates *candidates, const bool *chosen)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < candidates->count; i++)
            if (chosen[i] == (round == 0))
                publication->findings[publication->finding_count++] = candidates->findings[i];
}

void finding_compute(struct work *work)
{
    struct candidates candidates = {0};
    finding_time(work, &candidates);
    finding_drift(work, &candidates);
    finding_place(work, &candidates);
    finding_profile(work, &candidates);
    finding_participation(work, &candidates);
    if (candidates.count == 0)
        return;
    qsort(candidates.findings, candidates.count, sizeof *candidates.findings, compare_findings);
    bool *chosen = ARENA_ARRAY(work->arena, candidates.count, bool);
    choose(&candidates, chosen);
    work->publication->findings = ARENA_ARRAY(work->arena, candidates.count, struct finding);
    publish(work->publication, &candidates, chosen);
}
