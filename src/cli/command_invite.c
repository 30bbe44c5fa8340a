#include "ballot/invite.h"
#include "base/csv_write.h"
#include "base/file.h"
#include "commands.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void write_row(struct csv_writer *csv, struct arena *arena, const char *base_url, const struct invite *invite)
{
    char text[TOKEN_TEXT_SIZE], code[TOKEN_CODE_SIZE];
    token_text(&invite->token, text);
    token_code(&invite->token, code);
    csv_write_text(csv, invite->employee_id);
    csv_write_text(csv, invite->email);
    csv_write_text(csv, invite->language);
    csv_write_text(csv, arena_format(arena, "%s/s#%s", base_url, text));
    csv_write_text(csv, code);
    csv_write_line(csv);
}

static void write_csv(struct buffer *out, struct arena *arena, const char *base_url, const struct invite *invites,
                      size_t count)
{
    static const char *const headings[] = {"employee_id", "email", "language", "url", "code"};
    struct csv_writer csv = {.out = out};
    for (size_t i = 0; i < LENGTH(headings); i++)
        csv_write_text(&csv, headings[i]);
    csv_write_line(&csv);
    for (size_t i = 0; i < count; i++)
        write_row(&csv, arena, base_url, &invites[i]);
}

// The file is on disk before the tokens count, and goes again when they never do.
static bool invite_by_csv(struct cli *cli, const char *path, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    AUTO(buffer) struct buffer csv = {0};
    struct wave wave;
    struct invite *invites;
    size_t count;
    if (!db || !db_begin(db, err) || !wave_find(cli->arena, db, cli->arguments[0], &wave, err) ||
        !invite_make(cli->arena, db, &wave, &invites, &count, err))
        return false;
    write_csv(&csv, cli->arena, cli->settings.base_url, invites, count);
    if (!file_write(path, csv.bytes, csv.size, 0600, err))
        return false;
    if (!db_commit(db, err)) {
        (void)unlink(path);
        return false;
    }
    printf("%s: %zu personal links to wave %s, readable by you only\n", path, count, wave.key);
    return true;
}

bool command_invite(struct cli *cli, struct error *err)
{
    const char *path = cli_option(cli, "--csv");
    bool mail = cli_flag(cli, "--mail");
    if ((path != NULL) == mail)
        return FAIL(err, ERROR_USAGE, "expected either --csv FILE or --mail");
    if (path && (cli_flag(cli, "--again") || cli_flag(cli, "--json")))
        return FAIL(err, ERROR_USAGE, "--again and --json go with --mail");
    return mail ? command_mail(cli, false, err) : invite_by_csv(cli, path, err);
}
