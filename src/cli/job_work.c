#include "job_work.h"
#include "analyze/analyze.h"
#include "analyze/turnout.h"
#include "ballot/closing.h"
#include "ballot/key_file.h"
#include "ballot/opening.h"
#include "mail/mailing.h"
#include "report_files.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

bool job_has_mail(const struct settings *settings)
{
    return settings->smtp_url && *settings->smtp_url && settings->mail_from && *settings->mail_from;
}

bool job_has_key(struct arena *arena, const struct settings *settings, const char *wave)
{
    return access(key_file_path(arena, settings->data_directory, wave), F_OK) == 0;
}

static bool work_open(const struct job_run *run, const char **says, struct error *err)
{
    const struct settings *settings = run->plan->settings;
    struct schedule_round *rounds;
    size_t count, i = 0;
    if (!schedule_due(run->arena, run->db, run->plan->moment, settings->time_zone, &rounds, &count, err))
        return false;
    while (i < count && strcmp(rounds[i].wave_key, run->wave) != 0)
        i++;
    if (i == count)
        return FAIL(err, ERROR_CONFLICT, "the time of wave %s is over", run->wave);
    struct wave_plan plan = {
        .key = run->wave,
        .survey = rounds[i].survey,
        .time_zone = settings->time_zone,
        .k = rounds[i].k,
        .key_file = key_file_path(run->arena, settings->data_directory, run->wave),
        .round = &rounds[i],
    };
    struct wave_frozen frozen;
    if (!wave_open(run->arena, run->db, &plan, &frozen, err))
        return false;
    *says = arena_format(run->arena, "%" PRId64 " people are asked until the end of %s", frozen.invited,
                         frozen.wave.last_day);
    return true;
}

// What the mail server put off waits for another run, so the job is not done.
static bool check_waiting(const struct mailing *mailing, struct error *err)
{
    size_t waiting = 0;
    for (size_t i = 0; i < mailing->unsent_count; i++)
        waiting += mailing->unsent[i].state == MAIL_QUEUED;
    return waiting == 0 ||
           FAIL(err, ERROR_UNAVAILABLE, "%" PRIu64 " sent, %zu waiting: the mail server put them off",
                mailing->sent, waiting);
}

static bool send_mail(const struct job_run *run, enum mail_kind kind, const char **says, struct error *err)
{
    struct mailing_plan plan = {.settings = run->plan->settings, .wave_key = run->wave, .kind = kind};
    struct mailing mailing = {0};
    if (!mailing_run(run->arena, &plan, &mailing, err) || !check_waiting(&mailing, err))
        return false;
    *says =
        mailing.unsent_count
            ? arena_format(run->arena, "%" PRIu64 " sent, %zu not ('echolot %s %s%s' says which)",
                           mailing.sent, mailing.unsent_count, kind == MAIL_REMINDER ? "remind" : "invite",
                           run->wave, kind == MAIL_REMINDER ? "" : " --mail")
            : arena_format(run->arena, "%" PRIu64 " sent", mailing.sent);
    return true;
}

static bool work_invite(const struct job_run *run, const char **says, struct error *err)
{
    return send_mail(run, MAIL_INVITATION, says, err);
}

static bool work_remind(const struct job_run *run, const char **says, struct error *err)
{
    return send_mail(run, MAIL_REMINDER, says, err);
}

static bool work_count(const struct job_run *run, const char **says, struct error *err)
{
    size_t shown;
    AUTO(db) struct db *db = db_open(run->plan->settings, DB_COLLECT, err);
    if (!db || !turnout_count(run->arena, db, run->wave, run->plan->settings->time_zone, &shown, err))
        return false;
    *says = arena_format(run->arena, "participation of %zu department%s", shown, shown == 1 ? "" : "s");
    return true;
}

static bool work_close(const struct job_run *run, const char **says, struct error *err)
{
    struct wave_closed closed;
    const char *key_file = key_file_path(run->arena, run->plan->settings->data_directory, run->wave);
    if (!wave_close(run->arena, run->db, run->wave, key_file, 0, NULL, &closed, err))
        return false;
    *says = closed.already ? "it was closed; its private key is destroyed now"
                           : arena_format(run->arena, "%" PRIu64 " answer sheets, %" PRIu64 " comments",
                                          closed.sheets, closed.comments);
    return true;
}

static bool work_analyze(const struct job_run *run, const char **says, struct error *err)
{
    AUTO(db) struct db *db = db_open(run->plan->settings, DB_ANALYZE, err);
    struct wave wave;
    if (!db || !wave_find(run->arena, db, run->wave, &wave, err))
        return false;
    struct analysis analysis = {.wave = wave};
    *says = "it was published meanwhile";
    if (wave.state == WAVE_PUBLISHED)
        return true;
    if (!analyze_wave(run->arena, db, &wave, NULL, &analysis, err))
        return false;
    if (analysis.done)
        *says = arena_format(run->arena, "published, %d action%s proposed", analysis.proposed,
                             analysis.proposed == 1 ? "" : "s");
    return true;
}

static bool work_report(const struct job_run *run, const char **says, struct error *err)
{
    const struct settings *settings = run->plan->settings;
    struct language *language = language_load(run->arena, settings->report_language, err);
    AUTO(db) struct db *db = language ? db_open(settings, DB_PRESENT, err) : NULL;
    struct report report;
    if (!db || !report_load(run->arena, db, run->wave, NULL, &report, err))
        return false;
    struct report_files files = {
        .out = arena_format(run->arena, "%s/reports/%s", settings->data_directory, run->wave)};
    for (size_t i = 0; i < REPORT_FORMAT__COUNT; i++)
        files.formats[i] = true;
    *says = files.out;
    return report_files_write(run->arena, &report, language, &files, NULL, err);
}

bool job_work(enum job_kind kind, const struct job_run *run, const char **says, struct error *err)
{
    static bool (*const work[JOB__COUNT])(const struct job_run *, const char **, struct error *) = {
        [JOB_OPEN] = work_open,     [JOB_INVITE] = work_invite, [JOB_REMIND] = work_remind,
        [JOB_COUNT] = work_count,   [JOB_CLOSE] = work_close,   [JOB_ANALYZE] = work_analyze,
        [JOB_REPORT] = work_report,
    };
    return work[kind](run, says, err);
}
