// The token in a personal link: 128 random bits. Stored is only its SHA-256, so the database opens nobody's sheet.
// In a link and as a typed code it is the same Crockford base 32, with or without groups.
#pragma once

#include <stdbool.h>

enum {
    TOKEN_SIZE = 16,
    TOKEN_HASH_SIZE = 32,
    TOKEN_TEXT_SIZE = 27, // 26 characters and NUL
    TOKEN_CODE_SIZE = 32, // groups of five, the last of six: 30 characters and NUL
};

struct token {
    unsigned char bytes[TOKEN_SIZE];
};

struct token token_make(void);
void token_text(const struct token *token, char text[TOKEN_TEXT_SIZE]);
void token_code(const struct token *token, char code[TOKEN_CODE_SIZE]);
void token_hash(const struct token *token, unsigned char hash[TOKEN_HASH_SIZE]);
// Either form, as a person types it. False when it cannot be one.
bool token_read(const char *text, struct token *token);
