// A mail server, spoken to over SMTP by libcurl: one connection for many messages, TLS demanded (STARTTLS or smtps) unless the
// server is on this machine or the settings say that there is none.
//
// The answer tells apart what a sender must know so that nobody gets a message twice: taken, refused for good, put off, and
// the one case in which nobody can tell: the whole message had been handed over and the connection broke before the answer.
#pragma once

#include "base/settings.h"
#include "mail/address.h"

struct smtp;

enum smtp_result {
    SMTP_SENT,    // the server has taken it
    SMTP_REFUSED, // 5xx to this recipient or message: trying again is useless
    SMTP_LATER,   // 4xx to this recipient or message: it may be tried again
    SMTP_DOUBT,   // handed over, no answer
    SMTP_AWAY,    // no server, no login, no sender: not about this message, and nothing was handed over
    SMTP__COUNT
};

struct smtp_answer {
    enum smtp_result result;
    char text[300]; // what the server said ("550 5.1.1 no such user"), or what went wrong
};

// Checks the settings; connects with the first message. ERROR_USAGE when no server or sender is set or a setting is wrong. NULL on failure.
MUST_USE struct smtp *smtp_open(const struct settings *settings, struct error *err);
void smtp_close(struct smtp *smtp); // NULL is fine
AUTO_DEFINE(smtp, struct smtp *, smtp_close)

// The sender of ECHOLOT_MAIL_FROM.
const struct mail_address *smtp_sender(const struct smtp *smtp);

// Hands one message to the server, for one recipient (an address that was checked). A connection that the server gave up meanwhile is
// opened again, once.
void smtp_send(struct smtp *smtp, const char *recipient, const void *message, size_t size,
               struct smtp_answer *answer);

// Whether a host is this machine: localhost, 127.…, ::1.
bool smtp_is_loopback(const char *host);
