#include "pages.h"

static void say(struct request *request, unsigned status, const char *text)
{
    AUTO(buffer) struct buffer body = {0};
    buffer_text(&body, text);
    bool later = status == MHD_HTTP_SERVICE_UNAVAILABLE;
    request_reply(request,
                  &(struct reply){.status = status, .type = "text/plain; charset=utf-8", .retry_after = later ? RETRY_AFTER : 0},
                  &body);
}

// The process runs: says nothing about the database, so that nobody restarts a server because PostgreSQL is away.
struct collect_job *begin_health(struct request *request)
{
    say(request, MHD_HTTP_OK, "ok\n");
    return NULL;
}

// Ballots are taken.
struct collect_job *begin_ready(struct request *request)
{
    if (!atomic_load(&request->server->draining))
        return collect_job_new(COLLECT_PING);
    say(request, MHD_HTTP_SERVICE_UNAVAILABLE, "stopping\n");
    return NULL;
}

void finish_ready(struct request *request)
{
    bool ready = request_error(request)->kind == ERROR_NONE;
    say(request, ready ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE, ready ? "ready\n" : "the database is away\n");
}
