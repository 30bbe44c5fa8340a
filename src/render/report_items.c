// All questions: the bars with their table, and questions with a choice.
#include "report.h"

#include <math.h>

// A hidden figure has one cell over all columns, which says why.
static void fill_hidden(const struct view *view, struct element *row, enum figure_status status)
{
    static const char *const others[] = {"favourable-cell", "neutral", "unfavourable", "mean-cell"};
    for (size_t i = 0; i < LENGTH(others); i++)
        slot_remove(row, others[i]);
    if (page_has_slot(row, "change"))
        slot_remove(row, "change");
    element_set_format(page_slot(row, "n"), "colspan", "%zu",
                       1 + LENGTH(others) + (view->report->previous != NULL));
    view_hidden(view, page_slot(row, "n"), status);
}

static void fill_item(const struct view *view, struct element *row, size_t number)
{
    const struct words *words = view->words;
    const struct question *question = &view->survey->questions[number];
    const struct figure *figure = &view->here->figures[number];
    slot_text(row, "question", words_question(words, number));
    bool compared = slot_keep(row, "change", view->report->previous != NULL);
    if (figure->status != FIGURE_PUBLISHED) {
        fill_hidden(view, row, figure->status);
        return;
    }
    bool enps = question->type == QUESTION_ENPS;
    slot_text(row, "n", words_count(words, figure->n));
    slot_text(row, "favourable", words_share(words, enps ? figure->promoters : figure->favourable));
    if (slot_keep(row, "favourable-interval", !enps))
        slot_text(row, "favourable-interval", words_share_interval(words, figure->favourable_interval));
    slot_text(row, "neutral", words_share(words, enps ? figure->passives : figure->neutral));
    slot_text(row, "unfavourable", words_share(words, enps ? figure->detractors : figure->unfavourable));
    slot_text(row, "mean",
              enps ? words_standing(words, question, figure) : words_value(words, question, figure->mean));
    slot_text(row, "mean-interval", words_interval(words, question, report_interval(question, figure)));
    if (compared)
        view_change(view, page_slot(row, "change"), question, figure);
}

void view_fill_items(const struct view *view)
{
    bool clipped = false, any = false;
    struct element *section = page_slot(view->root, "items");
    struct element *shape = page_each(section, "item");
    for (size_t q = 0; q < view->survey->question_count; q++) {
        if (!drawing_has_question(view->report, q))
            continue;
        fill_item(view, element_repeat(shape), q);
        any = any || view->here->figures[q].status == FIGURE_PUBLISHED;
        clipped =
            clipped || (view->here->figures[q].status == FIGURE_PUBLISHED && view->here->figures[q].clipped);
    }
    (void)slot_keep(section, "clipped", clipped);
    (void)slot_keep(section, "change-head", view->report->previous != NULL);
    if (slot_keep(section, "bars", view->drawing->bars != NULL)) {
        struct element *bars = page_slot(section, "bars");
        slot_text(bars, "text", drawing_bars_text(view->words, view->department));
        element_svg(page_slot(bars, "drawing"), view->drawing->bars);
        if (slot_keep(bars, "drawing-wide", view->drawing->bars_wide != NULL))
            element_svg(page_slot(bars, "drawing-wide"), view->drawing->bars_wide);
    }
    (void)slot_keep(view->root, "items", any);
}

static size_t most_frequent(const struct figure *figure, size_t options)
{
    size_t best = 0;
    for (size_t i = 1; i < options; i++)
        if (figure->shares[i] > figure->shares[best])
            best = i;
    return best;
}

static void fill_choice(const struct view *view, struct element *choice, size_t number)
{
    const struct words *words = view->words;
    const struct question *question = &view->survey->questions[number];
    const struct figure *figure = &view->here->figures[number];
    const char *language = language_code(words->language);
    slot_text(choice, "question", words_question(words, number));
    if (!slot_keep(choice, "table", figure->status == FIGURE_PUBLISHED && figure->shares)) {
        slot_text(choice, "text",
                  language_format(words->language, words->arena, "choices.hidden",
                                  LANGUAGE_VALUES({"reason", words_hidden(words, figure->status)})));
        return;
    }
    size_t best = most_frequent(figure, question->option_count);
    slot_text(
        choice, "text",
        language_format(words->language, words->arena, "choices.text",
                        LANGUAGE_VALUES({"n", words_count(words, figure->n)},
                                        {"option", survey_text_in(&question->options[best].text, language)},
                                        {"share", words_share(words, figure->shares[best])})));
    slot_text(choice, "caption", words_question(words, number));
    struct element *shape = page_each(choice, "option");
    for (size_t i = 0; i < question->option_count; i++) {
        struct element *row = element_repeat(shape);
        slot_text(row, "name", survey_text_in(&question->options[i].text, language));
        slot_text(row, "share", words_share(words, figure->shares[i]));
        element_measure(page_slot(row, "share"), "--share", figure->shares[i]);
    }
}

void view_fill_choices(const struct view *view)
{
    size_t shown = 0;
    struct element *shape = page_each(page_slot(view->root, "choices"), "choice");
    for (size_t q = 0; q < view->survey->question_count; q++) {
        const struct figure *figure = &view->here->figures[q];
        if (view->survey->questions[q].type != QUESTION_CHOICE || figure->status == FIGURE_NOT_ASKED)
            continue;
        fill_choice(view, element_repeat(shape), q);
        shown++;
    }
    (void)slot_keep(view->root, "choices", shown > 0 && !words_nothing(view->words, view->department));
}
