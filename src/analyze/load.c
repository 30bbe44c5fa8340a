#include "analyze/load.h"
#include "analyze/rake.h"
#include "analyze/shard.h"
#include "analyze/sums_store.h"
#include "db/copy.h"

#include <endian.h>
#include <string.h>

static bool set_wave(struct db *db, int wave_id, struct error *err)
{
    return scan_set(db, wave_id, scan_everything, err);
}

// What makes a counter, for all passes over the blocks.
static bool make_plan(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                      const struct organisation *organisation, struct counter_plan *plan, struct error *err)
{
    struct wave_segment *segments;
    *plan = (struct counter_plan){.survey = survey,
                                  .wave = wave,
                                  .departments = organisation->count,
                                  .shape = {.weighted = wave->weighted, .columns = survey->column_count}};
    return wave_segments(arena, db, wave->id, &segments, &plan->shape.segments, err);
}

static bool rake(struct arena *arena, struct db *db, const struct organisation *organisation, struct counter_plan *plan,
                 struct loaded *loaded, struct error *err)
{
    if (!plan->wave->raked)
        return true;
    struct stratum_weights *strata = ARENA_NEW(arena, struct stratum_weights);
    if (!rake_load(arena, db, plan, organisation, strata, err))
        return false;
    plan->raked = strata;
    loaded->raked = true;
    loaded->raking = strata->result;
    return true;
}

// What it takes to count.
static bool make_scan(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                      const struct organisation *organisation, struct scan_plan *plan, struct loaded *loaded,
                      struct error *err)
{
    return make_plan(arena, db, wave, survey, organisation, &plan->counting, err) && set_wave(db, wave->id, err) &&
           rake(arena, db, organisation, &plan->counting, loaded, err);
}

bool load_share(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                const struct organisation *organisation, struct scan_share share, const struct load_options *options,
                struct counter **counter, struct loaded *loaded, struct error *err)
{
    struct scan_plan plan = {.share = share, .threads = options->threads};
    return make_scan(arena, db, wave, survey, organisation, &plan, loaded, err) &&
           scan_blocks(arena, db, &plan, options->progress, counter, err);
}

static bool add_shards(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                       const struct organisation *organisation, struct counter **counter, struct loaded *loaded,
                       struct error *err)
{
    struct scan_plan plan = {.share = scan_everything};
    if (!make_scan(arena, db, wave, survey, organisation, &plan, loaded, err))
        return false;
    *counter = scan_counter(arena, &plan);
    return shard_add(db, wave, *counter, err) && scan_check(db, &plan, *counter, err);
}

static bool count(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                  const struct organisation *organisation, const struct load_options *options,
                  struct loaded *loaded, struct error *err)
{
    struct counter *counter;
    struct shards shards = {0};
    if (!options->whole && !shard_find(db, wave, &shards, err))
        return false;
    if (shards.shards == 0)
        return load_share(arena, db, wave, survey, organisation, scan_everything, options, &counter, loaded, err) &&
               counter_finish(counter, &loaded->counted, err);
    return shard_complete(wave, &shards, err) &&
           add_shards(arena, db, wave, survey, organisation, &counter, loaded, err) &&
           counter_finish(counter, &loaded->counted, err);
}

static uint32_t big_endian(const unsigned char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return be32toh(value);
}

// A one-dimensional int4 array in PostgreSQL's binary format: dimensions, flags, type, length, lower bound, then a
// size and a value for each element.
static bool read_counts(const unsigned char *field, int32_t size, uint32_t *counts, size_t count)
{
    enum { HEADER = 20, ELEMENT = 8 };
    if (!field || (size_t)size != HEADER + count * ELEMENT || big_endian(field) != 1 ||
        big_endian(field + 12) != count)
        return false;
    for (size_t i = 0; i < count; i++)
        counts[i] = big_endian(field + HEADER + i * ELEMENT + 4);
    return true;
}

