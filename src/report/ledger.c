// Figures as they stand in the ledger, read by COPY BINARY: a large organisation has hundreds of thousands.
#include "db/copy.h"
#include "internal.h"

#include <endian.h>
#include <math.h>
#include <string.h>

// The fields of a row come in the order of sql/queries/report_figures.sql.
static uint32_t read_4(const unsigned char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return be32toh(value);
}

static struct interval read_interval(struct copy_out *row)
{
    double low = copy_out_real(row);
    return (struct interval){low, copy_out_real(row)};
}

// A one-dimensional array: dimensions, null flag, element type, length, lower bound, then size and bytes of each
// element. Calls nothing for a NULL element. Gives the number of elements, at most `limit`.
enum { ARRAY_HEADER = 20 };
static size_t array_open(const unsigned char *field, int32_t size, size_t limit)
{
    if (!field || size < ARRAY_HEADER || read_4(field) != 1)
        return 0;
    size_t length = read_4(field + 12);
    return length < limit ? length : limit;
}

static void read_shares(struct arena *arena, struct copy_out *row, size_t options, struct figure *figure)
{
    int32_t size;
    const unsigned char *field = copy_out_field(row, &size);
    size_t length = array_open(field, size, options);
    if (options > 0 && figure->status == FIGURE_PUBLISHED)
        figure->shares = ARENA_ARRAY(arena, options, double);
    for (size_t i = 0; i < length && ARRAY_HEADER + 12 * (i + 1) <= (size_t)size; i++) {
        uint64_t bits;
        memcpy(&bits, field + ARRAY_HEADER + 12 * i + 4, sizeof bits);
        bits = be64toh(bits);
        memcpy(&figure->shares[i], &bits, sizeof bits);
    }
}

static void read_histogram(struct copy_out *row, struct figure *figure)
{
    int32_t size;
    const unsigned char *field = copy_out_field(row, &size);
    size_t length = array_open(field, size, FIGURE_VALUES);
    figure->has_histogram = length > 0;
    for (size_t i = 0; i < length && ARRAY_HEADER + 8 * (i + 1) <= (size_t)size; i++)
        figure->histogram[i] = read_4(field + ARRAY_HEADER + 8 * i + 4);
}

static void read_change(struct copy_out *row, struct change *change)
{
    change->status = (enum change_status)copy_out_int4(row);
    change->difference = copy_out_real(row);
    change->interval = read_interval(row);
    change->p = copy_out_real(row);
    change->q = copy_out_real(row);
    change->detectable = copy_out_bool(row);
    change->effect.rank_p = copy_out_real(row);
    change->effect.delta = copy_out_real(row);
    change->effect.g = copy_out_real(row);
    change->effect.favourable = copy_out_real(row);
    change->effect.favourable_interval = read_interval(row);
}

static void read_figure(struct arena *arena, struct copy_out *row, size_t options, struct figure *figure)
{
    figure->status = (enum figure_status)copy_out_int4(row);
    figure->n = (uint32_t)copy_out_int4(row);
    figure->effective = (uint32_t)copy_out_int4(row);
    figure->clipped = copy_out_bool(row);
    figure->mean = copy_out_real(row);
    figure->mean_interval = read_interval(row);
    figure->score = copy_out_real(row);
    figure->favourable = copy_out_real(row);
    figure->favourable_interval = read_interval(row);
    figure->neutral = copy_out_real(row);
    figure->unfavourable = copy_out_real(row);
    figure->enps = copy_out_real(row);
    figure->enps_interval = read_interval(row);
    figure->promoters = copy_out_real(row);
    figure->passives = copy_out_real(row);
    figure->detractors = copy_out_real(row);
    read_shares(arena, row, options, figure);
    read_histogram(row, figure);
    read_change(row, &figure->change);
}

static bool sound(const struct figure *figure)
{
    return (unsigned)figure->status < FIGURE_STATUS__COUNT &&
           (unsigned)figure->change.status < CHANGE_STATUS__COUNT;
}

static bool read_row(struct arena *arena, struct copy_out *row, const struct survey *survey,
                     size_t departments, struct figure *figures, struct error *err)
{
    size_t department = (size_t)copy_out_int4(row), question = (size_t)copy_out_int4(row);
    if (department >= departments || question >= survey->question_count)
        return FAIL(err, ERROR_INTERNAL,
                    "ledger: a figure of department %zu, question %zu, which do not exist", department,
                    question);
    struct figure *figure = &figures[department * survey->question_count + question];
    read_figure(arena, row, survey->questions[question].option_count, figure);
    return sound(figure) || FAIL(err, ERROR_INTERNAL, "ledger: department %zu, question %zu: unknown status",
                                 department, question);
}

static bool read_rows(struct arena *arena, struct copy_out *copy, const struct survey *survey,
                      size_t departments, struct figure *figures, struct error *err)
{
    int more;
    while ((more = copy_out_next(copy, err)) == 1)
        if (!read_row(arena, copy, survey, departments, figures, err))
            return false;
    return more == 0;
}

bool report_load_figures(struct arena *arena, struct db *db, int wave_id, const struct survey *survey,
                         size_t department_count, struct figure **figures, struct error *err)
{
    size_t count = department_count * survey->question_count;
    struct figure *fresh = ARENA_ARRAY(arena, count, struct figure);
    for (size_t i = 0; i < count; i++)
        fresh[i].status = FIGURE_NOT_ASKED;
    struct copy_out copy;
    if (!db_run(db, QUERY_REPORT_WAVE_SET, DB_VALUES(db_int(wave_id)), NULL, err) ||
        !copy_out_start(&copy, db, QUERY_REPORT_FIGURES, err))
        return false;
    bool good = read_rows(arena, &copy, survey, department_count, fresh, err);
    copy_out_close(&copy);
    if (good)
        *figures = fresh;
    return good;
}
