#include "company_sheets.h"
#include "stats/distribution.h"

// Five items of five points; columns 0 to 4.
static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"},"
    "\"scales\": {\"five\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"not_applicable\": \"exclude\"}},"
    "\"questions\": ["
    "{\"id\": \"a\", \"type\": \"scale\", \"scale\": \"five\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"b\", \"type\": \"scale\", \"scale\": \"five\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"c\", \"type\": \"scale\", \"scale\": \"five\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"d\", \"type\": \"scale\", \"scale\": \"five\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"e\", \"type\": \"scale\", \"scale\": \"five\", \"text\": {\"en\": \"?\"}}], \"indices\": ["
    "{\"id\": \"people\", \"method\": \"person_mean\", \"items\": [\"a\", \"b\", \"c\", \"d\", \"e\"]},"
    "{\"id\": \"items\", \"method\": \"item_mean\", \"items\": [\"a\", \"b\", \"c\", \"d\", \"e\"]},"
    "{\"id\": \"positive\", \"method\": \"item_mean\", \"figure\": \"favourable\", \"items\": [\"a\", \"b\"]},"
    "{\"id\": \"second\", \"method\": \"item_mean\", \"figure\": \"favourable\", \"items\": [\"c\", \"d\"]},"
    "{\"id\": \"both\", \"method\": \"item_mean\", \"figure\": \"favourable\", \"items\": [\"positive\", \"second\"]}]}";

enum { NONE = ANSWER_NONE, NA = ANSWER_NOT_APPLICABLE, ROOT = 0, A, B, DEPARTMENTS, MOST = 400 };
static const int parents[] = {-1, ROOT, ROOT};

static struct company make(struct arena *arena)
{
    return company_new(arena, company_survey(arena, survey_text), parents, DEPARTMENTS, 5);
}

// A sheet that sums up to `total` of 20 points, as evenly as they go.
static struct company_sheet sheet_of(uint16_t department, unsigned total)
{
    struct company_sheet sheet = {.department = department, .weight = 1};
    for (unsigned item = 0; item < 5; item++)
        sheet.answers[item] = (unsigned char)(total / 5 + (item < total % 5));
    return sheet;
}

// METHODS.md section 1: 65, 25, 70, 35, 50, 100, 90, 40, 20, 35 together have 53.
static void an_index_is_the_mean_of_the_peoples_means(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    const unsigned scores[] = {65, 25, 70, 35, 50, 100, 90, 40, 20, 35};
    struct company_sheet sheets[20];
    for (size_t i = 0; i < LENGTH(sheets); i++)
        sheets[i] = sheet_of(A, scores[i % LENGTH(scores)] / 5);
    company_count(&company, sheets, LENGTH(sheets));
    company_publish(&company, NULL);
    const struct index_figure *figure = company_index(&company, ROOT, "people");
    assert_int_equal(figure->status, FIGURE_PUBLISHED);
    assert_int_equal(figure->n, 20);
    assert_double_near(figure->score, 53, 1e-12);
    assert_double_near(company_index(&company, ROOT, "items")->score, 53, 1e-12); // all answered everything
    assert_double_near(company_index(&company, ROOT, "items")->interval.low, figure->interval.low, 1e-9);
    assert_double_near(company_index(&company, ROOT, "items")->interval.high, figure->interval.high, 1e-9);
    assert_false(figure->clipped);
}

