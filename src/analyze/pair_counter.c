#include "analyze/pair_counter.h"

#include <endian.h>
#include <string.h>

// Beyond it pairs are not counted: departments × questions² would take more memory than everything else together.
enum { BYTES_LIMIT = 512 * 1024 * 1024 };

// Sheets are taken in spans that stay in the nearest cache; lines of a sheet are padded to whole words.
enum { SPAN = 500, WORD = 8 };

struct pair_counter {
    const struct counter_plan *plan;
    struct pairs pairs;
    int16_t *columns;          // question × SPAN: value + 1, 0 where there is no answer
    unsigned char *rows;       // the same, sheet × stride; padding is 1
    uint32_t *absent_squares;  // like pairs.absent_squares, of one block
    uint16_t *missing, *found; // what the sheets leave out, one after the other; how much each of them
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
    const size_t count = drivers + 1, stride = (count + WORD - 1) / WORD * WORD;
    if (drivers < 2 || plan->departments * count * (count + stride) * sizeof(uint32_t) > BYTES_LIMIT)
        return;
    pairs->count = count;
    pairs->stride = stride;
}

struct pair_counter *pair_counter_new(struct arena *arena, const struct counter_plan *plan)
{
    struct pair_counter *counter = ARENA_NEW(arena, struct pair_counter);
    struct pairs *pairs = &counter->pairs;
    counter->plan = plan;
    find_questions(arena, plan, pairs);
    const size_t count = pairs->count, stride = pairs->stride;
    pairs->absent = sums_new(arena, "pairs_absent", plan->departments, count * count, sizeof(uint32_t));
    pairs->absent_sum =
        sums_new(arena, "pairs_absent_sum", plan->departments, count * stride, sizeof(uint32_t));
    pairs->absent_squares = sums_new(arena, "pairs_absent_squares", count, stride, sizeof(uint64_t));
    pairs->products = sums_new(arena, "pairs_products", count, count, sizeof(uint64_t));
    counter->columns = ARENA_ARRAY(arena, count * SPAN, int16_t);
    counter->rows = ARENA_ARRAY(arena, SPAN * stride, unsigned char);
    memset(counter->rows, 1, SPAN * stride);
    counter->absent_squares = ARENA_ARRAY(arena, count * stride, uint32_t);
    counter->missing = ARENA_ARRAY(arena, SPAN * count, uint16_t);
    counter->found = ARENA_ARRAY(arena, SPAN, uint16_t);
    return counter;
}

static void take_column(struct pair_counter *counter, size_t item, const unsigned char *answers,
                        size_t sheets)
{
    int16_t *column = counter->columns + item * SPAN;
    unsigned char *rows = counter->rows + item;
    const size_t stride = counter->pairs.stride;
    for (size_t i = 0; i < sheets; i++)
        column[i] = answers[i] < SURVEY_VALUE_LIMIT ? (int16_t)(answers[i] + 1) : 0;
    for (size_t i = 0; i < sheets; i++)
        rows[i * stride] = (unsigned char)column[i];
}

__attribute__((always_inline)) static inline void add_products(struct pair_counter *counter, size_t sheets)
{
    const size_t count = counter->pairs.count;
    uint64_t *products = counter->pairs.products.values;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count; j++) {
            const int16_t *one = counter->columns + i * SPAN, *other = counter->columns + j * SPAN;
            int32_t sum = 0;
            for (size_t sheet = 0; sheet < sheets; sheet++)
                sum += one[sheet] * other[sheet];
            products[i * count + j] += (uint32_t)sum;
        }
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void add_products_avx2(struct pair_counter *counter, size_t sheets)
{
    add_products(counter, sheets);
}
#endif

// The same loop with vectors twice as wide, where there are any.
static void add_products_widest(struct pair_counter *counter, size_t sheets)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        add_products_avx2(counter, sheets);
        return;
    }
#endif
    add_products(counter, sheets);
}

