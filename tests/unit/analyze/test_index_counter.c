#include "analyze/counter.h"
#include "analyze/weight.h"
#include "base/buffer.h"
#include "company.h"

// Columns: enps, a and b of five points, b reversed, c of three points.
static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\","
    "\"scales\": {\"five\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"not_applicable\": \"in_base\"},"
    "\"three\": {\"min\": 1, \"max\": 3, \"favourable\": [3]}},"
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"a\", \"type\": \"scale\", \"scale\": \"five\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"b\", \"type\": \"scale\", \"scale\": \"five\", \"reverse\": true, \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"c\", \"type\": \"scale\", \"scale\": \"three\", \"text\": {\"en\": \"?\"}}],"
    "\"indices\": [{\"id\": \"scores\", \"method\": \"person_mean\", \"items\": [\"a\", \"b\", \"c\"]},"
    "{\"id\": \"shares\", \"method\": \"item_mean\", \"figure\": \"favourable\", \"items\": [\"a\", \"b\"]}]}";

enum { COLUMNS = 4, DEPARTMENTS = 2, NONE = ANSWER_NONE, NA = ANSWER_NOT_APPLICABLE, SHEETS = 5 };

static const unsigned char people[SHEETS][COLUMNS] = {
    {9, 4, 0, 2},          // all the best: 4 + 4 + 4 of 12
    {9, 0, 4, 0},          // all the worst
    {9, 3, NONE, 1},       // two of three: 3 + 2
    {9, NA, 1, NONE},      // one of three: 3
    {9, NONE, NONE, NONE}, // none
};

static struct index_cells count(struct arena *arena, bool weighted, const size_t *order)
{
    static const int parents[] = {-1, 0};
    struct company company = company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 3);
    const struct block_shape shape = {.weighted = weighted, .columns = COLUMNS};
    struct counter *counter = counter_new(arena, company.survey, &company.wave, DEPARTMENTS, &shape, NULL);
    struct error err = {0};
    for (size_t i = 0; i < SHEETS; i++) {
        AUTO(buffer) struct buffer payload = {0};
        unsigned char answers[COLUMNS];
        memcpy(answers, people[order[i]], COLUMNS);
        struct sheet sheet = {.department = 1, .weight = 0.5f * (float)(order[i] + 1), .answers = answers};
        block_pack(&shape, &sheet, 1, &payload);
        if (!counter_add(counter, 1, (const unsigned char *)payload.bytes, payload.size, &err))
            fail_msg("%s", err.message);
    }
    struct counted counted;
    assert_true(counter_finish(counter, &counted, &err));
    return counted.indices;
}

static const size_t forward[SHEETS] = {0, 1, 2, 3, 4}, backward[SHEETS] = {4, 3, 2, 1, 0};

static void expect_sum(const struct index_sum *sum, int64_t n, int64_t total, int64_t squares)
{
    assert_int_equal(sum->people, n);
    assert_int_equal(sum->sum, total);
    assert_int_equal(sum->squares, squares);
}

static void people_are_kept_by_how_much_they_answered(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct index_cells cells = count(arena, false, forward);
    assert_int_equal(cells.shapes[0].unit, 4); // fifths and halves in common
    const struct index_sum *sums = index_cells_at(&cells, 1, 0);
    expect_sum(&sums[3], 2, 12, 144);
    expect_sum(&sums[2], 1, 5, 25);
    expect_sum(&sums[1], 1, 3, 9);
    expect_sum(&sums[0], 1, 0, 0);
    assert_int_equal(index_cells_people(&cells, 1, 0), 3); // from half of the items on
    assert_int_equal(index_cells_people(&cells, 0, 0), 0);
}

static void not_applicable_in_the_base_is_not_favourable(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct index_cells cells = count(arena, false, forward);
    assert_int_equal(cells.shapes[1].unit, 1);
    const struct index_sum *sums = index_cells_at(&cells, 1, 1);
    expect_sum(&sums[2], 3, 3, 5);   // both, none, and "not applicable" with a favourable one
    expect_sum(&sums[1], 1, 1, 1);
    assert_int_equal(index_cells_people(&cells, 1, 1), 4); // any item
}

static void complete_answers_make_the_sums_of_reliability(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct index_cells cells = count(arena, false, forward);
    const int64_t *cross = cells.cross + cells.shapes[0].cross_offset;
    const int64_t expected[] = {2, 4, 4, 2, 16, 16, 8, 16, 8, 4};
    for (size_t i = 0; i < LENGTH(expected); i++)
        assert_int_equal(cross[i], expected[i]);
}

static void sums_are_the_same_in_any_order(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    for (int weighted = 0; weighted < 2; weighted++) {
        const struct index_cells one = count(arena, weighted, forward), other = count(arena, weighted, backward);
        assert_memory_equal(one.sums, other.sums, one.departments * one.width * sizeof *one.sums);
    }
}

static void weights_multiply_values_and_not_people(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct index_cells cells = count(arena, true, forward);
    const struct index_sum *sum = &index_cells_at(&cells, 1, 0)[3]; // weights ½ and 1
    assert_int_equal(sum->people, 2);
    assert_int_equal(sum->weight, WEIGHT_UNIT / 2 * 3);
    assert_int_equal(sum->weight_squares, WEIGHT_UNIT / 4 * 5);
    assert_int_equal(sum->sum, WEIGHT_UNIT / 2 * 12);
    assert_int_equal(sum->squares, WEIGHT_UNIT / 2 * 144);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_kept_by_how_much_they_answered),
        cmocka_unit_test(not_applicable_in_the_base_is_not_favourable),
        cmocka_unit_test(complete_answers_make_the_sums_of_reliability),
        cmocka_unit_test(sums_are_the_same_in_any_order),
        cmocka_unit_test(weights_multiply_values_and_not_people),
    };
    return cmocka_run_group_tests_name("index_counter", tests, NULL, NULL);
}
