#include "mail/header.h"
#include "mail/message.h"
#include "mail/quoted.h"
#include "unit.h"

#include <string.h>

static const char *encoded(struct arena *arena, void (*write)(struct buffer *, const char *, const char *),
                           const char *text)
{
    AUTO(buffer) struct buffer out = {0};
    write(&out, "Subject", text);
    return arena_text(arena, buffer_string(&out));
}

static void plain_text_stays_readable(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_string_equal(encoded(arena, header_text, "Team pulse: your opinion"),
                        "Subject: Team pulse: your opinion\r\n");
}

static void long_text_is_folded_at_blanks(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *header =
        encoded(arena, header_text,
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen");
    assert_string_equal(header, "Subject: one two three four five six seven eight nine ten eleven twelve\r\n"
                                " thirteen fourteen fifteen\r\n");
}

static void other_text_becomes_encoded_words_cut_between_characters(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_string_equal(encoded(arena, header_text, "Für dich"), "Subject: =?UTF-8?B?RsO8ciBkaWNo?=\r\n");
    // 44 bytes and then a character of two: it must not be cut.
    const char *header = encoded(arena, header_text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaä");
    assert_string_equal(
        header, "Subject:\r\n =?UTF-8?B?YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=?=\r\n"
                " =?UTF-8?B?w6Q=?=\r\n");
}

static void what_looks_like_an_encoded_word_is_encoded(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_null(strstr(encoded(arena, header_text, "=?UTF-8?Q?evil?="), "evil"));
}

static void line_ends_never_reach_a_header(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *header = encoded(arena, header_text, "a\r\nBcc: all@example.org");
    assert_null(strstr(header, "Bcc"));
}

static const char *address_header(struct arena *arena, const char *name)
{
    AUTO(buffer) struct buffer out = {0};
    header_address(&out, "To", &(struct mail_address){name, "a@example.org"});
    return arena_text(arena, buffer_string(&out));
}

static void names_are_atoms_quoted_or_encoded(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_string_equal(address_header(arena, NULL), "To: a@example.org\r\n");
    assert_string_equal(address_header(arena, ""), "To: a@example.org\r\n");
    assert_string_equal(address_header(arena, "Ada Lovelace"), "To: Ada Lovelace <a@example.org>\r\n");
    assert_string_equal(address_header(arena, "Dr. \"X\" <b@c.d>, Y"),
                        "To: \"Dr. \\\"X\\\" <b@c.d>, Y\" <a@example.org>\r\n");
    assert_string_equal(address_header(arena, "Jörg"), "To: =?UTF-8?B?SsO2cmc=?= <a@example.org>\r\n");
}

static void addresses_that_could_begin_something_else_are_refused(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b", "a.b+c@example.org", "o'neill@example.co.uk",
                                       "x@xn--bcher-kva.example"};
    static const char *const bad[] = {"",           "a",           "a@",           "@b",
                                      "a@b@c",      "a b@c",       "a\r\n@b",      "a@b\r\nRCPT TO:<c@d>",
                                      "a@b>",       "<a@b",        "a@b c",        "a\t@b",
                                      ".a@b",       "a.@b",        "a..b@c",       "a@-b",
                                      "a@b..c",     "a@b.",        "\"a\"@b",      "a\x7F@b",
                                      "\xC3\xA4@b", "a@b\xC3\xBC", "a@[127.0.0.1]"};
    struct error err;
    for (size_t i = 0; i < LENGTH(good); i++)
        assert_true(mail_address_check(&(struct mail_address){NULL, good[i]}, &err));
    for (size_t i = 0; i < LENGTH(bad); i++)
        if (mail_address_check(&(struct mail_address){NULL, bad[i]}, &err))
            fail_msg("'%s' was accepted", bad[i]);
    assert_int_equal(err.kind, ERROR_INVALID);
}

static void names_with_control_characters_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"a\r\nBcc: b@c",
                                      "a\nb",
                                      "a\rb",
                                      "a\tb",
                                      "\x01",
                                      "\x7F",
                                      ("\xC2\x85" "x"), // apart, or the escape would go on
                                      "\xE2\x80\xA8",
                                      "\xFF"};
    struct error err;
    assert_true(mail_address_check(&(struct mail_address){"Jörg Müller", "a@b"}, &err));
    for (size_t i = 0; i < LENGTH(bad); i++)
        assert_false(mail_address_check(&(struct mail_address){bad[i], "a@b"}, &err));
}

