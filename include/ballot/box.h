// The ballot box in the database, as DB_COLLECT: many tokens are looked up and many ballots stored by one statement.
//
// Storing and closing exclude each other by an advisory lock a wave: a ballot either is in the box before the close reads it, or finds
// the wave closed. Nobody waits for that lock while storing.
#pragma once

#include "ballot/seal.h"
#include "ballot/sheet.h"
#include "db/query.h"

// The open link that a token belongs to (ballot/link_box.h).
struct box_link {
    int number;     // 0: none, it is a personal token
    bool withdrawn; // while its wave is open
    bool full;
};

struct box_token {
    unsigned char hash[TOKEN_HASH_SIZE]; // set by the caller
    // Found:
    bool known;
    bool open; // the wave takes ballots; the rest is filled only then
    const char *opens; // only where it does not open until later: the day, YYYY-MM-DD …
    int64_t wait;      // … and seconds until then
    const char *wave_key;
    unsigned char invitation[TOKEN_HASH_SIZE];
    uint16_t department;
    size_t segment_count;
    unsigned char segments[SEGMENT_LIMIT];
    struct box_link link; // not filled by box_find
};
// Fills `opens` and `wait` from two columns of a row, the second behind the first.
void box_read_opening(struct arena *arena, const PGresult *rows, int row, int column, struct box_token *token);
// Looks for people's tokens of open waves. With no tokens at all it still tells whether the database is there.
MUST_USE bool box_find(struct arena *arena, struct db *db, struct box_token *const *tokens, size_t count,
                       struct error *err);
// Of those that are not known yet, looks for tokens of closed waves. Comes after everything that knows tokens of open ones (box_find,
// link_box_find): a close moves them, and so none can slip from one table to the other unseen.
MUST_USE bool box_find_former(struct arena *arena, struct db *db, struct box_token *const *tokens, size_t count,
                              struct error *err);

enum box_result {
    BOX_STORED,
    BOX_REPLACED, // an earlier, different ballot of the same tag
    BOX_CLOSED,   // the wave takes no ballots any more
    BOX_CLOSING,  // it is being closed at this moment
    BOX_WITHDRAWN, // the open link is
    BOX_FULL,      // the open link has taken as many as it may
};
struct box_ballot {
    int wave_id;
    int link; // number of the open link that it comes through; 0: none
    unsigned char tag[SEAL_TAG_SIZE];
    struct buffer sealed;
    unsigned char receipt[RECEIPT_SIZE];
    enum box_result result;
};
// Stores all in one transaction, which is durable when this returns true. No two may have the same wave and tag. Storing the same
// ballot again changes nothing and is BOX_STORED, so that a transaction whose end is unknown can be repeated.
MUST_USE bool box_put(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count,
                      struct error *err);

// Makes commits of this connection durable whatever the server's setting.
MUST_USE bool box_be_durable(struct db *db, struct error *err);

// For a new connection, before it stores anything: waits until nobody else is storing ballots, ERROR_CONFLICT after a second. The connection before it may have been cut,
// or its server killed, while PostgreSQL had yet to read a batch; that batch must not come after what this connection stores, or it would
// put an older ballot in the place of a newer one.
MUST_USE bool box_wait_for_earlier(struct db *db, struct error *err);
