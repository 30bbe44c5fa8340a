#include "doctor.h"

#include <math.h>
#include <string.h>
#include <time.h>

enum { CLOCK_WARNING = 5, CLOCK_PROBLEM = 60 }; // seconds

static const struct {
    enum db_role role;
    const char *name;
} roles[] = {
    {DB_OWNER, "owner"}, {DB_COLLECT, "collect"}, {DB_ANALYZE, "analyze"}, {DB_PRESENT, "present"}};

static bool is_here(const char *host)
{
    return !host || !*host || *host == '/' || *host == '@' || strcmp(host, "localhost") == 0 ||
           strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
}

static void check_encryption(struct doctor *doctor, struct db *db, const char *role)
{
    const char *host = PQhost(db_handle(db));
    if (is_here(host) || PQsslInUse(db_handle(db)))
        return;
    doctor_add(doctor, DOCTOR_PROBLEM, "connection",
               arena_format(doctor->arena, "%s: the connection to %s is not encrypted", role, host),
               "Add sslmode=verify-full to the connection string.");
}

static void check_clock(struct doctor *doctor, struct db *db)
{
    struct error err;
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_DOCTOR_CLOCK, DB_NO_VALUES, &err);
    if (!rows) {
        doctor_add_error(doctor, "clock", &err);
        return;
    }
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    double apart = fabs((double)now.tv_sec + (double)now.tv_nsec / 1e9 - result_real(rows, 0, 0));
    enum doctor_level level = apart < CLOCK_WARNING ? DOCTOR_OK : apart < CLOCK_PROBLEM ? DOCTOR_WARNING : DOCTOR_PROBLEM;
    doctor_add(doctor, level, "clock",
               level == DOCTOR_OK ? "this machine and the database agree on the time"
                                  : arena_format(doctor->arena, "this machine and the database are %.0f seconds apart", apart),
               level == DOCTOR_OK ? NULL : "Let both synchronise their clocks, or waves end at another time than announced.");
}

static void check_login(struct doctor *doctor, struct db *db)
{
    struct error err;
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_DOCTOR_LOGIN, DB_NO_VALUES, &err);
    if (!rows)
        doctor_add_error(doctor, "connection", &err);
    else if (result_bool(rows, 0, 1))
        doctor_add(doctor, DOCTOR_WARNING, "connection",
                   arena_format(doctor->arena, "the login %s is a superuser: only the program's own roles limit it",
                                result_text(rows, 0, 0)),
                   "Give the program a login of its own that is a member of the four roles and nothing else.");
}

void doctor_check_collecting(struct doctor *doctor)
{
    struct error ignored;
    AUTO(db) struct db *db = db_open(doctor->settings, DB_COLLECT, &ignored);
    if (!db)
        return;
    check_encryption(doctor, db, "collect");
    check_clock(doctor, db);
    doctor_check_server(doctor, db);
}

struct db *doctor_check_connections(struct doctor *doctor)
{
    struct db *owner = NULL;
    for (size_t i = 0; i < LENGTH(roles); i++) {
        struct error err;
        struct db *db = db_open(doctor->settings, roles[i].role, &err);
        if (!db) {
            doctor_add_error(doctor, "connection", &err);
            continue;
        }
        doctor_add(doctor, DOCTOR_OK, "connection",
                   arena_format(doctor->arena, "%s: connected, the schema is the one of this program", roles[i].name), NULL);
        check_encryption(doctor, db, roles[i].name);
        if (roles[i].role == DB_COLLECT) {
            check_login(doctor, db);
            check_clock(doctor, db);
            doctor_check_server(doctor, db);
        }
        if (roles[i].role == DB_OWNER)
            owner = db;
        else
            db_close(db);
    }
    return owner;
}