static void a_sender_is_read_with_and_without_a_name(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct mail_address address;
    struct error err;
    assert_true(mail_address_read(arena, " hr@example.org ", &address, &err));
    assert_string_equal(address.address, "hr@example.org");
    assert_null(address.name);
    assert_true(mail_address_read(arena, "\"HR, Köln\" <hr@example.org>", &address, &err));
    assert_string_equal(address.name, "HR, Köln");
    assert_string_equal(mail_address_host(&address), "example.org");
    assert_false(mail_address_read(arena, "HR <hr@example.org", &address, &err));
    assert_false(mail_address_read(arena, "HR\n <hr@example.org>x", &address, &err));
}

static const char *quoted(struct arena *arena, const char *text)
{
    AUTO(buffer) struct buffer out = {0};
    quoted_write(&out, text);
    return arena_text(arena, buffer_string(&out));
}

static void quoted_printable_follows_its_rules(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_string_equal(quoted(arena, "a = ä\nb"), "a =3D =C3=A4\r\nb");
    assert_string_equal(quoted(arena, "blank \nend "), "blank=20\r\nend=20");
    assert_string_equal(quoted(arena, ".\n.."), "=2E\r\n=2E.");
    assert_string_equal(quoted(arena, "From me"), "=46rom me");
    assert_string_equal(quoted(arena, "a\r\rb"), "a=0D=0Db");
}

static void quoted_lines_are_at_most_76_long(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(buffer) struct buffer text = {0};
    for (int i = 0; i < 100; i++)
        buffer_text(&text, "aä");
    for (const char *line = quoted(arena, text.bytes); *line;) {
        size_t size = strcspn(line, "\r");
        assert_true(size <= 76);
        line += size;
        line += strspn(line, "\r\n");
    }
}

static bool write_with(const char *name, const char *address, const char *subject, struct buffer *out)
{
    struct error err;
    struct message message = {.from = {NULL, "hr@example.org"},
                              .to = {name, address},
                              .language = "en",
                              .subject = subject,
                              .text = "t",
                              .html = "h"};
    return message_write(&message, out, &err);
}

static void a_message_that_could_be_two_is_refused(void **state)
{
    (void)state;
    AUTO(buffer) struct buffer out = {0};
    assert_false(write_with("a\r\nBcc: x@y", "a@b", "s", &out));
    assert_false(write_with("a", "a@b\r\nBcc: x@y", "s", &out));
    assert_false(write_with("a", "a@b", "s\r\nBcc: x@y", &out));
    assert_int_equal(out.size, 0);
    assert_true(write_with("a", "a@b", "s", &out));
    assert_null(strstr(out.bytes, "List-Unsubscribe"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays_readable),
        cmocka_unit_test(long_text_is_folded_at_blanks),
        cmocka_unit_test(other_text_becomes_encoded_words_cut_between_characters),
        cmocka_unit_test(what_looks_like_an_encoded_word_is_encoded),
        cmocka_unit_test(line_ends_never_reach_a_header),
        cmocka_unit_test(names_are_atoms_quoted_or_encoded),
        cmocka_unit_test(addresses_that_could_begin_something_else_are_refused),
        cmocka_unit_test(names_with_control_characters_are_refused),
        cmocka_unit_test(a_sender_is_read_with_and_without_a_name),
        cmocka_unit_test(quoted_printable_follows_its_rules),
        cmocka_unit_test(quoted_lines_are_at_most_76_long),
        cmocka_unit_test(a_message_that_could_be_two_is_refused),
    };
    return cmocka_run_group_tests_name("mail/message", tests, NULL, NULL);
}
