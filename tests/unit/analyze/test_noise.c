// What the analyzer claims when nothing happened: of 200 companies whose departments answer from the same
// distribution in both waves, at most the promised share shows any change in a family (METHODS.md section 3).
#include "base/buffer.h"
#include "company.h"

#include <math.h>

enum { COMPANIES = 200, DEPARTMENTS = 60, DRIVERS = 18, ITEMS = DRIVERS + 1, K = 5 };

// splitmix64: small, seeded, the same everywhere.
static uint64_t next(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static double uniform(uint64_t *seed)
{
    return ((double)(next(seed) >> 11) + 0.5) * 0x1p-53;
}

static double normal(uint64_t *seed)
{
    return sqrt(-2 * log(uniform(seed))) * cos(2 * M_PI * uniform(seed));
}

static struct survey *make_survey(struct arena *arena)
{
    AUTO(buffer) struct buffer json = {0};
    buffer_text(&json,
                "{\"id\": \"noise\", \"version\": 1, \"title\": {\"en\": \"Noise\"}, \"outcome\": \"enps\","
                "\"scales\": {\"agree\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3]}},"
                "\"questions\": [{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}}");
    for (int i = 0; i < DRIVERS; i++)
        buffer_format(
            &json,
            ", {\"id\": \"q%d\", \"type\": \"scale\", \"scale\": \"agree\", \"text\": {\"en\": \"?\"}}", i);
    buffer_text(&json, "]}");
    return company_survey(arena, arena_text(arena, buffer_string(&json)));
}

// Four levels: a root, three divisions, twelve units, teams below these. Inner departments have few people of their own.
static void make_tree(int parents[DEPARTMENTS], int people[DEPARTMENTS], uint64_t *seed)
{
    for (int i = 0; i < DEPARTMENTS; i++) {
        int above = i == 0 ? -1 : i < 4 ? 0 : i < 16 ? 1 + (i - 4) / 4 : 4 + (i - 16) % 12;
        parents[i] = above;
        people[i] = i < 16 ? (int)(next(seed) % 5) : 3 + (int)(next(seed) % 35);
    }
}

// A company's opinion: each item has its level, each department its own shade of it.
struct opinion {
    double levels[DEPARTMENTS][ITEMS];
};

static void make_opinion(struct opinion *opinion, uint64_t *seed)
{
    for (int item = 0; item < ITEMS; item++) {
        double level = 0.4 + 0.3 * normal(seed);
        for (int department = 0; department < DEPARTMENTS; department++)
            opinion->levels[department][item] = level + 0.3 * normal(seed);
    }
}

static int answer_of(double latent, bool enps)
{
    static const double cuts[] = {-1.5, -0.7, 0.1, 1.1}; // five points, leaning to agreement as real ones do
    if (enps)
        return (int)fmax(0, fmin(10, floor(7.2 + 2.2 * latent - 0.5)));
    int index = 0;
    while (index < 4 && latent > cuts[index])
        index++;
    return index;
}

// A person's answers go together: a third of their variance is the person.
static void answer_person(struct company *company, const struct opinion *opinion, size_t department,
                          uint64_t *seed)
{
    double person = 0.577 * normal(seed);
    for (int item = 0; item < ITEMS; item++) {
        double latent = opinion->levels[department][item] + person + 0.816 * normal(seed);
        const struct question *question = &company->survey->questions[item];
        cells_at(&company->cells, department, question->column)[answer_of(latent, item == 0)]++;
    }
    company->cells.sheets[department]++;
}

static struct company make_wave(struct arena *arena, struct survey *survey, const int *parents,
                                const int *people, const struct opinion *opinion, uint64_t *seed)
{
    struct company company = company_new(arena, survey, parents, DEPARTMENTS, K);
    for (size_t i = 0; i < DEPARTMENTS; i++)
        for (int person = 0; person < people[i]; person++)
            if (uniform(seed) < 0.8)
                answer_person(&company, opinion, i, seed);
    return company;
}

struct alarms {
    int outcome, scale, findings;
};

static void count_alarms(const struct company *company, struct alarms *alarms)
{
    bool outcome = false, scale = false;
    for (size_t department = 0; department < DEPARTMENTS; department++)
        for (size_t item = 0; item < ITEMS; item++) {
            bool fired = publication_figure(&company->publication, department, item)->change.detectable;
            outcome = outcome || (item == 0 && fired);
            scale = scale || (item > 0 && fired);
        }
    alarms->outcome += outcome;
    alarms->scale += scale;
    for (size_t i = 0; i < company->publication.finding_count; i++) {
        enum finding_kind kind = company->publication.findings[i].kind;
        alarms->findings += kind == FINDING_FALL || kind == FINDING_RISE;
    }
}

// Nominal rate .10 plus 2.33 standard errors of a share of 200.
static int most_allowed(void)
{
    return (int)(COMPANIES * (0.10 + 2.33 * sqrt(0.10 * 0.90 / COMPANIES)));
}

static void pure_noise_raises_no_more_alarms_than_promised(void **state)
{
    (void)state;
    struct alarms alarms = {0};
    for (uint64_t number = 1; number <= COMPANIES; number++) {
        AUTO(arena) struct arena *arena = arena_new();
        uint64_t seed = number;
        int parents[DEPARTMENTS], people[DEPARTMENTS];
        struct opinion opinion;
        struct survey *survey = make_survey(arena);
        make_tree(parents, people, &seed);
        make_opinion(&opinion, &seed);
        struct company before = make_wave(arena, survey, parents, people, &opinion, &seed);
        struct company now = make_wave(arena, survey, parents, people, &opinion, &seed);
        company_publish(&before, NULL);
        company_publish(&now, &before);
        count_alarms(&now, &alarms);
    }
    print_message("families with any alarm of %d: outcome %d, scale %d; falls and rises found: %d\n",
                  COMPANIES, alarms.outcome, alarms.scale, alarms.findings);
    assert_in_range(alarms.outcome, 0, most_allowed());
    assert_in_range(alarms.scale, 0, most_allowed());
}

// The same machinery must see what is there: one unit of about 80 people falls by nearly a point on one driver.
static void a_planted_fall_is_found_where_it_is(void **state)
{
    (void)state;
    enum { PLANTED = 20, UNIT = 5, ITEM = 7 };
    int found = 0;
    for (uint64_t number = 1; number <= PLANTED; number++) {
        AUTO(arena) struct arena *arena = arena_new();
        uint64_t seed = 1000 + number;
        int parents[DEPARTMENTS], people[DEPARTMENTS];
        struct opinion opinion;
        struct survey *survey = make_survey(arena);
        make_tree(parents, people, &seed);
        make_opinion(&opinion, &seed);
        struct company before = make_wave(arena, survey, parents, people, &opinion, &seed);
        for (size_t i = 0; i < DEPARTMENTS; i++)
            if (i == UNIT || parents[i] == UNIT)
                opinion.levels[i][ITEM] -= 1.0;
        struct company now = make_wave(arena, survey, parents, people, &opinion, &seed);
        company_publish(&before, NULL);
        company_publish(&now, &before);
        const struct finding *first = now.publication.finding_count > 0 ? &now.publication.findings[0] : NULL;
        found += first && first->kind == FINDING_FALL && first->question == ITEM &&
                 (first->department == UNIT || parents[first->department] == UNIT);
    }
    print_message("planted falls found first: %d of %d\n", found, PLANTED);
    assert_true(found >= PLANTED * 7 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pure_noise_raises_no_more_alarms_than_promised),
        cmocka_unit_test(a_planted_fall_is_found_where_it_is),
    };
    return cmocka_run_group_tests_name("noise", tests, NULL, NULL);
}
