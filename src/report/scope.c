#include "internal.h"

#include <math.h>

// Numbers of the kept departments in the report; −1 for the others. Parents stand before their children.
static int *number_kept(struct arena *arena, const struct report *report, int top, size_t *kept)
{
    int *numbers = ARENA_ARRAY(arena, report->department_count, int);
    *kept = 0;
    for (size_t i = 0; i < report->department_count; i++) {
        int parent = report->departments[i].parent;
        bool keep = (int)i == top || (parent >= 0 && numbers[parent] >= 0);
        numbers[i] = keep ? (int)(*kept)++ : -1;
    }
    return numbers;
}

static void keep_departments(struct arena *arena, struct report *report, const int *numbers, size_t kept)
{
    struct report_department *departments = ARENA_ARRAY(arena, kept, struct report_department);
    for (size_t i = 0; i < report->department_count; i++) {
        if (numbers[i] < 0)
            continue;
        struct report_department *department = &departments[numbers[i]];
        *department = report->departments[i];
        department->parent = numbers[i] == 0 ? -1 : numbers[department->parent];
    }
    report->departments = departments;
    report->department_count = kept;
}

static void keep_findings(struct report *report, const int *numbers)
{
    size_t kept = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        struct report_finding finding = report->findings[i];
        finding.department = numbers[finding.department];
        if (finding.department >= 0)
            report->findings[kept++] = finding;
    }
    report->finding_count = kept;
}

bool report_apply_scope(struct arena *arena, struct report *report, const char *code, struct error *err)
{
    if (!code)
        return true;
    int top = report_department_find(report, code);
    if (top < 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "wave %s has no department '%s'", report->wave.key, code);
        return error_hint(err, "The codes are those of departments.csv as they were when the wave opened.");
    }
    size_t kept;
    const int *numbers = number_kept(arena, report, top, &kept);
    report_keep_benchmarks(arena, report, numbers, kept, report->department_count);
    keep_departments(arena, report, numbers, kept);
    keep_findings(report, numbers);
    report_keep_comments(report, numbers);
    report->scoped = top > 0;
    if (report->scoped)
        report->driver_count = 0; // they are of the whole organisation
    for (size_t i = 0; report->scoped && i < report->survey->index_count; i++)
        report->indices[i] = (struct report_index){-1, NAN, {NAN, NAN}, NAN, NAN};
    return true;
}
