// Where every published figure is going: its line over the waves that this one goes on from.
#include "internal.h"
#include "stats/change.h"
#include "stats/control.h"
#include "stats/discovery.h"

#include <math.h>

#define YEAR 365.25

// The published points of one unbroken line, oldest first, this wave last.
struct line_points {
    size_t count;
    double days[TREND_MOST];
    struct history_point points[TREND_MOST];
};

static void add_point(struct line_points *line, double day, const struct history_point *point)
{
    if (point->n == 0)
        return;
    line->days[line->count] = day;
    line->points[line->count++] = *point;
}

static bool goes_on(const struct work *work, size_t department, size_t question)
{
    return work->departments[department].line == LINE_CONTINUES && work->questions[question].line == LINE_CONTINUES &&
           !work_weighs_anew(work);
}

static void collect(const struct work *work, size_t department, size_t question, struct line_points *line)
{
    const struct history *history = work->before->history;
    const bool enps = work->now->survey->questions[question].type == QUESTION_ENPS;
    *line = (struct line_points){0};
    if (goes_on(work, department, question)) {
        const size_t at = work->departments[department].earlier * history->questions + work->questions[question].earlier;
        for (size_t i = 0; i < history->count; i++)
            add_point(line, history->waves[i].day, &history->waves[i].points[at]);
    }
    const struct history_point now = history_point(enps, publication_figure(work->publication, department, question));
    add_point(line, history->today, &now);
}

static bool days_grow(const struct line_points *line)
{
    for (size_t i = 1; i < line->count; i++)
        if (!(line->days[i] > line->days[i - 1]))
            return false;
    return true;
}

// Of an eNPS: adjusted Wald, as its interval has it, with everybody infinite.
static double enps_variance(const struct history_point *point)
{
    const double n = point->n, m = n + 3, balance = point->value / 100, decided = point->spread / 1e4 + balance * balance;
    const double adjusted = n * balance / m;
    return 1e4 * ((n * decided + 1.5) / m - adjusted * adjusted) / m;
}

// Of a mean: drawn to what is usual within groups (s₀²), as its interval has it; below 20 answers that alone.
static double mean_variance(const struct history_point *point, double usual)
{
    const double n = point->n;
    return isnan(point->spread) ? usual / n : (n * point->spread + 4 * usual) / (n + 3) / n;
}

static void fill_line(const struct line_points *line, bool enps, double usual, struct trend *trend)
{
    struct trend_point points[TREND_MOST];
    for (size_t i = 0; i < line->count; i++) {
        const struct history_point *point = &line->points[i];
        points[i] = (struct trend_point){line->days[i], point->value,
                                         enps ? enps_variance(point) : mean_variance(point, usual)};
    }
    const struct trend_line fit = trend_line(points, line->count);
    trend->slope = fit.slope * YEAR;
    trend->interval = (struct interval){fit.interval.low * YEAR, fit.interval.high * YEAR};
    trend->p = trend->q = fit.p;
    if (!trend->watched)
        return;
    const struct trend_ranks ranks = trend_ranks(points, line->count);
    trend->rank_slope = ranks.slope * YEAR;
    trend->rank_interval = (struct interval){ranks.interval.low * YEAR, ranks.interval.high * YEAR};
    trend->rank_p = ranks.p;
}

static void fill_watch(const struct line_points *line, double usual, struct trend *trend)
{
    struct control_point points[TREND_MOST];
    for (size_t i = 0; i < line->count; i++) {
        const struct history_point *point = &line->points[i];
        points[i] = (struct control_point){point->n, point->value, isnan(point->spread) ? usual : point->spread};
    }
    const struct control control = control_average(points, line->count);
    trend->average = control.average;
    trend->limit = control.limit;
    trend->alarm = control.alarm;
}

static void trend_figure(const struct work *work, size_t department, size_t question, struct trend *trend)
{
    const bool enps = work->now->survey->questions[question].type == QUESTION_ENPS;
    const double usual = work->variances[question];
    struct line_points line;
    collect(work, department, question, &line);
    if (line.count < TREND_LEAST || !days_grow(&line))
        return;
    trend->waves = (unsigned)line.count;
    trend->watched = line.count >= TREND_RANK_LEAST;
    for (size_t i = 0; i < line.count; i++)
        trend->leapt = trend->leapt || (i > 0 && line.points[i].moved);
    fill_line(&line, enps, usual, trend);
    if (trend->watched)
        fill_watch(&line, usual, trend);
}

// A slope that one odd wave makes is not one that the ranks see.
static bool confirmed(const struct trend *trend)
{
    return !trend->watched || trend->rank_slope * trend->slope > 0;
}

static void control_family(const struct work *work, enum family family)
{
    const struct publication *publication = work->publication;
    const size_t most = publication->departments * publication->questions;
    struct trend **trends = ARENA_ARRAY(work->arena, most, struct trend *);
    double *p = ARENA_ARRAY(work->arena, most, double);
    size_t count = 0;
    for (size_t i = 0; i < most; i++) {
        struct trend *trend = &publication->trends[i];
        if (trend->waves == 0 || difference_family(work->now->survey, i % publication->questions) != family)
            continue;
        p[count] = trend->p;
        trends[count++] = trend;
    }
    discovery_control(p, count, p);
    for (size_t i = 0; i < count; i++) {
        trends[i]->q = p[i];
        trends[i]->detectable = p[i] <= CHANGE_DISCOVERY_RATE && confirmed(trends[i]);
    }
}

void trend_compute(struct work *work)
{
    struct publication *publication = work->publication;
    if (!work->before || !work->before->history || work->before->history->count + 1 < TREND_LEAST)
        return;
    publication->trends = ARENA_ARRAY(work->arena, publication->departments * publication->questions, struct trend);
    for (size_t question = 0; question < publication->questions; question++)
        for (size_t department = 0; department < publication->departments; department++)
            if (question_scored(&work->now->survey->questions[question]) &&
                publication_figure(publication, department, question)->status == FIGURE_PUBLISHED)
                trend_figure(work, department, question, publication_trend(publication, department, question));
    for (enum family family = 0; family < FAMILY__COUNT; family++)
        control_family(work, family);
}
