// The side of open links (ballot/open_link.h) that ballots pass, as DB_COLLECT. Its queries are its own: nothing here runs for a personal link.
//
// A submission is known by a random number that its page carries, so that a retry replaces the ballot and everybody else's stays. The number
// goes into the ballot's tag and is stored nowhere.
#pragma once

#include "ballot/box.h"

// Fills those of the tokens that are open links', and leaves the others as they are.
MUST_USE bool link_box_find(struct arena *arena, struct db *db, struct box_token *const *tokens, size_t count,
                            struct error *err);

// What stands in place of an invitation's hash when the tag is made: another one for each link and submission.
void link_box_invitation(const unsigned char token[TOKEN_HASH_SIZE], const struct token *submission,
                         unsigned char invitation[TOKEN_HASH_SIZE]);

// Inside the transaction that stores them: of the ballots that come through an open link those that must not be stored become BOX_WITHDRAWN
// or BOX_FULL, the others are counted, each submission once. A link never takes more than it may, however many servers there are.
MUST_USE bool link_box_admit(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count,
                             struct error *err);
