// Texts in several languages, and the labels of a scale.
#include "base/text.h"
#include "internal.h"

#include <ctype.h>
#include <string.h>

// BCP 47 in the common form: "en", "de-AT", "zh-Hant".
static bool is_language(const char *tag)
{
    size_t length = strspn(tag, "abcdefghijklmnopqrstuvwxyz");
    if (length < 2 || length > 3)
        return false;
    for (tag += length; *tag == '-'; tag += length + 1) {
        for (length = 0; isalnum((unsigned char)tag[length + 1]); length++)
            continue;
        if (length < 2 || length > 8)
            return false;
    }
    return *tag == '\0';
}

// An object by language: how many there are; 0 after a fault.
static size_t languages_of(const struct node *node)
{
    if (!node_is_object(node))
        return 0;
    size_t count = json_object_size(node->value);
    if (count > COUNT_LANGUAGES) {
        node_fault(node, "more than %d languages", COUNT_LANGUAGES);
        return 0;
    }
    if (!json_object_get(node->value, "en"))
        node_fault(node, "the English text (\"en\") is missing");
    return count;
}

static bool check_language(const struct node *node)
{
    if (is_language(node->key))
        return true;
    node_fault(node, "the key is no language tag such as \"en\" or \"de-AT\"");
    return false;
}

static void room_for(struct arena *arena, size_t languages, struct survey_text *text)
{
    text->languages = ARENA_ARRAY(arena, languages, const char *);
    text->texts = ARENA_ARRAY(arena, languages, const char *);
}

static void append(struct survey_text *text, const char *language, const char *content)
{
    text->languages[text->count] = language;
    text->texts[text->count++] = content;
}

bool parse_text(const struct node *node, enum text_shape shape, size_t most, struct survey_text *text)
{
    size_t before = node->faults->total;
    room_for(node->arena, languages_of(node), text);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)node->value, key, value)
    {
        if (text->count == COUNT_LANGUAGES)
            break;
        struct node member = node_member(node, key);
        const char *content = check_language(&member) ? node_text(&member, shape, most) : NULL;
        if (content)
            append(text, arena_text(node->arena, key), content);
    }
    return node->faults->total == before;
}

// An import knows answers by their labels, so one label must not stand for two values, whatever the language.
static void check_label_is_unique(const struct node *item, const struct scale *scale, const char *label)
{
    for (size_t value = 0; value < SURVEY_VALUE_LIMIT; value++) {
        const struct survey_text *other = &scale->labels[value];
        for (size_t i = 0; i < other->count && value != item->index; i++)
            if (text_same(other->texts[i], label)) {
                node_fault(item, "the label already stands for %d (upper and lower case count as the same)",
                           scale->min + (int)value);
                return;
            }
    }
}

static void parse_label(const struct node *item, const char *language, struct scale *scale)
{
    if (json_is_null(item->value))
        return;
    const char *label = node_text(item, TEXT_LINE, LENGTH_LABEL);
    if (!label)
        return;
    check_label_is_unique(item, scale, label);
    append(&scale->labels[item->index], language, label);
}

static void parse_labels_of_language(const struct node *list, struct scale *scale)
{
    int points = scale_points(scale);
    if (!check_language(list) || !node_is_array(list, 2, SURVEY_VALUE_LIMIT))
        return;
    if (points > 0 && node_count(list) != (size_t)points)
        node_fault(list, "%zu labels for a scale of %d points", node_count(list), points);
    const char *language = arena_text(list->arena, list->key);
    for (size_t i = 0; i < node_count(list); i++) {
        struct node item = node_item(list, i);
        parse_label(&item, language, scale);
    }
}

// A point may have no words at all, but not words in other languages only: English is what everybody falls
// back to.
static void check_english_labels(const struct node *node, const struct scale *scale)
{
    for (int i = 0; i < scale_points(scale); i++)
        if (scale->labels[i].count && !survey_text_in(&scale->labels[i], "en"))
            node_fault(node, "the label for %d is missing in English", scale->min + i);
}

void parse_labels(const struct node *node, struct scale *scale)
{
    size_t before = node->faults->total, languages = languages_of(node);
    for (size_t i = 0; i < SURVEY_VALUE_LIMIT; i++)
        room_for(node->arena, languages, &scale->labels[i]);
    const char *key;
    json_t *value;
    if (languages == 0)
        return;
    json_object_foreach((json_t *)node->value, key, value)
    {
        struct node list = node_member(node, key);
        parse_labels_of_language(&list, scale);
    }
    if (node->faults->total == before)
        check_english_labels(node, scale);
}
