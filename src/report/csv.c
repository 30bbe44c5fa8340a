#include "report/csv.h"
#include "base/csv_write.h"
#include "base/number.h"
#include "report/drivers.h"

#include <inttypes.h>
#include <math.h>

static const char *const header[] = {
    "wave",
    "department",
    "department_name",
    "parent",
    "invited",
    "responded",
    "response_rate",
    "open_link",
    "nonresponse_warnings",
    "nonresponse_enps_low",
    "nonresponse_enps_high",
    "question",
    "type",
    "driver",
    "text",
    "published",
    "reason",
    "n",
    "mean",
    "mean_low",
    "mean_high",
    "score",
    "favourable",
    "favourable_low",
    "favourable_high",
    "neutral",
    "unfavourable",
    "enps",
    "enps_low",
    "enps_high",
    "promoters",
    "passives",
    "detractors",
    "options",
    "histogram",
    "clipped",
    "change_from",
    "change_difference",
    "change_low",
    "change_high",
    "change_p",
    "change_q",
    "change_detectable",
    "change_broken",
    "change_rank_p",
    "change_delta",
    "change_g",
    "change_favourable",
    "change_favourable_low",
    "change_favourable_high",
    "trend_waves",
    "trend_slope",
    "trend_low",
    "trend_high",
    "trend_p",
    "trend_q",
    "trend_detectable",
    "trend_rank_slope",
    "trend_rank_p",
    "trend_alarm",
    "rank_departments",
    "rank_value",
    "rank_low",
    "rank_high",
    "rank_better",
    "rank_favourable",
    "rank_favourable_low",
    "rank_favourable_high",
    "rank_favourable_better",
    "driver_weight",
    "driver_correlation",
    "driver_priority",
    "effective_n",
    "score_low",
    "score_high",
};

enum { FIRST_FIGURE_COLUMN = 17 }; // "n"

static const char *const type_names[QUESTION_TYPE__COUNT] = {"enps", "scale", "choice", "comment"};

static void count_or_empty(struct csv_writer *csv, int64_t count)
{
    if (count < 0)
        csv_write_empty(csv);
    else
        csv_write_integer(csv, count);
}

static void truth(struct csv_writer *csv, bool value)
{
    csv_write_text(csv, value ? "true" : "false");
}

static void reals(struct csv_writer *csv, bool wanted, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_write_real(csv, wanted ? values[i] : NAN);
}

// The worst case stands in each row of the department, like its response rate.
static void write_nonresponse(struct csv_writer *csv, const struct nonresponse *nonresponse)
{
    AUTO(buffer) struct buffer list = {0};
    const char *name;
    for (unsigned i = 0; (name = nonresponse_warning(nonresponse->warnings, i)) != NULL; i++)
        buffer_format(&list, "%s%s", i ? " " : "", name);
    csv_write_text(csv, buffer_string(&list));
    reals(csv, nonresponse->known, (const double[]){nonresponse->enps.low, nonresponse->enps.high}, 2);
}

static void write_department(struct csv_writer *csv, const struct report *report,
                             const struct report_department *department)
{
    csv_write_text(csv, report->wave.key);
    csv_write_text(csv, department->code);
    csv_write_text(csv, department->name);
    csv_write_text(csv, department->parent < 0 ? NULL : report->departments[department->parent].code);
    count_or_empty(csv, department->invited);
    count_or_empty(csv, department->responded);
    csv_write_real(csv, report_response_rate(department));
    truth(csv, department->open_link);
    write_nonresponse(csv, &department->nonresponse);
}

static void write_question(struct csv_writer *csv, const struct question *question, const char *language)
{
    csv_write_text(csv, question->id);
    csv_write_text(csv, type_names[question->type]);
    csv_write_text(csv, question->driver);
    csv_write_text(csv, survey_text_in(&question->text, language));
}

static void write_options(struct csv_writer *csv, const struct question *question,
                          const struct figure *figure)
{
    AUTO(buffer) struct buffer list = {0};
    for (size_t i = 0; figure->shares && i < question->option_count; i++) {
        buffer_format(&list, "%s%s=", i ? " " : "", question->options[i].id);
        (void)number_write(&list, figure->shares[i]);
    }
    csv_write_text(csv, buffer_string(&list));
}

static void write_histogram(struct csv_writer *csv, const struct question *question,
                            const struct figure *figure)
{
    AUTO(buffer) struct buffer list = {0};
    for (int i = 0; figure->has_histogram && question_scored(question) && i < scale_points(question->scale);
         i++)
        buffer_format(&list, "%s%" PRIu32, i ? " " : "", figure->histogram[i]);
    csv_write_text(csv, buffer_string(&list));
}

static void write_change(struct csv_writer *csv, const struct report *report, const struct change *change)
{
    bool compared = change->status == CHANGE_COMPARED;
    csv_write_text(csv, compared ? report->previous : NULL);
    reals(csv, compared,
          (const double[]){change->difference, change->interval.low, change->interval.high, change->p,
                           change->q},
          5);
    csv_write_text(csv, !compared ? NULL : change->detectable ? "true" : "false");
    truth(csv, change->status == CHANGE_BROKEN);
}

static void write_effect(struct csv_writer *csv, const struct change *change)
{
    const struct change_effect *effect = &change->effect;
    reals(csv, change->status == CHANGE_COMPARED,
          (const double[]){effect->rank_p, effect->delta, effect->g, effect->favourable, effect->favourable_interval.low,
                           effect->favourable_interval.high},
          6);
}

