#include "action/verify.h"
#include "base/json.h"
#include "internal.h"
#include "measure.h"

#include <stdlib.h>

static json_t *side_json(const struct effect_figure *before, const struct effect_figure *after, double change)
{
    const bool enps = before->enps;
    return json_pack("{s:f, s:f, s:f, s:f, s:f}", "before", enps ? before->enps_value : before->mean, "after",
                     enps ? after->enps_value : after->mean, "change", change, "n_before", before->n,
                     "n_after", after->n);
}

// Everything somebody needs to follow the verdict, out of published figures.
static json_t *detail_of(const struct action *action, const struct measured_wave *before,
                         const struct measured_wave *after, const struct effect *effect)
{
    const struct comparison *comparison = &effect->comparison;
    json_t *detail = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:f, s:f, s:f, s:f, s:f, s:o}", "before", before->key, "after", after->key,
        "question", action->question, "figure", before->figures.department.enps ? "enps" : "mean", "method",
        effect_method_name(effect->method), "difference", comparison->difference, "low",
        comparison->interval.low, "high", comparison->interval.high, "p", comparison->p, "expected",
        action->expected, "department",
        side_json(&before->figures.department, &after->figures.department, effect->department_change));
    if (!detail || (effect->method == EFFECT_AGAINST_REST &&
                    json_object_set_new(detail, "rest_change", json_real(effect->rest_change)) != 0))
        abort();
    return detail;
}

static bool check_done(const struct action *action, struct error *err)
{
    if (action->state == ACTION_DONE)
        return true;
    (void)FAIL(err, ERROR_CONFLICT, "action %d is %s: verify is not possible", action->id,
               action_state_name(action->state));
    return error_hint(err, "Only what is done can be verified.");
}

static bool verify_held(struct arena *arena, struct db *db, const struct action *held, const char *wave,
                        const struct action_input *input, struct action *after, struct verification *result,
                        struct error *err)
{
    struct measured_wave earlier, later;
    if (!check_done(held, err) || !measure(arena, db, held, wave, &earlier, &later, err)) {
        db_rollback(db);
        return false;
    }
    struct effect effect;
    effect_compute(&earlier.figures, &later.figures, &effect);
    *result = (struct verification){earlier.key, later.key, held->question, earlier.figures.department.enps,
                                    effect};
    *after = *held;
    after->state = action_step(held->state, VERB_VERIFY, effect.outcome)->to;
    after->verified_by_id = later.id;
    after->verified_by = later.key;
    return edit_write(db, held, after, input, detail_of(held, &earlier, &later, &effect), err);
}

bool action_verify(struct arena *arena, struct db *db, int id, const char *wave,
                   const struct action_input *input, struct action *after, struct verification *result,
                   struct error *err)
{
    struct action held;
    return edit_check_input(input, err) && edit_open(arena, db, id, input->version, &held, err) &&
           verify_held(arena, db, &held, wave, input, after, result, err);
}