// Half of five items is three; "not applicable" is no answer.
static void a_person_counts_with_half_of_the_items(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct company_sheet sheets[60];
    for (size_t i = 0; i < 60; i++)
        sheets[i] = i < 40 ? (struct company_sheet){A, {4, 2, 0, NONE, NA}, 1}
                           : (struct company_sheet){A, {4, 4, NONE, NONE, NONE}, 1};
    company_count(&company, sheets, 60);
    company_publish(&company, NULL);
    const struct index_figure *people = company_index(&company, A, "people"), *items = company_index(&company, A, "positive");
    assert_int_equal(people->status, FIGURE_BELOW_MINIMUM); // of the last two items there is not one answer
    assert_int_equal(items->n, 60);
    for (size_t i = 0; i < 60; i++) { // with answers to every item
        sheets[i].answers[3] = i % 2 ? 3 : NONE;
        sheets[i].answers[4] = i % 2 ? 3 : NA;
    }
    company_count(&company, sheets, 60);
    company_publish(&company, NULL);
    people = company_index(&company, A, "people");
    assert_int_equal(people->n, 50); // the first 40, and of the others those with four items
    // 20 of (4+2+0)/3, 20 of (4+2+0+3+3)/5, 10 of (4+4+3+3)/4
    assert_double_near(people->score, 100 * (20 * 2.0 + 20 * 2.4 + 10 * 3.5) / 50 / 4, 1e-9);
}

// Who left items out is told by the mean of the people's means beside the items' own.
static void one_person_who_left_an_item_out_is_not_told(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct company_sheet sheets[60];
    double items = 0;
    for (size_t i = 0; i < 60; i++)
        sheets[i] = (struct company_sheet){A, {4, 2, 1, i % 2 ? 3 : 1, 2}, 1};
    for (size_t left_out = 1; left_out <= 5; left_out++) { // k is 5
        sheets[left_out - 1].answers[4] = NONE;
        sheets[left_out - 1].answers[3] = 4;
        company_count(&company, sheets, 60);
        company_publish(&company, NULL);
        double fourth = 0, people = 0;
        for (size_t i = 0; i < 60; i++) {
            fourth += sheets[i].answers[3] / 60.0;
            people += sheets[i].answers[4] == NONE ? (7 + 4) / 4.0 / 60 : (7 + sheets[i].answers[3] + 2) / 5.0 / 60;
        }
        items = (4 + 2 + 1 + fourth + 2) / 5;
        const struct index_figure *figure = company_index(&company, A, "people");
        assert_int_equal(figure->n, 60);
        assert_double_near(figure->score, 100 * (left_out < 5 ? items : people) / 4, 1e-9);
    }
}

static void the_mean_of_favourable_shares_is_that_of_the_items(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct company_sheet sheets[100];
    for (size_t i = 0; i < 100; i++)
        sheets[i] = (struct company_sheet){
            A, {i < 70 ? 3 : 0, i < 20 ? 4 : 2, i < 50 ? NONE : i < 80 ? 3 : 1, i < 10 ? 4 : 0, 0}, 1};
    company_count(&company, sheets, 100);
    company_publish(&company, NULL);
    assert_double_near(company_index(&company, A, "positive")->score, (70 + 20) / 2.0, 1e-9);
    assert_double_near(company_index(&company, A, "second")->score, (60 + 10) / 2.0, 1e-9); // 30 of 50, 10 of 100
    assert_double_near(company_index(&company, A, "both")->score, (45 + 35) / 2.0, 1e-9);
}

static double width(const struct index_figure *figure)
{
    return figure->interval.high - figure->interval.low;
}

// Two items that always say the same tell as much as one; two that have nothing to do with each other tell twice as much.
static void an_interval_knows_that_the_same_people_answered(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company alike = make(arena), apart = make(arena);
    struct company_sheet sheets[MOST];
    for (size_t i = 0; i < MOST; i++)
        sheets[i] = (struct company_sheet){A, {i % 2 ? 4 : 0, i % 2 ? 4 : 0, 1, 1, 1}, 1};
    company_count(&alike, sheets, MOST);
    company_publish(&alike, NULL);
    for (size_t i = 0; i < MOST; i++)
        sheets[i].answers[1] = i / 2 % 2 ? 4 : 0;
    company_count(&apart, sheets, MOST);
    company_publish(&apart, NULL);
    const struct index_figure *together = company_index(&alike, A, "positive"), *single = company_index(&apart, A, "positive");
    assert_double_near(together->score, 50, 1e-9);
    assert_double_near(single->score, 50, 1e-9);
    assert_double_near(width(together), 2 * student_quantile(0.975, MOST + 3) * 100 * sqrt(0.25 / (MOST - 1)), 1e-2);
    assert_double_near(width(together) / width(single), sqrt(2), 1e-2);
}

