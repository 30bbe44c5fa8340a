// Drivers of a made-up organisation: what is published of them, and when nothing is.
#include "analyze/counter.h"
#include "base/buffer.h"
#include "company.h"
#include "random.h"

static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\","
    "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5]}},"
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"weak\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"d1\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"strong\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"d2\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"turned\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"d3\", \"reverse\": true, \"text\": {\"en\": \"?\"}}]}";

enum { COLUMNS = 4, DEPARTMENTS = 3 };

struct bench {
    struct company company;
    struct counted counted;
};

// Departments differ in everything by `apart`, which explains nothing within them. `turned` is asked the other way round.
static void answer(uint64_t *random, size_t department, unsigned apart, unsigned char *answers)
{
    const int weak = (int)random_below(random, 4), strong = (int)random_below(random, 4), turned = (int)random_below(random, 4);
    int outcome = weak / 2 + strong + (3 - turned) / 2 + (int)random_below(random, 2);
    const int shift = (int)(apart * department);
    outcome = outcome + shift > 10 ? 10 : outcome + shift;
    answers[0] = (unsigned char)outcome;
    answers[1] = (unsigned char)(weak + (shift > 0));
    answers[2] = (unsigned char)(strong + (shift > 0));
    answers[3] = (unsigned char)turned;
}

static struct bench publish(struct arena *arena, size_t people, unsigned apart)
{
    static const int parents[] = {-1, 0, 0};
    struct bench bench = {
        .company = company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 5)};
    const struct block_shape shape = {.columns = COLUMNS};
    struct counter *counter =
        counter_new(arena, bench.company.survey, &bench.company.wave, DEPARTMENTS, &shape, NULL);
    struct sheet *sheets = ARENA_ARRAY(arena, people, struct sheet);
    uint64_t random = 11;
    for (size_t i = 0; i < people; i++) {
        sheets[i] = (struct sheet){.department = (uint16_t)(i % DEPARTMENTS),
                                   .answers = ARENA_ARRAY(arena, COLUMNS, unsigned char)};
        answer(&random, i % DEPARTMENTS, apart, sheets[i].answers);
    }
    AUTO(buffer) struct buffer payload = {0};
    struct error err = {0};
    block_pack(&shape, sheets, people, &payload);
    assert_true(counter_add(counter, people, (const unsigned char *)payload.bytes, payload.size, &err));
    assert_true(counter_finish(counter, &bench.counted, &err));
    bench.company.cells = bench.counted.cells;
    struct analyze_wave now = {.wave = &bench.company.wave,
                               .survey = bench.company.survey,
                               .organisation = &bench.company.organisation,
                               .cells = &bench.company.cells,
                               .pairs = &bench.counted.pairs};
    assert_true(analyze_compute(arena, &now, NULL, &bench.company.publication, &err));
    return bench;
}

static void the_heaviest_driver_comes_first(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct driver_result result = publish(arena, 3000, 0).company.publication.drivers;
    assert_int_equal(result.count, 3);
    assert_int_equal(result.n, 3000);
    assert_int_equal(result.drivers[0].question, 2);
    assert_true(result.drivers[0].weight > 2 * result.drivers[1].weight);
    double sum = 0;
    for (size_t i = 0; i < result.count; i++)
        sum += result.drivers[i].weight;
    assert_double_near(sum, 1, 1e-12);
    assert_true(result.r_squared > .7 && result.r_squared < 1);
}

// Of a question asked the other way round it is said how its figure goes along, which is turned as well.
static void a_reversed_question_goes_along_as_its_figure_does(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct driver_result result = publish(arena, 3000, 0).company.publication.drivers;
    for (size_t i = 0; i < result.count; i++)
        assert_true(result.drivers[i].correlation > .1);
}

// The answers are the same but for what whole departments have in common: within them nothing changes.
static void what_departments_have_in_common_explains_nothing(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct driver_result same = publish(arena, 3000, 0).company.publication.drivers;
    const struct driver_result apart = publish(arena, 3000, 1).company.publication.drivers;
    assert_int_equal(apart.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(apart.drivers[i].question, same.drivers[i].question);
        assert_double_near(apart.drivers[i].weight, same.drivers[i].weight, 1e-9);
    }
    assert_double_near(apart.r_squared, same.r_squared, 1e-9);
}

static void too_few_answers_have_no_drivers(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_int_equal(publish(arena, 29, 0).company.publication.drivers.count, 0);
    assert_int_equal(publish(arena, 30, 0).company.publication.drivers.count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heaviest_driver_comes_first),
        cmocka_unit_test(a_reversed_question_goes_along_as_its_figure_does),
        cmocka_unit_test(what_departments_have_in_common_explains_nothing),
        cmocka_unit_test(too_few_answers_have_no_drivers),
    };
    return cmocka_run_group_tests_name("driver", tests, NULL, NULL);
}
