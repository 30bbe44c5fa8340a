#include "internal.h"

#include <string.h>

// Names that a form or an import gives to other fields.
static const char *const reserved[] = {"department", "token", NULL};

#define COMMON_KEYS "id", "type", "text", "hint", "section", "driver", "required", "show_if"
#define LINE_KEYS "continues", "alias_of"

static const char *const keys_of_type[QUESTION_TYPE__COUNT][16] = {
    [QUESTION_ENPS] = {COMMON_KEYS, LINE_KEYS},
    [QUESTION_SCALE] = {COMMON_KEYS, LINE_KEYS, "scale", "reverse"},
    [QUESTION_CHOICE] = {COMMON_KEYS, LINE_KEYS, "multiple", "options"},
    [QUESTION_COMMENT] = {COMMON_KEYS, "max_length"},
};

static void optional_flag(const struct node *object, const char *key, bool *flag)
{
    struct node node = node_member(object, key);
    if (node_present(&node))
        node_flag(&node, flag);
}

static void optional_id(const struct node *object, const char *key, const char **id)
{
    struct node node = node_member(object, key);
    if (node_present(&node))
        *id = node_id(&node);
}

static const char *question_id(const struct survey *survey, size_t number)
{
    return survey->questions[number].id;
}

static void parse_id(const struct node *node, struct survey *survey, size_t number)
{
    struct question *question = &survey->questions[number];
    struct node member = node_member(node, "id");
    const char *id = node_id(&member);
    question->id = id ? id : "";
    if (!id)
        return;
    for (const char *const *name = reserved; *name; name++)
        if (strcmp(*name, id) == 0)
            node_fault(&member,
                       "\"%s\" is the name of another field of forms and imports; choose a different id", id);
    parse_unique_id(&member, id, number, question_id, survey);
}

static void parse_scale_reference(const struct node *node, const struct survey *survey,
                                  struct question *question)
{
    struct node member = node_member(node, "scale");
    const char *id = node_string(&member);
    if (!id)
        return;
    question->scale = scale_find(survey, id);
    if (question->scale)
        return;
    const char *known[COUNT_SCALES] = {0};
    for (size_t i = 0; i < survey->scale_count; i++)
        known[i] = survey->scales[i]->id;
    node_unknown(&member, "scale", id, known, survey->scale_count);
}

static void parse_option(const struct node *node, struct question *question, size_t number)
{
    static const char *const keys[] = {"id", "text", NULL};
    struct survey_option *option = &question->options[number];
    option->id = "";
    if (!node_is_object(node))
        return;
    node_check_keys(node, keys);
    struct node id = node_member(node, "id"), text = node_member(node, "text");
    const char *written = node_id(&id);
    for (size_t i = 0; written && i < number; i++)
        if (strcmp(question->options[i].id, written) == 0) {
            node_fault(&id, "the option \"%s\" is there already", written);
            break;
        }
    option->id = written ? written : "";
    parse_text(&text, TEXT_LINE, LENGTH_LABEL, &option->text);
}

static void parse_options(const struct node *node, struct question *question)
{
    struct node options = node_member(node, "options");
    if (!node_is_array(&options, 2, SURVEY_OPTION_LIMIT))
        return;
    question->options = ARENA_ARRAY(node->arena, node_count(&options), struct survey_option);
    for (size_t i = 0; i < node_count(&options); i++) {
        struct node option = node_item(&options, i);
        parse_option(&option, question, i);
        question->option_count++;
    }
}

static void parse_max_length(const struct node *node, struct question *question)
{
    struct node member = node_member(node, "max_length");
    question->max_length = LENGTH_COMMENT_STANDARD;
    if (node_present(&member))
        node_integer(&member, 1, LENGTH_COMMENT_MOST, &question->max_length);
}

