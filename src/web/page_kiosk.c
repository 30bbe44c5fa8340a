// GET /kiosk: the entrance on a device that many people share. What one of them did is a round with a random number of its own, which
// every form carries; when the round is over, a page that the browser still has in its history can send nothing any more. The device
// returns to the entrance by a header, so without a script too; where one runs, it asks first (reports/survey.js).
#include "ballot/token.h"
#include "pages.h"

#include <string.h>

// What the script adds to the round's number when it watches over the page.
#define WATCHED '~'

static const char *round_new(struct request *request)
{
    char text[TOKEN_TEXT_SIZE];
    const struct token round = token_make();
    token_text(&round, text);
    return arena_text(request->arena, text);
}

void kiosk_read(struct request *request)
{
    const char *given = request->form->kiosk;
    struct token round;
    char text[TOKEN_TEXT_SIZE];
    if (!given)
        return;
    size_t length = strcspn(given, (const char[]){WATCHED, '\0'});
    request->watched = given[length] == WATCHED;
    if (!token_read(arena_slice(request->arena, given, length), &round))
        round = token_make();
    token_text(&round, text);
    request->kiosk = arena_text(request->arena, text);
}

void kiosk_carry(struct request *request, struct element *form)
{
    if (!request->kiosk)
        return;
    struct element *field = element_add(form, "input");
    element_set(field, "type", "hidden");
    element_set(field, "name", FORM_KIOSK);
    element_set_format(field, "value", "%s%s", request->kiosk,
                       request->watched ? (const char[]){WATCHED, '\0'} : "");
}

void kiosk_dress(struct request *request, struct page *page)
{
    struct element *root = page_root(page);
    static const char *const own[] = {"shared", "idle", "end"};
    for (size_t i = 0; i < LENGTH(own); i++)
        if (page_has_slot(root, own[i]))
            (void)slot_keep(root, own[i], request->kiosk != NULL);
    if (request->kiosk) {
        element_class(page_slot(root, "body"), "kiosk");
        element_link(page_slot(root, "leave"), page_link(page, ROUTE_KIOSK_ENDED, request->kiosk));
    } else if (page_has_slot(root, "leave")) {
        slot_remove(root, "leave");
    }
}

const char *kiosk_refresh(struct request *request, int seconds)
{
    if (!request->kiosk)
        return NULL;
    return arena_format(request->arena, "%d; url=/kiosk?ended=%s", seconds, request->kiosk);
}

// Always a new round: what was typed before may have been somebody else's.
void page_kiosk(struct request *request, unsigned status, const char *fault)
{
    AUTO(page) struct page *page = page_for(request, "reports/survey_kiosk.html");
    bool later = status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_TOO_MANY_REQUESTS;
    request->kiosk = round_new(request);
    request->watched = false;
    slot_text(page_root(page), "title", language_text(request->language, "survey.entrance.title"));
    code_offer_languages(request, page, ROUTE_KIOSK_LANGUAGE);
    struct element *form = code_form(request, page, request->token, fault);
    element_flag(page_slot(form, "token"), "autofocus", true);
    kiosk_carry(request, form);
    page_reply(request, page,
               &(struct reply){.status = status,
                               .retry_after = later ? RETRY_AFTER : 0,
                               .refresh = fault ? kiosk_refresh(request, KIOSK_FAULT) : NULL});
}

struct collect_job *begin_kiosk(struct request *request)
{
    const char *ended = MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, "ended");
    if (ended)
        rounds_end(request->server->rounds, ended);
    page_kiosk(request, MHD_HTTP_OK, NULL);
    return NULL;
}
