#include "store_beside.h"
#include "db/copy.h"

#include <math.h>

enum { NONRESPONSE_FIELDS = 8 };

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

bool store_beside(struct db *db, const struct wave *wave, const struct publication *publication, struct error *err)
{
    struct copy_in copy;
    return copy_in_start(&copy, db, QUERY_ANALYZE_NONRESPONSE_ADD, err) &&
           end(&copy, send_nonresponse(&copy, wave, publication, err), err);
}
