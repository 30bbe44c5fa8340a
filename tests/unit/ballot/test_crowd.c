// How fast ballots may come through open links from one place.
#include "ballot/crowd.h"
#include "ballot/link_box.h"
#include "unit.h"

#include <string.h>

static int admitted(struct crowd *crowd, uint64_t place, int64_t now, int attempts)
{
    int count = 0;
    for (int i = 0; i < attempts; i++)
        count += crowd_admit(crowd, place, now);
    return count;
}

static void a_room_full_of_visitors_gets_through_and_a_script_does_not(void **state)
{
    (void)state;
    struct crowd *crowd = crowd_new();
    assert_int_equal(admitted(crowd, 7, 1000, 1000), CROWD_BURST);
    assert_int_equal(admitted(crowd, 7, 1000 + CROWD_PAUSE - 1, 10), 0);
    assert_int_equal(admitted(crowd, 7, 1000 + CROWD_PAUSE, 10), 1);
    assert_int_equal(admitted(crowd, 7, 1000 + 4 * CROWD_PAUSE, 10), 3);
    crowd_free(crowd);
}

static void places_do_not_touch_each_other(void **state)
{
    (void)state;
    struct crowd *crowd = crowd_new();
    assert_int_equal(admitted(crowd, 7, 0, 100), CROWD_BURST);
    assert_int_equal(admitted(crowd, 8, 0, 100), CROWD_BURST);
    assert_int_equal(admitted(crowd, 7, 0, 100), 0);
    crowd_free(crowd);
}

static void after_a_while_the_burst_is_whole_again_and_no_larger(void **state)
{
    (void)state;
    struct crowd *crowd = crowd_new();
    (void)admitted(crowd, 7, 0, 100);
    assert_int_equal(admitted(crowd, 7, (int64_t)CROWD_PAUSE * 1000, 100), CROWD_BURST);
    crowd_free(crowd);
}

static void one_who_sends_on_never_gets_more_than_one_a_pause(void **state)
{
    (void)state;
    struct crowd *crowd = crowd_new();
    int count = 0;
    for (int64_t now = 0; now < 3600 * 1000; now += 500)
        count += crowd_admit(crowd, 7, now);
    assert_in_range(count, CROWD_BURST + 3600 * 1000 / CROWD_PAUSE - 1, CROWD_BURST + 3600 * 1000 / CROWD_PAUSE);
    crowd_free(crowd);
}

// Another link, or another submission, is another ballot; the same two are the same one.
static void link_and_submission_together_say_which_ballot_it_is(void **state)
{
    (void)state;
    const unsigned char here[TOKEN_HASH_SIZE] = {1}, there[TOKEN_HASH_SIZE] = {2};
    const struct token first = {{3}}, second = {{4}};
    unsigned char made[4][TOKEN_HASH_SIZE], again[TOKEN_HASH_SIZE];
    link_box_invitation(here, &first, made[0]);
    link_box_invitation(here, &second, made[1]);
    link_box_invitation(there, &first, made[2]);
    link_box_invitation(there, &second, made[3]);
    link_box_invitation(here, &first, again);
    assert_memory_equal(made[0], again, TOKEN_HASH_SIZE);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < i; j++)
            assert_memory_not_equal(made[i], made[j], TOKEN_HASH_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_full_of_visitors_gets_through_and_a_script_does_not),
        cmocka_unit_test(places_do_not_touch_each_other),
        cmocka_unit_test(after_a_while_the_burst_is_whole_again_and_no_larger),
        cmocka_unit_test(one_who_sends_on_never_gets_more_than_one_a_pause),
        cmocka_unit_test(link_and_submission_together_say_which_ballot_it_is),
    };
    return cmocka_run_group_tests_name("ballot/crowd", tests, NULL, NULL);
}
