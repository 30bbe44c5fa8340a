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
