// What only the files of src/db share.
#pragma once

#include "db/query.h"

struct db {
    PGconn *connection;
    enum db_role role;
    bool prepared[QUERY__COUNT];
    bool broken; // answers were left behind in it: as good as lost
};

// Connects without looking at the schema's version.
struct db *db_connect(const struct settings *settings, enum db_role role, struct error *err);
