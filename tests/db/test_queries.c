// Every statement of sql/queries is prepared against a fresh schema, in the role that may run it, so that a wrong
// name or type shows here and not in front of a user.
#include "db/migrate.h"
#include "db/query.h"
#include "unit.h"

#include <string.h>

// Tables that exist only inside a transaction of the packer and the import are made by these first.
static bool is_temporary_table(const char *name)
{
    return strstr(name, "_stage_create") != NULL;
}

static bool is_copy(const char *text)
{
    while (strncmp(text, "--", 2) == 0)
        text = strchr(text, '\n') + 1;
    return strncmp(text, "COPY", 4) == 0;
}

static void prepare_all(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct settings settings;
    struct error err = {0};
    assert_true(settings_load(arena, NULL, &settings, &err));
    assert_true(migrate(&settings, NULL, &err));
    AUTO(db) struct db *db = db_open(&settings, DB_LOGIN, &err);
    assert_non_null(db);
    PQclear(PQexec(db_handle(db), "BEGIN")); // temporary tables end with their transaction
    for (enum query query = 0; query < QUERY__COUNT; query++)
        if (is_temporary_table(query_table[query].name))
            PQclear(PQexec(db_handle(db), query_table[query].text));
    for (enum query query = 0; query < QUERY__COUNT; query++) {
        const struct query_text *text = &query_table[query];
        if (is_temporary_table(text->name) || is_copy(text->text))
            continue;
        AUTO(pg_result) PGresult *result = PQprepare(db_handle(db), text->name, text->text, 0, NULL);
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            fail_msg("%s: %s", text->name, PQresultErrorMessage(result));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(prepare_all)};
    return cmocka_run_group_tests_name("queries", tests, NULL, NULL);
}
