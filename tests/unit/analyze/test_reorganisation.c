#include "analyze/reorganisation.h"
#include "unit.h"

struct tree {
    struct wave_department departments[8];
    struct organisation organisation;
    uint32_t sizes[8];
};

static struct sized_organisation as_line(struct tree *tree, size_t count)
{
    tree->organisation = (struct organisation){count, tree->departments};
    return (struct sized_organisation){&tree->organisation, tree->sizes};
}

static void departments_are_matched_by_code(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct tree before = {{{"root", "", -1, 0}, {"x", "", 0, 0}, {"y", "", 0, 0}}, {0}, {0, 30, 30}};
    struct tree now = {{{"root", "", -1, 0}, {"y", "", 0, 0}, {"new", "", 0, 0}}, {0}, {0, 30, 30}};
    struct sized_organisation from = as_line(&before, 3), to = as_line(&now, 3);
    const struct department_line *lines = reorganisation_lines(arena, &to, &from);
    assert_int_equal(lines[0].line, LINE_CONTINUES);
    assert_int_equal(lines[1].line, LINE_CONTINUES);
    assert_int_equal(lines[1].earlier, 2);
    assert_int_equal(lines[2].line, LINE_NEW);
}

// Team t moves from x to y: 10 of 50 people are 20 %, 11 of 51 are more.
static void check_move(struct arena *arena, uint32_t team, enum line expected)
{
    struct tree before = {
        {{"root", "", -1, 0}, {"x", "", 0, 0}, {"y", "", 0, 0}, {"t", "", 1, 0}}, {0}, {0, 40, 100, team}};
    struct tree now = {
        {{"root", "", -1, 0}, {"x", "", 0, 0}, {"y", "", 0, 0}, {"t", "", 2, 0}}, {0}, {0, 40, 100, team}};
    struct sized_organisation from = as_line(&before, 4), to = as_line(&now, 4);
    const struct department_line *lines = reorganisation_lines(arena, &to, &from);
    assert_int_equal(lines[0].line, LINE_CONTINUES); // inside the root nobody moved
    assert_int_equal(lines[1].line, expected);       // lost the team
    assert_int_equal(lines[2].line, LINE_CONTINUES); // gained a tenth
    assert_int_equal(lines[3].line, LINE_CONTINUES); // the team is the same
}

static void a_reorganisation_of_over_a_fifth_breaks_the_line(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    check_move(arena, 10, LINE_CONTINUES);
    check_move(arena, 11, LINE_BREAKS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(departments_are_matched_by_code),
        cmocka_unit_test(a_reorganisation_of_over_a_fifth_breaks_the_line),
    };
    return cmocka_run_group_tests_name("reorganisation", tests, NULL, NULL);
}
