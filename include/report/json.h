// The report as JSON, format "echolot.report/1" of DESIGN.md section 6.4: exactly the published figures, unrounded.
//
// Where DESIGN leaves room: `invited`, `responded` and `response_rate` are null when unknown or protected; `histogram`
// is null below n = 20; a choice question has {"published", "n", "options": {id: share}, "clipped", "change"};
// `change` is {} when there is no earlier figure and {"broken": true} where the line breaks; comments are not among the
// questions. Beside DESIGN's fields a change of a scale question has
//   "effect": {"rank_p", "delta", "size", "g"}, Mann–Whitney's p, Cliff's δ ("negligible", "small", "medium", "large") and Hedges' g, where
//     both waves show their histograms, and "favourable": {"difference", "low", "high"}, the change of the favourable share
// and a scored question
//   "trend": {"waves", "slope", "low", "high", "p", "q", "detectable"}, {} before four waves: points a year (stats/trend.h), and from eight
//     waves "rank_slope", "rank_low", "rank_high" (Theil–Sen), "rank_p" (Mann–Kendall), "average", "limit", "alarm" (stats/control.h)
//   "rank": {"departments", "value", "low", "high", "better"}, {} where a department below is shown or there are too few: what is believed
//     of it among so many departments, and the probability that it is better than the company (stats/rank.h); for a scale question also
//     "favourable": {"value", "low", "high", "better"}. Raw figures must not be ranked.
// A weighted figure has "effective_n" beside "n"; "wave" of a wave with weights has "weighting", {"method": "import"|"raked",
// "segments", "people", "effective_n", "design_effect", "least", "most", "warnings"}, and a department "partial" sheets
// (null like `responded`). "indices" is {id: {"title": {language: text}, "method", "figure": "score"|"favourable", "items":
// [ids as the survey lists them], "alpha", "alpha_low", "alpha_high", "alpha_n", "alpha_standardised", "mean_correlation" (of
// the organisation; null when not said), "departments": {CODE: {"published", "reason"} or {"published", "n", "score", "low",
// "high", "clipped", "change"}}}}, scores 0..100; where the people's means of a "person_mean" would tell of too few, the mean of the items.
// A department has "nonresponse": {"warnings": ["below_half", "small_group", "below_siblings"], "siblings_rate", "question", "enps_low",
// "enps_high"}, {} where participation is unknown or protected: when to warn of those who did not answer (stats/nonresponse.h), the
// response rate of the departments beside it, and how far they could move the outcome's eNPS; null when there is none.
// A scoped report begins with its own department, whose parent is null. Findings and actions:
//   {"rank", "kind", "department", "question", "driver", "numbers": {…}}: all of them; ranks 1 to 12 have some of every kind and come first
//   in what people read. "low_participation" has no question. The numbers of each kind: analyze/publication.h
//   {"id", "state", "title", "department", "question", "driver", "measure", "owner", "due", "expected", "evidence",
//    "wave", "finding", "verified_by", "outcome", "measured", "measured_low", "measured_high", "method"}
//   anything not set is null; `wave` and `finding` say what it came of, `outcome` to `method` what its verification
//   showed ("verified", "no_effect", "worse"), which stays when the action is closed
// Comments, one object a department and comment question that was asked (analyze/comments.h):
//   {"department", "question", "published": false, "reason"}: "below_minimum" is here fewer than 10 (or k, if more) who could have written, or
//   {"department", "question", "published": true, "removed", "terms": [{"term", "words", "comments", "outcome"}], "comments": ["…"]}
//   `comments` come in the one shuffle of the wave, redacted; `removed`: they were dropped with the wave's answers. A term's `words` is 2 for
//   a phrase, `comments` how many of the list use it, `outcome` {} or, in the organisation's list, {"departments", "lower", "higher", "p", "q",
//   "detectable"}: the share of comments that use it in departments below and above the average eNPS (stats/share_trend.h)
// Benchmarks, {"medians": {question: {"departments", "enps"} or {"departments", "mean", "score", "favourable"}}, "norms": [{"benchmark", "source",
// "year", "question", "figure", "value", "n", "departments": {CODE: {"difference", "low", "high", "p", "q", "detectable"}}}]}:
//   a median is that of so many departments, all that are published without a published one below them (at least 5, or k), each figure's
//   own; none in a smaller organisation. A norm comes from elsewhere, as it was when the wave was published; `figure` is "enps", "mean" or
//   "favourable" (a share), `n` the people it was taken from or null, the difference figure less norm in its unit (stats/norm.h)
// Drivers, in a report of the whole organisation and where there were answers enough (n ≥ 30 and 10 a driver), by rank:
//   {"rank", "driver", "question", "n", "weight", "correlation", "score", "priority", "r_squared"}
//   `weight` is the question's share (0..1) of `r_squared`, what all drivers together explain of the outcome within
//   departments (Johnson's relative weights); `priority` is weight × (100 − score); `n` the sheets of the smallest pair
#pragma once

#include "base/buffer.h"
#include "report/model.h"

void report_write_json(const struct report *report, struct buffer *out);
