#include "ballot/benchmark_file.h"
#include "base/csv_read.h"
#include "base/nearest.h"
#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum column { QUESTION, DRIVER, FIGURE, VALUE, SOURCE, YEAR, PEOPLE, COLUMNS };
static const char *const headings[COLUMNS] = {"question", "driver", "figure", "value", "source", "year", "n"};

// A file while it is read; `row` is the line that is read now.
struct file {
    struct arena *arena;
    const struct survey *survey;
    struct csv_reader *reader;
    struct csv_row row;
    int columns[COLUMNS]; // −1: missing
};

static void find_columns(struct file *file)
{
    for (size_t i = 0; i < COLUMNS; i++)
        file->columns[i] = -1;
    for (size_t i = 0; i < csv_column_count(file->reader); i++) {
        const char *heading = csv_heading(file->reader, i);
        size_t column = 0;
        while (column < COLUMNS && strcmp(headings[column], heading) != 0)
            column++;
        if (column == COLUMNS)
            csv_fault(file->reader, NULL, (int)i,
                      "unknown column '%s'; norms have question, driver, figure, value, source, year and n", heading);
        else if (file->columns[column] >= 0)
            csv_fault(file->reader, NULL, (int)i, "there are two columns '%s'", heading);
        else
            file->columns[column] = (int)i;
    }
    for (enum column column = FIGURE; column <= YEAR; column++)
        if (file->columns[column] < 0)
            csv_fault(file->reader, NULL, -1, "the column '%s' is missing", headings[column]);
    if (file->columns[QUESTION] < 0 && file->columns[DRIVER] < 0)
        csv_fault(file->reader, NULL, -1, "a column 'question' or 'driver' is missing");
}

// Trimmed; "" where the column is missing.
static const char *cell(const struct file *file, enum column column)
{
    return file->columns[column] < 0 ? "" : text_trim(file->row.cells[file->columns[column]]);
}

static bool fault(struct file *file, enum column column, const char *message)
{
    csv_fault(file->reader, &file->row, file->columns[column], "%s", message);
    return false;
}

static bool unknown(struct file *file, enum column column, const char *what, const char *word, const char *const *words, size_t count)
{
    const char *meant = nearest(word, words, count);
    return fault(file, column,
                 meant ? arena_format(file->arena, "survey %s has no %s '%s'; did you mean '%s'?", file->survey->id, what, word, meant)
                       : arena_format(file->arena, "survey %s has no %s '%s'", file->survey->id, what, word));
}

static bool find_question(struct file *file, const char *id, size_t *question)
{
    const int number = survey_question_number(file->survey, id);
    if (number >= 0) {
        *question = (size_t)number;
        return true;
    }
    const char **ids = ARENA_ARRAY(file->arena, file->survey->question_count, const char *);
    for (size_t i = 0; i < file->survey->question_count; i++)
        ids[i] = file->survey->questions[i].id;
    return unknown(file, QUESTION, "question", id, ids, file->survey->question_count);
}

// The one question that measures it.
static bool find_driver(struct file *file, const char *driver, size_t *question)
{
    const struct survey *survey = file->survey;
    const char **drivers = ARENA_ARRAY(file->arena, survey->question_count, const char *);
    size_t found = 0;
    for (size_t i = 0; i < survey->question_count; i++) {
        drivers[i] = survey->questions[i].driver;
        if (!drivers[i] || strcmp(drivers[i], driver) != 0)
            continue;
        *question = i;
        found++;
    }
    if (found == 0)
        return unknown(file, DRIVER, "driver", driver, drivers, survey->question_count);
    return found == 1 || fault(file, DRIVER, arena_format(file->arena, "%zu questions measure '%s'; name one of them in 'question'", found, driver));
}

static bool read_target(struct file *file, size_t *question)
{
    const char *id = cell(file, QUESTION), *driver = cell(file, DRIVER);
    if (*id && *driver)
        return fault(file, DRIVER, "a norm is of a question or of a driver, not of both");
    if (*id)
        return find_question(file, id, question);
    if (*driver)
        return find_driver(file, driver, question);
    return fault(file, file->columns[QUESTION] >= 0 ? QUESTION : DRIVER, "the line names neither a question nor a driver");
}

static bool read_figure(struct file *file, const struct question *question, const char **figure)
{
    *figure = arena_text(file->arena, cell(file, FIGURE));
    const bool enps = strcmp(*figure, "enps") == 0;
    if (!enps && strcmp(*figure, "mean") != 0 && strcmp(*figure, "favourable") != 0)
        return fault(file, FIGURE, "is neither enps, mean nor favourable");
    if (question && (!question_scored(question) || enps != (question->type == QUESTION_ENPS)))
        return fault(file, FIGURE, question->type == QUESTION_ENPS   ? "an eNPS question has the figure enps only"
                                   : question->type == QUESTION_SCALE ? "a scale question has the figures mean and favourable only"
                                                                      : "only eNPS and scale questions have norms");
    return true;
}

