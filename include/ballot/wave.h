// A wave: one round of a survey. What is stored about it, and the organisation as it was frozen when it opened.
#pragma once

#include "db/query.h"
#include "survey/survey.h"

enum wave_state { WAVE_OPEN, WAVE_CLOSED, WAVE_PUBLISHED, WAVE_STATE__COUNT };
const char *wave_state_name(enum wave_state state); // "open", "closed", "published"

// Beyond WAVE_K_LIMIT the mask is not computed (protect/mask.h): such a wave could never be published.
enum { WAVE_K_STANDARD = 5, WAVE_K_MINIMUM = 3, WAVE_K_LIMIT = 1000 };
enum { WAVE_DEPARTMENT_LIMIT = 65535, WAVE_PUBLIC_KEY_SIZE = 32 };
// What a wave may be raked to: so many segments, which divide people into so many groups (analyze/rake.h).
enum { WAVE_RAKE_LIMIT = 8, WAVE_STRATUM_LIMIT = 1000000 };

struct wave {
    int id;
    const char *key;
    const char *survey_id;
    int survey_version;
    int k;
    enum wave_state state;
    const char *opened, *closes, *closed, *published; // ISO 8601, UTC ("2026-11-02T08:00:00Z"); NULL when not set
    const char *first_day; // of `opened` where the people are (YYYY-MM-DD)
    bool pending;          // when it was read it had not opened yet: `opened` lies ahead, and no ballot is taken until then
    const char *last_day; // of `closes` where the people are (YYYY-MM-DD): what they are told; NULL with `closes`
    bool joined;         // a sheet is a person; false: answers came one by one, n is per question only
    bool weighted;       // sheets carry a survey weight
    bool raked;          // weights are made when it is analyzed: to the departments below the root and …
    size_t rake_count;   // … to these segments (numbers)
    uint16_t *rake;
    size_t asked_count;  // rotation: numbers of the questions asked; 0: all
    uint16_t *asked;
    bool has_public_key; // imported waves have none
    unsigned char public_key[WAVE_PUBLIC_KEY_SIZE];
};

// Numbered from 0; a parent stands before its children; exactly one has parent −1, the root, number 0.
struct wave_department {
    const char *code, *name;
    int parent;
    int invited; // its own people, without those below; −1 unknown: answers collected elsewhere, or an open link (ballot/open_link.h)
};
struct organisation {
    size_t count;
    struct wave_department *departments;
};

struct wave_segment {
    const char *name;
    size_t category_count;
    const char **categories;
};

// ERROR_NOT_FOUND when there is no wave with that key.
MUST_USE bool wave_find(struct arena *arena, struct db *db, const char *key, struct wave *wave, struct error *err);
// All waves, by opening.
MUST_USE bool wave_list(struct arena *arena, struct db *db, struct wave **waves, size_t *count, struct error *err);
// How far each of them has come, in the same order; −1 unknown. As DB_OWNER. Of an open wave what was counted last.
struct wave_count {
    int64_t invited, responded;
    const char *counted; // of an open wave: until this day (YYYY-MM-DD), NULL before the first count
    int64_t links;       // open links, withdrawn ones too; while the wave is open, those who come through them are not among `responded`
};
MUST_USE bool wave_counts(struct arena *arena, struct db *db, struct wave_count **counts, size_t *count,
                          struct error *err);
MUST_USE bool wave_organisation(struct arena *arena, struct db *db, int wave_id, struct organisation *organisation,
                                struct error *err);
MUST_USE bool wave_segments(struct arena *arena, struct db *db, int wave_id, struct wave_segment **segments,
                            size_t *count, struct error *err);
// The latest published wave of the same survey that closed before this one did and has its answers yet. `found` false when there is none.
MUST_USE bool wave_previous(struct arena *arena, struct db *db, const struct wave *wave, struct wave *previous,
                            bool *found, struct error *err);
// What it is called where people or programs read it: its state's name, or "pending" before it opens.
const char *wave_standing(const struct wave *wave);
// Whether its figures are weighted: then all of them are.
static inline bool wave_is_weighted(const struct wave *wave)
{
    return wave->weighted || wave->raked;
}
// Whether a question of the survey is asked in this wave.
bool wave_asks(const struct wave *wave, size_t question);
// Whether it asks for words that others will read.
bool wave_asks_comments(const struct wave *wave, const struct survey *survey);

// What a user may name a wave: 1 to 64 letters, digits, dots, dashes and underscores. ERROR_USAGE.
MUST_USE bool wave_check_key(const char *key, struct error *err);
// A day as YYYY-MM-DD, given with `option`. ERROR_USAGE.
MUST_USE bool wave_check_date(const char *option, const char *date, struct error *err);
