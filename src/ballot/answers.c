#include "ballot/answers.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

// One validation under way.
struct check {
    struct arena *arena;
    const struct wave *wave;
    const struct survey *survey;
    struct answer_faults *faults;
    unsigned char *answers;
    const char **comments; // by question, NULL where there is none
    bool *seen;
    size_t next; // the question that probably comes next: forms are sent in the order of the survey
};

const char *answer_fault_name(enum answer_fault_kind kind)
{
    static const char *const names[ANSWER_FAULT__COUNT] = {
        [ANSWER_FAULT_UNKNOWN_QUESTION] = "unknown_question", [ANSWER_FAULT_NOT_ASKED] = "not_asked",
        [ANSWER_FAULT_GIVEN_TWICE] = "given_twice",           [ANSWER_FAULT_REQUIRED] = "required",
        [ANSWER_FAULT_WRONG_TYPE] = "wrong_type",             [ANSWER_FAULT_NOT_A_NUMBER] = "not_a_number",
        [ANSWER_FAULT_OUT_OF_RANGE] = "out_of_range",         [ANSWER_FAULT_NOT_OFFERED] = "not_offered",
        [ANSWER_FAULT_UNKNOWN_OPTION] = "unknown_option",     [ANSWER_FAULT_ONE_OPTION] = "one_option",
        [ANSWER_FAULT_OPTION_TWICE] = "option_twice",         [ANSWER_FAULT_TOO_LONG] = "too_long",
        [ANSWER_FAULT_NOTHING] = "nothing",
    };
    return kind < ANSWER_FAULT__COUNT ? names[kind] : "unknown";
}

static struct answer_fault *fault(struct check *check, enum answer_fault_kind kind, int question, const char *place)
{
    static const struct answer_fault empty;
    struct answer_faults *faults = check->faults;
    // What does not fit any more is left out; the ones before it have to be mended first anyway.
    if (faults->count == ANSWER_FAULT_LIMIT)
        faults->count--;
    struct answer_fault *added = &faults->items[faults->count++];
    *added = empty;
    added->kind = kind;
    added->question = question;
    added->place = place;
    return added;
}

static const char *place_of(struct check *check, size_t question)
{
    return arena_format(check->arena, "/%s", check->survey->questions[question].id);
}

static const char *place_in(struct check *check, size_t question, size_t value)
{
    return arena_format(check->arena, "/%s/%zu", check->survey->questions[question].id, value);
}

// RFC 6901: ~ is ~0 and / is ~1.
static const char *pointer(struct arena *arena, const char *name)
{
    char *escaped = arena_alloc(arena, strlen(name) * 2 + 2), *out = escaped;
    *out++ = '/';
    for (; *name; name++) {
        if (*name == '~' || *name == '/') {
            *out++ = '~';
            *out++ = *name == '~' ? '0' : '1';
        } else {
            *out++ = *name;
        }
    }
    return escaped;
}

static void check_scored(struct check *check, size_t number, const struct answer_value *value)
{
    const struct question *question = &check->survey->questions[number];
    const struct scale *scale = question->scale;
    unsigned char *answer = &check->answers[question->column];
    bool word = value->type != ANSWER_NUMBER && strcmp(value->text, ANSWER_WORD_NOT_APPLICABLE) == 0;
    if (value->type == ANSWER_OTHER || (value->type == ANSWER_STRING && !word)) {
        (void)fault(check, ANSWER_FAULT_WRONG_TYPE, (int)number, place_of(check, number));
    } else if (word) {
        *answer = ANSWER_NOT_APPLICABLE;
        if (scale->not_applicable == NOT_APPLICABLE_NONE)
            (void)fault(check, ANSWER_FAULT_NOT_OFFERED, (int)number, place_of(check, number));
    } else {
        char *end;
        errno = 0;
        long given = strtol(value->text, &end, 10);
        bool whole = !errno && *end == '\0' && strspn(value->text, "-0123456789") == strlen(value->text);
        bool inside = whole && given >= scale->min && given <= scale->max;
        if (inside)
            *answer = (unsigned char)(given - scale->min);
        struct answer_fault *added =
            inside ? NULL
                   : fault(check, whole ? ANSWER_FAULT_OUT_OF_RANGE : ANSWER_FAULT_NOT_A_NUMBER, (int)number,
                           place_of(check, number));
        if (added) {
            added->least = scale->min;
            added->most = scale->max;
        }
    }
}

