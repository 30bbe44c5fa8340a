// Invitations to print and hand out: one HTML file that needs nothing else, eight cards a page of A4 with marks to cut along. Each card
// speaks its reader's language.
#pragma once

#include "base/buffer.h"
#include "base/language.h"

enum { CARDS_A_PAGE = 8 };

struct card {
    const struct language *language;
    const char *name, *employee_id, *department;
    const char *survey; // its title in the card's language
    const char *url;    // what the QR code says
    const char *code;   // the same token to type
};

struct card_page {
    const struct language *language; // of what stands around the cards
    const char *survey;              // title in that language
    const char *entrance;            // where a code is typed
    const char *from;                // ISO 8601, when it opens later than it is printed; else NULL
    const char *until;               // ISO 8601, NULL: no date is set
    int k;
    bool comments; // the survey has some
    size_t count;
    const struct card *cards; // in the order in which they are printed
};

// The first card as a sheet of A4 to put up, for an open link: `name` is the group that its answers count for.
MUST_USE bool card_poster_write(struct arena *arena, const struct card_page *cards, struct buffer *html,
                                struct error *err);

MUST_USE bool card_page_write(struct arena *arena, const struct card_page *cards, struct buffer *html,
                              struct error *err);
