// Closing a wave (METHODS.md section 8, point 3): every ballot is opened, the sheets are shuffled into answer blocks, the
// comments apart from them, the list of receipts is kept, tokens become nobody's, invitations, messages, the box and K_wave are
// destroyed: one transaction, as DB_OWNER. Interrupted it leaves everything as it was and can be run again. The tables
// that held a link to a person get new files, since a deleted row stays in its page, VACUUM or not.
//
// A ballot that does not open, is not what its receipt stands for, is a copy, says what the page cannot say (ballot/plausible.h) or comes
// from where nobody was asked for it (ballot/electorate.h) is never dropped silently: the wave stays open, and the error names its
// receipt. Whoever then decides to go on says the number of ballots to leave out; their receipts will not be among those counted.
#pragma once

#include "ballot/wave.h"
#include "base/progress.h"

struct wave_closed {
    struct wave wave;       // as it is now
    bool already;           // it had been closed before, only the key was left over
    uint64_t sheets, comments;
    uint64_t left_out;
};

// `key_file` is destroyed after the commit. `leave_out` is the number of ballots that may fail to open: exactly so many,
// normally 0. ERROR_NOT_FOUND without the key, ERROR_CONFLICT when the wave is closed, ERROR_INVALID when ballots do not open.
MUST_USE bool wave_close(struct arena *arena, struct db *db, const char *key, const char *key_file, uint64_t leave_out,
                         const struct progress *progress, struct wave_closed *closed, struct error *err);
