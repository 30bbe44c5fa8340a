// The pure heart: what is published, hidden, clipped, compared.
#include "company.h"

#define SCALES "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3]}},"
#define QUESTION(id)                                                                                         \
    "{\"id\": \"" id "\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}}"
static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\"," SCALES
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}}," QUESTION(
        "heard") "," QUESTION("roles") ", {\"id\": \"channel\", \"type\": \"choice\", \"text\": {\"en\": "
                                       "\"?\"}, \"options\":"
                                       "[{\"id\": \"mail\", \"text\": {\"en\": \"M\"}}, {\"id\": \"chat\", "
                                       "\"text\": {\"en\": \"C\"}}]}]}";

// A root with staff of its own, three departments.
static const int parents[] = {-1, 0, 0, 0};
enum { ROOT, A, B, C };

static struct company make(struct arena *arena)
{
    return company_new(arena, company_survey(arena, survey_text), parents, LENGTH(parents), 5);
}

static void check_statuses(const struct company *company, const char *question,
                           const enum figure_status expected[4])
{
    for (size_t i = 0; i < LENGTH(parents); i++)
        assert_int_equal(company_figure(company, i, question)->status, expected[i]);
}

static void every_question_has_its_own_mask(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    const uint32_t heard[] = {0, 10, 3, 12}, roles[] = {0, 10, 7, 12};
    for (size_t i = 0; i < LENGTH(parents); i++) {
        company_answer(&company, i, "heard", 3, heard[i]);
        company_answer(&company, i, "roles", 3, roles[i]);
    }
    company_publish(&company, NULL);
    check_statuses(&company, "roles", (enum figure_status[]){0, 0, 0, 0});
    // Three people alone would be the difference between the root and A with C: one of these is hidden with them.
    check_statuses(&company, "heard",
                   (enum figure_status[]){FIGURE_PUBLISHED, FIGURE_PROTECTS_OTHERS, FIGURE_BELOW_MINIMUM,
                                          FIGURE_PUBLISHED});
}

static void staff_of_an_inner_department_are_protected_too(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    const uint32_t heard[] = {2, 10, 11, 12}; // two people sit in the root itself
    for (size_t i = 0; i < LENGTH(parents); i++)
        company_answer(&company, i, "heard", 3, heard[i]);
    company_publish(&company, NULL);
    check_statuses(
        &company, "heard",
        (enum figure_status[]){FIGURE_PUBLISHED, FIGURE_PROTECTS_OTHERS, FIGURE_PUBLISHED, FIGURE_PUBLISHED});
}

static void a_choice_is_masked_by_those_who_answered_it(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    for (size_t i = A; i <= C; i++) {
        company_answer(&company, i, "channel", 0,
                       i == B   ? 4
                       : i == A ? 20
                                : 30); // column of "mail": not chosen …
        company_answer(&company, i, "channel", 1, i == B ? 0 : 10);
        const struct question *channel = survey_question(company.survey, "channel");
        cells_at(&company.cells, i, channel->column + 1)[1] = i == B ? 4 : 30; // … but "chat"
    }
    company_publish(&company, NULL);
    const struct figure *figure = company_figure(&company, C, "channel");
    assert_int_equal(figure->status, FIGURE_PUBLISHED);
    assert_int_equal(figure->n, 40);
    assert_double_near(figure->shares[0], 0.25, 1e-12);
    assert_double_near(figure->shares[1], 0.75, 1e-12);
    assert_int_equal(company_figure(&company, B, "channel")->status, FIGURE_BELOW_MINIMUM);
    assert_int_equal(company_figure(&company, A, "channel")->status, FIGURE_PROTECTS_OTHERS);
}

static void what_was_not_asked_says_so(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    uint16_t asked[] = {0};
    company.wave.asked = asked;
    company.wave.asked_count = 1;
    company_answer(&company, A, "enps", 9, 30);
    company_publish(&company, NULL);
    assert_int_equal(company_figure(&company, A, "heard")->status, FIGURE_NOT_ASKED);
    assert_int_equal(company_figure(&company, A, "enps")->status, FIGURE_PUBLISHED);
}

