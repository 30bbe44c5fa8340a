// What is pointed out: only what passed its test, once, and never from a hidden figure.
#include "company.h"

#define QUESTION(id, driver)                                                                                 \
    "{\"id\": \"" id "\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"" driver                  \
    "\", \"text\": {\"en\": \"?\"}}"
static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\","
    "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3]}},"
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}}," QUESTION(
        "heard", "being-heard") "," QUESTION("roles", "known-roles") "," QUESTION("trust", "trust") "]}";

// A root, two divisions, two teams in each.
static const int parents[] = {-1, 0, 0, 1, 1, 2, 2};
enum { ROOT, NORTH, SOUTH, NORTH_A, NORTH_B, SOUTH_A, SOUTH_B, DEPARTMENTS };

static struct company make(struct arena *arena)
{
    return company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 5);
}

// `people` answers around `centre` (index 1..3): a fifth one below, a fifth one above.
static void answer(struct company *company, size_t department, const char *question, int centre,
                   uint32_t people)
{
    company_answer(company, department, question, centre - 1, people / 5);
    company_answer(company, department, question, centre, people - 2 * (people / 5));
    company_answer(company, department, question, centre + 1, people / 5);
}

static void answer_all(struct company *company, uint32_t people)
{
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        answer(company, team, "heard", 3, people);
        answer(company, team, "roles", 3, people);
        answer(company, team, "trust", 3, people);
        company_answer(company, team, "enps", 9, people);
    }
}

static size_t count_kind(const struct company *company, enum finding_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < company->publication.finding_count; i++)
        count += company->publication.findings[i].kind == kind;
    return count;
}

static double number(const struct finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->number_count; i++)
        if (strcmp(finding->numbers[i].name, name) == 0)
            return finding->numbers[i].value;
    fail_msg("a finding without '%s'", name);
    return 0;
}

static void nothing_happened_nothing_is_found(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    answer_all(&before, 30);
    answer_all(&now, 30);
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_int_equal(now.publication.finding_count, 0);
}

// One team fell: the division and the root fell with it, a little. It is told once, of the team, with published numbers.
static void a_fall_is_told_once_where_it_happened(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    answer_all(&before, 60);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        answer(&now, team, "heard", team == SOUTH_B ? 1 : 3, 60);
        answer(&now, team, "roles", 3, 60);
        answer(&now, team, "trust", 3, 60);
        company_answer(&now, team, "enps", 9, 60);
    }
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_true(company_figure(&now, SOUTH, "heard")->change.detectable);
    assert_true(company_figure(&now, ROOT, "heard")->change.detectable);
    assert_int_equal(count_kind(&now, FINDING_FALL), 1);
    const struct finding *finding = &now.publication.findings[0];
    assert_int_equal(finding->kind, FINDING_FALL);
    assert_int_equal(finding->department, SOUTH_B);
    const struct figure *figure = company_figure(&now, SOUTH_B, "heard");
    assert_double_near(number(finding, "n"), 60, 0);
    assert_double_near(number(finding, "mean"), figure->mean, 0);
    assert_double_near(number(finding, "difference"), figure->change.difference, 0);
    assert_double_near(number(finding, "q"), figure->change.q, 0);
}

static void a_rise_is_a_rise(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    answer_all(&before, 60);
    answer_all(&now, 60);
    company_answer(&now, NORTH_B, "enps", 9, 60);
    company_answer(&before, NORTH_B, "enps", 3, 60);
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_int_equal(count_kind(&now, FINDING_FALL), 0);
    assert_int_equal(count_kind(&now, FINDING_RISE), 1);
    assert_double_near(number(&now.publication.findings[0], "enps"), 100, 0);
}

static void a_department_far_below_the_rest_of_its_parent_is_found(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company now = make(arena);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        answer(&now, team, "trust", team == NORTH_A ? 1 : 3, 40);
        answer(&now, team, "heard", 3, 40);
    }
    company_publish(&now, NULL);
    assert_true(count_kind(&now, FINDING_BELOW_PARENT) >= 1);
    const struct finding *finding = &now.publication.findings[0];
    assert_int_equal(finding->department, NORTH_A);
    assert_int_equal(finding->question, 3);
    const struct figure *own = company_figure(&now, NORTH_A, "trust"),
                        *above = company_figure(&now, NORTH, "trust");
    assert_double_near(number(finding, "parent_mean"), above->mean, 0);
    const double rest = (above->mean * above->n - own->mean * own->n) / (above->n - own->n);
    assert_double_near(number(finding, "difference"), own->mean - rest, 1e-9);
    assert_true(number(finding, "low") < number(finding, "difference") && number(finding, "high") < 0);
    for (size_t i = 0; i < now.publication.finding_count; i++) // its sister stands above the rest: no finding
        if (now.publication.findings[i].kind == FINDING_BELOW_PARENT)
            assert_true(number(&now.publication.findings[i], "difference") < 0);
}

