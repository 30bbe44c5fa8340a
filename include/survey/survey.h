// A survey definition as the other parts see it: parsed, validated, immutable. The format is DESIGN.md section
// 6.1; survey/parse.h makes one from JSON. Everything lives in the arena it was parsed into.
#pragma once

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SURVEY_QUESTION_LIMIT = 500,
    SURVEY_OPTION_LIMIT = 50,  // options of one choice question
    SURVEY_COLUMN_LIMIT = 1000,
    SURVEY_VALUE_LIMIT = 11, // points of a scale, eNPS included
};

// An answer in a sheet is a byte: the value's index (value − min; 1 or 0 for an option chosen or not), or:
enum { ANSWER_NOT_APPLICABLE = 254, ANSWER_NONE = 255 };

// A text in several languages. `en` is always there.
struct survey_text {
    size_t count;
    const char **languages; // "en", "de", …
    const char **texts;
};
// The text in `language`, else in English. NULL when `text` has none at all (an optional one left out).
const char *survey_text_in(const struct survey_text *text, const char *language);

enum question_type { QUESTION_ENPS, QUESTION_SCALE, QUESTION_CHOICE, QUESTION_COMMENT, QUESTION_TYPE__COUNT };

enum category { CATEGORY_UNFAVOURABLE, CATEGORY_NEUTRAL, CATEGORY_FAVOURABLE, CATEGORY__COUNT };

enum not_applicable {
    NOT_APPLICABLE_NONE,    // the scale does not offer it
    NOT_APPLICABLE_EXCLUDE, // left out of n
    NOT_APPLICABLE_IN_BASE, // in the denominator of percentages, never in a mean
};

// The eNPS scale is built in: 0..10, promoters 9–10 favourable, passives 7–8 neutral, detractors unfavourable.
struct scale {
    const char *id;
    int min, max;                                // points = max − min + 1, 2..11
    enum category category[SURVEY_VALUE_LIMIT];  // by index
    struct survey_text labels[SURVEY_VALUE_LIMIT]; // by index; count 0 where a language gives none
    enum not_applicable not_applicable;
};
static inline int scale_points(const struct scale *scale)
{
    return scale->max - scale->min + 1;
}

struct survey_option {
    const char *id;
    struct survey_text text;
};

// A question is shown only when another one (earlier in the survey) was answered so.
struct show_if {
    size_t question;        // number of the other question
    bool has_least, has_most;
    int at_least, at_most;  // values (enps, scale)
    const char *equals;     // option id (choice), else NULL
};

struct question {
    const char *id;
    enum question_type type;
    struct survey_text text;
    struct survey_text hint;     // optional help line
    const char *section;         // id of a section, or NULL
    const char *driver;          // what it measures, or NULL
    const struct scale *scale;   // enps and scale
    bool reverse;                // v → min + max − v before any figure
    bool required;
    bool continues;              // changed text or scale, same trend line nevertheless
    const char *alias_of;        // earlier id whose line it continues, or NULL
    bool multiple;               // choice
    size_t option_count;         // choice
    struct survey_option *options;
    int max_length;              // comment, in characters
    struct show_if *show_if;     // or NULL
    // Where its answers stand in a sheet: one column for enps and scale, one an option for choice, none for comment.
    size_t column, column_count;
};
static inline bool question_scored(const struct question *question)
{
    return question->type == QUESTION_ENPS || question->type == QUESTION_SCALE;
}

// METHODS.md section 1: each person's mean over the items and then the mean over people who answered at least half of them,
// or the mean of the items' figures.
enum index_method { INDEX_PERSON_MEAN, INDEX_ITEM_MEAN };
// What of an item goes into the index: its score (0..100), or whether the answer is favourable.
enum index_figure_kind { INDEX_OF_SCORES, INDEX_OF_FAVOURABLE };

enum { INDEX_WHOLE_LIMIT = 1000 };

// An item may be an earlier index: the index is then made of that one's questions, each with its part of a part. An index
// of three indices with five items each counts every item as one part of fifteen.
struct survey_index {
    const char *id;
    struct survey_text title;
    enum index_method method;
    enum index_figure_kind figure;
    size_t written_count;
    const char **written; // the ids that the definition lists
    size_t item_count;
    size_t *items;   // question numbers, those of its indices included
    unsigned *parts; // of each item; they sum up to …
    unsigned whole;  // … this, at most INDEX_WHOLE_LIMIT
};
const char *index_method_name(enum index_method method);             // "person_mean", "item_mean"
const char *index_figure_kind_name(enum index_figure_kind figure);   // "score", "favourable"

struct survey_section {
    const char *id;
    struct survey_text title;
};

struct survey {
    const char *id;
    int version;
    struct survey_text title;
    struct survey_text introduction; // optional
    int outcome;                     // question number, or −1
    size_t scale_count;
    struct scale **scales;
    size_t question_count;
    struct question *questions;
    size_t section_count;
    struct survey_section *sections;
    size_t index_count;
    struct survey_index *indices;
    size_t core_count;   // rotation: questions asked in every wave …
    size_t *core;
    size_t per_wave;     // … and how many of the others; 0: no rotation, everything is asked
    size_t column_count; // bytes of answers in a sheet
    const char *hash;    // SHA-256 of the canonical JSON, hex
};

// The question with this id, or NULL; survey_question_number gives −1.
const struct question *survey_question(const struct survey *survey, const char *id);
int survey_question_number(const struct survey *survey, const char *id);
