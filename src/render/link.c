#include "render/link.h"
#include "internal.h"

#include <string.h>

static const char *const patterns[ROUTE__COUNT] = {
    [ROUTE_HOME] = "/",
    [ROUTE_SURVEY] = "/s",
    [ROUTE_SURVEY_ANSWERS] = "/s/answers",
    [ROUTE_SURVEY_LANGUAGE] = "/s?language={}",
    [ROUTE_KIOSK] = "/kiosk",
    [ROUTE_KIOSK_LANGUAGE] = "/kiosk?language={}",
    [ROUTE_KIOSK_ENDED] = "/kiosk?ended={}",
    [ROUTE_RECEIPT] = "/receipt",
    [ROUTE_REMINDERS] = "/o",
    [ROUTE_STYLE] = "/style.css",
};

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static const struct link *link_new(struct page *page, const char *url)
{
    struct link *link = ARENA_NEW(page->arena, struct link);
    link->url = url;
    return link;
}

// One segment: only unreserved characters stay, and "." and ".." lose their meaning.
static const char *encode(struct arena *arena, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    bool dots = strcmp(text, ".") == 0 || strcmp(text, "..") == 0;
    char *encoded = arena_alloc(arena, strlen(text) * 3 + 1), *out = encoded;
    for (const unsigned char *in = (const unsigned char *)text; *in; in++) {
        if (strchr(LETTERS "-_~", *in) || (*in == '.' && !dots)) {
            *out++ = (char)*in;
        } else {
            *out++ = '%';
            *out++ = digits[*in >> 4];
            *out++ = digits[*in & 15];
        }
    }
    return encoded;
}

const struct link *page_link(struct page *page, enum route route, const char *argument)
{
    const char *pattern = route < ROUTE__COUNT ? patterns[route] : NULL;
    const char *hole = pattern ? strstr(pattern, "{}") : NULL;
    if (!pattern || (hole != NULL) != (argument != NULL)) {
        page_fault(page, "route %d: wrong number of arguments", (int)route);
        return link_new(page, "#");
    }
    if (!hole)
        return link_new(page, pattern);
    return link_new(page, arena_format(page->arena, "%.*s%s%s", (int)(hole - pattern), pattern,
                                       encode(page->arena, argument), hole + 2));
}

// True for names of files that no file system, server or browser reads in another way.
static bool is_plain_path(const char *path)
{
    while (strncmp(path, "../", 3) == 0)
        path += 3;
    for (;;) {
        size_t length = strcspn(path, "/");
        if (length == 0 || *path == '.' || strspn(path, LETTERS "-_.") < length)
            return false;
        if (path[length] == '\0')
            return true;
        path += length + 1;
    }
}

const struct link *page_file(struct page *page, const char *path, const char *anchor)
{
    if (!is_plain_path(path)) {
        page_fault(page, "\"%s\" is not a path that a report may link to", path);
        return link_new(page, "#");
    }
    if (!anchor)
        return link_new(page, arena_text(page->arena, path));
    return link_new(page, arena_format(page->arena, "%s#%s", path, encode(page->arena, anchor)));
}

const struct link *page_anchor(struct page *page, const char *id)
{
    return link_new(page, arena_format(page->arena, "#%s", encode(page->arena, id)));
}
