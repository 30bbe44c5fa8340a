// The pool against programs that do what gnuplot must not: small shell scripts stand in for it.
#include "chart/pool.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// The last command prints the word that ends the output.
#define MARKER "m=${line#print ?}; echo ${m%?}"
#define DRAWING "<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"></svg>"

// Reads up to the command that prints the marker and answers as gnuplot would.
#define ANSWER "while read -r line; do case $line in print*) echo '" DRAWING "'; " MARKER ";; esac; done"
#define ANSWER_ONCE                                                                                          \
    "while read -r line; do case $line in print*) echo '" DRAWING "'; " MARKER "; exit 0;; esac; done"

static struct arena *arena;
static char directory[] = "/tmp/echolot-pool-XXXXXX";

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return mkdtemp(directory) ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return rmdir(directory);
}

// A pool whose gnuplot is this script. The file is gone when the pool has been freed by drop().
static const char *script_path(void)
{
    return arena_format(arena, "%s/gnuplot", directory);
}

static struct chart_pool *pool_of(const char *script, double timeout, size_t processes, unsigned charts)
{
    int file = open(script_path(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
    assert_true(file >= 0);
    const char *text = arena_format(arena, "#!/bin/sh\n%s\n", script);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    const struct chart_pool_options options = {.program = script_path(),
                                               .processes = processes,
                                               .charts_per_process = charts,
                                               .timeout_seconds = timeout,
                                               .memory_bytes = (size_t)1 << 30};
    return chart_pool_new(&options);
}

static void drop(struct chart_pool *pool)
{
    chart_pool_free(pool);
    unlink(script_path());
}

static bool run(struct chart_pool *pool, char **svg, struct error *err)
{
    *svg = NULL;
    return chart_pool_run(pool, arena, "plot 1\n", 7, svg, err);
}

static void assert_fails(const char *script, double timeout, enum error_kind kind, const char *message)
{
    struct chart_pool *pool = pool_of(script, timeout, 1, 100);
    // Twice: the pool must be usable after the failure, and fail in the same way.
    for (int i = 0; i < 2; i++) {
        char *svg;
        struct error err = {0};
        assert_false(run(pool, &svg, &err));
        if (err.kind != kind || !strstr(err.message, message))
            fail_msg("%s: \"%s\" does not say \"%s\"", error_kind_name(err.kind), err.message, message);
        assert_null(svg);
    }
    drop(pool);
}

static void missing_gnuplot_is_said_with_advice(void **state)
{
    (void)state;
    const struct chart_pool_options options = {
        .program = "/nonexistent/gnuplot", .processes = 1, .charts_per_process = 1, .timeout_seconds = 20};
    AUTO(chart_pool) struct chart_pool *pool = chart_pool_new(&options);
    char *svg;
    struct error err;
    assert_false(run(pool, &svg, &err));
    assert_int_equal(err.kind, ERROR_UNAVAILABLE);
    assert_non_null(strstr(err.message, "/nonexistent/gnuplot cannot be started: No such file"));
    assert_non_null(strstr(err.hint, "gnuplot-nox"));
}

static void good_answer_comes_without_its_marker(void **state)
{
    (void)state;
    struct chart_pool *pool = pool_of(ANSWER, 20, 1, 100);
    for (int i = 0; i < 3; i++) {
        char *svg;
        struct error err;
        assert_true(run(pool, &svg, &err));
        assert_string_equal(svg, DRAWING "\n");
    }
    drop(pool);
}

static void hanging_process_ends_with_the_time_limit(void **state)
{
    (void)state;
    assert_fails("exec /bin/sleep 600", 0.15, ERROR_UNAVAILABLE, "did not finish the chart in time");
}

static void process_that_ignores_signals_is_killed_all_the_same(void **state)
{
    (void)state;
    assert_fails("trap '' TERM HUP INT PIPE; while :; do :; done", 0.15, ERROR_UNAVAILABLE, "in time");
}

static void complaint_of_a_process_that_ends_is_passed_on(void **state)
{
    (void)state;
    assert_fails("echo 'cannot draw' >&2; echo '   ^' >&2; exit 3", 20, ERROR_UNAVAILABLE,
                 "gnuplot ended while drawing: cannot draw");
}

static void killed_process_is_named_so(void **state)
{
    (void)state;
    assert_fails("kill -9 $$", 20, ERROR_UNAVAILABLE, "ended by signal 9");
}

static void garbage_is_no_drawing(void **state)
{
    (void)state;
    assert_fails(
        "while read -r line; do case $line in print*) echo '<svg half'; echo 'line 3: undefined' >&2; " MARKER
        ";; esac; done",
        20, ERROR_UNAVAILABLE, "gave no drawing");
}

static void flood_is_cut_off(void **state)
{
    (void)state;
    assert_fails("exec /usr/bin/yes '<?xml <?xml <?xml <?xml <?xml <?xml <?xml <?xml <?xml <?xml'", 60,
                 ERROR_LIMIT, "larger than 16 MB");
}

static void closed_standard_error_is_no_reason_to_spin(void **state)
{
    (void)state;
    assert_fails("exec 2>&-; exec /bin/sleep 600", 0.15, ERROR_UNAVAILABLE, "in time");
}

static void process_that_ended_between_charts_is_replaced(void **state)
{
    (void)state;
    struct chart_pool *pool = pool_of(ANSWER_ONCE, 20, 1, 100);
    for (int i = 0; i < 3; i++) {
        char *svg;
        struct error err = {0};
        if (!run(pool, &svg, &err))
            fail_msg("%s", err.message);
        assert_string_equal(svg, DRAWING "\n");
    }
    drop(pool);
}

static void process_is_replaced_after_its_charts(void **state)
{
    (void)state;
    // Says its process number as the drawing's id.
    struct chart_pool *pool =
        pool_of("while read -r line; do case $line in print*) "
                "echo \"<?xml version='1.0'?><svg id='p$$'></svg>\"; " MARKER ";; esac; done",
                20, 1, 2);
    char *svg[4];
    for (size_t i = 0; i < LENGTH(svg); i++) {
        struct error err;
        assert_true(run(pool, &svg[i], &err));
    }
    assert_string_equal(svg[0], svg[1]);
    assert_string_not_equal(svg[1], svg[2]);
    assert_string_equal(svg[2], svg[3]);
    drop(pool);
}

static void process_has_an_empty_environment_and_no_files(void **state)
{
    (void)state;
    assert_int_equal(dup2(STDOUT_FILENO, 77), 77);
    struct chart_pool *pool =
        pool_of("while read -r line; do case $line in print*) "
                "echo \"<?xml version='1.0'?><svg a='$HOME:$PATH:$USER$PGHOST$PGPASSWORD'>\"; "
                "if [ -e /proc/self/fd/77 ]; then echo inherited; fi; "
                "if echo x > /tmp/echolot-pool-written; then :; fi; "
                "echo '</svg>'; " MARKER ";; esac; done",
                20, 1, 2);
    char *svg;
    struct error err = {0};
    bool good = run(pool, &svg, &err);
    close(77);
    drop(pool);
    // Writing to a file ends it: a drawing goes to the pipe and nowhere else.
    assert_false(good);
    assert_non_null(strstr(err.message, "signal 25"));
    struct stat written;
    assert_true(stat("/tmp/echolot-pool-written", &written) != 0 || written.st_size == 0);
    unlink("/tmp/echolot-pool-written");
    pool =
        pool_of("while read -r line; do case $line in print*) "
                "echo \"<?xml version='1.0'?><svg a='$HOME:$PATH:$USER$PGHOST$PGPASSWORD'>\"; "
                "if [ -e /proc/self/fd/77 ]; then echo inherited; fi; echo '</svg>'; " MARKER ";; esac; done",
                20, 1, 2);
    assert_int_equal(dup2(STDOUT_FILENO, 77), 77);
    assert_true(run(pool, &svg, &err));
    close(77);
    drop(pool);
    assert_non_null(strstr(svg, "a='/nonexistent:/nonexistent:'>\n</svg>"));
}

struct caller {
    struct chart_pool *pool;
    pthread_t thread;
    bool good;
    struct error err;
};

static void *call(void *argument)
{
    struct caller *caller = argument;
    AUTO(arena) struct arena *own = arena_new();
    char *svg;
    caller->good = chart_pool_run(caller->pool, own, "plot 1\n", 7, &svg, &caller->err);
    return NULL;
}

static void call_at_once(struct chart_pool *pool, struct caller *callers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        callers[i] = (struct caller){.pool = pool};
        assert_int_equal(pthread_create(&callers[i].thread, NULL, call, &callers[i]), 0);
    }
    for (size_t i = 0; i < count; i++)
        pthread_join(callers[i].thread, NULL);
}

static void more_callers_than_processes_take_turns(void **state)
{
    (void)state;
    struct chart_pool *pool = pool_of(ANSWER, 20, 2, 3);
    struct caller callers[12];
    call_at_once(pool, callers, LENGTH(callers));
    for (size_t i = 0; i < LENGTH(callers); i++)
        assert_true(callers[i].good);
    drop(pool);
}

static void callers_of_a_hanging_pool_all_come_back(void **state)
{
    (void)state;
    struct chart_pool *pool = pool_of("exec /bin/sleep 600", 0.2, 1, 3);
    struct caller callers[4];
    call_at_once(pool, callers, LENGTH(callers));
    for (size_t i = 0; i < LENGTH(callers); i++) {
        assert_false(callers[i].good);
        assert_int_equal(callers[i].err.kind, ERROR_UNAVAILABLE);
    }
    drop(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missing_gnuplot_is_said_with_advice),
        cmocka_unit_test(good_answer_comes_without_its_marker),
        cmocka_unit_test(hanging_process_ends_with_the_time_limit),
        cmocka_unit_test(process_that_ignores_signals_is_killed_all_the_same),
        cmocka_unit_test(complaint_of_a_process_that_ends_is_passed_on),
        cmocka_unit_test(killed_process_is_named_so),
        cmocka_unit_test(garbage_is_no_drawing),
        cmocka_unit_test(flood_is_cut_off),
        cmocka_unit_test(closed_standard_error_is_no_reason_to_spin),
        cmocka_unit_test(process_that_ended_between_charts_is_replaced),
        cmocka_unit_test(process_is_replaced_after_its_charts),
        cmocka_unit_test(process_has_an_empty_environment_and_no_files),
        cmocka_unit_test(more_callers_than_processes_take_turns),
        cmocka_unit_test(callers_of_a_hanging_pool_all_come_back),
    };
    return cmocka_run_group_tests_name("chart/pool", tests, start, stop);
}
