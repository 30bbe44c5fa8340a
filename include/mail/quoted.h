// The transfer encoding "quoted-printable" (RFC 2045, 6.7) of UTF-8 text.
#pragma once

#include "base/buffer.h"

// Appends `text`, whose lines end in LF; on the wire they end in CR LF and no line is longer than 76 characters.
void quoted_write(struct buffer *out, const char *text);
