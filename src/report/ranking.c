#include "report/ranking.h"
#include "base/language_number.h"

#include <stdlib.h>

struct placed {
    int department;
    double value;
};

// The highest first; the order of the organisation makes it complete.
static int compare_placed(const void *a, const void *b)
{
    const struct placed *left = a, *right = b;
    if (left->value != right->value)
        return left->value > right->value ? -1 : 1;
    return left->department < right->department ? -1 : 1;
}

bool ranking_make(const struct words *words, size_t department, struct ranking *ranking)
{
    const struct report *report = words->report;
    *ranking = (struct ranking){0};
    if (department != 0 || report->scoped || report->survey->outcome < 0)
        return false;
    ranking->question = (size_t)report->survey->outcome;
    struct placed *placed = ARENA_ARRAY(words->arena, report->department_count, struct placed);
    for (size_t i = 0; i < report->department_count; i++) {
        const struct rank *rank = &report->departments[i].ranks[ranking->question];
        if (rank->departments == 0)
            continue;
        placed[ranking->count++] = (struct placed){(int)i, rank->value.value};
        ranking->above += rank->value.better >= RANKING_APART;
        ranking->below += rank->value.better <= 1 - RANKING_APART;
    }
    qsort(placed, ranking->count, sizeof *placed, compare_placed);
    ranking->departments = ARENA_ARRAY(words->arena, ranking->count, int);
    for (size_t i = 0; i < ranking->count; i++)
        ranking->departments[i] = placed[i].department;
    return ranking->count > 0;
}

char *ranking_text(const struct words *words, const struct ranking *ranking)
{
    const char *count = words_count(words, (int64_t)ranking->count);
    const size_t rest = ranking->count - ranking->above - ranking->below;
    const char *key = !ranking->above && !ranking->below ? "ranking.text_none"
                      : !ranking->below                  ? "ranking.text_above"
                      : !ranking->above                  ? "ranking.text_below"
                                                         : "ranking.text";
    return language_format(words->language, words->arena, key,
                           LANGUAGE_VALUES({"count", count}, {"above", words_count(words, (int64_t)ranking->above)},
                                           {"below", words_count(words, (int64_t)ranking->below)},
                                           {"rest", words_count(words, (int64_t)rest)}));
}

char *ranking_better(const struct words *words, const struct rank *rank)
{
    const double better = rank->value.better;
    if (better > 0.99 || better < 0.01)
        return language_format(words->language, words->arena, better > 0.5 ? "ranking.over" : "ranking.under",
                               LANGUAGE_VALUES({"share", words_share(words, better > 0.5 ? 0.99 : 0.01)}));
    return words_share(words, better);
}