// Zero bytes of a row, eight at a time: with 0x7f added only they stay below 0x80, and no byte runs over.
static size_t find_missing(const unsigned char *row, size_t stride, uint16_t *missing)
{
    size_t count = 0;
    for (size_t base = 0; base < stride; base += WORD) {
        uint64_t bytes;
        memcpy(&bytes, row + base, sizeof bytes);
        uint64_t zeros = ~(le64toh(bytes) + 0x7f7f7f7f7f7f7f7f) & 0x8080808080808080;
        for (; zeros; zeros &= zeros - 1)
            missing[count++] = (uint16_t)(base + (size_t)__builtin_ctzll(zeros) / 8);
    }
    return count;
}

// What all sheets leave out, sheet after sheet. The memory that each will add to is far apart: it is sent for here.
static void find_absent(struct pair_counter *counter, const uint16_t *departments, size_t sheets)
{
    const size_t count = counter->pairs.count, stride = counter->pairs.stride;
    const uint32_t *absent = counter->pairs.absent.values, *absent_sum = counter->pairs.absent_sum.values;
    size_t total = 0;
    for (size_t sheet = 0; sheet < sheets; sheet++) {
        uint16_t *missing = counter->missing + total;
        const size_t found = find_missing(counter->rows + sheet * stride, stride, missing);
        for (size_t i = 0; i < found; i++) {
            const size_t row = departments[sheet] * count + missing[i];
            __builtin_prefetch(absent + row * count, 1);
            __builtin_prefetch(absent_sum + row * stride, 1);
            __builtin_prefetch(absent_sum + row * stride + stride - 1, 1);
        }
        counter->found[sheet] = (uint16_t)found;
        total += found;
    }
}

static void add_row(uint32_t *restrict sum, uint32_t *restrict squares, const unsigned char *restrict row,
                    size_t stride)
{
    for (size_t base = 0; base < stride; base += WORD)
        for (size_t j = base; j < base + WORD; j++) {
            sum[j] += row[j];
            squares[j] += (uint32_t)row[j] * row[j];
        }
}

static void add_absent(struct pair_counter *counter, const uint16_t *departments, size_t sheets)
{
    const size_t count = counter->pairs.count, stride = counter->pairs.stride;
    uint32_t *absent = counter->pairs.absent.values, *absent_sum = counter->pairs.absent_sum.values;
    const uint16_t *missing = counter->missing;
    for (size_t sheet = 0; sheet < sheets; missing += counter->found[sheet++])
        for (size_t i = 0; i < counter->found[sheet]; i++) {
            const size_t row = departments[sheet] * count + missing[i];
            add_row(absent_sum + row * stride, counter->absent_squares + missing[i] * stride,
                    counter->rows + sheet * stride, stride);
            for (size_t j = 0; j < counter->found[sheet]; j++)
                absent[row * count + missing[j]]++;
        }
}

static void add_block(struct pair_counter *counter, const struct counter_block *block)
{
    const struct pairs *pairs = &counter->pairs;
    for (size_t from = 0; from < block->view.sheets; from += SPAN) {
        const size_t rest = block->view.sheets - from, sheets = rest < SPAN ? rest : SPAN;
        for (size_t item = 0; item < pairs->count; item++) {
            const struct question *question = &counter->plan->survey->questions[pairs->questions[item]];
            take_column(counter, item, block->view.answers + question->column * block->view.sheets + from,
                        sheets);
        }
        add_products_widest(counter, sheets);
        find_absent(counter, block->departments + from, sheets);
        add_absent(counter, block->departments + from, sheets);
    }
}

void pair_counter_add(struct pair_counter *counter, const struct counter_block *block)
{
    if (counter->pairs.count == 0)
        return;
    add_block(counter, block);
    uint64_t *total = counter->pairs.absent_squares.values;
    for (size_t i = 0; i < counter->pairs.count * counter->pairs.stride; i++) {
        total[i] += counter->absent_squares[i];
        counter->absent_squares[i] = 0;
    }
}

size_t pair_counter_sums(const struct pair_counter *counter, struct sums *sums)
{
    const struct pairs *pairs = &counter->pairs;
    sums[0] = pairs->absent;
    sums[1] = pairs->absent_sum;
    sums[2] = pairs->absent_squares;
    sums[3] = pairs->products;
    return pairs->count > 0 ? 4 : 0;
}

struct pairs pair_counter_finish(const struct pair_counter *counter)
{
    return counter->pairs;
}
