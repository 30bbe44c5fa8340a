#include "import_store.h"
#include "base/buffer.h"
#include "base/json.h"
#include "db/copy.h"

#include <stdlib.h>

// "{0,2,5}" of the questions in the file; NULL when it has all of them.
static const char *asked_array(struct arena *arena, const struct import_source *source)
{
    AUTO(buffer) struct buffer text = {0};
    bool all = true;
    for (size_t i = 0; i < source->survey->question_count; i++) {
        all = all && source->asked[i];
        if (source->asked[i])
            buffer_format(&text, "%s%zu", text.size ? "," : "{", i);
    }
    buffer_char(&text, '}');
    return all ? NULL : arena_text(arena, buffer_string(&text));
}

bool import_store_wave(struct db *db, struct arena *arena, const struct import_plan *plan,
                       const struct import_source *source, const struct import_report *report, int *wave_id,
                       struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(
        db, QUERY_BALLOT_IMPORT_WAVE,
        DB_VALUES(db_text(plan->key), db_text(source->survey->id), db_int(source->survey->version),
                  db_int(plan->k), db_text(plan->opened), db_text(plan->closed),
                  db_text(asked_array(arena, source)), db_bool(report->joined), db_bool(report->weighted)),
        err);
    if (!rows && err->kind == ERROR_CONFLICT)
        return FAIL(err, ERROR_CONFLICT, "there is a wave '%s' already", plan->key);
    if (!rows)
        return false;
    *wave_id = (int)result_int(rows, 0, 0);
    return true;
}

bool import_store_departments(struct db *db, const struct import_tree *tree, const int *order, size_t count,
                              size_t *made, struct error *err)
{
    *made = 0;
    for (size_t i = 0; i < count; i++) {
        const struct import_node *node = &tree->nodes[order[i]];
        if (node->stored)
            continue;
        const char *parent = node->parent >= 0 ? tree->nodes[node->parent].code : NULL;
        if (!db_run(db, QUERY_BALLOT_IMPORT_DEPARTMENT,
                    DB_VALUES(db_text(node->code), db_text(node->name), db_text(parent)), NULL, err))
            return false;
        ++*made;
    }
    return true;
}

bool import_store_snapshot(struct db *db, int wave_id, const struct import_tree *tree, const int *order,
                           size_t count, bool people, struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_BALLOT_IMPORT_DEPARTMENTS, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct import_node *node = &tree->nodes[order[i]];
        copy_in_row(&copy, 6);
        copy_in_int4(&copy, wave_id);
        copy_in_int4(&copy, node->number);
        copy_in_text(&copy, node->code);
        copy_in_text(&copy, node->name);
        if (order[i] == tree->root)
            copy_in_null(&copy);
        else
            copy_in_int4(&copy, tree->nodes[node->parent].number);
        if (people)
            copy_in_int4(&copy, node->invited < 0 ? 0 : node->invited);
        else
            copy_in_null(&copy);
        if (!copy_in_flush(&copy, err)) {
            copy_in_abort(&copy);
            return false;
        }
    }
    return copy_in_end(&copy, err);
}

bool import_store_segments(struct db *db, int wave_id, const struct import_source *source, struct error *err)
{
    for (size_t i = 0; i < source->map->segment_count; i++) {
        const struct import_segment *segment = &source->segments[i];
        AUTO(json) json_t *list = json_array();
        for (size_t k = 0; k < segment->count; k++)
            json_array_append_new(list, json_string(segment->categories[k]));
        AUTO(json_text) char *categories = json_dumps(list, JSON_COMPACT);
        if (!categories)
            abort();
        if (!db_run(db, QUERY_BALLOT_IMPORT_SEGMENT,
                    DB_VALUES(db_int(wave_id), db_int((int64_t)i), db_text(source->map->segments[i].name),
                              db_text(categories)),
                    NULL, err))
            return false;
    }
    return true;
}
