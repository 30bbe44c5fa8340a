#include "ballot/import.h"
#include "ballot/definition.h"
#include "ballot/packer.h"
#include "ballot/wave.h"
#include "base/file.h"
#include "import_join.h"
#include "import_seen.h"
#include "import_source.h"
#include "import_store.h"

#include <string.h>
#include <time.h>

struct import {
    struct db *db;
    struct arena *arena;
    const struct import_plan *plan;
    const struct progress *progress;
    struct fault_list *faults;
    struct import_report *report;
    struct survey *survey;
    struct import_map map;
    struct import_tree tree;
    struct import_source source;
    struct packer *packer;
    struct copy_in join;
    bool joining; // COPY of single answers is open
};

// A wave from the future would stay the latest one, which every later wave is compared with.
static bool check_past(const char *option, const char *date, struct error *err)
{
    char today[sizeof "YYYY-MM-DD"];
    const time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(today, sizeof today, "%Y-%m-%d", &utc);
    return strcmp(date, today) <= 0 ||
           FAIL(err, ERROR_USAGE, "%s %s lies in the future; answers are imported after they were given", option, date);
}

static bool check_plan(const struct import_plan *plan, struct error *err)
{
    if (!wave_check_key(plan->key, err) ||
        (plan->opened && (!wave_check_date("--opened", plan->opened, err) ||
                          !check_past("--opened", plan->opened, err))) ||
        (plan->closed && (!wave_check_date("--closed", plan->closed, err) ||
                          !check_past("--closed", plan->closed, err))))
        return false;
    if (plan->k < WAVE_K_MINIMUM)
        return FAIL(err, ERROR_USAGE, "k is %d, at least %d protects anybody", plan->k, WAVE_K_MINIMUM);
    if (plan->opened && plan->closed && strcmp(plan->opened, plan->closed) > 0)
        return FAIL(err, ERROR_USAGE, "the wave closes (%s) before it opens (%s)", plan->closed,
                    plan->opened);
    return true;
}

// Faults of the map get its file name in front, so that they can stand beside those of the answers.
static bool read_map(struct import *import, struct error *err)
{
    const char *path = import->plan->map;
    size_t size;
    import->map = import_map_plain();
    if (!path)
        return true;
    char *text = file_read(import->arena, path, IMPORT_MAP_LIMIT, &size, err);
    if (!text)
        return false;
    struct fault_list faults = {.arena = import->arena};
    struct import_map *map = import_map_parse(import->arena, text, size, import->survey, &faults);
    for (size_t i = 0; i < faults.count; i++)
        fault_add(import->faults, arena_format(import->arena, "%s: %s", path, faults.items[i].place), "%s",
                  faults.items[i].message);
    import->faults->total += faults.total - faults.count;
    if (map)
        import->map = *map;
    return map || fault_check(import->faults, path, err);
}

static bool refuse_known_key(struct import *import, struct error *err)
{
    struct wave wave;
    struct error missing;
    if (wave_find(import->arena, import->db, import->plan->key, &wave, &missing))
        return FAIL(err, ERROR_CONFLICT, "there is a wave '%s' already", import->plan->key);
    if (missing.kind == ERROR_NOT_FOUND)
        return true;
    *err = missing;
    return false;
}

static bool load_directory(struct import *import, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(import->db, QUERY_BALLOT_IMPORT_DIRECTORY, DB_NO_VALUES, err);
    if (!rows)
        return false;
    import_tree_init(&import->tree, import->arena, import->plan->create_departments);
    for (int row = 0; row < PQntuples(rows); row++)
        import_tree_add_stored(&import->tree, result_text(rows, row, 0), result_text(rows, row, 1),
                               result_text(rows, row, 2), (int)result_int(rows, row, 3));
    return import_tree_choose_root(&import->tree, &import->map, err);
}

static void report_progress(const struct import *import, int reading)
{
    uint64_t total = csv_total(import->source.reader);
    progress_step(import->progress, csv_done(import->source.reader) + (reading == 2 ? total : 0), 2 * total);
}

// First reading: every fault, every department, every category.
static bool survey_file(struct import *import, struct error *err)
{
    struct import_source *source = &import->source;
    struct csv_row row;
    if (!import_source_open(source, err))
        return false;
    if (csv_total(source->reader) == 0)
        return FAIL(err, ERROR_INVALID, "%s: is no regular file; it is read twice", import->plan->file);
    uint64_t lines = 0;
    for (; csv_next(source->reader, &row); lines++) {
        if (import_source_read(source, &row))
            import_tree_mark(&import->tree, source->line.department);
        report_progress(import, 1);
    }
    import_source_close(source);
    import_source_settle(source);
    if (!fault_check(import->faults, import->plan->file, err))
        return false;
    return lines > 0 ||
           FAIL(err, ERROR_INVALID, "%s: there are no answers, only a heading", import->plan->file);
}

