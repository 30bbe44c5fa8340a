#include "ballot/wave.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEY_LENGTH = 64 };

static const char *const state_names[WAVE_STATE__COUNT] = {
    [WAVE_OPEN] = "open",
    [WAVE_CLOSED] = "closed",
    [WAVE_PUBLISHED] = "published",
};

const char *wave_state_name(enum wave_state state)
{
    return state < WAVE_STATE__COUNT ? state_names[state] : "unknown";
}

const char *wave_standing(const struct wave *wave)
{
    return wave->pending ? "pending" : wave_state_name(wave->state);
}

static enum wave_state state_of(const char *name)
{
    for (enum wave_state state = 0; state < WAVE_STATE__COUNT; state++)
        if (strcmp(state_names[state], name) == 0)
            return state;
    abort(); // the table's CHECK knows the same names
}

// "3,0,7" to numbers; an empty or missing list has none.
static uint16_t *read_numbers(struct arena *arena, const char *text, size_t *number)
{
    *number = 0;
    if (!text || !*text)
        return NULL;
    size_t count = 1;
    for (const char *comma = text; (comma = strchr(comma, ',')) != NULL; comma++)
        count++;
    uint16_t *numbers = ARENA_ARRAY(arena, count, uint16_t);
    for (char *end = NULL; *number < count; text = end + 1)
        numbers[(*number)++] = (uint16_t)strtoul(text, &end, 10);
    return numbers;
}

// The columns of ballot_wave_find.sql and its sisters.
static void wave_read(struct arena *arena, const PGresult *rows, int row, struct wave *wave)
{
    *wave = (struct wave){
        .id = (int)result_int(rows, row, 0),
        .key = result_copy(arena, rows, row, 1),
        .survey_id = result_copy(arena, rows, row, 2),
        .survey_version = (int)result_int(rows, row, 3),
        .k = (int)result_int(rows, row, 4),
        .state = state_of(result_text(rows, row, 5)),
        .opened = result_copy(arena, rows, row, 6),
        .closes = result_copy(arena, rows, row, 7),
        .closed = result_copy(arena, rows, row, 8),
        .published = result_copy(arena, rows, row, 9),
        .last_day = result_copy(arena, rows, row, 14),
        .joined = result_bool(rows, row, 10),
        .weighted = result_bool(rows, row, 11),
        .raked = result_bool(rows, row, 15),
        .first_day = result_copy(arena, rows, row, 17),
        .pending = result_bool(rows, row, 18),
    };
    wave->asked = read_numbers(arena, result_text(rows, row, 12), &wave->asked_count);
    wave->rake = read_numbers(arena, result_text(rows, row, 16), &wave->rake_count);
    size_t size;
    const unsigned char *key = result_bytes(arena, rows, row, 13, &size);
    wave->has_public_key = key && size == sizeof wave->public_key;
    if (wave->has_public_key)
        memcpy(wave->public_key, key, size);
}

bool wave_find(struct arena *arena, struct db *db, const char *key, struct wave *wave, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_WAVE_FIND, DB_VALUES(db_text(key)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "there is no wave '%s'", key);
        return error_hint(err, "'echolot wave list' shows all waves.");
    }
    wave_read(arena, rows, 0, wave);
    return true;
}

bool wave_list(struct arena *arena, struct db *db, struct wave **waves, size_t *count, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_WAVE_LIST, DB_NO_VALUES, err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *waves = ARENA_ARRAY(arena, *count, struct wave);
    for (size_t i = 0; i < *count; i++)
        wave_read(arena, rows, (int)i, &(*waves)[i]);
    return true;
}

static int64_t count_or_unknown(const PGresult *rows, int row, int column)
{
    return result_null(rows, row, column) ? -1 : result_int(rows, row, column);
}