static bool read_number(struct file *file, enum column column, double *value)
{
    const char *text = cell(file, column);
    char *end;
    *value = strtod(text, &end);
    // Neither "0x1p3" nor "inf".
    if (!*text || *end || strspn(text, "+-.0123456789eE") != strlen(text) || !isfinite(*value))
        return fault(file, column, *text ? "is not a number such as 3.71" : "is empty");
    return true;
}

static bool read_value(struct file *file, const struct question *question, const char *figure, double *value)
{
    if (!read_number(file, VALUE, value) || !question)
        return false;
    if (strcmp(figure, "enps") == 0)
        return (*value >= -100 && *value <= 100) || fault(file, VALUE, "an eNPS stands between -100 and 100");
    if (strcmp(figure, "favourable") == 0)
        return (*value > 0 && *value < 1) || fault(file, VALUE, "a share stands between 0 and 1: 62 % is 0.62");
    return (*value >= question->scale->min && *value <= question->scale->max) ||
           fault(file, VALUE, arena_format(file->arena, "the scale of '%s' goes from %d to %d", question->id, question->scale->min, question->scale->max));
}

static bool read_whole(struct file *file, enum column column, int64_t least, int64_t most, int64_t *number)
{
    double value;
    if (!read_number(file, column, &value))
        return false;
    *number = value >= (double)least && value <= (double)most ? (int64_t)value : 0;
    return (double)*number == value ||
           fault(file, column, arena_format(file->arena, "is not a whole number from %lld to %lld", (long long)least, (long long)most));
}

static bool read_source(struct file *file, const char **source)
{
    *source = arena_text(file->arena, cell(file, SOURCE));
    if (!**source)
        return fault(file, SOURCE, "is empty; reports say where a norm comes from");
    if (strlen(*source) > BENCHMARK_SOURCE || text_has_control(*source))
        return fault(file, SOURCE, "is longer than 200 bytes or contains a control character");
    return true;
}

// All faults of a line, not only its first.
static bool read_norm(struct file *file, struct benchmark_norm *norm)
{
    int64_t year = 0;
    const bool target = read_target(file, &norm->question);
    const struct question *question = target ? &file->survey->questions[norm->question] : NULL;
    const bool figure = read_figure(file, question, &norm->figure);
    const bool value = figure && target ? read_value(file, question, norm->figure, &norm->value) : false;
    const bool source = read_source(file, &norm->source), dated = read_whole(file, YEAR, 1900, 2100, &year);
    const bool counted = !*cell(file, PEOPLE) || read_whole(file, PEOPLE, 1, INT32_MAX, &norm->people);
    norm->year = (int)year;
    return target && figure && value && source && dated && counted;
}

static void check_new(struct file *file, const struct benchmark *benchmark, const struct benchmark_norm *norm)
{
    for (size_t i = 0; i < benchmark->count; i++)
        if (benchmark->norms[i].question == norm->question && strcmp(benchmark->norms[i].figure, norm->figure) == 0)
            (void)fault(file, FIGURE, arena_format(file->arena, "there is a norm for %s of '%s' already", norm->figure,
                                                   file->survey->questions[norm->question].id));
}

bool benchmark_read(struct arena *arena, const char *path, const struct survey *survey, struct fault_list *faults,
                    struct benchmark *benchmark, struct error *err)
{
    AUTO(csv) struct csv_reader *reader = csv_open(arena, path, faults, err);
    if (!reader)
        return false;
    struct file file = {.arena = arena, .survey = survey, .reader = reader};
    *benchmark = (struct benchmark){.norms = ARENA_ARRAY(arena, BENCHMARK_NORMS, struct benchmark_norm)};
    find_columns(&file);
    if (faults->total > 0)
        return fault_check(faults, path, err);
    while (csv_next(reader, &file.row)) {
        struct benchmark_norm norm = {0};
        if (benchmark->count == BENCHMARK_NORMS) {
            csv_fault(reader, &file.row, -1, "more than %d norms", BENCHMARK_NORMS);
            break;
        }
        if (!read_norm(&file, &norm))
            continue;
        check_new(&file, benchmark, &norm);
        benchmark->norms[benchmark->count++] = norm;
    }
    if (benchmark->count == 0 && faults->total == 0)
        fault_add(faults, path, "there is no norm in it");
    return fault_check(faults, path, err);
}
