#include "rake_choice.h"
#include "base/text.h"

#include <string.h>

#define RAKE_DEPARTMENT "department" // always, so it may be the only one named

static bool unknown_segment(struct arena *arena, const char *name, const struct wave_frozen *frozen, struct error *err)
{
    const char *known = RAKE_DEPARTMENT;
    for (size_t i = 0; i < frozen->segment_count; i++)
        known = arena_format(arena, "%s, %s", known, frozen->segments[i].name);
    (void)FAIL(err, ERROR_USAGE, "--rake: people have no segment '%s'", name);
    return error_hint(err, "There are: %s.", known);
}

static bool find_segment(struct arena *arena, const char *name, const struct wave_frozen *frozen, size_t *number,
                         struct error *err)
{
    for (*number = 0; *number < frozen->segment_count; (*number)++)
        if (strcmp(frozen->segments[*number].name, name) == 0)
            return true;
    return unknown_segment(arena, name, frozen, err);
}

static bool add(struct arena *arena, const char *name, const struct wave_frozen *frozen, bool *chosen, struct error *err)
{
    size_t number;
    if (strcmp(name, RAKE_DEPARTMENT) == 0)
        return true;
    if (!find_segment(arena, name, frozen, &number, err))
        return false;
    chosen[number] = true;
    return true;
}

// The groups that analyze/rake.h will make.
static bool few_enough(const struct wave_frozen *frozen, const bool *chosen, struct error *err)
{
    size_t segments = 0, groups = 1;
    for (size_t i = 1; i < frozen->organisation.count; i++)
        groups += frozen->organisation.departments[i].parent == 0;
    for (size_t i = 0; i < frozen->segment_count && groups <= WAVE_STRATUM_LIMIT; i++) {
        segments += chosen[i];
        groups *= chosen[i] ? frozen->segments[i].category_count + 1 : 1;
    }
    if (segments <= WAVE_RAKE_LIMIT && groups <= WAVE_STRATUM_LIMIT)
        return true;
    (void)FAIL(err, ERROR_LIMIT, "--rake divides people into too many groups");
    return error_hint(err, "At most %d segments and %d groups; a few segments of a few values are enough.", WAVE_RAKE_LIMIT,
                      WAVE_STRATUM_LIMIT);
}

bool rake_choose(struct arena *arena, struct db *db, int wave_id, const char *list, const struct wave_frozen *frozen,
                 struct error *err)
{
    bool chosen[SEGMENT_LIMIT] = {0};
    char *rest = arena_text(arena, list);
    for (char *name; (name = strsep(&rest, ",")) != NULL;)
        if (!add(arena, text_trim(name), frozen, chosen, err))
            return false;
    if (!few_enough(frozen, chosen, err))
        return false;
    const char *numbers = "";
    for (size_t i = 0; i < frozen->segment_count; i++)
        if (chosen[i])
            numbers = arena_format(arena, "%s%s%zu", numbers, *numbers ? "," : "", i);
    return db_run(db, QUERY_BALLOT_OPEN_RAKE,
                  DB_VALUES(db_int(wave_id), db_text(arena_format(arena, "{%s}", numbers))), NULL, err);
}
