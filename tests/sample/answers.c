#include "answers.h"
#include "comments.h"
#include "effects.h"
#include "organisation.h"
#include "random.h"

#include "base/buffer.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { QUESTIONS = 20, OUTCOME = 0 };

// Where the whole company stands, in points of the scale, and how much a question goes along with the eNPS.
static const struct {
    const char *id;
    double middle, weight;
} questions[QUESTIONS] = {
    {"enps", 7.9, 0},        {"trust", 3.5, .5},      {"respect", 4.1, .3},   {"heard", 3.5, .8},
    {"recognised", 3.5, .5}, {"openness", 3.7, .2},   {"people", 3.6, .1},    {"channels", 3.5, .1},
    {"roles", 3.7, .1},      {"leadership", 3.3, .7}, {"standards", 3.6, .1}, {"acknowledged", 3.4, .1},
    {"solutions", 3.4, .2},  {"progress", 2.8, .2},   {"workload", 3.4, .4},  {"training", 3.5, .2},
    {"cover", 3.4, .1},      {"growth", 3.4, .6},     {"acted", 3.3, .6},     {"action-taken", 3.2, .3},
};

// Standard deviations, in points of a five-point scale: between departments of each level, between people (in
// everything, and in one question), and from one day to another.
static const double of_department = 0.05, of_person = 0.50, of_opinion = 0.55, of_day = 0.45,
                    of_outcome_day = 0.9;

struct sample_opinions {
    double department[SAMPLE_DEPARTMENTS][QUESTIONS]; // with what comes from above
    double (*person)[QUESTIONS];
    double *willing; // share of the waves somebody takes part in
};

// Nearly normal, by twelve uniform draws: additions alone, so every machine draws the same.
static double draw(uint64_t *seed)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += (double)random_below(seed, 1u << 24) / (1u << 24);
    return sum;
}

static bool chance(uint64_t *seed, double share)
{
    return (double)random_below(seed, 1u << 24) < share * (1u << 24);
}

static void draw_departments(struct sample_opinions *opinions, uint64_t *seed)
{
    for (int i = 1; i < SAMPLE_DEPARTMENTS; i++)
        for (int question = 0; question < QUESTIONS; question++)
            opinions->department[i][question] =
                opinions->department[sample_departments[i].parent][question] + of_department * draw(seed);
}

// The eNPS follows from what somebody thinks of everything else; a scale of eleven points has room for more.
static void draw_person(double *opinion, uint64_t *seed)
{
    const double all = of_person * draw(seed);
    opinion[OUTCOME] = 1.2 * all + 1.0 * draw(seed);
    for (int question = 1; question < QUESTIONS; question++) {
        const double own = of_opinion * draw(seed);
        opinion[question] = all + own;
        opinion[OUTCOME] += questions[question].weight * own;
    }
}

// Who happens to sit in a department shall not colour it: the departments differ by what is written down, no more.
static void centre(struct sample_opinions *opinions, size_t first, size_t count)
{
    for (int question = 0; question < QUESTIONS; question++) {
        double sum = 0;
        for (size_t i = first; i < first + count; i++)
            sum += opinions->person[i][question];
        for (size_t i = first; i < first + count; i++)
            opinions->person[i][question] -= sum / (double)count;
    }
}

struct sample_opinions *sample_opinions(struct arena *arena, uint64_t *seed)
{
    const size_t count = sample_people_count();
    struct sample_opinions *opinions = ARENA_NEW(arena, struct sample_opinions);
    opinions->person = arena_array(arena, count, sizeof *opinions->person);
    opinions->willing = ARENA_ARRAY(arena, count, double);
    draw_departments(opinions, seed);
    for (size_t i = 0; i < count; i++) {
        draw_person(opinions->person[i], seed);
        const uint32_t kind = random_below(seed, 10);
        opinions->willing[i] = kind < 6 ? .9 : kind < 9 ? .6 : .25;
    }
    size_t first = 0;
    for (int i = 0; i < SAMPLE_DEPARTMENTS; first += (size_t)sample_departments[i++].people)
        centre(opinions, first, (size_t)sample_departments[i].people);
    return opinions;
}

static int rounded(double value, int least, int most)
{
    const int whole = (int)(value + (value < 0 ? -.5 : .5));
    return whole < least ? least : whole > most ? most : whole;
}

static void add_answer(struct buffer *csv, const struct sample_opinions *opinions, size_t person,
                       int department, int question, int wave, uint64_t *seed)
{
    const bool outcome = question == OUTCOME;
    const double day = (outcome ? of_outcome_day : of_day) * draw(seed);
    const double value =
        questions[question].middle + (outcome ? 2 : 1) * opinions->department[department][question] +
        opinions->person[person][question] + day + sample_effect_of(department, questions[question].id, wave);
    const double left_out = outcome ? .01 : question == QUESTIONS - 1 ? .10 : .03;
    buffer_char(csv, ',');
    if (!chance(seed, left_out))
        buffer_format(csv, "%d", rounded(value, outcome ? 0 : 1, outcome ? 10 : 5));
}

char *sample_wave_csv(struct arena *arena, const struct sample_person *people,
                      const struct sample_opinions *opinions, int wave, uint64_t *seed)
{
    AUTO(buffer) struct buffer csv = {0};
    buffer_text(&csv, "department");
    for (int question = 0; question < QUESTIONS; question++)
        buffer_format(&csv, ",%s", questions[question].id);
    buffer_text(&csv, ",keep,improve\r\n");
    for (size_t i = 0; i < sample_people_count(); i++) {
        if (!chance(seed, opinions->willing[i]))
            continue;
        buffer_text(&csv, sample_departments[people[i].department].code);
        for (int question = 0; question < QUESTIONS; question++)
            add_answer(&csv, opinions, i, people[i].department, question, wave, seed);
        for (enum sample_comment_kind kind = SAMPLE_KEEP; kind <= SAMPLE_IMPROVE; kind++)
            buffer_format(&csv, ",\"%s\"", sample_comment(arena, people, i, wave, kind));
        buffer_text(&csv, "\r\n");
    }
    return arena_slice(arena, csv.bytes, csv.size);
}
