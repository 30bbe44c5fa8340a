#include "analyze_output.h"
#include "analyze/store.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct tally {
    size_t status[FIGURE_STATUS__COUNT];
    size_t compared, detectable, broken;
};

static struct tally count_figures(const struct analysis *analysis)
{
    struct tally tally = {0};
    const struct publication *publication = &analysis->publication;
    for (size_t department = 0; department < publication->departments; department++)
        for (size_t question = 0; question < publication->questions; question++) {
            if (analysis->survey->questions[question].type == QUESTION_COMMENT)
                continue;
            const struct figure *figure = publication_figure(publication, department, question);
            tally.status[figure->status]++;
            if (figure->status != FIGURE_PUBLISHED)
                continue;
            tally.compared += figure->change.status == CHANGE_COMPARED;
            tally.detectable += figure->change.status == CHANGE_COMPARED && figure->change.detectable;
            tally.broken += figure->change.status == CHANGE_BROKEN;
        }
    return tally;
}

// NaN when the finding has no such number.
static double number_of(const struct finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->number_count; i++)
        if (strcmp(finding->numbers[i].name, name) == 0)
            return finding->numbers[i].value;
    return NAN;
}

// What a finding's difference is taken from, and in which points.
static const char *against(enum finding_kind kind)
{
    switch (kind) {
    case FINDING_FALL:
    case FINDING_RISE:
        return "since the previous wave";
    case FINDING_DRIFT:
        return "a year";
    case FINDING_BELOW_PARENT:
    case FINDING_ABOVE_PARENT:
        return "against the rest of the department above";
    default:
        return "against the other drivers";
    }
}

static void print_participation(const struct analysis *analysis, size_t rank)
{
    const struct finding *finding = &analysis->publication.findings[rank];
    printf("  %zu. %s: %s: %.0f of %.0f answered (%.0f %%)\n", rank + 1, finding_kind_name(finding->kind),
           analysis->organisation.departments[finding->department].name, number_of(finding, "responded"),
           number_of(finding, "invited"), 100 * number_of(finding, "rate"));
}

static void print_finding(const struct analysis *analysis, size_t rank)
{
    const struct finding *finding = &analysis->publication.findings[rank];
    if (finding->question == FINDING_NO_QUESTION) {
        print_participation(analysis, rank);
        return;
    }
    const struct wave_department *department = &analysis->organisation.departments[finding->department];
    const struct question *question = &analysis->survey->questions[finding->question];
    const int digits = question->type == QUESTION_ENPS ? 0 : 2;
    printf("  %zu. %s: %s, %s: %+.*f (95 %%: %+.*f to %+.*f) %s %s\n", rank + 1, finding_kind_name(finding->kind),
           department->name, question->id, digits, number_of(finding, "difference"), digits,
           number_of(finding, "low"), digits, number_of(finding, "high"),
           question->type == QUESTION_ENPS ? "eNPS points" : "scale points", against(finding->kind));
}

static void print_warning(const struct weighting *weighting, const char *warning)
{
    if (strcmp(warning, "not_converged") == 0)
        puts("  warning: no weights bring the answers to all numbers invited; these come close");
    else if (strcmp(warning, "empty_category") == 0)
        puts("  warning: there are groups nobody of whom answered; weights cannot speak for them");
    else if (strcmp(warning, "extreme_weights") == 0)
        printf("  warning: single answers count %.1f to %.1f times the average\n", weighting->least, weighting->most);
    else
        puts("  warning: the weights cost more than half of the people: figures are less certain than without");
}

static void print_weighting(const struct weighting *weighting)
{
    if (!weighting->weighted)
        return;
    printf("  weighted %s: %" PRId64 " people are worth %.0f of equal weight (design effect %.2f)\n",
           weighting->raked ? "to the people invited" : "as imported", weighting->people, weighting->effective,
           weighting->design_effect);
    const char *warning;
    for (size_t i = 0; (warning = weighting_warning(weighting->warnings, i)) != NULL; i++)
        print_warning(weighting, warning);
}

static json_t *weighting_json(const struct weighting *weighting)
{
    if (!weighting->weighted)
        return json_null();
    json_t *warnings = json_array();
    const char *warning;
    for (size_t i = 0; (warning = weighting_warning(weighting->warnings, i)) != NULL; i++)
        json_array_append_new(warnings, json_string(warning));
    return json_pack("{s:s, s:I, s:f, s:f, s:o}", "method", weighting->raked ? "raked" : "import", "people",
                     (json_int_t)weighting->people, "effective_n", weighting->effective, "design_effect",
                     weighting->design_effect, "warnings", warnings);
}

