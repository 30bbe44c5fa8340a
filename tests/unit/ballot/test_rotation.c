#include "ballot/rotation.h"
#include "unit.h"

// Question 0 is core, 1 to 7 take turns, 8 depends on 2.
static struct survey example(struct question *questions, struct show_if *condition, size_t *core, size_t per_wave)
{
    *core = 0;
    *condition = (struct show_if){.question = 2};
    questions[8].show_if = condition;
    return (struct survey){.question_count = 9, .questions = questions, .core_count = 1, .core = core, .per_wave = per_wave};
}

static void survey_without_rotation_asks_everything(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct question questions[9] = {0};
    struct show_if condition;
    size_t core, count;
    struct survey survey = example(questions, &condition, &core, 0);
    assert_null(rotation_choose(arena, &survey, 3, &count));
    assert_int_equal(count, 0);
}

static void every_question_comes_equally_often(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct question questions[9] = {0};
    struct show_if condition;
    size_t core, count, times[9] = {0};
    struct survey survey = example(questions, &condition, &core, 3);
    for (size_t round = 0; round < 7; round++) {
        const uint16_t *asked = rotation_choose(arena, &survey, round, &count);
        for (size_t i = 0; i < count; i++) {
            times[asked[i]]++;
            assert_true(i == 0 || asked[i] > asked[i - 1]);
        }
    }
    assert_int_equal(times[0], 7);
    for (size_t i = 1; i < 8; i++)
        assert_int_equal(times[i], 3);
    assert_int_equal(times[8], times[2]);
}

static void rounds_follow_each_other(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct question questions[9] = {0};
    struct show_if condition;
    size_t core, count;
    struct survey survey = example(questions, &condition, &core, 3);
    const uint16_t *asked = rotation_choose(arena, &survey, 0, &count);
    assert_int_equal(count, 5); // core, 1, 2, 3 and what depends on 2
    assert_int_equal(asked[4], 8);
    asked = rotation_choose(arena, &survey, 1, &count);
    assert_int_equal(count, 4);
    assert_int_equal(asked[1], 4);
    asked = rotation_choose(arena, &survey, 2, &count);
    assert_int_equal(asked[1], 1); // 7, then from the start again: 1, 2
    assert_int_equal(asked[3], 7);
}

static void more_than_there_are_means_all(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct question questions[9] = {0};
    struct show_if condition;
    size_t core, count;
    struct survey survey = example(questions, &condition, &core, 50);
    (void)rotation_choose(arena, &survey, 5, &count);
    assert_int_equal(count, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survey_without_rotation_asks_everything),
        cmocka_unit_test(every_question_comes_equally_often),
        cmocka_unit_test(rounds_follow_each_other),
        cmocka_unit_test(more_than_there_are_means_all),
    };
    return cmocka_run_group_tests_name("ballot/rotation", tests, NULL, NULL);
}
