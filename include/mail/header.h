// Header fields of a message (RFC 5322): folded before column 78 where a blank allows it, everything that is not plain ASCII as
// encoded words (RFC 2047) in UTF-8. Lines end in CR LF.
#pragma once

#include "base/buffer.h"
#include "mail/address.h"

// "Subject: …": any UTF-8 text.
void header_text(struct buffer *message, const char *field, const char *text);
// "To: Name <local@host>". The address was checked.
void header_address(struct buffer *message, const char *field, const struct mail_address *address);
// ASCII that must stay as it is (Message-ID, addresses of web pages): never folded inside.
void header_plain(struct buffer *message, const char *field, const char *value);
// "Date: Mon, 02 Nov 2026 08:00:00 +0000" of a time in seconds since 1970.
void header_date(struct buffer *message, const char *field, long long seconds);
