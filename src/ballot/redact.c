#include "ballot/redact.h"
#include "base/buffer.h"
#include "redact_name.h"
#include "redact_number.h"

#include <ctype.h>
#include <string.h>

static const char *const labels[REDACT__COUNT] = {
    [REDACT_NAME] = REDACTED_NAME,
    [REDACT_EMAIL] = REDACTED_EMAIL,
    [REDACT_TELEPHONE] = REDACTED_TELEPHONE,
    [REDACT_ID] = REDACTED_ID,
};

struct redactor *redactor_new(struct arena *arena)
{
    struct redactor *redactor = ARENA_NEW(arena, struct redactor);
    redactor->arena = arena;
    table_init(&redactor->surnames, arena);
    table_init(&redactor->given, arena);
    table_init(&redactor->pairs, arena);
    table_init(&redactor->ids, arena);
    return redactor;
}

// Short ones, and short plain numbers, would take away what is none.
static void add_id(struct redactor *redactor, const char *id, size_t size)
{
    enum { LEAST = 4, LEAST_DIGITS = 5 };
    char *small = arena_slice(redactor->arena, id, size);
    bool digits = true;
    for (char *byte = small; *byte; byte++) {
        digits = digits && isdigit((unsigned char)*byte);
        *byte = (char)tolower((unsigned char)*byte);
    }
    if (size >= (digits ? LEAST_DIGITS : LEAST))
        (void)table_add(&redactor->ids, small, 1);
}

void redactor_add(struct redactor *redactor, const char *name, const char *email, const char *employee_id)
{
    redaction_add_name(redactor, name);
    if (employee_id)
        add_id(redactor, employee_id, strlen(employee_id));
    // What stands in front of the @ is a handle where it cannot be an ordinary word.
    const size_t handle = email ? strcspn(email, "@") : 0;
    if (handle > 0 && strcspn(email, "0123456789._-") < handle)
        add_id(redactor, email, handle);
}

bool redactor_load(struct redactor *redactor, struct db *db, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_REDACT_PEOPLE, DB_NO_VALUES, err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++)
        redactor_add(redactor, result_text(rows, row, 0), result_text(rows, row, 1), result_text(rows, row, 2));
    return true;
}

void redaction_mark(struct redaction_text *text, size_t from, size_t to, enum redaction what)
{
    memset(text->marks + from, (int)what, to - from);
}

// A run of one kind becomes one label.
static const char *write(struct arena *arena, const struct redaction_text *text)
{
    AUTO(buffer) struct buffer out = {0};
    for (size_t at = 0; at < text->size;) {
        const enum redaction what = text->marks[at];
        size_t to = at;
        while (to < text->size && text->marks[to] == what)
            to++;
        if (what == REDACT_NOTHING)
            buffer_add(&out, text->bytes + at, to - at);
        else
            buffer_text(&out, labels[what]);
        at = to;
    }
    return arena_slice(arena, buffer_string(&out), out.size);
}

const char *redact(const struct redactor *redactor, struct arena *arena, const char *bytes)
{
    AUTO(arena) struct arena *scratch = arena_new();
    struct redaction_text text = {.arena = scratch, .bytes = bytes, .size = strlen(bytes)};
    text.marks = ARENA_ARRAY(scratch, text.size + 1, unsigned char);
    redaction_find_names(redactor, &text);
    redaction_find_ids(redactor, &text);
    redaction_find_telephones(&text);
    redaction_find_emails(&text);
    return write(arena, &text);
}
