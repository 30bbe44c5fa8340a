#include "ballot/ballot.h"

#include <string.h>

enum { LAYOUT = 1 };

static void put1(struct buffer *bytes, size_t value)
{
    buffer_char(bytes, (char)(unsigned char)value);
}

static void put2(struct buffer *bytes, size_t value)
{
    put1(bytes, value & 0xFF);
    put1(bytes, value >> 8 & 0xFF);
}

static size_t fitting(const char *text)
{
    size_t size = strlen(text);
    if (size <= UINT16_MAX)
        return size;
    for (size = UINT16_MAX; size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80;)
        size--;
    return size;
}

void ballot_write(const struct ballot *ballot, struct buffer *bytes)
{
    put1(bytes, LAYOUT);
    put2(bytes, ballot->sheet.department);
    put1(bytes, ballot->segment_count);
    buffer_add(bytes, ballot->sheet.segments, ballot->segment_count);
    put2(bytes, ballot->column_count);
    buffer_add(bytes, ballot->sheet.answers, ballot->column_count);
    put2(bytes, ballot->comment_count);
    for (size_t i = 0; i < ballot->comment_count; i++) {
        const struct sheet_comment *comment = &ballot->comments[i];
        size_t size = fitting(comment->body);
        put2(bytes, comment->question);
        put2(bytes, size);
        buffer_add(bytes, comment->body, size);
    }
}

size_t ballot_room(const struct survey *survey, const struct wave *wave, size_t segment_count)
{
    size_t room = 1 + 2 + 1 + segment_count + 2 + survey->column_count + 2;
    for (size_t i = 0; i < survey->question_count; i++)
        if (survey->questions[i].type == QUESTION_COMMENT && wave_asks(wave, i))
            room += 2 + 2 + (size_t)survey->questions[i].max_length;
    return room < BALLOT_ROOM_LIMIT ? room : BALLOT_ROOM_LIMIT;
}

// Reads on; once something is missing everything that follows is zero and `good` stays false.
struct reader {
    const unsigned char *next;
    size_t left;
    bool good;
};

static const unsigned char *take(struct reader *reader, size_t size)
{
    static const unsigned char nothing[2];
    if (!reader->good || reader->left < size) {
        reader->good = false;
        return nothing;
    }
    const unsigned char *bytes = reader->next;
    reader->next += size;
    reader->left -= size;
    return bytes;
}

static uint16_t take2(struct reader *reader)
{
    const unsigned char *bytes = take(reader, 2);
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static void read_segments(struct reader *reader, struct ballot *ballot)
{
    memset(ballot->sheet.segments, SEGMENT_NONE, sizeof ballot->sheet.segments);
    ballot->segment_count = *take(reader, 1);
    if (ballot->segment_count > SEGMENT_LIMIT) {
        ballot->segment_count = 0;
        reader->good = false;
    }
    const unsigned char *segments = take(reader, ballot->segment_count);
    if (reader->good)
        memcpy(ballot->sheet.segments, segments, ballot->segment_count);
}

static void read_answers(struct arena *arena, struct reader *reader, struct ballot *ballot)
{
    ballot->column_count = take2(reader);
    const unsigned char *answers = take(reader, ballot->column_count);
    if (reader->good)
        ballot->sheet.answers = (unsigned char *)arena_slice(arena, (const char *)answers, ballot->column_count);
}

static void read_comments(struct arena *arena, struct reader *reader, struct ballot *ballot)
{
    size_t count = take2(reader);
    if (count > BALLOT_COMMENT_LIMIT)
        reader->good = false;
    if (!reader->good)
        return;
    ballot->comments = ARENA_ARRAY(arena, count, struct sheet_comment);
    for (; ballot->comment_count < count && reader->good; ballot->comment_count++) {
        uint16_t question = take2(reader);
        size_t size = take2(reader);
        const unsigned char *body = take(reader, size);
        reader->good = reader->good && !memchr(body, '\0', size);
        if (reader->good)
            ballot->comments[ballot->comment_count] =
                (struct sheet_comment){.question = question, .body = arena_slice(arena, (const char *)body, size)};
    }
}

bool ballot_read(struct arena *arena, const unsigned char *bytes, size_t size, struct ballot *ballot)
{
    struct reader reader = {.next = bytes, .left = size, .good = true};
    *ballot = (struct ballot){.sheet = {.weight = 1}};
    if (*take(&reader, 1) != LAYOUT)
        return false;
    ballot->sheet.department = take2(&reader);
    read_segments(&reader, ballot);
    read_answers(arena, &reader, ballot);
    read_comments(arena, &reader, ballot);
    return reader.good && reader.left == 0;
}
