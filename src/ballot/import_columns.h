// Which column of the file is what, by its heading.
#pragma once

#include "ballot/import_map.h"
#include "base/csv_read.h"

struct import_columns {
    size_t path_count;
    int path[IMPORT_PATH_LIMIT];
    int segments[SEGMENT_LIMIT];
    int weight, question, value, respondent; // −1: none
    size_t answer_count;                     // wide: columns with answers
    struct import_answer {
        int column;
        size_t question;
    } * answers;
};

// Finds everything that the map names; what is missing, unknown (without a map) or given twice is a fault.
void import_columns_find(struct csv_reader *reader, struct arena *arena, const struct survey *survey,
                         const struct import_map *map, struct import_columns *columns);