static void parse_by_type(const struct node *node, const struct survey *survey, struct question *question)
{
    node_check_keys(node, keys_of_type[question->type]);
    switch (question->type) {
    case QUESTION_ENPS:
        question->scale = scale_enps();
        break;
    case QUESTION_SCALE:
        parse_scale_reference(node, survey, question);
        optional_flag(node, "reverse", &question->reverse);
        break;
    case QUESTION_CHOICE:
        parse_options(node, question);
        optional_flag(node, "multiple", &question->multiple);
        break;
    default:
        parse_max_length(node, question);
        break;
    }
    optional_flag(node, "continues", &question->continues);
    optional_id(node, "alias_of", &question->alias_of);
}

static void parse_type(const struct node *node, const struct survey *survey, struct question *question)
{
    static const char *const types[] = {"enps", "scale", "choice", "comment", NULL};
    struct node member = node_member(node, "type");
    int type = node_word(&member, "type of question", types);
    if (type < 0)
        return;
    question->type = (enum question_type)type;
    parse_by_type(node, survey, question);
}

static void parse_question(const struct node *node, struct survey *survey, size_t number)
{
    struct question *question = &survey->questions[number];
    question->id = "";
    question->type = QUESTION_TYPE__COUNT; // until it is known
    if (!node_is_object(node))
        return;
    parse_id(node, survey, number);
    parse_type(node, survey, question);
    struct node text = node_member(node, "text"), hint = node_member(node, "hint");
    parse_text(&text, TEXT_LINE, LENGTH_TEXT, &question->text);
    if (node_present(&hint))
        parse_text(&hint, TEXT_PARAGRAPHS, LENGTH_TEXT, &question->hint);
    optional_id(node, "section", &question->section);
    optional_id(node, "driver", &question->driver);
    optional_flag(node, "required", &question->required);
}

static size_t columns_of(const struct question *question)
{
    return question_scored(question) ? 1 : question->type == QUESTION_CHOICE ? question->option_count : 0;
}

static void place_columns(const struct node *questions, struct survey *survey)
{
    for (size_t i = 0; i < survey->question_count; i++) {
        struct question *question = &survey->questions[i];
        question->column = survey->column_count;
        question->column_count = columns_of(question);
        survey->column_count += question->column_count;
    }
    if (survey->column_count > SURVEY_COLUMN_LIMIT)
        node_fault(questions,
                   "the answers need %zu columns (one a question, one an option of a choice), more than %d",
                   survey->column_count, SURVEY_COLUMN_LIMIT);
}

// A line can be continued once, and only from an id that this version no longer has.
static void check_alias(const struct node *questions, const struct survey *survey, size_t number)
{
    const char *alias = survey->questions[number].alias_of;
    struct node question = node_item(questions, number), member = node_member(&question, "alias_of");
    if (!alias)
        return;
    if (survey_question_number(survey, alias) >= 0)
        node_fault(&member, "\"%s\" is a question of this version; alias_of names one that it replaces",
                   alias);
    for (size_t i = 0; i < number; i++)
        if (survey->questions[i].alias_of && strcmp(survey->questions[i].alias_of, alias) == 0) {
            node_fault(&member, "the line of \"%s\" is continued by \"%s\" already", alias,
                       survey->questions[i].id);
            return;
        }
}

void parse_questions(const struct node *survey_node, struct survey *survey)
{
    struct node questions = node_member(survey_node, "questions");
    if (!node_is_array(&questions, 1, SURVEY_QUESTION_LIMIT))
        return;
    survey->questions = ARENA_ARRAY(survey_node->arena, node_count(&questions), struct question);
    for (size_t i = 0; i < node_count(&questions); i++) {
        struct node question = node_item(&questions, i);
        parse_question(&question, survey, i);
        survey->question_count++;
    }
    for (size_t i = 0; i < survey->question_count; i++)
        check_alias(&questions, survey, i);
    place_columns(&questions, survey);
}

int parse_question_reference(const struct node *node, const struct survey *survey)
{
    const char *id = node_string(node);
    if (!id)
        return -1;
    int number = *id ? survey_question_number(survey, id) : -1;
    if (number >= 0)
        return number;
    const char *known[SURVEY_QUESTION_LIMIT] = {0};
    for (size_t i = 0; i < survey->question_count; i++)
        known[i] = survey->questions[i].id;
    node_unknown(node, "question", id, known, survey->question_count);
    return -1;
}
