// k is not enough (METHODS.md section 6): below 20 answers no figure may say that all agree. The answers are
// top-coded before anything is computed, so that neither a figure nor its interval nor the p of its change
// gives the unclipped counts back. Whatever of a histogram is published goes through here.
#pragma once

#include "base/arena.h"
#include "stats/histogram.h"

// From 2 to 19 answers: when all stand at an end of the scale, one moves a step inward (mean within [min+1/n,
// max−1/n]); when all or none are favourable, one changes category (favourable within [1/n, 1−1/n], eNPS
// within ±100(1−1/n)); when all are neutral, one becomes favourable and one unfavourable (from 3 answers),
// which leaves an eNPS at 0. `variance` takes the place of their own from then on: with it, a mean of 2 told apart
// "all said 2" from any other answers. Other counts, and any other n, stay as they are. `clipped` says that the result
// stands at such a bound, also where nothing had to move: were it only set where something did, it would give
// away what the bound hides. A single answer cannot be protected this way; k ≥ 3 keeps it unpublished.
void topcode_counts(const struct figure_scale *scale, double variance, struct counts *counts);

// The figure of one node and question as it may be shown. `histogram`: of everybody below the node, as
// answered; `population`: people invited below it, 0 or less when unknown; `variance`: pooled_variance_value for this
// question, of groups whose histograms are published (not used for eNPS). Mean intervals shrink with
// VARIANCE_PRIOR_WEIGHT. Errors as figure_compute. Sets status FIGURE_PUBLISHED: call it for nodes the mask
// publishes; `change` stays CHANGE_NONE.
MUST_USE bool topcode_figure(const struct figure_scale *scale, const struct histogram *histogram,
                             int64_t population, double variance, struct figure *figure, struct error *err);

// The change from the histogram of an earlier wave to that of this one, both top-coded; `variance` is this wave's. Only for a node that
// is published in both waves: with one of them hidden, the difference would give it away. Sets
// CHANGE_COMPARED, or CHANGE_NONE when a wave has no answers; q and `detectable` follow from change_control
// (stats/change.h).
void topcode_change(const struct figure_scale *scale, const struct histogram *earlier,
                    const struct histogram *histogram, double variance, struct change *change);

// A department against the others of a node above it: the change from the rest of `whole` to `part`, in one wave.
// `part` is contained in `whole` and both are published. The rest is what is shown of the whole less what is shown of
// the part: taken from the answers themselves, the p would tell whether the part was top-coded. CHANGE_NONE when
// there is no rest.
void topcode_against_rest(const struct figure_scale *scale, const struct histogram *whole,
                          const struct histogram *part, double variance, struct change *change);

// A choice question: `chosen[i]` of `n` chose option i. Sets n, clipped, status and `shares` (in the arena);
// below 20 answers each share is kept within [1/n, 1−1/n].
void topcode_choice(struct arena *arena, size_t option_count, const uint32_t *chosen, uint32_t n,
                    struct figure *figure);
