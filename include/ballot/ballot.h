// A ballot: what goes into the box, as bytes. The sheet with its comments, and where in the frozen organisation it came from;
// nothing that says from whom.
//
//   uint8   layout (1)
//   uint16  department
//   uint8   segments, then a byte a segment
//   uint16  answer columns, then a byte a column
//   uint16  comments, then for each: uint16 question, uint16 length, bytes
//
// Numbers are little-endian.
#pragma once

#include "ballot/sheet.h"
#include "ballot/wave.h"
#include "base/buffer.h"

enum { BALLOT_COMMENT_LIMIT = SURVEY_QUESTION_LIMIT, BALLOT_ROOM_LIMIT = 4095 };

struct ballot {
    struct sheet sheet;
    size_t segment_count;
    size_t column_count;
    size_t comment_count;
    struct sheet_comment *comments;
};

// Appends the bytes. A comment longer than 65535 bytes is cut between characters; the validator lets none in.
void ballot_write(const struct ballot *ballot, struct buffer *bytes);
// The size up to which a wave's ballots are all sealed alike: a ballot with every comment as long as it may be, in one byte a
// character, but at most BALLOT_ROOM_LIMIT. Otherwise whoever sees the box before the close and the comments after it could tell
// from a ballot's size who wrote the long one.
size_t ballot_room(const struct survey *survey, const struct wave *wave, size_t segment_count);
// The reverse of ballot_write; the ballot lives in the arena. False when the bytes are not exactly one ballot.
bool ballot_read(struct arena *arena, const unsigned char *bytes, size_t size, struct ballot *ballot);
