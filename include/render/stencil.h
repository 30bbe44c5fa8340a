// A page that is the same for everyone but for a few texts: written once as a tree, then handed out with the texts of each
// reader in its gaps. They are escaped as the tree would escape them, so they cannot become markup either.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

enum { STENCIL_GAP_LIMIT = 4, STENCIL_MARK_SIZE = 40 };

// Texts that stand in the page where its gaps shall be, as content or as value of an attribute. Random, so that nobody can
// write one.
struct stencil_marks {
    char texts[STENCIL_GAP_LIMIT][STENCIL_MARK_SIZE];
};
void stencil_marks_make(struct stencil_marks *marks);

// Cuts the written page at its marks; each may stand there several times. The stencil is the caller's to free.
struct stencil;
struct stencil *stencil_cut(const struct buffer *html, const struct stencil_marks *marks);
void stencil_free(struct stencil *stencil); // NULL is fine

// Appends the page with texts[i] (NULL: nothing) in place of mark i. Several threads may do so at once. The arena takes what
// has to be cleaned.
void stencil_fill(const struct stencil *stencil, struct arena *arena, const char *const *texts, struct buffer *html);
