#include "doctor.h"

#include <string.h>

static const char logging[] = "logging", durability[] = "durability";

// A setting is good when its value is one of `good` (separated by commas) or PostgreSQL does not know it.
static const struct rule {
    const char *setting, *good;
    enum doctor_level level;
    const char *check, *why, *advice;
} rules[] = {
    {"log_statement", "none,ddl", DOCTOR_PROBLEM, logging, "each statement is recorded with its time: who answered when",
     "Set log_statement = 'none'."},
    {"log_duration", "off", DOCTOR_PROBLEM, logging, "the time of each statement is recorded: who answered when",
     "Set log_duration = off."},
    {"log_min_duration_statement", "-1", DOCTOR_PROBLEM, logging, "slow statements are recorded with their time",
     "Set log_min_duration_statement = -1."},
    {"log_min_duration_sample", "-1", DOCTOR_PROBLEM, logging, "some statements are recorded with their time",
     "Set log_min_duration_sample = -1."},
    {"log_transaction_sample_rate", "0", DOCTOR_PROBLEM, logging, "some transactions are recorded with their statements",
     "Set log_transaction_sample_rate = 0."},
    {"log_parameter_max_length", "0", DOCTOR_WARNING, logging,
     "whenever statements are recorded, the values in them are too: names, addresses, hashes of tokens",
     "Set log_parameter_max_length = 0."},
    {"log_parameter_max_length_on_error", "0", DOCTOR_PROBLEM, logging, "the values of a statement that fails are recorded",
     "Set log_parameter_max_length_on_error = 0."},
    {"log_min_error_statement", "error,log,fatal,panic", DOCTOR_WARNING, logging,
     "statements are recorded for less than an error", "Set log_min_error_statement = 'panic'."},
    {"debug_print_parse", "off", DOCTOR_PROBLEM, logging, "statements are recorded", "Set debug_print_parse = off."},
    {"debug_print_rewritten", "off", DOCTOR_PROBLEM, logging, "statements are recorded",
     "Set debug_print_rewritten = off."},
    {"debug_print_plan", "off", DOCTOR_PROBLEM, logging, "plans are recorded with the values in them",
     "Set debug_print_plan = off."},
    {"auto_explain.log_min_duration", "-1", DOCTOR_PROBLEM, logging, "plans are recorded with the values in them",
     "Set auto_explain.log_min_duration = -1, or do not load auto_explain."},
    {"track_commit_timestamp", "off", DOCTOR_WARNING, logging, "the time of each ballot is kept in the cluster",
     "Set track_commit_timestamp = off."},
    {"wal_level", "minimal,replica", DOCTOR_WARNING, logging,
     "logical decoding gives whoever may replicate each ballot with its time (sealed)",
     "Set wal_level = 'replica' unless you need the other."},
    {"archive_mode", "off", DOCTOR_WARNING, logging,
     "archived write-ahead logs keep links to people and times of ballots beyond the end of a wave (what was answered stays sealed)",
     "Keep archives no longer than you need them to recover."},
    {"fsync", "on", DOCTOR_PROBLEM, durability, "a power cut loses ballots that were acknowledged", "Set fsync = on."},
    {"full_page_writes", "on", DOCTOR_PROBLEM, durability, "a power cut may damage ballots that were acknowledged",
     "Set full_page_writes = on."},
};

static bool is_in(const char *value, const char *list)
{
    size_t length = strlen(value);
    for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strcspn(at, ",") == length && strncmp(at, value, length) == 0)
            return true;
    return false;
}

static const char *setting_names(struct arena *arena)
{
    const char *names = rules[0].setting;
    for (size_t i = 1; i < LENGTH(rules); i++)
        names = arena_format(arena, "%s,%s", names, rules[i].setting);
    return names;
}

// Finds nothing to say about the settings of one kind: says so.
static void praise(struct doctor *doctor, const char *check, size_t found, const char *what)
{
    if (found == 0)
        doctor_add(doctor, DOCTOR_OK, check, what, NULL);
}

void doctor_check_server(struct doctor *doctor, struct db *db)
{
    struct error err;
    size_t found[2] = {0};
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_DOCTOR_SETTINGS, DB_VALUES(db_text(setting_names(doctor->arena))), &err);
    if (!rows) {
        doctor_add_error(doctor, logging, &err);
        return;
    }
    for (int row = 0; row < PQntuples(rows) && row < (int)LENGTH(rules); row++) {
        const struct rule *rule = &rules[row];
        const char *value = result_text(rows, row, 0);
        if (result_null(rows, row, 0) || !*value || is_in(value, rule->good))
            continue;
        found[rule->check == durability]++;
        doctor_add(doctor, rule->level, rule->check,
                   arena_format(doctor->arena, "PostgreSQL: %s = %s: %s", rule->setting, value, rule->why), rule->advice);
    }
    praise(doctor, logging, found[0], "PostgreSQL records neither statements nor values");
    praise(doctor, durability, found[1], "what PostgreSQL acknowledges is on the disk");
}
