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

// B is hidden below the minimum and C has few answers. Who of them said 1 and 5 and who 2 and 4 must show nowhere, not in
// the figures of the others either.
static void the_spread_of_hidden_and_small_departments_shows_nowhere(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct figure *shown[2][4];
    for (int apart = 0; apart < 2; apart++) {
        struct company company = make(arena, "exclude");
        for (int value = 0; value < 5; value++)
            company_answer(&company, A, "heard", value, 8);
        company_answer(&company, ROOT, "heard", 2, 6);
        company_answer(&company, C, "heard", 2, 6);
        for (size_t i = B; i <= C; i++) {
            const bool wide = (i == B) == (apart == 1);
            company_answer(&company, i, "heard", wide ? 0 : 1, 2);
            company_answer(&company, i, "heard", wide ? 4 : 3, 2);
        }
        company_publish(&company, NULL);
        for (size_t i = ROOT; i <= C; i++)
            shown[apart][i] = company_figure(&company, i, "heard");
    }
    const enum figure_status expected[] = {FIGURE_PUBLISHED, FIGURE_PUBLISHED, FIGURE_BELOW_MINIMUM,
                                           FIGURE_PUBLISHED};
    for (size_t i = ROOT; i <= C; i++) {
        assert_int_equal(shown[0][i]->status, expected[i]);
        assert_memory_equal(shown[0][i], shown[1][i], sizeof *shown[0][i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_who_find_a_question_not_applicable_are_protected_where_they_count),
        cmocka_unit_test(the_spread_of_hidden_and_small_departments_shows_nowhere),
    };
    return cmocka_run_group_tests_name("analyze/hidden", tests, NULL, NULL);
}
