// A command of `echolot`: a row of the table in src/cli/commands.c. Options are declared, so that `--help` and the
// parser cannot disagree and an unknown one is refused.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/settings.h"

struct cli_option {
    const char *name;  // "--out"
    const char *value; // what follows it, for the help ("DIR"); NULL for a flag
    const char *help;
};

// What a running command sees. `arguments` are the positional ones, within the bounds of its row.
struct cli {
    struct arena *arena;
    struct settings settings;
    const struct command *command;
    size_t argument_count;
    const char **arguments;
    const char **option_values; // one a declared option: NULL when absent, "" for a flag that is there
};

struct command {
    const char *name;      // "wave open": one or two words
    const char *arguments; // for the help: "KEY"; the options follow by themselves
    size_t least, most;    // number of positional arguments
    const char *summary;   // one line
    const struct cli_option *options; // ended by an empty one; NULL for none
    // True is exit 0; false prints `err`: exit 2 for ERROR_USAGE, else 1.
    bool (*run)(struct cli *cli, struct error *err);
};

extern const struct command command_table[]; // ended by an empty one

// The value of a declared option, or NULL. Asking for one that was not declared aborts: a fault of ours.
const char *cli_option(const struct cli *cli, const char *name);
static inline bool cli_flag(const struct cli *cli, const char *name)
{
    return cli_option(cli, name) != NULL;
}
// A whole number within bounds; `standard` when the option is absent.
MUST_USE bool cli_number(const struct cli *cli, const char *name, long least, long most, long standard, long *number,
                         struct error *err);

// A bar on standard error, only on a terminal and only after a second.
struct progress cli_progress(const char *what);
void cli_progress_end(void);

// The whole program: `main` in a form that a test can call.
int cli_main(int argc, char **argv);
