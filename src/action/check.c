#include "internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool edit_check_text(const char *what, const char *text, size_t most, struct error *err)
{
    if (!text)
        return true;
    if (text[strspn(text, " \t\r\n")] == '\0')
        return FAIL(err, ERROR_INVALID, "%s is empty", what);
    size_t length = strlen(text);
    return length <= most ||
           FAIL(err, ERROR_INVALID, "%s has %zu bytes, %zu are allowed", what, length, most);
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool edit_check_date(const char *what, const char *text, struct error *err)
{
    static const char pattern[] = "dddd-dd-dd";
    bool good = strlen(text) == sizeof pattern - 1;
    for (size_t i = 0; good && pattern[i]; i++)
        good = pattern[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == pattern[i];
    int year = good ? atoi(text) : 0, month = good ? atoi(text + 5) : 0, day = good ? atoi(text + 8) : 0;
    good = good && year >= 2000 && year < 2200 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_of_month(year, month);
    return good || FAIL(err, ERROR_INVALID, "%s %s: expected a day as YYYY-MM-DD", what, text);
}

static bool check_email(const char *what, const char *text, struct error *err)
{
    const char *at = strchr(text, '@');
    bool good = at && at != text && at[1] && !strchr(at + 1, '@') && !text[strcspn(text, " \t\r\n<>,;\"")];
    return good || FAIL(err, ERROR_INVALID, "%s %s: expected an e-mail address", what, text);
}

bool edit_check_input(const struct action_input *input, struct error *err)
{
    if (!input->actor)
        return FAIL(err, ERROR_INVALID, "who does this?");
    if (input->has_expected && (!isfinite(input->expected) || input->expected == 0))
        return FAIL(err, ERROR_INVALID, "the expected change is a number other than 0");
    return edit_check_text("the actor", input->actor, ACTION_TITLE_LIMIT, err) &&
           edit_check_text("the owner", input->owner, ACTION_TITLE_LIMIT, err) &&
           edit_check_text("the evidence", input->evidence, ACTION_TEXT_LIMIT, err) &&
           edit_check_text("the note", input->note, ACTION_TEXT_LIMIT, err) &&
           (!input->owner || check_email("owner", input->owner, err)) &&
           (!input->due || edit_check_date("due date", input->due, err)) &&
           (!input->on || edit_check_date("day", input->on, err));
}
