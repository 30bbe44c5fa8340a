// From what a respondent sent to a sheet: the one validator for the form and for JSON. All faults are found at once and named by
// kind, so that the page can say them in the respondent's language.
//
// An answer to a question that the other answers hide (show_if) is left out of the sheet without a fault, whichever front
// end sent it: it is what a mind that was changed leaves behind. A hidden question is never required.
#pragma once

#include "ballot/ballot.h"
#include "ballot/wave.h"

// How the answer "does not apply to me" is written in both front ends.
#define ANSWER_WORD_NOT_APPLICABLE "not_applicable"

struct answer_value {
    enum {
        ANSWER_FIELD,  // a form field: everything is text
        ANSWER_NUMBER, // a JSON number, whole
        ANSWER_STRING, // a JSON string
        ANSWER_OTHER,  // any other JSON value: never right
    } type;
    const char *text; // valid UTF-8; of ANSWER_NUMBER its digits
};

struct answer_input {
    const char *question; // as sent; it may be unknown
    size_t count;         // several for a choice; 0 is no answer
    const struct answer_value *values;
};

enum answer_fault_kind {
    ANSWER_FAULT_UNKNOWN_QUESTION,
    ANSWER_FAULT_NOT_ASKED,      // not part of this wave
    ANSWER_FAULT_GIVEN_TWICE,
    ANSWER_FAULT_REQUIRED,
    ANSWER_FAULT_WRONG_TYPE,
    ANSWER_FAULT_NOT_A_NUMBER,
    ANSWER_FAULT_OUT_OF_RANGE,   // least, most
    ANSWER_FAULT_NOT_OFFERED,    // "does not apply" where the scale has no such answer
    ANSWER_FAULT_UNKNOWN_OPTION,
    ANSWER_FAULT_ONE_OPTION,     // a single choice got several
    ANSWER_FAULT_OPTION_TWICE,
    ANSWER_FAULT_TOO_LONG,       // most: characters
    ANSWER_FAULT_NOTHING,        // not one question was answered
    ANSWER_FAULT__COUNT
};
// "unknown_question", …: the key "answer_fault.<name>" of the language catalogues.
const char *answer_fault_name(enum answer_fault_kind kind);

enum { ANSWER_FAULT_LIMIT = 100, ANSWER_NO_QUESTION = -1 };

struct answer_fault {
    enum answer_fault_kind kind;
    const char *place; // below "answers" as a JSON pointer: "/enps", "/channel/1"; "" for the whole
    int question;      // number, or ANSWER_NO_QUESTION
    long least, most;
};
struct answer_faults {
    size_t count; // kept
    struct answer_fault items[ANSWER_FAULT_LIMIT];
};

// Whether the answers to earlier questions (a sheet's bytes) show a question with this condition.
bool answers_show(const struct survey *survey, const unsigned char *answers, const struct show_if *condition);

// Fills the sheet's answers and the comments of `ballot` (in the arena); department and segments are the caller's. True when
// there is no fault; `faults` is emptied first.
bool answers_check(struct arena *arena, const struct wave *wave, const struct survey *survey,
                   const struct answer_input *inputs, size_t count, struct ballot *ballot,
                   struct answer_faults *faults);
