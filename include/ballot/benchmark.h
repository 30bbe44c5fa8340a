// External norms of a survey, registered from a file. A publication takes those that are registered when it is made and keeps them: adding,
// changing or removing a benchmark later changes no report of an earlier wave.
#pragma once

#include "db/query.h"
#include "survey/survey.h"

enum { BENCHMARK_NORMS = 5000, BENCHMARK_NAME = 100, BENCHMARK_SOURCE = 200 };

struct benchmark_norm {
    size_t question;
    const char *figure; // "enps", "mean", "favourable"
    double value;
    int64_t people; // 0: not known
    const char *source;
    int year;
};
struct benchmark {
    size_t count;
    struct benchmark_norm *norms;
};

// Registers them under a name. ERROR_CONFLICT when it is taken, ERROR_INVALID when it is empty or too long. As DB_OWNER.
MUST_USE bool benchmark_add(struct db *db, const char *name, const struct survey *survey, const struct benchmark *benchmark,
                            struct error *err);

struct benchmark_entry {
    const char *name, *survey_id, *added, *sources;
    int norms, publications;
};
MUST_USE bool benchmark_list(struct arena *arena, struct db *db, struct benchmark_entry **entries, size_t *count, struct error *err);

// ERROR_NOT_FOUND. As DB_OWNER.
MUST_USE bool benchmark_remove(struct db *db, const char *name, struct error *err);
