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

static size_t count_first(const struct company *company, enum finding_kind kind, size_t limit)
{
    size_t count = 0;
    for (size_t i = 0; i < company->publication.finding_count && i < limit; i++)
        count += company->publication.findings[i].kind == kind;
    return count;
}

static size_t count_kind(const struct company *company, enum finding_kind kind)
{
    return count_first(company, kind, SIZE_MAX);
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
    assert_in_range(now.publication.finding_count, FINDING_LIMIT + 1, 48); // the others come on demand
    size_t falls[DEPARTMENTS] = {0};
    for (size_t i = 0; i < FINDING_LIMIT; i++)
        if (now.publication.findings[i].kind == FINDING_FALL)
            falls[now.publication.findings[i].department]++;
    assert_int_equal(falls[NORTH_A], 3);
    assert_int_equal(falls[SOUTH_A], 3);
    for (size_t i = 1; i < FINDING_LIMIT; i++) // of one kind the most important first
        if (now.publication.findings[i - 1].kind == now.publication.findings[i].kind)
            assert_true(now.publication.findings[i - 1].importance >= now.publication.findings[i].importance);
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
    assert_true(now.publication.finding_count > FINDING_LIMIT);
    assert_in_range(count_first(&now, FINDING_FALL, FINDING_LIMIT), 4, 9);
    assert_true(count_first(&now, FINDING_RISE, FINDING_LIMIT) >= 1);
    assert_true(count_first(&now, FINDING_ABOVE_PARENT, FINDING_LIMIT) >= 1);
    assert_int_equal(count_kind(&now, FINDING_FALL), 18); // all of them are there
    assert_int_equal(count_kind(&now, FINDING_RISE), 6);
}

// SOUTH_A falls while SOUTH_B rises, so that what is above them hardly moves: both are told, each where it happened.
static void a_fall_and_a_rise_in_one_branch_are_both_told(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        answer(&before, team, "heard", 2, 60);
        answer(&now, team, "heard", team == SOUTH_A ? 1 : team == SOUTH_B ? 3 : 2, 60);
    }
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_int_equal(count_kind(&now, FINDING_FALL), 1);
    assert_int_equal(count_kind(&now, FINDING_RISE), 1);
    for (size_t i = 0; i < now.publication.finding_count; i++) {
        const struct finding *finding = &now.publication.findings[i];
        if (finding->kind == FINDING_FALL)
            assert_int_equal(finding->department, SOUTH_A);
        if (finding->kind == FINDING_RISE)
            assert_int_equal(finding->department, SOUTH_B);
    }
}

// The staff of the division itself rises, one of its teams falls: one branch, and still two things that happened.
static void a_team_that_falls_in_a_division_that_rises_is_told_beside_it(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++) {
        answer(&before, team, "heard", 2, 60);
        answer(&now, team, "heard", team == SOUTH_A ? 1 : 2, 60);
    }
    answer(&before, SOUTH, "heard", 2, 400);
    answer(&now, SOUTH, "heard", 3, 400);
    company_publish(&before, NULL);
    company_publish(&now, &before);
    assert_true(company_figure(&now, ROOT, "heard")->change.detectable); // told by SOUTH
    assert_int_equal(count_kind(&now, FINDING_FALL), 1);
    assert_int_equal(count_kind(&now, FINDING_RISE), 1);
    for (size_t i = 0; i < now.publication.finding_count; i++) {
        const struct finding *finding = &now.publication.findings[i];
        if (finding->kind == FINDING_FALL)
            assert_int_equal(finding->department, SOUTH_A);
        if (finding->kind == FINDING_RISE)
            assert_int_equal(finding->department, SOUTH);
    }
}

static void a_department_far_above_the_rest_of_its_parent_is_one_to_learn_from(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company now = make(arena);
    for (size_t team = NORTH_A; team < DEPARTMENTS; team++)
        answer(&now, team, "trust", team == NORTH_A ? 3 : 1, 40);
    company_publish(&now, NULL);
    const struct finding *above = NULL;
    for (size_t i = 0; i < now.publication.finding_count && !above; i++)
        if (now.publication.findings[i].kind == FINDING_ABOVE_PARENT)
            above = &now.publication.findings[i];
    assert_non_null(above);
    assert_int_equal(above->department, NORTH_A);
    assert_true(number(above, "low") > 0);
    assert_double_near(number(above, "parent_mean"), company_figure(&now, NORTH, "trust")->mean, 0);
}

