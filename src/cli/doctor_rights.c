#include "doctor.h"

static const char check[] = "rights";

// Rows of two columns: a sentence, what to do about it. Gives how many; −1 when the database failed.
static int add_rows(struct doctor *doctor, struct db *db, enum query query)
{
    struct error err;
    AUTO(pg_result) PGresult *rows = db_query(db, query, DB_NO_VALUES, &err);
    if (!rows) {
        doctor_add_error(doctor, check, &err);
        return -1;
    }
    for (int row = 0; row < PQntuples(rows); row++)
        doctor_add(doctor, DOCTOR_PROBLEM, check, result_copy(doctor->arena, rows, row, 0),
                   result_copy(doctor->arena, rows, row, 1));
    return PQntuples(rows);
}

void doctor_check_rights(struct doctor *doctor, struct db *db)
{
    if (add_rows(doctor, db, QUERY_DOCTOR_RIGHTS) == 0)
        doctor_add(doctor, DOCTOR_OK, check, "each role may do what it needs and nothing beyond", NULL);
    if (add_rows(doctor, db, QUERY_DOCTOR_STRANGERS) == 0)
        doctor_add(doctor, DOCTOR_OK, check, "nobody else was given a right to people, ballots or answers", NULL);
}
