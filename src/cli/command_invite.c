#include "ballot/invite.h"
#include "base/csv_write.h"
#include "base/file.h"
#include "commands.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void write_row(struct csv_writer *csv, struct arena *arena, const char *base_url,
                      const struct invite *invite)
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

static void write_csv(struct buffer *out, struct arena *arena, const char *base_url,
                      const struct invite *invites, size_t count)
{
    static const char *const headings[] = {"employee_id", "email", "language", "url", "code"};
    struct csv_writer csv = {.out = out};
    for (size_t i = 0; i < LENGTH(headings); i++)
        csv_write_text(&csv, headings[i]);
    csv_write_line(&csv);
    for (size_t i = 0; i < count; i++)
        write_row(&csv, arena, base_url, &invites[i]);
}

// What a channel hands out, and how its success is told.
struct channel {
    const char *path, *what;
    bool cards;
};

static bool write_content(struct cli *cli, struct db *db, const struct channel *channel,
                          const struct wave *wave, struct buffer *content, size_t *count, struct error *err)
{
    struct invite *invites;
    if (!invite_make(cli->arena, db, wave, &invites, count, err))
        return false;
    if (channel->cards)
        return cards_write(cli, db, wave, invites, *count, content, err);
    write_csv(content, cli->arena, cli->settings.base_url, invites, *count);
    return true;
}

// The file is on disk before the tokens count, and goes again when they never do.
static bool invite_by_file(struct cli *cli, const struct channel *channel, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    AUTO(buffer) struct buffer content = {0};
    struct wave wave;
    size_t count;
    if (!db || !db_begin(db, err) || !wave_find(cli->arena, db, cli->arguments[0], &wave, err) ||
        !write_content(cli, db, channel, &wave, &content, &count, err) ||
        !file_write(channel->path, content.bytes, content.size, 0600, err))
        return false;
    if (!db_commit(db, err)) {
        (void)unlink(channel->path);
        return false;
    }
    printf("%s: %zu %s to wave %s, readable by you only\n", channel->path, count, channel->what, wave.key);
    return true;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcasecmp(text + length - tail, end) == 0;
}

// What goes with what.
static bool check_options(struct cli *cli, struct error *err)
{
    static const char *const ways[] = {"--csv", "--qr", "--mail", "--open", "--withdraw"};
    static const char *const of_open[] = {"--name", "--most", "--poster"};
    static const char *const pages[] = {"--qr", "--poster"};
    const char *mail = cli_option(cli, "--mail"), *open = cli_option(cli, "--open");
    int chosen = 0;
    for (size_t i = 0; i < LENGTH(ways); i++)
        chosen += cli_option(cli, ways[i]) != NULL;
    if (chosen != 1)
        return FAIL(err, ERROR_USAGE, "expected one of --csv FILE, --qr FILE, --mail, --open DEPARTMENT and --withdraw N");
    if (!mail && (cli_flag(cli, "--again") || (!open && cli_flag(cli, "--json"))))
        return FAIL(err, ERROR_USAGE, "--again and --json go with --mail, --json also with --open");
    for (size_t i = 0; i < LENGTH(of_open); i++)
        if (!open && cli_option(cli, of_open[i]))
            return FAIL(err, ERROR_USAGE, "%s goes with --open DEPARTMENT", of_open[i]);
    if (cli_option(cli, "--language") && !cli_option(cli, "--poster"))
        return FAIL(err, ERROR_USAGE, "--language goes with --poster FILE");
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const char *file = cli_option(cli, pages[i]);
        if (file && ends_with(file, ".pdf"))
            return FAIL(err, ERROR_USAGE,
                        "%s: %s are written as HTML; name the file .html, open it in a browser and print it to PDF", file,
                        i == 0 ? "cards" : "posters");
    }
    return true;
}

bool command_invite(struct cli *cli, struct error *err)
{
    const char *csv = cli_option(cli, "--csv"), *cards = cli_option(cli, "--qr");
    bool mail = cli_flag(cli, "--mail");
    if (!check_options(cli, err))
        return false;
    if (mail)
        return command_mail(cli, false, err);
    if (cli_option(cli, "--open"))
        return command_open_link(cli, err);
    if (cli_option(cli, "--withdraw"))
        return command_open_link_withdraw(cli, err);
    return invite_by_file(
        cli, &(struct channel){csv ? csv : cards, csv ? "personal links" : "cards", cards != NULL}, err);
}
