#include "analyze/rake.h"
#include "analyze/weight.h"
#include "db/copy.h"

static uint16_t *department_groups(struct arena *arena, const struct organisation *organisation)
{
    uint16_t *groups = ARENA_ARRAY(arena, organisation->count, uint16_t);
    uint16_t next = 1;
    for (size_t i = 1; i < organisation->count; i++) {
        const int parent = organisation->departments[i].parent;
        groups[i] = parent == 0 ? next++ : groups[parent];
    }
    return groups;
}

static size_t group_count(const struct stratum_weights *strata, const struct organisation *organisation)
{
    size_t highest = 0;
    for (size_t i = 0; i < organisation->count; i++)
        highest = strata->groups[i] > highest ? strata->groups[i] : highest;
    return highest + 1;
}

bool rake_strata(struct arena *arena, const struct organisation *organisation, const struct wave *wave,
                 const size_t *categories, struct stratum_weights *strata, struct error *err)
{
    *strata = (struct stratum_weights){.groups = department_groups(arena, organisation)};
    if (wave->rake_count > WAVE_RAKE_LIMIT)
        return FAIL(err, ERROR_LIMIT, "raked to %zu segments, at most %d are possible", wave->rake_count,
                    WAVE_RAKE_LIMIT);
    strata->segment_count = wave->rake_count;
    strata->count = group_count(strata, organisation);
    for (size_t i = 0; i < wave->rake_count; i++) {
        strata->segments[i] = wave->rake[i];
        strata->categories[i] = categories[wave->rake[i]] + 1;
        strata->count *= strata->categories[i];
        if (strata->count > WAVE_STRATUM_LIMIT)
            return FAIL(err, ERROR_LIMIT, "the segments to rake to divide people into more than %d groups",
                        WAVE_STRATUM_LIMIT);
    }
    return true;
}

size_t stratum_of(const struct stratum_weights *strata, const struct counter_block *block, size_t sheet)
{
    size_t stratum = strata->groups[block->departments[sheet]];
    for (size_t i = 0; i < strata->segment_count; i++) {
        const size_t none = strata->categories[i] - 1;
        const size_t category = block->view.segments[strata->segments[i] * block->view.sheets + sheet];
        stratum = stratum * strata->categories[i] + (category < none ? category : none);
    }
    return stratum;
}

// Categories of a stratum in the order of the margins: group first.
static void stratum_categories(const struct stratum_weights *strata, size_t stratum, uint32_t *categories)
{
    for (size_t i = strata->segment_count; i-- > 0;) {
        categories[1 + i] = (uint32_t)(stratum % strata->categories[i]);
        stratum /= strata->categories[i];
    }
    categories[0] = (uint32_t)stratum;
}

static double *invited_by_group(struct arena *arena, const struct organisation *organisation,
                                const struct stratum_weights *strata)
{
    double *invited = ARENA_ARRAY(arena, group_count(strata, organisation), double);
    for (size_t i = 0; i < organisation->count; i++)
        invited[strata->groups[i]] += organisation->departments[i].invited;
    return invited;
}

void rake_compute(struct arena *arena, const struct organisation *organisation, const uint32_t *people,
                  double *const *invited, struct stratum_weights *strata)
{
    struct raking_margin margins[1 + WAVE_RAKE_LIMIT] = {
        {group_count(strata, organisation), invited_by_group(arena, organisation, strata)}};
    for (size_t i = 0; i < strata->segment_count; i++)
        margins[1 + i] = (struct raking_margin){strata->categories[i], invited[i]};
    struct raking raking = {.margins = 1 + strata->segment_count, .margin = margins};
    uint32_t *cell_people = ARENA_ARRAY(arena, strata->count, uint32_t);
    uint32_t *category = ARENA_ARRAY(arena, strata->count * raking.margins, uint32_t);
    size_t *stratum_at = ARENA_ARRAY(arena, strata->count, size_t);
    for (size_t stratum = 0; stratum < strata->count; stratum++) {
        if (people[stratum] == 0)
            continue;
        stratum_at[raking.cells] = stratum;
        cell_people[raking.cells] = people[stratum];
        stratum_categories(strata, stratum, category + raking.cells++ * raking.margins);
    }
    raking.people = cell_people;
    raking.category = category;
    raking_compute(&raking, ARENA_ARRAY(arena, raking.cells, double), &strata->result);
    strata->weights = ARENA_ARRAY(arena, strata->count, int64_t);
    for (size_t cell = 0; cell < raking.cells; cell++) {
        const int64_t weight = weight_of(strata->result.weights[cell]);
        strata->weights[stratum_at[cell]] = weight > 0 ? weight : 1;
    }
}

