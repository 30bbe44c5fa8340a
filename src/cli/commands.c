#include "commands.h"

static const struct cli_option json_option[] = {
    {"--json", NULL, "prints JSON, for programs"},
    {0},
};

static const struct cli_option report_options[] = {
    {"--department", "CODE", "only this department and those below"},
    {"--format", "LIST", "of html, csv, json, separated by commas; all of them when left out"},
    {"--language", "CODE", "en (standard) or de"},
    {"--out", "DIR", "where the files go; '-' writes one format to standard output"},
    {0},
};

static const struct cli_option people_import_options[] = {
    {"--departments", "FILE", "CSV with the columns code, name, parent"},
    {"--people", "FILE", "CSV with employee_id, email, name, department, language[, manager][, segments …]"},
    {"--dry-run", NULL, "says what would change and stores nothing"},
    {"--json", NULL, "prints the changes as JSON"},
    {0},
};

// One row a command, in the order of DESIGN.md section 5; `--help` prints this table.
const struct command command_table[] = {
    {"setup", "", 0, 0, "creates or upgrades schema and roles", NULL, command_setup},
    {"survey check", "FILE", 1, 1, "says every fault of a survey definition, with its JSON path", json_option,
     command_survey_check},
    {"survey add", "FILE", 1, 1, "registers a version of a survey definition", NULL, command_survey_add},
    {"survey list", "", 0, 0, "lists the registered definitions", json_option, command_survey_list},
    {"people import", "", 0, 0, "makes the directory equal to two CSV files", people_import_options,
     command_people_import},
    {"local start", "", 0, 0, "starts a private PostgreSQL in the data directory", NULL, command_local_start},
    {"local stop", "", 0, 0, "stops it", NULL, command_local_stop},
    {"local status", "", 0, 0, "says whether it runs, and how to connect", NULL, command_local_status},
    {"report", "KEY", 1, 1, "writes the reports of a published wave", report_options, command_report},
    {"analyze", "[KEY…]", 0, 1000, "publishes the figures of closed waves: cells, figures, mask, findings",
     command_analyze_options, command_analyze},
    {"version", "", 0, 0, "prints the program's version", NULL, command_version},
    {0},
};
