#include "base/crockford.h"
#include "unit.h"

#include <string.h>

static void bytes_come_back(void **state)
{
    (void)state;
    unsigned char bytes[20], again[20];
    char text[80];
    for (size_t size = 1; size <= sizeof bytes; size++)
        for (unsigned char seed = 0; seed < 16; seed++) {
            for (size_t i = 0; i < size; i++)
                bytes[i] = (unsigned char)(seed * 37 + i * 101 + 3);
            crockford_write(bytes, size, seed % 6, text);
            assert_true(crockford_read(text, again, size));
            assert_memory_equal(bytes, again, size);
        }
}

static void known_text(void **state)
{
    (void)state;
    char text[20];
    crockford_write((const unsigned char *)"hello", 5, 4, text);
    assert_string_equal(text, "D1JP-RV3F");
}

static void typed_forms_are_one(void **state)
{
    (void)state;
    static const char *const forms[] = {"01AB-01", "oIab 01", "O-l-A-b-0-I", " 0 1 a b 0 1 "};
    unsigned char bytes[3], expected[3];
    static const char canonical[] = "01AB0";
    assert_true(crockford_read(canonical, expected, 3));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char shortened[20];
        size_t length = 0, letters = 0;
        for (const char *at = forms[i]; *at && letters < 5; at++) {
            shortened[length++] = *at;
            letters += *at != '-' && *at != ' ';
        }
        shortened[length] = '\0';
        assert_true(crockford_read(shortened, bytes, 3));
        assert_memory_equal(bytes, expected, 3);
    }
}

static void wrong_text_is_refused(void **state)
{
    (void)state;
    unsigned char bytes[3];
    static const char *const bad[] = {"", "01AB", "01AB00", "01AU0", "01AB*", "01AB1", "\303\2441AB0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(crockford_read(bad[i], bytes, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back),
        cmocka_unit_test(known_text),
        cmocka_unit_test(typed_forms_are_one),
        cmocka_unit_test(wrong_text_is_refused),
    };
    return cmocka_run_group_tests_name("base/crockford", tests, NULL, NULL);
}