static bool stage_sheet(struct import *import, struct error *err)
{
    const struct import_line *line = &import->source.line;
    struct sheet sheet = {.department = (uint16_t)import->tree.nodes[line->department].number,
                          .weight = line->weight,
                          .answers = line->answers};
    memcpy(sheet.segments, line->segments, sizeof sheet.segments);
    if (!(import->map.is_long && line->given == 0) && !packer_stage(import->packer, &sheet, err))
        return false;
    for (size_t i = 0; i < line->comment_count; i++)
        if (!packer_stage_comment(import->packer, line->comments[i].question, sheet.department,
                                  line->comments[i].body, err))
            return false;
    return true;
}

static bool take_line(struct import *import, const struct csv_row *row, struct import_seen *seen,
                      struct error *err)
{
    struct import_report *report = import->report;
    const struct import_line *line = &import->source.line;
    report->lines++;
    if (import->map.skip_duplicates && import_seen_note(seen, row)) {
        report->duplicates++;
        return true;
    }
    if (!import_source_read(&import->source, row))
        return fault_check(import->faults, import->plan->file, err);
    report->empty += line->given == 0 && line->comment_count == 0;
    report->answers += line->given;
    report->not_applicable += line->not_applicable;
    report->comments += line->comment_count;
    return import->joining ? import_join_stage(&import->join, &import->source, err)
                           : stage_sheet(import, err);
}

static bool take_lines(struct import *import, struct error *err)
{
    struct csv_row row;
    AUTO(import_seen) struct import_seen seen;
    import_seen_init(&seen);
    while (csv_next(import->source.reader, &row)) {
        if (!take_line(import, &row, &seen, err))
            return false;
        report_progress(import, 2);
    }
    return fault_check(import->faults, import->plan->file, err);
}

static bool join_people(struct import *import, struct error *err)
{
    import->joining = false;
    if (!copy_in_end(&import->join, err) ||
        !import_join_sheets(import->db, import->arena, &import->source, import->packer, err))
        return false;
    import->report->answers -= import->source.repeated;
    import->report->not_applicable -= import->source.repeated_not_applicable;
    return fault_check(import->faults, import->plan->file, err);
}

// Second reading: the answers.
static bool take_file(struct import *import, int wave_id, struct error *err)
{
    struct block_shape shape = {.segments = import->map.segment_count,
                                .weighted = import->map.weight != NULL,
                                .columns = import->survey->column_count};
    import->packer = packer_start(import->arena, import->db, wave_id, &shape, err);
    if (!import->packer || !import_source_open(&import->source, err))
        return false;
    bool join = import->map.respondent != NULL;
    if (join && !import_join_start(import->db, &import->join, err))
        return false;
    import->joining = join;
    return take_lines(import, err) && (!join || join_people(import, err)) &&
           packer_stage_end(import->packer, err) &&
           packer_write(import->packer, &import->report->sheets, err);
}

static bool store(struct import *import, struct error *err)
{
    int *order, wave_id;
    size_t count;
    struct import_report *report = import->report;
    report->joined = !import->map.is_long || import->map.respondent;
    report->weighted = import->map.weight != NULL;
    if (!import_tree_number(&import->tree, import->arena, import->plan->people, &order, &count, err) ||
        !import_store_wave(import->db, import->arena, import->plan, &import->source, report, &wave_id, err) ||
        !import_store_departments(import->db, &import->tree, order, count, &report->departments_made, err) ||
        !import_store_snapshot(import->db, wave_id, &import->tree, order, count, import->plan->people, err) ||
        !import_store_segments(import->db, wave_id, &import->source, err))
        return false;
    report->departments = count;
    return take_file(import, wave_id, err);
}

static bool run(struct import *import, struct error *err)
{
    import->survey = definition_load(import->arena, import->db, import->plan->survey, err);
    if (!import->survey || !read_map(import, err) || !refuse_known_key(import, err) ||
        !db_run(import->db, QUERY_PEOPLE_LOCK, DB_NO_VALUES, NULL, err) || !load_directory(import, err))
        return false;
    import->report->survey_id = import->survey->id;
    import->report->survey_version = import->survey->version;
    import_source_init(&import->source, import->arena, import->plan->file, import->survey, &import->map,
                       &import->tree, import->faults);
    bool good = survey_file(import, err) && store(import, err);
    if (import->joining)
        copy_in_abort(&import->join);
    packer_abandon(import->packer);
    import_source_close(&import->source);
    return good;
}

bool answers_import(struct db *db, struct arena *arena, const struct import_plan *plan,
                    const struct progress *progress, struct fault_list *faults, struct import_report *report,
                    struct error *err)
{
    struct import import = {
        .db = db, .arena = arena, .plan = plan, .progress = progress, .faults = faults, .report = report};
    *report = (struct import_report){0};
    if (!check_plan(plan, err) || !db_begin(db, err))
        return false;
    if (run(&import, err))
        return db_commit(db, err);
    db_rollback(db);
    return false;
}
