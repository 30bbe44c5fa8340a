// Sheets and comments go through the stage into answer blocks: all of them, and in no order that came in. Everything
// happens in a transaction that is rolled back.
#include "ballot/packer.h"
#include "db/migrate.h"
#include "unit.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SHEETS = 2 * BLOCK_SHEETS + 1001, COMMENTS = 300, COLUMNS = 3 };

struct fixture {
    struct arena *arena;
    struct db *db;
    int wave_id;
};

static void execute(struct db *db, const char *text)
{
    PGresult *result = PQexec(db_handle(db), text);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", text, PQresultErrorMessage(result));
    PQclear(result);
}

static PGresult *rows_of(struct db *db, const char *text)
{
    PGresult *result = PQexec(db_handle(db), text);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", text, PQresultErrorMessage(result));
    return result;
}

static int start(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct settings settings;
    struct error err;
    fixture->arena = arena_new();
    if (sodium_init() < 0 || !settings_load(fixture->arena, NULL, &settings, &err) ||
        !migrate(&settings, NULL, &err) || !(fixture->db = db_open(&settings, DB_OWNER, &err)))
        return 1;
    *state = fixture;
    return 0;
}

static int stop(void **state)
{
    struct fixture *fixture = *state;
    db_close(fixture->db);
    arena_free(fixture->arena);
    free(fixture);
    return 0;
}

static int begin(void **state)
{
    struct fixture *fixture = *state;
    execute(fixture->db, "BEGIN");
    execute(fixture->db, "INSERT INTO survey.definition (survey_id, version, hash, document) "
                         "VALUES ('packer-test', 1, 'packer-test', '{}')");
    AUTO(pg_result)
    PGresult *rows =
        rows_of(fixture->db,
                "INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, joined) "
                "VALUES ('packer-test', 'packer-test', 1, 5, 'closed', now(), true) RETURNING wave_id");
    fixture->wave_id = (int)result_int(rows, 0, 0);
    return 0;
}

static int rollback(void **state)
{
    struct fixture *fixture = *state;
    db_rollback(fixture->db);
    return 0;
}

// Sheet i: its number in the answers, so that it can be recognised.
static void stage(struct fixture *fixture, struct packer *packer)
{
    struct error err;
    unsigned char answers[COLUMNS];
    struct sheet sheet = {.answers = answers, .weight = 1};
    for (int i = 0; i < SHEETS; i++) {
        sheet.department = (uint16_t)(i % 700);
        sheet.segments[0] = (unsigned char)(i % 3);
        answers[0] = (unsigned char)(i & 255);
        answers[1] = (unsigned char)(i >> 8);
        answers[2] = ANSWER_NONE;
        assert_true(packer_stage(packer, &sheet, &err));
        if (i < COMMENTS)
            assert_true(packer_stage_comment(packer, 4, sheet.department,
                                             arena_format(fixture->arena, "%d", i), &err));
    }
    assert_true(packer_stage_end(packer, &err));
}

// Marks every sheet found in a block; gives how many stand directly behind their predecessor.
static int check_block(const struct block_view *view, bool *seen)
{
    int neighbours = 0, last = -2;
    for (size_t i = 0; i < view->sheets; i++) {
        int number = view->answers[i] | view->answers[view->sheets + i] << 8;
        assert_in_range(number, 0, SHEETS - 1);
        assert_false(seen[number]);
        seen[number] = true;
        assert_int_equal(block_department(view, i), number % 700);
        assert_int_equal(view->segments[i], number % 3);
        assert_int_equal(view->answers[2 * view->sheets + i], ANSWER_NONE);
        neighbours += number == last + 1;
        last = number;
    }
    return neighbours;
}

static void every_sheet_is_in_exactly_one_block_and_none_keeps_its_place(void **state)
{
    struct fixture *fixture = *state;
    struct error err;
    struct block_shape shape = {.segments = 1, .columns = COLUMNS};
    AUTO(packer)
    struct packer *packer = packer_start(fixture->arena, fixture->db, fixture->wave_id, &shape, &err);
    assert_non_null(packer);
    stage(fixture, packer);
    uint64_t sheets;
    assert_true(packer_write(packer, &sheets, &err));
    assert_int_equal(sheets, SHEETS);

    AUTO(pg_result)
    PGresult *rows = rows_of(fixture->db, "SELECT sheets, payload FROM answers.block JOIN survey.wave "
                                          "USING (wave_id) WHERE key = 'packer-test' ORDER BY block");
    assert_int_equal(PQntuples(rows), 3);
    bool *seen = ARENA_ARRAY(fixture->arena, SHEETS, bool);
    int neighbours = 0, found = 0;
    for (int i = 0; i < 3; i++) {
        size_t size;
        const unsigned char *payload = result_bytes(fixture->arena, rows, i, 1, &size);
        struct block_view view;
        assert_true(block_open(&shape, (size_t)result_int(rows, i, 0), payload, size, &view));
        found += (int)view.sheets;
        neighbours += check_block(&view, seen);
    }
    assert_int_equal(found, SHEETS);
    assert_in_range(neighbours, 0, 20); // of 9,001, one is expected by chance
}

