// The file of answers, line by line, in the terms of the survey. It is read twice: first to find every fault and to
// learn which departments and categories there are, then to take the answers.
#pragma once

#include "ballot/import_map.h"
#include "base/csv_read.h"
#include "import_columns.h"
#include "import_tree.h"
#include "import_value.h"

enum { IMPORT_CATEGORY_LIMIT = 250 };

struct import_segment {
    struct table numbers; // category → number of its first occurrence
    size_t count;
    const char *categories[IMPORT_CATEGORY_LIMIT]; // by first occurrence; sorted by import_source_settle
    unsigned char order[IMPORT_CATEGORY_LIMIT];    // first occurrence → number in the wave
};

struct import_line {
    uint64_t line;
    int department; // index in the tree
    unsigned char segments[SEGMENT_LIMIT];
    float weight;
    unsigned char *answers; // survey->column_count bytes
    size_t given;           // questions answered, those not applicable included, comments not
    size_t not_applicable;
    size_t comment_count;
    struct sheet_comment *comments; // valid until the next line
    // long layout
    const char *respondent; // NULL: none
    int question;           // number; −1: a question that the map leaves out
    int meaning;            // see value_read
};

struct import_source {
    struct arena *arena;
    const char *path;
    const struct survey *survey;
    const struct import_map *map;
    struct fault_list *faults;
    struct import_tree *tree;
    struct csv_reader *reader;
    struct import_columns columns;
    struct value_reader *values; // one a question
    struct table texts;          // long: text of the question column → question + 1, 0 for left out
    struct table departments;    // spelling → index in map->departments
    struct import_segment *segments;
    struct import_line line;
    bool *asked;                                // by question: the file has it
    uint64_t repeated, repeated_not_applicable; // further lines of a question already answered
};

void import_source_init(struct import_source *source, struct arena *arena, const char *path,
                        const struct survey *survey, const struct import_map *map, struct import_tree *tree,
                        struct fault_list *faults);
// (Re)opens the file and finds its columns; faults of the heading are in the list. False when nothing can be read.
MUST_USE bool import_source_open(struct import_source *source, struct error *err);
void import_source_close(struct import_source *source);

// Reads one row of the file into source->line; false when something in it is wrong (faults were added).
MUST_USE bool import_source_read(struct import_source *source, const struct csv_row *row);

// After the first reading: sorts the categories of each segment.
void import_source_settle(struct import_source *source);
