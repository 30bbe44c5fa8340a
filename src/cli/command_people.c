#include "commands.h"
#include "faults.h"
#include "people/directory.h"
#include "print_json.h"

#include <stdio.h>

// Prints how many there are of each kind and gives their sum.
static size_t print_counts(const char *what, const struct directory_changes *changes)
{
    size_t sum = 0;
    printf("%s: %zu in the file", what, changes->total);
    for (enum directory_kind kind = 0; kind < DIRECTORY_KIND__COUNT; kind++) {
        sum += changes->counts[kind];
        if (changes->counts[kind])
            printf(", %zu %s", changes->counts[kind], directory_kind_name(kind));
    }
    puts(sum ? "" : ", no change");
    return sum;
}

static void print_change(const struct directory_change *change)
{
    printf("  %-8s %s", directory_kind_name(change->kind), change->subject);
    if (change->kind == DIRECTORY_RENAMED || change->kind == DIRECTORY_MOVED)
        printf(": %s → %s", *change->was ? change->was : "(root)", *change->now ? change->now : "(root)");
    else if (change->now || change->was)
        printf(": %s", change->now ? change->now : change->was);
    putchar('\n');
}

static void print_changes(const char *what, const struct directory_changes *changes)
{
    const size_t sum = print_counts(what, changes);
    for (size_t i = 0; i < changes->count; i++)
        print_change(&changes->list[i]);
    if (sum > changes->count)
        printf("  … and %zu more\n", sum - changes->count);
}

static json_t *changes_json(const struct directory_changes *changes)
{
    json_t *object = json_pack("{s:I}", "total", (json_int_t)changes->total), *list = json_array();
    for (enum directory_kind kind = 0; kind < DIRECTORY_KIND__COUNT; kind++)
        json_object_set_new(object, directory_kind_name(kind),
                            json_integer((json_int_t)changes->counts[kind]));
    for (size_t i = 0; i < changes->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s?, s:s?}", "kind",
                                              directory_kind_name(changes->list[i].kind), "subject",
                                              changes->list[i].subject, "was", changes->list[i].was, "now",
                                              changes->list[i].now));
    json_object_set_new(object, "changes", list);
    return object;
}

static json_t *report_json(const struct directory_report *report, bool stored)
{
    return json_pack("{s:b, s:o, s:o}", "stored", (int)stored, "departments",
                     changes_json(&report->departments), "people", changes_json(&report->people));
}

bool command_people_import(struct cli *cli, struct error *err)
{
    struct directory_files files = {cli_option(cli, "--departments"), cli_option(cli, "--people")};
    if (!files.departments || !files.people)
        return FAIL(err, ERROR_USAGE, "both --departments FILE and --people FILE are needed");
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    if (!db)
        return false;
    struct fault_list faults = {.arena = cli->arena};
    struct progress progress = cli_progress("people");
    struct directory_report report;
    bool dry = cli_flag(cli, "--dry-run");
    if (!directory_import(db, cli->arena, &files, dry, &progress, &faults, &report, err))
        return cli_refuse(&faults, err);
    cli_progress_end();
    if (cli_flag(cli, "--json"))
        return cli_print_json(report_json(&report, !dry), err);
    print_changes("departments", &report.departments);
    print_changes("people", &report.people);
    if (dry)
        puts("nothing was stored (--dry-run)");
    return true;
}
