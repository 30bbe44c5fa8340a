// GET / and GET /s: where the code is typed; the answer to every token that leads nowhere.
#include "pages.h"

static void offer_languages(const struct request *request, struct page *page)
{
    struct element *shape = page_each(page_root(page), "language");
    for (size_t i = 0; i < request->server->language_count; i++) {
        const struct language *language = request->server->languages[i];
        if (language == request->language)
            continue;
        struct element *link = element_repeat(shape);
        element_link(link, page_link(page, ROUTE_SURVEY_LANGUAGE, language_code(language)));
        element_set(link, "lang", language_code(language));
        element_text(link, language_text(language, "language.name"));
    }
}

static struct page *build(struct request *request, const char *token, const char *fault)
{
    struct page *page = page_for(request, "reports/survey_entrance.html");
    struct element *root = page_root(page);
    slot_text(root, "title", language_text(request->language, "survey.entrance.title"));
    offer_languages(request, page);
    (void)form_open(page_slot(root, "form"), page_link(page, ROUTE_SURVEY, NULL), NULL);
    element_set(page_slot(root, "token"), "value", token);
    element_set(page_slot(root, "language"), "value", language_code(request->language));
    if (slot_keep(root, "fault", fault != NULL)) {
        slot_text(root, "fault", language_text(request->language, fault));
        element_set(page_slot(root, "token"), "aria-invalid", "true");
        element_set(page_slot(root, "token"), "aria-describedby", "fault token-hint");
    }
    element_link(page_slot(root, "receipt"), page_link(page, ROUTE_RECEIPT, NULL));
    return page;
}

void page_entrance(struct request *request, unsigned status, const char *fault)
{
    if (request->kiosk) {
        page_kiosk(request, status, fault);
        return;
    }
    bool later = status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_TOO_MANY_REQUESTS;
    AUTO(page) struct page *page = build(request, request->token, fault);
    page_reply(request, page, &(struct reply){.status = status, .retry_after = later ? RETRY_AFTER : 0});
}

static struct page *build_plain(struct request *request, const char *const *texts)
{
    (void)texts;
    return build(request, NULL, NULL);
}

struct collect_job *begin_entrance(struct request *request)
{
    page_once(request, ONCE_ENTRANCE, NULL, build_plain, NULL, MHD_HTTP_OK);
    return NULL;
}
