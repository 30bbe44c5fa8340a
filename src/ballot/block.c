#include "ballot/block.h"

#include <endian.h>
#include <string.h>

static size_t bytes_a_sheet(const struct block_shape *shape)
{
    return 2 + shape->segments + (shape->weighted ? 4 : 0) + shape->columns;
}

size_t block_size(const struct block_shape *shape, size_t sheets)
{
    return bytes_a_sheet(shape) * sheets;
}

static void pack_departments(const struct sheet *sheets, size_t count, struct buffer *payload)
{
    uint16_t line[BLOCK_SHEETS];
    for (size_t i = 0; i < count; i++)
        line[i] = htole16(sheets[i].department);
    buffer_add(payload, line, count * sizeof *line);
}

static void pack_weights(const struct sheet *sheets, size_t count, struct buffer *payload)
{
    uint32_t line[BLOCK_SHEETS];
    for (size_t i = 0; i < count; i++) {
        memcpy(&line[i], &sheets[i].weight, sizeof line[i]);
        line[i] = htole32(line[i]);
    }
    buffer_add(payload, line, count * sizeof *line);
}

void block_pack(const struct block_shape *shape, const struct sheet *sheets, size_t count,
                struct buffer *payload)
{
    unsigned char line[BLOCK_SHEETS];
    buffer_clear(payload);
    pack_departments(sheets, count, payload);
    for (size_t segment = 0; segment < shape->segments; segment++) {
        for (size_t i = 0; i < count; i++)
            line[i] = sheets[i].segments[segment];
        buffer_add(payload, line, count);
    }
    if (shape->weighted)
        pack_weights(sheets, count, payload);
    for (size_t column = 0; column < shape->columns; column++) {
        for (size_t i = 0; i < count; i++)
            line[i] = sheets[i].answers[column];
        buffer_add(payload, line, count);
    }
}

bool block_open(const struct block_shape *shape, size_t sheets, const unsigned char *payload, size_t size,
                struct block_view *view)
{
    if (sheets == 0 || sheets > BLOCK_SHEETS || size != block_size(shape, sheets))
        return false;
    const unsigned char *segments = payload + 2 * sheets;
    const unsigned char *weights = segments + shape->segments * sheets;
    *view = (struct block_view){
        .sheets = sheets,
        .departments = payload,
        .segments = segments,
        .weights = shape->weighted ? weights : NULL,
        .answers = weights + (shape->weighted ? 4 * sheets : 0),
    };
    return true;
}
