#include "action/playbook.h"
#include "base/json.h"
#include "base/resource.h"

#include <string.h>

static const char playbook_path[] = "surveys/playbook.json";
static const char playbook_format[] = "echolot.playbook/1";

// Where the parser stands: the path is written out only when there is something to say.
struct reader {
    struct arena *arena;
    struct fault_list *faults;
};

static const char *below(const struct reader *reader, const char *path, const char *key)
{
    return arena_format(reader->arena, "%s.%s", path, key);
}

static const char *element(const struct reader *reader, const char *path, size_t index)
{
    return arena_format(reader->arena, "%s[%zu]", path, index);
}

// Refuses keys that the format does not know; a misspelt one would be ignored otherwise.
static void check_keys(const struct reader *reader, const json_t *object, const char *path,
                       const char *const *known)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        size_t i = 0;
        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            fault_add(reader->faults, below(reader, path, key), "is not part of the format");
    }
}

static const char *read_id(const struct reader *reader, const json_t *object, const char *path)
{
    const char *id = json_string_value(json_object_get(object, "id"));
    if (!id || !*id || strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id)) {
        fault_add(reader->faults, below(reader, path, "id"), "expected an id of a-z, 0-9 and -");
        return "";
    }
    return arena_text(reader->arena, id);
}

static void read_text(const struct reader *reader, const json_t *object, const char *key, const char *path,
                      struct survey_text *text)
{
    const json_t *value = json_object_get(object, key);
    const char *place = below(reader, path, key), *language;
    if (!json_is_object(value)) {
        fault_add(reader->faults, place, "expected a text in each language, {\"en\": \"…\"}");
        return;
    }
    text->languages = ARENA_ARRAY(reader->arena, json_object_size(value), const char *);
    text->texts = ARENA_ARRAY(reader->arena, json_object_size(value), const char *);
    json_t *translation;
    json_object_foreach((json_t *)value, language, translation)
    {
        if (!json_is_string(translation) || json_string_length(translation) == 0) {
            fault_add(reader->faults, below(reader, place, language), "expected a text that is not empty");
            continue;
        }
        text->languages[text->count] = arena_text(reader->arena, language);
        text->texts[text->count++] = arena_text(reader->arena, json_string_value(translation));
    }
    if (!json_object_get(value, "en"))
        fault_add(reader->faults, place, "English (\"en\") is missing");
}

static void read_measure(const struct reader *reader, const json_t *value, const char *path,
                         struct playbook_measure *measure)
{
    static const char *const known[] = {"id", "title", "how", "weeks", NULL};
    if (!json_is_object(value)) {
        fault_add(reader->faults, path, "expected an object");
        return;
    }
    check_keys(reader, value, path, known);
    measure->id = read_id(reader, value, path);
    read_text(reader, value, "title", path, &measure->title);
    read_text(reader, value, "how", path, &measure->how);
    const json_t *weeks = json_object_get(value, "weeks");
    if (!json_is_integer(weeks) || json_integer_value(weeks) < 1 ||
        json_integer_value(weeks) > PLAYBOOK_WEEKS_LIMIT)
        fault_add(reader->faults, below(reader, path, "weeks"), "expected a whole number from 1 to %d",
                  PLAYBOOK_WEEKS_LIMIT);
    else
        measure->weeks = (int)json_integer_value(weeks);
}

// The elements of a list that must not be empty; 0 when it is not one.
static size_t list_size(const struct reader *reader, const json_t *list, const char *path)
{
    if (!json_is_array(list) || json_array_size(list) == 0)
        fault_add(reader->faults, path, "expected a list with at least one element");
    return json_array_size(list);
}

static void read_driver(const struct reader *reader, const json_t *value, const char *path,
                        struct playbook_driver *driver)
{
    static const char *const known[] = {"id", "title", "measures", NULL};
    if (!json_is_object(value)) {
        fault_add(reader->faults, path, "expected an object");
        return;
    }
    check_keys(reader, value, path, known);
    driver->id = read_id(reader, value, path);
    read_text(reader, value, "title", path, &driver->title);
    const char *place = below(reader, path, "measures");
    const json_t *list = json_object_get(value, "measures");
    driver->measure_count = list_size(reader, list, place);
    driver->measures = ARENA_ARRAY(reader->arena, driver->measure_count, struct playbook_measure);
    for (size_t i = 0; i < driver->measure_count; i++)
        read_measure(reader, json_array_get(list, i), element(reader, place, i), &driver->measures[i]);
}