static bool read_cell(struct copy_out *copy, struct cells *cells, struct error *err)
{
    int32_t size;
    int32_t department = copy_out_int4(copy);
    int32_t sheets = copy_out_int4(copy), partial = copy_out_int4(copy);
    const unsigned char *counts = copy_out_field(copy, &size);
    size_t width = cells->columns * CELL_COUNTS;
    if (department < 0 || (size_t)department >= cells->departments ||
        !read_counts(counts, size, cells->counts + (size_t)department * width, width))
        return FAIL(err, ERROR_INTERNAL, "the stored cell of department %d does not fit its wave",
                    department);
    cells->sheets[department] = (uint32_t)sheets;
    cells->partial[department] = (uint32_t)partial;
    return true;
}

// `found` is false when nothing is stored; a wave's cells are stored together or not at all.
static bool read_cells(struct db *db, struct cells *cells, bool *found, struct error *err)
{
    struct copy_out copy;
    if (!copy_out_start(&copy, db, QUERY_ANALYZE_CELL_COPY, err))
        return false;
    size_t rows = 0;
    int state;
    while ((state = copy_out_next(&copy, err)) == 1 && read_cell(&copy, cells, err))
        rows++;
    copy_out_close(&copy);
    if (state != 0)
        return false;
    *found = rows > 0;
    if (rows > 0 && rows != cells->departments)
        return FAIL(err, ERROR_INTERNAL, "cells of %zu departments are stored for %zu", rows,
                    cells->departments);
    return true;
}

// What is stored of a wave beside its cells.
static size_t stored_sums(const struct counted *counted, struct sums sums[SUMS_LIMIT])
{
    const size_t count = index_cells_sums(&counted->indices, sums);
    return count + (counted->weights.sums ? weight_cells_sums(&counted->weights, sums + count) : 0);
}

static bool load_sums(struct db *db, const struct counted *counted, bool *found, struct error *err)
{
    struct sums sums[SUMS_LIMIT];
    const size_t count = stored_sums(counted, sums);
    return sums_load(db, sums, count, found, err);
}

static bool read_stored(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                        size_t departments, struct counted *counted, bool *found, struct error *err)
{
    *counted = (struct counted){.cells = cells_new(arena, departments, survey->column_count),
                                .indices = index_cells_new(arena, survey, departments)};
    if (wave_is_weighted(wave))
        counted->weights = weight_cells_new(arena, departments, survey->column_count);
    return set_wave(db, wave->id, err) && read_cells(db, &counted->cells, found, err) &&
           (!*found || load_sums(db, counted, found, err));
}

bool load_cells(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                const struct organisation *organisation, const struct load_options *options, struct loaded *loaded,
                struct error *err)
{
    bool found;
    *loaded = (struct loaded){0};
    if (!read_stored(arena, db, wave, survey, organisation->count, &loaded->counted, &found, err))
        return false;
    loaded->fresh = !found;
    return found || count(arena, db, wave, survey, organisation, options, loaded, err);
}

static bool add_cell(struct copy_in *copy, const struct wave *wave, const struct cells *cells,
                     size_t department, struct error *err)
{
    size_t width = cells->columns * CELL_COUNTS;
    copy_in_row(copy, 5);
    copy_in_int4(copy, wave->id);
    copy_in_int4(copy, (int32_t)department);
    copy_in_int4(copy, (int32_t)cells->sheets[department]);
    copy_in_int4(copy, (int32_t)cells->partial[department]);
    copy_in_int4_array(copy, (const int32_t *)cells->counts + department * width, width);
    return copy_in_flush(copy, err);
}

static bool store_cells(struct db *db, const struct wave *wave, const struct cells *cells, struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_ANALYZE_CELL_ADD, err))
        return false;
    for (size_t department = 0; department < cells->departments; department++)
        if (!add_cell(&copy, wave, cells, department, err)) {
            copy_in_abort(&copy);
            return false;
        }
    return copy_in_end(&copy, err);
}

bool load_store(struct db *db, const struct wave *wave, const struct counted *counted, struct error *err)
{
    struct sums sums[SUMS_LIMIT];
    const size_t count = stored_sums(counted, sums);
    return shard_remove(db, wave, err) && store_cells(db, wave, &counted->cells, err) &&
           sums_store(db, wave->id, sums, count, err);
}
