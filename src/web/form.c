#include "form.h"
#include "base/text.h"

#include <string.h>

// A browser sends the fields in the order of the page, most names once: the hash spares comparing each with all the others.
struct field {
    const char *name, *value;
    uint32_t hash; // of the name
    size_t input;  // where it belongs in the form
};

static int digit(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    character = (char)(character | 0x20);
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

// Writes the text without its escapes to *room and moves that on. NULL when an escape is broken or gives a NUL, or the text
// is not UTF-8.
static const char *decode(char **room, const char *text, size_t size)
{
    char *decoded = *room, *out = decoded;
    unsigned char all = 0; // the bits that occur: without the highest it is ASCII
    for (size_t i = 0; i < size; i++) {
        char character = text[i];
        if (character == '%') {
            int first = i + 1 < size ? digit(text[i + 1]) : -1, second = i + 2 < size ? digit(text[i + 2]) : -1;
            if (first < 0 || second < 0)
                return NULL;
            character = (char)(first * 16 + second);
            i += 2;
        } else if (character == '+') {
            character = ' ';
        }
        if (character == '\0')
            return NULL;
        all |= (unsigned char)character;
        *out++ = character;
    }
    *out = '\0';
    *room = out + 1;
    return all < 0x80 || text_is_utf8(decoded, (size_t)(out - decoded), NULL) ? decoded : NULL;
}

// FNV-1a.
static uint32_t hash_of(const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash;
}

static size_t count_fields(const char *body, size_t size)
{
    size_t count = 1;
    for (const char *end = body + size; (body = memchr(body, '&', (size_t)(end - body))) != NULL; body++)
        count++;
    return count < FORM_FIELD_LIMIT ? count : FORM_FIELD_LIMIT;
}

// What is decoded never gets longer, and a separator is dropped for each NUL but the last.
static bool split(struct arena *arena, const char *body, size_t size, struct field *fields, size_t *count)
{
    char *room = arena_alloc(arena, size + 2);
    for (const char *at = body, *end = body + size; at < end;) {
        const char *next = memchr(at, '&', (size_t)(end - at));
        size_t length = (size_t)((next ? next : end) - at);
        const char *equals = memchr(at, '=', length);
        size_t name = equals ? (size_t)(equals - at) : length;
        if (length > 0) {
            if (*count == FORM_FIELD_LIMIT)
                return false;
            struct field *field = &fields[(*count)++];
            field->name = decode(&room, at, name);
            field->value = equals ? decode(&room, equals + 1, length - name - 1) : "";
            if (!field->name || !field->value)
                return false;
            field->hash = hash_of(field->name);
        }
        at += length + (next != NULL);
    }
    return true;
}

// The number of the input with the field's name, a new one if need be. `firsts` has the first field of each.
static size_t input_of(struct form *form, const struct field **firsts, const struct field *field)
{
    for (size_t i = 0; i < form->count; i++)
        if (firsts[i]->hash == field->hash && strcmp(firsts[i]->name, field->name) == 0)
            return i;
    firsts[form->count] = field;
    form->inputs[form->count].question = field->name;
    return form->count++;
}

// Values of one name lie together: counted first, then filled.
static void group(struct arena *arena, struct field *fields, size_t count, struct form *form)
{
    const struct field **firsts = ARENA_ARRAY(arena, count, const struct field *);
    for (size_t i = 0; i < count; i++)
        if (fields[i].name) {
            fields[i].input = input_of(form, firsts, &fields[i]);
            form->inputs[fields[i].input].count++;
        }
    struct answer_value **rooms = ARENA_ARRAY(arena, form->count, struct answer_value *);
    for (size_t i = 0; i < form->count; i++)
        form->inputs[i].values = rooms[i] = ARENA_ARRAY(arena, form->inputs[i].count, struct answer_value);
    for (size_t i = 0; i < count; i++)
        if (fields[i].name)
            *rooms[fields[i].input]++ = (struct answer_value){ANSWER_FIELD, fields[i].value};
}

// A field of ours: its first value, taken out of the list.
static const char *take(struct field *fields, size_t count, const char *name)
{
    uint32_t hash = hash_of(name);
    for (size_t i = 0; i < count; i++)
        if (fields[i].hash == hash && fields[i].name && strcmp(fields[i].name, name) == 0) {
            fields[i].name = NULL;
            return fields[i].value;
        }
    return NULL;
}

bool form_parse(struct arena *arena, const char *body, size_t size, struct form *form)
{
    *form = (struct form){0};
    struct field *fields = ARENA_ARRAY(arena, count_fields(body, size), struct field);
    size_t count = 0;
    if (!split(arena, body, size, fields, &count))
        return false;
    form->inputs = ARENA_ARRAY(arena, count, struct answer_input);
    form->token = take(fields, count, "token");
    form->language = take(fields, count, FORM_LANGUAGE);
    form->kiosk = take(fields, count, FORM_KIOSK);
    group(arena, fields, count, form);
    return true;
}

const char *form_peek(struct arena *arena, const char *body, size_t size, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = body, *end = body + size; at < end;) {
        const char *next = memchr(at, '&', (size_t)(end - at));
        size_t field = (size_t)((next ? next : end) - at);
        if (field > length && at[length] == '=' && memcmp(at, name, length) == 0) {
            char *room = arena_alloc(arena, field - length);
            return decode(&room, at + length + 1, field - length - 1);
        }
        at += field + (next != NULL);
    }
    return NULL;
}
