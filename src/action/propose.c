#include "action/propose.h"

#include <string.h>

// Where the outcome itself is the finding nobody knows yet what is behind it: ask first.
static const char outcome_driver[] = "being-heard";

static bool leads_to_action(const char *kind)
{
    static const char *const kinds[] = {"fall", "opportunity", "below_parent", "drift"};
    for (size_t i = 0; i < LENGTH(kinds); i++)
        if (strcmp(kind, kinds[i]) == 0)
            return true;
    return false;
}

static bool propose_one(struct db *db, const struct action_finding *finding,
                        const struct playbook_measure *measure, int64_t *added, struct error *err)
{
    return db_run(db, QUERY_ACTION_PROPOSE,
                  DB_VALUES(db_int(finding->wave_id), db_int(finding->finding), db_text(finding->survey_id),
                            db_text(finding->department), db_text(finding->question),
                            db_text(finding->driver), db_text(survey_text_in(&measure->title, "en")),
                            db_text(measure->id), db_text(finding->kind)),
                  added, err);
}

bool action_propose(struct db *db, const struct playbook *playbook, const struct action_finding *finding,
                    int *proposed, struct error *err)
{
    int total = 0;
    const char *id = finding->driver ? finding->driver : outcome_driver;
    const struct playbook_driver *driver =
        leads_to_action(finding->kind) ? playbook_driver(playbook, id) : NULL;
    // An outcome gets one proposal: to listen. What follows depends on what is heard.
    size_t most = finding->driver ? PROPOSALS_PER_FINDING : 1;
    for (size_t i = 0; driver && i < driver->measure_count && i < most; i++) {
        int64_t added = 0;
        if (!propose_one(db, finding, &driver->measures[i], &added, err))
            return false;
        total += (int)added;
    }
    if (proposed)
        *proposed = total;
    return true;
}
