#include "action/machine.h"
#include "base/macro.h"
#include "unit.h"

#include <string.h>

// DESIGN.md section 7, written down a second time and in another form: what each state leads to by each verb, in the
// order of enum action_verb (take, plan, start, hold, done, verify, close, reopen, cancel). "" is refused; the outcomes
// of verify are told apart below.
static const char *const expected[ACTION_STATE__COUNT][VERB__COUNT] = {
    [ACTION_PROPOSED] = {"owned", "", "", "", "", "", "", "", "cancelled"},
    [ACTION_OWNED] = {"", "planned", "", "", "", "", "", "", "cancelled"},
    [ACTION_PLANNED] = {"", "", "in_progress", "", "", "", "", "", "cancelled"},
    [ACTION_IN_PROGRESS] = {"", "", "", "on_hold", "done", "", "", "", "cancelled"},
    [ACTION_ON_HOLD] = {"", "", "in_progress", "", "done", "", "", "", "cancelled"},
    [ACTION_DONE] = {"", "", "", "", "", "verify", "", "", "cancelled"},
    [ACTION_VERIFIED] = {"", "", "", "", "", "", "closed", "", ""},
    [ACTION_NO_EFFECT] = {"", "", "", "", "", "", "closed", "owned", ""},
    [ACTION_WORSE] = {"", "", "", "", "", "", "closed", "owned", ""},
    [ACTION_CLOSED] = {"", "", "", "", "", "", "", "", ""},
    [ACTION_CANCELLED] = {"", "", "", "", "", "", "", "", ""},
};

static void every_state_and_verb_is_as_designed(void **state)
{
    (void)state;
    for (int from = 0; from < ACTION_STATE__COUNT; from++)
        for (int verb = 0; verb < VERB__COUNT; verb++) {
            const char *to = expected[from][verb];
            if (verb == VERB_VERIFY)
                continue;
            const struct action_step *step =
                action_step((enum action_state)from, (enum action_verb)verb, ACTION_DONE);
            if (!*to)
                assert_null(step);
            else
                assert_string_equal(action_state_name(step->to), to);
        }
}

static void only_done_is_verified_and_only_to_an_outcome(void **state)
{
    (void)state;
    for (int from = 0; from < ACTION_STATE__COUNT; from++)
        for (int to = 0; to < ACTION_STATE__COUNT; to++) {
            const bool outcome = to == ACTION_VERIFIED || to == ACTION_NO_EFFECT || to == ACTION_WORSE;
            const struct action_step *step =
                action_step((enum action_state)from, VERB_VERIFY, (enum action_state)to);
            assert_int_equal(step != NULL, from == ACTION_DONE && outcome);
            if (step)
                assert_int_equal((int)step->to, to);
        }
}

static unsigned needs_of(enum action_state from, enum action_verb verb)
{
    return action_step(from, verb, ACTION_NO_EFFECT)->needs;
}

static void each_step_needs_what_the_design_says(void **state)
{
    (void)state;
    assert_int_equal(needs_of(ACTION_PROPOSED, VERB_TAKE), NEED_OWNER);
    assert_int_equal(needs_of(ACTION_OWNED, VERB_PLAN), NEED_OWNER | NEED_DUE | NEED_EXPECTED | NEED_TARGET);
    assert_int_equal(needs_of(ACTION_IN_PROGRESS, VERB_DONE), NEED_EVIDENCE);
    assert_int_equal(needs_of(ACTION_ON_HOLD, VERB_DONE), NEED_EVIDENCE);
    assert_int_equal(needs_of(ACTION_DONE, VERB_VERIFY), NEED_WAVE);
    assert_int_equal(needs_of(ACTION_VERIFIED, VERB_CLOSE), 0);
    size_t count;
    const struct action_step *steps = action_steps(&count);
    for (size_t i = 0; i < count; i++)
        if (steps[i].verb == VERB_CANCEL || steps[i].verb == VERB_REOPEN ||
            (steps[i].verb == VERB_CLOSE && steps[i].from != ACTION_VERIFIED))
            assert_int_equal(steps[i].needs, NEED_REASON);
}

static void no_step_stands_twice_in_the_table(void **state)
{
    (void)state;
    size_t count;
    const struct action_step *steps = action_steps(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_false(steps[i].from == steps[j].from && steps[i].verb == steps[j].verb &&
                         steps[i].to == steps[j].to);
}

// From a proposal to closed one has to own, plan, begin, finish and verify: no shorter way exists.
static void no_state_can_be_skipped_on_the_way_to_closed(void **state)
{
    (void)state;
    size_t count, length[ACTION_STATE__COUNT] = {0};
    const struct action_step *steps = action_steps(&count);
    length[ACTION_PROPOSED] = 1;
    for (size_t round = 0; round < ACTION_STATE__COUNT; round++)
        for (size_t i = 0; i < count; i++)
            if (length[steps[i].from] &&
                (!length[steps[i].to] || length[steps[i].to] > length[steps[i].from] + 1))
                length[steps[i].to] = length[steps[i].from] + 1;
    assert_int_equal(length[ACTION_CLOSED],
                     7); // proposed, owned, planned, in progress, done, an outcome, closed
    for (int i = 0; i < ACTION_STATE__COUNT; i++)
        assert_true(length[i] > 0);
}

static void words_and_states_go_both_ways(void **state)
{
    (void)state;
    for (int i = 0; i < ACTION_STATE__COUNT; i++) {
        enum action_state read = ACTION_STATE__COUNT;
        assert_true(action_state_parse(action_state_name((enum action_state)i), &read));
        assert_int_equal((int)read, i);
    }
    enum action_state untouched = ACTION_WORSE;
    assert_false(action_state_parse("finished", &untouched));
    assert_int_equal(untouched, ACTION_WORSE);
    assert_false(action_state_open(ACTION_CLOSED) || action_state_open(ACTION_CANCELLED));
    assert_true(action_state_open(ACTION_VERIFIED) && action_state_open(ACTION_PROPOSED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_and_verb_is_as_designed),
        cmocka_unit_test(only_done_is_verified_and_only_to_an_outcome),
        cmocka_unit_test(each_step_needs_what_the_design_says),
        cmocka_unit_test(no_step_stands_twice_in_the_table),
        cmocka_unit_test(no_state_can_be_skipped_on_the_way_to_closed),
        cmocka_unit_test(words_and_states_go_both_ways),
    };
    return cmocka_run_group_tests_name("action/machine", tests, NULL, NULL);
}
