#include "analyze/pair_counter.h"

// Beyond it pairs are not counted: departments × questions² would take more memory than everything else together.
enum { BYTES_LIMIT = 512 * 1024 * 1024 };

struct pair_counter {
    const struct counter_plan *plan;
    struct pairs pairs;
    unsigned char *values;  // question × BLOCK_SHEETS: 0 where there is no answer
    unsigned char *squares; // likewise
    unsigned char *present; // 1 or 0
    uint16_t *missing;      // number of the sheets without one question
};

// Put to everybody, so that those who answer are not chosen by what they answered elsewhere.
static bool is_put_to_all(const struct counter_plan *plan, size_t number)
{
    const struct question *question = &plan->survey->questions[number];
    return question_scored(question) && wave_asks(plan->wave, number) && !question->show_if;
}

static void find_questions(struct arena *arena, const struct counter_plan *plan, struct pairs *pairs)
{
    const struct survey *survey = plan->survey;
    size_t *questions = ARENA_ARRAY(arena, survey->question_count, size_t), drivers = 0;
    pairs->questions = questions;
    if (survey->outcome < 0 || !is_put_to_all(plan, (size_t)survey->outcome) || !plan->wave->joined)
        return;
    for (size_t i = 0; i < survey->question_count; i++)
        if (survey->questions[i].driver && (int)i != survey->outcome && is_put_to_all(plan, i))
            questions[drivers++] = i;
    questions[drivers] = (size_t)survey->outcome;
    const size_t count = drivers + 1;
    if (drivers >= 2 && plan->departments * count * count * 2 * sizeof(uint32_t) <= BYTES_LIMIT)
        pairs->count = count;
}

struct pair_counter *pair_counter_new(struct arena *arena, const struct counter_plan *plan)
{
    struct pair_counter *counter = ARENA_NEW(arena, struct pair_counter);
    struct pairs *pairs = &counter->pairs;
    counter->plan = plan;
    find_questions(arena, plan, pairs);
    const size_t count = pairs->count, square = count * count;
    pairs->absent = sums_new(arena, "pairs_absent", plan->departments, square, sizeof(uint32_t));
    pairs->absent_sum = sums_new(arena, "pairs_absent_sum", plan->departments, square, sizeof(uint32_t));
    pairs->products = sums_new(arena, "pairs_products", 1, square, sizeof(uint64_t));
    pairs->squares = sums_new(arena, "pairs_squares", 1, square, sizeof(uint64_t));
    counter->values = ARENA_ARRAY(arena, count * BLOCK_SHEETS, unsigned char);
    counter->squares = ARENA_ARRAY(arena, count * BLOCK_SHEETS, unsigned char);
    counter->present = ARENA_ARRAY(arena, count * BLOCK_SHEETS, unsigned char);
    counter->missing = ARENA_ARRAY(arena, BLOCK_SHEETS, uint16_t);
    return counter;
}

static void take_column(struct pair_counter *counter, size_t item, const unsigned char *answers,
                        size_t sheets)
{
    unsigned char *values = counter->values + item * BLOCK_SHEETS;
    unsigned char *squares = counter->squares + item * BLOCK_SHEETS;
    unsigned char *present = counter->present + item * BLOCK_SHEETS;
    for (size_t i = 0; i < sheets; i++) {
        const unsigned char there = answers[i] < SURVEY_VALUE_LIMIT;
        present[i] = there;
        values[i] = there ? answers[i] : 0;
        squares[i] = (unsigned char)(values[i] * values[i]);
    }
}

// Values are at most 10 and their squares 100, so 32 bits hold a block's sum.
static uint32_t product(const unsigned char *one, const unsigned char *other, size_t sheets)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < sheets; i++)
        sum += (uint32_t)(uint16_t)(one[i] * other[i]);
    return sum;
}

static void add_products(struct pair_counter *counter, size_t sheets)
{
    const size_t count = counter->pairs.count;
    uint64_t *products = counter->pairs.products.values, *squares = counter->pairs.squares.values;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            if (i <= j)
                products[i * count + j] +=
                    product(counter->values + i * BLOCK_SHEETS, counter->values + j * BLOCK_SHEETS, sheets);
            squares[i * count + j] +=
                product(counter->present + i * BLOCK_SHEETS, counter->squares + j * BLOCK_SHEETS, sheets);
        }
}

static size_t find_missing(struct pair_counter *counter, size_t item, size_t sheets)
{
    const unsigned char *present = counter->present + item * BLOCK_SHEETS;
    size_t count = 0;
    for (size_t i = 0; i < sheets; i++) { // without a branch
        counter->missing[count] = (uint16_t)i;
        count += !present[i];
    }
    return count;
}

static void add_missing(struct pair_counter *counter, size_t item, const struct counter_block *block)
{
    const size_t count = counter->pairs.count, found = find_missing(counter, item, block->view.sheets);
    uint32_t *absent = counter->pairs.absent.values, *absent_sum = counter->pairs.absent_sum.values;
    for (size_t i = 0; i < found; i++) {
        const size_t sheet = counter->missing[i];
        const size_t row = (block->departments[sheet] * count + item) * count;
        for (size_t j = 0; j < count; j++) {
            absent[row + j] += counter->present[j * BLOCK_SHEETS + sheet];
            absent_sum[row + j] += counter->values[j * BLOCK_SHEETS + sheet];
        }
    }
}

void pair_counter_add(struct pair_counter *counter, const struct counter_block *block)
{
    const size_t sheets = block->view.sheets;
    for (size_t item = 0; item < counter->pairs.count; item++) {
        const struct question *question = &counter->plan->survey->questions[counter->pairs.questions[item]];
        take_column(counter, item, block->view.answers + question->column * sheets, sheets);
    }
    add_products(counter, sheets);
    for (size_t item = 0; item < counter->pairs.count; item++)
        add_missing(counter, item, block);
}

size_t pair_counter_sums(const struct pair_counter *counter, struct sums *sums)
{
    const struct pairs *pairs = &counter->pairs;
    sums[0] = pairs->absent;
    sums[1] = pairs->absent_sum;
    sums[2] = pairs->products;
    sums[3] = pairs->squares;
    return pairs->count > 0 ? 4 : 0;
}

struct pairs pair_counter_finish(const struct pair_counter *counter)
{
    return counter->pairs;
}

// Of a question in a department: answers and their sum.
static struct pair_department whole(const struct pairs *pairs, const struct survey *survey,
                                    const struct cells *cells, size_t department, size_t item)
{
    const uint32_t *cell = cells_at(cells, department, survey->questions[pairs->questions[item]].column);
    struct pair_department result = {0};
    for (size_t value = 0; value < SURVEY_VALUE_LIMIT; value++) {
        result.n += cell[value];
        result.first += value * cell[value];
    }
    return result;
}

struct pair_department pairs_department(const struct pairs *pairs, const struct survey *survey,
                                        const struct cells *cells, size_t department, size_t first,
                                        size_t second)
{
    const size_t count = pairs->count, base = department * count * count;
    const uint32_t *absent = (const uint32_t *)pairs->absent.values + base;
    const uint32_t *absent_sum = (const uint32_t *)pairs->absent_sum.values + base;
    const struct pair_department one = whole(pairs, survey, cells, department, first);
    const struct pair_department other = whole(pairs, survey, cells, department, second);
    return (struct pair_department){
        .n = one.n - absent[second * count + first],
        .first = one.first - absent_sum[second * count + first],
        .second = other.first - absent_sum[first * count + second],
    };
}
