#include "base/language_number.h"
#include "base/buffer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char minus[] = "\xE2\x88\x92"; // U+2212

double number_round(double number, int decimals)
{
    const double unit = pow(10, decimals);
    return round(number * unit) / unit;
}

char *language_number(const struct language *language, struct arena *arena, double number, int decimals)
{
    if (!isfinite(number))
        return arena_text(arena, "");
    const char *digits = arena_format(arena, "%.*f", decimals, fabs(number_round(number, decimals)));
    size_t whole = strcspn(digits, ".");
    bool zero = strspn(digits, "0.") == strlen(digits); // −0.04 rounds to 0, not to −0
    AUTO(buffer) struct buffer out = {0};
    if (number < 0 && !zero)
        buffer_text(&out, minus);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            buffer_text(&out, language_text(language, "number.group"));
        buffer_char(&out, digits[i]);
    }
    if (digits[whole])
        buffer_text(&out, language_text(language, "number.decimal"));
    buffer_text(&out, digits + whole + (digits[whole] != '\0'));
    return arena_text(arena, buffer_string(&out));
}

char *language_signed(const struct language *language, struct arena *arena, double number, int decimals)
{
    const char *text = language_number(language, arena, number, decimals);
    bool plain = number <= 0 || strpbrk(text, "123456789") == NULL;
    return arena_format(arena, "%s%s", plain ? "" : "+", text);
}

char *language_percent(const struct language *language, struct arena *arena, double share, int decimals)
{
    const char *number = language_number(language, arena, 100 * share, decimals);
    return language_format(language, arena, "number.percent", LANGUAGE_VALUES({"number", number}));
}

char *language_date(const struct language *language, struct arena *arena, const char *iso)
{
    int year, month, day;
    if (!iso)
        return arena_text(arena, "");
    if (sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12)
        return arena_text(arena, iso);
    const char *number = arena_format(arena, "%d", month);
    return language_format(language, arena, "date.long",
                           LANGUAGE_VALUES({"day", arena_format(arena, "%d", day)},
                                           {"month", language_word(language, "month", number)},
                                           {"year", arena_format(arena, "%d", year)}));
}

char *language_dates(const struct language *language, struct arena *arena, const char *from, const char *to)
{
    int year, month, first, last;
    const char *start = language_date(language, arena, from), *end = language_date(language, arena, to);
    if (!from || !to || strcmp(start, end) == 0)
        return arena_text(arena, from ? start : end);
    bool same_month = sscanf(from, "%4d-%2d-%2d", &year, &month, &first) == 3 &&
                      sscanf(to, "%*4d-%*2d-%2d", &last) == 1 && strncmp(from, to, strlen("2026-11-")) == 0;
    if (!same_month || month < 1 || month > 12)
        return language_format(language, arena, "date.range", LANGUAGE_VALUES({"from", start}, {"to", end}));
    return language_format(
        language, arena, "date.same_month",
        LANGUAGE_VALUES({"first", arena_format(arena, "%d", first)},
                        {"last", arena_format(arena, "%d", last)},
                        {"month", language_word(language, "month", arena_format(arena, "%d", month))},
                        {"year", arena_format(arena, "%d", year)}));
}
