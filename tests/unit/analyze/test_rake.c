#include "analyze/rake.h"
#include "analyze/weight.h"
#include "company.h"

// ROOT with A (and A1 below it) and B; a segment of two categories, and nobody asked for a second one.
enum { ROOT, A, A1, B, DEPARTMENTS, YOUNG = 0, OLD = 1, UNKNOWN = SEGMENT_NONE };
static const int parents[DEPARTMENTS] = {-1, ROOT, A, ROOT};
static const int invited[DEPARTMENTS] = {0, 40, 20, 60};

static struct company make(struct arena *arena)
{
    static const char text[] = "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"questions\": [{\"id\": \"q\", "
                               "\"type\": \"enps\", \"text\": {\"en\": \"?\"}}]}";
    struct company company = company_new(arena, company_survey(arena, text), parents, DEPARTMENTS, 3);
    for (size_t i = 0; i < DEPARTMENTS; i++)
        company.organisation.departments[i].invited = invited[i];
    uint16_t *rake = ARENA_ARRAY(arena, 1, uint16_t);
    rake[0] = 1; // the second segment
    company.wave.raked = true;
    company.wave.rake = rake;
    company.wave.rake_count = 1;
    return company;
}

static struct stratum_weights strata_of(struct arena *arena, const struct company *company)
{
    const size_t categories[] = {7, 2};
    struct stratum_weights strata;
    struct error err = {0};
    if (!rake_strata(arena, &company->organisation, &company->wave, categories, &strata, &err))
        fail_msg("%s", err.message);
    return strata;
}

// The stratum of a sheet in `department` with `category` of the second segment.
static size_t stratum(const struct stratum_weights *strata, uint16_t department, unsigned char category)
{
    const unsigned char segments[] = {3, category};
    const struct counter_block block = {.view = {.sheets = 1, .segments = segments}, .departments = &department};
    return stratum_of(strata, &block, 0);
}

static void people_below_a_department_of_the_root_are_one_group(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct company company = make(arena);
    const struct stratum_weights strata = strata_of(arena, &company);
    assert_int_equal(strata.count, 3 * 3); // root, A, B; two categories and none
    assert_int_equal(stratum(&strata, A, OLD), stratum(&strata, A1, OLD));
    assert_int_not_equal(stratum(&strata, A, OLD), stratum(&strata, B, OLD));
    assert_int_not_equal(stratum(&strata, A, OLD), stratum(&strata, A, YOUNG));
    assert_int_not_equal(stratum(&strata, A, UNKNOWN), stratum(&strata, A, YOUNG));
    assert_int_not_equal(stratum(&strata, ROOT, OLD), stratum(&strata, A, OLD));
}

static void weights_bring_answers_to_the_people_invited(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct company company = make(arena);
    struct stratum_weights strata = strata_of(arena, &company);
    uint32_t *people = ARENA_ARRAY(arena, strata.count, uint32_t);
    people[stratum(&strata, A, YOUNG)] = 10;
    people[stratum(&strata, A, OLD)] = 5;
    people[stratum(&strata, B, YOUNG)] = 6;
    people[stratum(&strata, B, OLD)] = 20;
    people[stratum(&strata, B, UNKNOWN)] = 4;
    double ages[] = {50, 60, 10}, *targets[] = {ages};
    rake_compute(arena, &company.organisation, people, targets, &strata);
    assert_true(strata.result.converged);
    assert_int_equal(raking_warnings(&strata.result), 0);
    double by_age[3] = {0}, in_a = 0;
    const unsigned char categories[] = {YOUNG, OLD, UNKNOWN};
    for (size_t i = 0; i < 3; i++)
        for (uint16_t department = A; department <= B; department = (uint16_t)(department + 2)) {
            const size_t at = stratum(&strata, department, categories[i]);
            const double weight = (double)people[at] * (double)strata.weights[at] / WEIGHT_UNIT;
            by_age[i] += weight;
            in_a += department == A ? weight : 0;
        }
    for (size_t i = 0; i < 3; i++)
        assert_double_near(by_age[i], ages[i], 1e-4);
    assert_double_near(in_a, 60, 1e-4);
}

static void nobody_who_answered_is_without_a_weight(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct company company = make(arena);
    struct stratum_weights strata = strata_of(arena, &company);
    uint32_t *people = ARENA_ARRAY(arena, strata.count, uint32_t);
    people[stratum(&strata, ROOT, OLD)] = 1; // where nobody was invited
    people[stratum(&strata, B, OLD)] = 3;
    double ages[] = {50, 60, 10}, *targets[] = {ages};
    rake_compute(arena, &company.organisation, people, targets, &strata);
    assert_true(strata.weights[stratum(&strata, ROOT, OLD)] > 0);
    assert_true(raking_warnings(&strata.result) & RAKING_EMPTY_CATEGORY);
}

static void too_many_strata_are_refused(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    uint16_t rake[] = {0, 1, 2};
    company.wave.rake = rake;
    company.wave.rake_count = LENGTH(rake);
    const size_t categories[] = {254, 254, 254};
    struct stratum_weights strata;
    struct error err = {0};
    assert_false(rake_strata(arena, &company.organisation, &company.wave, categories, &strata, &err));
    assert_int_equal(err.kind, ERROR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_below_a_department_of_the_root_are_one_group),
        cmocka_unit_test(weights_bring_answers_to_the_people_invited),
        cmocka_unit_test(nobody_who_answered_is_without_a_weight),
        cmocka_unit_test(too_many_strata_are_refused),
    };
    return cmocka_run_group_tests_name("rake", tests, NULL, NULL);
}
