#include "form.h"
#include "base/text.h"

#include <string.h>

struct field {
    const char *name, *value;
};

static int digit(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    character = (char)(character | 0x20);
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

// NULL when an escape is broken or gives a NUL, or the text is not UTF-8.
static const char *decode(struct arena *arena, const char *text, size_t size)
{
    char *decoded = arena_alloc(arena, size + 1), *out = decoded;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '%') {
            int first = i + 1 < size ? digit(text[i + 1]) : -1, second = i + 2 < size ? digit(text[i + 2]) : -1;
            if (first < 0 || second < 0)
                return NULL;
            *out = (char)(first * 16 + second);
            i += 2;
        } else {
            *out = text[i] == '+' ? ' ' : text[i];
        }
        if (*out++ == '\0')
            return NULL;
    }
    return text_is_utf8(decoded, (size_t)(out - decoded), NULL) ? decoded : NULL;
}

static size_t count_fields(const char *body, size_t size)
{
    size_t count = 1;
    for (const char *end = body + size; (body = memchr(body, '&', (size_t)(end - body))) != NULL; body++)
        count++;
    return count < FORM_FIELD_LIMIT ? count : FORM_FIELD_LIMIT;
}

static bool split(struct arena *arena, const char *body, size_t size, struct field *fields, size_t *count)
{
    for (const char *at = body, *end = body + size; at < end;) {
        const char *next = memchr(at, '&', (size_t)(end - at));
        size_t length = (size_t)((next ? next : end) - at);
        const char *equals = memchr(at, '=', length);
        size_t name = equals ? (size_t)(equals - at) : length;
        if (length > 0) {
            if (*count == FORM_FIELD_LIMIT)
                return false;
            struct field *field = &fields[(*count)++];
            field->name = decode(arena, at, name);
            field->value = equals ? decode(arena, equals + 1, length - name - 1) : "";
            if (!field->name || !field->value)
                return false;
        }
        at += length + (next != NULL);
    }
    return true;
}

static struct answer_input *input_named(struct form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (strcmp(form->inputs[i].question, name) == 0)
            return &form->inputs[i];
    struct answer_input *input = &form->inputs[form->count++];
    input->question = name;
    return input;
}

// Values of one name lie together: counted first, then filled.
static void group(struct arena *arena, const struct field *fields, size_t count, struct form *form)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].name)
            input_named(form, fields[i].name)->count++;
    for (size_t i = 0; i < form->count; i++) {
        struct answer_input *input = &form->inputs[i];
        struct answer_value *values = ARENA_ARRAY(arena, input->count, struct answer_value);
        size_t filled = 0;
        for (size_t j = 0; j < count; j++)
            if (fields[j].name && strcmp(fields[j].name, input->question) == 0)
                values[filled++] = (struct answer_value){ANSWER_FIELD, fields[j].value};
        input->values = values;
    }
}

// A field of ours: its first value, taken out of the list.
static const char *take(struct field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].name && strcmp(fields[i].name, name) == 0) {
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
        if (field > length && at[length] == '=' && memcmp(at, name, length) == 0)
            return decode(arena, at + length + 1, field - length - 1);
        at += field + (next != NULL);
    }
    return NULL;
}
