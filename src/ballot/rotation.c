#include "ballot/rotation.h"

static bool is_core(const struct survey *survey, size_t question)
{
    for (size_t i = 0; i < survey->core_count; i++)
        if (survey->core[i] == question)
            return true;
    return false;
}

static bool takes_turns(const struct survey *survey, size_t question)
{
    return !is_core(survey, question) && !survey->questions[question].show_if;
}

static void mark_turn(const struct survey *survey, size_t round, bool *asked)
{
    size_t turns = 0, place = 0;
    for (size_t i = 0; i < survey->question_count; i++)
        turns += takes_turns(survey, i);
    size_t wanted = survey->per_wave < turns ? survey->per_wave : turns;
    size_t first = turns ? round % turns * wanted % turns : 0;
    for (size_t i = 0; i < survey->question_count; i++)
        if (takes_turns(survey, i)) {
            asked[i] = (place + turns - first) % turns < wanted;
            place++;
        }
}

uint16_t *rotation_choose(struct arena *arena, const struct survey *survey, size_t round, size_t *count)
{
    *count = 0;
    if (survey->per_wave == 0)
        return NULL;
    bool *asked = ARENA_ARRAY(arena, survey->question_count, bool);
    mark_turn(survey, round, asked);
    uint16_t *chosen = ARENA_ARRAY(arena, survey->question_count, uint16_t);
    // A condition names an earlier question, which is settled by the time the one that depends on it comes.
    for (size_t i = 0; i < survey->question_count; i++) {
        const struct show_if *condition = survey->questions[i].show_if;
        asked[i] = asked[i] || is_core(survey, i) || (condition && asked[condition->question]);
        if (asked[i])
            chosen[(*count)++] = (uint16_t)i;
    }
    return chosen;
}
