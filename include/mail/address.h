// E-mail addresses and names as they may stand in a header and in an SMTP command. What could begin another header or another
// command (line ends, control characters) is refused here, whoever stored it.
#pragma once

#include "base/arena.h"
#include "base/error.h"

struct mail_address {
    const char *name;    // UTF-8; NULL or "": none
    const char *address; // local@host in ASCII
};

// ERROR_INVALID for a name that is not UTF-8, has control characters or line ends or is longer than 200 bytes, and for an address that is
// not local@host, both parts without quotes, blanks and control characters, at most 254 bytes. A host with other letters
// is written in its ASCII form (xn--…).
MUST_USE bool mail_address_check(const struct mail_address *address, struct error *err);

// Reads "local@host" or "Name <local@host>", as settings have it, and checks it.
MUST_USE bool mail_address_read(struct arena *arena, const char *text, struct mail_address *address,
                                struct error *err);

// What follows the @.
const char *mail_address_host(const struct mail_address *address);
