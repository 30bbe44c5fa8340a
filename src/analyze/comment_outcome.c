// Terms and the eNPS: over departments, from published lists and published figures alone.
#include "comment_terms.h"
#include "stats/discovery.h"
#include "stats/share_trend.h"

static const double discovery_rate = 0.10;

static bool shows_both(const struct comment_publication *out, const struct publication *publication, size_t number, size_t outcome,
                       size_t department)
{
    return out->statuses[number * out->departments + department] == FIGURE_PUBLISHED &&
           publication_figure(publication, department, outcome)->status == FIGURE_PUBLISHED;
}

// The lowest departments that show both, none of them above another: by department, which of them its comments count for; −1 for none.
static int *find_groups(struct arena *arena, const struct term_source *source, const struct comment_publication *out,
                        const struct publication *publication, size_t number, size_t outcome)
{
    const size_t count = out->departments;
    const struct wave_department *departments = source->organisation->departments;
    bool *above = ARENA_ARRAY(arena, count, bool);
    int *groups = ARENA_ARRAY(arena, count, int);
    for (size_t i = count; i-- > 1;)
        if (above[i] || shows_both(out, publication, number, outcome, i))
            above[departments[i].parent] = true;
    for (size_t i = 0; i < count; i++) {
        const bool group = !above[i] && shows_both(out, publication, number, outcome, i);
        groups[i] = group ? (int)i : i > 0 ? groups[departments[i].parent] : -1;
    }
    return groups;
}

static bool uses(const struct shown_comment *comment, uint32_t term)
{
    for (size_t i = 0; i < comment->use_count; i++)
        if (comment->uses[i].term == term)
            return true;
    return false;
}

// The number of a question's terms over the whole organisation, and where they begin.
static size_t whole_terms(const struct comment_publication *out, size_t question, size_t *first)
{
    size_t count = 0;
    for (size_t i = 0; i < out->term_count; i++)
        if (out->terms[i].question == question && out->terms[i].department == 0 && count++ == 0)
            *first = i;
    return count;
}

static void compare_term(const struct term_source *source, const int *groups, struct share_group *sums, size_t departments,
                         struct published_term *term)
{
    for (size_t i = 0; i < departments; i++)
        sums[i].users = 0;
    for (size_t i = 0; i < source->count; i++) {
        const struct shown_comment *comment = &source->comments[i];
        if (comment->question == term->question && groups[comment->department] >= 0)
            sums[groups[comment->department]].users += uses(comment, term->term);
    }
    struct share_trend trend;
    term->compared = share_trend_test(sums, departments, &trend);
    if (!term->compared)
        return;
    term->departments = (uint32_t)trend.groups;
    term->lower = trend.lower;
    term->higher = trend.higher;
    term->p = trend.p;
}

static void compare_question(struct arena *arena, const struct term_source *source, const struct publication *publication,
                             size_t outcome, size_t number, struct comment_publication *out)
{
    size_t first = 0;
    const size_t count = whole_terms(out, out->questions[number], &first);
    const int *groups = find_groups(arena, source, out, publication, number, outcome);
    struct share_group *sums = ARENA_ARRAY(arena, out->departments, struct share_group);
    for (size_t i = 0; i < out->departments; i++)
        sums[i].score = groups[i] == (int)i ? publication_figure(publication, i, outcome)->enps : 0;
    for (size_t i = 0; i < source->count; i++)
        if (source->comments[i].question == out->questions[number] && groups[source->comments[i].department] >= 0)
            sums[groups[source->comments[i].department]].total++;
    for (size_t i = 0; i < count; i++)
        compare_term(source, groups, sums, out->departments, &out->terms[first + i]);
}

static void control(struct arena *arena, struct comment_publication *out)
{
    double *p = ARENA_ARRAY(arena, out->term_count, double);
    size_t count = 0;
    for (size_t i = 0; i < out->term_count; i++)
        if (out->terms[i].compared)
            p[count++] = out->terms[i].p;
    discovery_control(p, count, p);
    count = 0;
    for (size_t i = 0; i < out->term_count; i++)
        if (out->terms[i].compared) {
            out->terms[i].q = p[count++];
            out->terms[i].detectable = out->terms[i].q <= discovery_rate;
        }
}

void comment_outcome(const struct term_source *source, const struct survey *survey, const struct publication *publication,
                     struct comment_publication *out)
{
    if (survey->outcome < 0 || survey->questions[survey->outcome].type != QUESTION_ENPS)
        return;
    AUTO(arena) struct arena *scratch = arena_new();
    for (size_t i = 0; i < out->question_count; i++)
        compare_question(scratch, source, publication, (size_t)survey->outcome, i, out);
    control(scratch, out);
}
