// What the ballot box says became of each ballot, and statements sent together.
#include "ballot/box.h"
#include "db/array.h"
#include "db/migrate.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct scene {
    struct arena *arena;
    struct db *owner;
    struct db *db;
    int open, closed; // wave_id
};

static int64_t run(struct db *db, const char *statement)
{
    AUTO(pg_result) PGresult *result = PQexec(db_handle(db), statement);
    if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", statement, PQresultErrorMessage(result));
    return PQntuples(result) == 1 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
}

// Ballots are only there once they are committed, and waves stay for ever: a database of its own.
static void database(const char *verb)
{
    char statement[64];
    PGconn *connection = PQconnectdb("dbname=postgres");
    assert_int_equal(PQstatus(connection), CONNECTION_OK);
    snprintf(statement, sizeof statement, "%s DATABASE test_box_%ld", verb, (long)getpid());
    AUTO(pg_result) PGresult *result = PQexec(connection, statement);
    assert_int_equal(PQresultStatus(result), PGRES_COMMAND_OK);
    PQfinish(connection);
    setenv("PGDATABASE", strstr(statement, "test_box"), 1);
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct settings settings;
    struct error err = {0};
    database("CREATE");
    scene->arena = arena_new();
    assert_true(settings_load(scene->arena, NULL, &settings, &err));
    assert_true(migrate(&settings, NULL, &err));
    scene->owner = db_open(&settings, DB_OWNER, &err);
    scene->db = db_open(&settings, DB_COLLECT, &err);
    assert_true(scene->owner && scene->db);
    run(scene->owner, "INSERT INTO survey.definition (survey_id, version, hash, document) VALUES ('bt', 1, 'bt1', '{}')");
    run(scene->owner, "INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, joined) VALUES"
                      " ('bt-open', 'bt', 1, 5, 'open', now(), true), ('bt-closed', 'bt', 1, 5, 'closed', now(), true)");
    scene->open = (int)run(scene->owner, "SELECT wave_id FROM survey.wave WHERE key = 'bt-open'");
    scene->closed = (int)run(scene->owner, "SELECT wave_id FROM survey.wave WHERE key = 'bt-closed'");
    run(scene->owner, "INSERT INTO identity.former_token SELECT wave_id, decode(repeat('ab', 32), 'hex') FROM survey.wave"
                      " WHERE key = 'bt-closed'");
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    db_close(scene->owner);
    db_close(scene->db);
    arena_free(scene->arena);
    free(scene);
    database("DROP");
    return 0;
}

static int empty(void **state)
{
    const struct scene *scene = *state;
    run(scene->owner, "DELETE FROM box.ballot");
    return 0;
}

// A ballot of somebody (its tag) with some content (its receipt).
static struct box_ballot ballot_of(int wave_id, unsigned char who, unsigned char what)
{
    struct box_ballot ballot = {.wave_id = wave_id, .result = BOX_FULL};
    memset(ballot.tag, who, sizeof ballot.tag);
    memset(ballot.receipt, what, sizeof ballot.receipt);
    memset(buffer_extend(&ballot.sealed, 300), what, 300);
    return ballot;
}

static void put(const struct scene *scene, struct box_ballot *ballots, size_t count)
{
    struct error err = {0};
    struct box_ballot **list = ARENA_ARRAY(scene->arena, count, struct box_ballot *);
    for (size_t i = 0; i < count; i++)
        list[i] = &ballots[i];
    if (!box_put(scene->arena, scene->db, list, count, &err))
        fail_msg("%s", err.message);
    for (size_t i = 0; i < count; i++)
        buffer_free(&ballots[i].sealed);
}

static enum box_result put_one(const struct scene *scene, int wave_id, unsigned char who, unsigned char what)
{
    struct box_ballot ballot = ballot_of(wave_id, who, what);
    put(scene, &ballot, 1);
    return ballot.result;
}

static void a_ballot_is_stored_then_the_same_again_then_replaced(void **state)
{
    const struct scene *scene = *state;
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_STORED);
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_STORED);
    assert_int_equal(put_one(scene, scene->open, 1, 2), BOX_REPLACED);
    assert_int_equal(put_one(scene, scene->open, 1, 2), BOX_STORED);
    assert_int_equal(run(scene->owner, "SELECT count(*) FROM box.ballot WHERE sealed = decode(repeat('02', 300), 'hex')"
                                       " AND get_byte(receipt, 0) = 2"),
                     1);
}

static void each_of_a_mixed_batch_has_its_own_end(void **state)
{
    const struct scene *scene = *state;
    assert_int_equal(put_one(scene, scene->open, 2, 2), BOX_STORED);
    assert_int_equal(put_one(scene, scene->open, 4, 4), BOX_STORED);
    struct box_ballot ballots[] = {ballot_of(scene->open, 5, 5), ballot_of(scene->closed, 1, 6), ballot_of(scene->open, 4, 4),
                                   ballot_of(scene->open, 2, 7), ballot_of(scene->open, 3, 3)};
    put(scene, ballots, LENGTH(ballots));
    const enum box_result expected[] = {BOX_STORED, BOX_CLOSED, BOX_STORED, BOX_REPLACED, BOX_STORED};
    for (size_t i = 0; i < LENGTH(ballots); i++)
        assert_int_equal(ballots[i].result, expected[i]);
    assert_int_equal(run(scene->owner, "SELECT count(*) FROM box.ballot"), 4);
}

