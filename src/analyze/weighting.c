#include "analyze/weighting.h"
#include "analyze/weight.h"

#include <math.h>

static const struct {
    enum raking_warning warning;
    const char *name;
} warning_names[] = {
    {RAKING_NOT_CONVERGED, "not_converged"},
    {RAKING_EMPTY_CATEGORY, "empty_category"},
    {RAKING_EXTREME_WEIGHTS, "extreme_weights"},
    {RAKING_LARGE_DESIGN_EFFECT, "large_design_effect"},
};

const char *weighting_warning(unsigned warnings, size_t number)
{
    for (size_t i = 0; i < LENGTH(warning_names); i++)
        if (warnings & warning_names[i].warning && number-- == 0)
            return warning_names[i].name;
    return NULL;
}

static bool name_segments(struct arena *arena, struct db *db, const struct wave *wave, struct weighting *weighting,
                          struct error *err)
{
    struct wave_segment *segments;
    size_t count;
    if (!wave_segments(arena, db, wave->id, &segments, &count, err))
        return false;
    weighting->segments = ARENA_ARRAY(arena, wave->rake_count, const char *);
    for (size_t i = 0; i < wave->rake_count && wave->rake[i] < count; i++)
        weighting->segments[weighting->segment_count++] = segments[wave->rake[i]].name;
    return true;
}

// Who answered is protected like what they answered: exactly, these numbers would tell which of the known weights, or of how
// many people in each group, the sheets are.
static double rounded(double value, double steps)
{
    return round(value * steps) / steps;
}

bool weighting_of(struct arena *arena, struct db *db, const struct wave *wave, const struct loaded *loaded,
                  struct weighting *weighting, struct error *err)
{
    *weighting = (struct weighting){.weighted = wave_is_weighted(wave), .raked = wave->raked};
    if (!weighting->weighted)
        return true;
    const uint64_t *totals = loaded->counted.weights.totals;
    weighting->people = (int64_t)totals[WEIGHT_PEOPLE];
    weighting->effective = weight_effective(weighting->people, (int64_t)totals[WEIGHT_SUM], (int64_t)totals[WEIGHT_SUM_SQUARES]);
    weighting->design_effect = weighting->effective > 0.0 ? rounded((double)weighting->people / weighting->effective, 100) : 1.0;
    struct raking_result result = loaded->raking;
    if (!wave->raked)
        result = (struct raking_result){.converged = true, .least = 1.0, .most = 1.0};
    result.design_effect = weighting->design_effect;
    weighting->warnings = raking_warnings(&result);
    weighting->least = rounded(result.least, 10);
    weighting->most = rounded(result.most, 10);
    return !wave->raked || name_segments(arena, db, wave, weighting, err);
}

// As analyze_weighting_add.sql takes a list.
static const char *joined(struct arena *arena, const char *list, const char *item)
{
    return *list ? arena_format(arena, "%s\x1f%s", list, item) : item;
}

bool weighting_store(struct arena *arena, struct db *db, const struct wave *wave, const struct weighting *weighting,
                     struct error *err)
{
    if (!weighting->weighted)
        return true;
    const char *segments = "", *warnings = "", *name;
    for (size_t i = 0; i < weighting->segment_count; i++)
        segments = joined(arena, segments, weighting->segments[i]);
    for (size_t i = 0; (name = weighting_warning(weighting->warnings, i)) != NULL; i++)
        warnings = joined(arena, warnings, name);
    return db_run(db, QUERY_ANALYZE_WEIGHTING_ADD,
                  DB_VALUES(db_int(wave->id), db_text(weighting->raked ? "raked" : "import"), db_text(segments),
                            db_int(weighting->people), db_real(weighting->effective), db_real(weighting->design_effect),
                            weighting->raked ? db_real(weighting->least) : db_null(),
                            weighting->raked ? db_real(weighting->most) : db_null(), db_text(warnings)),
                  NULL, err);
}
