// Departments against each other: different people, published figures only, small ones drawn to the middle.
#include "company.h"

static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\","
    "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3], \"not_applicable\": \"in_base\"}},"
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}}]}";

// A root with a division of two teams, and four more departments.
static const int parents[] = {-1, 0, 1, 1, 0, 0, 0, 0};
enum { ROOT, DIVISION, TEAM_A, TEAM_B, SMALL, LARGE, MIDDLE, TINY, DEPARTMENTS };

static void answer(struct company *company, size_t department, uint32_t good, uint32_t bad)
{
    company_answer(company, department, "heard", 4, good);
    company_answer(company, department, "heard", 1, bad);
    company_answer(company, department, "enps", 10, good);
    company_answer(company, department, "enps", 2, bad);
}

static struct company make(struct arena *arena)
{
    struct company company = company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 5);
    answer(&company, TEAM_A, 25, 15);
    answer(&company, TEAM_B, 20, 20);
    answer(&company, SMALL, 6, 0);
    answer(&company, LARGE, 90, 10);
    answer(&company, MIDDLE, 30, 70);
    answer(&company, TINY, 2, 1);
    answer(&company, ROOT, 3, 1);
    company_answer(&company, LARGE, "heard", CELL_NOT_APPLICABLE, 20);
    company_publish(&company, NULL);
    return company;
}

static void only_departments_of_different_people_are_compared(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    for (size_t question = 0; question < 2; question++) {
        assert_int_equal(publication_rank(&company.publication, ROOT, question)->departments, 0);
        assert_int_equal(publication_rank(&company.publication, DIVISION, question)->departments, 0);
        assert_int_equal(publication_rank(&company.publication, TINY, question)->departments, 0); // hidden
        for (size_t department = TEAM_A; department <= MIDDLE; department++)
            assert_int_equal(publication_rank(&company.publication, department, question)->departments, 5);
    }
}

// Six who all agree stand at the top of any list of raw figures; a hundred of which nine in ten do know better.
static void a_small_department_is_drawn_to_the_middle(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    const struct rank *small = publication_rank(&company.publication, SMALL, 0),
                      *large = publication_rank(&company.publication, LARGE, 0);
    const double raw = company_figure(&company, SMALL, "enps")->enps;
    assert_true(small->value.value < raw);
    assert_true(small->value.interval.high - small->value.interval.low >
                large->value.interval.high - large->value.interval.low);
    assert_true(large->value.better > 0.99 && large->value.better > small->value.better);
    assert_true(publication_rank(&company.publication, MIDDLE, 0)->value.better < 0.01);
}

// 90 of 120 asked, 20 of them said that it does not apply.
static void shares_are_of_all_where_not_applicable_counts(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    const struct rank *large = publication_rank(&company.publication, LARGE, 1);
    assert_double_near(company_figure(&company, LARGE, "heard")->favourable, 0.75, 1e-12);
    assert_true(large->favourable.value < 0.75 && large->favourable.value > 0.65);
    assert_true(large->favourable.interval.low < large->favourable.value && large->favourable.value < large->favourable.interval.high);
}

static void two_departments_are_no_ranking(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 5);
    answer(&company, TEAM_A, 25, 15);
    answer(&company, LARGE, 5, 15);
    company_publish(&company, NULL);
    for (size_t i = 0; i < DEPARTMENTS; i++)
        assert_int_equal(publication_rank(&company.publication, i, 0)->departments, 0);
}

static void agreement_everywhere_is_no_ranking(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 5);
    for (size_t i = TEAM_A; i <= MIDDLE; i++)
        answer(&company, i, 30, 0);
    company_publish(&company, NULL);
    assert_int_equal(publication_rank(&company.publication, LARGE, 0)->departments, 0);
    const struct rank *rank = publication_rank(&company.publication, LARGE, 1);
    assert_true(isfinite(rank->value.value) && isfinite(rank->favourable.better) && isfinite(rank->favourable.interval.low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_departments_of_different_people_are_compared),
        cmocka_unit_test(a_small_department_is_drawn_to_the_middle),
        cmocka_unit_test(shares_are_of_all_where_not_applicable_counts),
        cmocka_unit_test(two_departments_are_no_ranking),
        cmocka_unit_test(agreement_everywhere_is_no_ranking),
    };
    return cmocka_run_group_tests_name("rank", tests, NULL, NULL);
}
