#include "store_trend.h"
#include "db/copy.h"

enum { LINK_FIELDS = 3, TREND_KEY = 3, SLOPE_FIELDS = 7, WATCH_FIELDS = 7 };

static void put_interval(struct copy_in *copy, const struct interval *interval)
{
    copy_in_real(copy, interval->low);
    copy_in_real(copy, interval->high);
}

static bool send_links(struct copy_in *copy, const struct wave *wave, bool questions, const int32_t *earlier, size_t count,
                       struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (earlier[i] < 0)
            continue;
        copy_in_row(copy, LINK_FIELDS);
        copy_in_int4(copy, wave->id);
        if (questions) {
            copy_in_int2(copy, (int16_t)i);
            copy_in_int2(copy, (int16_t)earlier[i]);
        } else {
            copy_in_int4(copy, (int32_t)i);
            copy_in_int4(copy, earlier[i]);
        }
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

static void put_trend(struct copy_in *copy, const struct trend *trend)
{
    copy_in_int2(copy, (int16_t)trend->waves);
    copy_in_real(copy, trend->slope);
    put_interval(copy, &trend->interval);
    copy_in_real(copy, trend->p);
    copy_in_real(copy, trend->q);
    copy_in_bool(copy, trend->detectable);
    for (int i = 0; i < WATCH_FIELDS && !trend->watched; i++)
        copy_in_null(copy);
    if (!trend->watched)
        return;
    copy_in_real(copy, trend->rank_slope);
    put_interval(copy, &trend->rank_interval);
    copy_in_real(copy, trend->rank_p);
    copy_in_real(copy, trend->average);
    copy_in_real(copy, trend->limit);
    copy_in_bool(copy, trend->alarm);
}

static bool send_trends(struct copy_in *copy, const struct wave *wave, const struct publication *publication, struct error *err)
{
    for (size_t i = 0; i < publication->departments * publication->questions; i++) {
        if (publication->trends[i].waves == 0)
            continue;
        copy_in_row(copy, TREND_KEY + SLOPE_FIELDS + WATCH_FIELDS);
        copy_in_int4(copy, wave->id);
        copy_in_int4(copy, (int32_t)(i / publication->questions));
        copy_in_int2(copy, (int16_t)(i % publication->questions));
        put_trend(copy, &publication->trends[i]);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

static bool end(struct copy_in *copy, bool sent, struct error *err)
{
    if (sent)
        return copy_in_end(copy, err);
    copy_in_abort(copy);
    return false;
}

static bool store_links(struct db *db, const struct wave *wave, const struct publication *publication, struct error *err)
{
    struct copy_in copy;
    return !publication->earlier_departments ||
           (copy_in_start(&copy, db, QUERY_ANALYZE_LINE_DEPARTMENT_ADD, err) &&
            end(&copy,
                send_links(&copy, wave, false, publication->earlier_departments, publication->departments, err), err) &&
            copy_in_start(&copy, db, QUERY_ANALYZE_LINE_QUESTION_ADD, err) &&
            end(&copy, send_links(&copy, wave, true, publication->earlier_questions, publication->questions, err), err));
}

bool store_trends(struct db *db, const struct wave *wave, const struct publication *publication, struct error *err)
{
    struct copy_in copy;
    return store_links(db, wave, publication, err) &&
           (!publication->trends || (copy_in_start(&copy, db, QUERY_ANALYZE_TREND_ADD, err) &&
                                     end(&copy, send_trends(&copy, wave, publication, err), err)));
}

static void put_shrunk(struct copy_in *copy, const struct shrunk *shrunk)
{
    copy_in_real(copy, shrunk->value);
    put_interval(copy, &shrunk->interval);
    copy_in_real(copy, shrunk->better);
}

static bool send_ranks(struct copy_in *copy, const struct wave *wave, const struct survey *survey,
                       const struct publication *publication, struct error *err)
{
    enum { RANK_KEY = 4, SHRUNK_FIELDS = 4 };
    for (size_t i = 0; i < publication->departments * publication->questions; i++) {
        const struct rank *rank = &publication->ranks[i];
        const bool scale = survey->questions[i % publication->questions].type == QUESTION_SCALE;
        if (rank->departments == 0)
            continue;
        copy_in_row(copy, RANK_KEY + 2 * SHRUNK_FIELDS);
        copy_in_int4(copy, wave->id);
        copy_in_int4(copy, (int32_t)(i / publication->questions));
        copy_in_int2(copy, (int16_t)(i % publication->questions));
        copy_in_int4(copy, (int32_t)rank->departments);
        put_shrunk(copy, &rank->value);
        for (int field = 0; field < SHRUNK_FIELDS && !scale; field++)
            copy_in_null(copy);
        if (scale)
            put_shrunk(copy, &rank->favourable);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

bool store_ranks(struct db *db, const struct wave *wave, const struct survey *survey, const struct publication *publication,
                 struct error *err)
{
    struct copy_in copy;
    return copy_in_start(&copy, db, QUERY_ANALYZE_RANK_ADD, err) &&
           end(&copy, send_ranks(&copy, wave, survey, publication, err), err);
}