static void write_trend(struct csv_writer *csv, const struct trend *trend)
{
    const bool known = trend->waves > 0, watched = known && trend->watched;
    count_or_empty(csv, known ? (int64_t)trend->waves : -1);
    reals(csv, known, (const double[]){trend->slope, trend->interval.low, trend->interval.high, trend->p, trend->q}, 5);
    csv_write_text(csv, !known ? NULL : trend->detectable ? "true" : "false");
    reals(csv, watched, (const double[]){trend->rank_slope, trend->rank_p}, 2);
    csv_write_text(csv, !watched ? NULL : trend->alarm ? "true" : "false");
}

static void write_rank(struct csv_writer *csv, const struct rank *rank)
{
    const bool known = rank->departments > 0;
    const struct shrunk *value = &rank->value, *share = &rank->favourable;
    count_or_empty(csv, known ? (int64_t)rank->departments : -1);
    reals(csv, known, (const double[]){value->value, value->interval.low, value->interval.high, value->better}, 4);
    reals(csv, known, (const double[]){share->value, share->interval.low, share->interval.high, share->better}, 4);
}

static void write_driver(struct csv_writer *csv, const struct report_driver *driver)
{
    static const struct report_driver none = {0};
    const struct report_driver *known = driver ? driver : &none;
    reals(csv, driver != NULL, (const double[]){known->weight, known->correlation, known->priority}, 3);
}

static void write_figure(struct csv_writer *csv, const struct report *report, const struct question *question,
                         const struct figure *figure)
{
    csv_write_integer(csv, figure->n);
    reals(csv, question->type == QUESTION_SCALE,
          (const double[]){figure->mean, figure->mean_interval.low, figure->mean_interval.high, figure->score,
                           figure->favourable, figure->favourable_interval.low,
                           figure->favourable_interval.high, figure->neutral, figure->unfavourable},
          9);
    reals(csv, question->type == QUESTION_ENPS,
          (const double[]){figure->enps, figure->enps_interval.low, figure->enps_interval.high,
                           figure->promoters, figure->passives, figure->detractors},
          6);
    write_options(csv, question, figure);
    write_histogram(csv, question, figure);
    truth(csv, figure->clipped);
    write_change(csv, report, &figure->change);
}

static void write_weighted(struct csv_writer *csv, uint32_t effective, const struct interval *score)
{
    count_or_empty(csv, effective > 0 ? (int64_t)effective : -1);
    reals(csv, score != NULL, (const double[]){score ? score->low : NAN, score ? score->high : NAN}, 2);
}

static void write_nothing(struct csv_writer *csv)
{
    for (size_t i = FIRST_FIGURE_COLUMN; i < LENGTH(header); i++)
        csv_write_empty(csv);
}

static void write_row(struct csv_writer *csv, const struct report *report,
                      const struct report_department *department, size_t number, const char *language)
{
    const struct question *question = &report->survey->questions[number];
    const struct figure *figure = &department->figures[number];
    bool published = figure->status == FIGURE_PUBLISHED;
    write_department(csv, report, department);
    write_question(csv, question, language);
    truth(csv, published);
    csv_write_text(csv, published ? NULL : figure_status_name(figure->status));
    if (published) {
        write_figure(csv, report, question, figure);
        write_effect(csv, &figure->change);
        write_trend(csv, &department->trends[number]);
        write_rank(csv, &department->ranks[number]);
        write_driver(csv, department == report->departments ? report_driver_of(report, number) : NULL);
        write_weighted(csv, figure->effective, NULL);
    } else {
        write_nothing(csv);
    }
    csv_write_line(csv);
}

static void write_index_figure(struct csv_writer *csv, const struct report *report, const struct index_figure *figure)
{
    static const struct trend no_trend = {0};
    static const struct rank no_rank = {0};
    csv_write_integer(csv, figure->n);
    reals(csv, true, (const double[]){NAN, NAN, NAN, figure->score, NAN, NAN, NAN, NAN, NAN}, 9);
    reals(csv, false, (const double[6]){0}, 6);
    csv_write_empty(csv); // options
    csv_write_empty(csv); // histogram
    truth(csv, figure->clipped);
    write_change(csv, report, &figure->change);
    write_effect(csv, &figure->change);
    write_trend(csv, &no_trend);
    write_rank(csv, &no_rank);
    write_driver(csv, NULL);
    write_weighted(csv, figure->effective, &figure->interval);
}

static void write_index(struct csv_writer *csv, const struct report *report, const struct report_department *department,
                        size_t number, const char *language)
{
    const struct survey_index *index = &report->survey->indices[number];
    const struct index_figure *figure = &department->indices[number];
    const bool published = figure->status == FIGURE_PUBLISHED;
    write_department(csv, report, department);
    csv_write_text(csv, index->id);
    csv_write_text(csv, "index");
    csv_write_text(csv, NULL);
    csv_write_text(csv, survey_text_in(&index->title, language));
    truth(csv, published);
    csv_write_text(csv, published ? NULL : figure_status_name(figure->status));
    if (published)
        write_index_figure(csv, report, figure);
    else
        write_nothing(csv);
    csv_write_line(csv);
}

void report_write_csv(const struct report *report, const char *language, struct buffer *out)
{
    struct csv_writer csv = {.out = out};
    for (size_t i = 0; i < LENGTH(header); i++)
        csv_write_text(&csv, header[i]);
    csv_write_line(&csv);
    for (size_t d = 0; d < report->department_count; d++) {
        for (size_t q = 0; q < report->survey->question_count; q++)
            if (report->survey->questions[q].type != QUESTION_COMMENT)
                write_row(&csv, report, &report->departments[d], q, language);
        for (size_t i = 0; i < report->survey->index_count; i++)
            write_index(&csv, report, &report->departments[d], i, language);
    }
}
