#include "cli/command.h"
#include "base/json_scan.h"

#include <errno.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct cli_option no_options[] = {{0}};
// Accepted by every command.
static const struct cli_option common[] = {
    {"--config", "FILE", "settings, one `name = value` a line"},
    {"--help", NULL, "says how the command is used"},
};

static const struct cli_option *options_of(const struct command *command)
{
    return command->options ? command->options : no_options;
}

static size_t option_count(const struct command *command)
{
    size_t count = 0;
    while (options_of(command)[count].name)
        count++;
    return count;
}

const char *cli_option(const struct cli *cli, const char *name)
{
    const struct cli_option *options = options_of(cli->command);
    for (size_t i = 0; options[i].name; i++)
        if (strcmp(options[i].name, name) == 0)
            return cli->option_values[i];
    fprintf(stderr, "echolot: option %s was not declared\n", name);
    abort();
}

bool cli_number(const struct cli *cli, const char *name, long least, long most, long standard, long *number,
                struct error *err)
{
    const char *text = cli_option(cli, name);
    *number = standard;
    if (!text)
        return true;
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < least || value > most)
        return FAIL(err, ERROR_USAGE, "%s %s: expected a whole number from %ld to %ld", name, text, least, most);
    *number = value;
    return true;
}

static void print_command_help(const struct command *command)
{
    printf("echolot %s%s%s%s\n    %s\n", command->name, *command->arguments ? " " : "", command->arguments,
           option_count(command) ? " [OPTION…]" : "", command->summary);
    for (const struct cli_option *option = options_of(command); option->name; option++)
        printf("    %s%s%s\n        %s\n", option->name, option->value ? " " : "", option->value ? option->value : "",
               option->help);
    for (size_t i = 0; i < LENGTH(common); i++)
        printf("    %s%s%s\n        %s\n", common[i].name, common[i].value ? " " : "",
               common[i].value ? common[i].value : "", common[i].help);
}

static const char settings_help[] =
    "Settings (environment, or lower case without ECHOLOT_ in --config FILE; …_FILE reads the value from a file):\n"
    "  ECHOLOT_DATABASE      libpq connection string; otherwise PGHOST, PGPORT, PGDATABASE, PGUSER …\n"
    "  ECHOLOT_DATABASE_COLLECT, _ANALYZE, _PRESENT   a login of its own for a role\n"
    "  ECHOLOT_BASE_URL      where respondents reach the server (http://127.0.0.1:8080)\n"
    "  ECHOLOT_LISTEN        ADDRESS:PORT of `serve` (127.0.0.1:8080)\n"
    "  ECHOLOT_DATA          data directory: private PostgreSQL, wave keys, reports\n"
    "  ECHOLOT_TIME_ZONE     where the days of waves begin and end: UTC, Europe/Berlin … (UTC)\n"
    "  ECHOLOT_REPORT_LANGUAGE  of the reports that `jobs run` writes (en)\n"
    "  ECHOLOT_LOCAL_USER    account that owns the private PostgreSQL when root starts it (postgres)\n"
    "  ECHOLOT_SMTP_URL      mail server: smtp://HOST[:PORT] with STARTTLS, or smtps://HOST[:PORT]\n"
    "  ECHOLOT_SMTP_USER, ECHOLOT_SMTP_PASSWORD   its login, where it wants one\n"
    "  ECHOLOT_SMTP_TLS      required or off (required, except for a server on this machine)\n"
    "  ECHOLOT_SMTP_CA       file of certificates to trust instead of the system's\n"
    "  ECHOLOT_SMTP_TIMEOUT  seconds a mail server may take to answer (60)\n"
    "  ECHOLOT_MAIL_FROM     sender of all messages: 'Name <address>'\n";

static void print_help(void)
{
    puts("echolot COMMAND: ask the people inside, act on it, show that it helped\n");
    for (const struct command *command = command_table; command->name; command++)
        printf("  %-18s %s\n", command->name, command->summary);
    printf("\n'echolot COMMAND --help' says more. Exit status: 0 done, 1 refused or failed, 2 wrong use.\n\n%s",
           settings_help);
}

static const struct command *find_command(int argc, char **argv, int *words)
{
    for (const struct command *command = command_table; command->name; command++) {
        const char *space = strchr(command->name, ' ');
        size_t first = space ? (size_t)(space - command->name) : strlen(command->name);
        if (argc < 2 || strlen(argv[1]) != first || strncmp(command->name, argv[1], first) != 0)
            continue;
        if (space && (argc < 3 || strcmp(space + 1, argv[2]) != 0))
            continue;
        *words = space ? 2 : 1;
        return command;
    }
    return NULL;
}