static void an_index_is_shown_where_all_its_items_are(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct company_sheet sheets[40];
    for (size_t i = 0; i < 40; i++) {
        sheets[i] = (struct company_sheet){i < 20 ? A : B, {1, 2, 3, 2, 1}, 1};
        if (i >= 24) // of B only four answer the last item
            sheets[i].answers[4] = NONE;
    }
    company_count(&company, sheets, 40);
    company_publish(&company, NULL);
    assert_int_equal(company_figure(&company, B, "e")->status, FIGURE_BELOW_MINIMUM);
    assert_int_equal(company_index(&company, B, "people")->status, FIGURE_BELOW_MINIMUM);
    assert_int_equal(company_index(&company, A, "people")->status, company_figure(&company, A, "e")->status);
    assert_int_equal(company_index(&company, B, "positive")->status, FIGURE_PUBLISHED);
    assert_int_equal(company_index(&company, B, "people")->n, 0);
}

// Ten people who all say the best to one item: its figure is top-coded, and the index of it and others must not undo that.
static void an_index_does_not_undo_the_topcoding_of_its_items(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct company_sheet sheets[10];
    for (size_t i = 0; i < 10; i++)
        sheets[i] = (struct company_sheet){A, {4, (unsigned char)(i % 4), 2, 3, 1}, 1};
    company_count(&company, sheets, 10);
    company_publish(&company, NULL);
    double shown = 0;
    for (size_t i = 0; i < 5; i++)
        shown += company_figure(&company, A, (const char *const[]){"a", "b", "c", "d", "e"}[i])->score / 5;
    const struct index_figure *figure = company_index(&company, A, "people");
    assert_true(figure->clipped && company_figure(&company, A, "a")->clipped);
    assert_double_near(figure->score, shown, 1e-9);
    assert_double_near(company_index(&company, A, "items")->score, shown, 1e-9);
}

static void agreement_of_all_on_everything_is_not_shown(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct company_sheet sheets[10];
    for (size_t i = 0; i < 10; i++)
        sheets[i] = sheet_of(A, 20);
    company_count(&company, sheets, 10);
    company_publish(&company, NULL);
    for (size_t i = 0; i < 2; i++) {
        const struct index_figure *figure = company_index(&company, A, i ? "items" : "people");
        assert_true(figure->clipped);
        assert_double_near(figure->score, 100 - 100 / 10.0 / 4, 1e-9);
        assert_true(width(figure) > 1);
    }
}

static void a_change_is_tested_from_the_sums(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    struct company_sheet sheets[MOST];
    double first = 0, squares = 0, second = 0, second_squares = 0;
    for (size_t i = 0; i < MOST; i++) {
        const unsigned total = (unsigned)(i * 7 % 17);
        sheets[i] = sheet_of(A, total);
        first += 5.0 * total;
        squares += 25.0 * total * total;
    }
    company_count(&before, sheets, MOST);
    company_publish(&before, NULL);
    for (size_t i = 0; i < MOST; i++) {
        const unsigned total = (unsigned)(i * 5 % 19);
        sheets[i] = sheet_of(A, total);
        second += 5.0 * total;
        second_squares += 25.0 * total * total;
    }
    company_count(&now, sheets, MOST);
    company_publish(&now, &before);
    const double n = MOST, v1 = (squares - first * first / n) / (n - 1), v2 = (second_squares - second * second / n) / (n - 1);
    const double difference = (second - first) / n, error = sqrt((v1 + v2) / n);
    const double freedom = (v1 + v2) * (v1 + v2) * (n - 1) / (v1 * v1 + v2 * v2);
    const struct change *change = &company_index(&now, A, "people")->change;
    assert_int_equal(change->status, CHANGE_COMPARED);
    assert_double_near(change->difference, difference, 1e-9);
    assert_double_near(change->p, student_two_sided(difference / error, freedom), 1e-9);
    assert_double_near(change->interval.high, difference + student_quantile(0.975, freedom) * error, 1e-9);
    assert_true(change->q >= change->p);
}

