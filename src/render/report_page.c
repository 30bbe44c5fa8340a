#include "base/language_number.h"
#include "report.h"

#include <math.h>

static const char *find_word(const void *catalogue, const char *key)
{
    return language_has(catalogue, key) ? language_text(catalogue, key) : NULL;
}

void view_link(const struct view *view, struct element *link, size_t department)
{
    element_text(link, view->report->departments[department].name);
    element_link(link, page_file(view->page, view->names[department], NULL));
}

void view_arrow(struct element *place, enum words_arrow arrow, const char *text)
{
    element_text(place, NULL);
    element_class(place, arrow == ARROW_UP ? "better" : arrow == ARROW_DOWN ? "worse" : "steady");
    if (arrow != ARROW_NONE) {
        struct element *glyph = element_add_text(place, "span", arrow == ARROW_UP ? "▲" : "▼");
        element_class(glyph, "arrow");
        element_set(glyph, "aria-hidden", "true");
        element_append(place, " ");
    }
    element_append(place, text);
}

void view_change(const struct view *view, struct element *place, const struct question *question,
                 const struct figure *figure)
{
    view_arrow(place, words_arrow(figure), words_change(view->words, question, figure));
}

void view_hidden(const struct view *view, struct element *cell, enum figure_status status)
{
    element_text(cell, words_hidden(view->words, status));
    element_class(cell, "hidden-figure");
}

static void fill_path(const struct view *view)
{
    if (!slot_keep(view->root, "path", view->here->parent >= 0))
        return;
    struct element *shape = page_each(page_slot(view->root, "path"), "above");
    int above[64];
    size_t depth = 0;
    for (int at = view->here->parent; at >= 0 && depth < LENGTH(above);
         at = view->report->departments[at].parent)
        above[depth++] = at;
    while (depth > 0)
        view_link(view, page_slot(element_repeat(shape), "link"), (size_t)above[--depth]);
}

// What is not known is left out, and said once; what is protected says so.
static void fill_participation(const struct view *view)
{
    const struct words *words = view->words;
    double rate = report_response_rate(view->here);
    bool invited = view->here->invited >= 0, joined = view->report->wave.joined;
    if (slot_keep(view->root, "invited-fact", invited))
        slot_text(view->root, "invited", words_count(words, view->here->invited));
    if (slot_keep(view->root, "answered-fact", joined))
        slot_text(view->root, "answered", words_answered(words, view->here));
    if (slot_keep(view->root, "rate-fact", invited && joined))
        slot_text(view->root, "rate",
                  isnan(rate) ? words_text(words, "report.protected") : words_share(words, rate));
    (void)slot_keep(view->root, "no-invited", !invited && !view->here->open_link);
    (void)slot_keep(view->root, "open-link", view->here->open_link);
    if (slot_keep(view->root, "partial", view->here->partial > 0))
        slot_text(
            view->root, "partial",
            language_count(words->language, words->arena, "report.partial", view->here->partial, NULL, 0));
    const char *warnings = words_warnings(words, view->here), *worst = words_nonresponse(words, view->here);
    if (slot_keep(view->root, "low-rate", warnings != NULL))
        slot_text(view->root, "low-rate", warnings);
    if (slot_keep(view->root, "worst-case", worst != NULL))
        slot_text(view->root, "worst-case", worst);
}

void view_fill_head(const struct view *view)
{
    const struct words *words = view->words;
    const struct wave *wave = &view->report->wave;
    const char *survey = survey_text_in(&view->survey->title, language_code(words->language));
    slot_text(view->root, "title",
              language_format(words->language, words->arena, "report.title",
                              LANGUAGE_VALUES({"department", view->here->name}, {"survey", survey},
                                              {"wave", wave->key})));
    slot_text(view->root, "survey", arena_format(words->arena, "%s · %s", survey, wave->key));
    slot_text(view->root, "department", view->here->name);
    slot_text(view->root, "period",
              language_dates(words->language, words->arena, wave->first_day, wave->closed));
    slot_text(view->root, "minimum",
              language_count(words->language, words->arena, "report.people", wave->k, NULL, 0));
    fill_path(view);
    fill_participation(view);
    const char *nothing = words_nothing(words, view->department);
    if (slot_keep(view->root, "nothing", nothing != NULL))
        slot_text(view->root, "nothing-why", nothing);
}

void view_fill_method(const struct view *view)
{
    const struct words *words = view->words;
    slot_text(view->root, "method-minimum",
              language_format(words->language, words->arena, "method.minimum",
                              LANGUAGE_VALUES({"k", words_count(words, view->report->wave.k)})));
    long hidden = 0;
    for (int child = view->here->first_child; child >= 0;
         child = view->report->departments[child].next_sibling)
        hidden += words_nothing(words, (size_t)child) != NULL;
    if (slot_keep(view->root, "method-hidden", hidden > 0))
        slot_text(view->root, "method-hidden",
                  language_count(words->language, words->arena, "method.hidden", hidden, NULL, 0));
    const char *published = language_date(words->language, words->arena, view->report->published);
    slot_text(view->root, "footer",
              language_format(words->language, words->arena, "report.footer",
                              LANGUAGE_VALUES({"date", published})));
}

bool report_page_write(const struct report_page *input, struct buffer *html, struct error *err)
{
    const struct report *report = input->words->report;
    const struct language *language = input->words->language;
    AUTO(page) struct page *page = page_open(input->words->arena, "reports/report.html");
    page_style(page, "reports/style.css");
    page_style(page, "reports/chart.css");
    page_style(page, "reports/report.css");
    page_words(page, language_code(language), find_word, language);
    struct view view = {
        .words = input->words,
        .report = report,
        .survey = report->survey,
        .department = input->department,
        .here = &report->departments[input->department],
        .names = input->names,
        .drawing = input->drawing,
        .page = page,
        .root = page_root(page),
    };
    view_fill_head(&view);
    view_fill_outcome(&view);
    view_fill_findings(&view);
    view_fill_actions(&view);
    view_fill_items(&view);
    view_fill_indices(&view);
    view_fill_benchmarks(&view);
    view_fill_choices(&view);
    view_fill_comments(&view);
    view_fill_lines(&view);
    view_fill_drivers(&view);
    view_fill_ranking(&view);
    view_fill_tree(&view);
    view_fill_method(&view);
    view_fill_weighting(&view);
    return page_write(page, html, err);
}