static void comments_are_shuffled_on_their_own(void **state)
{
    struct fixture *fixture = *state;
    struct error err;
    struct block_shape shape = {.segments = 1, .columns = COLUMNS};
    AUTO(packer)
    struct packer *packer = packer_start(fixture->arena, fixture->db, fixture->wave_id, &shape, &err);
    assert_non_null(packer);
    stage(fixture, packer);
    uint64_t sheets;
    assert_true(packer_write(packer, &sheets, &err));
    AUTO(pg_result)
    PGresult *rows =
        rows_of(fixture->db,
                "SELECT c.position, c.body::integer, c.department, c.question FROM answers.comment c "
                "JOIN survey.wave USING (wave_id) WHERE key = 'packer-test' ORDER BY c.position");
    assert_int_equal(PQntuples(rows), COMMENTS);
    int kept = 0;
    for (int i = 0; i < COMMENTS; i++) {
        assert_int_equal(result_int(rows, i, 0), i);
        assert_int_equal(result_int(rows, i, 2), result_int(rows, i, 1) % 700);
        assert_int_equal(result_int(rows, i, 3), 4);
        kept += result_int(rows, i, 1) == i;
    }
    assert_in_range(kept, 0, 15); // one is expected by chance
}

static void a_wave_without_answers_has_no_block(void **state)
{
    struct fixture *fixture = *state;
    struct error err;
    struct block_shape shape = {.columns = 1};
    AUTO(packer)
    struct packer *packer = packer_start(fixture->arena, fixture->db, fixture->wave_id, &shape, &err);
    assert_non_null(packer);
    assert_true(packer_stage_end(packer, &err));
    uint64_t sheets = 1;
    assert_true(packer_write(packer, &sheets, &err));
    assert_int_equal(sheets, 0);
}

static void sheets_may_come_in_batches_with_queries_between(void **state)
{
    struct fixture *fixture = *state;
    struct error err;
    struct block_shape shape = {.columns = 1};
    AUTO(packer)
    struct packer *packer = packer_start(fixture->arena, fixture->db, fixture->wave_id, &shape, &err);
    assert_non_null(packer);
    for (unsigned char answer = 0; answer < 3; answer++) {
        assert_true(packer_stage(packer, &(struct sheet){.answers = &answer}, &err));
        assert_true(packer_stage_end(packer, &err));
        PQclear(rows_of(fixture->db, "SELECT 1"));
    }
    uint64_t sheets;
    assert_true(packer_write(packer, &sheets, &err));
    assert_int_equal(sheets, 3);
}

static void an_abandoned_stage_leaves_the_connection_usable(void **state)
{
    struct fixture *fixture = *state;
    struct error err;
    struct block_shape shape = {.columns = 1};
    struct packer *packer = packer_start(fixture->arena, fixture->db, fixture->wave_id, &shape, &err);
    assert_non_null(packer);
    unsigned char answer = 0;
    assert_true(packer_stage(packer, &(struct sheet){.answers = &answer}, &err));
    packer_abandon(packer);
    packer_abandon(packer);
    db_rollback(fixture->db);
    AUTO(pg_result) PGresult *rows = db_query(fixture->db, QUERY_DB_VERSION, DB_NO_VALUES, &err);
    assert_non_null(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_sheet_is_in_exactly_one_block_and_none_keeps_its_place, begin,
                                        rollback),
        cmocka_unit_test_setup_teardown(comments_are_shuffled_on_their_own, begin, rollback),
        cmocka_unit_test_setup_teardown(a_wave_without_answers_has_no_block, begin, rollback),
        cmocka_unit_test_setup_teardown(sheets_may_come_in_batches_with_queries_between, begin, rollback),
        cmocka_unit_test_setup_teardown(an_abandoned_stage_leaves_the_connection_usable, begin, rollback),
    };
    return cmocka_run_group_tests_name("packer", tests, start, stop);
}
