#include "commands.h"

static const struct cli_option json_option[] = {
    {"--json", NULL, "prints JSON, for programs"},
    {0},
};

static const struct cli_option wave_open_options[] = {
    {"--survey", "ID[@VERSION]", "what is asked; without a version the latest"},
    {"--opens", "DATE", "the first day to answer, YYYY-MM-DD, still to come: links, cards and codes can be handed out before; without it, at once"},
    {"--closes", "DATE", "the last day to answer, YYYY-MM-DD; without it, until somebody closes the wave"},
    {"--k", "N", "no figure from fewer people is ever shown (5; 3 to 1000)"},
    {"--key-out", "FILE", "where the wave's private key goes (<data directory>/keys/KEY.key)"},
    {"--rake", "SEGMENT,…|department", "weights answers to the people invited, by department and these segments"},
    {0},
};

static const struct cli_option wave_close_options[] = {
    {"--key", "FILE", "the wave's private key, where it was kept elsewhere; it is destroyed afterwards"},
    {"--leave-out", "N", "closes without the N ballots that cannot be opened, as reported before"},
    {0},
};

static const struct cli_option schedule_add_options[] = {
    {"--survey", "ID[@VERSION]", "what is asked; without a version the one that is the latest when a wave opens"},
    {"--every", "week|month|quarter", "how often; the waves are KEY-2026-W48, KEY-2026-11, KEY-2026-Q4"},
    {"--open-for", "DAYS", "whole days from midnight to midnight (ECHOLOT_TIME_ZONE)"},
    {"--panel", "1/N", "asks one of N parts of the people each time, everybody once in N waves (1/1)"},
    {"--start", "DATE", "the first opening, YYYY-MM-DD (the next Monday, first of a month or first of a quarter)"},
    {"--k", "N", "no figure from fewer people is ever shown (5; 3 to 1000)"},
    {"--remind", "DAYS", "days after the opening, reminds by e-mail those who have not answered"},
    {0},
};

static const struct cli_option jobs_run_options[] = {
    {"--only", "LIST", "of open, invite, remind, count, close, analyze, report, separated by commas; all when left out"},
    {"--dry-run", NULL, "says what is due and does nothing"},
    {"--as-of", "TIME", "pretends it is this moment (2026-11-30T08:00:00Z); with --dry-run a look ahead"},
    {"--json", NULL, "prints JSON, for programs"},
    {0},
};

static const struct cli_option invite_options[] = {
    {"--csv", "FILE", "writes employee_id,email,language,url,code for a mail merge"},
    {"--qr", "FILE", "writes cards to print (HTML, A4): a QR code and a typed code for each person, by department and name"},
    {"--mail", NULL, "sends everybody an e-mail who has none of this wave yet"},
    {"--again", "LIST", "with --mail: sends once more what is in_doubt, bounced or failed (a list, separated by commas)"},
    {"--open", "DEPARTMENT", "makes an open link for everybody who is not in the directory (partners, suppliers); anybody may answer, also more "
                             "than once. Their answers stand apart from those of invited people: in the department, when nobody of its "
                             "own is invited, else in a group below it"},
    {"--name", "NAME", "with --open: the group below the department, such as \"Suppliers\""},
    {"--most", "N", "with --open: takes at most N answers (500; k to 100000)"},
    {"--poster", "FILE", "with --open: writes a sheet to put up (HTML, A4) with a QR code and the code to type"},
    {"--language", "CODE", "with --poster: en (standard) or de"},
    {"--withdraw", "N", "withdraws open link N: it takes no further answers; those that came count"},
    {"--json", NULL, "with --mail: prints what was sent and what was not as JSON; with --open: the link"},
    {0},
};

static const struct cli_option remind_options[] = {
    {"--again", "LIST", "sends once more what is in_doubt, bounced or failed (a list, separated by commas)"},
    {"--json", NULL, "prints what was sent and what was not as JSON"},
    {0},
};

