// What the people of Brightwater write, in their language: about what is planted where they work, and about everyday things. Drawn apart
// from their answers, so that these stay what they are.
#pragma once

#include "people.h"

enum sample_comment_kind { SAMPLE_KEEP, SAMPLE_IMPROVE };

// Ready for a cell between quotes; empty for most: every third person writes something, or two where something is the matter. `person` is a number in `people`, `wave` from 1.
const char *sample_comment(struct arena *arena, const struct sample_person *people, size_t person, int wave,
                           enum sample_comment_kind kind);
