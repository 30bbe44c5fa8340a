#include "template.h"
#include "base/buffer.h"
#include "base/resource.h"

#include <stdlib.h>
#include <string.h>

static void add_escaped(struct buffer *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            buffer_text(out, "&amp;");
            break;
        case '<':
            buffer_text(out, "&lt;");
            break;
        case '>':
            buffer_text(out, "&gt;");
            break;
        case '"':
            buffer_text(out, "&quot;");
            break;
        case '\'':
            buffer_text(out, "&#39;");
            break;
        default:
            buffer_char(out, *text);
        }
}

static const struct language_value *find(const struct language_value *values, size_t count, const char *name,
                                         size_t size)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(values[i].name) == size && memcmp(values[i].name, name, size) == 0)
            return &values[i];
    return NULL;
}

char *template_fill(struct arena *arena, const char *path, const struct language_value *values, size_t count)
{
    const struct resource_entry *entry = resource_find(path);
    if (!entry)
        abort();
    AUTO(buffer) struct buffer out = {0};
    for (const char *at = entry->start; *at;) {
        size_t plain = strcspn(at, "{");
        buffer_add(&out, at, plain);
        at += plain;
        if (!*at)
            break;
        size_t size = strcspn(at + 1, "}");
        const struct language_value *value = find(values, count, at + 1, size);
        if (!value)
            abort(); // a place that nobody fills
        add_escaped(&out, value->text ? value->text : "");
        at += size + 2;
    }
    return arena_text(arena, buffer_string(&out));
}
