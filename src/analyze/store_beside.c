#include "store_beside.h"
#include "db/copy.h"

#include <math.h>

enum { NONRESPONSE_FIELDS = 8, DIFFERENCE_FIELDS = 9 };

static void put_real(struct copy_in *copy, double value)
{
    if (isnan(value))
        copy_in_null(copy);
    else
        copy_in_real(copy, value);
}

static bool end(struct copy_in *copy, bool sent, struct error *err)
{
    if (sent)
        return copy_in_end(copy, err);
    copy_in_abort(copy);
    return false;
}

static bool send_nonresponse(struct copy_in *copy, const struct wave *wave, const struct publication *publication,
                             struct error *err)
{
    for (size_t i = 0; i < publication->departments; i++) {
        const struct nonresponse *nonresponse = &publication->nonresponse[i];
        if (!nonresponse->known)
            continue;
        copy_in_row(copy, NONRESPONSE_FIELDS);
        copy_in_int4(copy, wave->id);
        copy_in_int4(copy, (int32_t)i);
        copy_in_bool(copy, nonresponse->warnings & NONRESPONSE_HALF);
        copy_in_bool(copy, nonresponse->warnings & NONRESPONSE_SMALL);
        copy_in_bool(copy, nonresponse->warnings & NONRESPONSE_SIBLINGS);
        put_real(copy, nonresponse->siblings);
        put_real(copy, nonresponse->enps.low);
        put_real(copy, nonresponse->enps.high);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

static bool add_medians(struct db *db, const struct wave *wave, const struct survey *survey, const struct publication *publication,
                        struct error *err)
{
    for (size_t i = 0; i < publication->questions; i++) {
        const struct department_median *median = &publication->medians[i];
        const bool scale = survey->questions[i].type == QUESTION_SCALE;
        if (median->departments > 0 &&
            !db_run(db, QUERY_ANALYZE_MEDIAN_ADD,
                    DB_VALUES(db_int(wave->id), db_int((int64_t)i), db_int((int64_t)median->departments), db_real(median->value),
                              scale ? db_real(median->score) : db_null(), scale ? db_real(median->favourable) : db_null()),
                    NULL, err))
            return false;
    }
    return true;
}

static bool add_norms(struct db *db, const struct wave *wave, const struct publication *publication, struct error *err)
{
    for (size_t i = 0; i < publication->norm_count; i++) {
        const struct attached_norm *attached = &publication->norms[i];
        const struct norm *norm = &attached->norm;
        if (!db_run(db, QUERY_ANALYZE_NORM_ADD,
                    DB_VALUES(db_int(wave->id), db_int((int64_t)i + 1), db_text(attached->benchmark), db_int((int64_t)attached->question),
                              db_text(norm_figure_name(norm->figure)), db_real(norm->value),
                              norm->people > 0 ? db_int(norm->people) : db_null(), db_text(attached->source), db_int(attached->year)),
                    NULL, err))
            return false;
    }
    return true;
}

static bool send_differences(struct copy_in *copy, const struct wave *wave, const struct publication *publication,
                             struct error *err)
{
    for (size_t i = 0; i < publication->norm_count * publication->departments; i++) {
        const struct change *difference = &publication->norm_differences[i];
        if (difference->status != CHANGE_COMPARED)
            continue;
        copy_in_row(copy, DIFFERENCE_FIELDS);
        copy_in_int4(copy, wave->id);
        copy_in_int2(copy, (int16_t)(i / publication->departments + 1));
        copy_in_int4(copy, (int32_t)(i % publication->departments));
        copy_in_real(copy, difference->difference);
        copy_in_real(copy, difference->interval.low);
        copy_in_real(copy, difference->interval.high);
        copy_in_real(copy, difference->p);
        copy_in_real(copy, difference->q);
        copy_in_bool(copy, difference->detectable);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

bool store_beside(struct db *db, const struct wave *wave, const struct survey *survey, const struct publication *publication,
                  struct error *err)
{
    struct copy_in copy;
    return copy_in_start(&copy, db, QUERY_ANALYZE_NONRESPONSE_ADD, err) &&
           end(&copy, send_nonresponse(&copy, wave, publication, err), err) && add_medians(db, wave, survey, publication, err) &&
           add_norms(db, wave, publication, err) && copy_in_start(&copy, db, QUERY_ANALYZE_NORM_DIFFERENCE_ADD, err) &&
           end(&copy, send_differences(&copy, wave, publication, err), err);
}
