// The last question about an action: did the next wave show an effect? Reads published figures only (DB_PRESENT).
#pragma once

#include "action/edit.h"
#include "action/effect.h"

struct verification {
    const char *before, *after; // keys of the waves compared
    const char *question;
    bool enps;
    struct effect effect;
};

// Compares the target figure of a done action between the last published wave that closed before it began and the first
// published one that opened after it was done and asked the question; `wave` (a key, or NULL) names the latter where
// dates cannot tell. The action becomes verified, no_effect or worse, with all numbers in the event's detail.
//
// Refused, and nothing changed, while there is no such wave, where the figure or the organisation's is hidden in one of
// them, and where the line breaks between them: ERROR_NOT_FOUND and ERROR_CONFLICT.
MUST_USE bool action_verify(struct arena *arena, struct db *db, int id, const char *wave,
                            const struct action_input *input, struct action *after,
                            struct verification *result, struct error *err);
