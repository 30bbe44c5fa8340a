#include "ballot/schedule.h"
#include "ballot/definition.h"

#include <sodium.h>
#include <string.h>

enum { KEY_LENGTH = 54 }; // a wave adds up to nine characters

static const struct period {
    const char *name;
    int longest; // days: the shortest time between two openings
} periods[] = {{"week", 7}, {"month", 28}, {"quarter", 89}};

int schedule_longest(const char *every)
{
    for (size_t i = 0; i < LENGTH(periods); i++)
        if (strcmp(periods[i].name, every) == 0)
            return periods[i].longest;
    return 0;
}

// ---- a new schedule -----------------------------------------------------------------------------------------------

static bool check_fields(const struct schedule *schedule, struct error *err)
{
    int longest = schedule_longest(schedule->every);
    if (!wave_check_key(schedule->key, err))
        return false;
    if (strlen(schedule->key) > KEY_LENGTH)
        return FAIL(err, ERROR_USAGE, "schedule key '%s': longer than %d characters", schedule->key,
                    KEY_LENGTH);
    if (longest == 0)
        return FAIL(err, ERROR_USAGE, "--every %s: expected week, month or quarter", schedule->every);
    if (schedule->open_for < 1 || schedule->open_for > longest)
        return FAIL(err, ERROR_USAGE,
                    "--open-for %d: with --every %s expected 1 to %d days, so that a wave ends before the "
                    "next one begins",
                    schedule->open_for, schedule->every, longest);
    if (schedule->remind != 0 && (schedule->remind < 1 || schedule->remind >= schedule->open_for))
        return FAIL(err, ERROR_USAGE, "--remind %d: the wave is open for %d days only", schedule->remind,
                    schedule->open_for);
    return !schedule->start || wave_check_date("--start", schedule->start, err);
}

// A panel that is smaller than k could be asked, but nothing of it ever shown.
static bool check_database(struct arena *arena, struct db *db, const char *zone,
                           const struct schedule *schedule, struct error *err)
{
    if (!schedule_check_zone(db, zone, err) || !definition_load(arena, db, schedule->survey, err))
        return false;
    AUTO(pg_result)
    PGresult *rows =
        db_query(db, QUERY_BALLOT_SCHEDULE_CHECK, DB_VALUES(db_text(schedule->start), db_text(zone)), err);
    if (!rows)
        return false;
    if (result_bool(rows, 0, 0))
        return FAIL(err, ERROR_USAGE, "--start %s: this day is over", schedule->start);
    int64_t people = result_int(rows, 0, 1);
    if (people > 0 && people / schedule->panel < schedule->k)
        return FAIL(err, ERROR_CONFLICT,
                    "--panel 1/%d of %lld people is fewer than k = %d: nothing could ever be shown",
                    schedule->panel, (long long)people, schedule->k);
    return true;
}

static bool insert(struct arena *arena, struct db *db, const char *zone, struct schedule *schedule,
                   struct error *err)
{
    unsigned char secret[PANEL_SECRET_SIZE];
    struct db_value remind = schedule->remind ? db_int(schedule->remind) : db_null();
    AUTO(pg_result)
    PGresult *rows =
        db_query(db, QUERY_BALLOT_SCHEDULE_ADD,
                 DB_VALUES(db_text(schedule->key), db_text(schedule->survey), db_text(schedule->every),
                           db_text(schedule->start), db_int(schedule->open_for), db_int(schedule->panel),
                           db_int(schedule->k), remind, db_text(zone)),
                 err);
    if (!rows)
        return err->kind == ERROR_CONFLICT
                   ? FAIL(err, ERROR_CONFLICT, "there is a schedule '%s' already", schedule->key)
                   : false;
    schedule->start = schedule->next = result_copy(arena, rows, 0, 1);
    schedule->next_key = result_copy(arena, rows, 0, 2);
    randombytes_buf(secret, sizeof secret);
    bool good = db_run(db, QUERY_BALLOT_SCHEDULE_PANEL,
                       DB_VALUES(db_int(result_int(rows, 0, 0)), db_bytes(secret, sizeof secret)), NULL, err);
    sodium_memzero(secret, sizeof secret);
    return good;
}

bool schedule_add(struct arena *arena, struct db *db, const char *time_zone, struct schedule *schedule,
                  struct error *err)
{
    struct schedule fresh = *schedule;
    if (!check_fields(schedule, err) || !check_database(arena, db, time_zone, schedule, err) ||
        !db_begin(db, err))
        return false;
    if (insert(arena, db, time_zone, &fresh, err) && db_commit(db, err)) {
        *schedule = fresh;
        return true;
    }
    db_rollback(db);
    return false;
}

// ---- those that are there -----------------------------------------------------------------------------------------

