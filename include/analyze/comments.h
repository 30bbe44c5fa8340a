// What people wrote, as it may be shown: comments and the words they use most (METHODS.md section 6).
//
// Who can have written a comment. Let q be a comment question and a(d) the people in department d who could have answered it: all
// with a sheet, of those only whoever met the question's condition (`show_if`). Let P be the departments that show comments to q. A
// comment by somebody in d is shown at every v ∈ P that is d or above it, and nowhere else. Whoever has all lists in hand sees at which
// departments a comment stands; of these the lowest, w, says the rest, for the others are exactly those of P above w. So the author is one
// of the people below w who are below no other department of P that is below w: those of the residual R(w) of METHODS.md section 5,
// counted with a. Within it nothing that is shown depends on who of them it was; readers of fewer lists know less. Hence:
//
//   P is the mask over a with minimum 10 (or the wave's k, if that is more): every R(w) is 0 or at least 10, and everything below
//   v ∈ P is shown at v.
//
// Counting a and not the writers is right: somebody who wrote nothing could have. Counting only whom the question was asked is
// needed: where only detractors are asked for a reason, a published department without any would narrow the others down.
//
// There the lists are also shown only where the answers to the other question are, from 20 of them on: that a list is shown, and how long
// it is, tells how many gave the answer that it depends on. A part of P is as safe as P.
//
// Words. A term's count at v is the number of comments shown at v that use it. Any reader of the list can count that, so terms need no
// mask of their own: they are computed from the lists alone. The test of the two claims exchanges an author with everybody else of the
// residual and finds that the publication stays the same, byte for byte.
//
// Terms and the eNPS. A comment has no key in common with an answer sheet: what detractors write cannot be computed, by nobody, and that
// is as it should be. What can be asked is whether a term is more frequent in departments whose published eNPS is lower; figures that are
// hidden take no part. It says something about departments, not about people.
#pragma once

#include "analyze/compute.h"

enum { COMMENT_MINIMUM = 10, TERM_MINIMUM = 5, TERM_WORDS = 15, TERM_PHRASES = 10 };

// A word or phrase in a comment: `term` numbers what is the same word in all its forms, `form` the spelling.
struct term_use {
    uint32_t term, form;
};

// In the order of their one shuffle.
struct comment {
    size_t question, department;
    const char *body;
    size_t use_count;
    struct term_use *uses; // each term once
};

struct comment_book {
    size_t count;
    struct comment *comments;
    size_t term_count;
    const char **terms; // stems; those of a phrase have a blank between them
    size_t form_count;
    const char **forms;
};

// A comment stands at `department` and at every published one above it.
struct published_comment {
    size_t question, department;
    const char *body;
};

struct published_term {
    size_t question, department;
    uint32_t term;     // its number in the book
    const char *text;  // in its most frequent spelling
    int words;         // 1, or 2: a phrase
    uint32_t comments; // that use it, of those shown there
    // Of the whole organisation's terms, where enough departments have a published eNPS: share of the comments that use it in departments
    // below and above the average, and the test.
    bool compared;
    uint32_t departments;
    double lower, higher;
    double p, q;
    bool detectable; // q ≤ .10 (Benjamini–Hochberg over all terms compared)
};

struct comment_publication {
    size_t departments;
    size_t question_count;
    const size_t *questions;            // comment questions that were asked
    const enum figure_status *statuses; // question_count × departments
    size_t comment_count;
    struct published_comment *comments; // in the order of the shuffle
    size_t term_count;
    struct published_term *terms; // by question and department, the most frequent first
};

// `publication` is the wave's: its outcome, if that is an eNPS, is what terms are compared with. Everything lives in the arena, bodies and
// texts in that of the book. ERROR_INTERNAL when a comment stands at a department or question that the wave does not have.
MUST_USE bool comments_compute(struct arena *arena, const struct analyze_wave *now, const struct comment_book *book,
                               const struct publication *publication, struct comment_publication *out, struct error *err);
