#include "import_join.h"
#include "base/json_scan.h"

#include <stdlib.h>
#include <string.h>

bool import_join_start(struct db *db, struct copy_in *copy, struct error *err)
{
    return db_run(db, QUERY_BALLOT_IMPORT_STAGE_CREATE, DB_NO_VALUES, NULL, err) &&
           copy_in_start(copy, db, QUERY_BALLOT_IMPORT_STAGE_COPY, err);
}

bool import_join_stage(struct copy_in *copy, const struct import_source *source, struct error *err)
{
    const struct import_line *line = &source->line;
    copy_in_row(copy, 8);
    copy_in_text(copy, line->respondent);
    copy_in_int8(copy, (int64_t)line->line);
    copy_in_int4(copy, source->tree->nodes[line->department].number);
    copy_in_bytes(copy, line->segments, source->map->segment_count);
    copy_in_real(copy, line->weight);
    copy_in_int4(copy, line->question);
    copy_in_int4(copy, line->meaning);
    copy_in_text(copy, line->comment_count ? line->comments[0].body : NULL);
    return copy_in_flush(copy, err);
}

// One person while their answers come in.
struct person {
    char *respondent; // NULL before the first
    uint64_t line;    // the first one
    struct sheet sheet;
    int *meanings; // by question, −1: none yet
    uint64_t *lines;
};

// A row of the stage, as ballot_import_stage_declare.sql gives it.
struct answer {
    const char *respondent;
    uint64_t line;
    uint16_t department;
    const unsigned char *segments;
    size_t segment_count;
    float weight;
    int question, meaning;
    const char *comment;
};

static struct answer answer_of(struct arena *arena, const PGresult *rows, int row)
{
    struct answer answer = {
        .respondent = result_text(rows, row, 0),
        .line = (uint64_t)result_int(rows, row, 1),
        .department = (uint16_t)result_int(rows, row, 2),
        .weight = (float)result_real(rows, row, 4),
        .question = (int)result_int(rows, row, 5),
        .meaning = (int)result_int(rows, row, 6),
        .comment = result_text(rows, row, 7),
    };
    answer.segments = result_bytes(arena, rows, row, 3, &answer.segment_count);
    return answer;
}

static void begin_person(struct import_source *source, struct person *person, const struct answer *answer)
{
    free(person->respondent);
    person->respondent = strdup(answer->respondent);
    if (!person->respondent)
        abort();
    person->line = answer->line;
    person->sheet.department = answer->department;
    person->sheet.weight = answer->weight;
    memcpy(person->sheet.segments, answer->segments, answer->segment_count);
    memset(person->sheet.answers, ANSWER_NONE, source->survey->column_count);
    for (size_t i = 0; i < source->survey->question_count; i++)
        person->meanings[i] = -1;
}

static void fault(const struct import_source *source, const struct answer *answer, int column,
                  const char *what, uint64_t earlier)
{
    if (source->faults->count == FAULT_SHOWN) {
        source->faults->total++;
        return;
    }
    struct arena *arena = source->faults->arena;
    const char *place = arena_format(arena, "%s:%llu: %s", source->path, (unsigned long long)answer->line,
                                     csv_heading(source->reader, (size_t)column));
    fault_add(source->faults, place, "respondent %s %s in line %llu",
              json_quoted(arena, answer->respondent, strlen(answer->respondent)), what,
              (unsigned long long)earlier);
}

static void check_place(const struct import_source *source, const struct person *person,
                        const struct answer *answer)
{
    if (answer->department != person->sheet.department)
        fault(source, answer, source->columns.path[0], "sits in another department", person->line);
    if (memcmp(answer->segments, person->sheet.segments, answer->segment_count) != 0)
        fault(source, answer, source->columns.respondent, "has other segments", person->line);
    if (answer->weight < person->sheet.weight || answer->weight > person->sheet.weight)
        fault(source, answer, source->columns.weight, "has another weight", person->line);
}

static void add_answer(struct import_source *source, struct person *person, const struct answer *answer)
{
    if (answer->question < 0 || answer->comment || answer->meaning == ANSWER_NONE)
        return;
    const struct value_reader *values = &source->values[answer->question];
    int *before = &person->meanings[answer->question];
    if (*before >= 0 && *before != answer->meaning && !values->question->multiple) {
        fault(source, answer, source->columns.value, "answers this question differently",
              person->lines[answer->question]);
        return;
    }
    if (*before >= 0) {
        source->repeated++;
        source->repeated_not_applicable += answer->meaning == ANSWER_NOT_APPLICABLE;
    }
    *before = answer->meaning;
    person->lines[answer->question] = answer->line;
    value_store(values, answer->meaning, person->sheet.answers);
}

static bool take_row(struct import_source *source, struct packer *packer, struct person *person,
                     const struct answer *answer, struct error *err)
{
    if (!person->respondent || strcmp(person->respondent, answer->respondent) != 0) {
        if (person->respondent && !packer_stage(packer, &person->sheet, err))
            return false;
        begin_person(source, person, answer);
    }
    check_place(source, person, answer);
    add_answer(source, person, answer);
    return !answer->comment ||
           packer_stage_comment(packer, (uint16_t)answer->question, answer->department, answer->comment, err);
}

// The next rows of the cursor; `count` 0 at the end.
static bool take_batch(struct db *db, struct import_source *source, struct packer *packer,
                       struct person *person, int *count, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_IMPORT_STAGE_FETCH, DB_NO_VALUES, err);
    if (!rows)
        return false;
    *count = PQntuples(rows);
    for (int row = 0; row < *count; row++) {
        struct answer answer = answer_of(arena, rows, row);
        if (!take_row(source, packer, person, &answer, err))
            return false;
    }
    if (*count == 0 && person->respondent && !packer_stage(packer, &person->sheet, err))
        return false;
    return packer_stage_end(packer, err);
}

bool import_join_sheets(struct db *db, struct arena *arena, struct import_source *source,
                        struct packer *packer, struct error *err)
{
    if (!db_run(db, QUERY_BALLOT_IMPORT_STAGE_DECLARE, DB_NO_VALUES, NULL, err))
        return false;
    struct person person = {
        .sheet.answers = arena_alloc(arena, source->survey->column_count),
        .meanings = ARENA_ARRAY(arena, source->survey->question_count, int),
        .lines = ARENA_ARRAY(arena, source->survey->question_count, uint64_t),
    };
    bool good = true;
    for (int count = 1; good && count > 0;)
        good = take_batch(db, source, packer, &person, &count, err);
    free(person.respondent);
    return good && db_run(db, QUERY_BALLOT_IMPORT_STAGE_END, DB_NO_VALUES, NULL, err);
}
