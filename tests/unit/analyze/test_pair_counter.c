#include "analyze/counter.h"
#include "base/buffer.h"
#include "company.h"
#include "random.h"

// Columns: outcome, three drivers, a question that is none, a driver put only to detractors.
static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\","
    "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"not_applicable\": "
    "\"exclude\"}},"
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"a\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"d1\", \"text\": {\"en\": "
    "\"?\"}},"
    "{\"id\": \"b\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"d2\", \"text\": {\"en\": "
    "\"?\"}},"
    "{\"id\": \"c\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"d3\", \"text\": {\"en\": "
    "\"?\"}},"
    "{\"id\": \"d\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"e\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"d4\", \"text\": {\"en\": "
    "\"?\"},"
    "\"show_if\": {\"question\": \"enps\", \"at_most\": 6}}]}";

enum { COLUMNS = 6, DEPARTMENTS = 3, SHEETS = 9000 };
static const size_t pair_columns[] = {1, 2, 3, 0}; // the outcome last

struct bench {
    struct arena *arena;
    struct company company;
    struct block_shape shape;
    struct sheet *sheets;
};

static struct bench make(struct arena *arena)
{
    static const int parents[] = {-1, 0, 0};
    struct bench bench = {
        .arena = arena,
        .company = company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 3),
        .shape = {.columns = COLUMNS},
        .sheets = ARENA_ARRAY(arena, SHEETS, struct sheet),
    };
    uint64_t random = 7;
    for (size_t i = 0; i < SHEETS; i++) {
        bench.sheets[i].department = (uint16_t)(random_next(&random) % DEPARTMENTS);
        bench.sheets[i].answers = ARENA_ARRAY(arena, COLUMNS, unsigned char);
        for (size_t c = 0; c < COLUMNS; c++) {
            uint64_t kind = random_next(&random) % 12;
            unsigned char value = (unsigned char)(random_next(&random) % (c == 0 ? 11 : 5));
            bench.sheets[i].answers[c] = kind == 0            ? ANSWER_NONE
                                         : kind == 1 && c > 0 ? ANSWER_NOT_APPLICABLE
                                                              : value;
        }
    }
    return bench;
}

static struct counter *count(const struct bench *bench, size_t from, size_t to)
{
    struct counter *counter =
        counter_new(bench->arena, bench->company.survey, &bench->company.wave, DEPARTMENTS, &bench->shape, NULL);
    for (size_t i = from; i < to; i += 777) {
        AUTO(buffer) struct buffer payload = {0};
        struct error err = {0};
        size_t sheets = to - i < 777 ? to - i : 777;
        block_pack(&bench->shape, bench->sheets + i, sheets, &payload);
        assert_true(counter_add(counter, sheets, (const unsigned char *)payload.bytes, payload.size, &err));
    }
    return counter;
}

static struct counted finish(const struct counter *counter)
{
    struct counted counted;
    struct error err = {0};
    assert_true(counter_finish(counter, &counted, &err));
    return counted;
}

struct expected {
    uint64_t n, first, second, product, first_square, second_square;
};

static struct expected add_up(const struct bench *bench, size_t department, size_t first, size_t second)
{
    struct expected sum = {0};
    for (size_t i = 0; i < SHEETS; i++) {
        uint64_t x = bench->sheets[i].answers[first] + 1, y = bench->sheets[i].answers[second] + 1;
        if (x > SURVEY_VALUE_LIMIT || y > SURVEY_VALUE_LIMIT ||
            (department < DEPARTMENTS && bench->sheets[i].department != department))
            continue;
        sum = (struct expected){sum.n + 1,
                                sum.first + x,
                                sum.second + y,
                                sum.product + x * y,
                                sum.first_square + x * x,
                                sum.second_square + y * y};
    }
    return sum;
}

static void pairs_hold_the_sheets_that_answer_both(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    struct counted counted = finish(count(&bench, 0, SHEETS));
    const struct pair_answers *answers =
        pairs_answers(arena, &counted.pairs, bench.company.survey, &counted.cells);
    assert_int_equal(counted.pairs.count, LENGTH(pair_columns));
    for (size_t i = 0; i < LENGTH(pair_columns); i++)
        for (size_t j = i + 1; j < LENGTH(pair_columns); j++)
            for (size_t department = 0; department < DEPARTMENTS; department++) {
                struct expected expected = add_up(&bench, department, pair_columns[i], pair_columns[j]);
                struct pair_sums pair = pairs_department(&counted.pairs, answers, department, i, j);
                assert_int_equal(pair.n, expected.n);
                assert_int_equal(pair.first, expected.first);
                assert_int_equal(pair.second, expected.second);
            }
}

static void products_are_those_of_all_departments(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    struct counted counted = finish(count(&bench, 0, SHEETS));
    const struct pair_answers *answers =
        pairs_answers(arena, &counted.pairs, bench.company.survey, &counted.cells);
    for (size_t i = 0; i < counted.pairs.count; i++)
        for (size_t j = i + 1; j < counted.pairs.count; j++) {
            struct expected expected = add_up(&bench, DEPARTMENTS, pair_columns[i], pair_columns[j]);
            struct pair_products total = pairs_total(&counted.pairs, answers, DEPARTMENTS, i, j);
            assert_int_equal(total.product, expected.product);
            assert_int_equal(total.first_squares, expected.first_square);
            assert_int_equal(total.second_squares, expected.second_square);
        }
}

static void counters_that_are_merged_say_the_same_as_one(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    struct counter *whole = count(&bench, 0, SHEETS), *part = count(&bench, 5000, SHEETS);
    counter_merge(part, count(&bench, 0, 5000));
    struct sums sums[2][SUMS_LIMIT];
    size_t number = counter_sums(whole, sums[0]);
    assert_int_equal(counter_sums(part, sums[1]), number);
    for (size_t i = 0; i < number; i++)
        assert_memory_equal(sums[0][i].values, sums[1][i].values, sums_bytes(&sums[0][i]));
}

static void sheets_that_are_no_people_have_no_pairs(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    bench.company.wave.joined = false;
    assert_int_equal(finish(count(&bench, 0, SHEETS)).pairs.count, 0);
}

static void one_driver_alone_explains_nothing(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    uint16_t asked[] = {0, 2, 4, 5};
    bench.company.wave.asked = asked;
    bench.company.wave.asked_count = LENGTH(asked);
    assert_int_equal(finish(count(&bench, 0, SHEETS)).pairs.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_hold_the_sheets_that_answer_both),
        cmocka_unit_test(products_are_those_of_all_departments),
        cmocka_unit_test(counters_that_are_merged_say_the_same_as_one),
        cmocka_unit_test(sheets_that_are_no_people_have_no_pairs),
        cmocka_unit_test(one_driver_alone_explains_nothing),
    };
    return cmocka_run_group_tests_name("pair_counter", tests, NULL, NULL);
}
