// The survey server: respondents' pages and the ballots' HTTP interface (DESIGN.md section 6.5) over libmicrohttpd.
#pragma once

#include "base/error.h"
#include "base/settings.h"

struct server_plan {
    const struct settings *settings;
    const char *listen; // ADDRESS:PORT, [ADDRESS]:PORT for IPv6; port 0 takes a free one
    int deadline;       // seconds in which a request must have come in whole
    // Called when requests are taken, with the address that is listened on ("127.0.0.1:8080").
    void (*ready)(void *context, const char *address);
    void *context;
};

// Serves until SIGTERM or SIGINT, then takes no new connections, answers what it has and returns true. False when it cannot start: the
// address is taken, the database is away or its schema is not this program's.
MUST_USE bool server_run(const struct server_plan *plan, struct error *err);
