// Findings become proposals inside the analyzer's own transaction, in its role: once, and never more than two.
#include "action/propose.h"
#include "db/migrate.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

struct scene {
    struct arena *arena;
    struct db *db;
    struct playbook *playbook;
    int wave_id;
};

static int64_t run(struct db *db, const char *statement)
{
    AUTO(pg_result) PGresult *result = PQexec(db_handle(db), statement);
    if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", statement, PQresultErrorMessage(result));
    return PQntuples(result) > 0 ? result_int(result, 0, 0) : 0;
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct settings settings;
    struct error err = {0};
    scene->arena = arena_new();
    assert_true(settings_load(scene->arena, NULL, &settings, &err));
    assert_true(migrate(&settings, NULL, &err));
    scene->playbook = playbook_load(scene->arena, &err);
    scene->db = db_open(&settings, DB_OWNER, &err);
    assert_true(scene->playbook && scene->db);
    run(scene->db, "BEGIN");
    run(scene->db,
        "INSERT INTO survey.definition (survey_id, version, hash, document) VALUES ('pt', 1, 'pt1', '{}')");
    scene->wave_id = (int)run(
        scene->db, "INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, joined)"
                   " VALUES ('pt-1', 'pt', 1, 5, 'closed', now(), true) RETURNING wave_id");
    run(scene->db, "SET LOCAL ROLE echolot_analyze");
    run(scene->db,
        arena_format(scene->arena, "INSERT INTO ledger.publication (wave_id) VALUES (%d)", scene->wave_id));
    run(scene->db, arena_format(scene->arena,
                                "INSERT INTO ledger.finding SELECT %d, number, 'fall', 0, 0, '{}'"
                                " FROM generate_series(1, 3) number",
                                scene->wave_id));
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

static struct action_finding about(const struct scene *scene, int finding, const char *kind,
                                   const char *driver)
{
    return (struct action_finding){scene->wave_id,           finding, kind, "pt", "A",
                                   driver ? "item" : "enps", driver};
}

static int propose(const struct scene *scene, const struct action_finding *finding)
{
    int proposed = -1;
    struct error err = {0};
    if (!action_propose(scene->db, scene->playbook, finding, &proposed, &err))
        fail_msg("%s", err.message);
    return proposed;
}

static void a_finding_gets_the_first_two_measures_of_its_driver(void **state)
{
    const struct scene *scene = *state;
    const struct action_finding finding = about(scene, 1, "fall", "recognition");
    assert_int_equal(propose(scene, &finding), PROPOSALS_PER_FINDING);
    const struct playbook_driver *driver = playbook_driver(scene->playbook, "recognition");
    AUTO(pg_result)
    PGresult *rows = PQexec(
        db_handle(scene->db),
        "SELECT measure, title, state, version, to_state, actor, detail->>'finding'"
        " FROM action.action JOIN action.event USING (action_id) WHERE survey_id = 'pt' ORDER BY 1 DESC");
    assert_int_equal(PQntuples(rows), 2);
    assert_string_equal(result_text(rows, 0, 0), driver->measures[0].id);
    assert_string_equal(result_text(rows, 0, 1), survey_text_in(&driver->measures[0].title, "en"));
    assert_string_equal(result_text(rows, 1, 0), driver->measures[1].id);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(result_text(rows, i, 2), "proposed");
        assert_int_equal(result_int(rows, i, 3), 1);
        assert_string_equal(result_text(rows, i, 4), "proposed");
        assert_string_equal(result_text(rows, i, 5), "analyze");
        assert_string_equal(result_text(rows, i, 6), "fall");
    }
}

static void the_same_finding_again_proposes_nothing_new(void **state)
{
    const struct scene *scene = *state;
    const struct action_finding finding = about(scene, 1, "opportunity", "trust");
    assert_int_equal(propose(scene, &finding), 2);
    assert_int_equal(propose(scene, &finding), 0);
    run(scene->db, "UPDATE action.action SET state = 'cancelled' WHERE survey_id = 'pt'");
    assert_int_equal(propose(scene, &finding), 0);
}

static void what_is_still_open_is_not_proposed_once_more(void **state)
{
    const struct scene *scene = *state;
    const struct action_finding first = about(scene, 1, "fall", "trust");
    struct action_finding later = about(scene, 2, "below_parent", "trust");
    assert_int_equal(propose(scene, &first), 2);
    assert_int_equal(propose(scene, &later), 0);
    run(scene->db, "UPDATE action.action SET state = 'closed' WHERE survey_id = 'pt'");
    assert_int_equal(propose(scene, &later), 2);
    later = about(scene, 3, "fall", "trust");
    later.department = "B";
    assert_int_equal(propose(scene, &later), 2);
}

static void an_outcome_is_answered_by_listening_first(void **state)
{
    const struct scene *scene = *state;
    const struct action_finding finding = about(scene, 1, "fall", NULL);
    assert_int_equal(propose(scene, &finding), 1);
    assert_int_equal(run(scene->db,
                         "SELECT count(*) FROM action.action WHERE survey_id = 'pt' AND driver IS NULL"
                         " AND question = 'enps' AND measure = 'being-heard-listening-round'"),
                     1);
}

static void good_news_and_unknown_drivers_propose_nothing(void **state)
{
    const struct scene *scene = *state;
    const struct action_finding cases[] = {
        about(scene, 1, "rise", "trust"),      about(scene, 1, "strength", "trust"),
        about(scene, 1, "something", "trust"), about(scene, 1, "fall", "canteen"),
        about(scene, 99, "fall", "trust"), // not in the ledger
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_int_equal(propose(scene, &cases[i]), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_finding_gets_the_first_two_measures_of_its_driver, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_same_finding_again_proposes_nothing_new, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_still_open_is_not_proposed_once_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_outcome_is_answered_by_listening_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(good_news_and_unknown_drivers_propose_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("propose", tests, NULL, NULL);
}
