#include "internal.h"

#include <string.h>

// Promoters 9 and 10, passives 7 and 8, detractors below.
static const struct scale enps = {
    .id = "enps",
    .min = 0,
    .max = 10,
    .category = {[7] = CATEGORY_NEUTRAL,
                 [8] = CATEGORY_NEUTRAL,
                 [9] = CATEGORY_FAVOURABLE,
                 [10] = CATEGORY_FAVOURABLE},
};

const struct scale *scale_enps(void)
{
    return &enps;
}

const struct scale *scale_find(const struct survey *survey, const char *id)
{
    for (size_t i = 0; i < survey->scale_count; i++)
        if (strcmp(survey->scales[i]->id, id) == 0)
            return survey->scales[i];
    return NULL;
}

static void parse_bounds(const struct node *node, struct scale *scale)
{
    struct node min = node_member(node, "min"), max = node_member(node, "max");
    *scale = (struct scale){.id = scale->id, .min = 0, .max = -1}; // no points
    int low = 0, high = 0;
    bool good = node_integer(&min, -SCALE_VALUE_MOST, SCALE_VALUE_MOST, &low);
    if (!node_integer(&max, -SCALE_VALUE_MOST, SCALE_VALUE_MOST, &high) || !good)
        return;
    if (high <= low || high - low >= SURVEY_VALUE_LIMIT) {
        node_fault(node, "a scale has 2 to %d points, not %d (min %d, max %d)", SURVEY_VALUE_LIMIT,
                   high - low + 1, low, high);
        return;
    }
    scale->min = low;
    scale->max = high;
}

// Which points (by index) a list of values names.
struct points {
    bool named[SURVEY_VALUE_LIMIT];
};

static void parse_values(const struct node *list, size_t least, const struct scale *scale,
                         struct points *points)
{
    if (!node_is_array(list, least, SURVEY_VALUE_LIMIT))
        return;
    bool bounded = scale_points(scale) > 0;
    for (size_t i = 0; i < node_count(list); i++) {
        struct node item = node_item(list, i);
        int value;
        if (!node_integer(&item, bounded ? scale->min : -SCALE_VALUE_MOST,
                          bounded ? scale->max : SCALE_VALUE_MOST, &value) ||
            !bounded)
            continue;
        if (points->named[value - scale->min])
            node_fault(&item, "the value %d is listed twice", value);
        points->named[value - scale->min] = true;
    }
}

static void standard_favourable(const struct scale *scale, struct points *favourable)
{
    int points = scale_points(scale);
    for (int i = points - (points < 4 ? 1 : 2); i < points; i++)
        if (i >= 0)
            favourable->named[i] = true;
}

// Neutral is what is neither favourable nor the mirror image of that; with eleven points and 9 and 10
// favourable it is what the eNPS calls passive.
static void standard_neutral(const struct scale *scale, const struct points *favourable,
                             struct points *neutral)
{
    int points = scale_points(scale), count = 0;
    for (int i = 0; i < points; i++)
        count += favourable->named[i];
    bool like_enps = points == 11 && count == 2 && favourable->named[9] && favourable->named[10];
    for (int i = 0; i < points; i++)
        neutral->named[i] =
            like_enps ? i == 7 || i == 8 : !favourable->named[i] && !favourable->named[points - 1 - i];
}

static void parse_categories(const struct node *node, struct scale *scale)
{
    struct node favourable = node_member(node, "favourable"), neutral = node_member(node, "neutral");
    struct points high = {0}, middle = {0};
    if (node_present(&favourable))
        parse_values(&favourable, 1, scale, &high);
    else
        standard_favourable(scale, &high);
    if (node_present(&neutral))
        parse_values(&neutral, 0, scale, &middle);
    else
        standard_neutral(scale, &high, &middle);
    for (int i = 0; i < scale_points(scale); i++) {
        scale->category[i] = high.named[i]     ? CATEGORY_FAVOURABLE
                             : middle.named[i] ? CATEGORY_NEUTRAL
                                               : CATEGORY_UNFAVOURABLE;
        if (high.named[i] && middle.named[i])
            node_fault(&neutral, "%d is favourable as well as neutral", scale->min + i);
    }
}

static void parse_not_applicable(const struct node *node, struct scale *scale)
{
    static const char *const words[] = {"exclude", "in_base", NULL};
    if (!node_present(node))
        return;
    int word = node_word(node, "treatment of not applicable", words);
    scale->not_applicable = word < 0    ? NOT_APPLICABLE_NONE
                            : word == 0 ? NOT_APPLICABLE_EXCLUDE
                                        : NOT_APPLICABLE_IN_BASE;
}

static void parse_scale(const struct node *node, struct scale *scale)
{
    static const char *const keys[] = {"min", "max", "favourable", "neutral", "labels", "not_applicable",
                                       NULL};
    scale->max = -1;
    if (!node_is_object(node))
        return;
    node_check_keys(node, keys);
    parse_bounds(node, scale);
    parse_categories(node, scale);
    struct node labels = node_member(node, "labels"), not_applicable = node_member(node, "not_applicable");
    if (node_present(&labels))
        parse_labels(&labels, scale);
    parse_not_applicable(&not_applicable, scale);
}

void parse_scales(const struct node *survey_node, struct survey *survey)
{
    struct node scales = node_member(survey_node, "scales");
    if (!node_present(&scales) || !node_is_object(&scales))
        return;
    if (json_object_size(scales.value) > COUNT_SCALES) {
        node_fault(&scales, "more than %d scales", COUNT_SCALES);
        return;
    }
    survey->scales = ARENA_ARRAY(scales.arena, json_object_size(scales.value), struct scale *);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)scales.value, key, value)
    {
        struct node node = node_member(&scales, key);
        struct scale *scale = survey->scales[survey->scale_count++] = ARENA_NEW(scales.arena, struct scale);
        scale->id = arena_text(scales.arena, key);
        node_check_id_key(&node);
        parse_scale(&node, scale);
    }
}
