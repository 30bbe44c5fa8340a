#include "effects.h"
#include "organisation.h"

#include <string.h>

const struct sample_wave sample_waves[SAMPLE_WAVES] = {
    {"pulse-1", "2023-02-06", "2023-02-17"}, {"pulse-2", "2023-05-08", "2023-05-19"},
    {"pulse-3", "2023-08-07", "2023-08-18"}, {"pulse-4", "2023-11-06", "2023-11-17"},
    {"pulse-5", "2024-02-05", "2024-02-16"}, {"pulse-6", "2024-05-06", "2024-05-17"},
    {"pulse-7", "2024-08-05", "2024-08-16"}, {"pulse-8", "2024-11-04", "2024-11-15"},
};

#define HOTLINE "SALES-SERVICE-HOTLINE"
#define ASSEMBLY "OPS-PRODUCTION-ASSEMBLY"

// From wave 1: how it always was. Later: what changed, and nothing else does.
const struct sample_effect sample_effects[] = {
    {1, ASSEMBLY, "recognised", -1.3, "Good work goes unnoticed in three-shift assembly.", false},
    {2, "DEV", "people", -0.11, "Who left for another site is replaced from outside, one after the other.", true},
    {5, HOTLINE, "workload", -1.3, "A new ticket system doubled the calls each person has to take.", false},
    {5, HOTLINE, "enps", -2.0, "The same: who is worn out does not recommend the place.", false},
    {7, ASSEMBLY, "recognised", 1.4,
     "The action worked: shift leads thank somebody for something specific every day.", false},
    {8, HOTLINE, "workload", 1.3, "The action worked: six reports nobody read were stopped.", false},
};
const size_t sample_effect_count = sizeof sample_effects / sizeof *sample_effects;

double sample_effect_of(int department, const char *question, int wave)
{
    double sum = 0;
    for (size_t i = 0; i < sample_effect_count; i++) {
        const struct sample_effect *effect = &sample_effects[i];
        if (wave >= effect->from && strcmp(effect->question, question) == 0 &&
            sample_is_below(department, sample_department_find(effect->department)))
            sum += effect->drift ? effect->size * (wave - effect->from + 1) : effect->size;
    }
    return sum;
}

static json_t *waves_json(void)
{
    json_t *list = json_array();
    for (int i = 0; i < SAMPLE_WAVES; i++) {
        const struct sample_wave *wave = &sample_waves[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "key", wave->key, "opened", wave->opened,
                                              "closed", wave->closed));
    }
    return list;
}

// The departments that an effect can also be seen in: those above it, as far as it carries.
static json_t *above_json(const char *code)
{
    json_t *list = json_array();
    for (int i = sample_departments[sample_department_find(code)].parent; i >= 0;
         i = sample_departments[i].parent)
        json_array_append_new(list, json_string(sample_departments[i].code));
    return list;
}

static json_t *effect_json(const struct sample_effect *effect)
{
    const char *kind = effect->drift ? "drift" : effect->from == 1 ? "always" : effect->size < 0 ? "fall" : "rise";
    return json_pack("{s:s, s:s, s:s, s:s, s:f, s:s, s:o}", "wave", sample_waves[effect->from - 1].key,
                     "kind", kind, "department", effect->department, "question", effect->question, "size",
                     effect->size, "why", effect->why, "above", above_json(effect->department));
}

// Four people: whatever they answer, no figure of theirs may ever be shown with k = 5.
static json_t *small_json(void)
{
    json_t *list = json_array();
    for (int i = 0; i < SAMPLE_DEPARTMENTS; i++) {
        int below = 0;
        for (int j = i; j < SAMPLE_DEPARTMENTS; j++)
            below += sample_is_below(j, i) ? sample_departments[j].people : 0;
        if (below < 5)
            json_array_append_new(list, json_string(sample_departments[i].code));
    }
    return list;
}

json_t *sample_effects_json(unsigned long seed)
{
    json_t *effects = json_array();
    for (size_t i = 0; i < sample_effect_count; i++)
        json_array_append_new(effects, effect_json(&sample_effects[i]));
    return json_pack("{s:s, s:I, s:s, s:I, s:i, s:i, s:o, s:o, s:o, s:s}", "format", "echolot.sample/1",
                     "seed", (json_int_t)seed, "survey", "internal-service", "people",
                     (json_int_t)sample_people_count(), "departments", SAMPLE_DEPARTMENTS, "k", 5, "waves",
                     waves_json(), "effects", effects, "below_minimum", small_json(), "otherwise",
                     "Nothing changes: every other difference between waves is chance.");
}
