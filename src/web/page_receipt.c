// /receipt: whether the ballot with a receipt was counted.
#include "ballot/seal.h"
#include "pages.h"

#include <string.h>

static void show(struct request *request, unsigned status, const char *typed, const char *answer)
{
    AUTO(page) struct page *page = page_for(request, "reports/survey_receipt.html");
    struct element *root = page_root(page);
    slot_text(root, "title", language_text(request->language, "survey.receipt.title"));
    if (slot_keep(root, "answer", answer != NULL))
        slot_text(root, "answer", language_text(request->language, answer));
    (void)form_open(page_slot(root, "form"), page_link(page, ROUTE_RECEIPT, NULL), NULL);
    element_set(page_slot(root, "receipt"), "value", typed);
    element_set(page_slot(root, "language"), "value", language_code(request->language));
    element_link(page_slot(root, "back"), page_link(page, ROUTE_SURVEY, NULL));
    page_reply(request, page,
               &(struct reply){.status = status, .retry_after = status == MHD_HTTP_SERVICE_UNAVAILABLE ? RETRY_AFTER : 0});
}

struct collect_job *begin_receipt_form(struct request *request)
{
    show(request, MHD_HTTP_OK, NULL, NULL);
    return NULL;
}

static const char *typed_receipt(const struct request *request)
{
    for (size_t i = 0; i < request->form->count; i++)
        if (strcmp(request->form->inputs[i].question, "receipt") == 0)
            return request->form->inputs[i].values[0].text;
    return "";
}

struct collect_job *begin_receipt(struct request *request)
{
    if (!page_read_form(request))
        return NULL;
    unsigned char receipt[RECEIPT_SIZE];
    const char *typed = typed_receipt(request);
    if (!receipt_read(typed, receipt)) {
        show(request, MHD_HTTP_UNPROCESSABLE_CONTENT, typed, "survey.receipt.wrong");
        return NULL;
    }
    struct collect_job *job = collect_job_new(COLLECT_RECEIPT);
    receipt_code(receipt, job->receipt);
    return job;
}

void finish_receipt(struct request *request)
{
    const struct error *err = request_error(request);
    const char *typed = typed_receipt(request);
    if (err->kind == ERROR_NONE)
        show(request, MHD_HTTP_OK, typed, request->job->counted ? "survey.receipt.counted" : "survey.receipt.waiting");
    else if (err->kind == ERROR_NOT_FOUND)
        show(request, MHD_HTTP_NOT_FOUND, typed, "survey.receipt.unknown");
    else
        show(request, MHD_HTTP_SERVICE_UNAVAILABLE, typed, "survey.receipt.unavailable");
}
