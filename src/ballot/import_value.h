// From the text of a cell to the bytes of an answer: everything that may stand for a value of one question is put into
// a table once, so that millions of cells cost a look-up each.
#pragma once

#include "ballot/import_map.h"
#include "base/table.h"

// What a text means, beside the number of a value or option.
enum { VALUE_UNKNOWN = -1, VALUE_OUTSIDE = 1000 };

struct value_reader {
    const struct question *question;
    struct table meanings; // by text in lower case
    int16_t single[128];   // the same for texts of one character
};

// Made in the order in which meanings win: missing, not applicable, the question's own values, everybody's values,
// numbers, option ids, labels in any language.
void value_reader_init(struct value_reader *reader, struct arena *arena, const struct survey *survey,
                       size_t question, const struct import_map *map);

// The meaning of a trimmed cell: a value's index or option's number, ANSWER_NOT_APPLICABLE, ANSWER_NONE,
// VALUE_UNKNOWN, or VALUE_OUTSIDE for a number that the scale does not have. Not for comments.
int value_read(const struct value_reader *reader, const char *text);

// Writes a meaning (not UNKNOWN or OUTSIDE) into a sheet's answers. Of a choice the options not chosen become 0.
void value_store(const struct value_reader *reader, int meaning, unsigned char *answers);

// What would have been right, for messages: "a value from 1 to 5 or a label of the scale".
const char *value_expected(const struct value_reader *reader, struct arena *arena);
