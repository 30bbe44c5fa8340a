// GET / and GET /s: where the code is typed; the answer to every token that leads nowhere.
#include "pages.h"

static struct page *build(struct request *request, const char *token, const char *fault)
{
    struct page *page = page_for(request, "reports/survey_entrance.html");
    struct element *root = page_root(page);
    slot_text(root, "title", language_text(request->language, "survey.entrance.title"));
    code_offer_languages(request, page, ROUTE_SURVEY_LANGUAGE);
    (void)code_form(request, page, token, fault);
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

// On a shared device the next code can be typed at once.
void page_gone(struct request *request, enum collect_gone gone)
{
    bool closed = gone == COLLECT_GONE_CLOSED;
    if (request->kiosk) {
        page_kiosk(request, MHD_HTTP_GONE, visitor_gone(gone));
        return;
    }
    AUTO(page) struct page *page = page_for(request, "reports/survey_closed.html");
    struct element *root = page_root(page);
    const char *heading = language_text(request->language, closed ? "survey.closed.title" : "survey.closed.link_title");
    slot_text(root, "title", heading);
    slot_text(root, "heading", heading);
    slot_text(root, "text", language_text(request->language, closed ? "survey.closed.text" : visitor_gone(gone)));
    (void)slot_keep(root, "late", request->job->kind == COLLECT_STORE);
    element_link(page_slot(root, "receipt"), page_link(page, ROUTE_RECEIPT, NULL));
    element_link(page_slot(root, "entrance"), page_link(page, ROUTE_SURVEY, NULL));
    page_reply(request, page, &(struct reply){.status = MHD_HTTP_GONE});
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
