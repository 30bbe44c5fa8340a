// Long files with a respondent column: single answers wait in a temporary table until all of a person's are together.
#pragma once

#include "ballot/packer.h"
#include "import_source.h"

// Makes the temporary table and starts COPY into it.
MUST_USE bool import_join_start(struct db *db, struct copy_in *copy, struct error *err);
// Stages source->line.
MUST_USE bool import_join_stage(struct copy_in *copy, const struct import_source *source, struct error *err);

// After the COPY: reads person by person and stages each one's sheet and comments with the packer. Somebody who
// answers a question in two ways, or sits in two places, is a fault.
MUST_USE bool import_join_sheets(struct db *db, struct arena *arena, struct import_source *source,
                                 struct packer *packer, struct error *err);
