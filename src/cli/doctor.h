// `echolot doctor`: what could break a promise of this installation. Each check adds findings, good ones too, so that one sees what
// was looked at.
#pragma once

#include "db/query.h"

enum doctor_level { DOCTOR_OK, DOCTOR_WARNING, DOCTOR_PROBLEM, DOCTOR_LEVEL__COUNT };

struct doctor_finding {
    enum doctor_level level;
    const char *check;  // "logging"
    const char *what;   // what was found
    const char *advice; // what to do; NULL when all is well
};

enum { DOCTOR_FINDING_LIMIT = 300 }; // what is found beyond is only counted
struct doctor {
    struct arena *arena;
    const struct settings *settings;
    size_t count, counts[DOCTOR_LEVEL__COUNT];
    struct doctor_finding findings[DOCTOR_FINDING_LIMIT];
};

const char *doctor_level_name(enum doctor_level level); // "ok", "warning", "problem"
// `what` and `advice` must live as long as the doctor's arena.
void doctor_add(struct doctor *doctor, enum doctor_level level, const char *check, const char *what, const char *advice);
// What kept a check from being made.
void doctor_add_error(struct doctor *doctor, const char *check, const struct error *err);

// Connection, schema version, encryption and clock of each role; gives the owner's connection, NULL when there is none.
struct db *doctor_check_connections(struct doctor *doctor);
// What concerns a server that collects: encryption and clock of its connection, what PostgreSQL records and keeps. Says nothing when it
// cannot connect.
void doctor_check_collecting(struct doctor *doctor);
// What PostgreSQL is set to record beside the tables, and whether it keeps what it acknowledges.
void doctor_check_server(struct doctor *doctor, struct db *db);
// What the roles, and others, may touch.
void doctor_check_rights(struct doctor *doctor, struct db *db);
// The waves' private keys; people who are alone in their group.
void doctor_check_waves(struct doctor *doctor, struct db *db);
// Addresses, disk, programs.
void doctor_check_machine(struct doctor *doctor);
