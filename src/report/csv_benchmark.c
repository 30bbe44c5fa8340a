// Medians and norms as CSV, a table of their own: a figure may have several.
#include "base/csv_write.h"
#include "report/csv.h"

#include <math.h>

static const char *const header[] = {
    "wave", "department", "department_name", "question", "text", "reference", "benchmark", "source", "year", "figure", "reference_value",
    "reference_departments", "reference_n", "value", "difference", "low", "high", "p", "q", "detectable",
};

static void write_place(struct csv_writer *csv, const struct report *report, size_t department, size_t question, const char *language)
{
    csv_write_text(csv, report->wave.key);
    csv_write_text(csv, report->departments[department].code);
    csv_write_text(csv, report->departments[department].name);
    csv_write_text(csv, report->survey->questions[question].id);
    csv_write_text(csv, survey_text_in(&report->survey->questions[question].text, language));
}

static void write_empty(struct csv_writer *csv, int count)
{
    for (int i = 0; i < count; i++)
        csv_write_empty(csv);
}

static void write_median(struct csv_writer *csv, const struct report *report, size_t department, size_t question, enum norm_figure kind,
                         const char *language)
{
    const struct report_median *median = &report->medians[question];
    write_place(csv, report, department, question, language);
    csv_write_text(csv, "median department");
    write_empty(csv, 3);
    csv_write_text(csv, norm_figure_name(kind));
    csv_write_real(csv, kind == NORM_FAVOURABLE ? median->favourable : median->value);
    csv_write_integer(csv, median->departments);
    csv_write_empty(csv);
    csv_write_real(csv, norm_figure_value(kind, &report->departments[department].figures[question]));
    write_empty(csv, 6);
    csv_write_line(csv);
}

static void write_norm(struct csv_writer *csv, const struct report *report, size_t department, const struct report_norm *norm,
                       const char *language)
{
    const struct change *difference = &norm->differences[department];
    write_place(csv, report, department, norm->question, language);
    csv_write_text(csv, "norm");
    csv_write_text(csv, norm->benchmark);
    csv_write_text(csv, norm->source);
    csv_write_integer(csv, norm->year);
    csv_write_text(csv, norm_figure_name(norm->norm.figure));
    csv_write_real(csv, norm->norm.value);
    csv_write_empty(csv);
    if (norm->norm.people > 0)
        csv_write_integer(csv, norm->norm.people);
    else
        csv_write_empty(csv);
    csv_write_real(csv, norm_figure_value(norm->norm.figure, &report->departments[department].figures[norm->question]));
    csv_write_real(csv, difference->difference);
    csv_write_real(csv, difference->interval.low);
    csv_write_real(csv, difference->interval.high);
    csv_write_real(csv, difference->p);
    csv_write_real(csv, difference->q);
    csv_write_text(csv, difference->detectable ? "true" : "false");
    csv_write_line(csv);
}

static void write_question(struct csv_writer *csv, const struct report *report, size_t department, size_t question, const char *language)
{
    const bool enps = report->survey->questions[question].type == QUESTION_ENPS;
    if (report->departments[department].figures[question].status != FIGURE_PUBLISHED)
        return;
    if (report->medians[question].departments > 0) {
        write_median(csv, report, department, question, enps ? NORM_ENPS : NORM_MEAN, language);
        if (!enps)
            write_median(csv, report, department, question, NORM_FAVOURABLE, language);
    }
    for (size_t i = 0; i < report->norm_count; i++)
        if (report->norms[i].question == question && report->norms[i].differences[department].status == CHANGE_COMPARED)
            write_norm(csv, report, department, &report->norms[i], language);
}

bool report_has_benchmarks(const struct report *report)
{
    bool any = report->norm_count > 0;
    for (size_t q = 0; q < report->survey->question_count; q++)
        any = any || report->medians[q].departments > 0;
    return any;
}

void report_write_csv_benchmarks(const struct report *report, const char *language, struct buffer *out)
{
    struct csv_writer csv = {.out = out};
    for (size_t i = 0; i < LENGTH(header); i++)
        csv_write_text(&csv, header[i]);
    csv_write_line(&csv);
    for (size_t department = 0; department < report->department_count; department++)
        for (size_t question = 0; question < report->survey->question_count; question++)
            write_question(&csv, report, department, question, language);
}
