// A private PostgreSQL in the data directory: the embedded default, for a machine without a database. It listens on
// a Unix socket only (directory mode 0700), lets in only the account that runs this program (peer), and logs no
// parameters. PostgreSQL refuses root, so root runs it as settings->local_user.
#pragma once

#include "base/settings.h"

enum local_state { LOCAL_ABSENT, LOCAL_STOPPED, LOCAL_RUNNING };

// Makes the cluster when there is none, starts it when it does not run, and makes the database `echolot`.
MUST_USE bool local_start(const struct settings *settings, struct error *err);
MUST_USE bool local_stop(const struct settings *settings, struct error *err); // true when it did not run either
MUST_USE bool local_status(const struct settings *settings, enum local_state *state, struct error *err);

// The connection string for ECHOLOT_DATABASE.
const char *local_connection(struct arena *arena, const struct settings *settings);
