#include "analyze/history.h"
#include "base/arena.h"
#include "db/copy.h"

#include <endian.h>
#include <math.h>
#include <string.h>

// Where a wave's departments or questions stand in the latest wave, by their own number: SIZE_MAX where the line ended.
struct places {
    size_t count;
    size_t *at;
};

static struct places places_new(struct arena *arena, size_t count)
{
    struct places places = {count, ARENA_ARRAY(arena, count, size_t)};
    for (size_t i = 0; i < count; i++)
        places.at[i] = SIZE_MAX;
    return places;
}

static struct places places_all(struct arena *arena, size_t count)
{
    struct places places = {count, ARENA_ARRAY(arena, count, size_t)};
    for (size_t i = 0; i < count; i++)
        places.at[i] = i;
    return places;
}

static size_t place(const struct places *places, size_t number)
{
    return number < places->count ? places->at[number] : SIZE_MAX;
}

struct links {
    struct places departments, questions;
};

// One more than the largest number that a link leads to.
static size_t reach(const PGresult *rows, bool questions)
{
    size_t most = 0;
    for (int row = 0; row < PQntuples(rows); row++) {
        const size_t earlier = (size_t)result_int(rows, row, 2) + 1;
        if (result_bool(rows, row, 0) == questions && earlier > most)
            most = earlier;
    }
    return most;
}

// From the places of a wave to those of the one before it.
static bool step_back(struct arena *arena, struct db *db, int wave_id, struct links *links, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_TREND_LINKS, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    struct links before = {places_new(arena, reach(rows, false)), places_new(arena, reach(rows, true))};
    for (int row = 0; row < PQntuples(rows); row++) {
        const bool question = result_bool(rows, row, 0);
        const size_t number = (size_t)result_int(rows, row, 1), earlier = (size_t)result_int(rows, row, 2);
        if (question)
            before.questions.at[earlier] = place(&links->questions, number);
        else
            before.departments.at[earlier] = place(&links->departments, number);
    }
    *links = before;
    return true;
}

static uint32_t big_endian(const unsigned char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return be32toh(value);
}

static double spread_of(const uint32_t *counts, size_t length)
{
    double n = 0, sum = 0, squares = 0;
    for (size_t i = 0; i < length; i++) {
        n += counts[i];
        sum += (double)i * counts[i];
    }
    for (size_t i = 0; i < length; i++)
        squares += counts[i] * ((double)i - sum / n) * ((double)i - sum / n);
    return n > 0 ? squares / n : NAN;
}

static double enps_spread(double promoters, double detractors)
{
    const double balance = promoters - detractors;
    return 1e4 * fmax(0, promoters + detractors - balance * balance);
}

struct history_point history_point(bool enps, const struct figure *figure)
{
    if (enps)
        return (struct history_point){.n = figure_effective(figure),
                                      .moved = figure->change.detectable,
                                      .value = figure->enps,
                                      .spread = enps_spread(figure->promoters, figure->detractors)};
    return (struct history_point){.n = figure_effective(figure),
                                  .moved = figure->change.detectable,
                                  .value = figure->mean,
                                  .spread = figure->has_histogram ? spread_of(figure->histogram, FIGURE_VALUES) : NAN};
}

// An int4[] of PostgreSQL's binary format: dimensions, flags, type, length, lower bound, then size and value of each.
static bool read_histogram(struct copy_out *copy, struct figure *figure)
{
    enum { HEADER = 20, ELEMENT = 8 };
    int32_t size;
    const unsigned char *field = copy_out_field(copy, &size);
    if (!field)
        return true;
    const size_t length = size >= HEADER ? big_endian(field + 12) : 0;
    if (length > FIGURE_VALUES || (size_t)size != HEADER + ELEMENT * length)
        return false;
    for (size_t i = 0; i < length; i++)
        figure->histogram[i] = big_endian(field + HEADER + ELEMENT * i + 4);
    figure->has_histogram = length > 0;
    return true;
}

// A row in the order of analyze_trend_copy.sql.
static bool read_point(struct copy_out *copy, const struct links *links, size_t questions, struct history_point *points,
                       struct error *err)
{
    const int32_t then_department = copy_out_int4(copy), then_question = copy_out_int4(copy);
    const size_t department = place(&links->departments, (size_t)then_department);
    const size_t question = place(&links->questions, (size_t)then_question);
    if (department == SIZE_MAX || question == SIZE_MAX)
        return true;
    struct figure figure = {.n = (uint32_t)copy_out_int4(copy)};
    figure.mean = figure.enps = copy_out_real(copy);
    figure.promoters = copy_out_real(copy);
    figure.detractors = copy_out_real(copy);
    if (!read_histogram(copy, &figure))
        return FAIL(err, ERROR_INTERNAL, "the ledger holds a histogram that is none: department %d, question %d", then_department,
                    then_question);
    figure.change.detectable = copy_out_bool(copy);
    points[department * questions + question] = history_point(!isnan(figure.promoters), &figure);
    return true;
}

static bool read_points(struct arena *arena, struct db *db, int wave_id, const struct links *links,
                        const struct history *history, struct history_wave *wave, struct error *err)
{
    struct copy_out copy;
    wave->points = ARENA_ARRAY(arena, history->departments * history->questions, struct history_point);
    if (!db_run(db, QUERY_ANALYZE_WAVE_SET, DB_VALUES(db_int(wave_id)), NULL, err) ||
        !copy_out_start(&copy, db, QUERY_ANALYZE_TREND_COPY, err))
        return false;
    int state;
    bool good = true;
    while (good && (state = copy_out_next(&copy, err)) != 0)
        good = state == 1 && read_point(&copy, links, history->questions, wave->points, err);
    copy_out_close(&copy);
    return good;
}

static bool any_line(const struct places *places)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->at[i] != SIZE_MAX)
            return true;
    return false;
}

bool history_load(struct arena *arena, struct db *db, int now_id, int wave_id, size_t departments, size_t questions,
                  struct history *history, struct error *err)
{
    AUTO(arena) struct arena *scratch = arena_new();
    AUTO(pg_result)
    PGresult *chain =
        db_query(db, QUERY_ANALYZE_TREND_CHAIN, DB_VALUES(db_int(wave_id), db_int(TREND_MOST - 1), db_int(now_id)), err);
    if (!chain)
        return false;
    struct history fresh = {.departments = departments, .questions = questions};
    struct links links = {places_all(scratch, departments), places_all(scratch, questions)};
    struct history_wave latest_first[TREND_MOST - 1];
    for (int row = 0; row < PQntuples(chain) && fresh.count < LENGTH(latest_first); row++) {
        const int id = (int)result_int(chain, row, 0);
        struct history_wave *wave = &latest_first[fresh.count];
        wave->day = result_real(chain, row, 1);
        fresh.today = result_real(chain, row, 2);
        if (!read_points(arena, db, id, &links, &fresh, wave, err) || !step_back(scratch, db, id, &links, err))
            return false;
        fresh.count++;
        if (!any_line(&links.departments) || !any_line(&links.questions))
            break;
    }
    for (size_t i = 0; i < fresh.count; i++)
        fresh.waves[i] = latest_first[fresh.count - 1 - i];
    *history = fresh;
    return true;
}
