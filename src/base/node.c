#include "base/node.h"
#include "base/json_scan.h"
#include "base/nearest.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { ID_LENGTH = 64 };

struct node node_root(struct arena *arena, struct fault_list *faults, const json_t *value)
{
    return (struct node){.arena = arena, .faults = faults, .value = value};
}

struct node node_member(const struct node *object, const char *key)
{
    return (struct node){.arena = object->arena,
                         .faults = object->faults,
                         .parent = object,
                         .key = key,
                         .value = json_object_get(object->value, key)};
}

struct node node_item(const struct node *array, size_t index)
{
    return (struct node){.arena = array->arena,
                         .faults = array->faults,
                         .parent = array,
                         .index = index,
                         .value = json_array_get(array->value, index)};
}

static const char *path_of(const struct node *node)
{
    if (!node->parent)
        return "$";
    const char *path = path_of(node->parent);
    return node->key ? json_path_member(node->arena, path, node->key)
                     : json_path_item(node->arena, path, node->index);
}

// Once the list is full, faults are only counted: paths and suggestions for them would cost a hostile file's
// author nothing and us a lot.
static bool only_count(struct fault_list *faults)
{
    if (faults->count < FAULT_SHOWN)
        return false;
    faults->total++;
    return true;
}

void node_fault(const struct node *node, const char *format, ...)
{
    if (only_count(node->faults))
        return;
    va_list arguments;
    va_start(arguments, format);
    fault_add(node->faults, path_of(node), "%s", arena_format_list(node->arena, format, arguments));
    va_end(arguments);
}

void node_unknown(const struct node *node, const char *what, const char *written, const char *const *known,
                  size_t count)
{
    if (only_count(node->faults))
        return;
    const char *shown = json_quoted(node->arena, written, strlen(written));
    const char *close = nearest(written, known, count);
    if (close)
        node_fault(node, "no %s is called %s; did you mean \"%s\"?", what, shown, close);
    else
        node_fault(node, "no %s is called %s", what, shown);
}

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_NULL:
        return "null";
    default:
        return json_is_true(value) ? "true" : "false";
    }
}

// The first thing every reader asks: is it there, and of the right type?
static bool is_of_type(const struct node *node, bool right, const char *expected)
{
    if (!node->value)
        fault_add(node->faults, path_of(node->parent), "\"%s\" is missing", node->key);
    else if (!right)
        node_fault(node, "expected %s, not %s", expected, type_name(node->value));
    return node->value && right;
}

bool node_is_object(const struct node *node)
{
    return is_of_type(node, json_is_object(node->value), "an object");
}

bool node_is_array(const struct node *node, size_t least, size_t most)
{
    if (!is_of_type(node, json_is_array(node->value), "an array"))
        return false;
    size_t count = node_count(node);
    if (count >= least && count <= most)
        return true;
    node_fault(node, "expected %zu to %zu items, not %zu", least, most, count);
    return false;
}

static size_t list_length(const char *const *list)
{
    size_t count = 0;
    while (list[count])
        count++;
    return count;
}

static bool is_listed(const char *const *list, const char *text)
{
    for (; *list; list++)
        if (strcmp(*list, text) == 0)
            return true;
    return false;
}

void node_check_keys(const struct node *object, const char *const *keys)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object->value, key, value)
    {
        if (is_listed(keys, key) || only_count(object->faults))
            continue;
        struct node member = node_member(object, key);
        const char *close = nearest(key, keys, list_length(keys));
        if (close)
            node_fault(&member, "unknown key; did you mean \"%s\"?", close);
        else
            node_fault(&member, "unknown key");
    }
}

bool node_integer(const struct node *node, int least, int most, int *integer)
{
    double number = json_number_value(node->value);
    bool whole = json_is_number(node->value) && floor(number) == number;
    if (!is_of_type(node, json_is_number(node->value), "a whole number"))
        return false;
    if (!whole || number < least || number > most) {
        node_fault(node, "expected a whole number from %d to %d", least, most);
        return false;
    }
    *integer = (int)number;
    return true;
}

bool node_flag(const struct node *node, bool *flag)
{
    if (!is_of_type(node, json_is_boolean(node->value), "true or false"))
        return false;
    *flag = json_is_true(node->value);
    return true;
}

const char *node_string(const struct node *node)
{
    if (!is_of_type(node, json_is_string(node->value), "a string"))
        return NULL;
    const char *text = json_string_value(node->value);
    if (strlen(text) == json_string_length(node->value))
        return arena_text(node->arena, text);
    node_fault(node, "contains the character \\u0000");
    return NULL;
}

static bool is_id(const char *text)
{
    static const char alphanumeric[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    size_t length = strlen(text);
    return length >= 1 && length <= ID_LENGTH && strchr(alphanumeric, text[0]) &&
           strspn(text + 1, "-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") == length - 1;
}

static bool check_id(const struct node *node, const char *text)
{
    if (is_id(text))
        return true;
    node_fault(node, "%s is no id: 1 to %d letters, digits, '-' and '_', beginning with a letter or digit",
               json_quoted(node->arena, text, strlen(text)), ID_LENGTH);
    return false;
}

const char *node_id(const struct node *node)
{
    const char *text = node_string(node);
    return text && check_id(node, text) ? text : NULL;
}

bool node_check_id_key(const struct node *member)
{
    return check_id(member, member->key);
}

static const char *joined(struct arena *arena, const char *const *words)
{
    const char *text = arena_format(arena, "\"%s\"", words[0]);
    for (size_t i = 1; words[i]; i++)
        text = arena_format(arena, "%s, \"%s\"", text, words[i]);
    return text;
}

int node_word(const struct node *node, const char *what, const char *const *words)
{
    const char *text = node_string(node);
    if (!text)
        return -1;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    if (nearest(text, words, list_length(words)))
        node_unknown(node, what, text, words, list_length(words));
    else
        node_fault(node, "expected one of %s", joined(node->arena, words));
    return -1;
}
