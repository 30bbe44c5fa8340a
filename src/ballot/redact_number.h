// What is recognised by its characters: e-mail addresses, telephone numbers, employee ids and handles.
#pragma once

#include "redact_text.h"

void redaction_find_emails(struct redaction_text *text);
void redaction_find_telephones(struct redaction_text *text);
void redaction_find_ids(const struct redactor *redactor, struct redaction_text *text);
