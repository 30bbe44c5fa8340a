#include "analyze/comments.h"
#include "ballot/open_link.h"
#include "comment_terms.h"
#include "internal.h"
#include "protect/mask.h"

#include <string.h>

static uint32_t at_least(uint32_t count, uint32_t other)
{
    return count < other ? other : count;
}

// People of a department who answered anything. Where answers came one by one they are at least as many as answered one question.
static uint32_t people_in(const struct analyze_wave *now, size_t department)
{
    uint32_t people = now->cells->sheets[department] + now->cells->partial[department];
    for (size_t i = 0; i < now->survey->question_count && !now->wave->joined; i++)
        people = at_least(people, cells_answers(now->cells, department, &now->survey->questions[i]));
    return people;
}

// Of them those whose answer to the other question met the condition.
static uint32_t people_meeting(const struct analyze_wave *now, size_t department, const struct show_if *condition)
{
    const struct question *other = &now->survey->questions[condition->question];
    if (condition->equals) {
        for (size_t i = 0; i < other->option_count; i++)
            if (strcmp(other->options[i].id, condition->equals) == 0)
                return cells_at(now->cells, department, other->column + i)[1];
        return 0;
    }
    if (!question_scored(other))
        return people_in(now, department);
    const uint32_t *counts = cells_at(now->cells, department, other->column);
    uint32_t people = 0;
    for (int value = other->scale->min; value <= other->scale->max; value++)
        if ((!condition->has_least || value >= condition->at_least) && (!condition->has_most || value <= condition->at_most))
            people += counts[value - other->scale->min];
    return people;
}

// a of the header. Answers collected elsewhere may have comments where the condition was not met: then there are at least so many people
// who wrote one.
static uint32_t *count_people(struct arena *arena, const struct analyze_wave *now, const struct comment_book *book,
                              size_t question)
{
    const struct show_if *condition = now->survey->questions[question].show_if;
    const size_t count = now->organisation->count;
    uint32_t *people = ARENA_ARRAY(arena, count, uint32_t), *writers = ARENA_ARRAY(arena, count, uint32_t);
    for (size_t i = 0; i < book->count; i++)
        writers[book->comments[i].department] += book->comments[i].question == question;
    for (size_t i = 0; i < count; i++)
        people[i] = at_least(condition ? people_meeting(now, i, condition) : people_in(now, i), writers[i]);
    return people;
}

static bool mask_question(const struct analyze_wave *now, const struct comment_book *book, const struct publication *publication,
                          size_t question, enum figure_status *statuses, struct error *err)
{
    AUTO(arena) struct arena *scratch = arena_new();
    const size_t count = now->organisation->count;
    int32_t *parents = ARENA_ARRAY(scratch, count, int32_t);
    for (size_t i = 0; i < count; i++)
        parents[i] = i == 0 ? MASK_NO_PARENT : now->organisation->departments[i].parent;
    const struct mask_tree tree = {.count = count,
                                   .parent = parents,
                                   .own = count_people(scratch, now, book, question),
                                   .guests = open_link_guests(scratch, now->organisation)};
    const uint32_t minimum = at_least((uint32_t)now->wave->k, COMMENT_MINIMUM);
    struct mask mask;
    if (!mask_compute(&tree, scratch, minimum, NULL, &mask, err))
        return false;
    const struct show_if *condition = now->survey->questions[question].show_if;
    for (size_t i = 0; i < count; i++)
        statuses[i] = condition ? work_condition_status(publication_figure(publication, i, condition->question), mask.status[i])
                                : mask.status[i];
    return mask_check(&tree, scratch, minimum, statuses, err);
}

static bool mask_all(struct arena *arena, const struct analyze_wave *now, const struct comment_book *book,
                     const struct publication *publication, struct comment_publication *out, struct error *err)
{
    size_t *questions = ARENA_ARRAY(arena, now->survey->question_count, size_t);
    for (size_t i = 0; i < now->survey->question_count; i++)
        if (now->survey->questions[i].type == QUESTION_COMMENT && wave_asks(now->wave, i))
            questions[out->question_count++] = i;
    enum figure_status *statuses = ARENA_ARRAY(arena, out->question_count * out->departments, enum figure_status);
    for (size_t i = 0; i < out->question_count; i++)
        if (!mask_question(now, book, publication, questions[i], statuses + i * out->departments, err))
            return false;
    out->questions = questions;
    out->statuses = statuses;
    return true;
}

static bool check_book(const struct analyze_wave *now, const struct comment_book *book, struct error *err)
{
    for (size_t i = 0; i < book->count; i++) {
        const struct comment *comment = &book->comments[i];
        if (comment->department >= now->organisation->count || comment->question >= now->survey->question_count ||
            now->survey->questions[comment->question].type != QUESTION_COMMENT || !wave_asks(now->wave, comment->question))
            return FAIL(err, ERROR_INTERNAL, "a comment stands at a department or question that the wave does not have");
    }
    return true;
}

// The lowest department that shows a comment; −1 when none does.
static int lowest(const struct analyze_wave *now, const struct comment_publication *out, const struct comment *comment)
{
    size_t number = 0;
    while (out->questions[number] != comment->question)
        number++;
    const enum figure_status *statuses = out->statuses + number * out->departments;
    int at = (int)comment->department;
    while (at >= 0 && statuses[at] != FIGURE_PUBLISHED)
        at = now->organisation->departments[at].parent;
    return at;
}

// From here on nobody looks at the department where a comment was written.
static void show(struct arena *arena, const struct analyze_wave *now, const struct comment_book *book,
                 struct comment_publication *out, struct shown_comment *shown)
{
    out->comments = ARENA_ARRAY(arena, book->count, struct published_comment);
    for (size_t i = 0; i < book->count; i++) {
        const struct comment *comment = &book->comments[i];
        const int at = lowest(now, out, comment);
        if (at < 0)
            continue;
        shown[out->comment_count] =
            (struct shown_comment){comment->question, (size_t)at, comment->use_count, comment->uses};
        out->comments[out->comment_count++] =
            (struct published_comment){.question = comment->question, .department = (size_t)at, .body = comment->body};
    }
}

bool comments_compute(struct arena *arena, const struct analyze_wave *now, const struct comment_book *book,
                      const struct publication *publication, struct comment_publication *out, struct error *err)
{
    *out = (struct comment_publication){.departments = now->organisation->count};
    if (!check_book(now, book, err) || !mask_all(arena, now, book, publication, out, err))
        return false;
    AUTO(arena) struct arena *scratch = arena_new();
    struct shown_comment *shown = ARENA_ARRAY(scratch, book->count + 1, struct shown_comment);
    show(arena, now, book, out, shown);
    struct term_source source = {
        .organisation = now->organisation,
        .k = (uint32_t)now->wave->k,
        .count = out->comment_count,
        .comments = shown,
        .book = book,
    };
    comment_terms(arena, &source, out);
    comment_outcome(&source, now->survey, publication, out);
    return true;
}
