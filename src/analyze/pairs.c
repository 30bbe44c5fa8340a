#include "analyze/pairs.h"

static struct pair_answers answers_of(const uint32_t *cell)
{
    struct pair_answers answers = {0};
    for (uint64_t value = 0; value < SURVEY_VALUE_LIMIT; value++) {
        answers.n += cell[value];
        answers.sum += (value + 1) * cell[value];
        answers.squares += (value + 1) * (value + 1) * cell[value];
    }
    return answers;
}

const struct pair_answers *pairs_answers(struct arena *arena, const struct pairs *pairs,
                                         const struct survey *survey, const struct cells *cells)
{
    struct pair_answers *answers = ARENA_ARRAY(arena, cells->departments * pairs->count, struct pair_answers);
    for (size_t department = 0; department < cells->departments; department++)
        for (size_t i = 0; i < pairs->count; i++)
            answers[department * pairs->count + i] =
                answers_of(cells_at(cells, department, survey->questions[pairs->questions[i]].column));
    return answers;
}

struct pair_sums pairs_department(const struct pairs *pairs, const struct pair_answers *answers,
                                  size_t department, size_t first, size_t second)
{
    const size_t count = pairs->count;
    const uint32_t *absent = (const uint32_t *)pairs->absent.values + department * count * count;
    const uint32_t *sum = (const uint32_t *)pairs->absent_sum.values + department * count * pairs->stride;
    const struct pair_answers *own = answers + department * count;
    return (struct pair_sums){
        .n = own[first].n - (absent[second * count + second] - absent[first * count + second]),
        .first = own[first].sum - sum[second * pairs->stride + first],
        .second = own[second].sum - sum[first * pairs->stride + second],
    };
}

struct pair_products pairs_total(const struct pairs *pairs, const struct pair_answers *answers,
                                 size_t departments, size_t first, size_t second)
{
    const uint64_t *absent = pairs->absent_squares.values, *products = pairs->products.values;
    struct pair_products total = {.product = products[first * pairs->count + second]};
    for (size_t department = 0; department < departments; department++) {
        total.first_squares += answers[department * pairs->count + first].squares;
        total.second_squares += answers[department * pairs->count + second].squares;
    }
    total.first_squares -= absent[second * pairs->stride + first];
    total.second_squares -= absent[first * pairs->stride + second];
    return total;
}
