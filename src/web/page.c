// What all pages of the respondent's path share.
#include "pages.h"

#include <string.h>

static const char *find_word(const void *catalogue, const char *key)
{
    return language_has(catalogue, key) ? language_text(catalogue, key) : NULL;
}

const struct language *page_language(struct request *request)
{
    if (!request->language) {
        const char *asked = request->form ? request->form->language
                                          : MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, "language");
        request->language = request_language(request, asked);
    }
    return request->language;
}

struct page *page_for(struct request *request, const char *shell)
{
    const struct language *language = page_language(request);
    struct page *page = page_open(request->arena, shell);
    page_words(page, language_code(language), find_word, language);
    return page;
}

void page_offer_languages(struct request *request, struct page *page)
{
    struct element *shape = page_each(page_root(page), "language");
    for (size_t i = 0; i < request->server->language_count; i++) {
        const struct language *language = request->server->languages[i];
        if (language == request->language)
            continue;
        struct element *button = element_repeat(shape);
        element_set(button, "value", language_code(language));
        element_set(button, "lang", language_code(language));
        element_text(button, language_text(language, "language.name"));
    }
}

void page_reply_html(struct request *request, const struct error *err, const struct reply *reply, struct buffer *html)
{
    struct reply full = *reply;
    full.type = HTML_TYPE;
    full.language = language_code(request->language);
    if (err) {
        full.status = MHD_HTTP_INTERNAL_SERVER_ERROR;
        full.type = "text/plain; charset=utf-8";
        buffer_format(html, "%s\n", err->message);
    }
    request_reply(request, &full, html);
}

void page_reply(struct request *request, struct page *page, const struct reply *reply)
{
    AUTO(buffer) struct buffer html = {0};
    struct error err;
    bool written = page_write(page, &html, &err);
    page_reply_html(request, written ? NULL : &err, reply, &html);
}

// Everything that was filled in travels along, so that nothing has to be written twice.
static void keep_answers(struct request *request, struct page *page, struct element *place)
{
    struct element *form = form_open(place, page_link(page, ROUTE_SURVEY_ANSWERS, NULL), NULL);
    const struct { const char *name, *value; } own[] = {{"token", request->form->token},
                                                        {FORM_LANGUAGE, language_code(request->language)}};
    for (size_t i = 0; i < LENGTH(own); i++) {
        struct element *field = element_add(form, "input");
        element_set(field, "type", "hidden");
        element_set(field, "name", own[i].name);
        element_set(field, "value", own[i].value ? own[i].value : "");
    }
    kiosk_carry(request, form);
    for (size_t i = 0; i < request->form->count; i++)
        for (size_t j = 0; j < request->form->inputs[i].count; j++) {
            struct element *field = element_add(form, "input");
            element_set(field, "type", "hidden");
            element_set(field, "name", request->form->inputs[i].question);
            element_set(field, "value", request->form->inputs[i].values[j].text);
        }
}

// A form that was too large or not well-formed: of it the page needs only its language and whose device it came from.
static void peek_form(struct request *request)
{
    const char *body = buffer_string(&request->body);
    request->form = ARENA_NEW(request->arena, struct form);
    request->form->language = form_peek(request->arena, body, request->body.size, FORM_LANGUAGE);
    request->form->kiosk = form_peek(request->arena, body, request->body.size, FORM_KIOSK);
    kiosk_read(request);
}

void page_failure(struct request *request, const struct reply *reply, const char *word)
{
    if (!request->form && request->body.size > 0)
        peek_form(request);
    AUTO(page) struct page *page = page_for(request, "reports/survey_failure.html");
    struct element *root = page_root(page);
    bool answers = request->form && request->form->token && request->endpoint &&
                   strcmp(request->endpoint->path, "/s/answers") == 0 &&
                   (reply->status >= 500 || reply->status == MHD_HTTP_TOO_MANY_REQUESTS);
    slot_text(root, "title", language_text(request->language, "survey.failure.title"));
    slot_text(root, "text", language_word(request->language, "failure", word));
    if (slot_keep(root, "again", answers))
        keep_answers(request, page, page_slot(root, "again"));
    element_link(page_slot(root, "entrance"), request->kiosk ? page_link(page, ROUTE_KIOSK_ENDED, request->kiosk)
                                                             : page_link(page, ROUTE_SURVEY, NULL));
    struct reply full = *reply;
    full.refresh = kiosk_refresh(request, KIOSK_FAILURE);
    page_reply(request, page, &full);
}

bool page_read_form(struct request *request)
{
    struct form *form = ARENA_NEW(request->arena, struct form);
    if (!form_parse(request->arena, buffer_string(&request->body), request->body.size, form)) {
        request_fail(request, MHD_HTTP_BAD_REQUEST, "bad_request");
        return false;
    }
    request->form = form;
    // A scanner types the whole link into the field, and so do people who paste it.
    const char *hash = form->token ? strrchr(form->token, '#') : NULL;
    request->token = hash ? hash + 1 : form->token;
    kiosk_read(request);
    (void)page_language(request);
    return true;
}

bool page_token_failed(struct request *request)
{
    switch (request_error(request)->kind) {
    case ERROR_NOT_FOUND:
        if (throttle_wrong(request->server->throttle, request->connection))
            page_entrance(request, MHD_HTTP_TOO_MANY_REQUESTS, "survey.entrance.too_many");
        else
            page_entrance(request, MHD_HTTP_NOT_FOUND, "survey.entrance.wrong_code");
        return true;
    case ERROR_EARLY:
        page_early(request);
        return true;
    case ERROR_GONE:
        if (request->job->open_link)
            request->token = NULL; // there is nothing to correct in it
        page_gone(request, request->job->gone);
        return true;
    case ERROR_NONE:
    case ERROR_INVALID:
        return false;
    default:
        return false;
    }
}
