// Everything an installation may set: ECHOLOT_… variables or the lines `name = value` of --config FILE; the
// environment wins over the file. An empty value counts as none; unknown settings and one given twice are refused. A secret may come from a file: ECHOLOT_DATABASE_FILE
// holds the path of a file whose first line is the value.
#pragma once

#include "base/arena.h"
#include "base/error.h"

struct settings {
    const char *database;         // ECHOLOT_DATABASE: libpq connection string; "" leaves it to libpq (PGHOST …)
    const char *database_collect; // ECHOLOT_DATABASE_COLLECT: a login of its own for the role, else `database`
    const char *database_analyze; // ECHOLOT_DATABASE_ANALYZE
    const char *database_present; // ECHOLOT_DATABASE_PRESENT
    const char *base_url;         // ECHOLOT_BASE_URL: where respondents reach the server; http or https, no final slash
    const char *listen;           // ECHOLOT_LISTEN: ADDRESS:PORT of `serve`
    const char *data_directory;   // ECHOLOT_DATA: private PostgreSQL, wave keys
    const char *time_zone;        // ECHOLOT_TIME_ZONE: where the days of waves begin and end
    const char *report_language;  // ECHOLOT_REPORT_LANGUAGE: of the reports that `jobs run` writes
    const char *local_user;       // ECHOLOT_LOCAL_USER: who owns the private PostgreSQL when root starts it
    // E-mail; NULL: not set.
    const char *smtp_url;      // ECHOLOT_SMTP_URL: smtp://HOST[:PORT] or smtps://HOST[:PORT]
    const char *smtp_user;     // ECHOLOT_SMTP_USER
    const char *smtp_password; // ECHOLOT_SMTP_PASSWORD
    const char *smtp_tls;      // ECHOLOT_SMTP_TLS: required (standard, except on this machine) or off
    const char *smtp_ca;       // ECHOLOT_SMTP_CA: file of certificates that are trusted instead of the system's
    const char *smtp_timeout;  // ECHOLOT_SMTP_TIMEOUT: seconds a mail server may take to answer (60)
    const char *mail_from;     // ECHOLOT_MAIL_FROM: sender, "Name <local@host>"
};

// `config` may be NULL. Strings live in the arena.
MUST_USE bool settings_load(struct arena *arena, const char *config, struct settings *settings, struct error *err);