// Nineteen who all agree are published as if one did not; twenty as they are.
static void below_twenty_agreement_of_all_is_not_shown(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company_answer(&company, A, "heard", 4, 19);
    company_answer(&company, B, "heard", 4, 20);
    company_publish(&company, NULL);
    const struct figure *few = company_figure(&company, A, "heard"),
                        *many = company_figure(&company, B, "heard");
    assert_true(few->clipped);
    assert_double_near(few->favourable, 18.0 / 19, 1e-12);
    assert_double_near(few->mean, 5 - 1.0 / 19, 1e-12);
    assert_false(few->has_histogram);
    assert_false(many->clipped);
    assert_double_near(many->mean, 5, 1e-12);
    assert_true(many->has_histogram);
}

// Invited 40 and 40: the interval of a mean is narrower than without a known population, and gone when all answered.
static void a_known_population_narrows_the_interval(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    for (int value = 0; value < 5; value++) {
        company_answer(&company, A, "heard", value, 8);
        company_answer(&company, B, "heard", value, 6);
        company_answer(&company, C, "heard", value, 6);
    }
    for (size_t i = A; i <= B; i++)
        company.organisation.departments[i].invited = 40;
    company_publish(&company, NULL);
    const struct figure *all = company_figure(&company, A, "heard"),
                        *most = company_figure(&company, B, "heard"),
                        *unknown = company_figure(&company, C, "heard");
    double full = unknown->mean_interval.high - unknown->mean_interval.low;
    assert_double_near(most->mean_interval.high - most->mean_interval.low, full * sqrt(1 - 30.0 / 40), 1e-9);
    assert_double_near(all->mean_interval.high - all->mean_interval.low, 0, 1e-12);
}

// Answers collected elsewhere may come from more people than the directory has: the population is then unknown.
static void more_answers_than_people_are_no_reason_to_stop(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    for (size_t i = A; i <= B; i++)
        for (int value = 0; value < 5; value++)
            company_answer(&company, i, "heard", value, 8);
    company.organisation.departments[A].invited = 39;
    company_publish(&company, NULL);
    const struct figure *known = company_figure(&company, A, "heard"), *unknown = company_figure(&company, B, "heard");
    assert_memory_equal(known, unknown, sizeof *known);
}

static void participation_is_masked_like_an_answer(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    const int invited[] = {0, 20, 4, 30};
    for (size_t i = 0; i < LENGTH(parents); i++) {
        company.organisation.departments[i].invited = invited[i];
        company.cells.sheets[i] = (uint32_t)invited[i] / 2;
        company.cells.partial[i] = i == A;
    }
    company_publish(&company, NULL);
    const struct participation *participation = company.publication.participation;
    assert_int_equal(participation[ROOT].invited, 54);
    assert_int_equal(participation[ROOT].responded, 27);
    assert_int_equal(participation[ROOT].partial, 1);
    assert_int_equal(participation[B].invited, 4);
    assert_int_equal(participation[B].responded, PARTICIPATION_HIDDEN);
    assert_int_equal(participation[A].responded, PARTICIPATION_HIDDEN); // protects B
    assert_int_equal(participation[C].responded, 15);
    // What counts is the number invited: three of six may be told.
    company.organisation.departments[B].invited = 6;
    company.cells.sheets[B] = 3;
    company_publish(&company, NULL);
    assert_int_equal(company.publication.participation[B].responded, 3);
    // More sheets than people: answers collected elsewhere, and a number of invitations that cannot be true.
    company.cells.sheets[B] = 7;
    company_publish(&company, NULL);
    assert_int_equal(company.publication.participation[B].invited, PARTICIPATION_HIDDEN);
}

static void without_invitations_participation_goes_by_sheets(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company.cells.sheets[A] = 10;
    company.cells.sheets[C] = 4;
    company_publish(&company, NULL);
    const struct participation *participation = company.publication.participation;
    assert_int_equal(participation[ROOT].invited, PARTICIPATION_HIDDEN);
    assert_int_equal(participation[ROOT].responded, 14);
    assert_int_equal(participation[C].responded, PARTICIPATION_HIDDEN);
    company.wave.joined = false;
    company_publish(&company, NULL);
    assert_int_equal(company.publication.participation[ROOT].responded, PARTICIPATION_HIDDEN);
}

