#include "analyze/store.h"
#include "base/json.h"
#include "db/copy.h"
#include "store_beside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FINDING_FIELDS = 6, JSONB_VERSION = 1 };

char *store_numbers(struct arena *arena, const struct finding *finding)
{
    AUTO(json) json_t *object = json_object();
    for (size_t i = 0; i < finding->number_count; i++) {
        double value = finding->numbers[i].value;
        bool whole = value == floor(value) && fabs(value) < 1e15;
        json_t *number = whole ? json_integer((json_int_t)value) : json_real(value);
        if (json_object_set_new(object, finding->numbers[i].name, number) != 0)
            abort(); // a number that is none: a fault of ours
    }
    return json_canonical(arena, object);
}

// PostgreSQL's binary jsonb is its text behind the number of a format.
static void put_jsonb(struct copy_in *copy, struct arena *arena, const char *text)
{
    const char *field = arena_format(arena, "%c%s", JSONB_VERSION, text);
    copy_in_bytes(copy, field, strlen(field));
}

static bool send_findings(struct copy_in *copy, struct arena *arena, const struct wave *wave,
                          const struct publication *publication, struct error *err)
{
    for (size_t i = 0; i < publication->finding_count; i++) {
        const struct finding *finding = &publication->findings[i];
        copy_in_row(copy, FINDING_FIELDS);
        copy_in_int4(copy, wave->id);
        copy_in_int4(copy, (int32_t)i + 1);
        copy_in_text(copy, finding_kind_name(finding->kind));
        copy_in_int4(copy, (int32_t)finding->department);
        if (finding->question == FINDING_NO_QUESTION)
            copy_in_null(copy);
        else
            copy_in_int2(copy, (int16_t)finding->question);
        put_jsonb(copy, arena, store_numbers(arena, finding));
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

bool store_findings(struct arena *arena, struct db *db, const struct wave *wave, const struct publication *publication,
                    struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_ANALYZE_FINDING_ADD, err))
        return false;
    if (send_findings(&copy, arena, wave, publication, err))
        return copy_in_end(&copy, err);
    copy_in_abort(&copy);
    return false;
}
