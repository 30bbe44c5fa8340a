// The part "indices" of the report's JSON, and what its weights are worth.
#include "json_write.h"
#include "report/json.h"
#include "internal.h"

static void put_list(struct buffer *out, bool *first, const char *name, const char *const *items, size_t count)
{
    key(out, first, name);
    buffer_text(out, "[");
    for (size_t i = 0; i < count; i++) {
        buffer_text(out, i ? ", " : "");
        text(out, items[i]);
    }
    buffer_text(out, "]");
}

static void put_title(struct buffer *out, bool *first, const struct survey_text *title)
{
    bool inner = true;
    key(out, first, "title");
    buffer_text(out, "{");
    for (size_t i = 0; i < title->count; i++)
        put_text(out, &inner, title->languages[i], title->texts[i]);
    buffer_text(out, "}");
}

static void write_figure(const struct report *report, const struct index_figure *figure, struct buffer *out)
{
    bool first = true;
    buffer_text(out, "{");
    put_bool(out, &first, "published", figure->status == FIGURE_PUBLISHED);
    if (figure->status != FIGURE_PUBLISHED) {
        put_text(out, &first, "reason", figure_status_name(figure->status));
        buffer_text(out, "}");
        return;
    }
    put_count(out, &first, "n", figure->n);
    if (figure->effective > 0)
        put_count(out, &first, "effective_n", figure->effective);
    put_number(out, &first, "score", figure->score);
    put_number(out, &first, "low", figure->interval.low);
    put_number(out, &first, "high", figure->interval.high);
    put_bool(out, &first, "clipped", figure->clipped);
    report_write_json_change(out, &first, report, &figure->change);
    buffer_text(out, "}");
}

static void write_index(const struct report *report, size_t number, struct buffer *out)
{
    const struct survey_index *index = &report->survey->indices[number];
    const struct report_index *known = &report->indices[number];
    bool first = true;
    buffer_text(out, "{");
    put_title(out, &first, &index->title);
    put_text(out, &first, "method", index_method_name(index->method));
    put_text(out, &first, "figure", index_figure_kind_name(index->figure));
    put_list(out, &first, "items", index->written, index->written_count);
    put_number(out, &first, "alpha", known->alpha);
    put_number(out, &first, "alpha_low", known->interval.low);
    put_number(out, &first, "alpha_high", known->interval.high);
    put_count(out, &first, "alpha_n", known->n);
    put_number(out, &first, "alpha_standardised", known->standardised);
    put_number(out, &first, "mean_correlation", known->correlation);
    key(out, &first, "departments");
    buffer_text(out, "{");
    for (size_t i = 0; i < report->department_count; i++) {
        buffer_text(out, i ? ",\n     " : "\n     ");
        text(out, report->departments[i].code);
        buffer_text(out, ": ");
        write_figure(report, &report->departments[i].indices[number], out);
    }
    buffer_text(out, "}}");
}

void report_write_json_indices(const struct report *report, struct buffer *out)
{
    buffer_text(out, "\"indices\": {");
    for (size_t i = 0; i < report->survey->index_count; i++) {
        buffer_text(out, i ? ",\n   " : "\n   ");
        text(out, report->survey->indices[i].id);
        buffer_text(out, ": ");
        write_index(report, i, out);
    }
    buffer_text(out, "}");
}

void report_write_json_weighting(const struct report *report, bool *first, struct buffer *out)
{
    const struct report_weighting *weighting = &report->weighting;
    bool inner = true;
    if (!weighting->method)
        return;
    key(out, first, "weighting");
    buffer_text(out, "{");
    put_text(out, &inner, "method", weighting->method);
    put_list(out, &inner, "segments", weighting->segments, weighting->segment_count);
    put_count(out, &inner, "people", weighting->people);
    put_number(out, &inner, "effective_n", weighting->effective);
    put_number(out, &inner, "design_effect", weighting->design_effect);
    put_number(out, &inner, "least", weighting->least);
    put_number(out, &inner, "most", weighting->most);
    put_list(out, &inner, "warnings", weighting->warnings, weighting->warning_count);
    buffer_text(out, "}");
}
