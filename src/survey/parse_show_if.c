// Conditions under which a question is shown.
#include "internal.h"

#include <string.h>

static bool is_core(const struct survey *survey, size_t question)
{
    for (size_t i = 0; i < survey->core_count; i++)
        if (survey->core[i] == question)
            return true;
    return false;
}

// The question that is looked at: an earlier one that can be answered by then. −1 after a fault.
static int parse_subject(const struct node *condition, const struct survey *survey, size_t number)
{
    struct node node = node_member(condition, "question");
    int subject = parse_question_reference(&node, survey);
    if (subject < 0)
        return -1;
    if ((size_t)subject >= number) {
        node_fault(&node, "\"%s\" does not stand before this question", survey->questions[subject].id);
        return -1;
    }
    if (survey->per_wave && !is_core(survey, (size_t)subject))
        node_fault(&node,
                   "\"%s\" is not asked in every wave; only a question of rotate.core can be a condition",
                   survey->questions[subject].id);
    return subject;
}

static void parse_bound(const struct node *node, const struct scale *scale, bool *has, int *bound)
{
    bool bounded = scale && scale_points(scale) > 0;
    if (node_present(node))
        *has = node_integer(node, bounded ? scale->min : -SCALE_VALUE_MOST,
                            bounded ? scale->max : SCALE_VALUE_MOST, bound);
}

static void parse_range(const struct node *condition, const struct question *subject, struct show_if *show_if)
{
    struct node least = node_member(condition, "at_least"), most = node_member(condition, "at_most");
    struct node equals = node_member(condition, "equals");
    parse_bound(&least, subject->scale, &show_if->has_least, &show_if->at_least);
    parse_bound(&most, subject->scale, &show_if->has_most, &show_if->at_most);
    if (node_present(&equals))
        node_fault(&equals, "\"%s\" is answered with a number: use \"at_least\" and \"at_most\"",
                   subject->id);
    else if (!node_present(&least) && !node_present(&most))
        node_fault(condition, "say \"at_least\", \"at_most\" or both");
    if (show_if->has_least && show_if->has_most && show_if->at_least > show_if->at_most)
        node_fault(condition, "no answer is at least %d and at most %d", show_if->at_least, show_if->at_most);
}

static void parse_choice(const struct node *condition, const struct question *subject,
                         struct show_if *show_if)
{
    struct node least = node_member(condition, "at_least"), most = node_member(condition, "at_most");
    struct node equals = node_member(condition, "equals");
    if (node_present(&least))
        node_fault(&least, "\"%s\" is answered with an option: use \"equals\"", subject->id);
    if (node_present(&most))
        node_fault(&most, "\"%s\" is answered with an option: use \"equals\"", subject->id);
    const char *id = node_string(&equals);
    const char *known[SURVEY_OPTION_LIMIT] = {0};
    for (size_t i = 0; id && i < subject->option_count; i++) {
        known[i] = subject->options[i].id;
        if (strcmp(known[i], id) == 0)
            show_if->equals = known[i];
    }
    if (id && !show_if->equals)
        node_unknown(&equals, "option", id, known, subject->option_count);
}

static void parse_condition(const struct node *condition, struct survey *survey, size_t number)
{
    static const char *const keys[] = {"question", "at_least", "at_most", "equals", NULL};
    if (!node_is_object(condition))
        return;
    node_check_keys(condition, keys);
    int subject_number = parse_subject(condition, survey, number);
    if (subject_number < 0)
        return;
    const struct question *subject = &survey->questions[subject_number];
    struct show_if *show_if = survey->questions[number].show_if = ARENA_NEW(condition->arena, struct show_if);
    show_if->question = (size_t)subject_number;
    if (question_scored(subject))
        parse_range(condition, subject, show_if);
    else if (subject->type == QUESTION_CHOICE)
        parse_choice(condition, subject, show_if);
    else if (subject->type == QUESTION_COMMENT)
        node_fault(condition, "\"%s\" is a comment, which cannot be a condition", subject->id);
}

void parse_conditions(const struct node *survey_node, struct survey *survey)
{
    struct node questions = node_member(survey_node, "questions");
    for (size_t i = 0; i < survey->question_count; i++) {
        struct node question = node_item(&questions, i), condition = node_member(&question, "show_if");
        if (node_present(&condition))
            parse_condition(&condition, survey, i);
    }
}
