// Comments and terms as CSV: two tables of their own, since report.csv has a line a figure.
#include "base/csv_write.h"
#include "report/csv.h"

#include <math.h>

static void write_header(struct csv_writer *csv, const char *const *header, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_write_text(csv, header[i]);
    csv_write_line(csv);
}

static void write_place(struct csv_writer *csv, const struct report *report, const struct report_comment_list *list,
                        const char *language)
{
    const struct question *question = &report->survey->questions[list->question];
    csv_write_text(csv, report->wave.key);
    csv_write_text(csv, report->departments[list->department].code);
    csv_write_text(csv, report->departments[list->department].name);
    csv_write_text(csv, question->id);
    csv_write_text(csv, survey_text_in(&question->text, language));
}

void report_write_csv_comments(const struct report *report, const char *language, struct buffer *out)
{
    static const char *const header[] = {"wave", "department", "department_name", "question", "text", "published", "reason", "comment"};
    struct csv_writer csv = {.out = out};
    write_header(&csv, header, LENGTH(header));
    for (size_t i = 0; i < report->comment_list_count; i++) {
        const struct report_comment_list *list = &report->comment_lists[i];
        const bool published = list->status == FIGURE_PUBLISHED;
        for (size_t k = 0; k < (published ? list->count : 1); k++) {
            write_place(&csv, report, list, language);
            csv_write_text(&csv, published ? "true" : "false");
            csv_write_text(&csv, published ? NULL : figure_status_name(list->status));
            csv_write_text(&csv, published ? list->bodies[k] : NULL);
            csv_write_line(&csv);
        }
    }
}

static void write_term(struct csv_writer *csv, const struct report_term *term)
{
    csv_write_text(csv, term->text);
    csv_write_integer(csv, term->words);
    csv_write_integer(csv, term->comments);
    if (term->compared)
        csv_write_integer(csv, term->departments);
    else
        csv_write_empty(csv);
    const double values[] = {term->lower, term->higher, term->p, term->q};
    for (size_t i = 0; i < LENGTH(values); i++)
        csv_write_real(csv, term->compared ? values[i] : NAN);
    csv_write_text(csv, !term->compared ? NULL : term->detectable ? "true" : "false");
    csv_write_line(csv);
}

void report_write_csv_terms(const struct report *report, const char *language, struct buffer *out)
{
    static const char *const header[] = {"wave",     "department",  "department_name", "question", "text", "term", "words",
                                         "comments", "departments", "lower",           "higher",   "p",    "q",    "detectable"};
    struct csv_writer csv = {.out = out};
    write_header(&csv, header, LENGTH(header));
    for (size_t i = 0; i < report->comment_list_count; i++)
        for (size_t k = 0; k < report->comment_lists[i].term_count; k++) {
            write_place(&csv, report, &report->comment_lists[i], language);
            write_term(&csv, &report->comment_lists[i].terms[k]);
        }
}
