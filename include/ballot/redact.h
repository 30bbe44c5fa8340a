// Takes out of a comment what names somebody (METHODS.md section 6): e-mail addresses, telephone numbers, and names, employee ids and
// handles of the people in the directory. It happens when a wave closes or answers are imported, before a comment is stored for the
// first time, and cannot be undone. The analyzer, which has no right on the directory, sees only what is left.
//
// Names, by words (runs of letters); case, accents and the spelling of umlauts do not matter, "Müller" is "Mueller" and "Muller":
//   two parts of one person's name side by side, in any order, in any case            "lena lehmann", "Lehmann, Lena"
//   a surname of three letters or more, in any case; one that is an ordinary word too ("Koch", "Long") only with a capital
//   a given name of three letters or more with a capital; not one that is an ordinary word too ("Will", "Mark")
//   either behind "@", or with an s behind it                                         "@lena", "Lehmanns"
//   whatever has a capital behind a form of address, in the directory or not          "Frau Wu", "Mr Smith", "Dr. No"
//   an initial beside a name                                                          "L. Lehmann"
// Too much rather than too little: "the Cook" loses its cook where somebody is called so. Not found: nicknames, descriptions ("the boss
// of the night shift"), names written wrong, people who left the directory, names in scripts without blanks inside a longer text. That is
// why the respondent is told before writing.
//
// Telephone numbers: seven digits (six when they begin with 0 or +), with blanks, dots, dashes, slashes and brackets between them; an
// extension of three digits behind a word for it ("Durchwahl 471"). Not: dates, spans of years, amounts in groups of three.
#pragma once

#include "base/arena.h"
#include "db/query.h"

// What stands in place of what was taken out, in every language. Terms leave these out (sql/queries/analyze_comment_tokens.sql).
#define REDACTED_NAME "[Name]"
#define REDACTED_EMAIL "[E-Mail]"
#define REDACTED_TELEPHONE "[Tel.]"
#define REDACTED_ID "[ID]"

struct redactor;

// Without people it knows addresses, numbers and forms of address only.
struct redactor *redactor_new(struct arena *arena);
// `name` as in the directory: "Lena Lehmann", "Dr. Lena von Berg-Lehmann", "Lehmann, Lena". `email` and `employee_id` may be NULL.
void redactor_add(struct redactor *redactor, const char *name, const char *email, const char *employee_id);
// Everybody in the directory. As DB_OWNER.
MUST_USE bool redactor_load(struct redactor *redactor, struct db *db, struct error *err);

// The text without them, in the arena; `text` is UTF-8.
const char *redact(const struct redactor *redactor, struct arena *arena, const char *text);
