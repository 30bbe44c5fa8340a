// Indices of several questions, and what the weights of a wave are worth.
#include "base/language_number.h"
#include "report.h"

#include <math.h>

enum { SCORE_DECIMALS = 1, ALPHA_DECIMALS = 2 };

static char *number(const struct view *view, double value, int decimals)
{
    return language_number(view->words->language, view->words->arena, value, decimals);
}

static char *range(const struct view *view, struct interval interval, int decimals)
{
    return language_format(view->words->language, view->words->arena, "table.range",
                           LANGUAGE_VALUES({"low", number(view, interval.low, decimals)},
                                           {"high", number(view, interval.high, decimals)}));
}

static const char *title_of(const struct view *view, const struct survey_index *index)
{
    const char *title = survey_text_in(&index->title, language_code(view->words->language));
    return title ? title : index->id;
}

// "Mean of 5 questions, favourable answers; the questions go together: α 0.86 (0.84 to 0.88)."
static char *made_of(const struct view *view, size_t index)
{
    const struct words *words = view->words;
    const struct survey_index *made = &view->survey->indices[index];
    const struct report_index *known = &view->report->indices[index];
    const char *figure = words_text(words, made->figure == INDEX_OF_FAVOURABLE ? "indices.favourable" : "indices.scores");
    char *text = language_format(
        words->language, words->arena, "indices.made",
        LANGUAGE_VALUES({"count", words_count(words, (int64_t)made->item_count)}, {"figure", figure}));
    if (isnan(known->alpha))
        return text;
    const char *alpha = language_format(words->language, words->arena, "indices.alpha",
                                        LANGUAGE_VALUES({"alpha", number(view, known->alpha, ALPHA_DECIMALS)},
                                                        {"range", range(view, known->interval, ALPHA_DECIMALS)}));
    return arena_format(words->arena, "%s %s", text, alpha);
}

static char *change_words(const struct view *view, const char *key, double difference, struct interval interval)
{
    const struct words *words = view->words;
    return language_format(words->language, words->arena, key,
                           LANGUAGE_VALUES({"difference", number(view, difference, SCORE_DECIMALS)},
                                           {"low", number(view, interval.low, SCORE_DECIMALS)},
                                           {"high", number(view, interval.high, SCORE_DECIMALS)}));
}

// The verb carries the sign of a detectable change, also in its interval.
static char *change_text(const struct view *view, const struct change *change, enum words_arrow arrow)
{
    const struct words *words = view->words;
    const struct interval turned = {-change->interval.high, -change->interval.low};
    if (change->status != CHANGE_COMPARED)
        return arena_text(words->arena,
                          words_text(words, change->status == CHANGE_BROKEN ? "change.broken" : "change.first"));
    if (arrow == ARROW_UP)
        return change_words(view, "change.rise", change->difference, change->interval);
    if (arrow == ARROW_DOWN)
        return change_words(view, "change.fall", -change->difference, turned);
    return language_format(
        words->language, words->arena, "change.none",
        LANGUAGE_VALUES(
            {"low", language_signed(words->language, words->arena, change->interval.low, SCORE_DECIMALS)},
            {"high", language_signed(words->language, words->arena, change->interval.high, SCORE_DECIMALS)}));
}

static void fill_index(const struct view *view, struct element *row, size_t index)
{
    const struct index_figure *figure = &view->here->indices[index];
    const struct figure as_figure = {.status = figure->status, .change = figure->change}; // for its arrow
    slot_text(row, "title", title_of(view, &view->survey->indices[index]));
    slot_text(row, "made", made_of(view, index));
    const bool compared = slot_keep(row, "change", view->report->previous != NULL);
    if (figure->status != FIGURE_PUBLISHED) {
        slot_remove(row, "score-cell");
        if (compared)
            slot_remove(row, "change");
        element_set_format(page_slot(row, "n"), "colspan", "%d", compared ? 3 : 2);
        view_hidden(view, page_slot(row, "n"), figure->status);
        return;
    }
    slot_text(row, "n", words_count(view->words, figure->n));
    slot_text(row, "score", number(view, figure->score, SCORE_DECIMALS));
    slot_text(row, "interval", range(view, figure->interval, SCORE_DECIMALS));
    if (compared) {
        const enum words_arrow arrow = words_arrow(&as_figure);
        view_arrow(page_slot(row, "change"), arrow, change_text(view, &figure->change, arrow));
    }
}

void view_fill_indices(const struct view *view)
{
    bool any = false, clipped = false;
    struct element *section = page_slot(view->root, "indices");
    struct element *shape = page_each(section, "index");
    for (size_t i = 0; i < view->survey->index_count; i++) {
        const struct index_figure *figure = &view->here->indices[i];
        if (figure->status == FIGURE_NOT_ASKED)
            continue;
        fill_index(view, element_repeat(shape), i);
        any = any || figure->status == FIGURE_PUBLISHED;
        clipped = clipped || (figure->status == FIGURE_PUBLISHED && figure->clipped);
    }
    (void)slot_keep(section, "clipped", clipped);
    (void)slot_keep(section, "change-head", view->report->previous != NULL);
    (void)slot_keep(view->root, "indices", any);
}

void view_fill_weighting(const struct view *view)
{
    const struct words *words = view->words;
    const struct report_weighting *weighting = &view->report->weighting;
    struct element *shape = page_each(view->root, "method-warning");
    if (!slot_keep(view->root, "method-weighted", weighting->method != NULL))
        return;
    const char *method = language_word(words->language, "weighting.method", weighting->method);
    const char *worth = language_format(
        words->language, words->arena, "weighting.worth",
        LANGUAGE_VALUES({"people", words_count(words, weighting->people)},
                        {"effective", words_count(words, (int64_t)weighting->effective)}));
    slot_text(view->root, "method-weighted", arena_format(words->arena, "%s %s", method, worth));
    for (size_t i = 0; i < weighting->warning_count; i++)
        element_text(element_repeat(shape), language_word(words->language, "weighting.warning", weighting->warnings[i]));
}
