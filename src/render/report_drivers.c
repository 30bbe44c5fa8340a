// What goes together with the outcome: the chart and its list on the organisation's page.
#include "base/language_number.h"
#include "report.h"
#include "report/drivers.h"

static void fill_row(const struct view *view, struct element *row, const struct report_driver *driver,
                     size_t number)
{
    const struct words *words = view->words;
    slot_text(row, "number", words_count(words, (int64_t)number));
    slot_text(row, "question", words_question(words, (size_t)driver->question));
    slot_text(row, "weight", words_share(words, driver->weight));
    slot_text(row, "score", language_number(words->language, words->arena, driver->score, 0));
}

void view_fill_drivers(const struct view *view)
{
    if (!slot_keep(view->root, "drivers", drawing_has_drivers(view->report, view->department)))
        return;
    struct element *section = page_slot(view->root, "drivers");
    slot_text(section, "drivers-text", drawing_drivers_text(view->words));
    element_svg(page_slot(section, "drivers-drawing"), view->drawing->drivers);
    const struct report_driver **order = report_driver_priorities(view->words->arena, view->report);
    struct element *shape = page_each(section, "driver");
    for (size_t i = 0; i < view->report->driver_count; i++)
        fill_row(view, element_repeat(shape), order[i], i + 1);
}
