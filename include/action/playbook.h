// What can be done about each driver: surveys/playbook.json travels inside the program. The first measures of a driver
// are what the analyzer proposes; people choose any of them.
#pragma once

#include "base/fault.h"
#include "survey/survey.h"

enum { PLAYBOOK_WEEKS_LIMIT = 104 };

struct playbook_measure {
    const char *id; // unique in the whole playbook
    struct survey_text title;
    struct survey_text how; // what a team leader does next week
    int weeks;              // until an effect can be expected, 1 to PLAYBOOK_WEEKS_LIMIT
};

struct playbook_driver {
    const char *id; // as questions name it ("being-heard")
    struct survey_text title;
    size_t measure_count; // at least 1
    struct playbook_measure *measures;
};

struct playbook {
    size_t driver_count;
    struct playbook_driver *drivers;
};

// Parses and checks a playbook (format "echolot.playbook/1"). Every fault is added with its JSON path
// ("$.drivers[2].measures[0].how.de"); NULL when there was any. Everything lives in `arena`.
MUST_USE struct playbook *playbook_parse(struct arena *arena, const char *text, size_t size,
                                         struct fault_list *faults);
// The playbook of this program.
MUST_USE struct playbook *playbook_load(struct arena *arena, struct error *err);

// By id; NULL when there is none.
const struct playbook_driver *playbook_driver(const struct playbook *playbook, const char *id);
const struct playbook_measure *playbook_measure(const struct playbook *playbook, const char *id);
