// An answer block: up to BLOCK_SHEETS shuffled sheets packed column by column (METHODS.md section 8, PERFORMANCE.md).
//
//   offset 0      uint16 × sheets   department numbers, little-endian
//   then          uint8  × sheets   category of each segment of the wave, segment after segment
//   then          float  × sheets   weights, little-endian IEEE, only when `weighted`
//   then          uint8  × sheets   answers, question column after question column
//
// The number of sheets stands beside the payload in its row; the rest of the shape belongs to the wave.
#pragma once

#include "ballot/sheet.h"
#include "base/buffer.h"

enum { BLOCK_SHEETS = 4000 };

struct block_shape {
    size_t segments; // 0..SEGMENT_LIMIT
    bool weighted;
    size_t columns;
};

size_t block_size(const struct block_shape *shape, size_t sheets);

// Writes `count` sheets (1..BLOCK_SHEETS) into `payload`, replacing what was there.
void block_pack(const struct block_shape *shape, const struct sheet *sheets, size_t count, struct buffer *payload);

// Views into a payload; nothing is copied. False when `size` does not fit shape and sheets.
struct block_view {
    size_t sheets;
    const unsigned char *departments; // 2 bytes each, little-endian, not aligned
    const unsigned char *segments;    // segments × sheets
    const unsigned char *weights;     // 4 bytes each, or NULL
    const unsigned char *answers;     // columns × sheets
};
MUST_USE bool block_open(const struct block_shape *shape, size_t sheets, const unsigned char *payload, size_t size,
                         struct block_view *view);
static inline uint16_t block_department(const struct block_view *view, size_t sheet)
{
    return (uint16_t)(view->departments[2 * sheet] | view->departments[2 * sheet + 1] << 8);
}
