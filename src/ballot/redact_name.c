#include "redact_name.h"
#include "redact_word.h"

#include <string.h>

enum { NAME_PARTS = 12, LEAST_LETTERS = 3 };
enum { PART_SURNAME = 1, PART_GIVEN = 2 };

struct name {
    const char *keys[NAME_PARTS];
    int bits[NAME_PARTS];
    size_t count;
};

static size_t last_blank(const char *name)
{
    const char *blank = strrchr(name, ' ');
    return blank ? (size_t)(blank - name) : 0;
}

// Surnames are what stands in front of a comma, else the last word with what it is joined to, and all behind a "von".
static void read_name(struct redactor *redactor, const char *name, struct name *parts)
{
    size_t count;
    const struct redaction_word *words = redaction_words(redactor->arena, name, strlen(name), &count);
    const char *comma = strchr(name, ',');
    const size_t first_surname = comma ? 0 : last_blank(name), end_surname = comma ? (size_t)(comma - name) : strlen(name);
    bool particle = false;
    parts->count = 0;
    for (size_t i = 0; i < count && parts->count < NAME_PARTS; i++) {
        if (redaction_is_particle(words[i].key)) {
            particle = particle || (i > 0 && words[i].letters > 2);
            continue;
        }
        if (words[i].letters < 2)
            continue;
        const bool surname = (words[i].from >= first_surname && words[i].to <= end_surname) || (particle && !comma);
        parts->keys[parts->count] = words[i].key;
        parts->bits[parts->count++] = surname ? PART_SURNAME : PART_GIVEN;
    }
}

static const char *pair_key(struct arena *arena, const char *first, const char *second)
{
    return arena_format(arena, "%s %s", first, second);
}

void redaction_add_name(struct redactor *redactor, const char *name)
{
    AUTO(arena) struct arena *scratch = arena_new();
    struct redactor reader = {.arena = scratch};
    struct name parts;
    read_name(&reader, name, &parts);
    for (size_t i = 0; i < parts.count; i++) {
        (void)table_add(parts.bits[i] == PART_SURNAME ? &redactor->surnames : &redactor->given, parts.keys[i], 1);
        for (size_t k = 0; k < parts.count; k++)
            if (k != i)
                (void)table_add(&redactor->pairs, pair_key(scratch, parts.keys[i], parts.keys[k]), 1);
    }
}

// Between two words that belong together: blanks, a comma, a dot, a dash.
static bool adjacent(const struct redaction_text *text, const struct redaction_word *left, const struct redaction_word *right)
{
    if (right->from - left->to > 3 || right->from == left->to)
        return false;
    for (size_t i = left->to; i < right->from; i++)
        if (!strchr(" ,.-'", text->bytes[i]) && (unsigned char)text->bytes[i] < 0x80)
            return false;
    return true;
}

static bool is_pair(const struct redactor *redactor, struct arena *arena, const struct redaction_word *left,
                    const struct redaction_word *right)
{
    if (table_find(&redactor->pairs, pair_key(arena, left->key, right->key)) < 0)
        return false;
    return left->capital || right->capital || !redaction_is_ordinary(left->key) || !redaction_is_ordinary(right->key);
}

static int bits_of(const struct redactor *redactor, const char *key)
{
    return (table_find(&redactor->surnames, key) >= 0 ? PART_SURNAME : 0) |
           (table_find(&redactor->given, key) >= 0 ? PART_GIVEN : 0);
}

// An s behind a name is its genitive.
static int bits_of_word(const struct redactor *redactor, struct arena *arena, const struct redaction_word *word)
{
    const int bits = bits_of(redactor, word->key);
    const size_t size = strlen(word->key);
    const bool genitive = bits == 0 && size > LEAST_LETTERS && word->key[size - 1] == 's';
    return genitive ? bits_of(redactor, arena_slice(arena, word->key, size - 1)) : bits;
}

static bool is_name_alone(const struct redaction_text *text, const struct redaction_word *word, int bits)
{
    if (bits == 0 || redaction_is_function(word->key))
        return false;
    if (word->from > 0 && text->bytes[word->from - 1] == '@')
        return true;
    if (word->letters < LEAST_LETTERS)
        return false;
    const bool ordinary = redaction_is_ordinary(word->key);
    return ((bits & PART_SURNAME) && (word->capital || !ordinary)) || ((bits & PART_GIVEN) && word->capital && !ordinary);
}

// Behind "Herr", "Mrs", "Dr.": a capital is a name, in the directory or not; without one it must be in the directory.
static bool is_addressed(const struct redaction_text *text, const struct redaction_word *before, const struct redaction_word *word,
                         int bits)
{
    return redaction_is_address(before->key) && adjacent(text, before, word) && !redaction_is_address(word->key) &&
           word->letters > 1 && (word->capital || (bits != 0 && !redaction_is_function(word->key)));
}

static void decide(const struct redactor *redactor, struct redaction_text *text, const struct redaction_word *words, size_t count,
                   bool *names)
{
    for (size_t i = 0; i < count; i++) {
        const int bits = bits_of_word(redactor, text->arena, &words[i]);
        names[i] = names[i] || is_name_alone(text, &words[i], bits) ||
                   (i > 0 && is_addressed(text, &words[i - 1], &words[i], bits));
        if (i > 0 && adjacent(text, &words[i - 1], &words[i]) && is_pair(redactor, text->arena, &words[i - 1], &words[i]))
            names[i - 1] = names[i] = true;
    }
}

// A single letter with a capital beside a name: its initial.
static void add_initials(const struct redaction_text *text, const struct redaction_word *words, size_t count, bool *names)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i] || words[i].letters != 1 || !words[i].capital || text->bytes[words[i].to] != '.')
            continue;
        const bool before = i + 1 < count && names[i + 1] && adjacent(text, &words[i], &words[i + 1]);
        const bool behind = i > 0 && names[i - 1] && adjacent(text, &words[i - 1], &words[i]);
        names[i] = before || behind;
    }
}

void redaction_find_names(const struct redactor *redactor, struct redaction_text *text)
{
    size_t count;
    const struct redaction_word *words = redaction_words(text->arena, text->bytes, text->size, &count);
    bool *names = ARENA_ARRAY(text->arena, count + 1, bool);
    decide(redactor, text, words, count, names);
    add_initials(text, words, count, names);
    for (size_t i = 0; i < count; i++) {
        if (!names[i])
            continue;
        const bool joined = i + 1 < count && names[i + 1] && adjacent(text, &words[i], &words[i + 1]);
        redaction_mark(text, words[i].from, joined ? words[i + 1].from : words[i].to, REDACT_NAME);
    }
}