// Prints the commands that begin with the given word ("wave --help").
static bool print_group_help(const char *word)
{
    bool found = false;
    for (const struct command *command = command_table; command->name; command++)
        if (strncmp(command->name, word, strlen(word)) == 0 && command->name[strlen(word)] == ' ') {
            print_command_help(command);
            found = true;
        }
    return found;
}

// Stores the option that stands at `*position`; moves on when it has a value of its own.
static bool take_option(struct cli *cli, int argc, char **argv, int *position, const char **config, bool *help,
                        struct error *err)
{
    char *text = argv[*position];
    char *equals = strchr(text, '=');
    size_t length = equals ? (size_t)(equals - text) : strlen(text);
    const struct cli_option *options = options_of(cli->command);
    size_t count = option_count(cli->command), total = count + LENGTH(common);
    for (size_t i = 0; i < total; i++) {
        const struct cli_option *option = i < count ? &options[i] : &common[i - count];
        if (strlen(option->name) != length || strncmp(option->name, text, length) != 0)
            continue;
        const char *value = equals ? equals + 1 : "";
        if (!option->value && equals)
            return FAIL(err, ERROR_USAGE, "%s takes no value", option->name);
        if (option->value && !equals) {
            if (*position + 1 >= argc)
                return FAIL(err, ERROR_USAGE, "%s needs a value: %s", option->name, option->value);
            value = argv[++*position];
        }
        if (i < count) {
            if (cli->option_values[i])
                return FAIL(err, ERROR_USAGE, "%s is given twice", option->name);
            cli->option_values[i] = value;
        } else if (option->value) {
            *config = value;
        } else {
            *help = true;
        }
        return true;
    }
    return FAIL(err, ERROR_USAGE, "unknown option %.*s", (int)length, text);
}

static bool parse(struct cli *cli, int argc, char **argv, int first, bool *help, struct error *err)
{
    const char *config = NULL;
    bool only_arguments = false;
    cli->arguments = ARENA_ARRAY(cli->arena, (size_t)argc + 1, const char *);
    cli->option_values = ARENA_ARRAY(cli->arena, option_count(cli->command) + 1, const char *);
    for (int i = first; i < argc; i++) {
        if (!only_arguments && strcmp(argv[i], "--") == 0)
            only_arguments = true;
        else if (only_arguments || strncmp(argv[i], "--", 2) != 0)
            cli->arguments[cli->argument_count++] = argv[i];
        else if (!take_option(cli, argc, argv, &i, &config, help, err))
            return false;
    }
    if (*help)
        return true;
    if (cli->argument_count < cli->command->least)
        return FAIL(err, ERROR_USAGE, "missing: %s", cli->command->arguments);
    if (cli->argument_count > cli->command->most)
        return FAIL(err, ERROR_USAGE, "unexpected '%s'", cli->arguments[cli->command->most]);
    return settings_load(cli->arena, config, &cli->settings, err);
}

static int report_failure(const struct command *command, const struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    cli_progress_end();
    fprintf(stderr, "echolot %s: %s\n", command->name, json_printable(arena, err->message));
    if (*err->hint)
        fprintf(stderr, "%s\n", json_printable(arena, err->hint));
    if (err->kind == ERROR_USAGE && !*err->hint)
        fprintf(stderr, "'echolot %s --help' says how it is used.\n", command->name);
    return err->kind == ERROR_USAGE ? 2 : 1;
}

static int run(const struct command *command, int argc, char **argv, int words)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct cli cli = {.arena = arena, .command = command};
    struct error err = {0};
    bool help = false;
    if (!parse(&cli, argc, argv, 1 + words, &help, &err))
        return report_failure(command, &err);
    if (help) {
        print_command_help(command);
        return 0;
    }
    bool good = command->run(&cli, &err);
    cli_progress_end();
    // A full disk or a closed pipe shows only now: a truncated output must not look like a success.
    if (good && (fflush(stdout) != 0 || ferror(stdout)))
        good = FAIL(&err, ERROR_UNAVAILABLE, "standard output could not be written completely");
    return good ? 0 : report_failure(command, &err);
}

int cli_main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    if (sodium_init() < 0) {
        fputs("echolot: no source of randomness\n", stderr);
        return 1;
    }
    int words = 0;
    const struct command *command = find_command(argc, argv, &words);
    if (command)
        return run(command, argc, argv, words);
    if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        print_help();
        return 0;
    }
    if (argc >= 2 && print_group_help(argv[1]))
        return argc == 3 && strcmp(argv[2], "--help") == 0 ? 0 : 2;
    fprintf(stderr, argc < 2 ? "echolot: what shall it do?%s\n" : "echolot: unknown command '%s'\n",
            argc < 2 ? "" : argv[1]);
    fputs("'echolot --help' lists the commands.\n", stderr);
    return 2;
}
