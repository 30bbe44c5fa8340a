#include "mail/message.h"
#include "mail/header.h"
#include "mail/quoted.h"

#include <sodium.h>
#include <time.h>

enum { RANDOM_SIZE = 16, RANDOM_TEXT = RANDOM_SIZE * 2 + 1 };

static void random_text(char text[RANDOM_TEXT])
{
    unsigned char bytes[RANDOM_SIZE];
    randombytes_buf(bytes, sizeof bytes);
    (void)sodium_bin2hex(text, RANDOM_TEXT, bytes, sizeof bytes);
}

static void add_part(struct buffer *out, const char *boundary, const char *type, const char *content)
{
    buffer_format(
        out, "--%s\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
        boundary, type);
    quoted_write(out, content);
    buffer_text(out, "\r\n");
}

static void add_headers(const struct message *message, const char *boundary, struct buffer *out)
{
    char id[RANDOM_TEXT];
    random_text(id);
    AUTO(buffer) struct buffer value = {0};
    header_date(out, "Date", time(NULL));
    header_address(out, "From", &message->from);
    header_address(out, "To", &message->to);
    header_text(out, "Subject", message->subject);
    buffer_format(&value, "<%s@%s>", id, mail_address_host(&message->from));
    header_plain(out, "Message-ID", buffer_string(&value));
    header_plain(out, "Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday answer comes back
    if (message->opt_out) {
        buffer_clear(&value);
        buffer_format(&value, "<%s>", message->opt_out);
        header_plain(out, "List-Unsubscribe", buffer_string(&value));
        header_plain(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    header_plain(out, "Content-Language", message->language);
    header_plain(out, "MIME-Version", "1.0");
    buffer_format(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n", boundary);
}

static bool check(const struct message *message, struct error *err)
{
    for (const char *at = message->subject; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return FAIL(err, ERROR_INVALID, "the subject has control characters");
    return mail_address_check(&message->from, err) && mail_address_check(&message->to, err);
}

bool message_write(const struct message *message, struct buffer *out, struct error *err)
{
    if (!check(message, err))
        return false;
    char boundary[RANDOM_TEXT];
    random_text(boundary);
    add_headers(message, boundary, out);
    add_part(out, boundary, "text/plain", message->text);
    add_part(out, boundary, "text/html", message->html);
    buffer_format(out, "--%s--\r\n", boundary);
    return true;
}
