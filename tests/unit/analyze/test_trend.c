// Where lines are going: from published figures alone, over unbroken lines, and never more often than promised.
#include "company_line.h"
#include "random.h"

#define SURVEY(text)                                                                                                   \
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\","                               \
    "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3]}},"                     \
    "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"                               \
    "{\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"agree\", \"driver\": \"being-heard\", \"text\": {\"en\": \"" text "\"}}]}"

static const int parents[] = {-1, 0, 0, 0};
enum { ROOT, NORTH, SOUTH, WEST, DEPARTMENTS, MOST_WAVES = 12 };
static const int HEARD = 1;

static struct company make(struct arena *arena, const char *text)
{
    return company_new(arena, company_survey(arena, text), parents, DEPARTMENTS, 5);
}

// `people` answers of mean index 2, of which `up` per mille are a step higher.
static void answer(struct company *company, size_t department, uint32_t people, double up)
{
    const uint32_t raised = (uint32_t)lround(people * up);
    company_answer(company, department, "heard", 1, people / 4);
    company_answer(company, department, "heard", 3, people / 4);
    company_answer(company, department, "heard", 2, people - 2 * (people / 4) - raised);
    company_answer(company, department, "heard", 3, raised);
    company_answer(company, department, "enps", 8, people);
}

// NORTH rises a little in every wave, SOUTH falls, WEST stays.
static void make_drift(struct arena *arena, struct company *waves, size_t count, double step)
{
    for (size_t i = 0; i < count; i++) {
        waves[i] = make(arena, SURVEY("?"));
        answer(&waves[i], NORTH, 80, 0.02 + step * (double)i);
        answer(&waves[i], SOUTH, 80, 0.4 - step * (double)i);
        answer(&waves[i], WEST, 80, 0.2);
    }
}

static const struct trend *trend_of(const struct company *company, size_t department)
{
    return publication_trend(&company->publication, department, (size_t)HEARD);
}

static void a_trend_begins_with_the_fourth_wave(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company waves[4];
    make_drift(arena, waves, 4, 0.03);
    company_publish_line(waves, 4);
    assert_null(trend_of(&waves[2], NORTH));
    assert_int_equal(trend_of(&waves[3], NORTH)->waves, 4);
    assert_false(trend_of(&waves[3], NORTH)->watched);
    const double a_year = 0.03 / COMPANY_MONTH * 365.25; // 0.03 of a point a wave, but for rounding to whole people
    assert_double_near(trend_of(&waves[3], NORTH)->slope, a_year, 0.1 * a_year);
}

static const struct finding *drift_of(const struct company *company, size_t department)
{
    for (size_t i = 0; i < company->publication.finding_count; i++)
        if (company->publication.findings[i].kind == FINDING_DRIFT &&
            company->publication.findings[i].department == department)
            return &company->publication.findings[i];
    return NULL;
}

static double number(const struct finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->number_count; i++)
        if (strcmp(finding->numbers[i].name, name) == 0)
            return finding->numbers[i].value;
    fail_msg("a finding without '%s'", name);
    return 0;
}

static void a_slow_drift_is_found_though_no_wave_changed_anything(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company waves[12];
    make_drift(arena, waves, 12, 0.03);
    company_publish_line(waves, 12);
    for (size_t i = 0; i < 12; i++)
        assert_false(company_figure(&waves[i], SOUTH, "heard")->change.detectable);
    const struct trend *south = trend_of(&waves[11], SOUTH), *west = trend_of(&waves[11], WEST);
    assert_true(south->detectable && south->watched && south->slope < 0 && south->interval.high < 0);
    assert_true(south->rank_slope < 0 && south->rank_p < 0.01);
    assert_false(west->detectable);
    const struct finding *finding = drift_of(&waves[11], SOUTH);
    assert_non_null(finding);
    assert_double_near(number(finding, "difference"), south->slope, 0);
    assert_double_near(number(finding, "waves"), 12, 0);
    assert_double_near(number(finding, "mean"), company_figure(&waves[11], SOUTH, "heard")->mean, 0);
    assert_null(drift_of(&waves[11], WEST));
}

// A leap is a fall or a rise and was told when it happened.
static void a_leap_is_no_drift(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company waves[10];
    for (size_t i = 0; i < 10; i++) {
        waves[i] = make(arena, SURVEY("?"));
        answer(&waves[i], NORTH, 80, i < 5 ? 0 : 0.5);
        answer(&waves[i], SOUTH, 80, 0);
        answer(&waves[i], WEST, 80, 0);
    }
    company_publish_line(waves, 10);
    assert_true(company_figure(&waves[5], NORTH, "heard")->change.detectable);
    assert_true(trend_of(&waves[9], NORTH)->detectable);
    assert_null(drift_of(&waves[9], NORTH));
}

static void a_changed_question_begins_a_new_line(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company waves[5];
    make_drift(arena, waves, 5, 0.03);
    waves[4].survey = company_survey(arena, SURVEY("Something else?"));
    company_publish_line(waves, 5);
    assert_int_equal(waves[4].publication.earlier_questions[HEARD], -1);
    assert_int_equal(waves[4].publication.earlier_questions[0], 0);
    assert_int_equal(trend_of(&waves[4], NORTH)->waves, 0);
    assert_int_equal(publication_trend(&waves[4].publication, NORTH, 0)->waves, 5); // the eNPS goes on
}

