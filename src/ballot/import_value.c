#include "import_value.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_LIMIT = 1000 };

// In lower case as far as ASCII goes; a text that is too long for any label becomes one that matches none.
static void lower(const char *text, char out[LABEL_LIMIT])
{
    size_t i = 0;
    for (; text[i] && i + 1 < LABEL_LIMIT; i++)
        out[i] = (char)tolower((unsigned char)text[i]);
    out[i] = '\0';
}

static void add(struct value_reader *reader, const char *text, int meaning)
{
    char key[LABEL_LIMIT];
    if (!text)
        return;
    lower(text, key);
    // Kept from 1, so that no meaning is negative.
    (void)table_add(&reader->meanings, key, meaning + 1);
}

static void add_text(struct value_reader *reader, struct arena *arena, const struct survey_text *text,
                     int meaning)
{
    for (size_t i = 0; i < text->count; i++)
        if (text->texts[i])
            add(reader, text_trim(arena_text(arena, text->texts[i])), meaning);
}

static int option_number(const struct question *question, const char *id)
{
    for (size_t i = 0; id && i < question->option_count; i++)
        if (strcmp(question->options[i].id, id) == 0)
            return (int)i;
    return VALUE_OUTSIDE;
}

static int value_index(const struct question *question, int value)
{
    const struct scale *scale = question->scale;
    return value >= scale->min && value <= scale->max ? value - scale->min : VALUE_OUTSIDE;
}

static void add_map(struct value_reader *reader, size_t question, const struct import_map *map)
{
    for (size_t i = 0; i < map->missing_count; i++)
        add(reader, map->missing[i], ANSWER_NONE);
    for (size_t i = 0; i < map->not_applicable_count; i++)
        add(reader, map->not_applicable[i], ANSWER_NOT_APPLICABLE);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < map->value_count; i++) {
            const struct import_value *value = &map->values[i];
            if (value->question != (pass == 0 ? (int)question : -1))
                continue;
            if (reader->question->type == QUESTION_CHOICE)
                add(reader, value->label, option_number(reader->question, value->option));
            else if (!value->option)
                add(reader, value->label, value_index(reader->question, value->value));
        }
}

static void add_scale(struct value_reader *reader, struct arena *arena, bool plain)
{
    const struct scale *scale = reader->question->scale;
    for (int index = 0; index < scale_points(scale); index++)
        add(reader, arena_format(arena, "%d", scale->min + index), index);
    for (int index = 0; index < scale_points(scale); index++)
        add_text(reader, arena, &scale->labels[index], index);
    if (plain && scale->not_applicable != NOT_APPLICABLE_NONE)
        add(reader, "n/a", ANSWER_NOT_APPLICABLE);
}

static void add_options(struct value_reader *reader, struct arena *arena)
{
    const struct question *question = reader->question;
    for (size_t i = 0; i < question->option_count; i++)
        add(reader, question->options[i].id, (int)i);
    for (size_t i = 0; i < question->option_count; i++)
        add_text(reader, arena, &question->options[i].text, (int)i);
}

void value_reader_init(struct value_reader *reader, struct arena *arena, const struct survey *survey,
                       size_t question, const struct import_map *map)
{
    *reader = (struct value_reader){.question = &survey->questions[question]};
    table_init(&reader->meanings, arena);
    add(reader, "", ANSWER_NONE);
    if (reader->question->type == QUESTION_COMMENT)
        return;
    add_map(reader, question, map);
    if (reader->question->type == QUESTION_CHOICE)
        add_options(reader, arena);
    else
        add_scale(reader, arena, map->plain);
    for (int character = 0; character < 128; character++) {
        char text[2] = {(char)tolower(character), '\0'};
        reader->single[character] = (int16_t)(table_find(&reader->meanings, text) - 1);
        if (reader->single[character] < 0)
            reader->single[character] = VALUE_UNKNOWN;
    }
}

// "4.0" of programs that know only real numbers, and numbers the scale does not have.
static int read_number(const struct question *question, const char *text)
{
    char *end;
    double number = strtod(text, &end);
    if (!question_scored(question) || end == text || *end || !isfinite(number))
        return VALUE_UNKNOWN;
    if (number != floor(number) || fabs(number) > 1000000)
        return VALUE_OUTSIDE;
    return value_index(question, (int)number);
}

int value_read(const struct value_reader *reader, const char *text)
{
    if (*text > 0 && text[1] == '\0' && reader->single[(unsigned char)*text] != VALUE_UNKNOWN)
        return reader->single[(unsigned char)*text];
    char key[LABEL_LIMIT];
    lower(text, key);
    int64_t found = table_find(&reader->meanings, key);
    return found > 0 ? (int)found - 1 : read_number(reader->question, text);
}

void value_store(const struct value_reader *reader, int meaning, unsigned char *answers)
{
    const struct question *question = reader->question;
    unsigned char *at = answers + question->column;
    if (question_scored(question)) {
        *at = (unsigned char)meaning;
        return;
    }
    for (size_t i = 0; i < question->column_count; i++)
        if (meaning >= ANSWER_NOT_APPLICABLE)
            at[i] = (unsigned char)meaning;
        else if (i == (size_t)meaning)
            at[i] = 1;
        else if (at[i] >= ANSWER_NOT_APPLICABLE)
            at[i] = 0;
}

const char *value_expected(const struct value_reader *reader, struct arena *arena)
{
    const struct question *question = reader->question;
    if (question->type == QUESTION_CHOICE)
        return "the id or text of an option";
    return arena_format(arena, "a value from %d to %d%s", question->scale->min, question->scale->max,
                        question->type == QUESTION_SCALE ? " or a label of the scale" : "");
}
