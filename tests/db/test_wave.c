// What is stored about a wave comes back whole: its frozen organisation, its segments, its predecessor.
#include "ballot/wave.h"
#include "db/migrate.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

struct scene {
    struct arena *arena;
    struct db *db;
};

static void run(struct db *db, const char *statement)
{
    AUTO(pg_result) PGresult *result = PQexec(db_handle(db), statement);
    if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", statement, PQresultErrorMessage(result));
}

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
    run(scene->db, "BEGIN");
    run(scene->db, "INSERT INTO survey.definition (survey_id, version, hash, document) VALUES ('wt', 1, 'wt1', '{}')");
    run(scene->db, "INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, closed, joined, asked, public_key)"
                   " VALUES ('wt-1', 'wt', 1, 5, 'published', '2026-01-01', '2026-02-01', true, NULL, NULL),"
                   " ('wt-2', 'wt', 1, 5, 'closed', '2026-02-01', '2026-03-01', true, NULL, NULL),"
                   " ('wt-3', 'wt', 1, 7, 'published', '2026-03-01', '2026-04-01', true, NULL, NULL),"
                   " ('wt-4', 'wt', 1, 5, 'open', '2026-04-01 08:00:00Z', NULL, true, '{3,0,7}', decode(repeat('ab', 32), 'hex'))");
    run(scene->db, "INSERT INTO survey.wave_department SELECT wave_id, d.* FROM survey.wave,"
                   " (VALUES (0, 'ROOT', 'All', NULL::integer, 2), (1, 'A', 'Äpfel', 0, NULL)) d WHERE key = 'wt-4'");
    run(scene->db, "INSERT INTO survey.wave_segment SELECT wave_id, s.* FROM survey.wave,"
                   " (VALUES (0::smallint, 'tenure', '{0-2,\"3, 4\"}'::text[]), (1::smallint, 'site', '{}'::text[]),"
                   " (2::smallint, 'shift', '{night}'::text[])) s WHERE key = 'wt-4'");
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

static void find(const struct scene *scene, const char *key, struct wave *wave)
{
    struct error err = {0};
    if (!wave_find(scene->arena, scene->db, key, wave, &err))
        fail_msg("%s", err.message);
}

static void open_wave_comes_back_whole(void **state)
{
    struct wave wave;
    find(*state, "wt-4", &wave);
    assert_string_equal(wave.survey_id, "wt");
    assert_int_equal(wave.state, WAVE_OPEN);
    assert_string_equal(wave.opened, "2026-04-01T08:00:00Z");
    assert_string_equal(wave.first_day, "2026-04-01");
    assert_false(wave.pending);
    assert_null(wave.closed);
    assert_true(wave.joined && !wave.weighted && wave.has_public_key);
    assert_int_equal(wave.public_key[31], 0xab);
    assert_int_equal(wave.asked_count, 3);
    assert_true(wave_asks(&wave, 0) && wave_asks(&wave, 3) && wave_asks(&wave, 7));
    assert_false(wave_asks(&wave, 1));
}

static void wave_without_rotation_asks_everything(void **state)
{
    struct wave wave;
    find(*state, "wt-1", &wave);
    assert_int_equal(wave.asked_count, 0);
    assert_true(wave_asks(&wave, 499));
    assert_false(wave.has_public_key);
}

static void unknown_wave_is_not_found(void **state)
{
    const struct scene *scene = *state;
    struct wave wave;
    struct error err;
    assert_false(wave_find(scene->arena, scene->db, "never", &wave, &err));
    assert_int_equal(err.kind, ERROR_NOT_FOUND);
}

static void organisation_keeps_numbers_and_unknown_counts(void **state)
{
    const struct scene *scene = *state;
    struct wave wave;
    struct organisation organisation;
    struct error err;
    find(scene, "wt-4", &wave);
    assert_true(wave_organisation(scene->arena, scene->db, wave.id, &organisation, &err));
    assert_int_equal(organisation.count, 2);
    assert_int_equal(organisation.departments[0].parent, -1);
    assert_int_equal(organisation.departments[0].invited, 2);
    assert_string_equal(organisation.departments[1].name, "Äpfel");
    assert_int_equal(organisation.departments[1].parent, 0);
    assert_int_equal(organisation.departments[1].invited, -1);
}

static void segments_keep_their_categories_in_order(void **state)
{
    const struct scene *scene = *state;
    struct wave wave;
    struct wave_segment *segments;
    size_t count;
    struct error err;
    find(scene, "wt-4", &wave);
    assert_true(wave_segments(scene->arena, scene->db, wave.id, &segments, &count, &err));
    assert_int_equal(count, 3);
    assert_int_equal(segments[0].category_count, 2);
    assert_string_equal(segments[0].categories[1], "3, 4");
    assert_int_equal(segments[1].category_count, 0);
    assert_string_equal(segments[2].name, "shift");
    assert_string_equal(segments[2].categories[0], "night");
}

static void previous_is_the_latest_published_before(void **state)
{
    const struct scene *scene = *state;
    struct wave wave, previous;
    struct error err;
    bool found;
    find(scene, "wt-3", &wave);
    assert_true(wave_previous(scene->arena, scene->db, &wave, &previous, &found, &err));
    assert_true(found);
    assert_string_equal(previous.key, "wt-1"); // wt-2 was never published
    find(scene, "wt-4", &wave);
    assert_true(wave_previous(scene->arena, scene->db, &wave, &previous, &found, &err));
    assert_string_equal(previous.key, "wt-3");
    find(scene, "wt-1", &wave);
    assert_true(wave_previous(scene->arena, scene->db, &wave, &previous, &found, &err));
    assert_false(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_wave_comes_back_whole),
        cmocka_unit_test(wave_without_rotation_asks_everything),
        cmocka_unit_test(unknown_wave_is_not_found),
        cmocka_unit_test(organisation_keeps_numbers_and_unknown_counts),
        cmocka_unit_test(segments_keep_their_categories_in_order),
        cmocka_unit_test(previous_is_the_latest_published_before),
    };
    return cmocka_run_group_tests_name("db/wave", tests, set_up, tear_down);
}
