// What the files of this part share: loading is split by table, scoping and trends work on the loaded model.
#pragma once

#include "base/buffer.h"
#include "report/model.h"

// Fills report->departments (without figures) from the snapshot and the published participation.
MUST_USE bool report_load_departments(struct arena *arena, struct db *db, struct report *report,
                                      struct error *err);
// Fills what is known of those who did not answer. And the member "nonresponse" of a department.
MUST_USE bool report_load_nonresponse(struct db *db, struct report *report, struct error *err);
void report_write_json_nonresponse(const struct report *report, const struct report_department *department, bool *first,
                                   struct buffer *out);
// Fills medians and norms. The second keeps the differences of departments whose number is not −1, and renumbers them. And the
// member "benchmarks".
MUST_USE bool report_load_benchmarks(struct arena *arena, struct db *db, struct report *report, struct error *err);
void report_keep_benchmarks(struct arena *arena, struct report *report, const int *numbers, size_t kept, size_t count);
void report_write_json_benchmarks(const struct report *report, struct buffer *out);
// Fills trends and ranks of all departments.
MUST_USE bool report_load_trends(struct arena *arena, struct db *db, struct report *report, struct error *err);
// Fills indices, of departments too, and what weights are worth.
MUST_USE bool report_load_indices(struct arena *arena, struct db *db, struct report *report, struct error *err);
// Fills findings, and the actions that concern departments of the report.
MUST_USE bool report_load_findings(struct arena *arena, struct db *db, struct report *report,
                                   struct error *err);
MUST_USE bool report_load_actions(struct arena *arena, struct db *db, struct report *report,
                                  struct error *err);

// Fills the drivers; the figures are there. And `"drivers": […]` of the report's JSON.
MUST_USE bool report_load_drivers(struct arena *arena, struct db *db, struct report *report, struct error *err);
void report_write_json_drivers(const struct report *report, struct buffer *out);

// Fills the lists of comments, for the departments of the whole wave; the second keeps those of departments whose number is not −1, and
// renumbers them.
MUST_USE bool report_load_comments(struct arena *arena, struct db *db, struct report *report, struct error *err);
void report_keep_comments(struct report *report, const int *numbers);

// `"comments": […]` of the report's JSON.
void report_write_json_comments(const struct report *report, struct buffer *out);
// json.c: a member "change". json_index.c: the members "indices" and, where there are weights, "weighting".
void report_write_json_change(struct buffer *out, bool *first, const struct report *report, const struct change *change);
void report_write_json_indices(const struct report *report, struct buffer *out);
void report_write_json_weighting(const struct report *report, bool *first, struct buffer *out);

// Keeps a department and those below: the figures of all others are no longer reachable from the model.
MUST_USE bool report_apply_scope(struct arena *arena, struct report *report, const char *code,
                                 struct error *err);

// Fills report->earlier: the chain of waves that changes refer to, matched by department code and question id.
MUST_USE bool report_load_earlier(struct arena *arena, struct db *db, struct report *report,
                                  struct error *err);
