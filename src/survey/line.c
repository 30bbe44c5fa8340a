#include "survey/line.h"

#include <string.h>

static bool same_text(const struct survey_text *a, const struct survey_text *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (strcmp(a->languages[i], b->languages[j]) == 0 && strcmp(a->texts[i], b->texts[j]) != 0)
                return false;
    return (a->count == 0) == (b->count == 0);
}

static bool same_bounds(const struct scale *a, const struct scale *b)
{
    return a->min == b->min && a->max == b->max;
}

static bool same_scale(const struct scale *a, const struct scale *b)
{
    if (a->not_applicable != b->not_applicable)
        return false;
    for (int i = 0; i < scale_points(a); i++)
        if (a->category[i] != b->category[i] || !same_text(&a->labels[i], &b->labels[i]))
            return false;
    return true;
}

// Shares of options are compared one by one, so the options have to be the same ones, in the same order.
static bool same_option_ids(const struct question *a, const struct question *b)
{
    if (a->option_count != b->option_count || a->multiple != b->multiple)
        return false;
    for (size_t i = 0; i < a->option_count; i++)
        if (strcmp(a->options[i].id, b->options[i].id) != 0)
            return false;
    return true;
}

static bool same_options(const struct question *a, const struct question *b)
{
    for (size_t i = 0; i < a->option_count; i++)
        if (!same_text(&a->options[i].text, &b->options[i].text))
            return false;
    return true;
}

// What no `continues` can bridge.
static bool comparable(const struct question *a, const struct question *b)
{
    if (a->type != b->type || a->reverse != b->reverse)
        return false;
    return question_scored(a) ? same_bounds(a->scale, b->scale) : same_option_ids(a, b);
}

static bool unchanged(const struct question *a, const struct question *b)
{
    return same_text(&a->text, &b->text) &&
           (question_scored(a) ? same_scale(a->scale, b->scale) : same_options(a, b));
}

enum line survey_line(const struct survey *before, const struct survey *now, size_t question, size_t *earlier)
{
    const struct question *current = &now->questions[question];
    int number = survey_question_number(before, current->id);
    if (number < 0 && current->alias_of)
        number = survey_question_number(before, current->alias_of);
    if (number < 0)
        return LINE_NEW;
    *earlier = (size_t)number;
    const struct question *old = &before->questions[number];
    return comparable(old, current) && (current->continues || unchanged(old, current)) ? LINE_CONTINUES
                                                                                       : LINE_BREAKS;
}
