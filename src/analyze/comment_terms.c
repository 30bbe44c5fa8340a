#include "comment_terms.h"

#include <stdlib.h>
#include <string.h>

// A word that is used hardly anywhere but in a phrase of the list is left out: this share of its comments or more.
static const double covered_share = 0.8;

struct candidate {
    uint32_t department, term, comments;
};

// One question's comments, by the terms they use.
struct index {
    struct arena *arena;
    const struct term_source *source;
    const enum figure_status *statuses;
    size_t *first;                     // term_count + 1: where its comments begin
    const struct shown_comment **uses; // comments, term after term
    const uint32_t **forms;
    uint32_t *counts; // departments; zero between two terms
    const char **texts; // by term, once somebody has asked
    size_t count, capacity;
    struct candidate *candidates;
};

static void build_index(struct index *index, size_t question)
{
    const struct term_source *source = index->source;
    const size_t terms = source->book->term_count;
    index->first = ARENA_ARRAY(index->arena, terms + 2, size_t);
    for (size_t i = 0; i < source->count; i++)
        for (size_t u = 0; u < source->comments[i].use_count && source->comments[i].question == question; u++)
            index->first[source->comments[i].uses[u].term + 2]++;
    for (size_t i = 0; i < terms; i++)
        index->first[i + 2] += index->first[i + 1];
    const size_t total = index->first[terms + 1];
    index->uses = ARENA_ARRAY(index->arena, total, const struct shown_comment *);
    index->forms = ARENA_ARRAY(index->arena, total, const uint32_t *);
    for (size_t i = 0; i < source->count; i++)
        for (size_t u = 0; u < source->comments[i].use_count && source->comments[i].question == question; u++) {
            const struct term_use *use = &source->comments[i].uses[u];
            const size_t at = index->first[use->term + 1]++;
            index->uses[at] = &source->comments[i];
            index->forms[at] = &use->form;
        }
}

static void add_candidate(struct index *index, size_t department, size_t term)
{
    if (index->count == index->capacity) {
        const size_t capacity = index->capacity ? 2 * index->capacity : 256;
        struct candidate *larger = ARENA_ARRAY(index->arena, capacity, struct candidate);
        if (index->count)
            memcpy(larger, index->candidates, index->count * sizeof *larger);
        index->candidates = larger;
        index->capacity = capacity;
    }
    index->candidates[index->count++] =
        (struct candidate){(uint32_t)department, (uint32_t)term, index->counts[department]};
}

// Counts a term wherever its comments stand: at the lowest department and at the published ones above.
static void count_term(struct index *index, size_t term)
{
    const struct organisation *organisation = index->source->organisation;
    const uint32_t minimum = index->source->k < TERM_MINIMUM ? TERM_MINIMUM : index->source->k;
    const size_t from = index->first[term], to = index->first[term + 1];
    if (to - from < minimum)
        return;
    for (size_t i = from; i < to; i++)
        for (int at = (int)index->uses[i]->department; at >= 0; at = organisation->departments[at].parent)
            index->counts[at] += index->statuses[at] == FIGURE_PUBLISHED;
    for (size_t i = from; i < to; i++)
        for (int at = (int)index->uses[i]->department; at >= 0; at = organisation->departments[at].parent) {
            if (index->counts[at] >= minimum)
                add_candidate(index, (size_t)at, term);
            index->counts[at] = 0;
        }
}

static int compare_forms(const void *left, const void *right)
{
    const uint32_t a = **(const uint32_t *const *)left, b = **(const uint32_t *const *)right;
    return a < b ? -1 : a > b;
}

// The most frequent spelling; of several the first in the order of their bytes.
static const char *find_text(const struct index *index, size_t term)
{
    const uint32_t **forms = index->forms + index->first[term];
    const size_t count = index->first[term + 1] - index->first[term];
    const char *best = NULL;
    size_t best_count = 0;
    qsort(forms, count, sizeof *forms, compare_forms);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && *forms[to] == *forms[from]; to++)
            continue;
        const char *text = index->source->book->forms[*forms[from]];
        if (to - from > best_count || (to - from == best_count && strcmp(text, best) < 0)) {
            best = text;
            best_count = to - from;
        }
    }
    return best;
}

