#include "report/json.h"
#include "internal.h"
#include "json_trend.h"
#include "json_write.h"

#include <inttypes.h>
#include <string.h>

static void write_wave(const struct report *report, struct buffer *out)
{
    bool first = true;
    buffer_text(out, "{");
    put_text(out, &first, "key", report->wave.key);
    put_text(out, &first, "survey", report->survey->id);
    put_count(out, &first, "survey_version", report->survey->version);
    put_text(out, &first, "definition_hash", report->survey->hash);
    put_count(out, &first, "k", report->wave.k);
    put_text(out, &first, "opened", report->wave.opened);
    put_text(out, &first, "closed", report->wave.closed);
    put_text(out, &first, "published", report->published);
    report_write_json_weighting(report, &first, out);
    buffer_text(out, "}");
}

void report_write_json_change(struct buffer *out, bool *first, const struct report *report,
                        const struct change *change)
{
    key(out, first, "change");
    bool inner = true;
    buffer_text(out, "{");
    if (change->status == CHANGE_BROKEN) {
        put_bool(out, &inner, "broken", true);
    } else if (change->status == CHANGE_COMPARED) {
        put_text(out, &inner, "from", report->previous);
        put_number(out, &inner, "difference", change->difference);
        put_number(out, &inner, "low", change->interval.low);
        put_number(out, &inner, "high", change->interval.high);
        put_number(out, &inner, "p", change->p);
        put_number(out, &inner, "q", change->q);
        put_bool(out, &inner, "detectable", change->detectable);
        json_effect(out, &inner, &change->effect);
    }
    buffer_text(out, "}");
}

static void put_enps(struct buffer *out, bool *first, const struct figure *figure)
{
    put_number(out, first, "enps", figure->enps);
    put_number(out, first, "low", figure->enps_interval.low);
    put_number(out, first, "high", figure->enps_interval.high);
    put_number(out, first, "promoters", figure->promoters);
    put_number(out, first, "passives", figure->passives);
    put_number(out, first, "detractors", figure->detractors);
}

static void put_scale(struct buffer *out, bool *first, const struct figure *figure)
{
    put_number(out, first, "mean", figure->mean);
    put_number(out, first, "mean_low", figure->mean_interval.low);
    put_number(out, first, "mean_high", figure->mean_interval.high);
    put_number(out, first, "score", figure->score);
    put_number(out, first, "favourable", figure->favourable);
    put_number(out, first, "favourable_low", figure->favourable_interval.low);
    put_number(out, first, "favourable_high", figure->favourable_interval.high);
    put_number(out, first, "neutral", figure->neutral);
    put_number(out, first, "unfavourable", figure->unfavourable);
}

static void put_options(struct buffer *out, bool *first, const struct question *question,
                        const struct figure *figure)
{
    key(out, first, "options");
    bool inner = true;
    buffer_text(out, "{");
    for (size_t i = 0; i < question->option_count; i++)
        put_number(out, &inner, question->options[i].id, figure->shares[i]);
    buffer_text(out, "}");
}

static void put_histogram(struct buffer *out, bool *first, const struct question *question,
                          const struct figure *figure)
{
    key(out, first, "histogram");
    if (!figure->has_histogram) {
        buffer_text(out, "null");
        return;
    }
    int points = scale_points(question->scale);
    for (int i = 0; i < points; i++)
        buffer_format(out, "%s%" PRIu32, i ? ", " : "[", figure->histogram[i]);
    buffer_text(out, "]");
}

static void write_figure(const struct report *report, const struct report_department *department, size_t number,
                         struct buffer *out)
{
    const struct question *question = &report->survey->questions[number];
    const struct figure *figure = &department->figures[number];
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
    if (question->type == QUESTION_ENPS)
        put_enps(out, &first, figure);
    else if (question->type == QUESTION_SCALE)
        put_scale(out, &first, figure);
    else
        put_options(out, &first, question, figure);
    if (question_scored(question))
        put_histogram(out, &first, question, figure);
    put_bool(out, &first, "clipped", figure->clipped);
    report_write_json_change(out, &first, report, &figure->change);
    if (question_scored(question)) {
        json_trend(out, &first, &department->trends[number]);
        json_rank(out, &first, &department->ranks[number]);
    }
    buffer_text(out, "}");
}

