// Words of comments as they are shown: neither file sees where a comment was written, only where it stands.
#pragma once

#include "analyze/comments.h"

struct shown_comment {
    size_t question, department; // the lowest that shows it
    size_t use_count;
    const struct term_use *uses;
};

struct term_source {
    const struct organisation *organisation;
    uint32_t k;
    size_t count;
    const struct shown_comment *comments;
    const struct comment_book *book; // for the texts of terms and forms only
};

// Fills out->terms from the comments and out->statuses.
void comment_terms(struct arena *arena, const struct term_source *source, struct comment_publication *out);

// comment_outcome.c: compares the organisation's terms with the published eNPS of departments.
void comment_outcome(const struct term_source *source, const struct survey *survey, const struct publication *publication,
                     struct comment_publication *out);