static void another_method_breaks_the_line(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company before = make(arena), now = make(arena);
    before.survey->indices[0].method = INDEX_ITEM_MEAN;
    struct company_sheet sheets[50];
    for (size_t i = 0; i < 50; i++)
        sheets[i] = sheet_of(A, (unsigned)i % 20);
    company_count(&before, sheets, 50);
    company_publish(&before, NULL);
    company_count(&now, sheets, 50);
    company_publish(&now, &before);
    assert_int_equal(company_index(&now, A, "people")->change.status, CHANGE_BROKEN);
    assert_int_equal(company_index(&now, A, "items")->change.status, CHANGE_COMPARED);
}

static void an_item_that_was_not_asked_takes_the_index_with_it(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    uint16_t asked[] = {0, 1, 2, 3};
    company.wave.asked = asked;
    company.wave.asked_count = LENGTH(asked);
    struct company_sheet sheets[20];
    for (size_t i = 0; i < 20; i++)
        sheets[i] = (struct company_sheet){A, {3, 3, 3, 1, NONE}, 1};
    company_count(&company, sheets, 20);
    company_publish(&company, NULL);
    assert_int_equal(company_index(&company, A, "people")->status, FIGURE_NOT_ASKED);
    assert_int_equal(company_index(&company, A, "both")->status, FIGURE_PUBLISHED);
}

static void answers_one_by_one_have_no_persons_means(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company.wave.joined = false;
    struct company_sheet sheets[100];
    for (size_t i = 0; i < 100; i++) {
        sheets[i] = (struct company_sheet){A, {NONE, NONE, NONE, NONE, NONE}, 1};
        sheets[i].answers[i % 2] = i % 4 < 2 ? 4 : 0;
    }
    company_count(&company, sheets, 100);
    company_publish(&company, NULL);
    assert_int_equal(company_index(&company, A, "people")->status, FIGURE_NOT_ASKED);
    const struct index_figure *figure = company_index(&company, A, "positive");
    assert_int_equal(figure->n, 50);
    assert_double_near(figure->score, 50, 1e-9);
    assert_true(width(figure) > 2 * 100 * 1.9 * sqrt(0.25 / 50)); // as wide as that of one item
}

// Weights 1 and 3; whole people are told: of 40 people with 20 + 60 the second half is 30.
static void weights_divide_the_people_who_answered(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company.wave.weighted = true;
    struct company_sheet sheets[40];
    for (size_t i = 0; i < 40; i++)
        sheets[i] = (struct company_sheet){A, {i < 20 ? 0 : 4, i < 20 ? 0 : 4, 2, 2, 2}, i < 20 ? 1 : 3};
    company_count(&company, sheets, 40);
    company_publish(&company, NULL);
    const struct figure *figure = company_figure(&company, A, "a");
    assert_int_equal(figure->n, 40);
    assert_int_equal(figure->effective, 32); // 80² / (20 + 180)
    assert_double_near(figure->favourable, 0.75, 1e-12);
    assert_double_near(figure->mean, 4, 1e-12);
    assert_false(figure->has_histogram);
    const struct index_figure *index = company_index(&company, A, "positive");
    assert_int_equal(index->n, 40);
    assert_int_equal(index->effective, 32);
    assert_double_near(index->score, 75, 1e-9);
    assert_double_near(company_index(&company, A, "people")->score, (75 + 75 + 50 + 50 + 50) / 5.0, 1e-9);
}

