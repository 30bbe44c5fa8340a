// Those who did not answer, as they stand in the ledger.
#include "stats/nonresponse.h"
#include "internal.h"
#include "json_write.h"

#include <math.h>

static struct nonresponse read_row(const PGresult *rows, int row)
{
    struct nonresponse nonresponse = {.known = true, .rate = NAN, .siblings = NAN, .enps = {NAN, NAN}};
    for (int i = 0; i < NONRESPONSE_WARNINGS; i++)
        nonresponse.warnings |= result_bool(rows, row, 1 + i) ? 1u << i : 0;
    if (!result_null(rows, row, 4))
        nonresponse.siblings = result_real(rows, row, 4);
    if (!result_null(rows, row, 5))
        nonresponse.enps = (struct interval){result_real(rows, row, 5), result_real(rows, row, 6)};
    return nonresponse;
}

bool report_load_nonresponse(struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_NONRESPONSE, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        const size_t number = (size_t)result_int(rows, row, 0);
        if (number >= report->department_count)
            return FAIL(err, ERROR_INTERNAL, "ledger: participation of department %zu, which does not exist", number);
        struct report_department *department = &report->departments[number];
        department->nonresponse = read_row(rows, row);
        department->nonresponse.rate = report_response_rate(department);
    }
    return true;
}

void report_write_json_nonresponse(const struct report *report, const struct report_department *department, bool *first,
                                   struct buffer *out)
{
    const struct nonresponse *nonresponse = &department->nonresponse;
    bool inner = true;
    key(out, first, "nonresponse");
    buffer_text(out, "{");
    if (nonresponse->known) {
        const char *name;
        key(out, &inner, "warnings");
        buffer_text(out, "[");
        for (unsigned i = 0; (name = nonresponse_warning(nonresponse->warnings, i)) != NULL; i++) {
            buffer_text(out, i ? ", " : "");
            text(out, name);
        }
        buffer_text(out, "]");
        put_number(out, &inner, "siblings_rate", nonresponse->siblings);
        put_text(out, &inner, "question", isnan(nonresponse->enps.low) ? NULL : report->survey->questions[report->survey->outcome].id);
        put_number(out, &inner, "enps_low", nonresponse->enps.low);
        put_number(out, &inner, "enps_high", nonresponse->enps.high);
    }
    buffer_text(out, "}");
}
