// From sheets to answer blocks with nothing in between that keeps their order: sheets are staged in a temporary table
// under a cryptographic random number, read back in the order of those numbers, packed and written. Memory does
// not grow with the number of sheets. Runs inside the caller's transaction, as DB_OWNER.
#pragma once

#include "ballot/block.h"
#include "db/copy.h"

struct packer;

// Makes the temporary tables. Between packer_start and packer_stage_end the connection is in COPY: no other query.
MUST_USE struct packer *packer_start(struct arena *arena, struct db *db, int wave_id, const struct block_shape *shape,
                                     struct error *err);
MUST_USE bool packer_stage(struct packer *packer, const struct sheet *sheet, struct error *err);
MUST_USE bool packer_stage_end(struct packer *packer, struct error *err);

// Shuffles and writes answers.block. `sheets` gets how many there were.
MUST_USE bool packer_write(struct packer *packer, uint64_t *sheets, struct error *err);

// Ends a COPY that is still open; harmless otherwise.
void packer_abandon(struct packer *packer);

// Comments, shuffled apart from the sheets, into answers.comment. Departments by number.
struct packer_comment {
    uint16_t question;
    uint16_t department;
    const char *body;
};
MUST_USE bool packer_write_comments(struct db *db, int wave_id, const struct packer_comment *comments, size_t count,
                                    struct error *err);
