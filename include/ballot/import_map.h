// How to read answers that another tool exported (DESIGN.md section 6.3): which columns hold the department, which the
// questions, what the words in them mean. Written as JSON; surveys/maps has examples.
//
//   "layout"           "wide" (standard: a line is a person) or "long" (a line is an answer)
//   "department"       a column or several: the path below the root. Required.
//   "departments"      {"what stands there": "what it means"}, for a part of the path that has another spelling
//   "root"             {"code": "ORG", "name": "…"}; when left out, the directory's root
//   "questions"        wide: {"column": "question id"}, long: {"text in the question column": "question id"}.
//                      null leaves a column or text out. Several may mean one question when a person fills only one.
//   "same_name"        true: columns (long: texts) that are a question's id need not be listed
//   "values"           {"label": value}; an option's id for choice questions
//   "question_values"  {"question id": {"label": value}}, where a question needs its own
//   "not_applicable", "missing"   lists of what stands for it; an empty cell is always missing
//   "weight"           a column with a survey weight; all figures of the wave are weighted with it (METHODS.md section 4)
//   "segments"         {"name": "column"}
//   "skip_duplicates"  true: lines that are equal in every cell count once
//   "question", "value", "respondent"   long: the columns. Without a respondent answers cannot be joined to people.
#pragma once

#include "ballot/sheet.h"
#include "base/fault.h"

enum { IMPORT_MAP_LIMIT = 4 * 1024 * 1024, IMPORT_PATH_LIMIT = 16, IMPORT_LEFT_OUT = -1 };

struct import_question {
    const char *name; // column, or text in the question column
    int question;     // number, or IMPORT_LEFT_OUT
};
struct import_value {
    int question; // number, or −1 for every question
    const char *label;
    const char *option; // option id, or NULL: then …
    int value;          // … a value of the scale
};
struct import_pair {
    const char *name, *meaning;
};
struct import_map {
    bool plain; // there is no map: `department` is a code, every other column a question
    bool is_long;
    bool same_name;
    bool skip_duplicates;
    size_t path_count;
    const char *path[IMPORT_PATH_LIMIT];
    const char *root_code, *root_name; // NULL: the directory's
    size_t question_count, value_count, department_count, not_applicable_count, missing_count, segment_count;
    struct import_question *questions;
    struct import_value *values;
    struct import_pair *departments;
    const char **not_applicable, **missing;
    struct import_pair segments[SEGMENT_LIMIT];         // name of the segment, column
    const char *weight, *question, *value, *respondent; // columns, or NULL
};

// What applies without a map.
struct import_map import_map_plain(void);

// Reads a map for this survey. Every fault is added with its JSON path; NULL when there was any.
MUST_USE struct import_map *import_map_parse(struct arena *arena, const char *text, size_t size,
                                             const struct survey *survey, struct fault_list *faults);
