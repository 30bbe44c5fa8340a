// No NaN reaches the database, whichever way a figure goes there.
#include "db/copy.h"
#include "db/migrate.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>

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
    scene->db = db_open(&settings, DB_ANALYZE, &err);
    assert_non_null(scene->db);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    db_close(scene->db);
    arena_free(scene->arena);
    free(scene);
    return 0;
}

static const double nothings[] = {(double)NAN, (double)INFINITY, (double)-INFINITY};

static void a_parameter_that_is_no_number_is_refused(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < 3; i++) {
        struct error err = {0};
        assert_false(db_run(scene->db, QUERY_ANALYZE_DRIVER_ADD,
                            DB_VALUES(db_int(1), db_int(1), db_int(0), db_int(30), db_real(nothings[i]), db_real(0.5), db_real(0.5)),
                            NULL, &err));
        assert_int_equal(err.kind, ERROR_INTERNAL);
    }
}

static void a_copied_number_that_is_none_is_refused(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < 6; i++) {
        struct copy_in copy;
        struct error err = {0};
        assert_true(copy_in_start(&copy, scene->db, QUERY_ANALYZE_RANK_ADD, &err));
        copy_in_row(&copy, 1);
        if (i < 3)
            copy_in_real(&copy, nothings[i]);
        else
            copy_in_real_array(&copy, &nothings[i - 3], 1);
        assert_false(copy_in_flush(&copy, &err));
        assert_int_equal(err.kind, ERROR_INTERNAL);
        err = (struct error){0};
        assert_false(copy_in_end(&copy, &err)); // nor by whoever does not flush
        assert_int_equal(err.kind, ERROR_INTERNAL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parameter_that_is_no_number_is_refused),
        cmocka_unit_test(a_copied_number_that_is_none_is_refused),
    };
    return cmocka_run_group_tests_name("number", tests, set_up, tear_down);
}
