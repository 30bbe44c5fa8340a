// What others have: the median department, and norms from elsewhere with what stands between.
#include "base/language_number.h"
#include "report.h"

static bool has_medians(const struct report *report)
{
    for (size_t q = 0; q < report->survey->question_count; q++)
        if (report->medians[q].departments > 0)
            return true;
    return false;
}

static void fill_median(const struct view *view, struct element *row, size_t question)
{
    const struct report_median *median = &view->report->medians[question];
    const struct words *words = view->words;
    if (!slot_keep(row, "median", median->departments > 0)) {
        slot_remove(row, "median-of");
        return;
    }
    slot_text(row, "median", words_median(words, question));
    slot_text(row, "median-of",
              language_count(words->language, words->arena, "benchmarks.departments", median->departments, NULL, 0));
}

static void fill_difference(const struct view *view, struct element *cell, const struct report_norm *norm)
{
    const struct change *difference = &norm->differences[view->department];
    const enum words_arrow arrow = words_norm_arrow(difference);
    if (difference->status != CHANGE_COMPARED)
        return;
    element_class(cell, arrow == ARROW_UP ? "better" : arrow == ARROW_DOWN ? "worse" : "steady");
    if (arrow != ARROW_NONE) {
        struct element *glyph = element_add_text(cell, "span", arrow == ARROW_UP ? "▲" : "▼");
        element_class(glyph, "arrow");
        element_set(glyph, "aria-hidden", "true");
        element_append(cell, " ");
    }
    element_append(cell, words_norm_difference(view->words, norm, difference));
}

// A row a norm, or one for a question that has none.
static void fill_row(const struct view *view, struct element *row, size_t question, const struct report_norm *norm)
{
    const struct words *words = view->words;
    const struct figure *figure = &view->here->figures[question];
    slot_text(row, "question", words_question(words, question));
    if (figure->status == FIGURE_PUBLISHED)
        slot_text(row, "here", words_standing(words, &view->survey->questions[question], figure));
    else
        view_hidden(view, page_slot(row, "here"), figure->status);
    if (slot_keep(row, "median-cell", has_medians(view->report)))
        fill_median(view, row, question);
    const bool norms = view->report->norm_count > 0;
    if (slot_keep(row, "norm-cell", norms) && slot_keep(row, "norm", norm != NULL))
        slot_text(row, "norm", words_norm(words, norm));
    if (norms && slot_keep(row, "source", norm != NULL))
        slot_text(row, "source", arena_format(words->arena, "%s %d", norm->source, norm->year));
    if (slot_keep(row, "difference", norms) && norm)
        fill_difference(view, page_slot(row, "difference"), norm);
}

static void fill_question(const struct view *view, struct element *shape, size_t question)
{
    bool any = false;
    for (size_t i = 0; i < view->report->norm_count; i++)
        if (view->report->norms[i].question == question) {
            fill_row(view, element_repeat(shape), question, &view->report->norms[i]);
            any = true;
        }
    if (!any && view->report->medians[question].departments > 0)
        fill_row(view, element_repeat(shape), question, NULL);
}

void view_fill_benchmarks(const struct view *view)
{
    const struct report *report = view->report;
    const bool medians = has_medians(report), norms = report->norm_count > 0;
    if (!slot_keep(view->root, "benchmarks", (medians || norms) && !words_nothing(view->words, view->department)))
        return;
    struct element *section = page_slot(view->root, "benchmarks");
    (void)slot_keep(section, "median-note", medians);
    (void)slot_keep(section, "norm-note", norms);
    (void)slot_keep(section, "median-head", medians);
    (void)slot_keep(section, "norm-head", norms);
    (void)slot_keep(section, "difference-head", norms);
    struct element *shape = page_each(section, "compared-with");
    for (size_t q = 0; q < report->survey->question_count; q++)
        fill_question(view, shape, q);
}