static void equal_weights_change_nothing(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company plain = make(arena), weighted = make(arena);
    weighted.wave.weighted = true;
    struct company_sheet sheets[90];
    for (size_t i = 0; i < 90; i++) {
        sheets[i] = sheet_of(i % 3 ? A : B, (unsigned)(i * 7 % 21));
        sheets[i].weight = 2.7f;
    }
    company_count(&plain, sheets, 90);
    company_publish(&plain, NULL);
    company_count(&weighted, sheets, 90);
    company_publish(&weighted, NULL);
    for (size_t department = 0; department < DEPARTMENTS; department++) {
        const struct figure *one = company_figure(&plain, department, "a"), *other = company_figure(&weighted, department, "a");
        assert_int_equal(other->effective, one->n);
        assert_double_near(other->mean, one->mean, 1e-12);
        assert_double_near(other->favourable_interval.low, one->favourable_interval.low, 1e-12);
        const struct index_figure *first = company_index(&plain, department, "people"),
                                  *second = company_index(&weighted, department, "people");
        assert_double_near(second->score, first->score, 1e-9);
        assert_double_near(second->interval.high, first->interval.high, 0.05);
    }
}

// One of ten has nearly all the weight: what is shown would be what that one said.
static void a_figure_that_few_weights_decide_is_hidden(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    company.wave.weighted = true;
    struct company_sheet sheets[10];
    for (size_t i = 0; i < 10; i++)
        sheets[i] = (struct company_sheet){A, {(unsigned char)(i % 5), 1, 2, 3, 4}, i == 0 ? 1000.0f : 1.0f};
    company_count(&company, sheets, 10);
    company_publish(&company, NULL);
    assert_int_equal(company_figure(&company, A, "a")->status, FIGURE_PROTECTS_OTHERS);
    assert_int_equal(company_index(&company, A, "people")->status, FIGURE_PROTECTS_OTHERS);
}

// α of items that agree entirely is 1; of less than thirty people nothing is said.
static void reliability_is_that_of_the_organisation(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company company = make(arena);
    struct company_sheet sheets[30];
    for (size_t i = 0; i < 30; i++)
        sheets[i] = sheet_of(i % 2 ? A : B, (unsigned)(i % 5) * 5);
    company_count(&company, sheets, 30);
    company_publish(&company, NULL);
    const struct reliability *reliability = &company.publication.reliability[0];
    assert_true(reliability->known);
    assert_int_equal(reliability->n, 30);
    assert_double_near(reliability->alpha, 1, 1e-12);
    assert_false(company.publication.reliability[2].known); // two items
    company_count(&company, sheets, 29);
    company_publish(&company, NULL);
    assert_false(company.publication.reliability[0].known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_is_the_mean_of_the_peoples_means),
        cmocka_unit_test(a_person_counts_with_half_of_the_items),
        cmocka_unit_test(one_person_who_left_an_item_out_is_not_told),
        cmocka_unit_test(the_mean_of_favourable_shares_is_that_of_the_items),
        cmocka_unit_test(an_interval_knows_that_the_same_people_answered),
        cmocka_unit_test(an_index_is_shown_where_all_its_items_are),
        cmocka_unit_test(an_index_does_not_undo_the_topcoding_of_its_items),
        cmocka_unit_test(agreement_of_all_on_everything_is_not_shown),
        cmocka_unit_test(a_change_is_tested_from_the_sums),
        cmocka_unit_test(another_method_breaks_the_line),
        cmocka_unit_test(an_item_that_was_not_asked_takes_the_index_with_it),
        cmocka_unit_test(answers_one_by_one_have_no_persons_means),
        cmocka_unit_test(weights_divide_the_people_who_answered),
        cmocka_unit_test(equal_weights_change_nothing),
        cmocka_unit_test(a_figure_that_few_weights_decide_is_hidden),
        cmocka_unit_test(reliability_is_that_of_the_organisation),
    };
    return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
