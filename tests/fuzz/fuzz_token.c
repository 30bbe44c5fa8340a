// Codes that people type: tokens and receipts.
#include "ballot/seal.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    AUTO(arena) struct arena *arena = arena_new();
    const char *typed = arena_slice(arena, (const char *)bytes, size);
    struct token token, again;
    char text[TOKEN_TEXT_SIZE], code[TOKEN_CODE_SIZE];
    if (token_read(typed, &token)) {
        token_text(&token, text);
        token_code(&token, code);
        MUST(strlen(text) == TOKEN_TEXT_SIZE - 1 && strlen(code) < TOKEN_CODE_SIZE);
        MUST(token_read(text, &again) && memcmp(&again, &token, sizeof token) == 0);
        MUST(token_read(code, &again) && memcmp(&again, &token, sizeof token) == 0);
    }
    unsigned char receipt[RECEIPT_SIZE], same[RECEIPT_SIZE];
    char shown[RECEIPT_CODE_SIZE];
    if (receipt_read(typed, receipt)) {
        receipt_code(receipt, shown);
        MUST(strlen(shown) == RECEIPT_CODE_SIZE - 1);
        MUST(receipt_read(shown, same) && memcmp(same, receipt, sizeof receipt) == 0);
    }
    return 0;
}