static void write_department(const struct report *report, const struct report_department *department,
                             struct buffer *out)
{
    bool first = true;
    buffer_text(out, "    {");
    put_text(out, &first, "code", department->code);
    put_text(out, &first, "name", department->name);
    put_text(out, &first, "parent",
             department->parent < 0 ? NULL : report->departments[department->parent].code);
    put_count(out, &first, "invited", department->invited);
    put_count(out, &first, "responded", department->responded);
    put_number(out, &first, "response_rate", report_response_rate(department));
    put_bool(out, &first, "open_link", department->open_link);
    put_count(out, &first, "partial", department->partial);
    report_write_json_nonresponse(report, department, &first, out);
    buffer_text(out, ",\n     \"questions\": {");
    const char *separator = "\n";
    for (size_t q = 0; q < report->survey->question_count; q++) {
        const struct question *question = &report->survey->questions[q];
        if (question->type == QUESTION_COMMENT)
            continue;
        buffer_format(out, "%s       ", separator);
        text(out, question->id);
        buffer_text(out, ": ");
        write_figure(report, department, q, out);
        separator = ",\n";
    }
    buffer_text(out, "}}");
}

static const char *question_id(const struct report *report, int question)
{
    return question < 0 ? NULL : report->survey->questions[question].id;
}

static void write_finding(const struct report *report, const struct report_finding *finding,
                          struct buffer *out)
{
    bool first = true;
    buffer_text(out, "    {");
    put_count(out, &first, "rank", finding->rank);
    put_text(out, &first, "kind", finding->kind);
    put_text(out, &first, "department", report->departments[finding->department].code);
    put_text(out, &first, "question", question_id(report, finding->question));
    put_text(out, &first, "driver", finding->question < 0 ? NULL : report->survey->questions[finding->question].driver);
    key(out, &first, "numbers");
    buffer_text(out, finding->numbers); // jsonb as PostgreSQL wrote it
    buffer_text(out, "}");
}

static void write_action(const struct report *report, const struct report_action *action, struct buffer *out)
{
    bool first = true;
    buffer_text(out, "    {");
    put_count(out, &first, "id", action->id);
    put_text(out, &first, "state", action->state);
    put_text(out, &first, "title", action->title);
    put_text(out, &first, "department", report->departments[action->department].code);
    put_text(out, &first, "question", question_id(report, action->question));
    put_text(out, &first, "driver", action->driver);
    put_text(out, &first, "measure", action->measure);
    put_text(out, &first, "owner", action->owner);
    put_text(out, &first, "due", action->due);
    put_number(out, &first, "expected", action->expected);
    put_text(out, &first, "evidence", action->evidence);
    put_text(out, &first, "wave", action->wave);
    put_count(out, &first, "finding", action->finding > 0 ? action->finding : -1);
    put_text(out, &first, "verified_by", action->verified_by);
    put_text(out, &first, "outcome", action->outcome);
    put_number(out, &first, "measured", action->measured);
    put_number(out, &first, "measured_low", action->measured_interval.low);
    put_number(out, &first, "measured_high", action->measured_interval.high);
    put_text(out, &first, "method", action->method);
    buffer_text(out, "}");
}

void report_write_json(const struct report *report, struct buffer *out)
{
    buffer_text(out, "{\"format\": \"echolot.report/1\",\n \"wave\": ");
    write_wave(report, out);
    buffer_text(out, ",\n \"departments\": [");
    for (size_t i = 0; i < report->department_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_department(report, &report->departments[i], out);
    }
    buffer_text(out, "],\n ");
    report_write_json_indices(report, out);
    buffer_text(out, ",\n ");
    report_write_json_drivers(report, out);
    buffer_text(out, ",\n ");
    report_write_json_benchmarks(report, out);
    buffer_text(out, ",\n ");
    report_write_json_comments(report, out);
    buffer_text(out, ",\n \"findings\": [");
    for (size_t i = 0; i < report->finding_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_finding(report, &report->findings[i], out);
    }
    buffer_text(out, "],\n \"actions\": [");
    for (size_t i = 0; i < report->action_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_action(report, &report->actions[i], out);
    }
    buffer_text(out, "]}\n");
}
