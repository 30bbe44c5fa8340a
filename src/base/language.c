#include "base/language.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/language_number.h"
#include "base/resource.h"

#include <stdlib.h>
#include <string.h>

static const char folder[] = "reports/language/";

struct entry {
    const char *key, *text;
};

struct language {
    const char *code;
    size_t count;
    struct entry *entries; // sorted by key
};

static int compare_entries(const void *left, const void *right)
{
    return strcmp(((const struct entry *)left)->key, ((const struct entry *)right)->key);
}

const char **language_list(struct arena *arena, size_t *count)
{
    size_t total = 0;
    while (resource_table[total].path)
        total++;
    const char **codes = ARENA_ARRAY(arena, total, const char *);
    *count = 0;
    for (size_t i = 0; i < total; i++) {
        const char *path = resource_table[i].path, *ending = strrchr(path, '.');
        if (strncmp(path, folder, strlen(folder)) != 0 || !ending || strcmp(ending, ".json") != 0)
            continue;
        const char *start = path + strlen(folder);
        codes[(*count)++] = arena_slice(arena, start, (size_t)(ending - start));
    }
    return codes;
}

static bool unknown(struct arena *arena, const char *code, struct error *err)
{
    size_t count;
    const char **codes = language_list(arena, &count);
    AUTO(buffer) struct buffer list = {0};
    for (size_t i = 0; i < count; i++)
        buffer_format(&list, "%s%s", i ? ", " : "", codes[i]);
    return FAIL(err, ERROR_USAGE, "there is no language '%s': expected one of %s", code,
                buffer_string(&list));
}

static bool fill(struct arena *arena, struct language *language, const json_t *catalogue, struct error *err)
{
    language->entries = ARENA_ARRAY(arena, json_object_size(catalogue), struct entry);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)catalogue, key, value)
    {
        if (!json_is_string(value))
            return FAIL(err, ERROR_INTERNAL, "language %s: '%s' is no text", language->code, key);
        language->entries[language->count++] =
            (struct entry){arena_text(arena, key), arena_text(arena, json_string_value(value))};
    }
    qsort(language->entries, language->count, sizeof *language->entries, compare_entries);
    return true;
}

struct language *language_load(struct arena *arena, const char *code, struct error *err)
{
    const char *path = arena_format(arena, "%s%s.json", folder, code);
    const struct resource_entry *entry = resource_find(path);
    if (!entry) {
        (void)unknown(arena, code, err);
        return NULL;
    }
    AUTO(json) json_t *catalogue = json_read(entry->start, resource_size(entry), path, err);
    if (!catalogue)
        return NULL;
    struct language *language = ARENA_NEW(arena, struct language);
    language->code = arena_text(arena, code);
    return fill(arena, language, catalogue, err) ? language : NULL;
}

// Whether the range "de-AT;q=0.8" begins with the code as a whole word; `quality` gets its weight.
static bool range_matches(const char *range, size_t length, const char *code, double *quality)
{
    size_t size = strlen(code);
    if (length < size || strncasecmp(range, code, size) != 0)
        return false;
    if (length > size && !strchr("-; \t", range[size]))
        return false;
    const char *weight = memchr(range, '=', length);
    *quality = weight ? strtod(weight + 1, NULL) : 1;
    return true;
}

const char *language_choose(const char **codes, size_t count, const char *accepted)
{
    const char *best = "en";
    double highest = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(codes[i], "en") == 0)
            best = codes[i];
    while (accepted && *accepted) {
        accepted += strspn(accepted, " \t,");
        size_t length = strcspn(accepted, ",");
        for (size_t i = 0; i < count; i++) {
            double quality;
            if (range_matches(accepted, length, codes[i], &quality) && quality > highest) {
                highest = quality;
                best = codes[i];
            }
        }
        accepted += length;
    }
    return best;
}

const char *language_code(const struct language *language)
{
    return language->code;
}

static const struct entry *find(const struct language *language, const char *key)
{
    struct entry wanted = {.key = key};
    return bsearch(&wanted, language->entries, language->count, sizeof wanted, compare_entries);
}

bool language_has(const struct language *language, const char *key)
{
    return find(language, key) != NULL;
}

const char *language_text(const struct language *language, const char *key)
{
    const struct entry *entry = find(language, key);
    return entry ? entry->text : key;
}

const char *language_word(const struct language *language, const char *group, const char *word)
{
    AUTO(buffer) struct buffer key = {0};
    buffer_format(&key, "%s.%s", group, word);
    const struct entry *entry = find(language, buffer_string(&key));
    return entry ? entry->text : word;
}

static const struct language_value *value_of(const struct language_value *values, size_t count,
                                             const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(values[i].name) == length && memcmp(values[i].name, name, length) == 0)
            return &values[i];
    return NULL;
}

static char *replace(struct arena *arena, const char *text, const struct language_value *values, size_t count)
{
    AUTO(buffer) struct buffer out = {0};
    while (*text) {
        size_t plain = strcspn(text, "{");
        buffer_add(&out, text, plain);
        text += plain;
        if (!*text)
            break;
        size_t length = strcspn(text + 1, "}");
        const struct language_value *value = value_of(values, count, text + 1, length);
        if (value && text[1 + length] == '}') {
            buffer_text(&out, value->text ? value->text : "");
            text += length + 2;
        } else {
            buffer_char(&out, *text++);
        }
    }
    return arena_text(arena, buffer_string(&out));
}

char *language_format(const struct language *language, struct arena *arena, const char *key,
                      const struct language_value *values, size_t count)
{
    return replace(arena, language_text(language, key), values, count);
}

char *language_count(const struct language *language, struct arena *arena, const char *key, long number,
                     const struct language_value *values, size_t count)
{
    struct language_value *all = ARENA_ARRAY(arena, count + 1, struct language_value);
    for (size_t i = 0; i < count; i++)
        all[i] = values[i];
    all[count] = (struct language_value){"count", language_number(language, arena, (double)number, 0)};
    return replace(arena, language_word(language, key, number == 1 ? "one" : "other"), all, count + 1);
}
