// 10,000 departments, thirty levels deep, of nobody to six people: every published number is finite and on its scale.
#include "base/macro.h"
#include "company.h"
#include "random.h"

#include <stdlib.h>

enum { DEPARTMENTS = 10000, DEEPEST = 30 };

static const char survey_json[] =
    "{\"id\": \"large\", \"version\": 1, \"title\": {\"en\": \"Large\"}, \"outcome\": \"enps\", \"scales\": {"
    "\"two\": {\"min\": 0, \"max\": 1, \"favourable\": [1]},"
    "\"five\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3]},"
    "\"eleven\": {\"min\": 0, \"max\": 10, \"favourable\": [9, 10], \"neutral\": [7, 8]}},"
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"yes\", \"type\": \"scale\", \"scale\": \"two\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"agree\", \"type\": \"scale\", \"scale\": \"five\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"likely\", \"type\": \"scale\", \"scale\": \"eleven\", \"text\": {\"en\": \"?\"}}]}";
static const int points[] = {11, 2, 5, 11}, least[] = {0, 0, 1, 0};

// A line of thirty, then each below somebody who is not at the bottom.
static void make_tree(int *parents, uint64_t *seed)
{
    int *depth = calloc(DEPARTMENTS, sizeof *depth);
    assert_non_null(depth);
    parents[0] = -1;
    for (int i = 1; i < DEPARTMENTS; i++) {
        int above = i - 1;
        while (i >= DEEPEST && depth[above = (int)random_below(seed, (uint32_t)i)] >= DEEPEST - 1)
            continue;
        parents[i] = above;
        depth[i] = depth[above] + 1;
    }
    free(depth);
}

// Half of the departments agree in everything; some have nobody, and some everybody.
static struct company make_wave(struct arena *arena, struct survey *survey, const int *parents, uint64_t *seed)
{
    struct company company = company_new(arena, survey, parents, DEPARTMENTS, 3);
    for (size_t i = 0; i < DEPARTMENTS; i++) {
        const uint32_t people = random_below(seed, 7), agree = random_below(seed, 2);
        for (size_t q = 0; q < LENGTH(points); q++)
            for (uint32_t person = 0; person < people; person++) {
                const uint32_t value = agree ? (uint32_t)i : random_below(seed, (uint32_t)points[q]);
                cells_at(&company.cells, i, survey->questions[q].column)[value % (uint32_t)points[q]]++;
            }
        company.cells.sheets[i] = people;
        company.organisation.departments[i].invited = (int)(people + random_below(seed, 2));
    }
    return company;
}

static void expect_within(double value, double low, double high)
{
    if (!(value >= low - 1e-9 && value <= high + 1e-9)) // a NaN is not
        fail_msg("%g is not within %g..%g", value, low, high);
}

static void expect_interval(struct interval interval, double low, double high)
{
    expect_within(interval.low, low, high);
    expect_within(interval.high, interval.low, high);
}

static void expect_figure(const struct figure *figure, size_t question)
{
    const double low = least[question], high = low + points[question] - 1;
    const double reach = question == 0 ? 200 : high - low;
    if (question == 0) {
        expect_within(figure->enps, -100, 100);
        expect_interval(figure->enps_interval, -100, 100);
    } else {
        expect_within(figure->mean, low, high);
        expect_interval(figure->mean_interval, low, high);
        expect_within(figure->score, 0, 100);
        expect_within(figure->favourable, 0, 1);
        expect_interval(figure->favourable_interval, 0, 1);
    }
    if (figure->change.status != CHANGE_COMPARED)
        return;
    expect_within(figure->change.difference, -reach, reach);
    expect_interval(figure->change.interval, -reach, reach);
    expect_within(figure->change.q, 0, 1);
}

static void every_number_of_a_large_company_is_finite(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct survey *survey = company_survey(arena, survey_json);
    int *parents = ARENA_ARRAY(arena, DEPARTMENTS, int);
    uint64_t seed = 30;
    make_tree(parents, &seed);
    struct company before = make_wave(arena, survey, parents, &seed), now = make_wave(arena, survey, parents, &seed);
    company_publish(&before, NULL);
    company_publish(&now, &before);
    size_t published = 0, compared = 0, ranked = 0;
    for (size_t i = 0; i < DEPARTMENTS; i++)
        for (size_t q = 0; q < LENGTH(points); q++) {
            const struct figure *figure = publication_figure(&now.publication, i, q);
            const struct rank *rank = publication_rank(&now.publication, i, q);
            if (figure->status != FIGURE_PUBLISHED)
                continue;
            published++;
            expect_figure(figure, q);
            compared += figure->change.status == CHANGE_COMPARED;
            if (rank->departments == 0)
                continue;
            ranked++;
            expect_within(rank->value.better, 0, 1);
            assert_true(isfinite(rank->value.value) && isfinite(rank->value.interval.low) && isfinite(rank->value.interval.high));
            expect_within(rank->favourable.value, 0, 1);
        }
    print_message("%zu figures, %zu changes, %zu ranks\n", published, compared, ranked);
    assert_true(published > DEPARTMENTS && compared > 1000 && ranked > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_number_of_a_large_company_is_finite)};
    return cmocka_run_group_tests_name("large", tests, NULL, NULL);
}
