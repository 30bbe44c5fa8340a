// Who may have a ballot in the box of a wave: asked when the wave closes, since whoever can write into the box could put ballots there that
// nobody was asked for, or move one to another department. Knows tags, departments and segments, no people.
#pragma once

#include "ballot/seal.h"
#include "ballot/sheet.h"
#include "ballot/wave.h"

struct electorate;

// As DB_OWNER, while the wave is open. NULL on failure.
MUST_USE struct electorate *electorate_load(struct arena *arena, struct db *db, int wave_id, size_t departments,
                                            size_t segment_count, struct error *err);
// Whether the ballot with this tag may say that it comes from there. The invitation of somebody who was erased or left is gone, and their
// ballot stays; those that came through open links never had one. So one with an unknown tag passes once for each invitation that its
// department has lost and each ballot that its links took, and wherever nobody knows how many were invited.
bool electorate_admits(struct electorate *electorate, const unsigned char *tag, size_t tag_size, const struct sheet *sheet);
