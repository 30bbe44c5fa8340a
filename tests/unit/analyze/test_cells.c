#include "analyze/cells.h"
#include "company.h"

static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"},"
    "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"not_applicable\": "
    "\"exclude\"}},"
    "\"questions\": [{\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"agree\", \"reverse\": true,"
    "\"text\": {\"en\": \"?\"}}, {\"id\": \"why\", \"type\": \"comment\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"channel\", \"type\": \"choice\", \"multiple\": true, \"text\": {\"en\": \"?\"}, \"options\":"
    "[{\"id\": \"mail\", \"text\": {\"en\": \"M\"}}, {\"id\": \"chat\", \"text\": {\"en\": \"C\"}}]}]}";

static const int parents[] = {-1, 0, 0, 1};

static struct company make(struct arena *arena)
{
    return company_new(arena, company_survey(arena, survey_text), parents, LENGTH(parents), 3);
}

static void cells_add_up_the_tree(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    for (size_t i = 0; i < LENGTH(parents); i++) {
        company_answer(&company, i, "heard", (int)i, 1);
        company.cells.sheets[i] = 10;
        company.cells.partial[i] = 1;
    }
    struct cells total = cells_roll_up(arena, &company.cells, &company.organisation);
    const struct question *heard = survey_question(company.survey, "heard");
    const uint32_t expected[] = {4, 2, 1, 1};
    for (size_t i = 0; i < LENGTH(parents); i++) {
        assert_int_equal(cells_answers(&total, i, heard), expected[i]);
        assert_int_equal(total.sheets[i], 10 * expected[i]);
        assert_int_equal(total.partial[i], expected[i]);
        assert_int_equal(cells_answers(&company.cells, i, heard), 1);
    }
}

static void not_applicable_and_none_are_no_answers(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company_answer(&company, 1, "heard", 4, 2);
    company_answer(&company, 1, "heard", CELL_NOT_APPLICABLE, 3);
    company_answer(&company, 1, "heard", CELL_NONE, 5);
    const struct question *heard = survey_question(company.survey, "heard");
    assert_int_equal(cells_answers(&company.cells, 1, heard), 2);
    struct histogram histogram = cells_histogram(&company.cells, 1, heard);
    assert_int_equal(histogram.counts[4], 2);
    assert_int_equal(histogram.not_applicable, 3);
}

static void a_choice_is_answered_by_those_who_saw_its_options(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company_answer(&company, 2, "channel", 0, 4); // its first option: four did not choose it, three did
    company_answer(&company, 2, "channel", 1, 3);
    company_answer(&company, 2, "channel", CELL_NONE, 9);
    assert_int_equal(cells_answers(&company.cells, 2, survey_question(company.survey, "channel")), 7);
    assert_int_equal(cells_answers(&company.cells, 2, survey_question(company.survey, "why")), 0);
}

static void the_scale_is_the_surveys(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct figure_scale scale = cells_scale(survey_question(company.survey, "heard"));
    assert_int_equal(scale.min, 1);
    assert_int_equal(scale.points, 5);
    assert_true(scale.reverse);
    assert_false(scale.enps);
    assert_false(scale.not_applicable_in_base);
    assert_int_equal(scale.category[0], FIGURE_UNFAVOURABLE);
    assert_int_equal(scale.category[3], FIGURE_FAVOURABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_add_up_the_tree),
        cmocka_unit_test(not_applicable_and_none_are_no_answers),
        cmocka_unit_test(a_choice_is_answered_by_those_who_saw_its_options),
        cmocka_unit_test(the_scale_is_the_surveys),
    };
    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