static const struct cli_option analyze_options[] = {
    {"--all", NULL, "every closed wave that is not published yet; the same as no KEY"},
    {"--shard", "I/N", "only counts the I-th of N shares of one wave; when all are counted, analyze without it adds them up"},
    {"--whole", NULL, "counts everything and forgets what shards have counted"},
    {"--threads", "N", "connections that count at the same time (standard: what the machine and the wave are worth)"},
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

static const struct cli_option import_options[] = {
    {"--survey", "ID[@VERSION]", "what was asked; without a version the latest"},
    {"--map", "FILE", "JSON that says which column means what; without it: department and one column a question id"},
    {"--k", "N", "no figure from fewer people is ever shown (5; 3 to 1000)"},
    {"--opened", "DATE", "the first day, YYYY-MM-DD (today)"},
    {"--closed", "DATE", "the last day (today)"},
    {"--create-departments", NULL, "adds departments to the directory that are not there yet"},
    {"--people", NULL, "takes the directory's people as invited: response rates, finite populations"},
    {"--json", NULL, "prints the numbers as JSON"},
    {0},
};

static const struct cli_option retain_options[] = {
    {"--answers", "MONTHS", "drops the answers of published waves that closed more than so many months ago"},
    {"--dry-run", NULL, "says what would be dropped and keeps it"},
    {"--json", NULL, "prints the waves as JSON"},
    {0},
};

static const struct cli_option serve_options[] = {
    {"--listen", "ADDRESS:PORT", "where to listen (ECHOLOT_LISTEN, 127.0.0.1:8080); port 0 takes a free one"},
    {"--no-jobs", NULL, "leaves what is due to `jobs run`; otherwise one server at a time does it"},
    {"--deadline", "SECONDS", "in which a request must have come in whole (20)"},
    {0},
};

static const struct cli_option benchmark_add_options[] = {
    {"--survey", "ID[@VERSION]", "the survey whose questions the norms are of; without a version the latest"},
    {0},
};

// One row a command, in the order of DESIGN.md section 5; `--help` prints this table.
const struct command command_table[] = {
    {"setup", "", 0, 0, "creates or upgrades schema and roles", NULL, command_setup},
    {"survey check", "FILE", 1, 1, "says every fault of a survey definition, with its JSON path", json_option,
     command_survey_check},
    {"survey add", "FILE", 1, 1, "registers a version of a survey definition", NULL, command_survey_add},
    {"survey list", "", 0, 0, "lists the registered definitions", json_option, command_survey_list},
    {"benchmark add", "NAME FILE", 2, 2, "registers norms from elsewhere (CSV: question or driver, figure, value, source, year, n) for a survey",
     benchmark_add_options, command_benchmark_add},
    {"benchmark list", "", 0, 0, "lists the registered benchmarks with their sources", json_option, command_benchmark_list},
    {"benchmark remove", "NAME", 1, 1, "takes a benchmark away; reports that show it keep it", NULL, command_benchmark_remove},
    {"people import", "", 0, 0, "makes the directory equal to two CSV files", people_import_options,
     command_people_import},
    {"wave open", "KEY", 1, 1, "freezes organisation, survey and k, invites everybody", wave_open_options, command_wave_open},
    {"wave close", "KEY", 1, 1, "opens and shuffles the ballots", wave_close_options, command_wave_close},
    {"wave list", "", 0, 0, "lists the waves: state, invited, responded", json_option, command_wave_list},
    {"wave show", "KEY", 1, 1, "one wave, and who took part in which groups, day by day", json_option, command_wave_show},
    {"schedule add", "KEY", 1, 1, "waves that open by themselves, each asking everybody or a part in turn",
     schedule_add_options, command_schedule_add},
    {"schedule list", "", 0, 0, "lists the schedules with their next opening", json_option, command_schedule_list},
    {"schedule remove", "KEY", 1, 1, "ends a schedule; its open waves stay", NULL, command_schedule_remove},
    {"jobs run", "", 0, 0, "does what is due: opens, invites, reminds, counts, closes, analyzes, reports", jobs_run_options,
     command_jobs_run},
    {"invite", "KEY", 1, 1, "makes personal links, codes or open links for an open wave, or sends e-mail", invite_options, command_invite},
    {"remind", "KEY", 1, 1, "sends an e-mail to those who have not answered and want reminders", remind_options, command_remind},
    {"serve", "", 0, 0, "the survey server: respondents' pages and ballots over HTTP", serve_options, command_serve},
    {"receipt", "CODE", 1, 1, "says whether the ballot with that receipt was counted", NULL, command_receipt},
    {"import", "KEY FILE.csv", 2, 2, "makes a closed wave of answers collected elsewhere", import_options, command_import},
    {"local start", "", 0, 0, "starts a private PostgreSQL in the data directory", NULL, command_local_start},
    {"local stop", "", 0, 0, "stops it", NULL, command_local_stop},
    {"local status", "", 0, 0, "says whether it runs, and how to connect", NULL, command_local_status},
    {"analyze", "[KEY…]", 0, 1000, "publishes closed waves: counts, figures, mask, findings", analyze_options,
     command_analyze},
    {"report", "KEY", 1, 1, "writes the reports of a published wave", report_options, command_report},
    {"action list", "", 0, 0, "lists actions",
     command_action_list_options, command_action_list},
    {"action show", "ID", 1, 1, "one action with its history",
     command_action_show_options, command_action_show},
    {"action add", "", 0, 0, "proposes an action of one's own",
     command_action_add_options, command_action_add},
    {"action take", "ID", 1, 1, "proposed to owned: somebody is accountable",
     command_action_take_options, command_action_take},
    {"action plan", "ID", 1, 1, "owned to planned: due date, target and the change that is expected",
     command_action_plan_options, command_action_plan},
    {"action start", "ID", 1, 1, "planned or on hold to in progress",
     command_action_start_options, command_action_start},
    {"action hold", "ID", 1, 1, "in progress to on hold",
     command_action_hold_options, command_action_hold},
    {"action done", "ID", 1, 1, "in progress to done, with evidence",
     command_action_done_options, command_action_done},
    {"action verify", "[ID]", 0, 1, "done to verified, no_effect or worse, by the next wave's figures",
     command_action_verify_options, command_action_verify},
    {"action close", "ID", 1, 1, "verified to closed; no_effect and worse with a reason",
     command_action_reason_options, command_action_close},
    {"action reopen", "ID", 1, 1, "no_effect or worse back to its owner, with a reason",
     command_action_reason_options, command_action_reopen},
    {"action cancel", "ID", 1, 1, "gives an open action up, with a reason",
     command_action_reason_options, command_action_cancel},
    {"export", "PERSON", 1, 1, "prints as JSON all that is stored about a person, by employee id or e-mail address", NULL,
     command_export},
    {"erase", "PERSON", 1, 1, "removes a person: directory, invitations, messages", NULL, command_erase},
    {"retain", "", 0, 0, "drops old answers; what was published stays", retain_options, command_retain},
    {"doctor", "", 0, 0, "checks this installation: what could break a promise, and what to do about it", json_option,
     command_doctor},
    {"version", "", 0, 0, "prints the program's version", NULL, command_version},
    {0},
};
