// From sheets to answer blocks with nothing in between that keeps their order: sheets and comments are staged in a
// temporary table, each under a cryptographic random number of its own, read back in the order of those numbers,
// packed and written. Memory does not grow with their number. Runs inside the caller's transaction, as DB_OWNER.
#pragma once

#include "ballot/block.h"
#include "db/copy.h"

struct packer;

// Makes the temporary table (it goes with the transaction). From the first staged sheet to packer_stage_end the
// connection is in COPY: no other query. After that staging may go on, so that sheets can come in batches from a
// cursor of the same connection. AUTO(packer) (or packer_abandon) on every way out.
MUST_USE struct packer *packer_start(struct arena *arena, struct db *db, int wave_id,
                                     const struct block_shape *shape, struct error *err);
MUST_USE bool packer_stage(struct packer *packer, const struct sheet *sheet, struct error *err);

// A comment travels apart from the sheet it came with: its random number, and so its place, is its own. What names somebody is
// taken out of it here (ballot/redact.h), before it is written anywhere.
// `department` by its number in the wave's snapshot, `body` UTF-8, not empty.
MUST_USE bool packer_stage_comment(struct packer *packer, uint16_t question, uint16_t department,
                                   const char *body, struct error *err);
MUST_USE bool packer_stage_end(struct packer *packer, struct error *err);

// Shuffles and writes answers.block and answers.comment. `sheets` gets how many sheets there were.
MUST_USE bool packer_write(struct packer *packer, uint64_t *sheets, struct error *err);

// Ends a COPY that is still open; harmless otherwise, and for NULL.
void packer_abandon(struct packer *packer);
AUTO_DEFINE(packer, struct packer *, packer_abandon)
