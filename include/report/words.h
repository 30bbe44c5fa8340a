// The model in words: figures rounded for a reader, intervals, changes, findings, states, in one language. Used by the
// pages and by the descriptions of the charts, so that both say the same. Everything lives in `arena`.
#pragma once

#include "action/playbook.h"
#include "base/language.h"
#include "report/model.h"

struct words {
    struct arena *arena;
    const struct language *language;
    const struct report *report;
    const struct playbook *playbook; // names drivers and measures; NULL: ids and stored titles stand in
};

const char *words_text(const struct words *words, const char *key);
char *words_count(const struct words *words, int64_t count); // "1,204"; count −1: "not known"
// Who answered: a number, "protected" where it would tell, "not known" where answers came one by one.
char *words_answered(const struct words *words, const struct report_department *department);

// How far those who did not answer could move the eNPS; NULL where that is not known or everybody answered.
char *words_nonresponse(const struct words *words, const struct report_department *department);
// Why the figures are to be read with care: "Fewer than half …"; NULL without a warning.
char *words_warnings(const struct words *words, const struct report_department *department);

// The question in full, and a few words for it: its driver's title where no other question has the same driver.
const char *words_question(const struct words *words, size_t question);
const char *words_question_short(const struct words *words, size_t question);

// A value of a scored question: "+12" for eNPS, "3.71" for a mean; its size has no sign in front. "" for NaN.
char *words_value(const struct words *words, const struct question *question, double value);
char *words_size(const struct words *words, const struct question *question, double size);
char *words_difference(const struct words *words, const struct question *question, double difference);
// "3.66 to 3.76"
char *words_interval(const struct words *words, const struct question *question, struct interval interval);
char *words_share(const struct words *words, double share); // "66%"
char *words_share_interval(const struct words *words, struct interval interval);
// A figure with its name where it stands alone: "eNPS +12", "3.71 (66% favourable)".
char *words_standing(const struct words *words, const struct question *question, const struct figure *figure);

// What may be said of a change: an arrow belongs in front exactly when words_arrow gives one.
char *words_change(const struct words *words, const struct question *question, const struct figure *figure);
enum words_arrow { ARROW_NONE, ARROW_UP, ARROW_DOWN };
enum words_arrow words_arrow(const struct figure *figure);

// Where a line is going: "It rose by about 3 a year (1 to 5), over 8 waves."; NULL before there is a trend. `usual` adds whether the
// figure has left what its first waves let expect.
char *words_trend(const struct words *words, const struct question *question, const struct trend *trend, bool usual);

// Why a figure is not shown ("too few answers").
const char *words_hidden(const struct words *words, enum figure_status status);
// Why nothing is shown for a department; NULL when something is.
char *words_nothing(const struct words *words, size_t department);

// The median department: "eNPS +8", "3.71 (66% favourable)".
const char *words_median(const struct words *words, size_t question);
// A norm: "eNPS +12", "3.71", "62% favourable"; and what stands between it and a department: "above by 4 percentage points (1 to 7)". With an
// arrow exactly where the difference is detectable.
const char *words_norm(const struct words *words, const struct report_norm *norm);
char *words_norm_difference(const struct words *words, const struct report_norm *norm, const struct change *difference);
enum words_arrow words_norm_arrow(const struct change *difference);

// What a sentence calls a question: its text in quotes, "eNPS" where that is the outcome.
const char *words_quoted(const struct words *words, int question);
char *words_finding(const struct words *words, const struct report_finding *finding);
// A change of an action's target with its unit: "+0.70 points of the scale", "+10 points of the eNPS".
char *words_expected(const struct words *words, const struct report_action *action);
// "+1.22 (+0.82 to +1.63)"; NULL while nothing was measured.
char *words_measured(const struct words *words, const struct report_action *action);
// An action's title: of the playbook in the reader's language while nobody has given it another one.
const char *words_action(const struct words *words, const struct report_action *action);
