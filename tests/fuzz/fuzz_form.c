// A posted form, from its bytes to a sheet and back: escapes, fields, answers, the ballot's bytes.
#include "ballot/plausible.h"
#include "fuzz.h"
#include "web/form.h"

// What the validator lets through is a ballot that the box takes and the close counts: in range, hidden questions empty, and the same
// again when read.
static void check_ballot(struct arena *arena, const struct survey *survey, const struct wave *wave, const struct ballot *ballot)
{
    const struct ballot_frame frame = {.wave = wave, .survey = survey, .departments = 1};
    const unsigned char *answers = ballot->sheet.answers;
    MUST(ballot->column_count == survey->column_count && ballot_plausible(ballot, &frame));
    MUST(answers[0] <= 10); // required, and eNPS offers no "does not apply"
    MUST(answers[1] < 5 || answers[1] == ANSWER_NOT_APPLICABLE || answers[1] == ANSWER_NONE);
    for (size_t i = 2; i < survey->column_count; i++)
        MUST(answers[i] <= 1 || answers[i] == ANSWER_NONE);
    bool why = false;
    for (size_t i = 0; i < ballot->comment_count; i++) {
        why |= ballot->comments[i].question == 4;
        MUST(ballot->comments[i].question >= 4 && ballot->comments[i].question < survey->question_count);
        MUST(*ballot->comments[i].body && strlen(ballot->comments[i].body) <= 20 * 4);
    }
    MUST(why == (answers[0] <= 6));

    AUTO(buffer) struct buffer bytes = {0};
    struct ballot again;
    ballot_write(ballot, &bytes);
    MUST(ballot_read(arena, (const unsigned char *)bytes.bytes, bytes.size, &again));
    MUST(again.column_count == ballot->column_count && again.comment_count == ballot->comment_count);
    MUST(memcmp(again.sheet.answers, answers, survey->column_count) == 0);
    for (size_t i = 0; i < ballot->comment_count; i++)
        MUST(strcmp(again.comments[i].body, ballot->comments[i].body) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct survey *survey = fuzz_survey_once();
    AUTO(arena) struct arena *arena = arena_new();
    struct wave wave = {.id = 1, .k = 5};
    struct form form;
    const char *language = form_peek(arena, (const char *)bytes, size, FORM_LANGUAGE);
    MUST(!language || strlen(language) <= size);
    if (!form_parse(arena, (const char *)bytes, size, &form))
        return 0;
    struct ballot ballot = {0};
    struct answer_faults faults;
    bool good = answers_check(arena, &wave, survey, form.inputs, form.count, &ballot, &faults);
    MUST(good == (faults.count == 0) && faults.count <= ANSWER_FAULT_LIMIT);
    for (size_t i = 0; i < faults.count; i++)
        MUST(faults.items[i].place && strcmp(answer_fault_name(faults.items[i].kind), "unknown") != 0);
    if (good)
        check_ballot(arena, survey, &wave, &ballot);
    return 0;
}
