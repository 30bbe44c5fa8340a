#include "base/resource.h"
#include "pages.h"

#include <sodium.h>
#include <string.h>

// Style sheets and the scripts: the same for everyone, kept by the browser until they change.
static const struct asset {
    const char *path, *resource, *type;
} assets[] = {
    {"/style.css", "reports/style.css", "text/css; charset=utf-8"},
    {"/survey.css", "reports/survey.css", "text/css; charset=utf-8"},
    {"/s.js", "reports/survey.js", "text/javascript; charset=utf-8"},
    {"/questions.js", "reports/survey_questions.js", "text/javascript; charset=utf-8"},
    {"/draft.js", "reports/survey_draft.js", "text/javascript; charset=utf-8"},
};

static const char *etag_of(struct arena *arena, const struct resource_entry *entry)
{
    unsigned char hash[16];
    char hex[sizeof hash * 2 + 1];
    (void)crypto_generichash(hash, sizeof hash, (const unsigned char *)entry->start, resource_size(entry), NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return arena_format(arena, "\"%s\"", hex);
}

struct collect_job *begin_asset(struct request *request)
{
    const struct asset *asset = assets;
    while (strcmp(asset->path, request->endpoint->path) != 0)
        asset++;
    const struct resource_entry *entry = resource_find(asset->resource);
    if (!entry) {
        request_fail(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "internal");
        return NULL;
    }
    AUTO(buffer) struct buffer body = {0};
    struct reply reply = {.status = MHD_HTTP_OK, .type = asset->type, .etag = etag_of(request->arena, entry)};
    const char *kept = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "If-None-Match");
    if (kept && strcmp(kept, reply.etag) == 0)
        reply.status = MHD_HTTP_NOT_MODIFIED;
    else
        buffer_add(&body, entry->start, resource_size(entry));
    request_reply(request, &reply, &body);
    return NULL;
}
