// What must not be read off the figures of others: the analyzer's side of METHODS.md sections 5 and 6.
#include "company.h"

// A root, three departments; the one question they are asked, with a treatment of "not applicable".
static const int parents[] = {-1, 0, 0, 0};
enum { ROOT, A, B, C };

static struct company make(struct arena *arena, const char *not_applicable)
{
    const char *text = arena_format(
        arena,
        "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"},"
        "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"not_applicable\": \"%s\"}}, \"questions\": ["
        "{\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}}]}",
        not_applicable);
    return company_new(arena, company_survey(arena, text), parents, LENGTH(parents), 5);
}

// The shares of all others would say that three people found the question not applicable, each of them.
static void those_who_find_a_question_not_applicable_are_protected_where_they_count(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    for (int in_base = 0; in_base < 2; in_base++) {
        struct company company = make(arena, in_base ? "in_base" : "exclude");
        company_answer(&company, A, "heard", 3, 10);
        company_answer(&company, B, "heard", CELL_NOT_APPLICABLE, 3);
        company_answer(&company, C, "heard", 2, 12);
        company_publish(&company, NULL);
        const enum figure_status expected[] = {FIGURE_PUBLISHED,
                                               in_base ? FIGURE_PROTECTS_OTHERS : FIGURE_PUBLISHED,
                                               FIGURE_BELOW_MINIMUM, FIGURE_PUBLISHED};
        for (size_t i = ROOT; i <= C; i++)
            assert_int_equal(company_figure(&company, i, "heard")->status, expected[i]);
    }
}

// What is shown in two worlds that must look alike, the findings included.
static void expect_alike(const struct company worlds[2], const enum figure_status expected[4])
{
    for (size_t i = ROOT; i <= C; i++) {
        const struct figure *one = company_figure(&worlds[0], i, "heard"),
                            *other = company_figure(&worlds[1], i, "heard");
        assert_int_equal(one->status, expected[i]);
        assert_memory_equal(one, other, sizeof *one);
    }
    assert_int_equal(worlds[0].publication.finding_count, worlds[1].publication.finding_count);
}

// B is hidden below the minimum. Whether its people agree, or whether those do who sit in the root itself, must not show
// in the intervals of the others.
static void the_spread_of_a_hidden_department_shows_nowhere(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company worlds[2];
    for (int mixed = 0; mixed < 2; mixed++) {
        struct company company = make(arena, "exclude");
        for (int value = 0; value < 5; value++)
            company_answer(&company, A, "heard", value, 8);
        company_answer(&company, C, "heard", 2, 10);
        company_answer(&company, ROOT, "heard", 2, 2);
        company_answer(&company, B, "heard", 1, mixed ? 2 : 4);
        company_answer(&company, B, "heard", 3, mixed ? 2 : 0);
        company_answer(&company, ROOT, "heard", 1, mixed ? 2 : 0);
        company_answer(&company, ROOT, "heard", 3, mixed ? 2 : 4);
        company_publish(&company, NULL);
        worlds[mixed] = company;
    }
    expect_alike(worlds, (enum figure_status[]){FIGURE_PUBLISHED, FIGURE_PUBLISHED, FIGURE_BELOW_MINIMUM,
                                                FIGURE_PUBLISHED});
}

// Without any published histogram there is nothing that a spread could be taken from.
static void a_company_of_fewer_than_twenty_tells_no_spread(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company worlds[2];
    for (int wide = 0; wide < 2; wide++) {
        struct company company = make(arena, "exclude");
        for (size_t i = A; i <= C; i++) {
            company_answer(&company, i, "heard", wide ? 0 : 1, 3);
            company_answer(&company, i, "heard", wide ? 4 : 3, 3);
        }
        company_publish(&company, NULL);
        worlds[wide] = company;
    }
    expect_alike(worlds, (enum figure_status[]){0, 0, 0, 0});
    const struct interval *interval = &company_figure(&worlds[0], ROOT, "heard")->mean_interval;
    assert_true(interval->high > interval->low);
}

// Eighteen people who could not disagree more about two drivers: a test would be passed, and its p tell their spread.
static void a_company_of_fewer_than_twenty_has_no_profile(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    for (uint32_t people = 18; people <= 20; people += 2) {
        struct company company = company_new(
            arena,
            company_survey(
                arena,
                "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"scales\":"
                "{\"agree\": {\"min\": 1, \"max\": 5}}, \"questions\": ["
                "{\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}},"
                "{\"id\": \"roles\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": "
                "\"?\"}}]}"),
            parents, 1, 5);
        company_answer(&company, ROOT, "heard", 0, people);
        company_answer(&company, ROOT, "roles", 4, people);
        company_publish(&company, NULL);
        assert_int_equal(company.publication.finding_count, people < 20 ? 0 : 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_who_find_a_question_not_applicable_are_protected_where_they_count),
        cmocka_unit_test(the_spread_of_a_hidden_department_shows_nowhere),
        cmocka_unit_test(a_company_of_fewer_than_twenty_tells_no_spread),
        cmocka_unit_test(a_company_of_fewer_than_twenty_has_no_profile),
    };
    return cmocka_run_group_tests_name("analyze/hidden", tests, NULL, NULL);
}
