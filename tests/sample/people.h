// Who works at Brightwater: invented people with names of many languages.
#pragma once

#include "base/arena.h"
#include <stdint.h>

struct sample_person {
    const char *employee_id, *name, *email, *language,
        *manager; // manager: an employee_id, NULL for the head of all
    const char *tenure, *site;
    int department;
};

// sample_people_count() of them, department by department; the first of each department leads it.
struct sample_person *sample_people(struct arena *arena, uint64_t *seed);
// people.csv
char *sample_people_csv(struct arena *arena, const struct sample_person *people);
// departments.csv
char *sample_departments_csv(struct arena *arena);