// Nearly all of NORTH is its first team; the few others are far above it. That does not put the team far below.
static void a_department_that_is_nearly_all_of_its_parent_is_not_far_below_it(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company now = make(arena);
    answer(&now, NORTH_A, "trust", 1, 500);
    answer(&now, NORTH_B, "trust", 3, 25);
    company_publish(&now, NULL);
    assert_int_equal(company_figure(&now, NORTH_A, "trust")->status, FIGURE_PUBLISHED);
    assert_int_equal(count_kind(&now, FINDING_BELOW_PARENT), 0);
}

// A team of four far below is hidden, its sister with it: nothing is said of either.
static void a_hidden_figure_is_never_pointed_out(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        uint32_t people = team == NORTH_A ? 4 : 30;
        answer(&before, team, "heard", 3, people);
        company_answer(&now, team, "heard", team == NORTH_A ? 0 : 3, people);
    }
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_int_not_equal(company_figure(&now, NORTH_A, "heard")->status, FIGURE_PUBLISHED);
    for (size_t i = 0; i < now.publication.finding_count; i++) {
        const struct finding *finding = &now.publication.findings[i];
        assert_int_equal(publication_figure(&now.publication, finding->department, finding->question)->status,
                         FIGURE_PUBLISHED);
    }
}

static void the_weakest_and_the_strongest_driver_stand_out(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company now = make(arena);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        answer(&now, team, "heard", 1, 40);
        answer(&now, team, "roles", 2, 40);
        answer(&now, team, "trust", 3, 40);
    }
    company_publish(&now, NULL);
    assert_int_equal(now.publication.finding_count, 2);
    const struct finding *weak = &now.publication.findings[0], *strong = &now.publication.findings[1];
    assert_int_equal(weak->kind, FINDING_OPPORTUNITY);
    assert_int_equal(weak->question, 1);
    assert_int_equal(weak->department, ROOT);
    assert_double_near(number(weak, "average_score"), 50, 1e-9);
    assert_double_near(number(weak, "difference"), 2 - 3.5, 1e-9); // mean of its own against that of both others
    assert_true(number(weak, "low") < 2 - 3.5 && number(weak, "high") > 2 - 3.5);
    assert_int_equal(strong->kind, FINDING_STRENGTH);
    assert_int_equal(strong->question, 3);
}

// Everything falls everywhere, each division's teams apart: the list stays readable and mixes departments.
static void the_list_is_short_and_no_department_fills_it(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    static const char *const questions[] = {"heard", "roles", "trust"};
    answer_all(&before, 60);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        for (size_t q = 0; q < LENGTH(questions); q++)
            answer(&now, team, questions[q], team % 2 ? 1 : 3, 60);
        company_answer(&now, team, "enps", team % 2 ? 2 : 9, 60);
    }
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_in_range(now.publication.finding_count, 1, FINDING_LIMIT);
    size_t falls[DEPARTMENTS] = {0};
    for (size_t i = 0; i < now.publication.finding_count; i++)
        if (now.publication.findings[i].kind == FINDING_FALL)
            falls[now.publication.findings[i].department]++;
    assert_int_equal(falls[NORTH_A], 3);
    assert_int_equal(falls[SOUTH_A], 3);
    for (size_t i = 1; i < now.publication.finding_count; i++)
        assert_true(now.publication.findings[i - 1].kind <= now.publication.findings[i].kind);
}

// Six departments fall on everything, two rise: the falls do not crowd out the rises.
static void every_kind_has_its_turn(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    static const int flat[] = {-1, 0, 0, 0, 0, 0, 0, 0, 0};
    struct survey *survey = company_survey(arena, survey_text);
    struct company before = company_new(arena, survey, flat, LENGTH(flat), 5),
                   now = company_new(arena, survey, flat, LENGTH(flat), 5);
    static const char *const questions[] = {"heard", "roles", "trust"};
    for (size_t i = 1; i < LENGTH(flat); i++)
        for (size_t q = 0; q < LENGTH(questions); q++) {
            answer(&before, i, questions[q], 2, 60);
            answer(&now, i, questions[q], i <= 6 ? 1 : 3, 60);
        }
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_int_equal(now.publication.finding_count, FINDING_LIMIT);
    assert_true(count_kind(&now, FINDING_FALL) >= 4);
    assert_int_equal(count_kind(&now, FINDING_RISE), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_happened_nothing_is_found),
        cmocka_unit_test(a_fall_is_told_once_where_it_happened),
        cmocka_unit_test(a_rise_is_a_rise),
        cmocka_unit_test(a_department_far_below_the_rest_of_its_parent_is_found),
        cmocka_unit_test(a_department_that_is_nearly_all_of_its_parent_is_not_far_below_it),
        cmocka_unit_test(a_hidden_figure_is_never_pointed_out),
        cmocka_unit_test(the_weakest_and_the_strongest_driver_stand_out),
        cmocka_unit_test(the_list_is_short_and_no_department_fills_it),
        cmocka_unit_test(every_kind_has_its_turn),
    };
    return cmocka_run_group_tests_name("finding", tests, NULL, NULL);
}