static bool count_row(struct copy_out *copy, const struct counter_plan *plan, const struct stratum_weights *strata,
                      uint32_t *people, struct error *err)
{
    uint16_t departments[BLOCK_SHEETS];
    struct counter_block block = {.departments = departments};
    int32_t size;
    const int32_t sheets = copy_out_int4(copy);
    const unsigned char *payload = copy_out_field(copy, &size);
    if (sheets < 1 || sheets > BLOCK_SHEETS || !payload ||
        !block_open(&plan->shape, (size_t)sheets, payload, (size_t)size, &block.view))
        return FAIL(err, ERROR_INTERNAL, "an answer block does not hold its sheets");
    for (size_t i = 0; i < block.view.sheets; i++) {
        departments[i] = block_department(&block.view, i);
        if (departments[i] >= plan->departments)
            return FAIL(err, ERROR_INTERNAL, "an answer block names a department outside the wave's organisation");
        people[stratum_of(strata, &block, i)]++;
    }
    return true;
}

static bool count_people(struct db *db, const struct counter_plan *plan, const struct stratum_weights *strata,
                         uint32_t *people, struct error *err)
{
    struct copy_out copy;
    if (!copy_out_start(&copy, db, QUERY_ANALYZE_BLOCK_COPY, err))
        return false;
    int state;
    bool good = true;
    while (good && (state = copy_out_next(&copy, err)) != 0)
        good = state == 1 && count_row(&copy, plan, strata, people, err);
    copy_out_close(&copy);
    return good;
}

// Invited people of each category, and what is left of all for "no value".
static bool load_invited(struct arena *arena, struct db *db, const struct counter_plan *plan, int64_t total,
                         const struct stratum_weights *strata, double **invited, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_RAKE_TARGETS, DB_VALUES(db_int(plan->wave->id)), err);
    if (!rows)
        return false;
    for (size_t i = 0; i < strata->segment_count; i++) {
        const size_t none = strata->categories[i] - 1;
        invited[i] = ARENA_ARRAY(arena, strata->categories[i], double);
        invited[i][none] = (double)total;
        size_t known = 0;
        for (int row = 0; row < PQntuples(rows); row++) {
            const size_t category = (size_t)result_int(rows, row, 1);
            if ((size_t)result_int(rows, row, 0) != strata->segments[i] || category >= none)
                continue;
            invited[i][category] = (double)result_int(rows, row, 2);
            invited[i][none] -= invited[i][category];
            known++;
        }
        if (known != none || invited[i][none] < 0)
            return FAIL(err, ERROR_CONFLICT, "wave %s cannot be raked: how many people were invited in each category is not known",
                        plan->wave->key);
    }
    return true;
}

static bool invited_total(const struct organisation *organisation, const struct wave *wave, int64_t *total,
                          struct error *err)
{
    *total = 0;
    for (size_t i = 0; i < organisation->count; i++) {
        if (organisation->departments[i].invited < 0)
            return FAIL(err, ERROR_CONFLICT, "wave %s cannot be raked: how many people were invited is not known",
                        wave->key);
        *total += organisation->departments[i].invited;
    }
    return true;
}

bool rake_load(struct arena *arena, struct db *db, const struct counter_plan *plan,
               const struct organisation *organisation, struct stratum_weights *strata, struct error *err)
{
    struct wave_segment *segments;
    size_t segment_count, categories[SEGMENT_LIMIT] = {0};
    int64_t total;
    double *invited[WAVE_RAKE_LIMIT] = {0};
    if (!wave_segments(arena, db, plan->wave->id, &segments, &segment_count, err) ||
        !invited_total(organisation, plan->wave, &total, err))
        return false;
    for (size_t i = 0; i < segment_count && i < SEGMENT_LIMIT; i++)
        categories[i] = segments[i].category_count;
    if (!rake_strata(arena, organisation, plan->wave, categories, strata, err) ||
        !load_invited(arena, db, plan, total, strata, invited, err))
        return false;
    uint32_t *people = ARENA_ARRAY(arena, strata->count, uint32_t);
    if (!count_people(db, plan, strata, people, err))
        return false;
    rake_compute(arena, organisation, people, invited, strata);
    return true;
}