static struct company make_pair(struct arena *arena, struct company *before, struct survey *survey)
{
    *before = company_new(arena, survey, parents, LENGTH(parents), 5);
    for (size_t i = A; i <= C; i++)
        for (int value = 1; value < 5; value++)
            company_answer(before, i, "heard", value, 10);
    company_publish(before, NULL);
    struct company now = company_new(arena, survey, parents, LENGTH(parents), 5);
    for (size_t i = A; i <= C; i++)
        for (int value = i == A ? 0 : 1; value < (i == A ? 3 : 5); value++)
            company_answer(&now, i, "heard", value, 10);
    return now;
}

static void a_change_is_the_difference_of_two_published_means(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before, now = make_pair(arena, &before, company_survey(arena, survey_text));
    company_publish(&now, &before);
    const struct figure *figure = company_figure(&now, A, "heard"),
                        *earlier = company_figure(&before, A, "heard");
    assert_int_equal(figure->change.status, CHANGE_COMPARED);
    assert_double_near(figure->change.difference, figure->mean - earlier->mean, 1e-12);
    assert_true(figure->change.detectable);
    assert_true(figure->change.interval.high < 0);
    assert_false(company_figure(&now, B, "heard")->change.detectable);
    assert_int_equal(company_figure(&now, A, "roles")->change.status, CHANGE_NONE); // nobody answered it
}

static void hidden_in_one_wave_means_no_change(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before, now = make_pair(arena, &before, company_survey(arena, survey_text));
    for (size_t i = 0; i < before.publication.departments; i++) // as if A had been protected then
        if (i == A)
            before.statuses[i * before.publication.questions + 1] = FIGURE_PROTECTS_OTHERS;
    company_publish(&now, &before);
    assert_int_equal(company_figure(&now, A, "heard")->change.status, CHANGE_NONE);
    assert_int_equal(company_figure(&now, B, "heard")->change.status, CHANGE_COMPARED);
}

static void a_figure_hidden_now_has_no_change(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct survey *survey = company_survey(arena, survey_text);
    struct company before, now = make_pair(arena, &before, survey);
    now = company_new(arena, survey, parents, LENGTH(parents), 5);
    company_answer(&now, A, "heard", 0, 4);
    company_answer(&now, B, "heard", 2, 40);
    company_answer(&now, C, "heard", 2, 40);
    company_publish(&now, &before);
    assert_int_equal(company_figure(&before, A, "heard")->status, FIGURE_PUBLISHED);
    assert_int_equal(company_figure(&now, A, "heard")->status, FIGURE_BELOW_MINIMUM);
    assert_int_equal(company_figure(&now, A, "heard")->change.status, CHANGE_NONE);
}

static void a_new_wording_breaks_the_line(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before, now = make_pair(arena, &before, company_survey(arena, survey_text));
    struct survey *reworded = company_survey(arena, survey_text);
    reworded->questions[1].text.texts[0] = "Another question";
    now.survey = reworded;
    company_publish(&now, &before);
    assert_int_equal(company_figure(&now, A, "heard")->change.status, CHANGE_BROKEN);
    assert_false(company_figure(&now, A, "heard")->change.detectable);
}

// The outcome and the scale items are families of their own: many unchanged items cannot hide a change of the outcome.
static void families_are_controlled_apart(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before, now = make_pair(arena, &before, company_survey(arena, survey_text));
    for (size_t i = A; i <= C; i++) {
        company_answer(&before, i, "enps", 9, 20);
        company_answer(&before, i, "enps", 7, 20);
        company_answer(&now, i, "enps", i == C ? 6 : 9, 20);
        company_answer(&now, i, "enps", 7, 20);
    }
    company_publish(&before, NULL);
    company_publish(&now, &before);
    const struct change *outcome = &company_figure(&now, C, "enps")->change;
    const struct change *whole = &company_figure(&now, ROOT, "enps")->change;
    double least = fmax(4 * outcome->p, 0); // the smallest of the family's four comparisons
    assert_true(outcome->p <= whole->p);
    assert_double_near(outcome->q, fmin(least, fmin(whole->p * 2, 1)), 1e-12);
}

