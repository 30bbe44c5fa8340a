#include "analyze/counter.h"
#include "base/buffer.h"
#include "company.h"

// Columns: outcome, three items, one item put only to detractors.
static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\","
    "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"not_applicable\": "
    "\"exclude\"}},"
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"a\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"b\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"c\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"d\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"},"
    "\"show_if\": {\"question\": \"enps\", \"at_most\": 6}}]}";

enum { COLUMNS = 5, DEPARTMENTS = 3, NONE = ANSWER_NONE, NA = ANSWER_NOT_APPLICABLE };

struct bench {
    struct arena *arena;
    struct company company;
    struct block_shape shape;
};

static struct bench make(struct arena *arena)
{
    static const int parents[] = {-1, 0, 0};
    return (struct bench){
        .arena = arena,
        .company = company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 3),
        .shape = {.segments = 1, .weighted = true, .columns = COLUMNS},
    };
}

static bool count(const struct bench *bench, unsigned char (*answers)[COLUMNS], const uint16_t *departments,
                  size_t sheets, struct cells *cells, struct error *err)
{
    struct counter *counter =
        counter_new(bench->arena, bench->company.survey, &bench->company.wave, DEPARTMENTS, &bench->shape, NULL);
    for (size_t i = 0; i < sheets; i++) { // each in a block of its own: blocks add up
        AUTO(buffer) struct buffer payload = {0};
        struct sheet sheet = {.department = departments[i], .weight = 2, .answers = answers[i]};
        block_pack(&bench->shape, &sheet, 1, &payload);
        if (!counter_add(counter, 1, (const unsigned char *)payload.bytes, payload.size, err))
            return false;
    }
    struct counted counted;
    bool good = counter_finish(counter, &counted, err);
    *cells = counted.cells;
    return good;
}

static void answers_are_counted_by_department_and_value(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    unsigned char answers[][COLUMNS] = {
        {10, 4, NA, NONE, NONE}, {10, 4, 0, 1, NONE}, {0, 3, 2, 1, 0}, {10, 4, NA, NONE, NONE}};
    const uint16_t departments[] = {1, 2, 2, 1};
    struct cells cells;
    struct error err = {0};
    assert_true(count(&bench, answers, departments, LENGTH(departments), &cells, &err));
    assert_int_equal(cells_at(&cells, 1, 0)[10], 2);
    assert_int_equal(cells_at(&cells, 2, 0)[10], 1);
    assert_int_equal(cells_at(&cells, 2, 0)[0], 1);
    assert_int_equal(cells_at(&cells, 1, 2)[CELL_NOT_APPLICABLE], 2);
    assert_int_equal(cells_at(&cells, 1, 3)[CELL_NONE], 2);
    assert_int_equal(cells_at(&cells, 2, 3)[1], 2);
    for (size_t i = 0; i < COLUMNS * CELL_COUNTS; i++)
        assert_int_equal(cells_at(&cells, 0, 0)[i], 0);
}

static void a_block_counts_the_same_whatever_its_order(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    enum { SHEETS = 300 };
    unsigned char answers[SHEETS][COLUMNS];
    struct sheet sheets[SHEETS], turned[SHEETS];
    for (size_t i = 0; i < SHEETS; i++) {
        for (size_t c = 0; c < COLUMNS; c++)
            answers[i][c] = (unsigned char)(i * 7 % (c == 0 ? 11 : 5));
        sheets[i] =
            (struct sheet){.department = (uint16_t)(i % DEPARTMENTS), .weight = 1, .answers = answers[i]};
        turned[SHEETS - 1 - i] = sheets[i];
    }
    struct counted counted[2];
    struct error err = {0};
    for (int way = 0; way < 2; way++) {
        AUTO(buffer) struct buffer payload = {0};
        block_pack(&bench.shape, way == 0 ? sheets : turned, SHEETS, &payload);
        struct counter *counter =
            counter_new(arena, bench.company.survey, &bench.company.wave, DEPARTMENTS, &bench.shape, NULL);
        assert_true(counter_add(counter, SHEETS, (const unsigned char *)payload.bytes, payload.size, &err));
        assert_true(counter_finish(counter, &counted[way], &err));
    }
    assert_memory_equal(counted[0].cells.counts, counted[1].cells.counts,
                        DEPARTMENTS * COLUMNS * CELL_COUNTS * sizeof(uint32_t));
    assert_memory_equal(counted[0].cells.sheets, counted[1].cells.sheets, sizeof(uint32_t) * DEPARTMENTS);
}

