#include "analyze/analyze.h"
#include "action/propose.h"
#include "analyze/comment_store.h"
#include "analyze/compute.h"
#include "analyze/index_store.h"
#include "analyze/load.h"
#include "analyze/norms.h"
#include "analyze/store.h"
#include "analyze/weighting.h"
#include "ballot/definition.h"

#include <string.h>

static const struct load_options standard = {0};

// Everything about one wave that a computation reads.
struct source {
    struct wave wave;
    struct survey *survey;
    struct organisation organisation;
    struct loaded loaded;
    const enum figure_status *statuses, *index_statuses;
    struct history history; // of a previous wave
};

static struct analyze_wave view(const struct source *source)
{
    return (struct analyze_wave){
        .wave = &source->wave,
        .survey = source->survey,
        .organisation = &source->organisation,
        .cells = &source->loaded.counted.cells,
        .statuses = source->statuses,
        .history = &source->history,
        .pairs = source->loaded.fresh ? &source->loaded.counted.pairs : NULL,
        .index_statuses = source->index_statuses,
        .indices = &source->loaded.counted.indices,
        .weights = source->loaded.counted.weights.sums ? &source->loaded.counted.weights : NULL,
    };
}

static bool load_source(struct arena *arena, struct db *db, const struct load_options *options,
                        struct source *source, struct error *err)
{
    const struct wave *wave = &source->wave;
    source->survey = definition_load_version(arena, db, wave->survey_id, wave->survey_version, err);
    return source->survey && wave_organisation(arena, db, wave->id, &source->organisation, err) &&
           load_cells(arena, db, wave, source->survey, &source->organisation, options, &source->loaded,
                      err);
}

static bool load_previous(struct arena *arena, struct db *db, const struct wave *wave,
                          struct source *previous, bool *found, struct error *err)
{
    if (!wave_previous(arena, db, wave, &previous->wave, found, err))
        return false;
    return !*found || (load_source(arena, db, &standard, previous, err) &&
                       store_statuses(arena, db, previous->wave.id, previous->organisation.count,
                                      previous->survey->question_count, &previous->statuses, err) &&
                       history_load(arena, db, wave->id, previous->wave.id, previous->organisation.count,
                                    previous->survey->question_count, &previous->history, err) &&
                       index_statuses(arena, db, previous->wave.id, previous->organisation.count,
                                      previous->survey->index_count, &previous->index_statuses, err));
}

// Waits for another analyzer of the same wave, then looks whether there is still something to do.
static bool lock_wave(struct db *db, const struct wave *wave, bool *closed, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_WAVE_LOCK, DB_VALUES(db_int(wave->id)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0)
        return FAIL(err, ERROR_NOT_FOUND, "there is no wave '%s' any more", wave->key);
    *closed = strcmp(result_text(rows, 0, 0), wave_state_name(WAVE_CLOSED)) == 0;
    return true;
}

// Nothing has to be done about a slow rise.
static bool drifts_upward(const struct finding *finding)
{
    for (size_t i = 0; i < finding->number_count && finding->kind == FINDING_DRIFT; i++)
        if (strcmp(finding->numbers[i].name, "difference") == 0)
            return finding->numbers[i].value > 0;
    return false;
}

static bool propose(struct arena *arena, struct db *db, struct analysis *analysis, struct error *err)
{
    const struct publication *publication = &analysis->publication;
    if (publication->finding_count == 0)
        return true;
    const struct playbook *playbook = playbook_load(arena, err);
    if (!playbook)
        return false;
    for (size_t i = 0; i < publication->finding_count && i < FINDING_LIMIT; i++) {
        const struct finding *finding = &publication->findings[i];
        if (finding->question == FINDING_NO_QUESTION || drifts_upward(finding))
            continue;
        const struct question *question = &analysis->survey->questions[finding->question];
        struct action_finding about = {
            .wave_id = analysis->wave.id,
            .finding = (int)i + 1,
            .kind = finding_kind_name(finding->kind),
            .survey_id = analysis->survey->id,
            .department = analysis->organisation.departments[finding->department].code,
            .question = question->id,
            .driver = question->driver,
        };
        int proposed = 0;
        if (!action_propose(db, playbook, &about, &proposed, err))
            return false;
        analysis->proposed += proposed;
    }
    return true;
}

static bool publish(struct arena *arena, struct db *db, const struct source *now, const struct analyze_wave *current,
                    const struct source *previous, struct analysis *analysis, struct error *err)
{
    int64_t changed = 0;
    if ((now->loaded.fresh && !load_store(db, &now->wave, &now->loaded.counted, err)) ||
        !store_publication(arena, db, &now->wave, now->survey, previous ? previous->wave.id : 0,
                           &analysis->publication, err) ||
        !comment_publish(db, current, &analysis->publication, err) ||
        !index_store(db, &now->wave, &analysis->publication, err) ||
        !weighting_store(arena, db, &now->wave, &analysis->weighting, err) || !propose(arena, db, analysis, err) ||
        !db_run(db, QUERY_ANALYZE_WAVE_PUBLISH, DB_VALUES(db_int(now->wave.id)), &changed, err))
        return false;
    return changed == 1 ||
           FAIL(err, ERROR_INTERNAL, "wave %s changed its state while it was locked", now->wave.key);
}

