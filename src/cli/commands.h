// The functions behind the table of commands; command_x.c holds `echolot x`.
#pragma once

#include "cli/command.h"

bool command_setup(struct cli *cli, struct error *err);
bool command_survey_check(struct cli *cli, struct error *err);
bool command_survey_add(struct cli *cli, struct error *err);
bool command_survey_list(struct cli *cli, struct error *err);
bool command_benchmark_add(struct cli *cli, struct error *err);
bool command_benchmark_list(struct cli *cli, struct error *err);
bool command_benchmark_remove(struct cli *cli, struct error *err);
bool command_local_start(struct cli *cli, struct error *err);
bool command_local_stop(struct cli *cli, struct error *err);
bool command_local_status(struct cli *cli, struct error *err);
bool command_analyze(struct cli *cli, struct error *err);
bool command_report(struct cli *cli, struct error *err);
bool command_people_import(struct cli *cli, struct error *err);
bool command_import(struct cli *cli, struct error *err);
bool command_version(struct cli *cli, struct error *err);
bool command_wave_open(struct cli *cli, struct error *err);
bool command_wave_close(struct cli *cli, struct error *err);
bool command_wave_show(struct cli *cli, struct error *err);
bool command_wave_list(struct cli *cli, struct error *err);
bool command_schedule_add(struct cli *cli, struct error *err);
bool command_schedule_list(struct cli *cli, struct error *err);
bool command_schedule_remove(struct cli *cli, struct error *err);
bool command_jobs_run(struct cli *cli, struct error *err);
bool command_invite(struct cli *cli, struct error *err);
bool command_remind(struct cli *cli, struct error *err);
// The cards of --qr (command_cards.c).
struct buffer;
struct db;
struct invite;
struct wave;
MUST_USE bool cards_write(struct cli *cli, struct db *db, const struct wave *wave, const struct invite *invites, size_t count,
                          struct buffer *html, struct error *err);
// `invite KEY --open DEPARTMENT` and `invite KEY --withdraw N`.
bool command_open_link(struct cli *cli, struct error *err);
bool command_open_link_withdraw(struct cli *cli, struct error *err);
// The sheet of --poster (command_cards.c); `group` is the department that answers count for.
struct token;
MUST_USE bool poster_write(struct cli *cli, struct db *db, const struct wave *wave, const struct token *token,
                           const char *group, struct buffer *html, struct error *err);
// `invite KEY --mail` and `remind KEY`.
bool command_mail(struct cli *cli, bool reminder, struct error *err);
bool command_serve(struct cli *cli, struct error *err);
bool command_receipt(struct cli *cli, struct error *err);
bool command_doctor(struct cli *cli, struct error *err);
bool command_export(struct cli *cli, struct error *err);
bool command_erase(struct cli *cli, struct error *err);
bool command_retain(struct cli *cli, struct error *err);

extern const struct cli_option command_action_list_options[], command_action_show_options[], command_action_add_options[],
    command_action_take_options[], command_action_plan_options[], command_action_start_options[],
    command_action_hold_options[], command_action_done_options[], command_action_verify_options[],
    command_action_reason_options[];
bool command_action_list(struct cli *cli, struct error *err);
bool command_action_show(struct cli *cli, struct error *err);
bool command_action_add(struct cli *cli, struct error *err);
bool command_action_take(struct cli *cli, struct error *err);
bool command_action_plan(struct cli *cli, struct error *err);
bool command_action_start(struct cli *cli, struct error *err);
bool command_action_hold(struct cli *cli, struct error *err);
bool command_action_done(struct cli *cli, struct error *err);
bool command_action_verify(struct cli *cli, struct error *err);
bool command_action_close(struct cli *cli, struct error *err);
bool command_action_reopen(struct cli *cli, struct error *err);
bool command_action_cancel(struct cli *cli, struct error *err);
