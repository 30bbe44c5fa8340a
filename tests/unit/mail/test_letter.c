#include "mail/letter.h"
#include "unit.h"

#include <string.h>

static struct message letter_of(struct arena *arena, const char *code, enum mail_kind kind, const char *name)
{
    struct error err;
    struct token token = {{1}}, opt_out = {{2}};
    struct message message = {0};
    struct language *language = language_load(arena, code, &err);
    assert_non_null(language);
    letter_write(arena,
                 &(struct letter){.kind = kind,
                                  .language = language,
                                  .name = name,
                                  .organisation = "Müller & Söhne <GmbH>",
                                  .survey = "Pulse",
                                  .until = "2026-11-30T23:59:59Z",
                                  .k = 5,
                                  .base_url = "https://ask.example.org",
                                  .token = &token,
                                  .opt_out = &opt_out},
                 &message);
    return message;
}

static void both_parts_say_the_same(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct message message = letter_of(arena, "en", MAIL_INVITATION, "Ada");
    static const char *const words[] = {"Hello Ada,",
                                        "Pulse",
                                        "30 November 2026",
                                        "Answer now",
                                        "at least 5 people",
                                        "https://ask.example.org/s#04",
                                        "https://ask.example.org/o?t=08",
                                        "04000-",
                                        "No more reminders",
                                        "https://ask.example.org/s "};
    for (size_t i = 0; i < LENGTH(words); i++) {
        assert_non_null(strstr(message.text, words[i]));
        assert_non_null(strstr(message.html, words[i]));
    }
}

static void comments_are_said_where_others_will_read_them(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    struct token token = {{1}};
    struct letter letter = {.kind = MAIL_INVITATION, .language = language_load(arena, "en", &err), .organisation = "O", .survey = "S",
                            .k = 5, .base_url = "https://ask.example.org", .token = &token, .opt_out = &token};
    for (int asked = 0; asked < 2; asked++) {
        struct message message = {0};
        letter.comments = asked;
        letter_write(arena, &letter, &message);
        assert_int_equal(strstr(message.text, "Comments are read in your words") != NULL, asked);
        assert_int_equal(strstr(message.html, "Comments are read in your words") != NULL, asked);
    }
}

static void values_never_become_markup(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct message message = letter_of(arena, "de", MAIL_REMINDER, "<script>\"'{link}");
    assert_null(strstr(message.html, "<script>"));
    assert_non_null(strstr(message.html, "&lt;script&gt;&quot;&#39;{link}"));
    assert_non_null(strstr(message.html, "Müller &amp; Söhne &lt;GmbH&gt;"));
    assert_non_null(strstr(message.text, "Müller & Söhne <GmbH>"));
}

static void invitation_and_reminder_differ_in_both_languages(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_string_equal(letter_of(arena, "en", MAIL_REMINDER, NULL).subject, "Reminder: Pulse");
    assert_string_equal(letter_of(arena, "de", MAIL_REMINDER, NULL).subject, "Erinnerung: Pulse");
    assert_string_equal(letter_of(arena, "de", MAIL_INVITATION, NULL).subject, "Pulse: Ihre Meinung zählt");
    assert_non_null(strstr(letter_of(arena, "de", MAIL_INVITATION, "").text, "Guten Tag,"));
}

static void the_token_for_the_answers_stands_behind_the_number_sign_only(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct message message = letter_of(arena, "en", MAIL_INVITATION, "Ada");
    assert_string_equal(message.opt_out, "https://ask.example.org/o?t=08000000000000000000000000");
    for (const char *at = message.html; (at = strstr(at, "04000000000000000000000000")) != NULL; at++)
        assert_int_equal(at[-1], '#');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_parts_say_the_same),
        cmocka_unit_test(comments_are_said_where_others_will_read_them),
        cmocka_unit_test(values_never_become_markup),
        cmocka_unit_test(invitation_and_reminder_differ_in_both_languages),
        cmocka_unit_test(the_token_for_the_answers_stands_behind_the_number_sign_only),
    };
    return cmocka_run_group_tests_name("mail/letter", tests, NULL, NULL);
}
