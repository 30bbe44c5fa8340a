#include "ballot/token.h"
#include "unit.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

static void link_and_code_are_the_same_token(void **state)
{
    (void)state;
    for (int i = 0; i < 200; i++) {
        struct token token = token_make(), again;
        char text[TOKEN_TEXT_SIZE], code[TOKEN_CODE_SIZE];
        token_text(&token, text);
        token_code(&token, code);
        assert_int_equal(strlen(text), TOKEN_TEXT_SIZE - 1);
        assert_true(strlen(code) < TOKEN_CODE_SIZE);
        assert_true(token_read(text, &again));
        assert_memory_equal(&token, &again, sizeof token);
        for (char *at = code; *at; at++)
            *at = *at == '-' ? ' ' : *at == '0' ? 'o' : *at == '1' ? 'l' : (char)tolower(*at);
        assert_true(token_read(code, &again));
        assert_memory_equal(&token, &again, sizeof token);
    }
}

static void tokens_differ_and_so_do_their_hashes(void **state)
{
    (void)state;
    struct token one = token_make(), two = token_make();
    unsigned char first[TOKEN_HASH_SIZE], second[TOKEN_HASH_SIZE];
    token_hash(&one, first);
    token_hash(&two, second);
    assert_memory_not_equal(&one, &two, sizeof one);
    assert_memory_not_equal(first, second, sizeof first);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    struct token token;
    assert_false(token_read("", &token));
    assert_false(token_read("ABCDE", &token));
    assert_false(token_read("0000000000000000000000000000", &token));
    assert_false(token_read("'; DROP TABLE identity.token; --", &token));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(link_and_code_are_the_same_token),
        cmocka_unit_test(tokens_differ_and_so_do_their_hashes),
        cmocka_unit_test(anything_else_is_refused),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests_name("ballot/token", tests, NULL, NULL);
}
