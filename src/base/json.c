#include "base/json.h"
#include "base/file.h"

#include <stdlib.h>
#include <string.h>

// jansson bounds the depth at 2048; a survey or an answer needs a handful.
static size_t depth_of(const json_t *value, size_t limit)
{
    if (limit == 0 || (!json_is_object(value) && !json_is_array(value)))
        return 1;
    size_t deepest = 0, index;
    const char *key;
    json_t *child;
    if (json_is_object(value)) {
        json_object_foreach ((json_t *)value, key, child) {
            size_t depth = depth_of(child, limit - 1);
            deepest = depth > deepest ? depth : deepest;
        }
    } else {
        json_array_foreach (value, index, child) {
            size_t depth = depth_of(child, limit - 1);
            deepest = depth > deepest ? depth : deepest;
        }
    }
    return deepest + 1;
}

json_t *json_read(const char *text, size_t size, const char *subject, struct error *err)
{
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    json_error_t fault;
    json_t *value = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    if (!value) {
        (void)FAIL(err, ERROR_INVALID, "%s:%d:%d: not valid JSON: %s", subject, fault.line, fault.column, fault.text);
        return NULL;
    }
    if (depth_of(value, JSON_DEPTH_LIMIT) > JSON_DEPTH_LIMIT) {
        json_decref(value);
        (void)FAIL(err, ERROR_INVALID, "%s: JSON is nested deeper than %d levels", subject, JSON_DEPTH_LIMIT);
        return NULL;
    }
    return value;
}

json_t *json_read_file(const char *path, size_t limit, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    size_t size;
    char *text = file_read(arena, path, limit, &size, err);
    return text ? json_read(text, size, path, err) : NULL;
}

char *json_canonical(struct arena *arena, const json_t *value)
{
    AUTO(json_text) char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
    if (!text)
        abort();
    return arena_text(arena, text);
}
