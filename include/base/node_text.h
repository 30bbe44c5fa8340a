// The texts of a JSON document that people are going to read.
#pragma once

#include "base/node.h"

// Text for people: 1 to `most` characters, none of them invisible; blanks neither first nor last.
enum text_shape { TEXT_LINE, TEXT_PARAGRAPHS }; // only the second may have line breaks
const char *node_text(const struct node *node, enum text_shape shape, size_t most);
