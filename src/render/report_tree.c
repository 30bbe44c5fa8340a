// The departments below: a row and a link for each, and the heat map with its table.
#include "report.h"

#include <math.h>

static const struct report_department *department_at(const struct view *view, int number)
{
    return &view->report->departments[number];
}

// An organisation's first wave has nothing to compare with.
static bool compares(const struct view *view)
{
    return view->survey->outcome >= 0 && view->report->previous;
}

static void fill_outcome(const struct view *view, struct element *row,
                         const struct report_department *department)
{
    const struct words *words = view->words;
    size_t outcome = (size_t)view->survey->outcome;
    const struct question *question = &view->survey->questions[outcome];
    const struct figure *figure = &department->figures[outcome];
    bool shown = figure->status == FIGURE_PUBLISHED;
    element_set(page_slot(row, "outcome"), "data-label", words_question_short(words, outcome));
    if (compares(view) && !shown)
        slot_text(row, "change", NULL);
    else if (compares(view))
        view_change(view, page_slot(row, "change"), question, figure);
    if (!shown) {
        view_hidden(view, page_slot(row, "outcome"), figure->status);
        return;
    }
    slot_text(row, "value", words_value(words, question, report_value(question, figure)));
    slot_text(row, "interval", words_interval(words, question, report_interval(question, figure)));
}

static void fill_row(const struct view *view, struct element *row, int number)
{
    const struct words *words = view->words;
    const struct report_department *department = department_at(view, number);
    double rate = report_response_rate(department);
    view_link(view, page_slot(row, "link"), (size_t)number);
    (void)slot_keep(row, "open", department->open_link);
    if (slot_keep(row, "invited", view->here->invited >= 0))
        slot_text(row, "invited", words_count(words, department->invited));
    slot_text(row, "answered", words_answered(words, department));
    if (slot_keep(row, "rate", !isnan(rate)))
        slot_text(row, "rate", words_share(words, rate));
    (void)slot_keep(row, "change", compares(view));
    if (slot_keep(row, "outcome", view->survey->outcome >= 0))
        fill_outcome(view, row, department);
}

static void add_heat_row(const struct view *view, struct element *body, int number)
{
    struct element *row = element_add(body, "tr");
    element_set(element_add_text(row, "th", department_at(view, number)->name), "scope", "row");
    for (size_t q = 0; q < view->survey->question_count; q++) {
        if (!drawing_has_question(view->report, q))
            continue;
        const struct figure *figure = &department_at(view, number)->figures[q];
        struct element *cell = element_add(row, "td");
        element_class(cell, "number");
        if (figure->status == FIGURE_PUBLISHED)
            element_text(cell,
                         words_share(view->words, drawing_favourable(&view->survey->questions[q], figure)));
        else
            view_hidden(view, cell, figure->status);
    }
}

static void add_heat_table(const struct view *view, struct element *place)
{
    struct element *table = element_add(place, "table");
    element_class(element_add_text(table, "caption", words_text(view->words, "heat.title")), "unseen");
    struct element *head = element_add(element_add(table, "thead"), "tr");
    element_set(element_add_text(head, "th", words_text(view->words, "tree.department")), "scope", "col");
    for (size_t q = 0; q < view->survey->question_count; q++)
        if (drawing_has_question(view->report, q)) {
            struct element *cell = element_add_text(head, "th", words_question_short(view->words, q));
            element_set(cell, "scope", "col");
        }
    struct element *body = element_add(table, "tbody");
    add_heat_row(view, body, (int)view->department);
    for (int child = view->here->first_child; child >= 0; child = department_at(view, child)->next_sibling)
        add_heat_row(view, body, child);
}

static void fill_heat(const struct view *view, struct element *figure)
{
    slot_text(figure, "text", drawing_heat_text(view->words, view->department));
    element_svg(page_slot(figure, "drawing"), view->drawing->heat);
    add_heat_table(view, page_slot(figure, "table"));
}

void view_fill_tree(const struct view *view)
{
    if (!slot_keep(view->root, "tree", view->here->first_child >= 0))
        return;
    struct element *section = page_slot(view->root, "tree");
    struct element *shape = page_each(section, "below");
    long count = 0;
    for (int child = view->here->first_child; child >= 0; child = department_at(view, child)->next_sibling) {
        fill_row(view, element_repeat(shape), child);
        count++;
    }
    slot_text(section, "tree-text",
              language_count(view->words->language, view->words->arena, "tree.text", count, NULL, 0));
    int outcome = view->survey->outcome;
    if (slot_keep(section, "outcome-head", outcome >= 0))
        slot_text(section, "outcome-head", words_question_short(view->words, (size_t)outcome));
    (void)slot_keep(section, "change-head", compares(view));
    (void)slot_keep(section, "invited-head", view->here->invited >= 0);
    if (slot_keep(section, "heat", view->drawing->heat != NULL))
        fill_heat(view, page_slot(section, "heat"));
}