static int option_number(const struct question *question, const char *id)
{
    for (size_t i = 0; i < question->option_count; i++)
        if (strcmp(question->options[i].id, id) == 0)
            return (int)i;
    return -1;
}

static void check_choice(struct check *check, size_t number, const struct answer_input *input)
{
    const struct question *question = &check->survey->questions[number];
    unsigned char *answers = &check->answers[question->column];
    if (!question->multiple && input->count > 1) {
        (void)fault(check, ANSWER_FAULT_ONE_OPTION, (int)number, place_of(check, number));
        return;
    }
    memset(answers, 0, question->option_count);
    for (size_t i = 0; i < input->count; i++) {
        const struct answer_value *value = &input->values[i];
        bool text = value->type == ANSWER_FIELD || value->type == ANSWER_STRING;
        int option = text ? option_number(question, value->text) : -1;
        if (!text)
            (void)fault(check, ANSWER_FAULT_WRONG_TYPE, (int)number, place_in(check, number, i));
        else if (option < 0)
            (void)fault(check, ANSWER_FAULT_UNKNOWN_OPTION, (int)number, place_in(check, number, i));
        else if (answers[option])
            (void)fault(check, ANSWER_FAULT_OPTION_TWICE, (int)number, place_in(check, number, i));
        else
            answers[option] = 1;
    }
}

