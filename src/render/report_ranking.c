// Departments against each other: the list of the organisation's page.
#include "report.h"
#include "report/ranking.h"

static void fill_row(const struct view *view, struct element *row, const struct ranking *ranking, int number)
{
    const struct words *words = view->words;
    const struct report_department *department = &view->report->departments[number];
    const struct question *question = &view->survey->questions[ranking->question];
    const struct rank *rank = &department->ranks[ranking->question];
    view_link(view, page_slot(row, "link"), (size_t)number);
    slot_text(row, "n", words_count(words, department->figures[ranking->question].n));
    slot_text(row, "value", words_value(words, question, rank->value.value));
    slot_text(row, "interval", words_interval(words, question, rank->value.interval));
    slot_text(row, "better", ranking_better(words, rank));
}

void view_fill_ranking(const struct view *view)
{
    struct ranking ranking;
    if (!slot_keep(view->root, "ranking", ranking_make(view->words, view->department, &ranking)))
        return;
    struct element *section = page_slot(view->root, "ranking");
    slot_text(section, "ranking-text", ranking_text(view->words, &ranking));
    slot_text(section, "ranking-value", words_question_short(view->words, ranking.question));
    element_svg(page_slot(section, "ranking-drawing"), view->drawing->ranking);
    struct element *shape = page_each(section, "ranked");
    for (size_t i = 0; i < ranking.count; i++)
        fill_row(view, element_repeat(shape), &ranking, ranking.departments[i]);
}
