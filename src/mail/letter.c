#include "mail/letter.h"
#include "base/buffer.h"
#include "base/language_number.h"
#include "template.h"

// The words of one letter; text and HTML are made from the same.
struct words {
    const char *heading, *greeting, *lead, *button, *link, *code_hint, *code, *personal, *promise, *why,
        *stop;
};

static char *greeting_of(struct arena *arena, const struct letter *letter)
{
    if (!letter->name || !*letter->name)
        return arena_text(arena, language_text(letter->language, "mail.greeting_plain"));
    return language_format(letter->language, arena, "mail.greeting", LANGUAGE_VALUES({"name", letter->name}));
}

static char *lead_of(struct arena *arena, const struct letter *letter)
{
    const struct language *language = letter->language;
    const char *key = letter->kind == MAIL_REMINDER ? "mail.reminder.lead" : "mail.invitation.lead";
    char *lead =
        language_format(language, arena, key,
                        LANGUAGE_VALUES({"organisation", letter->organisation}, {"survey", letter->survey}));
    if (!letter->until)
        return lead;
    const char *date = language_date(language, arena, letter->until);
    return arena_format(arena, "%s %s", lead,
                        language_format(language, arena, "mail.until", LANGUAGE_VALUES({"date", date})));
}

// The address of the sheet for a browser, and what to type where there is no mail.
static void add_token(struct arena *arena, const struct letter *letter, struct words *words)
{
    char text[TOKEN_TEXT_SIZE], code[TOKEN_CODE_SIZE];
    token_text(letter->token, text);
    token_code(letter->token, code);
    const char *entrance = arena_format(arena, "%s/s", letter->base_url);
    words->link = arena_format(arena, "%s#%s", entrance, text);
    words->code = arena_text(arena, code);
    words->code_hint =
        language_format(letter->language, arena, "mail.code", LANGUAGE_VALUES({"entrance", entrance}));
}

static const char *promise_of(struct arena *arena, const struct letter *letter)
{
    const char *k = arena_format(arena, "%d", letter->k);
    const char *promise = language_format(letter->language, arena, "mail.promise", LANGUAGE_VALUES({"k", k}));
    return letter->comments ? arena_format(arena, "%s %s", promise, language_text(letter->language, "card.comments"))
                            : promise;
}

static struct words words_of(struct arena *arena, const struct letter *letter)
{
    const struct language *language = letter->language;
    struct words words = {
        .heading = letter->survey,
        .greeting = greeting_of(arena, letter),
        .lead = lead_of(arena, letter),
        .button = language_text(language, "mail.button"),
        .personal = language_text(language, "mail.personal"),
        .promise = promise_of(arena, letter),
        .why = language_format(language, arena, "mail.why",
                               LANGUAGE_VALUES({"organisation", letter->organisation})),
        .stop = language_text(language, "mail.stop"),
    };
    add_token(arena, letter, &words);
    return words;
}

static char *write_text(struct arena *arena, const struct words *words, const char *opt_out)
{
    return arena_format(arena, "%s\n\n%s\n\n%s\n\n%s:\n%s\n\n%s\n%s\n\n%s\n\n%s\n\n-- \n%s\n%s:\n%s\n",
                        words->heading, words->greeting, words->lead, words->button, words->link,
                        words->code_hint, words->code, words->personal, words->promise, words->why,
                        words->stop, opt_out);
}

static char *write_html(struct arena *arena, const struct letter *letter, const struct words *words,
                        const struct message *message)
{
    return template_fill(
        arena, "reports/mail_letter.html",
        LANGUAGE_VALUES({"language", message->language}, {"subject", message->subject},
                        {"organisation", letter->organisation}, {"heading", words->heading},
                        {"greeting", words->greeting}, {"lead", words->lead}, {"button", words->button},
                        {"link", words->link}, {"code_hint", words->code_hint}, {"code", words->code},
                        {"personal", words->personal}, {"promise", words->promise}, {"why", words->why},
                        {"stop", words->stop}, {"opt_out", message->opt_out}));
}

char *letter_opt_out_url(struct arena *arena, const char *base_url, const struct token *token)
{
    char text[TOKEN_TEXT_SIZE];
    token_text(token, text);
    return arena_format(arena, "%s/o?t=%s", base_url, text);
}

void letter_write(struct arena *arena, const struct letter *letter, struct message *message)
{
    const char *subject = letter->kind == MAIL_REMINDER ? "mail.reminder.subject" : "mail.invitation.subject";
    struct words words = words_of(arena, letter);
    message->language = language_code(letter->language);
    message->subject =
        language_format(letter->language, arena, subject, LANGUAGE_VALUES({"survey", letter->survey}));
    message->opt_out = letter_opt_out_url(arena, letter->base_url, letter->opt_out);
    message->text = write_text(arena, &words, message->opt_out);
    message->html = write_html(arena, letter, &words, message);
}
