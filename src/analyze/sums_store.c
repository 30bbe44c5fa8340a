#include "analyze/sums_store.h"
#include "db/copy.h"

#include <endian.h>
#include <string.h>

static bool store_rows(struct copy_in *copy, int wave_id, const struct sums *sums, struct error *err)
{
    for (size_t row = 0; row < sums->rows && sums->width > 0; row++) {
        copy_in_row(copy, 4);
        copy_in_int4(copy, wave_id);
        copy_in_text(copy, sums->name);
        copy_in_int4(copy, (int32_t)row);
        copy_in_int8_array(copy, (const int64_t *)sums->values + row * sums->width, sums->width);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

bool sums_store(struct db *db, int wave_id, const struct sums *sums, size_t count, struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_ANALYZE_SUMS_ADD, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!store_rows(&copy, wave_id, &sums[i], err)) {
            copy_in_abort(&copy);
            return false;
        }
    return copy_in_end(&copy, err);
}

static uint64_t read_8(const unsigned char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return be64toh(value);
}

// A one-dimensional int8 array in PostgreSQL's binary format: dimensions, flags, type, length, lower bound, then a size
// and a value for each element.
static bool read_row(const unsigned char *field, int32_t size, int64_t *values, size_t count)
{
    enum { HEADER = 20, ELEMENT = 12 };
    if (!field || (size_t)size != HEADER + count * ELEMENT)
        return false;
    for (size_t i = 0; i < count; i++)
        values[i] = (int64_t)read_8(field + HEADER + i * ELEMENT + 4);
    return true;
}

// How many of the rows wanted it was: 1 or 0.
static size_t place_row(struct copy_out *copy, const struct sums *sums, size_t count)
{
    int32_t name_size, size;
    char name[64] = {0};
    const unsigned char *text = copy_out_field(copy, &name_size);
    if (text && (size_t)name_size < sizeof name)
        memcpy(name, text, (size_t)name_size);
    const size_t row = (size_t)copy_out_int4(copy);
    const unsigned char *field = copy_out_field(copy, &size);
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, sums[i].name) == 0 && row < sums[i].rows)
            return read_row(field, size, (int64_t *)sums[i].values + row * sums[i].width, sums[i].width);
    return 0;
}

bool sums_load(struct db *db, const struct sums *sums, size_t count, bool *found, struct error *err)
{
    size_t wanted = 0, read = 0;
    for (size_t i = 0; i < count; i++)
        wanted += sums[i].width > 0 ? sums[i].rows : 0;
    *found = wanted == 0;
    if (*found)
        return true;
    struct copy_out copy;
    if (!copy_out_start(&copy, db, QUERY_ANALYZE_SUMS_COPY, err))
        return false;
    int state;
    while ((state = copy_out_next(&copy, err)) == 1)
        read += place_row(&copy, sums, count);
    copy_out_close(&copy);
    *found = read == wanted;
    return state == 0;
}
