// `invite KEY --open DEPARTMENT` and `invite KEY --withdraw N`: one link for everybody who is not in the directory.
#include "ballot/open_link.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/json_scan.h"
#include "commands.h"
#include "print_json.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

struct made {
    struct wave wave;
    struct open_link link;
    struct wave_department department;
    const char *url, *code;
};

static bool make(struct cli *cli, struct db *db, struct made *made, struct token *token, struct error *err)
{
    long most;
    struct organisation organisation;
    char text[TOKEN_TEXT_SIZE], code[TOKEN_CODE_SIZE];
    if (!cli_number(cli, "--most", 1, OPEN_LINK_MOST_LIMIT, OPEN_LINK_MOST, &most, err) ||
        !wave_find(cli->arena, db, cli->arguments[0], &made->wave, err))
        return false;
    const bool standard = !cli_option(cli, "--most");
    const struct open_link_plan plan = {
        .department = cli_option(cli, "--open"),
        .name = cli_option(cli, "--name"),
        .most = standard && made->wave.k > most ? made->wave.k : (int)most,
    };
    if (!open_link_make(cli->arena, db, &made->wave, &plan, &made->link, token, err) ||
        !wave_organisation(cli->arena, db, made->wave.id, &organisation, err))
        return false;
    token_text(token, text);
    token_code(token, code);
    made->department = organisation.departments[made->link.department];
    made->url = arena_format(cli->arena, "%s/s#%s", cli->settings.base_url, text);
    made->code = arena_text(cli->arena, code);
    return true;
}

static bool write_poster(struct cli *cli, struct db *db, const struct made *made, const struct token *token,
                         struct error *err)
{
    const char *path = cli_option(cli, "--poster");
    AUTO(buffer) struct buffer html = {0};
    return !path || (poster_write(cli, db, &made->wave, token, made->department.name, &html, err) &&
                     file_write(path, html.bytes, html.size, 0600, err));
}

static bool print_link_json(const struct made *made, struct error *err)
{
    return cli_print_json(json_pack("{s:s, s:s, s:i, s:s, s:s, s:i, s:s, s:s}", "format", "echolot.open_link/1", "wave",
                                    made->wave.key, "link", made->link.number, "department", made->department.code,
                                    "department_name", made->department.name, "most", made->link.most, "url", made->url,
                                    "code", made->code),
                          err);
}

// The link is all of standard output, so that a program can take it; what it means goes to the reader.
static void print_link(struct cli *cli, const struct made *made)
{
    printf("%s\n", made->url);
    fflush(stdout);
    fprintf(stderr,
            "open link %d of wave %s, at most %d answers; typed: %s\n"
            "  counts for  %s (%s) and the departments above\n"
            "  Whoever has it can answer, also more than once: N is not known there, so no response rate and no finite population.\n"
            "  It cannot be shown again. 'echolot invite %s --withdraw %d' ends it.\n",
            made->link.number, made->wave.key, made->link.most, made->code,
            json_printable(cli->arena, made->department.name), json_printable(cli->arena, made->department.code),
            made->wave.key, made->link.number);
    if (cli_option(cli, "--poster"))
        fprintf(stderr, "  poster      %s\n", cli_option(cli, "--poster"));
}

bool command_open_link(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct made made;
    struct token token;
    if (!db || !db_begin(db, err) || !make(cli, db, &made, &token, err) || !write_poster(cli, db, &made, &token, err))
        return false;
    if (!db_commit(db, err)) {
        if (cli_option(cli, "--poster"))
            (void)unlink(cli_option(cli, "--poster"));
        return false;
    }
    if (cli_flag(cli, "--json"))
        return print_link_json(&made, err);
    print_link(cli, &made);
    return true;
}

bool command_open_link_withdraw(struct cli *cli, struct error *err)
{
    long number;
    struct wave wave;
    if (!cli_number(cli, "--withdraw", 1, INT_MAX, 1, &number, err))
        return false;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    if (!db || !db_begin(db, err) || !wave_find(cli->arena, db, cli->arguments[0], &wave, err) ||
        !open_link_withdraw(db, &wave, (int)number, err) || !db_commit(db, err))
        return false;
    printf("open link %ld of wave %s takes no further answers; those that came count\n", number, wave.key);
    return true;
}