static void the_order_of_rows_changes_nothing(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before, now = make_pair(arena, &before, company_survey(arena, survey_text));
    company_publish(&now, &before);
    struct publication first = now.publication;
    company_publish(&now, &before);
    assert_memory_equal(first.figures, now.publication.figures,
                        first.departments * first.questions * sizeof *first.figures);
}

static void a_tree_out_of_order_is_refused(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company.organisation.departments[A].parent = B;
    struct analyze_wave now = company_wave(&company);
    struct error err = {0};
    assert_false(analyze_compute(arena, &now, NULL, &company.publication, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
}

// Detractors alone are asked further, so how many answered tells how many there are.
static const char conditional_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\"," SCALES
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"after\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"},"
    "\"show_if\": {\"question\": \"enps\", \"at_most\": 6}}]}";

static struct company ask_detractors(struct arena *arena, const uint32_t people[4], const uint32_t detractors[4])
{
    struct company company = company_new(arena, company_survey(arena, conditional_text), parents, LENGTH(parents), 5);
    for (size_t i = 0; i < LENGTH(parents); i++) {
        company_answer(&company, i, "enps", 3, detractors[i]);
        company_answer(&company, i, "enps", 9, people[i] - detractors[i]);
        company_answer(&company, i, "after", 2, detractors[i]);
    }
    company_publish(&company, NULL);
    return company;
}

static void what_depends_on_an_answer_is_shown_only_where_that_is(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    // The three in the root hide A. That as many were asked further in A as in the root would say that none of them is a detractor.
    const struct company company = ask_detractors(arena, (uint32_t[]){3, 27, 0, 0}, (uint32_t[]){0, 8, 0, 0});
    check_statuses(&company, "enps", (enum figure_status[]){0, FIGURE_PROTECTS_OTHERS, FIGURE_BELOW_MINIMUM, FIGURE_BELOW_MINIMUM});
    check_statuses(&company, "after", (enum figure_status[]){0, FIGURE_PROTECTS_OTHERS, FIGURE_BELOW_MINIMUM, FIGURE_BELOW_MINIMUM});
}

static void how_many_were_asked_further_does_not_undo_top_coding(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct company all = ask_detractors(arena, (uint32_t[]){0, 12, 20, 0}, (uint32_t[]){0, 12, 9, 0});
    check_statuses(&all, "enps", (enum figure_status[]){0, 0, 0, FIGURE_BELOW_MINIMUM});
    check_statuses(&all, "after", (enum figure_status[]){0, FIGURE_PROTECTS_OTHERS, 0, FIGURE_BELOW_MINIMUM});
    const struct company none = ask_detractors(arena, (uint32_t[]){0, 12, 20, 0}, (uint32_t[]){0, 0, 9, 0});
    check_statuses(&none, "after", (enum figure_status[]){0, FIGURE_PROTECTS_OTHERS, 0, FIGURE_BELOW_MINIMUM});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_question_has_its_own_mask),
        cmocka_unit_test(staff_of_an_inner_department_are_protected_too),
        cmocka_unit_test(a_choice_is_masked_by_those_who_answered_it),
        cmocka_unit_test(what_was_not_asked_says_so),
        cmocka_unit_test(below_twenty_agreement_of_all_is_not_shown),
        cmocka_unit_test(a_known_population_narrows_the_interval),
        cmocka_unit_test(more_answers_than_people_are_no_reason_to_stop),
        cmocka_unit_test(participation_is_masked_like_an_answer),
        cmocka_unit_test(without_invitations_participation_goes_by_sheets),
        cmocka_unit_test(a_change_is_the_difference_of_two_published_means),
        cmocka_unit_test(hidden_in_one_wave_means_no_change),
        cmocka_unit_test(a_figure_hidden_now_has_no_change),
        cmocka_unit_test(a_new_wording_breaks_the_line),
        cmocka_unit_test(families_are_controlled_apart),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(a_tree_out_of_order_is_refused),
        cmocka_unit_test(what_depends_on_an_answer_is_shown_only_where_that_is),
        cmocka_unit_test(how_many_were_asked_further_does_not_undo_top_coding),
    };
    return cmocka_run_group_tests_name("compute", tests, NULL, NULL);
}
