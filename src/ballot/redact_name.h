// Names of the directory in a text.
#pragma once

#include "redact_text.h"

void redaction_add_name(struct redactor *redactor, const char *name);
void redaction_find_names(const struct redactor *redactor, struct redaction_text *text);
