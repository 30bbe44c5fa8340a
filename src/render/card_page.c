#include "render/card_page.h"
#include "base/language_number.h"
#include "render/page.h"
#include "render/qr.h"

static const char *find_word(const void *catalogue, const char *key)
{
    return language_has(catalogue, key) ? language_text(catalogue, key) : NULL;
}

static const char *until_of(struct arena *arena, const struct card_page *cards,
                            const struct language *language)
{
    const char *from = language_date(language, arena, cards->from), *until = language_date(language, arena, cards->until);
    if (cards->from)
        return language_format(language, arena, cards->until ? "card.between" : "card.from",
                               LANGUAGE_VALUES({"from", from}, {"until", until}));
    if (!cards->until)
        return language_text(language, "card.open");
    return language_format(language, arena, "card.until", LANGUAGE_VALUES({"date", until}));
}

static const char *promise_of(struct arena *arena, const struct card_page *cards,
                              const struct language *language)
{
    const char *promise = language_format(language, arena, "card.promise",
                                          LANGUAGE_VALUES({"k", arena_format(arena, "%d", cards->k)}));
    return cards->comments ? arena_format(arena, "%s %s", promise, language_text(language, "card.comments"))
                           : promise;
}

// The link is a secret, so it is in the drawing only: nothing on the page can be clicked by accident.
static bool fill_card(struct arena *arena, const struct card_page *cards, const struct card *card,
                      struct element *place, struct error *err)
{
    const char *drawing = qr_draw(arena, card->url, err);
    if (!drawing)
        return false;
    element_set(place, "lang", language_code(card->language));
    slot_text(place, "name", card->name);
    slot_format(place, "where", "%s · %s", card->department, card->employee_id);
    slot_text(place, "survey", card->survey);
    slot_text(place, "until", until_of(arena, cards, card->language));
    slot_text(
        place, "scan",
        language_format(card->language, arena, "card.scan", LANGUAGE_VALUES({"entrance", cards->entrance})));
    slot_text(place, "code", card->code);
    slot_text(place, "promise", promise_of(arena, cards, card->language));
    slot_text(place, "personal", language_text(card->language, "card.personal"));
    element_svg(page_slot(place, "qr"), drawing);
    return true;
}

bool card_page_write(struct arena *arena, const struct card_page *cards, struct buffer *html,
                     struct error *err)
{
    AUTO(page) struct page *page = page_open(arena, "reports/cards.html");
    struct element *root = page_root(page), *sheet = NULL;
    page_words(page, language_code(cards->language), find_word, cards->language);
    page_style(page, "reports/cards.css");
    slot_text(
        root, "title",
        language_format(cards->language, arena, "card.title", LANGUAGE_VALUES({"survey", cards->survey})));
    slot_text(root, "heading", cards->survey);
    slot_text(root, "note", language_count(cards->language, arena, "card.note", (long)cards->count, NULL, 0));
    struct element *shape = page_each(root, "sheet");
    for (size_t i = 0; i < cards->count; i++) {
        if (i % CARDS_A_PAGE == 0)
            sheet = element_repeat(shape);
        if (!fill_card(arena, cards, &cards->cards[i], element_repeat(page_each(sheet, "card")), err))
            return false;
    }
    return page_write(page, html, err);
}

bool card_poster_write(struct arena *arena, const struct card_page *cards, struct buffer *html, struct error *err)
{
    const struct card *card = cards->cards;
    const char *drawing = qr_draw(arena, card->url, err);
    if (!drawing)
        return false;
    AUTO(page) struct page *page = page_open(arena, "reports/poster.html");
    struct element *root = page_root(page);
    page_words(page, language_code(cards->language), find_word, cards->language);
    page_style(page, "reports/poster.css");
    slot_text(root, "title",
              language_format(cards->language, arena, "card.poster", LANGUAGE_VALUES({"survey", cards->survey})));
    slot_text(root, "where", card->name);
    slot_text(root, "survey", cards->survey);
    slot_text(root, "until", until_of(arena, cards, cards->language));
    slot_text(root, "scan",
              language_format(cards->language, arena, "card.scan", LANGUAGE_VALUES({"entrance", cards->entrance})));
    slot_text(root, "code", card->code);
    slot_text(root, "promise", promise_of(arena, cards, cards->language));
    element_svg(page_slot(root, "qr"), drawing);
    return page_write(page, html, err);
}
