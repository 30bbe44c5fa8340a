#include "report/comments.h"
#include "analyze/comments.h"
#include "internal.h"

// Lists stand by department and question: binary search.
static struct report_comment_list *find_list(const struct report *report, int department, int question)
{
    size_t low = 0, high = report->comment_list_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        struct report_comment_list *list = &report->comment_lists[middle];
        if (list->department == department && list->question == question)
            return list;
        if (list->department < department || (list->department == department && list->question < question))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool load_places(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_REPORT_COMMENT_PLACES, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    report->comment_list_count = (size_t)PQntuples(rows);
    report->comment_lists = ARENA_ARRAY(arena, report->comment_list_count, struct report_comment_list);
    for (int row = 0; row < PQntuples(rows); row++) {
        struct report_comment_list *list = &report->comment_lists[row];
        *list = (struct report_comment_list){
            .department = (int)result_int(rows, row, 0),
            .question = (int)result_int(rows, row, 1),
            .status = (enum figure_status)result_int(rows, row, 2),
            .removed = result_bool(rows, row, 3),
        };
        if ((size_t)list->department >= report->department_count || (size_t)list->question >= report->survey->question_count)
            return FAIL(err, ERROR_INTERNAL, "the comments of wave %s do not fit its organisation", report->wave.key);
    }
    return true;
}

// A comment stands at the department the ledger names and at every published one above it. Without `body` it is only counted.
static void place_comment(const struct report *report, int question, int department, const char *body)
{
    for (int at = department; at >= 0 && (size_t)at < report->department_count; at = report->departments[at].parent) {
        struct report_comment_list *list = find_list(report, at, question);
        if (!list || list->status != FIGURE_PUBLISHED)
            continue;
        if (body)
            list->bodies[list->count] = body;
        list->count++;
    }
}

static bool load_bodies(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_COMMENTS, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++)
        place_comment(report, (int)result_int(rows, row, 0), (int)result_int(rows, row, 1), NULL);
    for (size_t i = 0; i < report->comment_list_count; i++) {
        report->comment_lists[i].bodies = ARENA_ARRAY(arena, report->comment_lists[i].count, const char *);
        report->comment_lists[i].count = 0;
    }
    for (int row = 0; row < PQntuples(rows); row++)
        place_comment(report, (int)result_int(rows, row, 0), (int)result_int(rows, row, 1), result_copy(arena, rows, row, 2));
    return true;
}

static struct report_term read_term(struct arena *arena, const PGresult *rows, int row)
{
    return (struct report_term){
        .text = result_copy(arena, rows, row, 2),
        .words = (int)result_int(rows, row, 3),
        .comments = (uint32_t)result_int(rows, row, 4),
        .compared = !result_null(rows, row, 5),
        .departments = (uint32_t)result_int(rows, row, 5),
        .lower = result_real(rows, row, 6),
        .higher = result_real(rows, row, 7),
        .p = result_real(rows, row, 8),
        .q = result_real(rows, row, 9),
        .detectable = result_bool(rows, row, 10),
    };
}

// The rows come list by list.
static bool load_terms(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_TERMS, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    struct report_term *terms = ARENA_ARRAY(arena, (size_t)PQntuples(rows), struct report_term);
    for (int row = 0; row < PQntuples(rows); row++) {
        struct report_comment_list *list =
            find_list(report, (int)result_int(rows, row, 0), (int)result_int(rows, row, 1));
        if (!list || list->status != FIGURE_PUBLISHED)
            return FAIL(err, ERROR_INTERNAL, "the ledger of wave %s has terms where no comments are shown", report->wave.key);
        terms[row] = read_term(arena, rows, row);
        list->terms = list->term_count ? list->terms : &terms[row];
        list->term_count++;
    }
    return true;
}

bool report_load_comments(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    return load_places(arena, db, report, err) &&
           (report->comment_list_count == 0 || (load_bodies(arena, db, report, err) && load_terms(arena, db, report, err)));
}

void report_keep_comments(struct report *report, const int *numbers)
{
    size_t kept = 0;
    for (size_t i = 0; i < report->comment_list_count; i++) {
        struct report_comment_list list = report->comment_lists[i];
        list.department = numbers[list.department];
        if (list.department >= 0)
            report->comment_lists[kept++] = list;
    }
    report->comment_list_count = kept;
}

const struct report_comment_list *report_comments(const struct report *report, size_t department, size_t question)
{
    return find_list(report, (int)department, (int)question);
}

int report_comment_minimum(const struct report *report)
{
    return report->wave.k < COMMENT_MINIMUM ? COMMENT_MINIMUM : report->wave.k;
}
