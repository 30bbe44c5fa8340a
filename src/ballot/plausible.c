#include "ballot/plausible.h"
#include "ballot/answers.h"
#include "base/text.h"

#include <string.h>

static bool has_shape(const struct ballot *ballot, const struct ballot_frame *frame)
{
    if (ballot->sheet.department >= frame->departments || ballot->segment_count != frame->segment_count ||
        ballot->column_count != frame->survey->column_count)
        return false;
    for (size_t i = 0; i < frame->segment_count; i++)
        if (ballot->sheet.segments[i] != SEGMENT_NONE && ballot->sheet.segments[i] >= frame->segments[i].category_count)
            return false;
    return true;
}

static bool is_scored_value(const struct question *question, unsigned char answer)
{
    if (answer == ANSWER_NOT_APPLICABLE)
        return question->scale->not_applicable != NOT_APPLICABLE_NONE;
    return answer == ANSWER_NONE || answer < scale_points(question->scale);
}

// Nothing at all, or each option chosen or not and at least one of them.
static bool is_choice(const struct question *question, const unsigned char *answers)
{
    size_t chosen = 0, left_out = 0;
    for (size_t i = 0; i < question->column_count; i++) {
        if (answers[i] > 1 && answers[i] != ANSWER_NONE)
            return false;
        chosen += answers[i] == 1;
        left_out += answers[i] == ANSWER_NONE;
    }
    return left_out == question->column_count || (left_out == 0 && chosen >= 1 && (question->multiple || chosen == 1));
}

static bool are_values(const struct question *question, const unsigned char *answers)
{
    if (question->type == QUESTION_COMMENT)
        return true;
    return question_scored(question) ? is_scored_value(question, *answers) : is_choice(question, answers);
}

static bool is_clean(const char *body, size_t most)
{
    size_t characters = 0, size = strlen(body);
    if (size == 0 || !text_is_utf8(body, size, NULL))
        return false;
    for (; *body; body++) {
        unsigned char byte = (unsigned char)*body;
        if ((byte < ' ' && byte != '\n' && byte != '\t') || byte == 127)
            return false;
        characters += (byte & 0xC0) != 0x80;
    }
    return characters <= most;
}

// Each is for a comment question, in their order, one at most.
static bool are_comments(const struct ballot *ballot, const struct survey *survey)
{
    for (size_t i = 0; i < ballot->comment_count; i++) {
        const struct sheet_comment *comment = &ballot->comments[i];
        if (comment->question >= survey->question_count || (i > 0 && comment->question <= comment[-1].question))
            return false;
        const struct question *question = &survey->questions[comment->question];
        if (question->type != QUESTION_COMMENT || !is_clean(comment->body, (size_t)question->max_length))
            return false;
    }
    return true;
}

static bool has_comment(const struct ballot *ballot, size_t question)
{
    for (size_t i = 0; i < ballot->comment_count; i++)
        if (ballot->comments[i].question == question)
            return true;
    return false;
}

bool ballot_plausible(const struct ballot *ballot, const struct ballot_frame *frame)
{
    const struct survey *survey = frame->survey;
    if (!has_shape(ballot, frame) || !are_comments(ballot, survey))
        return false;
    size_t answered = 0;
    for (size_t i = 0; i < survey->question_count; i++) {
        const struct question *question = &survey->questions[i];
        const unsigned char *answers = ballot->sheet.answers + question->column;
        bool given = question->type == QUESTION_COMMENT ? has_comment(ballot, i) : *answers != ANSWER_NONE;
        bool shown = wave_asks(frame->wave, i) &&
                     (!question->show_if || answers_show(survey, ballot->sheet.answers, question->show_if));
        if (!are_values(question, answers) || (given && !shown) || (shown && question->required && !given))
            return false;
        answered += given;
    }
    return answered > 0;
}
