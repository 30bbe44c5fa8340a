#include "mail/smtp.h"
#include "base/json_scan.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONNECT_SECONDS = 20,
    ANSWER_SECONDS = 60, // standard of ECHOLOT_SMTP_TIMEOUT
    ANSWER_MOST = 600,
    COMMAND_SIZE = 8,
};

struct smtp {
    CURL *curl;
    struct arena *arena;
    struct mail_address sender;
    const char *reverse_path; // "<local@host>"
    char message[CURL_ERROR_SIZE];
    // The message under way:
    const char *next;
    size_t left;
    bool handed_over;           // libcurl has had the last byte
    char command[COMMAND_SIZE]; // the last one sent: "RCPT"
    int code;        // the server's last answer, 0: none since the command or the end of the message
    char reply[200]; // and its text
};

// ---- what libcurl tells us --------------------------------------------------------------------------------------

static size_t give(char *out, size_t size, size_t count, void *context)
{
    struct smtp *smtp = context;
    size_t piece = size * count < smtp->left ? size * count : smtp->left;
    memcpy(out, smtp->next, piece);
    smtp->next += piece;
    smtp->left -= piece;
    if (smtp->left == 0 && !smtp->handed_over) {
        smtp->handed_over = true;
        smtp->code = 0;
    }
    return piece;
}

static void note_command(struct smtp *smtp, const char *bytes, size_t size)
{
    size_t length = 0;
    while (length < size && length < COMMAND_SIZE - 1 && bytes[length] >= 'A' && bytes[length] <= 'Z')
        length++;
    if (length == 4 && memcmp(bytes, "QUIT", length) == 0)
        return; // libcurl takes its leave after a refusal, which is what counts
    memcpy(smtp->command, bytes, length);
    smtp->command[length] = '\0';
    smtp->code = 0;
}

static void note_reply(struct smtp *smtp, const char *bytes, size_t size)
{
    int code = 0;
    if (size < 3 || strspn(bytes, "0123456789") < 3 || (size > 3 && bytes[3] == '-'))
        return; // another line of the same answer follows
    if (smtp->code >= 400)
        return; // the answer to QUIT
    for (int i = 0; i < 3; i++)
        code = code * 10 + bytes[i] - '0';
    smtp->code = code;
    snprintf(smtp->reply, sizeof smtp->reply, "%.*s", (int)strcspn(bytes, "\r\n"), bytes);
}

static int note(CURL *curl, curl_infotype type, char *data, size_t size, void *context)
{
    struct smtp *smtp = context;
    char line[512];
    (void)curl;
    snprintf(line, sizeof line, "%.*s", (int)(size < sizeof line ? size : sizeof line - 1), data);
    if (type == CURLINFO_HEADER_OUT)
        note_command(smtp, line, strlen(line));
    else if (type == CURLINFO_HEADER_IN)
        note_reply(smtp, line, strlen(line));
    return 0;
}

// ---- settings ---------------------------------------------------------------------------------------------------

bool smtp_is_loopback(const char *host)
{
    return strcasecmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0 ||
           strcmp(host, "[::1]") == 0 || strcmp(host, "::1") == 0;
}

static bool url_part(CURLU *url, CURLUPart part, char **text)
{
    return curl_url_get(url, part, text, 0) == CURLUE_OK;
}

