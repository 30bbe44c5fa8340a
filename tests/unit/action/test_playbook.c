#include "action/playbook.h"
#include "unit.h"

#include <string.h>

// One driver with one measure; the places in question are given by the caller.
#define PLAYBOOK(measure)                                                                                    \
    "{\"format\": \"echolot.playbook/1\", \"drivers\": [{\"id\": \"trust\", \"title\": {\"en\": "            \
    "\"Trust\"}, "                                                                                           \
    "\"measures\": [" measure "]}]}"
#define MEASURE                                                                                              \
    "{\"id\": \"trust-talk\", \"title\": {\"en\": \"Talk\"}, \"how\": {\"en\": \"Now.\"}, \"weeks\": 4}"

static void a_playbook_is_read(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct fault_list faults = {.arena = arena};
    const struct playbook *playbook =
        playbook_parse(arena, PLAYBOOK(MEASURE), strlen(PLAYBOOK(MEASURE)), &faults);
    assert_non_null(playbook);
    const struct playbook_driver *driver = playbook_driver(playbook, "trust");
    assert_int_equal(driver->measure_count, 1);
    assert_string_equal(survey_text_in(&driver->measures[0].title, "en"), "Talk");
    assert_int_equal(playbook_measure(playbook, "trust-talk")->weeks, 4);
    assert_null(playbook_driver(playbook, "respect"));
    assert_null(playbook_measure(playbook, "trust"));
}

static void every_fault_is_reported_with_its_path(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"{", "$"},
        {"[]", "$"},
        {"{\"format\": \"echolot.playbook/2\", \"drivers\": []}", "$.format"},
        {"{\"format\": \"echolot.playbook/1\"}", "$.drivers"},
        {"{\"format\": \"echolot.playbook/1\", \"drivers\": [3]}", "$.drivers[0]"},
        {PLAYBOOK(""), "$.drivers[0].measures"},
        {PLAYBOOK("{\"title\": {\"en\": \"T\"}, \"how\": {\"en\": \"H\"}, \"weeks\": 4}"),
         "$.drivers[0].measures[0].id"},
        {PLAYBOOK("{\"id\": \"A b\", \"title\": {\"en\": \"T\"}, \"how\": {\"en\": \"H\"}, \"weeks\": 4}"),
         "$.drivers[0].measures[0].id"},
        {PLAYBOOK("{\"id\": \"a\", \"how\": {\"en\": \"H\"}, \"weeks\": 4}"),
         "$.drivers[0].measures[0].title"},
        {PLAYBOOK("{\"id\": \"a\", \"title\": {\"de\": \"T\"}, \"how\": {\"en\": \"H\"}, \"weeks\": 4}"),
         "$.drivers[0].measures[0].title"},
        {PLAYBOOK("{\"id\": \"a\", \"title\": {\"en\": \"T\"}, \"how\": {\"en\": \"\"}, \"weeks\": 4}"),
         "$.drivers[0].measures[0].how.en"},
        {PLAYBOOK("{\"id\": \"a\", \"title\": {\"en\": \"T\"}, \"how\": {\"en\": \"H\"}, \"weeks\": 0}"),
         "$.drivers[0].measures[0].weeks"},
        {PLAYBOOK("{\"id\": \"a\", \"title\": {\"en\": \"T\"}, \"how\": {\"en\": \"H\"}, \"weeks\": 1.5}"),
         "$.drivers[0].measures[0].weeks"},
        {PLAYBOOK("{\"id\": \"a\", \"title\": {\"en\": \"T\"}, \"how\": {\"en\": \"H\"}, \"weeks\": 4, "
                  "\"wekks\": 4}"),
         "$.drivers[0].measures[0].wekks"},
        {PLAYBOOK(MEASURE ", " MEASURE), "$.drivers[0].measures[1].id"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct fault_list faults = {.arena = arena};
        assert_null(playbook_parse(arena, cases[i].text, strlen(cases[i].text), &faults));
        bool found = false;
        for (size_t j = 0; j < faults.count; j++)
            found = found || strcmp(faults.items[j].place, cases[i].place) == 0;
        if (!found)
            fail_msg("%s: no fault at %s", cases[i].text, cases[i].place);
    }
}

static void all_faults_are_reported_at_once(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct fault_list faults = {.arena = arena};
    static const char text[] = PLAYBOOK("{\"id\": \"\", \"title\": 3, \"how\": {}, \"weeks\": \"4\"}");
    assert_null(playbook_parse(arena, text, strlen(text), &faults));
    assert_int_equal(faults.total, 4);
}

static void the_own_playbook_has_every_driver_in_both_languages(void **state)
{
    (void)state;
    static const char *const drivers[] = {
        "respect",
        "being-heard",
        "clear-channels",
        "known-roles",
        "leadership-transparency",
        "employee-transparency",
        "recognition",
        "acting-on-feedback",
        "clear-standards",
        "acknowledgement",
        "quick-solutions",
        "progress-news",
        "knowing-people",
        "training",
        "cross-training",
        "workload",
        "trust",
        "growth",
    };
    AUTO(arena) struct arena *arena = arena_new();
    struct error err = {0};
    const struct playbook *playbook = playbook_load(arena, &err);
    if (!playbook)
        fail_msg("%s", err.message);
    assert_int_equal(playbook->driver_count, LENGTH(drivers));
    for (size_t i = 0; i < LENGTH(drivers); i++) {
        const struct playbook_driver *driver = playbook_driver(playbook, drivers[i]);
        assert_non_null(driver);
        assert_in_range(driver->measure_count, 2, 4);
        assert_int_equal(driver->title.count, 2);
        for (size_t j = 0; j < driver->measure_count; j++) {
            const struct playbook_measure *measure = &driver->measures[j];
            assert_memory_equal(measure->id, drivers[i], strlen(drivers[i]));
            assert_string_not_equal(survey_text_in(&measure->title, "de"),
                                    survey_text_in(&measure->title, "en"));
            assert_string_not_equal(survey_text_in(&measure->how, "de"), survey_text_in(&measure->how, "en"));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_playbook_is_read),
        cmocka_unit_test(every_fault_is_reported_with_its_path),
        cmocka_unit_test(all_faults_are_reported_at_once),
        cmocka_unit_test(the_own_playbook_has_every_driver_in_both_languages),
    };
    return cmocka_run_group_tests_name("action/playbook", tests, NULL, NULL);
}
