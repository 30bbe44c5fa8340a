#include "ballot/token.h"
#include "base/crockford.h"

#include <sodium.h>
#include <string.h>

enum { GROUP = 5 };

struct token token_make(void)
{
    struct token token;
    randombytes_buf(token.bytes, sizeof token.bytes);
    return token;
}

void token_text(const struct token *token, char text[TOKEN_TEXT_SIZE])
{
    crockford_write(token->bytes, sizeof token->bytes, 0, text);
}

void token_code(const struct token *token, char code[TOKEN_CODE_SIZE])
{
    crockford_write(token->bytes, sizeof token->bytes, GROUP, code);
}

void token_hash(const struct token *token, unsigned char hash[TOKEN_HASH_SIZE])
{
    crypto_hash_sha256(hash, token->bytes, sizeof token->bytes);
}

bool token_read(const char *text, struct token *token)
{
    return crockford_read(text, token->bytes, sizeof token->bytes);
}