bool wave_counts(struct arena *arena, struct db *db, struct wave_count **counts, size_t *count, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_WAVE_COUNTS, DB_NO_VALUES, err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *counts = ARENA_ARRAY(arena, *count, struct wave_count);
    for (int row = 0; row < PQntuples(rows); row++)
        (*counts)[row] = (struct wave_count){count_or_unknown(rows, row, 0), count_or_unknown(rows, row, 1),
                                             result_copy(arena, rows, row, 2), result_int(rows, row, 3)};
    return true;
}

bool wave_organisation(struct arena *arena, struct db *db, int wave_id, struct organisation *organisation,
                       struct error *err)
{
    AUTO(pg_result) PGresult *rows =
        db_query(db, QUERY_BALLOT_WAVE_ORGANISATION, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    size_t count = (size_t)PQntuples(rows);
    *organisation = (struct organisation){.count = count,
                                          .departments = ARENA_ARRAY(arena, count, struct wave_department)};
    for (int row = 0; row < (int)count; row++) {
        if (result_int(rows, row, 0) != row)
            return FAIL(err, ERROR_INTERNAL, "the departments of wave %d are not numbered without gaps", wave_id);
        organisation->departments[row] = (struct wave_department){
            .code = result_copy(arena, rows, row, 1),
            .name = result_copy(arena, rows, row, 2),
            .parent = (int)result_int(rows, row, 3),
            .invited = (int)result_int(rows, row, 4),
        };
    }
    return true;
}

bool wave_segments(struct arena *arena, struct db *db, int wave_id, struct wave_segment **segments, size_t *count,
                   struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_WAVE_SEGMENTS, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    size_t total = (size_t)PQntuples(rows);
    *segments = ARENA_ARRAY(arena, total, struct wave_segment);
    *count = 0;
    const char **categories = ARENA_ARRAY(arena, total, const char *);
    for (int row = 0; row < (int)total; row++) {
        struct wave_segment *last = *count > 0 ? &(*segments)[*count - 1] : NULL;
        if (!last || strcmp(last->name, result_text(rows, row, 0)) != 0) {
            last = &(*segments)[(*count)++];
            *last = (struct wave_segment){.name = result_copy(arena, rows, row, 0), .categories = &categories[row]};
        }
        if (!result_null(rows, row, 1))
            last->categories[last->category_count++] = result_copy(arena, rows, row, 1);
    }
    return true;
}

bool wave_previous(struct arena *arena, struct db *db, const struct wave *wave, struct wave *previous, bool *found,
                   struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_WAVE_PREVIOUS,
                                              DB_VALUES(db_text(wave->survey_id), db_int(wave->id)), err);
    if (!rows)
        return false;
    *found = PQntuples(rows) > 0;
    if (*found)
        wave_read(arena, rows, 0, previous);
    return true;
}

bool wave_asks(const struct wave *wave, size_t question)
{
    if (wave->asked_count == 0)
        return true;
    for (size_t i = 0; i < wave->asked_count; i++)
        if (wave->asked[i] == question)
            return true;
    return false;
}

bool wave_asks_comments(const struct wave *wave, const struct survey *survey)
{
    for (size_t i = 0; i < survey->question_count; i++)
        if (survey->questions[i].type == QUESTION_COMMENT && wave_asks(wave, i))
            return true;
    return false;
}

bool wave_check_key(const char *key, struct error *err)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t length = strlen(key);
    if (length > 0 && length <= KEY_LENGTH && strspn(key, allowed) == length && *key != '.' && *key != '-')
        return true;
    return FAIL(err, ERROR_USAGE, "wave key '%s': expected at most %d letters, digits, dots, dashes or underscores", key,
                KEY_LENGTH);
}

bool wave_check_date(const char *option, const char *date, struct error *err)
{
    struct tm day = {0};
    const char *end = strlen(date) == 10 ? strptime(date, "%Y-%m-%d", &day) : NULL;
    struct tm normal = day;
    if (end && !*end && timegm(&normal) != -1 && normal.tm_mday == day.tm_mday)
        return true;
    return FAIL(err, ERROR_USAGE, "%s %s: expected a date as YYYY-MM-DD", option, date);
}