// An action names its measure by the id alone, so ids are unique over all drivers.
static void check_unique(const struct reader *reader, const struct playbook *playbook)
{
    for (size_t i = 0; i < playbook->driver_count; i++) {
        const struct playbook_driver *driver = &playbook->drivers[i];
        const char *path = element(reader, "$.drivers", i);
        if (driver->id && *driver->id && playbook_driver(playbook, driver->id) != driver)
            fault_add(reader->faults, below(reader, path, "id"), "the driver %s is there already",
                      driver->id);
        for (size_t j = 0; j < driver->measure_count; j++) {
            const struct playbook_measure *measure = &driver->measures[j];
            if (measure->id && *measure->id && playbook_measure(playbook, measure->id) != measure)
                fault_add(reader->faults,
                          below(reader, element(reader, below(reader, path, "measures"), j), "id"),
                          "the measure %s is there already", measure->id);
        }
    }
}

static struct playbook *read_playbook(const struct reader *reader, const json_t *root)
{
    static const char *const known[] = {"format", "drivers", NULL};
    struct playbook *playbook = ARENA_NEW(reader->arena, struct playbook);
    if (!json_is_object(root)) {
        fault_add(reader->faults, "$", "expected an object");
        return playbook;
    }
    check_keys(reader, root, "$", known);
    const char *format = json_string_value(json_object_get(root, "format"));
    if (!format || strcmp(format, playbook_format) != 0)
        fault_add(reader->faults, "$.format", "expected \"%s\"", playbook_format);
    const json_t *list = json_object_get(root, "drivers");
    playbook->driver_count = list_size(reader, list, "$.drivers");
    playbook->drivers = ARENA_ARRAY(reader->arena, playbook->driver_count, struct playbook_driver);
    for (size_t i = 0; i < playbook->driver_count; i++)
        read_driver(reader, json_array_get(list, i), element(reader, "$.drivers", i), &playbook->drivers[i]);
    check_unique(reader, playbook);
    return playbook;
}

struct playbook *playbook_parse(struct arena *arena, const char *text, size_t size, struct fault_list *faults)
{
    struct error err;
    AUTO(json) json_t *root = json_read(text, size, "playbook", &err);
    if (!root) {
        fault_add(faults, "$", "%s", err.message);
        return NULL;
    }
    const struct reader reader = {arena, faults};
    struct playbook *playbook = read_playbook(&reader, root);
    return faults->total == 0 ? playbook : NULL;
}

struct playbook *playbook_load(struct arena *arena, struct error *err)
{
    const struct resource_entry *entry = resource_find(playbook_path);
    struct fault_list faults = {.arena = arena};
    struct playbook *playbook =
        entry ? playbook_parse(arena, entry->start, resource_size(entry), &faults) : NULL;
    if (!entry)
        (void)FAIL(err, ERROR_INTERNAL, "%s is not part of this program", playbook_path);
    else if (!fault_check(&faults, playbook_path, err))
        return NULL;
    return playbook;
}

const struct playbook_driver *playbook_driver(const struct playbook *playbook, const char *id)
{
    for (size_t i = 0; i < playbook->driver_count; i++)
        if (playbook->drivers[i].id && strcmp(playbook->drivers[i].id, id) == 0)
            return &playbook->drivers[i];
    return NULL;
}

const struct playbook_measure *playbook_measure(const struct playbook *playbook, const char *id)
{
    for (size_t i = 0; i < playbook->driver_count; i++)
        for (size_t j = 0; j < playbook->drivers[i].measure_count; j++) {
            const struct playbook_measure *measure = &playbook->drivers[i].measures[j];
            if (measure->id && strcmp(measure->id, id) == 0)
                return measure;
        }
    return NULL;
}