static void a_wave_being_closed_takes_nothing(void **state)
{
    const struct scene *scene = *state;
    run(scene->owner, "BEGIN");
    run(scene->owner, "SELECT pg_advisory_xact_lock(25955, wave_id) FROM survey.wave WHERE key = 'bt-open'");
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_CLOSING);
    run(scene->owner, "ROLLBACK");
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_STORED);
}

// A batch that PostgreSQL has yet to read holds the lock that it took with the first step of its transaction.
static void a_new_connection_waits_for_the_batch_of_an_earlier_one(void **state)
{
    const struct scene *scene = *state;
    struct error err = {0};
    AUTO(buffer) struct buffer waves = {0};
    array_int4(&waves, (const int32_t[]){scene->open}, 1);
    run(scene->owner, "BEGIN");
    AUTO(pg_result)
    PGresult *held = db_query(scene->owner, QUERY_BALLOT_BOX_LOCK, DB_VALUES(db_bytes(waves.bytes, waves.size)), &err);
    assert_non_null(held);
    assert_false(box_wait_for_earlier(scene->db, &err));
    assert_int_equal(err.kind, ERROR_CONFLICT);
    run(scene->owner, "COMMIT");
    assert_true(box_wait_for_earlier(scene->db, &err));
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_STORED);
}

static void a_wave_that_opens_later_takes_nothing_until_then(void **state)
{
    const struct scene *scene = *state;
    struct error err = {0};
    struct box_token token, *tokens[] = {&token};
    memset(token.hash, 0xEF, sizeof token.hash);
    run(scene->owner, "BEGIN");
    run(scene->owner, "INSERT INTO identity.token SELECT wave_id, decode(repeat('ef', 32), 'hex'), '\\x01' FROM survey.wave WHERE key = 'bt-open'");
    run(scene->owner, "UPDATE survey.wave SET opened = now() + interval '1 hour', first_day = '2199-12-01' WHERE key = 'bt-open'");
    run(scene->owner, "COMMIT");
    assert_true(box_find(scene->arena, scene->db, tokens, 1, &err));
    assert_true(token.known && !token.open);
    assert_string_equal(token.opens, "2199-12-01");
    assert_in_range(token.wait, 3000, 3600);
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_CLOSED);
    run(scene->owner, "UPDATE survey.wave SET opened = now() WHERE key = 'bt-open'");
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_STORED);
    assert_true(box_find(scene->arena, scene->db, tokens, 1, &err));
    assert_null(token.opens);
}

static void tokens_of_closed_waves_are_known_and_not_open(void **state)
{
    const struct scene *scene = *state;
    struct error err = {0};
    struct box_token former, unknown, *tokens[] = {&unknown, &former};
    memset(former.hash, 0xAB, sizeof former.hash);
    memset(unknown.hash, 0xCD, sizeof unknown.hash);
    assert_true(box_find(scene->arena, scene->db, tokens, LENGTH(tokens), &err));
    assert_true(box_find_former(scene->arena, scene->db, tokens, LENGTH(tokens), &err));
    assert_true(former.known && !former.open);
    assert_false(unknown.known);
}

static void after_a_failed_step_no_further_one_runs(void **state)
{
    const struct scene *scene = *state;
    struct error err = {0};
    struct db_step steps[] = {
        {QUERY_DB_BEGIN, DB_NO_VALUES, NULL},
        {QUERY_BALLOT_BOX_LOCK, DB_VALUES(db_text("no array")), NULL},
        {QUERY_DB_COMMIT, DB_NO_VALUES, NULL},
    };
    assert_false(db_run_steps(scene->db, steps, LENGTH(steps), &err));
    assert_int_equal(err.kind, ERROR_INVALID);
    assert_non_null(strstr(err.message, "ballot_box_lock"));
    assert_null(steps[0].rows);
    assert_true(db_alive(scene->db));
    assert_int_equal(PQtransactionStatus(db_handle(scene->db)), PQTRANS_INERROR);
    db_rollback(scene->db);
    assert_int_equal(put_one(scene, scene->open, 1, 1), BOX_STORED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ballot_is_stored_then_the_same_again_then_replaced, empty, NULL),
        cmocka_unit_test_setup_teardown(each_of_a_mixed_batch_has_its_own_end, empty, NULL),
        cmocka_unit_test_setup_teardown(a_new_connection_waits_for_the_batch_of_an_earlier_one, empty, NULL),
        cmocka_unit_test_setup_teardown(a_wave_being_closed_takes_nothing, empty, NULL),
        cmocka_unit_test_setup_teardown(a_wave_that_opens_later_takes_nothing_until_then, empty, NULL),
        cmocka_unit_test_setup_teardown(tokens_of_closed_waves_are_known_and_not_open, empty, NULL),
        cmocka_unit_test_setup_teardown(after_a_failed_step_no_further_one_runs, empty, NULL),
    };
    return cmocka_run_group_tests_name("ballot box", tests, set_up, tear_down);
}
