#include "redact_number.h"
#include "redact_word.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// Bytes above 0x7F are parts of letters here; what else they may be does no harm.
static bool is_word(char byte)
{
    return (unsigned char)byte >= 0x80 || isalnum((unsigned char)byte);
}

static bool is_address(char byte)
{
    return is_word(byte) || (byte && strchr("._%+-'", byte));
}

// "@", or "(at)", "[at]", "{at}" with or without blanks around it: how many bytes; 0 when it is none.
static size_t at_sign(const struct redaction_text *text, size_t at)
{
    if (text->bytes[at] == '@')
        return 1;
    size_t from = at;
    while (from < text->size && text->bytes[from] == ' ')
        from++;
    if (from + 4 > text->size || !strchr("([{", text->bytes[from]) || strncasecmp(text->bytes + from + 1, "at", 2) != 0 ||
        !strchr(")]}", text->bytes[from + 3]))
        return 0;
    from += 4;
    while (from < text->size && text->bytes[from] == ' ')
        from++;
    return from - at;
}

void redaction_find_emails(struct redaction_text *text)
{
    for (size_t at = 1; at < text->size; at++) {
        const size_t sign = at_sign(text, at);
        size_t from = at, to = at + sign;
        while (sign && from > 0 && is_address(text->bytes[from - 1]))
            from--;
        while (sign && to < text->size && (is_word(text->bytes[to]) || text->bytes[to] == '.' || text->bytes[to] == '-'))
            to++;
        while (to > at + sign && (text->bytes[to - 1] == '.' || text->bytes[to - 1] == '-'))
            to--;
        if (sign && from < at && to > at + sign + 1) {
            redaction_mark(text, from, to, REDACT_EMAIL);
            at = to - 1;
        }
    }
}

struct group {
    size_t from, to;
    int value;
};
enum { GROUPS = 16 };

// Digits in groups with at most three separators between two of them.
struct number {
    size_t from, to;
    size_t digits, count;
    struct group groups[GROUPS];
    char separator; // in front of the last group
};

// Separators between two groups of digits: how many bytes, 0 when a digit does not follow.
static size_t gap(const struct redaction_text *text, size_t at)
{
    size_t size = 0;
    for (int pieces = 0; pieces < 3 && at + size < text->size; pieces++) {
        const char *here = text->bytes + at + size;
        if (is_digit(*here))
            break;
        if (strchr(" -./()'", *here))
            size++;
        else if (at + size + 1 < text->size && memcmp(here, "\u00A0", 2) == 0)
            size += 2;
        else if (at + size + 2 < text->size && (memcmp(here, "\u2011", 3) == 0 || memcmp(here, "\u2013", 3) == 0))
            size += 3;
        else
            return 0;
    }
    return at + size < text->size && is_digit(text->bytes[at + size]) ? size : 0;
}

static void read_number(const struct redaction_text *text, size_t from, struct number *number)
{
    *number = (struct number){.from = from, .to = from};
    for (size_t at = from; number->count < GROUPS;) {
        struct group *group = &number->groups[number->count++];
        *group = (struct group){.from = at};
        for (; at < text->size && is_digit(text->bytes[at]); at++, number->digits++)
            group->value = group->value < 1000000 ? 10 * group->value + (text->bytes[at] - '0') : group->value;
        group->to = number->to = at;
        const size_t size = gap(text, at);
        if (size == 0)
            return;
        number->separator = text->bytes[at];
        at += size;
    }
}

static size_t length_of(const struct group *group)
{
    return group->to - group->from;
}

static bool is_year(const struct group *group)
{
    return length_of(group) == 4 && group->value >= 1900 && group->value < 2100;
}

// "12.03.2024", "2024-03-12", "2023-2024", "2022/2023/2024"
static bool is_date(const struct number *number)
{
    size_t years = 0;
    bool others_short = true;
    for (size_t i = 0; i < number->count; i++) {
        years += is_year(&number->groups[i]);
        others_short = others_short && (is_year(&number->groups[i]) || length_of(&number->groups[i]) <= 2);
    }
    return years > 0 && others_short && number->separator != ' ' &&
           (years == number->count || number->count == 3 || number->count == 6);
}

// "1.250.000", "1'000'000": a first group that is short and does not begin with 0, then groups of three.
static bool is_amount(const struct redaction_text *text, const struct number *number)
{
    bool good = number->count > 1 && length_of(&number->groups[0]) <= 3 && text->bytes[number->groups[0].from] != '0' &&
                (number->separator == '.' || number->separator == '\'');
    for (size_t i = 1; i < number->count; i++)
        good = good && length_of(&number->groups[i]) == 3;
    return good;
}

// Whether the word in front says that an extension follows: "Durchwahl 471", "Tel.: 471".
static bool behind_word(const struct redaction_text *text, size_t at)
{
    while (at > 0 && strchr(" .:-", text->bytes[at - 1]))
        at--;
    size_t from = at;
    while (from > 0 && is_word(text->bytes[from - 1]))
        from--;
    size_t count;
    const struct redaction_word *words = redaction_words(text->arena, text->bytes + from, at - from, &count);
    return count > 0 && redaction_is_extension(words[count - 1].key);
}

void redaction_find_telephones(struct redaction_text *text)
{
    for (size_t at = 0; at < text->size; at++) {
        if (!is_digit(text->bytes[at]))
            continue;
        struct number number;
        read_number(text, at, &number);
        size_t from = at;
        while (from > 0 && strchr("+(", text->bytes[from - 1]))
            from--;
        const bool international = from < at || text->bytes[at] == '0';
        const bool telephone = number.digits >= (international ? 6 : 7) && !is_date(&number) && !is_amount(text, &number);
        if (telephone || (number.digits >= 3 && behind_word(text, at)))
            redaction_mark(text, from, number.to, REDACT_TELEPHONE);
        at = number.to;
    }
}

static bool in_id(char byte)
{
    return is_word(byte) || strchr(".-_/", byte);
}

void redaction_find_ids(const struct redactor *redactor, struct redaction_text *text)
{
    for (size_t at = 0; at < text->size;) {
        size_t to = at;
        while (to < text->size && text->bytes[to] && in_id(text->bytes[to]))
            to++;
        size_t from = at, end = to;
        while (from < end && !is_word(text->bytes[from]))
            from++;
        while (end > from && !is_word(text->bytes[end - 1]))
            end--;
        char *id = arena_slice(text->arena, text->bytes + from, end - from);
        for (char *byte = id; *byte; byte++)
            *byte = (char)tolower((unsigned char)*byte);
        if (end > from && table_find(&redactor->ids, id) >= 0)
            redaction_mark(text, from, end, REDACT_ID);
        at = to > at ? to : at + 1;
    }
}