void analyze_print(const struct analysis *analysis)
{
    if (!analysis->done) {
        printf("%s: already published\n", analysis->wave.key);
        return;
    }
    struct tally tally = count_figures(analysis);
    printf("%s: published %zu figures; hidden %zu below the minimum of %d, %zu to protect others",
           analysis->wave.key, tally.status[FIGURE_PUBLISHED], tally.status[FIGURE_BELOW_MINIMUM],
           analysis->wave.k, tally.status[FIGURE_PROTECTS_OTHERS]);
    if (analysis->wave.joined)
        printf(" (%" PRIu64 " sheets, %zu departments)\n", analysis->sheets, analysis->organisation.count);
    else
        printf(" (answers one by one, %zu departments)\n", analysis->organisation.count);
    print_weighting(&analysis->weighting);
    if (analysis->previous)
        printf("  since %s: %zu detectable changes of %zu, %zu lines broken\n", analysis->previous,
               tally.detectable, tally.compared, tally.broken);
    const size_t findings = analysis->publication.finding_count;
    for (size_t i = 0; i < findings && i < FINDING_LIMIT; i++)
        print_finding(analysis, i);
    if (findings > FINDING_LIMIT)
        printf("  and %zu findings more, in the report\n", findings - FINDING_LIMIT);
    if (analysis->proposed > 0)
        printf("  %d actions proposed\n", analysis->proposed);
}

static json_t *findings_json(struct arena *arena, const struct analysis *analysis)
{
    json_t *list = json_array();
    for (size_t i = 0; i < analysis->publication.finding_count; i++) {
        const struct finding *finding = &analysis->publication.findings[i];
        const char *numbers = store_numbers(arena, finding);
        const char *question =
            finding->question == FINDING_NO_QUESTION ? NULL : analysis->survey->questions[finding->question].id;
        json_array_append_new(list, json_pack("{s:s, s:s, s:s?, s:o}", "kind",
                                              finding_kind_name(finding->kind), "department",
                                              analysis->organisation.departments[finding->department].code,
                                              "question", question,
                                              "numbers", json_loads(numbers, 0, NULL)));
    }
    return list;
}

json_t *analyze_json(struct arena *arena, const struct analysis *analysis)
{
    if (!analysis->done)
        return json_pack("{s:s, s:b}", "key", analysis->wave.key, "analyzed", 0);
    struct tally tally = count_figures(analysis);
    json_t *figures = json_object();
    for (enum figure_status status = 0; status < FIGURE_STATUS__COUNT; status++)
        json_object_set_new(figures, figure_status_name(status),
                            json_integer((json_int_t)tally.status[status]));
    return json_pack("{s:s, s:b, s:o, s:I, s:o, s:o, s:s?, s:{s:I, s:I, s:I}, s:o, s:i}", "key",
                     analysis->wave.key, "analyzed", 1, "sheets",
                     analysis->wave.joined ? json_integer((json_int_t)analysis->sheets) : json_null(),
                     "departments", (json_int_t)analysis->organisation.count, "weighting",
                     weighting_json(&analysis->weighting), "figures", figures, "previous", analysis->previous,
                     "changes", "compared", (json_int_t)tally.compared, "detectable",
                     (json_int_t)tally.detectable, "broken", (json_int_t)tally.broken, "findings",
                     findings_json(arena, analysis), "actions_proposed", analysis->proposed);
}

void analyze_shard_print(const struct wave *wave, struct shard_of part, uint64_t sheets, const struct shards *done)
{
    printf("%s: shard %d of %d counted (%" PRIu64 " sheets); ", wave->key, part.shard, part.shards, sheets);
    int missing = 0;
    for (int i = 1; i <= done->shards; i++)
        if (!done->counted[i])
            printf(missing++ == 0 ? "still missing: %d" : ", %d", i);
    if (missing == 0)
        printf("all are: 'echolot analyze %s' adds them up", wave->key);
    putchar('\n');
}

void analyze_shard_print_json(struct arena *arena, const struct wave *wave, struct shard_of part, uint64_t sheets,
                              const struct shards *done)
{
    json_t *missing = json_array();
    for (int i = 1; i <= done->shards; i++)
        if (!done->counted[i])
            json_array_append_new(missing, json_integer(i));
    AUTO(json) json_t *document = json_pack("{s:s, s:s, s:i, s:i, s:I, s:o}", "format", "echolot.shard/1", "wave", wave->key,
                                            "shard", part.shard, "shards", part.shards, "sheets", (json_int_t)sheets,
                                            "missing", missing);
    puts(json_canonical(arena, document));
}
