// What people wrote: by question the words used most, what goes along with the eNPS, and the comments themselves.
#include "report.h"

enum { COMMENTS_SHOWN = 12, COMMENTS_ON_PAGE = 300 };

static char *minimum_of(const struct view *view)
{
    return words_count(view->words, report_comment_minimum(view->report));
}

static const char *say(const struct view *view, const struct report_comment_list *list)
{
    const struct words *words = view->words;
    if (list->status != FIGURE_PUBLISHED) {
        const char *reason =
            language_format(words->language, words->arena,
                            list->status == FIGURE_BELOW_MINIMUM ? "comments.below_minimum" : "comments.protects_others",
                            LANGUAGE_VALUES({"minimum", minimum_of(view)}));
        return language_format(words->language, words->arena, "comments.hidden", LANGUAGE_VALUES({"reason", reason}));
    }
    if (list->count > 0)
        return language_count(words->language, words->arena, "comments.count", (long)list->count, NULL, 0);
    return words_text(words, list->removed ? "comments.removed" : "comments.none");
}

static void fill_terms(const struct view *view, struct element *place, const struct report_comment_list *list)
{
    if (!slot_keep(place, "terms", list->term_count > 0))
        return;
    struct element *shape = page_each(page_slot(place, "terms"), "term");
    for (size_t i = 0; i < list->term_count; i++) {
        struct element *item = element_repeat(shape);
        slot_text(item, "term", list->terms[i].text);
        slot_text(item, "count", words_count(view->words, list->terms[i].comments));
    }
}

static const char *compare(const struct words *words, const struct report_term *term)
{
    return language_format(words->language, words->arena, term->lower > term->higher ? "comments.lower" : "comments.higher",
                           LANGUAGE_VALUES({"term", term->text}, {"lower", words_share(words, term->lower)},
                                           {"higher", words_share(words, term->higher)},
                                           {"departments", words_count(words, term->departments)}));
}

// Only what the test has found; where nothing could be compared, nothing is said.
static void fill_outcome(const struct view *view, struct element *place, const struct report_comment_list *list)
{
    size_t found = 0;
    struct element *shape = page_each(page_slot(place, "outcome"), "compared");
    for (size_t i = 0; i < list->term_count; i++) {
        if (!list->terms[i].compared || !list->terms[i].detectable)
            continue;
        element_text(element_repeat(shape), compare(view->words, &list->terms[i]));
        found++;
    }
    (void)slot_keep(place, "outcome", found > 0);
}

static void fill_bodies(struct element *place, const struct report_comment_list *list, size_t from, size_t to)
{
    struct element *shape = page_each(place, "comment");
    for (size_t i = from; i < to; i++)
        slot_text(element_repeat(shape), "body", list->bodies[i]);
}

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

static void fill_list(const struct view *view, struct element *place, const struct report_comment_list *list)
{
    const struct words *words = view->words;
    const size_t shown = least(list->count, COMMENTS_SHOWN), on_page = least(list->count, COMMENTS_ON_PAGE);
    if (slot_keep(place, "list", shown > 0))
        fill_bodies(page_slot(place, "list"), list, 0, shown);
    if (slot_keep(place, "more", on_page > shown)) {
        slot_text(place, "summary",
                  language_count(words->language, words->arena, "comments.more", (long)(on_page - shown), NULL, 0));
        fill_bodies(page_slot(place, "rest"), list, shown, on_page);
    }
    if (slot_keep(place, "beyond", list->count > on_page))
        slot_text(place, "beyond",
                  language_count(words->language, words->arena, "comments.beyond", (long)(list->count - on_page), NULL, 0));
}

void view_fill_comments(const struct view *view)
{
    size_t asked = 0;
    struct element *section = page_slot(view->root, "comments");
    struct element *shape = page_each(section, "asked");
    for (size_t q = 0; q < view->survey->question_count; q++) {
        const struct report_comment_list *list = report_comments(view->report, view->department, q);
        if (!list)
            continue;
        struct element *place = element_repeat(shape);
        slot_text(place, "question", words_question(view->words, q));
        slot_text(place, "text", say(view, list));
        fill_terms(view, place, list);
        fill_outcome(view, place, list);
        fill_list(view, place, list);
        asked++;
    }
    slot_text(section, "note",
              language_format(view->words->language, view->words->arena, "comments.note",
                              LANGUAGE_VALUES({"minimum", minimum_of(view)})));
    (void)slot_keep(view->root, "comments", asked > 0 && !words_nothing(view->words, view->department));
}
