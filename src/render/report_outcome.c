// The overall picture and the lines over the waves.
#include "base/language_number.h"
#include "report.h"

#include <math.h>

static void fill_level(const struct view *view, struct element *section, const struct question *question,
                       const struct figure *figure)
{
    const struct words *words = view->words;
    bool enps = question->type == QUESTION_ENPS;
    struct interval interval = report_interval(question, figure);
    slot_text(section, "question", words_question(words, (size_t)view->survey->outcome));
    slot_text(section, "value", words_value(words, question, report_value(question, figure)));
    slot_text(section, "unit",
              enps ? words_text(words, "outcome.enps")
                   : language_format(words->language, words->arena, "outcome.mean",
                                     LANGUAGE_VALUES({"min", words_count(words, question->scale->min)},
                                                     {"max", words_count(words, question->scale->max)})));
    slot_text(section, "interval",
              language_format(words->language, words->arena, "outcome.interval",
                              LANGUAGE_VALUES({"low", words_value(words, question, interval.low)},
                                              {"high", words_value(words, question, interval.high)})));
    (void)slot_keep(section, "enps-note", enps);
    if (slot_keep(section, "favourable", !enps))
        slot_text(
            section, "favourable",
            language_format(words->language, words->arena, "outcome.favourable",
                            LANGUAGE_VALUES({"share", words_share(words, figure->favourable)},
                                            {"low", words_share(words, figure->favourable_interval.low)},
                                            {"high", words_share(words, figure->favourable_interval.high)})));
}

static const char *since(const struct view *view)
{
    return language_format(view->words->language, view->words->arena, "change.since",
                           LANGUAGE_VALUES({"wave", view->report->previous}));
}

static void fill_since(const struct view *view, struct element *section, const struct question *question,
                       const struct figure *figure)
{
    if (!slot_keep(section, "change", figure->change.status != CHANGE_NONE))
        return;
    struct element *change = page_slot(section, "change");
    view_change(view, change, question, figure);
    if (view->report->previous)
        element_class(element_add_text(change, "span", since(view)), "since");
}

static void fill_shares(const struct view *view, struct element *figure_element, const struct figure *figure)
{
    const struct {
        const char *key;
        double share;
    } rows[] = {{"enps.promoters", figure->promoters},
                {"enps.passives", figure->passives},
                {"enps.detractors", figure->detractors}};
    slot_text(figure_element, "text", drawing_shares_text(view->words, figure));
    element_svg(page_slot(figure_element, "drawing"), view->drawing->shares);
    struct element *shape = page_each(figure_element, "share");
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct element *row = element_repeat(shape);
        slot_text(row, "name", words_text(view->words, rows[i].key));
        slot_text(row, "share", words_share(view->words, rows[i].share));
    }
}

static void add_head(const struct view *view, struct element *table)
{
    static const char *const keys[] = {"table.wave", "items.n", "table.value", "items.interval"};
    struct element *row = element_add(element_add(table, "thead"), "tr");
    for (size_t i = 0; i < LENGTH(keys); i++) {
        struct element *cell = element_add_text(row, "th", words_text(view->words, keys[i]));
        element_set(cell, "scope", "col");
        if (i > 0)
            element_class(cell, "number");
    }
}

static void add_point(const struct view *view, struct element *body, const char *wave,
                      const struct question *question, const struct report_point *point)
{
    const struct words *words = view->words;
    struct element *row = element_add(body, "tr");
    struct element *name = element_add_text(row, "th", wave);
    element_set(name, "scope", "row");
    if (point->broken)
        element_class(element_add_text(name, "span", words_text(words, "trend.break")), "under");
    if (point->status != FIGURE_PUBLISHED) {
        struct element *cell = element_add(row, "td");
        element_set(cell, "colspan", "3");
        view_hidden(view, cell, point->status);
        return;
    }
    const char *cells[] = {words_count(words, point->n), words_value(words, question, point->value),
                           words_interval(words, question, point->interval)};
    for (size_t i = 0; i < LENGTH(cells); i++)
        element_class(element_add_text(row, "td", cells[i]), "number");
}

void view_line(const struct view *view, struct element *figure, size_t number, const char *svg)
{
    const struct report *report = view->report;
    const struct question *question = &view->survey->questions[number];
    struct report_point points[REPORT_EARLIER_LIMIT + 1];
    report_trend(report, view->department, number, points);
    slot_text(figure, "text", drawing_line_text(view->words, view->department, number));
    element_svg(page_slot(figure, "drawing"), svg);
    struct element *table = element_add(page_slot(figure, "table"), "table");
    struct element *caption = element_add_text(table, "caption", words_question(view->words, number));
    element_class(caption, "unseen");
    add_head(view, table);
    struct element *body = element_add(table, "tbody");
    for (size_t i = 0; i < report->earlier_count; i++)
        add_point(view, body, report->earlier[i].key, question, &points[i]);
    add_point(view, body, report->wave.key, question, &points[report->earlier_count]);
}

void view_fill_outcome(const struct view *view)
{
    int outcome = view->survey->outcome;
    const struct figure *figure = outcome >= 0 ? &view->here->figures[outcome] : NULL;
    bool shown = figure && figure->status == FIGURE_PUBLISHED;
    if (!slot_keep(view->root, "outcome", shown))
        return;
    const struct question *question = &view->survey->questions[outcome];
    struct element *section = page_slot(view->root, "outcome");
    fill_level(view, section, question, figure);
    fill_since(view, section, question, figure);
    if (slot_keep(section, "shares", view->drawing->shares != NULL)) {
        fill_shares(view, page_slot(section, "shares"), figure);
        if (!view->drawing->trend)
            element_class(page_slot(section, "shares"), "alone");
    } else if (!view->drawing->trend) {
        element_class(page_slot(section, "level"), "alone");
    }
    if (slot_keep(section, "trend", view->drawing->trend != NULL))
        view_line(view, page_slot(section, "trend"), (size_t)outcome, view->drawing->trend);
}

void view_fill_lines(const struct view *view)
{
    bool any = false;
    for (size_t q = 0; q < view->survey->question_count; q++)
        any = any || view->drawing->lines[q];
    if (!slot_keep(view->root, "time", any))
        return;
    struct element *shape = page_each(page_slot(view->root, "time"), "line");
    for (size_t q = 0; q < view->survey->question_count; q++) {
        if (!view->drawing->lines[q])
            continue;
        struct element *figure = element_repeat(shape);
        slot_text(figure, "question", words_question(view->words, q));
        view_line(view, figure, q, view->drawing->lines[q]);
    }
}
