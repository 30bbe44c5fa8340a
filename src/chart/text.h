// Texts as a chart can take them: safe for the script, and as long as there is room.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include <stddef.h>

// Punctuation means something to gnuplot in more places than its manual tells (a label that begins with a quote ends at
// the next one), so it travels as a character of private use: U+E000 plus its code. chart_clean turns it back.
enum { TEXT_STAND_IN = 0xE000 };

// The character that the three bytes at `text` stand for, or 0.
char text_original(const char *text);

// Appends one line for a data block: valid UTF-8, no control characters (line feeds and tabs are spaces), never empty.
void text_line(struct buffer *line, const char *text);

// Estimated width in units at a font size, for the sans serif fonts of chart.css; a little generous.
double text_width(const char *text, double size);
// The text, or as much of it as fits followed by "…".
const char *text_fit(struct arena *arena, const char *text, double size, double room);
// Breaks at spaces into at most `most` lines, the last one fitted. Returns how many, at least 1.
size_t text_wrap(struct arena *arena, const char *text, double size, double room, size_t most,
                 const char **lines);