// Of four items put to everybody two are half; the conditional fifth counts for nobody.
static void a_response_has_half_of_the_items_and_the_outcome(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    unsigned char answers[][COLUMNS] = {{8, 2, NONE, NONE, NONE},  // half: a response
                                        {8, NA, NONE, NONE, NONE}, // "not applicable" is an answer given
                                        {3, NONE, NONE, NONE, 2},  // a quarter
                                        {NONE, 1, 1, 1, NONE},     // no outcome
                                        {NONE, NONE, NONE, NONE, NONE}};
    const uint16_t departments[] = {0, 0, 0, 0, 0};
    struct cells cells;
    struct error err = {0};
    assert_true(count(&bench, answers, departments, LENGTH(departments), &cells, &err));
    assert_int_equal(cells.sheets[0], 2);
    assert_int_equal(cells.partial[0], 3);
}

static void only_what_the_wave_asked_makes_a_response(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    uint16_t asked[] = {1, 2}; // not the outcome
    bench.company.wave.asked = asked;
    bench.company.wave.asked_count = LENGTH(asked);
    unsigned char answers[][COLUMNS] = {{NONE, 1, NONE, NONE, NONE}};
    const uint16_t departments[] = {2};
    struct cells cells;
    struct error err = {0};
    assert_true(count(&bench, answers, departments, 1, &cells, &err));
    assert_int_equal(cells.sheets[2], 1);
}

static void answers_that_came_one_by_one_are_no_responses(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    bench.company.wave.joined = false;
    unsigned char answers[][COLUMNS] = {{8, 2, 3, 4, NONE}};
    const uint16_t departments[] = {1};
    struct cells cells;
    struct error err = {0};
    assert_true(count(&bench, answers, departments, 1, &cells, &err));
    assert_int_equal(cells.sheets[1] + cells.partial[1], 0);
    assert_int_equal(cells_at(&cells, 1, 0)[8], 1);
}

static void refuse(unsigned char column, unsigned char answer, uint16_t department)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    unsigned char answers[1][COLUMNS] = {{8, 2, 3, 4, NONE}};
    answers[0][column] = answer;
    struct cells cells;
    struct error err = {0};
    assert_false(count(&bench, answers, &department, 1, &cells, &err));
    assert_int_equal(err.kind, ERROR_INTERNAL);
}

static void a_damaged_block_is_refused(void **state)
{
    (void)state;
    refuse(0, 11, 0); // beyond every scale
    refuse(0, 253, 0);
    refuse(1, 5, 0);           // beyond this question's scale
    refuse(0, 8, DEPARTMENTS); // a department that is not in the snapshot
    AUTO(arena) struct arena *arena = arena_new();
    struct bench bench = make(arena);
    struct counter *counter =
        counter_new(arena, bench.company.survey, &bench.company.wave, DEPARTMENTS, &bench.shape, NULL);
    struct error err = {0};
    assert_false(counter_add(counter, 7, (const unsigned char *)"short", 5, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_counted_by_department_and_value),
        cmocka_unit_test(a_block_counts_the_same_whatever_its_order),
        cmocka_unit_test(a_response_has_half_of_the_items_and_the_outcome),
        cmocka_unit_test(only_what_the_wave_asked_makes_a_response),
        cmocka_unit_test(answers_that_came_one_by_one_are_no_responses),
        cmocka_unit_test(a_damaged_block_is_refused),
    };
    return cmocka_run_group_tests_name("counter", tests, NULL, NULL);
}
