// The median department and norms in words.
#include "base/language_number.h"
#include "report/words.h"

const char *words_median(const struct words *words, size_t number)
{
    const struct question *question = &words->report->survey->questions[number];
    const struct report_median *median = &words->report->medians[number];
    const struct figure figure = {
        .status = FIGURE_PUBLISHED, .enps = median->value, .mean = median->value, .favourable = median->favourable};
    return words_standing(words, question, &figure);
}

const char *words_norm(const struct words *words, const struct report_norm *norm)
{
    const struct question *question = &words->report->survey->questions[norm->question];
    const char *value = words_value(words, question, norm->norm.value);
    if (norm->norm.figure == NORM_ENPS)
        return arena_format(words->arena, "%s %s", words_text(words, "outcome.enps"), value);
    if (norm->norm.figure == NORM_MEAN)
        return value;
    return language_format(words->language, words->arena, "benchmarks.favourable",
                           LANGUAGE_VALUES({"share", words_share(words, norm->norm.value)}));
}

// Shares in percentage points.
static const char *size_of(const struct words *words, const struct report_norm *norm, double difference, bool with_sign)
{
    const struct question *question = &words->report->survey->questions[norm->question];
    if (norm->norm.figure != NORM_FAVOURABLE)
        return with_sign ? words_difference(words, question, difference) : words_size(words, question, difference);
    return with_sign ? language_signed(words->language, words->arena, 100 * difference, 0)
                     : language_number(words->language, words->arena, 100 * difference, 0);
}

enum words_arrow words_norm_arrow(const struct change *difference)
{
    if (difference->status != CHANGE_COMPARED || !difference->detectable)
        return ARROW_NONE;
    return difference->difference > 0 ? ARROW_UP : difference->difference < 0 ? ARROW_DOWN : ARROW_NONE;
}

// The verb carries the sign of a detectable difference, also in its interval.
char *words_norm_difference(const struct words *words, const struct report_norm *norm, const struct change *difference)
{
    const enum words_arrow arrow = words_norm_arrow(difference);
    const double sign = arrow == ARROW_DOWN ? -1 : 1;
    const double low = arrow == ARROW_DOWN ? -difference->interval.high : difference->interval.low;
    const double high = arrow == ARROW_DOWN ? -difference->interval.low : difference->interval.high;
    const char *of = norm->norm.figure == NORM_FAVOURABLE ? "_share" : "";
    const char *key = arrow == ARROW_UP ? "above" : arrow == ARROW_DOWN ? "below" : "none";
    return language_format(words->language, words->arena, arena_format(words->arena, "benchmarks.%s%s", key, of),
                           LANGUAGE_VALUES({"difference", size_of(words, norm, sign * difference->difference, false)},
                                           {"low", size_of(words, norm, low, arrow == ARROW_NONE)},
                                           {"high", size_of(words, norm, high, arrow == ARROW_NONE)}));
}
