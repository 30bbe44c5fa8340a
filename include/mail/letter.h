// What an invitation or a reminder says: one set of words from the language catalogue, once as text and once as HTML
// (reports/mail_letter.html).
#pragma once

#include "ballot/token.h"
#include "base/language.h"
#include "mail/message.h"

enum mail_kind { MAIL_INVITATION, MAIL_REMINDER };

struct letter {
    enum mail_kind kind;
    const struct language *language;
    const char *name;         // of the person; "" or NULL: none
    const char *organisation; // the root department
    const char *survey;       // title in the language
    const char *until;        // ISO 8601, the last day to answer; NULL: none
    int k;
    bool comments; // the survey asks for words that others will read
    const char *base_url;        // without a final slash
    const struct token *token;   // for the answers: stands behind the # only, which no server sees
    const struct token *opt_out; // for reminders: can do nothing else, so it may stand in an address
};

// Fills language, subject, text, html and opt_out of the message; they live in the arena. Sender and recipient are the caller's.
void letter_write(struct arena *arena, const struct letter *letter, struct message *message);

// Where reminders are switched off and on: BASE_URL/o?t=TOKEN
char *letter_opt_out_url(struct arena *arena, const char *base_url, const struct token *token);
