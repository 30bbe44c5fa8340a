// QR codes (ISO/IEC 18004) as drawings for a page.
#pragma once

#include "base/arena.h"
#include "base/error.h"

// SVG of one path: dark squares on a light ground, a quiet zone of four modules around, readable with 15 % of it damaged. It says nothing
// to a screen reader: the text has to stand beside it. ERROR_INVALID when the text is too long for any code; NULL on failure.
MUST_USE char *qr_draw(struct arena *arena, const char *text, struct error *err);
