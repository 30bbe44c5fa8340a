// Methods that need to know which answers are one person's. A case is "people items" and then a sheet a person: with a
// department in front for drivers, and 0 for no answer.
#include "oracle.h"
#include "stats/driver.h"
#include "stats/raking.h"
#include "stats/reliability.h"

struct sheets {
    size_t people, items;
    uint32_t *departments;
    uint32_t *answers; // people × items
};

static struct sheets take_sheets(struct task *task)
{
    const size_t people = task_take_count(task), items = task_take_count(task);
    struct sheets sheets = {people, items, ARENA_ARRAY(task->arena, people, uint32_t),
                            ARENA_ARRAY(task->arena, people * items, uint32_t)};
    for (size_t i = 0; i < people; i++) {
        sheets.departments[i] = task_take_count(task);
        for (size_t k = 0; k < items; k++)
            sheets.answers[i * items + k] = task_take_count(task);
    }
    return sheets;
}

enum { DEPARTMENTS = 16 };

// Two items over the sheets that answer both, as src/analyze/driver.c has it of the counted products.
static struct driver_pair pair_of(const struct sheets *sheets, size_t first, size_t second)
{
    struct {
        uint64_t n, x, y;
    } sums[DEPARTMENTS] = {0};
    struct driver_pair pair = {0};
    for (size_t i = 0; i < sheets->people; i++) {
        const uint64_t x = sheets->answers[i * sheets->items + first], y = sheets->answers[i * sheets->items + second];
        if (x == 0 || y == 0)
            continue;
        pair.xx += (double)(x * x);
        pair.yy += (double)(y * y);
        pair.xy += (double)(x * y);
        sums[sheets->departments[i]].n++;
        sums[sheets->departments[i]].x += x;
        sums[sheets->departments[i]].y += y;
    }
    for (size_t d = 0; d < DEPARTMENTS; d++)
        driver_pair_center(&pair, sums[d].n, sums[d].x, sums[d].y);
    return pair;
}

void oracle_drivers(struct task *task)
{
    const struct sheets sheets = take_sheets(task);
    const size_t items = sheets.items;
    double *correlations = ARENA_ARRAY(task->arena, items * items, double);
    double *weights = ARENA_ARRAY(task->arena, items, double);
    for (size_t i = 0; i < items; i++)
        for (size_t k = 0; k < items; k++) {
            const struct driver_pair pair = pair_of(&sheets, i, k);
            correlations[i * items + k] = i == k ? 1.0 : driver_pair_correlation(&pair);
        }
    task_give(task, driver_weights(task->arena, items - 1, correlations, weights));
    for (size_t i = 0; i + 1 < items; i++) {
        task_give(task, weights[i]);
        task_give(task, correlations[i * items + items - 1]);
    }
}

static struct reliability_sums sum_up(struct arena *arena, const struct sheets *sheets, const double *steps)
{
    const size_t items = sheets->items;
    int64_t *numbers = ARENA_ARRAY(arena, 1 + items + items * (items + 1) / 2, int64_t);
    numbers[0] = (int64_t)sheets->people;
    for (size_t i = 0; i < sheets->people; i++) {
        const uint32_t *answers = sheets->answers + i * items;
        int64_t *next = numbers + 1 + items;
        for (size_t x = 0; x < items; x++) {
            numbers[1 + x] += answers[x];
            for (size_t y = x; y < items; y++)
                *next++ += (int64_t)answers[x] * answers[y];
        }
    }
    return (struct reliability_sums){items, numbers, steps};
}

void oracle_reliability(struct task *task)
{
    const struct sheets sheets = take_sheets(task);
    double *steps = ARENA_ARRAY(task->arena, sheets.items, double);
    for (size_t i = 0; i < sheets.items; i++)
        steps[i] = task_take(task);
    const struct reliability_sums sums = sum_up(task->arena, &sheets, steps);
    const struct reliability reliability = reliability_compute(&sums);
    task_give(task, reliability.known);
    task_give(task, reliability.alpha);
    task_give_interval(task, reliability.interval);
    task_give(task, reliability.standardised);
    task_give(task, reliability.correlation);
    for (size_t i = 0; i < sheets.items; i++)
        task_give(task, reliability_without(&sums, i));
}

// "rows columns", the people of each cell row by row, the targets of the rows, then those of the columns.
void oracle_raking(struct task *task)
{
    const uint32_t rows = task_take_count(task), columns = task_take_count(task), cells = rows * columns;
    uint32_t *people = ARENA_ARRAY(task->arena, cells, uint32_t);
    uint32_t *category = ARENA_ARRAY(task->arena, 2 * (size_t)cells, uint32_t);
    double *targets = ARENA_ARRAY(task->arena, rows + columns, double), *weights = ARENA_ARRAY(task->arena, cells, double);
    for (uint32_t i = 0; i < cells; i++) {
        people[i] = task_take_count(task);
        category[2 * i] = i / columns;
        category[2 * i + 1] = i % columns;
    }
    for (uint32_t i = 0; i < rows + columns; i++)
        targets[i] = task_take(task);
    const struct raking_margin margins[] = {{rows, targets}, {columns, targets + rows}};
    const struct raking raking = {2, margins, cells, people, category};
    struct raking_result result;
    raking_compute(&raking, weights, &result);
    task_give(task, result.converged);
    for (uint32_t i = 0; i < cells; i++)
        task_give(task, weights[i]);
    task_give(task, result.least);
    task_give(task, result.most);
    task_give(task, result.effective);
    task_give(task, result.design_effect);
}
