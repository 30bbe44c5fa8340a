// The answer to a good code whose survey opens on a later day. Nothing of it is stored, here or in the browser; the code stays in the page
// alone, so that its language can be changed and the survey asked for again.
#include "base/language_number.h"
#include "pages.h"

#include <limits.h>

const char *early_text(struct request *request, const char *key)
{
    return language_format(request->language, request->arena, key,
                           LANGUAGE_VALUES({"date", language_date(request->language, request->arena, request->job->opens)}));
}

int early_wait(const struct request *request)
{
    return request->job->wait < INT_MAX ? (int)request->job->wait : INT_MAX;
}

static struct page *build(struct request *request)
{
    struct page *page = page_for(request, "reports/survey_early.html");
    struct element *root = page_root(page);
    slot_text(root, "title", language_text(request->language, "survey.early.title"));
    slot_text(root, "day", early_text(request, "survey.early.day"));
    (void)slot_keep(root, "late", request->job->kind == COLLECT_STORE);
    page_offer_languages(request, page);
    struct element *form = form_open(page_slot(root, "form"), page_link(page, ROUTE_SURVEY, NULL), NULL);
    element_set(page_slot(form, "token"), "value", request->token);
    element_set(page_slot(form, "again"), "value", language_code(request->language));
    element_link(page_slot(root, "entrance"), page_link(page, ROUTE_SURVEY, NULL));
    return page;
}

// On a shared device the next code can be typed at once, and this one, which is still good for an answer, is gone.
void page_early(struct request *request)
{
    unsigned status = status_of(ERROR_EARLY);
    if (request->kiosk) {
        request->token = NULL;
        page_kiosk(request, status, "survey.entrance.early");
        return;
    }
    AUTO(page) struct page *page = build(request);
    page_reply(request, page, &(struct reply){.status = status, .retry_after = early_wait(request)});
}