// The address again, without anything behind the port: libcurl would take a path for our own name.
static const char *check_url(struct arena *arena, const char *setting, bool *loopback, struct error *err)
{
    AUTO(arena) struct arena *scratch = arena_new();
    const char *shown = json_printable(scratch, setting);
    CURLU *url = curl_url();
    char *scheme = NULL, *host = NULL, *port = NULL, *user = NULL;
    const char *result = NULL;
    if (curl_url_set(url, CURLUPART_URL, setting, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
        !url_part(url, CURLUPART_SCHEME, &scheme) || !url_part(url, CURLUPART_HOST, &host) ||
        (strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0)) {
        (void)FAIL(err, ERROR_USAGE,
                   "ECHOLOT_SMTP_URL '%s': expected smtp://HOST[:PORT] or smtps://HOST[:PORT]", shown);
    } else if (url_part(url, CURLUPART_USER, &user)) {
        (void)FAIL(err, ERROR_USAGE, "ECHOLOT_SMTP_URL holds a user");
        error_hint(err, "User and password belong into ECHOLOT_SMTP_USER and ECHOLOT_SMTP_PASSWORD_FILE.");
    } else {
        bool has_port = url_part(url, CURLUPART_PORT, &port);
        *loopback = smtp_is_loopback(host);
        result = arena_format(arena, "%s://%s%s%s", scheme, host, has_port ? ":" : "", has_port ? port : "");
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_free(user);
    curl_url_cleanup(url);
    return result;
}

static bool check_tls(const char *setting, bool loopback, long *level, struct error *err)
{
    bool off = setting && strcmp(setting, "off") == 0, required = setting && strcmp(setting, "required") == 0;
    if (setting && *setting && !off && !required)
        return FAIL(err, ERROR_USAGE, "ECHOLOT_SMTP_TLS '%.40s': expected required or off", setting);
    *level = off || (loopback && !required) ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    return true;
}

static bool check_timeout(const char *setting, long *seconds, struct error *err)
{
    char *end = NULL;
    *seconds = setting && *setting ? strtol(setting, &end, 10) : ANSWER_SECONDS;
    if ((end && *end) || *seconds < 1 || *seconds > ANSWER_MOST)
        return FAIL(err, ERROR_USAGE, "ECHOLOT_SMTP_TIMEOUT '%.40s': expected seconds from 1 to %d", setting,
                    ANSWER_MOST);
    return true;
}

static bool check_sender(struct smtp *smtp, const struct settings *settings, struct error *err)
{
    if (!settings->mail_from || !*settings->mail_from) {
        (void)FAIL(err, ERROR_USAGE, "ECHOLOT_MAIL_FROM is not set");
        return error_hint(
            err, "It is the sender that people see and can answer to, for example 'HR <hr@example.org>'.");
    }
    struct error why;
    if (!mail_address_read(smtp->arena, settings->mail_from, &smtp->sender, &why))
        return FAIL(err, ERROR_USAGE, "ECHOLOT_MAIL_FROM: %s", why.message);
    smtp->reverse_path = arena_format(smtp->arena, "<%s>", smtp->sender.address);
    return true;
}

// A link to this machine helps nobody who gets it from another one.
static bool check_links(const struct settings *settings, bool loopback, struct error *err)
{
    const char *host = strstr(settings->base_url, "://");
    AUTO(arena) struct arena *arena = arena_new();
    char *name = arena_text(arena, host ? host + 3 : settings->base_url);
    name[name[0] == '[' ? strcspn(name, "]") + 1 : strcspn(name, ":/")] = '\0';
    if (loopback || !smtp_is_loopback(name))
        return true;
    (void)FAIL(err, ERROR_USAGE,
               "the links in the messages would lead to %s, where nobody else can follow them",
               settings->base_url);
    return error_hint(err, "Set ECHOLOT_BASE_URL to the address under which people reach the server.");
}

// ---- the connection ---------------------------------------------------------------------------------------------

static bool set_up(struct smtp *smtp, const struct settings *settings, struct error *err)
{
    bool loopback;
    long tls, seconds;
    if (!settings->smtp_url || !*settings->smtp_url) {
        (void)FAIL(err, ERROR_USAGE, "no mail server is set");
        return error_hint(
            err,
            "Set ECHOLOT_SMTP_URL, for example smtp://mail.example.org:587 or smtps://mail.example.org.");
    }
    const char *url = check_url(smtp->arena, settings->smtp_url, &loopback, err);
    if (!url || !check_tls(settings->smtp_tls, loopback, &tls, err) ||
        !check_timeout(settings->smtp_timeout, &seconds, err) || !check_sender(smtp, settings, err) ||
        !check_links(settings, loopback, err))
        return false;
    CURL *curl = smtp->curl;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, tls);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (settings->smtp_ca && *settings->smtp_ca)
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings->smtp_ca);
    if (settings->smtp_user && *settings->smtp_user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings->smtp_user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings->smtp_password ? settings->smtp_password : "");
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
                     seconds < CONNECT_SECONDS ? seconds : (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 2 * seconds);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, smtp->reverse_path);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->message);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION,
                     note); // the only place where libcurl shows commands and answers
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    return true;
}

struct smtp *smtp_open(const struct settings *settings, struct error *err)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        abort();
    struct arena *arena = arena_new();
    struct smtp *smtp = ARENA_NEW(arena, struct smtp);
    smtp->arena = arena;
    smtp->curl = curl_easy_init();
    if (!smtp->curl)
        abort();
    if (set_up(smtp, settings, err))
        return smtp;
    smtp_close(smtp);
    return NULL;
}

void smtp_close(struct smtp *smtp)
{
    if (!smtp)
        return;
    curl_easy_cleanup(smtp->curl); // says QUIT
    arena_free(smtp->arena);
    curl_global_cleanup();
}

const struct mail_address *smtp_sender(const struct smtp *smtp)
{
    return &smtp->sender;
}

// ---- a message --------------------------------------------------------------------------------------------------

// 421 ends the connection, whatever it answers to: that is not about the message.
static enum smtp_result judge(const struct smtp *smtp, CURLcode code)
{
    if (code == CURLE_OK)
        return SMTP_SENT;
    bool about_message =
        smtp->handed_over || strcmp(smtp->command, "RCPT") == 0 || strcmp(smtp->command, "DATA") == 0;
    if (about_message && smtp->code >= 500 && smtp->code < 600)
        return SMTP_REFUSED;
    if (about_message && smtp->code >= 400 && smtp->code < 500 && smtp->code != 421)
        return SMTP_LATER;
    if (smtp->handed_over)
        return smtp->code == 421 ? SMTP_LATER : SMTP_DOUBT;
    return SMTP_AWAY;
}

static void say(const struct smtp *smtp, CURLcode code, struct smtp_answer *answer)
{
    AUTO(arena) struct arena *arena = arena_new();
    const char *trouble = *smtp->message ? smtp->message : curl_easy_strerror(code);
    bool replied = smtp->code >= 400 || code == CURLE_OK;
    snprintf(answer->text, sizeof answer->text, "%.280s",
             json_printable(arena, replied ? smtp->reply : trouble));
}

static enum smtp_result attempt(struct smtp *smtp, const void *message, size_t size,
                                struct smtp_answer *answer)
{
    smtp->next = message;
    smtp->left = size;
    smtp->handed_over = false;
    smtp->code = 0;
    *smtp->command = *smtp->reply = *smtp->message = '\0';
    curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
    CURLcode code = curl_easy_perform(smtp->curl);
    answer->result = judge(smtp, code);
    say(smtp, code, answer);
    return answer->result;
}

void smtp_send(struct smtp *smtp, const char *recipient, const void *message, size_t size,
               struct smtp_answer *answer)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct curl_slist *recipients = curl_slist_append(NULL, arena_format(arena, "<%s>", recipient));
    long fresh = 1;
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
    if (attempt(smtp, message, size, answer) == SMTP_AWAY &&
        curl_easy_getinfo(smtp->curl, CURLINFO_NUM_CONNECTS, &fresh) == CURLE_OK && fresh == 0)
        (void)attempt(smtp, message, size, answer);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(recipients);
}