bool schedule_list(struct arena *arena, struct db *db, const char *time_zone, struct schedule **schedules,
                   size_t *count, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_SCHEDULE_LIST, DB_VALUES(db_text(time_zone)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *schedules = ARENA_ARRAY(arena, *count, struct schedule);
    for (int row = 0; row < PQntuples(rows); row++)
        (*schedules)[row] = (struct schedule){
            .key = result_copy(arena, rows, row, 0),
            .survey = result_copy(arena, rows, row, 1),
            .every = result_copy(arena, rows, row, 2),
            .start = result_copy(arena, rows, row, 3),
            .open_for = (int)result_int(rows, row, 4),
            .panel = (int)result_int(rows, row, 5),
            .k = (int)result_int(rows, row, 6),
            .remind = (int)result_int(rows, row, 7),
            .opened = (int)result_int(rows, row, 8),
            .next = result_copy(arena, rows, row, 9),
            .next_key = result_copy(arena, rows, row, 10),
            .latest = result_copy(arena, rows, row, 11),
        };
    return true;
}

bool schedule_remove(struct db *db, const char *key, struct error *err)
{
    int64_t removed;
    if (!db_run(db, QUERY_BALLOT_SCHEDULE_REMOVE, DB_VALUES(db_text(key)), &removed, err))
        return false;
    return removed == 1 || FAIL(err, ERROR_NOT_FOUND, "there is no schedule '%s'", key);
}

// PostgreSQL also takes abbreviations ("CET", which has no summer) and made-up names with an offset ("Mars7").
static bool is_zone_name(const char *name)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-/";
    if (strcmp(name, "UTC") == 0)
        return true;
    size_t plain = strspn(name, letters);
    bool offset = strncmp(name, "Etc/", 4) == 0 && strspn(name + 4, "GMT+-0123456789") == strlen(name + 4);
    return strchr(name, '/') != NULL && *name != '/' && (name[plain] == '\0' || offset);
}

bool schedule_check_zone(struct db *db, const char *time_zone, struct error *err)
{
    struct error why = {0};
    AUTO(pg_result)
    PGresult *rows = is_zone_name(time_zone)
                         ? db_query(db, QUERY_BALLOT_SCHEDULE_ZONE, DB_VALUES(db_text(time_zone)), &why)
                         : NULL;
    if (rows)
        return true;
    if (why.kind != ERROR_NONE && why.kind != ERROR_INVALID) {
        *err = why;
        return false;
    }
    (void)FAIL(err, ERROR_USAGE, "ECHOLOT_TIME_ZONE '%s': there is no such time zone", time_zone);
    return error_hint(err, "UTC, or an area and a city, as in Europe/Berlin.");
}

// ---- openings -----------------------------------------------------------------------------------------------------

bool schedule_due(struct arena *arena, struct db *db, const char *moment, const char *time_zone,
                  struct schedule_round **rounds, size_t *count, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows =
        db_query(db, QUERY_BALLOT_SCHEDULE_DUE, DB_VALUES(db_text(moment), db_text(time_zone)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *rounds = ARENA_ARRAY(arena, *count, struct schedule_round);
    for (int row = 0; row < PQntuples(rows); row++)
        (*rounds)[row] = (struct schedule_round){
            .schedule_id = (int)result_int(rows, row, 0),
            .number = (int)result_int(rows, row, 1),
            .wave_key = result_copy(arena, rows, row, 2),
            .survey = result_copy(arena, rows, row, 3),
            .k = (int)result_int(rows, row, 4),
            .panel = (int)result_int(rows, row, 5),
            .closes = result_copy(arena, rows, row, 6),
            .remind_at = result_copy(arena, rows, row, 7),
        };
    return true;
}

static bool load_secret(struct arena *arena, struct db *db, int schedule_id, const unsigned char **secret,
                        struct error *err)
{
    size_t size = 0;
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_SCHEDULE_SECRET, DB_VALUES(db_int(schedule_id)), err);
    if (!rows)
        return false;
    *secret = PQntuples(rows) == 1 ? result_bytes(arena, rows, 0, 0, &size) : NULL;
    return (*secret && size == PANEL_SECRET_SIZE) ||
           FAIL(err, ERROR_INTERNAL, "the panel of schedule %d has no key", schedule_id);
}

static bool load_people(struct arena *arena, struct db *db, int schedule_id, struct panel_person **people,
                        size_t *count, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_SCHEDULE_PEOPLE, DB_VALUES(db_int(schedule_id)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *people = ARENA_ARRAY(arena, *count, struct panel_person);
    for (int row = 0; row < PQntuples(rows); row++)
        (*people)[row] =
            (struct panel_person){(int32_t)result_int(rows, row, 0), (int32_t)result_int(rows, row, 1)};
    return true;
}

static bool choose_panel(struct arena *arena, struct db *db, const struct schedule_round *round, int number,
                         struct buffer *people, struct error *err)
{
    const unsigned char *secret;
    struct panel_person *everybody;
    size_t count, chosen;
    if (!load_secret(arena, db, round->schedule_id, &secret, err) ||
        !load_people(arena, db, round->schedule_id, &everybody, &count, err))
        return false;
    const int32_t *ids = panel_choose(arena, secret, round->panel, number, everybody, count, &chosen);
    if (chosen < (size_t)round->k)
        return FAIL(err, ERROR_CONFLICT,
                    "wave %s would ask %zu people, fewer than k = %d: nothing could ever be shown",
                    round->wave_key, chosen, round->k);
    array_int4(people, ids, chosen);
    return db_run(
        db, QUERY_BALLOT_SCHEDULE_TURNS,
        DB_VALUES(db_int(round->schedule_id), db_bytes(people->bytes, people->size), db_int(number)), NULL,
        err);
}

bool schedule_take(struct arena *arena, struct db *db, const struct schedule_round *round,
                   struct buffer *people, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_SCHEDULE_TAKE,
                              DB_VALUES(db_int(round->schedule_id), db_int(round->number)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0)
        return FAIL(err, ERROR_CONFLICT, "wave %s was opened meanwhile", round->wave_key);
    return round->panel == 1 || choose_panel(arena, db, round, (int)result_int(rows, 0, 0), people, err);
}

bool schedule_record(struct db *db, const struct schedule_round *round, int wave_id, struct error *err)
{
    return db_run(db, QUERY_BALLOT_SCHEDULE_WAVE,
                  DB_VALUES(db_int(wave_id), db_int(round->schedule_id), db_text(round->remind_at)), NULL,
                  err);
}
