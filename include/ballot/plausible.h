// Whether the program itself could have made a ballot from what somebody answered. The box is only as safe as the database: what was written
// into it by another hand must not reach the answers as a value that no page offers.
#pragma once

#include "ballot/ballot.h"

// What a wave's ballots are measured with.
struct ballot_frame {
    const struct wave *wave;
    const struct survey *survey;
    size_t departments, segment_count;
    const struct wave_segment *segments;
};

// The shape, every value on its scale, conditions and required questions, comments as answers_check leaves them.
bool ballot_plausible(const struct ballot *ballot, const struct ballot_frame *frame);
