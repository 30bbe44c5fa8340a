#include "doctor.h"

const char *doctor_level_name(enum doctor_level level)
{
    static const char *const names[DOCTOR_LEVEL__COUNT] = {
        [DOCTOR_OK] = "ok", [DOCTOR_WARNING] = "warning", [DOCTOR_PROBLEM] = "problem"};
    return names[level];
}

void doctor_add(struct doctor *doctor, enum doctor_level level, const char *check, const char *what, const char *advice)
{
    doctor->counts[level]++;
    if (doctor->count < DOCTOR_FINDING_LIMIT)
        doctor->findings[doctor->count++] = (struct doctor_finding){level, check, what, advice};
}

void doctor_add_error(struct doctor *doctor, const char *check, const struct error *err)
{
    doctor_add(doctor, DOCTOR_PROBLEM, check, arena_text(doctor->arena, err->message),
               *err->hint ? arena_text(doctor->arena, err->hint) : NULL);
}
