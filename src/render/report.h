// What the files of a department's page share: each fills one part of the shell and removes what has nothing to say.
#pragma once

#include "render/page.h"
#include "render/report_page.h"

struct view {
    const struct words *words;
    const struct report *report;
    const struct survey *survey;
    size_t department;
    const struct report_department *here;
    const char **names;
    const struct report_drawing *drawing;
    struct page *page;
    struct element *root;
};

void view_fill_head(const struct view *view);
void view_fill_outcome(const struct view *view);
void view_fill_findings(const struct view *view);
void view_fill_actions(const struct view *view);
void view_fill_items(const struct view *view);
void view_fill_indices(const struct view *view);
void view_fill_weighting(const struct view *view);
void view_fill_benchmarks(const struct view *view);
void view_fill_choices(const struct view *view);
void view_fill_comments(const struct view *view);
void view_fill_lines(const struct view *view);
void view_fill_drivers(const struct view *view);
void view_fill_ranking(const struct view *view);
void view_fill_tree(const struct view *view);
void view_fill_method(const struct view *view);

// A link to a department's page with its name.
void view_link(const struct view *view, struct element *link, size_t department);
// The words of a change, with an arrow in front exactly when it is detectable.
void view_change(const struct view *view, struct element *place, const struct question *question,
                 const struct figure *figure);
// The same for words that are there: an arrow unless it is ARROW_NONE.
void view_arrow(struct element *place, enum words_arrow arrow, const char *text);
// Says in a cell why there is no figure.
void view_hidden(const struct view *view, struct element *cell, enum figure_status status);
// Drawing, sentence and table of a line over the waves.
void view_line(const struct view *view, struct element *figure, size_t question, const char *svg);
