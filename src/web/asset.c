#include "base/resource.h"
#include "pages.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// Style sheets and scripts: the same for everyone, kept by the browser until they change, and pressed once, when the server starts. (A
// page is not: it holds a secret, and what was pressed together with a secret tells about it by its size.)
static const struct {
    const char *path, *resource, *type;
} sources[] = {
    {"/style.css", "reports/style.css", "text/css; charset=utf-8"},
    {"/survey.css", "reports/survey.css", "text/css; charset=utf-8"},
    {"/s.js", "reports/survey.js", "text/javascript; charset=utf-8"},
    {"/questions.js", "reports/survey_questions.js", "text/javascript; charset=utf-8"},
    {"/draft.js", "reports/survey_draft.js", "text/javascript; charset=utf-8"},
};

struct asset_form {
    const char *encoding; // NULL: as it is
    const char *etag;
    const char *bytes;
    size_t size;
};

struct asset {
    const char *path, *type;
    struct asset_form plain, pressed;
};

struct assets {
    struct asset items[LENGTH(sources)];
};

static const char *etag_of(struct arena *arena, const char *bytes, size_t size)
{
    unsigned char hash[16];
    char hex[sizeof hash * 2 + 1];
    (void)crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes, size, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return arena_format(arena, "\"%s\"", hex);
}

static struct asset_form press(struct arena *arena, const struct asset_form *plain)
{
    enum { GZIP_WINDOW = 15 + 16 }; // + 16: with the head of gzip
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)plain->bytes, .avail_in = (unsigned)plain->size};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    size_t room = deflateBound(&stream, (unsigned long)plain->size);
    char *bytes = arena_alloc(arena, room);
    stream.next_out = (unsigned char *)bytes;
    stream.avail_out = (unsigned)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        abort();
    struct asset_form pressed = {"gzip", etag_of(arena, bytes, stream.total_out), bytes, stream.total_out};
    (void)deflateEnd(&stream);
    return pressed;
}

struct assets *assets_new(struct arena *arena)
{
    struct assets *assets = ARENA_NEW(arena, struct assets);
    for (size_t i = 0; i < LENGTH(sources); i++) {
        const struct resource_entry *entry = resource_find(sources[i].resource);
        if (!entry)
            abort();
        struct asset *asset = &assets->items[i];
        size_t size = resource_size(entry);
        *asset = (struct asset){sources[i].path, sources[i].type, {NULL, etag_of(arena, entry->start, size), entry->start, size}, {0}};
        asset->pressed = press(arena, &asset->plain);
    }
    return assets;
}

// "gzip" in a list like "br;q=1.0, gzip, *;q=0", unless it is there with a weight of 0.
static bool takes_gzip(const char *accepted)
{
    const char *gzip = accepted ? strcasestr(accepted, "gzip") : NULL;
    if (!gzip)
        return false;
    gzip += strlen("gzip");
    gzip += strspn(gzip, " \t");
    if (*gzip != ';')
        return true;
    const char *weight = strcasestr(gzip, "q=");
    return !weight || strtod(weight + 2, NULL) > 0;
}

struct collect_job *begin_asset(struct request *request)
{
    const struct asset *asset = request->server->assets->items;
    while (strcmp(asset->path, request->endpoint->path) != 0)
        asset++;
    bool pressed = takes_gzip(MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Accept-Encoding"));
    const struct asset_form *form = pressed ? &asset->pressed : &asset->plain;
    AUTO(buffer) struct buffer body = {0};
    struct reply reply = {.status = MHD_HTTP_OK, .type = asset->type, .etag = form->etag, .encoding = form->encoding};
    const char *kept = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "If-None-Match");
    if (kept && strcmp(kept, reply.etag) == 0)
        reply.status = MHD_HTTP_NOT_MODIFIED;
    else
        buffer_add(&body, form->bytes, form->size);
    request_reply(request, &reply, &body);
    return NULL;
}
