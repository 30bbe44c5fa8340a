// A survey definition. What the validator lets through keeps the promises of survey/survey.h.
#include "fuzz.h"

static void check_columns(const struct survey *survey)
{
    size_t next = 0;
    for (size_t i = 0; i < survey->question_count; i++) {
        const struct question *question = &survey->questions[i];
        MUST(survey_question_number(survey, question->id) == (int)i);
        MUST(question->column_count == 0 || question->column == next);
        next += question->column_count;
        MUST(!question_scored(question) || (scale_points(question->scale) >= 2 && scale_points(question->scale) <= SURVEY_VALUE_LIMIT));
        MUST(question->option_count <= SURVEY_OPTION_LIMIT);
        MUST(!question->show_if || question->show_if->question < i);
        MUST(survey_text_in(&question->text, "de"));
    }
    MUST(next == survey->column_count && next <= SURVEY_COLUMN_LIMIT);
}

static void check_index(const struct survey *survey, const struct survey_index *index)
{
    unsigned parts = 0;
    for (size_t i = 0; i < index->item_count; i++) {
        MUST(index->items[i] < survey->question_count && index->parts[i] > 0);
        parts += index->parts[i];
    }
    MUST(parts == index->whole && index->whole <= INDEX_WHOLE_LIMIT);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct fault_list faults = {.arena = arena};
    const struct survey *survey = survey_parse(arena, (const char *)bytes, size, &faults);
    MUST((survey != NULL) == (faults.total == 0));
    if (!survey)
        return 0;
    MUST(survey->question_count >= 1 && survey->question_count <= SURVEY_QUESTION_LIMIT);
    MUST(survey->outcome < (int)survey->question_count && strlen(survey->hash) == 64);
    for (size_t i = 0; i < survey->index_count; i++)
        check_index(survey, &survey->indices[i]);
    check_columns(survey);
    return 0;
}
