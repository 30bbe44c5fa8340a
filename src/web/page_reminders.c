// /o?t=TOKEN: reminders off and on again. Showing the page changes nothing, since programs follow links in messages before people do; the
// button does, and so does the one click of a mail program (RFC 8058), which posts List-Unsubscribe=One-Click to the same address.
#include "pages.h"

#include <string.h>

static const char *field(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->form->count; i++)
        if (strcmp(request->form->inputs[i].question, name) == 0)
            return request->form->inputs[i].values[0].text;
    return NULL;
}

static void fill(struct request *request, struct page *page, bool known, bool wanted)
{
    struct element *root = page_root(page);
    struct element *form = page_slot(root, "form");
    if (!slot_keep(root, "form", known))
        return;
    form_open(form, page_link(page, ROUTE_REMINDERS, NULL), NULL);
    element_set(page_slot(root, "token"), "value", request->token);
    element_set(page_slot(root, "language"), "value", language_code(request->language));
    element_set(page_slot(root, "wanted"), "value", wanted ? "no" : "yes");
    slot_text(root, "button",
              language_text(request->language, wanted ? "reminders.stop" : "reminders.start"));
}

static void show(struct request *request, unsigned status, const char *says, bool known, bool wanted)
{
    AUTO(page) struct page *page = page_for(request, "reports/survey_reminders.html");
    bool later = status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_TOO_MANY_REQUESTS;
    slot_text(page_root(page), "title", language_text(request->language, "reminders.title"));
    slot_text(page_root(page), "says", language_text(request->language, says));
    fill(request, page, known, wanted);
    page_reply(request, page, &(struct reply){.status = status, .retry_after = later ? RETRY_AFTER : 0});
}

static struct collect_job *job_for(struct request *request, enum collect_choice choice)
{
    struct token token;
    if (!request->token || !token_read(request->token, &token)) {
        show(request, MHD_HTTP_NOT_FOUND, "reminders.unknown", false, false);
        return NULL;
    }
    struct collect_job *job = collect_job_new(COLLECT_REMINDERS);
    job->choice = choice;
    job->choice_token = token;
    return job;
}

static const char *token_in_address(struct request *request)
{
    return MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, "t");
}

struct collect_job *begin_reminders(struct request *request)
{
    request->token = token_in_address(request);
    return job_for(request, COLLECT_CHOICE_ASK);
}

// Mail programs send it as either type of form.
static bool is_one_click(const struct request *request)
{
    const char *body = buffer_string(&request->body);
    return memmem(body, request->body.size, "List-Unsubscribe", 16) &&
           memmem(body, request->body.size, "One-Click", 9);
}

struct collect_job *begin_reminders_choice(struct request *request)
{
    const char *token = token_in_address(request);
    if (token && is_one_click(request)) {
        request->token = token;
        return job_for(request, COLLECT_CHOICE_OFF);
    }
    if (!page_read_form(request))
        return NULL;
    const char *wanted = field(request, "wanted");
    if (wanted && strcmp(wanted, "no") == 0)
        return job_for(request, COLLECT_CHOICE_OFF);
    if (wanted && strcmp(wanted, "yes") == 0)
        return job_for(request, COLLECT_CHOICE_ON);
    request_fail(request, MHD_HTTP_BAD_REQUEST, "bad_request");
    return NULL;
}

void finish_reminders(struct request *request)
{
    switch (request_error(request)->kind) {
    case ERROR_NONE:
        show(request, MHD_HTTP_OK, request->job->wanted ? "reminders.on" : "reminders.off", true,
             request->job->wanted);
        return;
    case ERROR_NOT_FOUND: {
        bool many = throttle_wrong(request->server->throttle, request->connection);
        show(request, many ? MHD_HTTP_TOO_MANY_REQUESTS : MHD_HTTP_NOT_FOUND,
             many ? "survey.entrance.too_many" : "reminders.unknown", false, false);
        return;
    }
    default:
        show(request, MHD_HTTP_SERVICE_UNAVAILABLE, "reminders.unavailable", false, false);
    }
}
