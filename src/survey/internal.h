// The parser's pieces: each reads one kind of thing from a node into the survey and adds its faults. What a
// faulty piece leaves behind is safe to look at (ids are never NULL), so that later pieces can still be
// checked against it.
#pragma once

#include "base/node_text.h"
#include "survey/survey.h"

enum {
    LENGTH_TITLE = 200,
    LENGTH_LABEL = 200,
    LENGTH_TEXT = 1000, // of a question or its hint
    LENGTH_INTRODUCTION = 5000,
    LENGTH_COMMENT_STANDARD = 2000,
    LENGTH_COMMENT_MOST = 10000,
    COUNT_LANGUAGES = 50,
    COUNT_SCALES = 100,
    COUNT_SECTIONS = 100,
    COUNT_INDICES = 100,
    VERSION_MOST = 1000000,
    SCALE_VALUE_MOST = 100, // scale values lie between −100 and 100
};

// parse_text.c
bool parse_text(const struct node *node, enum text_shape shape, size_t most, struct survey_text *text);
// The words for each value of a scale: per language an array with one text, or null, a point.
void parse_labels(const struct node *node, struct scale *scale);

// parse_scale.c: `survey->scales`. A scale whose bounds are faulty has no points.
void parse_scales(const struct node *survey_node, struct survey *survey);
const struct scale *scale_enps(void);
const struct scale *scale_find(const struct survey *survey, const char *id);

// parse_question.c: `survey->questions` but for show_if, and their columns.
void parse_questions(const struct node *survey_node, struct survey *survey);
// The number of the question that `node` names, or −1 after a fault.
int parse_question_reference(const struct node *node, const struct survey *survey);

// parse_show_if.c: after all questions are known.
void parse_conditions(const struct node *survey_node, struct survey *survey);

// parse_structure.c: sections before the questions, the others after them.
void parse_sections(const struct node *survey_node, struct survey *survey);
void parse_section_references(const struct node *survey_node, struct survey *survey);
void parse_outcome(const struct node *survey_node, struct survey *survey);
void parse_rotation(const struct node *survey_node, struct survey *survey);

// parse_index.c: after the questions.
void parse_indices(const struct node *survey_node, struct survey *survey);

// Adds a fault when an item before `number` has the same id. `earlier` gives the id of an item, or NULL.
void parse_unique_id(const struct node *item, const char *id, size_t number,
                     const char *(*earlier)(const struct survey *survey, size_t number),
                     const struct survey *survey);
