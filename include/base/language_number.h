// Numbers and dates as a reader of the language writes them. Figures are rounded here and nowhere before.
#pragma once

#include "base/language.h"

// A half goes away from zero, as readers expect; printf takes the even neighbour. Whatever writes a figure uses this, so
// that the same figure never reads differently in two places.
double number_round(double number, int decimals);
// Groups of three, a true minus sign (U+2212); "" for NaN and infinity, which no figure is.
char *language_number(const struct language *language, struct arena *arena, double number, int decimals);
// The same with its sign in front; what rounds to zero has none.
char *language_signed(const struct language *language, struct arena *arena, double number, int decimals);
// A share 0..1 as per cent.
char *language_percent(const struct language *language, struct arena *arena, double share, int decimals);
// "2 November 2026" of an ISO 8601 date or time; the text itself when it is none, "" for NULL.
char *language_date(const struct language *language, struct arena *arena, const char *iso);
// "2 to 13 November 2026", or two whole dates joined. A missing end leaves the other one.
char *language_dates(const struct language *language, struct arena *arena, const char *from, const char *to);