static uint64_t sheet_total(const struct cells *cells)
{
    uint64_t total = 0;
    for (size_t i = 0; i < cells->departments; i++)
        total += (uint64_t)cells->sheets[i] + cells->partial[i];
    return total;
}

static bool analyze_locked(struct arena *arena, struct db *db, const struct load_options *options,
                           struct analysis *analysis, struct error *err)
{
    struct source now = {.wave = analysis->wave}, previous = {0};
    bool closed = false, found = false;
    if (!lock_wave(db, &now.wave, &closed, err))
        return false;
    if (!closed)
        return true;
    if (!load_source(arena, db, options, &now, err) ||
        !load_previous(arena, db, &now.wave, &previous, &found, err))
        return false;
    if (!weighting_of(arena, db, &now.wave, &now.loaded, &analysis->weighting, err))
        return false;
    struct analyze_wave current = view(&now), before = view(&previous);
    if (!norms_load(arena, db, &now.wave, now.survey, &current.norms, &current.norm_count, err))
        return false;
    if (!analyze_compute(arena, &current, found ? &before : NULL, &analysis->publication, err))
        return false;
    analysis->survey = now.survey;
    analysis->organisation = now.organisation;
    analysis->previous = found ? previous.wave.key : NULL;
    analysis->sheets = sheet_total(&now.loaded.counted.cells);
    analysis->done = true;
    return publish(arena, db, &now, &current, found ? &previous : NULL, analysis, err);
}

// Changes refer to the previous published wave for good, so an earlier one must not be left out by accident.
static bool check_order(struct db *db, const struct wave *wave, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_WAVE_EARLIER, DB_VALUES(db_int(wave->id)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0)
        return true;
    (void)FAIL(err, ERROR_CONFLICT, "wave %s of the same survey closed before %s and is not published yet",
               result_text(rows, 0, 0), wave->key);
    return error_hint(err, "'echolot analyze %s' first, or 'echolot analyze' for all in order.",
                      result_text(rows, 0, 0));
}

static bool check_closed(const struct wave *wave, struct error *err)
{
    if (wave->state == WAVE_OPEN) {
        (void)FAIL(err, ERROR_CONFLICT, "wave %s is still open", wave->key);
        return error_hint(err, "'echolot wave close %s' closes it.", wave->key);
    }
    return wave->state == WAVE_CLOSED || FAIL(err, ERROR_CONFLICT, "wave %s is already published", wave->key);
}

bool analyze_wave(struct arena *arena, struct db *db, const struct wave *wave,
                  const struct load_options *options, struct analysis *analysis, struct error *err)
{
    *analysis = (struct analysis){.wave = *wave};
    if (!check_closed(wave, err) || !check_order(db, wave, err) || !db_begin(db, err))
        return false;
    if (analyze_locked(arena, db, options ? options : &standard, analysis, err) && db_commit(db, err))
        return true;
    db_rollback(db);
    return false;
}

// The wave is locked only while the sums are stored, so that shards are counted at the same time.
static bool keep_shard(struct db *db, const struct wave *wave, struct shard_of part, const struct counter *counter,
                       struct shards *done, struct error *err)
{
    bool closed = false;
    if (!lock_wave(db, wave, &closed, err))
        return false;
    if (!closed)
        return FAIL(err, ERROR_CONFLICT, "wave %s was published meanwhile", wave->key);
    return shard_store(db, wave, part.shard, part.shards, counter, err) && shard_find(db, wave, done, err);
}

static bool count_shard(struct arena *arena, struct db *db, const struct wave *wave, struct shard_of part,
                        const struct load_options *options, struct counter **counter, struct error *err)
{
    struct source source = {.wave = *wave};
    const struct scan_share share = {part.shard - 1, part.shards};
    source.survey = definition_load_version(arena, db, wave->survey_id, wave->survey_version, err);
    return source.survey && wave_organisation(arena, db, wave->id, &source.organisation, err) &&
           load_share(arena, db, wave, source.survey, &source.organisation, share, options, counter, &source.loaded,
                      err);
}

bool analyze_shard(struct arena *arena, struct db *db, const struct wave *wave, struct shard_of part,
                   const struct load_options *options, uint64_t *sheets, struct shards *done, struct error *err)
{
    struct counter *counter;
    if (!check_closed(wave, err) || !db_begin(db, err))
        return false;
    if (count_shard(arena, db, wave, part, options ? options : &standard, &counter, err) &&
        keep_shard(db, wave, part, counter, done, err) && db_commit(db, err)) {
        *sheets = counter_sheets(counter);
        return true;
    }
    db_rollback(db);
    return false;
}
