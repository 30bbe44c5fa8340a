#include "analyze/shard.h"
#include "base/buffer.h"
#include "db/copy.h"

#include <endian.h>
#include <string.h>

bool shard_find(struct db *db, const struct wave *wave, struct shards *shards, struct error *err)
{
    *shards = (struct shards){0};
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_PART_LIST, DB_VALUES(db_int(wave->id)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        const int64_t shard = result_int(rows, row, 0);
        shards->shards = (int)result_int(rows, row, 1);
        if (shard < 1 || shard > SHARD_LIMIT || shards->shards > SHARD_LIMIT)
            return FAIL(err, ERROR_INTERNAL, "wave %s has a shard number %d", wave->key, (int)shard);
        shards->counted[shard] = true;
    }
    return true;
}

bool shard_complete(const struct wave *wave, const struct shards *shards, struct error *err)
{
    AUTO(buffer) struct buffer missing = {0};
    int first = 0;
    for (int i = shards->shards; i > 0; i--)
        first = shards->counted[i] ? first : i;
    if (first == 0)
        return true;
    for (int i = first; i <= shards->shards; i++)
        if (!shards->counted[i])
            buffer_format(&missing, "%s%d", missing.size > 0 ? ", " : "", i);
    (void)FAIL(err, ERROR_CONFLICT, "wave %s is being counted in %d shards, and of these %s not counted yet: %s",
               wave->key, shards->shards, strchr(buffer_string(&missing), ',') ? "some are" : "one is",
               buffer_string(&missing));
    return error_hint(err, "'echolot analyze %s --shard %d/%d' counts one; 'echolot analyze %s --whole' does without shards.",
                      wave->key, first, shards->shards, wave->key);
}

static bool check_number(const struct wave *wave, const struct shards *stored, int shards, struct error *err)
{
    if (stored->shards == 0 || stored->shards == shards)
        return true;
    (void)FAIL(err, ERROR_CONFLICT, "wave %s is being counted in %d shards, not in %d", wave->key, stored->shards,
               shards);
    return error_hint(err, "Go on with %d, or 'echolot analyze %s --whole' forgets what was counted.",
                      stored->shards, wave->key);
}

// Numbers as they are stored, in the order of the machine's as well as back.
static void turn(const struct sums *sums, const void *from, void *to)
{
    for (size_t i = 0; i < sums->width; i++)
        if (sums->size == sizeof(uint32_t)) {
            uint32_t value;
            memcpy(&value, (const char *)from + i * sizeof value, sizeof value);
            value = htole32(value);
            memcpy((char *)to + i * sizeof value, &value, sizeof value);
        } else {
            uint64_t value;
            memcpy(&value, (const char *)from + i * sizeof value, sizeof value);
            value = htole64(value);
            memcpy((char *)to + i * sizeof value, &value, sizeof value);
        }
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
    unsigned char any = 0;
    for (size_t i = 0; i < size; i++)
        any |= bytes[i];
    return any == 0;
}

static bool send_sums(struct copy_in *copy, const struct wave *wave, int shard, int shards, const struct sums *sums,
                      struct arena *arena, struct error *err)
{
    const size_t size = sums->width * sums->size;
    unsigned char *turned = arena_alloc(arena, size);
    for (size_t line = 0; line < sums->rows; line++) {
        const unsigned char *values = (const unsigned char *)sums->values + line * size;
        if (line > 0 && is_zero(values, size)) // the first one says that the shard is there
            continue;
        turn(sums, values, turned);
        copy_in_row(copy, 6);
        copy_in_int4(copy, wave->id);
        copy_in_int2(copy, (int16_t)shards);
        copy_in_int2(copy, (int16_t)shard);
        copy_in_text(copy, sums->name);
        copy_in_int4(copy, (int32_t)line);
        copy_in_bytes(copy, turned, size);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

static bool send_all(struct copy_in *copy, const struct wave *wave, int shard, int shards,
                     const struct counter *counter, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct sums sums[SUMS_LIMIT];
    const size_t count = counter_sums(counter, sums);
    for (size_t i = 0; i < count; i++)
        if (!send_sums(copy, wave, shard, shards, &sums[i], arena, err))
            return false;
    return true;
}

bool shard_store(struct db *db, const struct wave *wave, int shard, int shards, const struct counter *counter,
                 struct error *err)
{
    struct shards stored;
    struct copy_in copy;
    if (!shard_find(db, wave, &stored, err) || !check_number(wave, &stored, shards, err) ||
        !db_run(db, QUERY_ANALYZE_PART_REMOVE, DB_VALUES(db_int(wave->id), db_int(shard)), NULL, err) ||
        !copy_in_start(&copy, db, QUERY_ANALYZE_PART_ADD, err))
        return false;
    if (send_all(&copy, wave, shard, shards, counter, err))
        return copy_in_end(&copy, err);
    copy_in_abort(&copy);
    return false;
}

static const struct sums *find_sums(const struct sums *sums, size_t count, const unsigned char *name, int32_t size)
{
    for (size_t i = 0; i < count && name; i++)
        if (strlen(sums[i].name) == (size_t)size && memcmp(sums[i].name, name, (size_t)size) == 0)
            return &sums[i];
    return NULL;
}

static bool add_line(const struct sums *all, size_t count, struct copy_out *copy, struct arena *arena)
{
    int32_t name_size, size;
    const unsigned char *name = copy_out_field(copy, &name_size);
    const int32_t line = copy_out_int4(copy);
    const unsigned char *bytes = copy_out_field(copy, &size);
    const struct sums *sums = find_sums(all, count, name, name_size);
    if (!sums || !bytes || line < 0 || (size_t)line >= sums->rows || (size_t)size != sums->width * sums->size)
        return false;
    struct sums own = *sums, stored = *sums;
    own.rows = stored.rows = 1;
    own.values = (char *)sums->values + (size_t)line * (size_t)size;
    stored.values = arena_alloc(arena, (size_t)size);
    turn(sums, bytes, stored.values);
    sums_merge(&own, &stored);
    return true;
}

bool shard_add(struct db *db, const struct wave *wave, struct counter *counter, struct error *err)
{
    struct sums sums[SUMS_LIMIT];
    const size_t count = counter_sums(counter, sums);
    struct copy_out copy;
    if (!db_run(db, QUERY_ANALYZE_WAVE_SET, DB_VALUES(db_int(wave->id)), NULL, err) ||
        !copy_out_start(&copy, db, QUERY_ANALYZE_PART_COPY, err))
        return false;
    int state = 0;
    bool fits = true;
    while (fits && (state = copy_out_next(&copy, err)) == 1) {
        AUTO(arena) struct arena *arena = arena_new();
        fits = add_line(sums, count, &copy, arena);
    }
    copy_out_close(&copy);
    if (fits)
        return state == 0;
    (void)FAIL(err, ERROR_CONFLICT, "the shards of wave %s were counted by another version of this program", wave->key);
    return error_hint(err, "'echolot analyze %s --whole' counts everything again.", wave->key);
}

bool shard_remove(struct db *db, const struct wave *wave, struct error *err)
{
    return db_run(db, QUERY_ANALYZE_PART_REMOVE, DB_VALUES(db_int(wave->id), db_null()), NULL, err);
}
