// Proposals: a finding becomes actions with measures of the playbook. Called by the analyzer inside its own
// transaction (DB_ANALYZE), with what it has just written into ledger.finding, so that findings and proposals appear
// together or not at all.
#pragma once

#include "action/playbook.h"
#include "db/query.h"

enum { PROPOSALS_PER_FINDING = 2 };

// What an action needs to know about a finding. Nothing here is a hidden figure: findings are published.
struct action_finding {
    int wave_id, finding; // key of ledger.finding
    const char *kind;     // "fall", "opportunity", "below_parent", "drift" lead to proposals, other kinds do not
    const char *survey_id;
    const char *department; // code
    const char *question;   // id
    const char *driver;     // of the question; NULL for an outcome, which is answered by listening first
};

// Adds the driver's first measures as actions in state `proposed` (at most PROPOSALS_PER_FINDING). Again is fine:
// nothing is proposed twice for one finding, and a measure that is still open for the same department and question
// is not proposed once more. A driver unknown to the playbook proposes nothing. `proposed` (may be NULL) is the number
// of actions added.
MUST_USE bool action_propose(struct db *db, const struct playbook *playbook,
                             const struct action_finding *finding, int *proposed, struct error *err);