static const char *text_of(const struct index *index, size_t term)
{
    if (!index->texts[term])
        index->texts[term] = find_text(index, term);
    return index->texts[term];
}

static int words_in(const char *stems)
{
    return strchr(stems, ' ') ? 2 : 1;
}

// By department, the most frequent first, phrases before words; ties by their stems, so that the order is always the same.
static int compare_candidates(const void *left, const void *right, void *terms)
{
    const struct candidate *a = left, *b = right;
    if (a->department != b->department)
        return a->department < b->department ? -1 : 1;
    if (a->comments != b->comments)
        return a->comments > b->comments ? -1 : 1;
    const char *one = ((const char *const *)terms)[a->term], *other = ((const char *const *)terms)[b->term];
    const int words = words_in(other) - words_in(one);
    return words != 0 ? words : strcmp(one, other);
}

static bool is_part_of(const char *stem, const char *phrase)
{
    const char *blank = strchr(phrase, ' ');
    const size_t size = strlen(stem);
    return ((size_t)(blank - phrase) == size && memcmp(phrase, stem, size) == 0) || strcmp(blank + 1, stem) == 0;
}

// Whether a phrase that is shown says it already.
static bool is_covered(const struct comment_book *book, const struct candidate *word, const struct candidate *candidates,
                       size_t count)
{
    for (size_t i = 0, phrases = 0; i < count && phrases < TERM_PHRASES; i++) {
        const char *phrase = book->terms[candidates[i].term];
        if (words_in(phrase) == 1)
            continue;
        phrases++;
        if (candidates[i].comments >= covered_share * word->comments && is_part_of(book->terms[word->term], phrase))
            return true;
    }
    return false;
}

// The terms of one department out of its candidates, which are sorted: moved to the front, and how many.
static size_t choose(struct candidate *candidates, size_t count, const struct comment_book *book)
{
    size_t kept = 0, words = 0, phrases = 0;
    struct candidate chosen[TERM_WORDS + TERM_PHRASES];
    for (size_t i = 0; i < count && (words < TERM_WORDS || phrases < TERM_PHRASES); i++) {
        const bool phrase = words_in(book->terms[candidates[i].term]) > 1;
        if (phrase ? phrases == TERM_PHRASES : words == TERM_WORDS || is_covered(book, &candidates[i], candidates, count))
            continue;
        *(phrase ? &phrases : &words) += 1;
        chosen[kept++] = candidates[i];
    }
    memcpy(candidates, chosen, kept * sizeof *chosen);
    return kept;
}

static void publish_terms(const struct index *index, size_t question, struct comment_publication *out)
{
    const struct comment_book *book = index->source->book;
    for (size_t from = 0, to; from < index->count; from = to) {
        for (to = from; to < index->count && index->candidates[to].department == index->candidates[from].department; to++)
            continue;
        const size_t count = choose(index->candidates + from, to - from, book);
        for (size_t i = from; i < from + count; i++) {
            const struct candidate *candidate = &index->candidates[i];
            out->terms[out->term_count++] = (struct published_term){
                .question = question,
                .department = candidate->department,
                .text = text_of(index, candidate->term),
                .words = words_in(book->terms[candidate->term]),
                .comments = candidate->comments,
                .term = candidate->term,
            };
        }
    }
}

void comment_terms(struct arena *arena, const struct term_source *source, struct comment_publication *out)
{
    const size_t most = out->departments * out->question_count * (TERM_WORDS + TERM_PHRASES);
    out->terms = ARENA_ARRAY(arena, most, struct published_term);
    for (size_t i = 0; i < out->question_count; i++) {
        AUTO(arena) struct arena *scratch = arena_new();
        struct index index = {
            .arena = scratch,
            .source = source,
            .statuses = out->statuses + i * out->departments,
            .counts = ARENA_ARRAY(scratch, out->departments, uint32_t),
            .texts = ARENA_ARRAY(scratch, source->book->term_count, const char *),
        };
        build_index(&index, out->questions[i]);
        for (size_t term = 0; term < source->book->term_count; term++)
            count_term(&index, term);
        if (index.count)
            qsort_r(index.candidates, index.count, sizeof *index.candidates, compare_candidates, (void *)(uintptr_t)source->book->terms);
        publish_terms(&index, out->questions[i], out);
    }
}