static void a_wave_in_which_it_was_hidden_is_a_gap(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company waves[6];
    for (size_t i = 0; i < 6; i++) {
        waves[i] = make(arena, SURVEY("?"));
        answer(&waves[i], NORTH, i == 2 || i == 5 ? 4 : 40, 0);
        answer(&waves[i], SOUTH, 40, 0);
        answer(&waves[i], WEST, 40, 0);
    }
    company_publish_line(waves, 6);
    assert_int_equal(trend_of(&waves[4], NORTH)->waves, 4);
    assert_int_equal(trend_of(&waves[4], SOUTH)->waves, 5);
    assert_int_not_equal(company_figure(&waves[5], NORTH, "heard")->status, FIGURE_PUBLISHED);
    assert_int_equal(trend_of(&waves[5], NORTH)->waves, 0);
}

// Two departments of twelve with the same published mean and favourable share, one of which is divided: nothing of their trends
// tells which.
static void below_twenty_a_trend_does_not_tell_how_answers_spread(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company near[5], far[5];
    for (size_t i = 0; i < 5; i++) {
        near[i] = make(arena, SURVEY("?"));
        far[i] = make(arena, SURVEY("?"));
        answer(&near[i], SOUTH, 60, 0);
        answer(&far[i], SOUTH, 60, 0);
        for (int index = 1; index <= 4; index++) { // mean 3.5, half favourable
            const bool divided = index == 1 || index == 4;
            company_answer(&near[i], divided ? WEST : NORTH, "heard", index, 6);
            company_answer(&far[i], divided ? NORTH : WEST, "heard", index, 6);
        }
    }
    company_publish_line(near, 5);
    company_publish_line(far, 5);
    const struct figure *one = company_figure(&near[4], NORTH, "heard"), *two = company_figure(&far[4], NORTH, "heard");
    assert_double_near(one->mean, two->mean, 0);
    assert_int_equal(trend_of(&near[4], NORTH)->waves, 5);
    assert_memory_equal(trend_of(&near[4], NORTH), trend_of(&far[4], NORTH), sizeof(struct trend));
    assert_memory_equal(publication_rank(&near[4].publication, NORTH, (size_t)HEARD),
                        publication_rank(&far[4].publication, NORTH, (size_t)HEARD), sizeof(struct rank));
}

// Agreement of all for a year: finite numbers, no alarm, no slope.
static void agreement_of_all_is_no_certainty(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct company waves[9];
    for (size_t i = 0; i < 9; i++) {
        waves[i] = make(arena, SURVEY("?"));
        for (size_t department = NORTH; department <= WEST; department++) {
            company_answer(&waves[i], department, "heard", 4, 30);
            company_answer(&waves[i], department, "enps", 10, i == 8 ? 29 : 30);
            company_answer(&waves[i], department, "enps", 3, i == 8);
        }
    }
    company_publish_line(waves, 9);
    for (size_t question = 0; question < 2; question++) {
        const struct trend *trend = publication_trend(&waves[8].publication, NORTH, question);
        assert_int_equal(trend->waves, 9);
        assert_false(trend->detectable || trend->alarm);
        assert_true(isfinite(trend->slope) && isfinite(trend->interval.low) && isfinite(trend->p) &&
                    isfinite(trend->average) && isfinite(trend->limit) && isfinite(trend->rank_p));
    }
}

// 40 departments without any trend over nine waves: how often is anything claimed?
static void lines_of_pure_noise_have_no_trend(void **state)
{
    (void)state;
    enum { COMPANIES = 60, TEAMS = 40, WAVES = 9 };
    int tree[TEAMS + 1] = {-1};
    int claimed = 0, drifts = 0;
    for (uint64_t number = 1; number <= COMPANIES; number++) {
        AUTO(arena) struct arena *arena = arena_new();
        uint64_t seed = number;
        struct survey *survey = company_survey(arena, SURVEY("?"));
        struct company waves[WAVES];
        for (size_t i = 0; i < WAVES; i++) {
            waves[i] = company_new(arena, survey, tree, TEAMS + 1, 5);
            for (size_t team = 1; team <= TEAMS; team++)
                for (uint32_t person = 0; person < 6 + team; person++)
                    company_answer(&waves[i], team, "heard", (int)(random_below(&seed, 9) + random_below(&seed, 9)) / 4, 1);
        }
        company_publish_line(waves, WAVES);
        bool any = false;
        for (size_t team = 0; team <= TEAMS; team++)
            any = any || trend_of(&waves[WAVES - 1], team)->detectable;
        claimed += any;
        for (size_t i = 0; i < waves[WAVES - 1].publication.finding_count; i++)
            drifts += waves[WAVES - 1].publication.findings[i].kind == FINDING_DRIFT;
    }
    print_message("companies without any trend in which one is claimed: %d of %d; drifts found: %d\n", claimed, COMPANIES, drifts);
    assert_in_range(claimed, 0, (int)(COMPANIES * (0.10 + 2.33 * sqrt(0.10 * 0.90 / COMPANIES))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trend_begins_with_the_fourth_wave),
        cmocka_unit_test(a_slow_drift_is_found_though_no_wave_changed_anything),
        cmocka_unit_test(a_leap_is_no_drift),
        cmocka_unit_test(a_changed_question_begins_a_new_line),
        cmocka_unit_test(a_wave_in_which_it_was_hidden_is_a_gap),
        cmocka_unit_test(below_twenty_a_trend_does_not_tell_how_answers_spread),
        cmocka_unit_test(agreement_of_all_is_no_certainty),
        cmocka_unit_test(lines_of_pure_noise_have_no_trend),
    };
    return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
