// Where a code is typed, on the reader's own device or on a shared one: the languages, the form, and what was wrong about the code.
#include "pages.h"

void code_offer_languages(struct request *request, struct page *page, enum route route)
{
    struct element *shape = page_each(page_root(page), "language");
    for (size_t i = 0; i < request->server->language_count; i++) {
        const struct language *language = request->server->languages[i];
        if (language == request->language)
            continue;
        struct element *link = element_repeat(shape);
        element_link(link, page_link(page, route, language_code(language)));
        element_set(link, "lang", language_code(language));
        element_text(link, language_text(language, "language.name"));
    }
}

struct element *code_form(struct request *request, struct page *page, const char *typed, const char *fault)
{
    struct element *form = form_open(page_slot(page_root(page), "form"), page_link(page, ROUTE_SURVEY, NULL), NULL);
    struct element *field = page_slot(form, "token");
    element_set(field, "value", typed);
    element_set(page_slot(form, "language"), "value", language_code(request->language));
    if (slot_keep(form, "fault", fault != NULL)) {
        bool early = request_error(request)->kind == ERROR_EARLY;
        slot_text(form, "fault", early ? early_text(request, fault) : language_text(request->language, fault));
        element_set(field, "aria-invalid", "true");
        element_set(field, "aria-describedby", "fault token-hint");
    }
    return form;
}
