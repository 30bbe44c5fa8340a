#include "base/json_scan.h"
#include "base/json.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 60, WORD_BYTES = 64 };

// Control characters steer terminals: those below U+0020, DEL, and U+0080 to U+009F (C2 80 to C2 9F).
static void blank_controls(char *text)
{
    for (; *text; text++) {
        bool upper = (unsigned char)text[0] == 0xC2 && (unsigned char)text[1] < 0xA0;
        if (upper || (unsigned char)*text < 0x20 || *text == 0x7F)
            *text = '?';
        if (upper)
            *++text = '?';
    }
}

const char *json_printable(struct arena *arena, const char *text)
{
    char *copy = arena_text(arena, text);
    AUTO(json) json_t *valid = json_string(text);
    for (char *byte = copy; !valid && *byte; byte++)
        if ((unsigned char)*byte > 0x7F)
            *byte = '?';
    blank_controls(copy);
    return copy;
}

const char *json_quoted(struct arena *arena, const char *text, size_t size)
{
    bool whole = size <= SHOWN_BYTES;
    size = whole ? size : SHOWN_BYTES;
    while (!whole && size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--;
    AUTO(json) json_t *string = json_stringn(text, size);
    AUTO(json_text) char *quoted = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
    if (!quoted)
        return "\"…\"";
    blank_controls(quoted);
    return whole ? arena_text(arena, quoted)
                 : arena_format(arena, "%.*s…\"", (int)strlen(quoted) - 1, quoted);
}

static bool is_word(const char *key)
{
    size_t length = 0;
    for (; key[length]; length++)
        if (length == WORD_BYTES || !(isalnum((unsigned char)key[length]) || strchr("_-", key[length])))
            return false;
    return length > 0;
}

const char *json_path_member(struct arena *arena, const char *path, const char *key)
{
    if (is_word(key))
        return arena_format(arena, "%s.%s", path, key);
    return arena_format(arena, "%s[%s]", path, json_quoted(arena, key, strlen(key)));
}

const char *json_path_item(struct arena *arena, const char *path, size_t index)
{
    return arena_format(arena, "%s[%zu]", path, index);
}

// An object or array that has been entered.
struct level {
    bool object, expects_key;
    size_t index;    // array: of the current item
    const char *key; // object: of the current member, or NULL
    json_t *seen;    // object: its keys so far
};

struct scan {
    struct arena *arena;
    struct fault_list *faults;
    const char *text;
    size_t size, offset, depth;
    struct level levels[JSON_DEPTH_LIMIT + 1];
};

static const char *path_of(const struct scan *scan)
{
    const char *path = "$";
    for (size_t i = 0; i < scan->depth; i++) {
        const struct level *level = &scan->levels[i];
        if (!level->object)
            path = json_path_item(scan->arena, path, level->index);
        else if (level->key)
            path = json_path_member(scan->arena, path, level->key);
    }
    return path;
}

// Moves behind the string that starts here; a string without an end reaches to the end of the text.
static size_t string_end(const struct scan *scan)
{
    size_t end = scan->offset + 1;
    while (end < scan->size && scan->text[end] != '"')
        end += scan->text[end] == '\\' && end + 1 < scan->size ? 2 : 1;
    return end < scan->size ? end + 1 : scan->size;
}

static void take_string(struct scan *scan)
{
    size_t start = scan->offset;
    scan->offset = string_end(scan);
    struct level *level = scan->depth ? &scan->levels[scan->depth - 1] : NULL;
    if (!level || !level->expects_key)
        return;
    level->expects_key = false;
    // Decoded, because "id" and "\u0069d" are the same key.
    AUTO(json) json_t *key = json_loadb(scan->text + start, scan->offset - start, JSON_DECODE_ANY, NULL);
    if (!json_is_string(key))
        return;
    level->key = arena_text(scan->arena, json_string_value(key));
    if (json_object_get(level->seen, level->key))
        // A path is not made for a fault that is only counted: a hostile file would have a great many.
        fault_add(scan->faults, scan->faults->count < FAULT_SHOWN ? path_of(scan) : "",
                  "the key is given twice");
    else if (json_object_set_new(level->seen, level->key, json_true()) != 0)
        abort();
}

static void enter(struct scan *scan, bool object)
{
    if (scan->depth == JSON_DEPTH_LIMIT) {
        fault_add(scan->faults, path_of(scan), "nested deeper than %d levels", JSON_DEPTH_LIMIT);
        scan->offset = scan->size;
        return;
    }
    scan->levels[scan->depth++] =
        (struct level){.object = object, .expects_key = object, .seen = object ? json_object() : NULL};
}

static void leave(struct scan *scan)
{
    if (scan->depth)
        json_decref(scan->levels[--scan->depth].seen);
}

static void go_on(struct scan *scan)
{
    if (!scan->depth)
        return;
    struct level *level = &scan->levels[scan->depth - 1];
    level->expects_key = level->object;
    level->key = NULL;
    level->index++;
}

static void take(struct scan *scan)
{
    char byte = scan->text[scan->offset];
    if (byte == '"') {
        take_string(scan);
        return;
    }
    scan->offset++;
    if (byte == '{' || byte == '[')
        enter(scan, byte == '{');
    else if (byte == '}' || byte == ']')
        leave(scan);
    else if (byte == ',')
        go_on(scan);
}

const char *json_scan(struct arena *arena, const char *text, size_t size, struct fault_list *faults)
{
    struct scan scan = {.arena = arena, .faults = faults, .text = text, .size = size};
    while (scan.offset < size)
        take(&scan);
    const char *path = path_of(&scan);
    while (scan.depth)
        leave(&scan);
    return path;
}
