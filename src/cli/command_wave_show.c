#include "analyze/turnout.h"
#include "ballot/open_link.h"
#include "base/json_scan.h"
#include "commands.h"
#include "print_json.h"

#include <stdio.h>
#include <string.h>

struct shown {
    struct wave wave;
    struct organisation organisation;
    size_t count;
    struct turnout *rows;
    size_t link_count;
    struct open_link *links;
};

static json_t *day_json(const struct shown *shown, size_t first, size_t *next)
{
    json_t *departments = json_array();
    size_t i = first;
    for (; i < shown->count && strcmp(shown->rows[i].day, shown->rows[first].day) == 0; i++) {
        const struct turnout *row = &shown->rows[i];
        const struct wave_department *department = &shown->organisation.departments[row->department];
        (void)json_array_append_new(departments, json_pack("{s:s, s:s, s:i, s:i}", "code", department->code,
                                                           "name", department->name, "invited", row->invited,
                                                           "responded", row->responded));
    }
    *next = i;
    return json_pack("{s:s, s:o}", "day", shown->rows[first].day, "departments", departments);
}

static json_t *links_json(const struct shown *shown)
{
    json_t *links = json_array();
    for (size_t i = 0; i < shown->link_count; i++) {
        const struct open_link *link = &shown->links[i];
        const struct wave_department *department = &shown->organisation.departments[link->department];
        (void)json_array_append_new(links, json_pack("{s:i, s:s, s:s, s:i, s:b}", "link", link->number, "department",
                                                     department->code, "department_name", department->name, "most",
                                                     link->most, "withdrawn", link->withdrawn));
    }
    return links;
}

static bool print_json(const struct shown *shown, struct error *err)
{
    json_t *days = json_array();
    const struct wave *wave = &shown->wave;
    for (size_t i = 0; i < shown->count;)
        (void)json_array_append_new(days, day_json(shown, i, &i));
    return cli_print_json(json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:s?, s:s?, s:s?, s:s?, s:o, s:o}",
                                    "format", "echolot.wave/1", "key", wave->key, "state",
                                    wave_standing(wave), "survey", wave->survey_id, "survey_version",
                                    wave->survey_version, "k", wave->k, "opened", wave->opened, "first_day", wave->first_day, "closes",
                                    wave->closes, "last_day", wave->last_day, "closed", wave->closed,
                                    "published", wave->published, "participation", days, "open_links", links_json(shown)),
                          err);
}

static int depth_of(const struct organisation *organisation, int department)
{
    int depth = 0;
    while ((department = organisation->departments[department].parent) >= 0)
        depth++;
    return depth;
}

// How many came through a link is not said: it may have gone to one person only.
static void print_links(struct arena *arena, const struct shown *shown)
{
    for (size_t i = 0; i < shown->link_count; i++) {
        const struct open_link *link = &shown->links[i];
        const struct wave_department *department = &shown->organisation.departments[link->department];
        printf("  open link %-2d %s (%s), at most %d answers%s\n", link->number, json_printable(arena, department->name),
               json_printable(arena, department->code), link->most, link->withdrawn ? ", withdrawn" : "");
    }
}

static void print_text(struct arena *arena, const struct shown *shown)
{
    const struct wave *wave = &shown->wave;
    printf("wave %s is %s\n  survey      %s version %d\n  k           %d\n", wave->key, wave_standing(wave), wave->survey_id,
           wave->survey_version, wave->k);
    if (wave->pending)
        printf("  opens       at the beginning of %s\n", wave->first_day);
    else
        printf("  opened      %s\n", wave->opened);
    if (wave->closed)
        printf("  closed      %s\n", wave->closed);
    else if (wave->last_day)
        printf("  until       the end of %s\n", wave->last_day);
    print_links(arena, shown);
    if (wave->pending)
        return;
    if (shown->count == 0) {
        puts("  participation was not counted yet ('echolot jobs run' does it once a day)");
        return;
    }
    const char *day = shown->rows[shown->count - 1].day;
    printf("  answered until %s, groups of %d or more:\n", day, wave->k);
    for (size_t i = 0; i < shown->count; i++) {
        const struct turnout *row = &shown->rows[i];
        if (strcmp(row->day, day) != 0)
            continue;
        printf("    %5d of %5d  %*s%s\n", row->responded, row->invited,
               2 * depth_of(&shown->organisation, row->department), "",
               json_printable(arena, shown->organisation.departments[row->department].name));
    }
}

bool command_wave_show(struct cli *cli, struct error *err)
{
    struct shown shown;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    if (!db || !wave_find(cli->arena, db, cli->arguments[0], &shown.wave, err) ||
        !wave_organisation(cli->arena, db, shown.wave.id, &shown.organisation, err) ||
        !turnout_list(cli->arena, db, shown.wave.id, &shown.rows, &shown.count, err) ||
        !open_link_list(cli->arena, db, shown.wave.id, &shown.links, &shown.link_count, err))
        return false;
    if (cli_flag(cli, "--json"))
        return print_json(&shown, err);
    print_text(cli->arena, &shown);
    return true;
}
