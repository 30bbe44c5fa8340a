// people.csv: streamed into a temporary table, where what concerns several rows is found by sets.
#include "base/json.h"
#include "db/copy.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum { SEGMENTS = 16, CATEGORIES = 250 };

struct columns {
    int employee_id, email, name, department, language, manager;
    int segments[SEGMENTS];
    size_t segment_count;
};

static bool is_known(const char *heading)
{
    static const char *const known[] = {"employee_id", "email", "name", "department", "language", "manager"};
    for (size_t i = 0; i < LENGTH(known); i++)
        if (strcmp(heading, known[i]) == 0)
            return true;
    return false;
}

static bool find_columns(struct csv_reader *reader, struct columns *columns)
{
    *columns = (struct columns){
        .employee_id = column_find(reader, "employee_id", true),
        .email = column_find(reader, "email", true),
        .name = column_find(reader, "name", true),
        .department = column_find(reader, "department", true),
        .language = column_find(reader, "language", true),
        .manager = column_find(reader, "manager", false),
    };
    column_check_unique(reader);
    for (size_t i = 0; i < csv_column_count(reader); i++) {
        const char *heading = csv_heading(reader, i);
        if (is_known(heading))
            continue;
        if (!*heading)
            csv_fault(reader, NULL, (int)i,
                      "has no heading; every column beyond the known ones is a segment");
        else if (columns->segment_count == SEGMENTS)
            csv_fault(reader, NULL, (int)i, "is one segment too many: at most %d are possible", SEGMENTS);
        else
            columns->segments[columns->segment_count++] = (int)i;
    }
    return columns->employee_id >= 0 && columns->email >= 0 && columns->name >= 0 &&
           columns->department >= 0 && columns->language >= 0;
}

struct person {
    const char *employee_id, *email, *name, *department, *language, *manager;
    json_t *segments;
};

static bool read_segments(struct csv_reader *reader, const struct csv_row *row, const struct columns *columns,
                          struct person *person)
{
    bool good = true;
    json_object_clear(person->segments);
    for (size_t i = 0; i < columns->segment_count; i++) {
        const char *category;
        int column = columns->segments[i];
        good = cell_read(reader, row, column, false, &category) && good;
        if (good && *category)
            json_object_set_new(person->segments, csv_heading(reader, (size_t)column), json_string(category));
    }
    return good;
}

static void check_person(struct csv_reader *reader, const struct csv_row *row, const struct columns *columns,
                         const struct department_list *departments, struct person *person)
{
    if (*person->email && !email_valid(person->email))
        csv_fault(reader, row, columns->email, "'%s' is not an e-mail address", person->email);
    if (*person->language && !language_valid(person->language))
        csv_fault(reader, row, columns->language, "'%s' is not a language code such as en or de",
                  person->language);
    if (*person->department && departments && !department_list_find(departments, person->department))
        csv_fault(reader, row, columns->department, "there is no department '%s'", person->department);
    if (*person->manager && strcmp(person->manager, person->employee_id) == 0)
        csv_fault(reader, row, columns->manager, "nobody is their own manager");
}

// Whether the row's own id is readable, so that the checks over all rows can use it.
static bool read_person(struct csv_reader *reader, const struct csv_row *row, const struct columns *columns,
                        const struct department_list *departments, struct person *person)
{
    bool known = cell_read(reader, row, columns->employee_id, true, &person->employee_id);
    bool good = cell_read(reader, row, columns->email, false, &person->email);
    good = cell_read(reader, row, columns->name, true, &person->name) && good;
    good = cell_read(reader, row, columns->department, true, &person->department) && good;
    good = cell_read(reader, row, columns->language, false, &person->language) && good;
    good = cell_read(reader, row, columns->manager, false, &person->manager) && good;
    good = read_segments(reader, row, columns, person) && good;
    if (good)
        check_person(reader, row, columns, departments, person);
    return known;
}

static bool stage(struct copy_in *copy, const struct csv_row *row, const struct person *person,
                  struct error *err)
{
    char *segments = json_dumps(person->segments, JSON_COMPACT | JSON_SORT_KEYS);
    if (!segments)
        abort();
    copy_in_row(copy, 8);
    copy_in_int8(copy, (int64_t)row->line);
    copy_in_text(copy, person->employee_id);
    copy_in_text(copy, person->email);
    copy_in_text(copy, person->name);
    copy_in_text(copy, person->department);
    copy_in_text(copy, *person->language ? person->language : "en");
    copy_in_text(copy, *person->manager ? person->manager : NULL);
    copy_in_text(copy, segments);
    free(segments);
    return copy_in_flush(copy, err);
}

// Gives in `complete` whether every row is in the stage.
static bool stage_rows(struct db *db, struct csv_reader *reader, const struct columns *columns,
                       const struct department_list *departments, const struct progress *progress,
                       struct fault_list *faults, size_t *rows, bool *complete, struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_PEOPLE_STAGE_PERSON, err))
        return false;
    AUTO(json) json_t *segments = json_object();
    struct person person = {.segments = segments};
    struct csv_row row;
    size_t accounted = faults->total;
    while (csv_next(reader, &row)) {
        *complete = *complete && faults->total == accounted;
        bool known = read_person(reader, &row, columns, departments, &person);
        *complete = *complete && known;
        if (known && !stage(&copy, &row, &person, err)) {
            copy_in_abort(&copy);
            return false;
        }
        accounted = faults->total;
        ++*rows;
        progress_step(progress, csv_done(reader), csv_total(reader));
    }
    *complete = *complete && faults->total == accounted;
    return copy_in_end(&copy, err);
}

static void fault_row(struct fault_list *faults, const char *path, const PGresult *rows, int row)
{
    const char *kind = result_text(rows, row, 1), *value = result_text(rows, row, 2),
               *other = result_text(rows, row, 3);
    const char *place = arena_format(faults->arena, "%s:%s: %s", path, result_text(rows, row, 0),
                                     strcmp(kind, "segment") == 0 ? value : kind);
    if (strcmp(kind, "manager") == 0)
        fault_add(faults, place, "there is no employee_id '%s'", value);
    else if (strcmp(kind, "segment") == 0)
        fault_add(faults, place, "has %s different values; a segment is a closed list of at most %d", other,
                  CATEGORIES);
    else
        fault_add(faults, place, "'%s' is already used in line %s", value, other);
}

static bool check_rows(struct db *db, const char *path, bool complete, struct fault_list *faults,
                       struct error *err)
{
    AUTO(pg_result)
    PGresult *rows =
        db_query(db, QUERY_PEOPLE_STAGE_FAULTS, DB_VALUES(db_int(CATEGORIES), db_bool(complete)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++)
        fault_row(faults, path, rows, row);
    return true;
}

bool person_file_read(struct db *db, struct arena *arena, const char *path,
                      const struct department_list *departments, const struct progress *progress,
                      struct fault_list *faults, size_t *rows, struct error *err)
{
    *rows = 0;
    AUTO(csv) struct csv_reader *reader = csv_open(arena, path, faults, err);
    struct columns columns;
    bool complete = true;
    if (!reader)
        return false;
    if (!find_columns(reader, &columns))
        return true; // a fault
    return stage_rows(db, reader, &columns, departments, progress, faults, rows, &complete, err) &&
           check_rows(db, path, complete, faults, err);
}
