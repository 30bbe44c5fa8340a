// A definition comes back by its id and version, and never changes.
#include "ballot/definition.h"
#include "db/migrate.h"
#include "survey/parse.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

struct scene {
    struct arena *arena;
    struct db *db;
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct settings settings;
    struct error err = {0};
    scene->arena = arena_new();
    assert_true(settings_load(scene->arena, NULL, &settings, &err));
    assert_true(migrate(&settings, NULL, &err));
    scene->db = db_open(&settings, DB_OWNER, &err);
    assert_non_null(scene->db);
    assert_true(db_begin(scene->db, &err));
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    db_close(scene->db); // nothing was committed
    arena_free(scene->arena);
    free(scene);
    return 0;
}

static bool add(const struct scene *scene, int version, const char *title, bool *added, struct error *err)
{
    const char *text =
        arena_format(scene->arena,
                     "{\"id\": \"dt\", \"version\": %d, \"title\": {\"en\": \"%s\"}, \"questions\": "
                     "[{\"id\": \"q\", \"type\": \"enps\", \"text\": {\"en\": \"Q?\"}}]}",
                     version, title);
    struct fault_list faults = {.arena = scene->arena};
    struct survey *survey = survey_parse(scene->arena, text, strlen(text), &faults);
    assert_non_null(survey);
    return definition_add(scene->db, survey, text, added, err);
}

static void must_add(const struct scene *scene, int version, const char *title, bool expected)
{
    struct error err = {0};
    bool added = !expected;
    if (!add(scene, version, title, &added, &err))
        fail_msg("%s", err.message);
    assert_int_equal(added, expected);
}

static const char *title_of(const struct scene *scene, const char *name)
{
    struct error err = {0};
    struct survey *survey = definition_load(scene->arena, scene->db, name, &err);
    if (!survey)
        fail_msg("%s", err.message);
    return survey_text_in(&survey->title, "en");
}

static void latest_version_is_loaded_unless_one_is_named(void **state)
{
    must_add(*state, 9, "Nine", true);
    must_add(*state, 10, "Ten", true);
    must_add(*state, 2, "Two", true);
    assert_string_equal(title_of(*state, "dt"), "Ten");
    assert_string_equal(title_of(*state, "dt@2"), "Two");
    assert_string_equal(title_of(*state, "dt@9"), "Nine");
}

static void same_content_is_not_added_again(void **state)
{
    must_add(*state, 1, "One", true);
    must_add(*state, 1, "One", false);
}

static void another_content_conflicts_and_the_next_free_version_is_named(void **state)
{
    must_add(*state, 1, "One", true);
    must_add(*state, 4, "Four", true);
    struct error err = {0};
    bool added;
    assert_false(add(*state, 1, "Uno", &added, &err));
    assert_int_equal(err.kind, ERROR_CONFLICT);
    assert_non_null(strstr(err.hint, "\"version\": 5"));
    assert_string_equal(title_of(*state, "dt@1"), "One");
}

static void what_is_not_there_is_not_found(void **state)
{
    const struct scene *scene = *state;
    must_add(scene, 1, "One", true);
    static const char *const names[] = {"nowhere", "dt@2", "dt@2147483647", "", "@1"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        struct error err = {0};
        assert_null(definition_load(scene->arena, scene->db, names[i], &err));
        assert_int_equal(err.kind, ERROR_NOT_FOUND);
    }
}

static void version_must_be_a_number(void **state)
{
    const struct scene *scene = *state;
    static const char *const names[] = {"dt@", "dt@x", "dt@1x", "dt@0", "dt@-1", "dt@99999999999999999999"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        struct error err = {0};
        assert_null(definition_load(scene->arena, scene->db, names[i], &err));
        assert_int_equal(err.kind, ERROR_INVALID);
    }
}

static void damage_in_the_database_is_said_to_be_one(void **state)
{
    const struct scene *scene = *state;
    struct error err = {0};
    AUTO(pg_result)
    PGresult *result =
        PQexec(db_handle(scene->db), "INSERT INTO survey.definition (survey_id, version, hash, document)"
                                     " VALUES ('broken', 1, 'broken', '{\"id\": 1}')");
    assert_int_equal(PQresultStatus(result), PGRES_COMMAND_OK);
    assert_null(definition_load_version(scene->arena, scene->db, "broken", 1, &err));
    assert_int_equal(err.kind, ERROR_INTERNAL);
    assert_non_null(strstr(err.message, "broken@1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(latest_version_is_loaded_unless_one_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(same_content_is_not_added_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_content_conflicts_and_the_next_free_version_is_named, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_not_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(version_must_be_a_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damage_in_the_database_is_said_to_be_one, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("definition", tests, NULL, NULL);
}