// Line ends become LF, other control characters blanks, white space at both ends goes.
static char *clean_comment(struct arena *arena, const char *text)
{
    char *copy = arena_text(arena, text), *out = copy;
    for (const char *in = copy; *in; in++) {
        unsigned char character = (unsigned char)*in;
        if (character == '\r' && in[1] == '\n')
            continue;
        bool control = (character < ' ' && character != '\n' && character != '\t') || character == 127;
        *out++ = character == '\r' ? '\n' : control ? ' ' : *in;
    }
    *out = '\0';
    return text_trim(copy);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void check_comment(struct check *check, size_t number, const struct answer_value *value)
{
    const struct question *question = &check->survey->questions[number];
    if (value->type != ANSWER_FIELD && value->type != ANSWER_STRING) {
        (void)fault(check, ANSWER_FAULT_WRONG_TYPE, (int)number, place_of(check, number));
        return;
    }
    const char *body = clean_comment(check->arena, value->text);
    if (*body)
        check->comments[number] = body;
    if (characters(body) > (size_t)question->max_length)
        fault(check, ANSWER_FAULT_TOO_LONG, (int)number, place_of(check, number))->most = question->max_length;
}

// A form sends empty text for what was left empty.
static bool is_empty(const struct answer_input *input)
{
    return input->count == 0 || (input->count == 1 && input->values[0].type == ANSWER_FIELD && !*input->values[0].text);
}

static int question_number(struct check *check, const char *id)
{
    const struct survey *survey = check->survey;
    bool guessed = check->next < survey->question_count && strcmp(survey->questions[check->next].id, id) == 0;
    int number = guessed ? (int)check->next : survey_question_number(survey, id);
    check->next = (size_t)(number + 1);
    return number;
}

static void check_input(struct check *check, const struct answer_input *input)
{
    int number = question_number(check, input->question);
    if (number < 0) {
        (void)fault(check, ANSWER_FAULT_UNKNOWN_QUESTION, ANSWER_NO_QUESTION, pointer(check->arena, input->question));
        return;
    }
    const struct question *question = &check->survey->questions[number];
    if (!wave_asks(check->wave, (size_t)number))
        (void)fault(check, ANSWER_FAULT_NOT_ASKED, number, place_of(check, (size_t)number));
    else if (check->seen[number] || (question->type != QUESTION_CHOICE && input->count > 1))
        (void)fault(check, ANSWER_FAULT_GIVEN_TWICE, number, place_of(check, (size_t)number));
    else if (is_empty(input))
        return;
    else if (question_scored(question))
        check_scored(check, (size_t)number, &input->values[0]);
    else if (question->type == QUESTION_CHOICE)
        check_choice(check, (size_t)number, input);
    else
        check_comment(check, (size_t)number, &input->values[0]);
    check->seen[number] = true;
}

bool answers_show(const struct survey *survey, const unsigned char *answers, const struct show_if *condition)
{
    const struct question *other = &survey->questions[condition->question];
    const unsigned char *answer = &answers[other->column];
    if (other->type == QUESTION_CHOICE) {
        int option = condition->equals ? option_number(other, condition->equals) : -1;
        return option >= 0 && answer[option] == 1;
    }
    if (!question_scored(other) || *answer >= ANSWER_NOT_APPLICABLE)
        return false;
    int value = other->scale->min + *answer;
    return (!condition->has_least || value >= condition->at_least) &&
           (!condition->has_most || value <= condition->at_most);
}

static void forget(struct check *check, size_t number)
{
    const struct question *question = &check->survey->questions[number];
    struct answer_faults *faults = check->faults;
    size_t kept = 0;
    memset(&check->answers[question->column], ANSWER_NONE, question->column_count);
    check->comments[number] = NULL;
    for (size_t i = 0; i < faults->count; i++)
        if (faults->items[i].question != (int)number)
            faults->items[kept++] = faults->items[i];
    faults->count = kept;
}

static bool is_answered(const struct check *check, size_t number)
{
    const struct question *question = &check->survey->questions[number];
    return question->type == QUESTION_COMMENT ? check->comments[number] != NULL
                                              : check->answers[question->column] != ANSWER_NONE;
}

// Not there, or a comment of blanks; a wrong answer has its fault already.
static bool is_missing(const struct check *check, size_t number)
{
    return !check->seen[number] ||
           (check->survey->questions[number].type == QUESTION_COMMENT && !is_answered(check, number));
}

// A condition refers to an earlier question, so one pass in order settles what is hidden.
static void check_shown(struct check *check)
{
    size_t answered = 0;
    for (size_t i = 0; i < check->survey->question_count; i++) {
        const struct question *question = &check->survey->questions[i];
        bool asked = wave_asks(check->wave, i);
        bool hidden = question->show_if && !answers_show(check->survey, check->answers, question->show_if);
        if (asked && hidden)
            forget(check, i);
        else if (asked && question->required && is_missing(check, i))
            (void)fault(check, ANSWER_FAULT_REQUIRED, (int)i, place_of(check, i));
        answered += is_answered(check, i);
    }
    if (answered == 0 && check->faults->count == 0)
        (void)fault(check, ANSWER_FAULT_NOTHING, ANSWER_NO_QUESTION, "");
}

static void collect_comments(const struct check *check, struct ballot *ballot)
{
    ballot->comments = ARENA_ARRAY(check->arena, check->survey->question_count, struct sheet_comment);
    ballot->comment_count = 0;
    for (size_t i = 0; i < check->survey->question_count; i++)
        if (check->comments[i])
            ballot->comments[ballot->comment_count++] =
                (struct sheet_comment){.question = (uint16_t)i, .body = check->comments[i]};
}

bool answers_check(struct arena *arena, const struct wave *wave, const struct survey *survey,
                   const struct answer_input *inputs, size_t count, struct ballot *ballot,
                   struct answer_faults *faults)
{
    struct check check = {
        .arena = arena,
        .wave = wave,
        .survey = survey,
        .faults = faults,
        .answers = arena_alloc(arena, survey->column_count),
        .comments = ARENA_ARRAY(arena, survey->question_count, const char *),
        .seen = ARENA_ARRAY(arena, survey->question_count, bool),
    };
    faults->count = 0;
    memset(check.answers, ANSWER_NONE, survey->column_count);
    for (size_t i = 0; i < count; i++)
        check_input(&check, &inputs[i]);
    check_shown(&check);
    ballot->sheet.answers = check.answers;
    ballot->sheet.weight = 1;
    ballot->column_count = survey->column_count;
    collect_comments(&check, ballot);
    return faults->count == 0;
}
