#include "internal.h"
#include "pages.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Everything is off but what these pages use: our own style sheets and scripts, forms to ourselves.
static const char policy[] = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
                             "base-uri 'none'; frame-ancestors 'none'";

static void header(struct MHD_Response *response, const char *name, const char *value)
{
    if (MHD_add_response_header(response, name, value) != MHD_YES)
        abort();
}

// A style sheet or script (`page` false) is only ever part of a page, whose policy holds for it.
static void add_security(const struct server *server, struct MHD_Response *response, bool page)
{
    header(response, "X-Content-Type-Options", "nosniff");
    header(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (page) {
        header(response, "Content-Security-Policy", policy);
        header(response, "Referrer-Policy", "no-referrer");
        header(response, "Cross-Origin-Opener-Policy", "same-origin");
        header(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()");
    }
    if (strncmp(server->plan->settings->base_url, "https:", 6) == 0)
        header(response, "Strict-Transport-Security", "max-age=31536000");
}

static void add_content(const struct reply *reply, struct MHD_Response *response)
{
    header(response, "Content-Type", reply->type);
    header(response, "Cache-Control", reply->etag ? "no-cache" : "no-store");
    if (reply->etag) {
        header(response, "ETag", reply->etag);
        header(response, "Vary", "Accept-Encoding");
    }
    if (reply->encoding)
        header(response, "Content-Encoding", reply->encoding);
    if (reply->language)
        header(response, "Content-Language", reply->language);
    if (reply->allow)
        header(response, "Allow", reply->allow);
    if (reply->refresh)
        header(response, "Refresh", reply->refresh);
    if (reply->retry_after) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%d", reply->retry_after);
        header(response, "Retry-After", seconds);
    }
}

void request_reply(struct request *request, const struct reply *reply, struct buffer *body)
{
    // libmicrohttpd frees the bytes with free(), which is what the buffer would do.
    struct MHD_Response *response =
        body->bytes ? MHD_create_response_from_buffer(body->size, body->bytes, MHD_RESPMEM_MUST_FREE)
                    : MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    if (!response)
        abort();
    *body = (struct buffer){0};
    add_content(reply, response);
    add_security(request->server, response, !reply->etag);
    if (reply->close || atomic_load(&request->server->draining))
        header(response, "Connection", "close");
    request->result = MHD_queue_response(request->connection, reply->status, response);
    request->phase = REQUEST_ANSWERED;
    MHD_destroy_response(response);
}

unsigned status_of(enum error_kind kind)
{
    switch (kind) {
    case ERROR_NONE:
        return MHD_HTTP_OK;
    case ERROR_USAGE:
    case ERROR_INVALID:
        return MHD_HTTP_UNPROCESSABLE_CONTENT;
    case ERROR_NOT_FOUND:
        return MHD_HTTP_NOT_FOUND;
    case ERROR_CONFLICT:
        return MHD_HTTP_CONFLICT;
    case ERROR_DENIED:
    case ERROR_EARLY:
        return MHD_HTTP_FORBIDDEN;
    case ERROR_GONE:
        return MHD_HTTP_GONE;
    case ERROR_LIMIT:
        return MHD_HTTP_TOO_MANY_REQUESTS;
    case ERROR_UNAVAILABLE:
        return MHD_HTTP_SERVICE_UNAVAILABLE;
    case ERROR_INTERNAL:
    case ERROR__COUNT:
        break;
    }
    return MHD_HTTP_INTERNAL_SERVER_ERROR;
}

const struct error *request_error(const struct request *request)
{
    return request->job ? &request->job->err : &request->err;
}

static void fail_json(struct request *request, const struct reply *reply, const char *word)
{
    AUTO(buffer) struct buffer body = {0};
    const struct language *english = request->server->languages[0];
    for (size_t i = 0; i < request->server->language_count; i++)
        if (strcmp(request->server->language_codes[i], "en") == 0)
            english = request->server->languages[i];
    json_t *object = json_pack("{s:s, s:s}", "error", word, "message", language_word(english, "failure", word));
    char *text = json_dumps(object, JSON_COMPACT);
    buffer_text(&body, text ? text : "{}");
    free(text);
    json_decref(object);
    request_reply(request, reply, &body);
}

void request_fail(struct request *request, unsigned status, const char *word)
{
    bool page = !request->endpoint || (request->endpoint->content_type && strstr(request->endpoint->content_type, "form"));
    bool later = status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_TOO_MANY_REQUESTS;
    struct reply reply = {
        .status = status,
        .type = "application/json",
        .retry_after = later ? RETRY_AFTER : 0,
        .close = status == MHD_HTTP_BAD_REQUEST || status == MHD_HTTP_CONTENT_TOO_LARGE,
    };
    if (page)
        page_failure(request, &reply, word);
    else
        fail_json(request, &reply, word);
}
