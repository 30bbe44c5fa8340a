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
#include "base/buffer.h"

enum { BALLOT_COMMENT_LIMIT = SURVEY_QUESTION_LIMIT };

struct ballot {
    struct sheet sheet;
    size_t segment_count;
    size_t column_count;
    size_t comment_count;
    struct sheet_comment *comments;
};

// Appends the bytes. A comment longer than 65535 bytes is cut between characters; the validator lets none in.
void ballot_write(const struct ballot *ballot, struct buffer *bytes);
// The reverse; the ballot lives in the arena. False when the bytes are not exactly one ballot.
bool ballot_read(struct arena *arena, const unsigned char *bytes, size_t size, struct ballot *ballot);
