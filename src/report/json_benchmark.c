// The member "benchmarks" of the report's JSON.
#include "internal.h"
#include "json_write.h"

#include <math.h>

static void write_median(const struct report *report, size_t question, struct buffer *out)
{
    const struct report_median *median = &report->medians[question];
    bool first = true;
    buffer_text(out, "{");
    put_count(out, &first, "departments", median->departments);
    put_number(out, &first, report->survey->questions[question].type == QUESTION_ENPS ? "enps" : "mean", median->value);
    if (!isnan(median->score)) {
        put_number(out, &first, "score", median->score);
        put_number(out, &first, "favourable", median->favourable);
    }
    buffer_text(out, "}");
}

static void write_difference(const struct change *difference, struct buffer *out)
{
    bool first = true;
    buffer_text(out, "{");
    put_number(out, &first, "difference", difference->difference);
    put_number(out, &first, "low", difference->interval.low);
    put_number(out, &first, "high", difference->interval.high);
    put_number(out, &first, "p", difference->p);
    put_number(out, &first, "q", difference->q);
    put_bool(out, &first, "detectable", difference->detectable);
    buffer_text(out, "}");
}

static void write_norm(const struct report *report, const struct report_norm *norm, struct buffer *out)
{
    bool first = true, inner = true;
    buffer_text(out, "    {");
    put_text(out, &first, "benchmark", norm->benchmark);
    put_text(out, &first, "source", norm->source);
    put_count(out, &first, "year", norm->year);
    put_text(out, &first, "question", report->survey->questions[norm->question].id);
    put_text(out, &first, "figure", norm_figure_name(norm->norm.figure));
    put_number(out, &first, "value", norm->norm.value);
    put_count(out, &first, "n", norm->norm.people > 0 ? (int64_t)norm->norm.people : -1);
    key(out, &first, "departments");
    buffer_text(out, "{");
    for (size_t i = 0; i < report->department_count; i++) {
        if (norm->differences[i].status != CHANGE_COMPARED)
            continue;
        key(out, &inner, report->departments[i].code);
        write_difference(&norm->differences[i], out);
    }
    buffer_text(out, "}}");
}

void report_write_json_benchmarks(const struct report *report, struct buffer *out)
{
    bool first = true;
    buffer_text(out, "\"benchmarks\": {\"medians\": {");
    for (size_t i = 0; i < report->survey->question_count; i++) {
        if (report->medians[i].departments == 0)
            continue;
        key(out, &first, report->survey->questions[i].id);
        write_median(report, i, out);
    }
    buffer_text(out, "}, \"norms\": [");
    for (size_t i = 0; i < report->norm_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_norm(report, &report->norms[i], out);
    }
    buffer_text(out, "]}");
}
