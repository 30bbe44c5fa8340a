// What names somebody is taken out of a comment, and what does not stays.
#include "ballot/redact.h"
#include "unit.h"

#include <string.h>

static struct redactor *directory(struct arena *arena)
{
    static const char *const people[][3] = {
        {"Lena Lehmann", "lena.lehmann3@brightwater.example", "E0471"},
        {"Jürgen Müller-Weiß", "jmw@brightwater.example", "4711"},
        {"Martin Koch", "koch@brightwater.example", "0815007"},
        {"Will Long", "will.long@brightwater.example", "BW-long-1"},
        {"Dr. Anna Maria von der Heiden", "heiden@brightwater.example", "x"},
        {"Wu, Wei", "wei@brightwater.example", "E99"},
        {"Łukasz Søndergård", "ls@brightwater.example", NULL},
        {"José García López", "jose@brightwater.example", NULL},
        {"Σοφία Παπαδοπούλου", NULL, NULL},
        {"Ольга Иванова", NULL, NULL},
    };
    struct redactor *redactor = redactor_new(arena);
    for (size_t i = 0; i < LENGTH(people); i++)
        redactor_add(redactor, people[i][0], people[i][1], people[i][2]);
    return redactor;
}

static void check(const char *text, const char *expected)
{
    AUTO(arena) struct arena *arena = arena_new();
    assert_string_equal(redact(directory(arena), arena, text), expected);
}

static void a_full_name_goes_in_any_order_case_and_spelling(void **state)
{
    (void)state;
    check("Ask Lena Lehmann about it.", "Ask [Name] about it.");
    check("lehmann, LENA hilft immer", "[Name] hilft immer");
    check("Herr Jürgen Müller-Weiß und juergen mueller und Jurgen Muller", "Herr [Name] und [Name] und [Name]");
    check("anna maria von der heiden", "[Name] von der [Name]");
    check("will long", "will long"); // both are ordinary words
    check("Will Long", "[Name]");
    check("lukasz sondergard; Lukasz Soendergaard", "[Name]; [Name] Soendergaard");
    check("garcia lopez", "[Name]");
    check("СПАСИБО ОЛЬГА ИВАНОВА, ευχαριστώ σοφια παπαδοπουλου", "СПАСИБО [Name], ευχαριστώ [Name]");
}

static void a_surname_goes_alone_with_what_is_joined_to_it(void **state)
{
    (void)state;
    check("lehmann ist nie da", "[Name] ist nie da");
    check("LEHMANNS Team, Lehmann's desk, das Lehmann-Team", "[Name] Team, [Name]'s desk, das [Name]-Team");
    check("mueller!", "[Name]!");
    check("Lehmannstraße und Verlehmann", "Lehmannstraße und Verlehmann");
    check("L. Lehmann und Lehmann, L.", "[Name] und [Name].");
}

static void an_ordinary_word_is_a_name_only_with_a_capital(void **state)
{
    (void)state;
    check("Der Koch schreit.", "Der [Name] schreit.");
    check("we cook and we wait long", "we cook and we wait long");
    check("Long waits.", "[Name] waits.");
    check("Will this ever change? I will ask.", "Will this ever change? I will ask.");
}

static void a_given_name_goes_with_a_capital(void **state)
{
    (void)state;
    check("Danke an Lena!", "Danke an [Name]!");
    check("@lena weiß es", "@[Name] weiß es");
    check("die lena", "die lena");
    check("Wei ist nett, er weiss viel", "[Name] ist nett, er weiss viel");
}

static void a_form_of_address_makes_a_name_of_what_follows(void **state)
{
    (void)state;
    check("Frau Wu und Mr. Smith und Dr. Unbekannt", "Frau [Name] und Mr. [Name] und Dr. [Name]");
    check("frau wu", "frau [Name]");
    check("eine Frau am Empfang, Herr der Lage", "eine Frau am Empfang, Herr der Lage");
    check("Wu Wei oder wu", "[Name] oder wu");
}

static void e_mail_addresses_go_however_they_are_written(void **state)
{
    (void)state;
    check("Write to a.b+c@firma.de.", "Write to [E-Mail].");
    check("jürgen@müller.example, x@intranet", "[E-Mail], [E-Mail]");
    check("max (at) firma.de or max[AT]firma.de", "[E-Mail] or [E-Mail]");
    check("@ home, 3 @ once", "@ home, 3 @ once");
}

static void telephone_numbers_go_and_other_numbers_stay(void **state)
{
    (void)state;
    check("Call +49 (0)89 123 45-67 now", "Call [Tel.] now");
    check("(089) 1234567, 0171/2345678, 0049.30.901820, 555 123 4567", "[Tel.], [Tel.], [Tel.], [Tel.]");
    check("Durchwahl 471, Tel.: 4711, ext. 123", "Durchwahl [Tel.], Tel.: [Tel.], ext. [Tel.]");
    check("am 12.03.2024, 2024-03-12, 2023-2024", "am 12.03.2024, 2024-03-12, 2023-2024");
    check("1.250.000 Euro, 40 Stunden, 24/7, 8-16 Uhr, 100 %", "1.250.000 Euro, 40 Stunden, 24/7, 8-16 Uhr, 100 %");
    check("+49\xC2\xA0" "89\xC2\xA0" "1234567", "[Tel.]");
}

static void ids_and_handles_go(void **state)
{
    (void)state;
    check("e0471 fragt BW-LONG-1.", "[ID] fragt [ID].");
    check("0815007 und lena.lehmann3", "[Tel.] und [ID]");
    check("4711 mal, x, E99", "4711 mal, x, E99"); // too short to be told from anything else
}

static void nothing_else_changes(void **state)
{
    (void)state;
    static const char text[] = "Mehr Zeit für Übergaben – die Schichten 1/2 überlappen nicht.\n\n\"Quatsch\"? <b>&amp; 😀";
    check(text, text);
    check("", "");
    AUTO(arena) struct arena *arena = arena_new();
    const char *once = redact(directory(arena), arena, "Lena Lehmann, a@b.de, 089 1234567, E0471");
    assert_string_equal(once, "[Name], [E-Mail], [Tel.], [ID]");
    assert_string_equal(redact(directory(arena), arena, once), once);
}

// Whatever the bytes are, the text comes back as text and ends.
static void any_text_ends(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct redactor *redactor = directory(arena);
    static const char pieces[][8] = {"@", "(at)", "Lena", "0", "89", " ", ".", "ü", "\n", "Herr", "-", "+", "(", "E0471", "\xCC\x88", "長"};
    uint64_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        char text[200] = "";
        for (int i = 0; i < 16; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            memcpy(text + strlen(text), pieces[seed >> 60], sizeof pieces[0]);
        }
        assert_non_null(redact(redactor, arena, text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_name_goes_in_any_order_case_and_spelling),
        cmocka_unit_test(a_surname_goes_alone_with_what_is_joined_to_it),
        cmocka_unit_test(an_ordinary_word_is_a_name_only_with_a_capital),
        cmocka_unit_test(a_given_name_goes_with_a_capital),
        cmocka_unit_test(a_form_of_address_makes_a_name_of_what_follows),
        cmocka_unit_test(e_mail_addresses_go_however_they_are_written),
        cmocka_unit_test(telephone_numbers_go_and_other_numbers_stay),
        cmocka_unit_test(ids_and_handles_go),
        cmocka_unit_test(nothing_else_changes),
        cmocka_unit_test(any_text_ends),
    };
    return cmocka_run_group_tests_name("redact", tests, NULL, NULL);
}
