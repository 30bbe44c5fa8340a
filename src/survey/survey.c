#include "survey/survey.h"

#include <string.h>

static const char *text_of(const struct survey_text *text, const char *language)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->languages[i], language) == 0)
            return text->texts[i];
    return NULL;
}

const char *survey_text_in(const struct survey_text *text, const char *language)
{
    const char *found = text_of(text, language);
    return found ? found : text_of(text, "en");
}

int survey_question_number(const struct survey *survey, const char *id)
{
    for (size_t i = 0; i < survey->question_count; i++)
        if (strcmp(survey->questions[i].id, id) == 0)
            return (int)i;
    return -1;
}

const struct question *survey_question(const struct survey *survey, const char *id)
{
    int number = survey_question_number(survey, id);
    return number < 0 ? NULL : &survey->questions[number];
}

const char *index_method_name(enum index_method method)
{
    return method == INDEX_ITEM_MEAN ? "item_mean" : "person_mean";
}

const char *index_figure_kind_name(enum index_figure_kind figure)
{
    return figure == INDEX_OF_FAVOURABLE ? "favourable" : "score";
}
