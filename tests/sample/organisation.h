// The generated company: Brightwater, 60 departments in four levels, makers of measuring instruments.
#pragma once

#include <stddef.h>

enum { SAMPLE_DEPARTMENTS = 60 };

struct sample_department {
    const char *code, *name;
    int parent; // number in the list, −1 for the root; a parent stands before its children
    int people; // its own, without those below
    const char *site;
};

extern const struct sample_department sample_departments[SAMPLE_DEPARTMENTS];

int sample_department_find(const char *code); // aborts when there is none: a fault of the tables
size_t sample_people_count(void);
// Whether `department` is `top` or below it.
int sample_is_below(int department, int top);