// Of `invited` people in each team as many answered as `answered` says.
static struct company participate(struct arena *arena, int invited, const uint32_t answered[DEPARTMENTS])
{
    struct company company = make(arena);
    for (size_t i = ROOT; i < DEPARTMENTS; i++) {
        company.organisation.departments[i].invited = i >= NORTH_A ? invited : 0;
        company.cells.sheets[i] = answered[i];
        if (answered[i] > 0)
            company_answer(&company, i, "enps", 8, answered[i]);
    }
    company_publish(&company, NULL);
    return company;
}

static const struct finding *low_participation(const struct company *company, size_t department)
{
    for (size_t i = 0; i < company->publication.finding_count; i++)
        if (company->publication.findings[i].kind == FINDING_LOW_PARTICIPATION &&
            company->publication.findings[i].department == department)
            return &company->publication.findings[i];
    return NULL;
}

static void fewer_than_half_of_a_company_is_told_once_at_the_top(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct company company =
        participate(arena, 50, (const uint32_t[DEPARTMENTS]){[NORTH_A] = 22, [NORTH_B] = 23, [SOUTH_A] = 22, [SOUTH_B] = 21});
    assert_int_equal(count_kind(&company, FINDING_LOW_PARTICIPATION), 1);
    const struct finding *finding = low_participation(&company, ROOT);
    assert_non_null(finding);
    assert_true(finding->question == FINDING_NO_QUESTION);
    assert_double_near(number(finding, "responded"), 88, 0);
    assert_double_near(number(finding, "invited"), 200, 0);
    assert_double_near(number(finding, "rate"), 0.44, 1e-12);
    assert_double_near(number(finding, "enps_low"), -56, 1e-9); // all of them passives
    assert_double_near(number(finding, "enps_high"), 56, 1e-9);
}

static void a_department_behind_those_beside_it_is_told_when_chance_is_ruled_out(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    for (int invited = 10; invited <= 100; invited += 90) {
        const uint32_t many = (uint32_t)invited * 8 / 10, few = (uint32_t)invited * 6 / 10;
        const struct company company = participate(
            arena, invited, (const uint32_t[DEPARTMENTS]){[NORTH_A] = many, [NORTH_B] = many, [SOUTH_A] = many, [SOUTH_B] = few});
        assert_true(company.publication.nonresponse[SOUTH_B].warnings & NONRESPONSE_SIBLINGS); // the note says it all the same
        assert_int_equal(low_participation(&company, SOUTH_B) != NULL, invited == 100);
        if (invited == 100)
            assert_double_near(number(low_participation(&company, SOUTH_B), "siblings_rate"), 0.8, 1e-12);
    }
}

// A team of four is protected: it is not among those beside its sister, and nothing is said of it.
static void nothing_is_said_of_participation_that_is_hidden(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    static const int invited[DEPARTMENTS] = {[NORTH_A] = 4, [NORTH_B] = 40, [SOUTH_A] = 40, [SOUTH_B] = 40};
    static const uint32_t answered[DEPARTMENTS] = {[NORTH_B] = 36, [SOUTH_A] = 36, [SOUTH_B] = 36};
    for (size_t i = ROOT; i < DEPARTMENTS; i++) {
        company.organisation.departments[i].invited = invited[i];
        company.cells.sheets[i] = answered[i];
    }
    company_publish(&company, NULL);
    assert_false(company.publication.nonresponse[NORTH_A].known);
    for (size_t i = ROOT; i < DEPARTMENTS; i++)
        if (company.publication.participation[i].responded == PARTICIPATION_HIDDEN)
            assert_null(low_participation(&company, i));
    assert_int_equal(count_kind(&company, FINDING_LOW_PARTICIPATION), 0);
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
        cmocka_unit_test(a_fall_and_a_rise_in_one_branch_are_both_told),
        cmocka_unit_test(a_team_that_falls_in_a_division_that_rises_is_told_beside_it),
        cmocka_unit_test(a_department_far_above_the_rest_of_its_parent_is_one_to_learn_from),
        cmocka_unit_test(fewer_than_half_of_a_company_is_told_once_at_the_top),
        cmocka_unit_test(a_department_behind_those_beside_it_is_told_when_chance_is_ruled_out),
        cmocka_unit_test(nothing_is_said_of_participation_that_is_hidden),
    };
    return cmocka_run_group_tests_name("finding", tests, NULL, NULL);
}
