// What others have: the median department, and norms from elsewhere. From published figures alone.
#include "internal.h"
#include "stats/change.h"

#include <string.h>

// The median of one published figure over departments; `values` is room for as many.
static double median_of(const struct work *work, size_t question, const size_t *departments, size_t count, enum norm_figure kind,
                        double *values)
{
    for (size_t i = 0; i < count; i++)
        values[i] = norm_figure_value(kind, publication_figure(work->publication, departments[i], question));
    return norm_median(values, count);
}

static void compute_medians(struct work *work)
{
    struct publication *publication = work->publication;
    const size_t k = (size_t)work->now->wave->k, least = k > BENCHMARK_LEAST ? k : BENCHMARK_LEAST;
    publication->medians = ARENA_ARRAY(work->arena, publication->questions, struct department_median);
    size_t *departments = ARENA_ARRAY(work->arena, publication->departments, size_t);
    double *values = ARENA_ARRAY(work->arena, publication->departments, double);
    for (size_t q = 0; q < publication->questions; q++) {
        const struct question *question = &work->now->survey->questions[q];
        const size_t count = question_scored(question) ? work_lowest_published(work, q, departments) : 0;
        struct department_median *median = &publication->medians[q];
        if (count < least)
            continue;
        median->departments = count;
        if (question->type == QUESTION_ENPS) {
            median->value = median_of(work, q, departments, count, NORM_ENPS, values);
            continue;
        }
        median->value = median_of(work, q, departments, count, NORM_MEAN, values);
        median->favourable = median_of(work, q, departments, count, NORM_FAVOURABLE, values);
        median->score = 100.0 * (median->value - question->scale->min) / (question->scale->max - question->scale->min);
    }
}

// One benchmark's comparisons of one question family claim something together.
static void control(struct work *work, const char *benchmark, enum family family)
{
    struct publication *publication = work->publication;
    const size_t departments = publication->departments;
    struct change **changes = ARENA_ARRAY(work->arena, publication->norm_count * departments, struct change *);
    size_t count = 0;
    for (size_t norm = 0; norm < publication->norm_count; norm++) {
        const struct attached_norm *attached = &publication->norms[norm];
        if (strcmp(attached->benchmark, benchmark) != 0 || difference_family(work->now->survey, attached->question) != family)
            continue;
        for (size_t i = 0; i < departments; i++)
            changes[count++] = &publication->norm_differences[norm * departments + i];
    }
    change_control(changes, count);
}

static void compare_norms(struct work *work)
{
    struct publication *publication = work->publication;
    const size_t departments = publication->departments;
    publication->norms = work->now->norms;
    publication->norm_count = work->now->norm_count;
    publication->norm_differences = ARENA_ARRAY(work->arena, publication->norm_count * departments, struct change);
    for (size_t norm = 0; norm < publication->norm_count; norm++) {
        const struct attached_norm *attached = &publication->norms[norm];
        const struct figure_scale scale = cells_scale(&work->now->survey->questions[attached->question]);
        for (size_t i = 0; i < departments; i++)
            norm_compare(&attached->norm, &scale, publication_figure(publication, i, attached->question),
                         work->variances[attached->question], &publication->norm_differences[norm * departments + i]);
    }
    for (size_t norm = 0; norm < publication->norm_count; norm++) {
        const char *benchmark = publication->norms[norm].benchmark;
        if (norm > 0 && strcmp(benchmark, publication->norms[norm - 1].benchmark) == 0)
            continue;
        for (enum family family = 0; family < FAMILY__COUNT; family++)
            control(work, benchmark, family);
    }
}

void benchmark_compute(struct work *work)
{
    compute_medians(work);
    compare_norms(work);
}
