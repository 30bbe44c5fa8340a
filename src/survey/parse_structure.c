// What stands around the questions: sections, the outcome, rotation.
#include "internal.h"

#include <string.h>

void parse_unique_id(const struct node *item, const char *id, size_t number,
                     const char *(*earlier)(const struct survey *survey, size_t number),
                     const struct survey *survey)
{
    for (size_t i = 0; i < number; i++)
        if (strcmp(earlier(survey, i), id) == 0) {
            node_fault(item, "the id \"%s\" is taken by number %zu of this list", id, i);
            return;
        }
}

static const char *section_id(const struct survey *survey, size_t number)
{
    return survey->sections[number].id;
}

static void parse_section(const struct node *node, struct survey *survey, size_t number)
{
    static const char *const keys[] = {"id", "title", NULL};
    struct survey_section *section = &survey->sections[number];
    section->id = "";
    if (!node_is_object(node))
        return;
    node_check_keys(node, keys);
    struct node id = node_member(node, "id"), title = node_member(node, "title");
    const char *written = node_id(&id);
    if (written)
        parse_unique_id(&id, written, number, section_id, survey);
    section->id = written ? written : "";
    parse_text(&title, TEXT_LINE, LENGTH_TITLE, &section->title);
}

void parse_sections(const struct node *survey_node, struct survey *survey)
{
    struct node sections = node_member(survey_node, "sections");
    if (!node_present(&sections) || !node_is_array(&sections, 0, COUNT_SECTIONS))
        return;
    survey->sections = ARENA_ARRAY(survey_node->arena, node_count(&sections), struct survey_section);
    for (size_t i = 0; i < node_count(&sections); i++) {
        struct node section = node_item(&sections, i);
        parse_section(&section, survey, i);
        survey->section_count++;
    }
}

// A section is a heading with what stands below it, so its questions stand together.
static void check_stand_together(const struct node *reference, const struct survey *survey, size_t number)
{
    const char *section = survey->questions[number].section;
    const char *before = number ? survey->questions[number - 1].section : section;
    if (before && strcmp(before, section) == 0)
        return;
    for (size_t i = 0; i < number; i++)
        if (survey->questions[i].section && strcmp(survey->questions[i].section, section) == 0) {
            node_fault(reference, "the questions of section \"%s\" do not stand together", section);
            return;
        }
}

void parse_section_references(const struct node *survey_node, struct survey *survey)
{
    struct node questions = node_member(survey_node, "questions");
    const char *known[COUNT_SECTIONS] = {0};
    for (size_t i = 0; i < survey->section_count; i++)
        known[i] = survey->sections[i].id;
    for (size_t i = 0; i < survey->question_count; i++) {
        struct node question = node_item(&questions, i), reference = node_member(&question, "section");
        const char *section = survey->questions[i].section;
        bool found = false;
        for (size_t j = 0; section && j < survey->section_count; j++)
            found = found || strcmp(known[j], section) == 0;
        if (found)
            check_stand_together(&reference, survey, i);
        else if (section)
            node_unknown(&reference, "section", section, known, survey->section_count);
    }
}

// Questions by id, each once. What is faulty is left out.
static void parse_question_list(const struct node *list, const struct survey *survey, size_t least,
                                size_t **numbers, size_t *count)
{
    if (!node_is_array(list, least, SURVEY_QUESTION_LIMIT))
        return;
    *numbers = ARENA_ARRAY(list->arena, node_count(list), size_t);
    for (size_t i = 0; i < node_count(list); i++) {
        struct node item = node_item(list, i);
        int number = parse_question_reference(&item, survey);
        bool twice = false;
        for (size_t j = 0; j < *count; j++)
            twice = twice || (int)(*numbers)[j] == number;
        if (twice)
            node_fault(&item, "\"%s\" is listed twice", survey->questions[number].id);
        else if (number >= 0)
            (*numbers)[(*count)++] = (size_t)number;
    }
}

void parse_rotation(const struct node *survey_node, struct survey *survey)
{
    static const char *const keys[] = {"core", "per_wave", NULL};
    struct node rotate = node_member(survey_node, "rotate");
    if (!node_present(&rotate) || !node_is_object(&rotate))
        return;
    node_check_keys(&rotate, keys);
    struct node core = node_member(&rotate, "core"), per_wave = node_member(&rotate, "per_wave");
    parse_question_list(&core, survey, 0, &survey->core, &survey->core_count);
    int wanted = 0;
    if (!node_integer(&per_wave, 1, SURVEY_QUESTION_LIMIT, &wanted))
        return;
    survey->per_wave = (size_t)wanted;
    size_t others = survey->question_count - survey->core_count;
    if (survey->per_wave > others)
        node_fault(&per_wave, "%d questions a wave, but only %zu are not in the core", wanted, others);
}

void parse_outcome(const struct node *survey_node, struct survey *survey)
{
    struct node outcome = node_member(survey_node, "outcome");
    survey->outcome = -1;
    if (!node_present(&outcome))
        return;
    survey->outcome = parse_question_reference(&outcome, survey);
    if (survey->outcome < 0)
        return;
    const struct question *question = &survey->questions[survey->outcome];
    if (question->type < QUESTION_TYPE__COUNT && !question_scored(question))
        node_fault(&outcome, "\"%s\" has no score; the outcome is an enps or scale question", question->id);
    bool always = survey->per_wave == 0;
    for (size_t i = 0; i < survey->core_count; i++)
        always = always || survey->core[i] == (size_t)survey->outcome;
    if (!always)
        node_fault(&outcome, "\"%s\" is not asked in every wave; put it into rotate.core", question->id);
}
