// From comments as PostgreSQL's parser and dictionaries see them to the terms of a book: words by their stem, and phrases of two words.
#pragma once

#include "analyze/comments.h"

#define WORD_BREAK UINT32_MAX // between two words that make no phrase: something else stands there

// A word as it is spelled. Stems are NULL for words that say nothing.
struct spelling {
    const char *text;
    const char *german, *english;
    bool german_stop, english_stop; // stop words tell the language
    bool umlaut;
};

// A comment: numbers of spellings in their order, and WORD_BREAK.
struct word_list {
    size_t count;
    const uint32_t *words;
};

// Fills terms, forms and uses of the book; `lists` has one for each of its comments. A comment is German or English by the stop words it has
// more of, else by a German letter, else as most comments are. A term that fewer than TERM_MINIMUM comments use is not in the book: it could
// be shown nowhere. Of several spellings in one comment the first counts.
void comment_words(struct arena *arena, const struct spelling *spellings, const struct word_list *lists, struct comment_book *book);
