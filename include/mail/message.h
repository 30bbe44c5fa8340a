// A message with a text and an HTML part that say the same (RFC 5322, 2045 to 2047; multipart/alternative, quoted-printable). It
// carries nothing from elsewhere: no picture, no style sheet, no mark that tells when it is read.
#pragma once

#include "base/buffer.h"
#include "mail/address.h"

struct message {
    struct mail_address from, to;
    const char *language; // Content-Language
    const char *subject;
    const char *text, *html; // UTF-8, lines end in LF
    const char *opt_out;     // address for List-Unsubscribe, one click (RFC 8058); NULL: none
};

// Appends the message as it goes over SMTP, lines ended by CR LF. ERROR_INVALID, and nothing appended, for an address or name that
// mail_address_check refuses, or a subject with control characters.
MUST_USE bool message_write(const struct message *message, struct buffer *out, struct error *err);
