// The pages and programs' answers behind the routing table. A begin_… answers at once or gives the job to do first.
#pragma once

#include "form.h"
#include "internal.h"
#include "render/page.h"

struct collect_job *begin_health(struct request *request);
struct collect_job *begin_ready(struct request *request);
void finish_ready(struct request *request);
struct collect_job *begin_asset(struct request *request);
struct assets *assets_new(struct arena *arena);

struct collect_job *begin_entrance(struct request *request);
struct collect_job *begin_survey(struct request *request);
void finish_survey(struct request *request);
struct collect_job *begin_answers(struct request *request);
void finish_answers(struct request *request);
struct collect_job *begin_kiosk(struct request *request);
struct collect_job *begin_receipt_form(struct request *request);
struct collect_job *begin_receipt(struct request *request);
void finish_receipt(struct request *request);

struct collect_job *begin_reminders(struct request *request);
struct collect_job *begin_reminders_choice(struct request *request);
void finish_reminders(struct request *request);

struct collect_job *begin_ballot(struct request *request);
void finish_ballot(struct request *request);

// ---- shared by the pages ----------------------------------------------------------------------------------------

#define HTML_TYPE "text/html; charset=utf-8"

// The shell with its words in the request's language.
struct page *page_for(struct request *request, const char *shell);
// The language of that page.
const struct language *page_language(struct request *request);
// A button for each other language, of the page's own form, so that what it holds comes along.
void page_offer_languages(struct request *request, struct page *page);
// Writes the page and answers with it; a fault of ours becomes 500.
void page_reply(struct request *request, struct page *page, const struct reply *reply);
// The same with a page that is written already, or could not be because of `err` (else NULL). Takes over the bytes.
void page_reply_html(struct request *request, const struct error *err, const struct reply *reply, struct buffer *html);
// A page that says what went wrong ("failure.<word>.title", "failure.<word>.text").
void page_failure(struct request *request, const struct reply *reply, const char *word);
// The entrance, with what was wrong about the code (a key of the catalogue, or NULL).
void page_entrance(struct request *request, unsigned status, const char *fault);
// A code that was good once: its wave is closed, or its link takes nothing any more.
void page_gone(struct request *request, enum collect_gone gone);
// A good code whose survey opens later (src/web/page_early.c).
void page_early(struct request *request);
// A text of the catalogue that says {date}: the day on which it opens.
const char *early_text(struct request *request, const char *key);
// Seconds until then.
int early_wait(const struct request *request);
// Answers for every error of a job that a token had to be looked up for; false when there was none.
bool page_token_failed(struct request *request);
// Reads the posted form into request->form and sets token and language; false when it answered with 400.
bool page_read_form(struct request *request);

// ---- where a code is typed (src/web/page_code.c; shells with the part "code") -------------------------------------

void code_offer_languages(struct request *request, struct page *page, enum route route);
// The form (slot "form"), with what was typed (or NULL) and what was wrong about it (a key of the catalogue, or NULL; {date} in it is
// the day on which the survey opens).
struct element *code_form(struct request *request, struct page *page, const char *typed, const char *fault);

// ---- whoever comes through an open link (src/web/visitor.c) ------------------------------------------------------

// A token, alone or in a ticket; then `submission` is its number, else NULL. False when it can be neither.
bool ticket_read(struct arena *arena, const char *text, struct token *token, const struct token **submission);
// After the look-up: the page that follows carries a ticket. Nothing happens for a personal link.
void visitor_begin(struct request *request);
// A department that they are counted in, with how many people were invited there.
const char *visitor_group(struct request *request, const struct wave_book *book, size_t department);
// Why a token leads nowhere any more: a key of the catalogue for the entrance, and the word of request_fail.
const char *visitor_gone(enum collect_gone gone);
const char *visitor_gone_word(enum collect_gone gone);

// ---- on a shared device (src/web/page_kiosk.c); all of it does nothing on the reader's own ------------------------

enum { KIOSK_FAULT = 60, KIOSK_SURVEY = 900, KIOSK_THANKS = 30, KIOSK_FAILURE = 120 }; // seconds until it clears itself

// Takes the round out of the posted form.
void kiosk_read(struct request *request);
// The round goes on with this form.
void kiosk_carry(struct request *request, struct element *form);
// Larger, with a way out (slots "body" and "leave"); `idle` stays or goes.
void kiosk_dress(struct request *request, struct page *page);
// The header that clears the page, NULL when nothing does.
const char *kiosk_refresh(struct request *request, int seconds);
void page_kiosk(struct request *request, unsigned status, const char *fault);

// ---- pages that are the same for everyone but for a few texts (src/web/once.c) ------------------------------------

enum once_kind { ONCE_ENTRANCE, ONCE_SURVEY, ONCE_THANKS, ONCE_THANKS_AGAIN, ONCE_SURVEY_VISITOR,
                 ONCE_THANKS_VISITOR, ONCE_THANKS_VISITOR_AGAIN };
struct once *once_new(void);
void once_free(struct once *once); // NULL is fine
// Builds the page with `texts` in the places that differ. It must not depend on anything else but kind, book, language.
typedef struct page *once_build(struct request *request, const char *const *texts);
// Answers with the page of this kind, wave (NULL: any) and language, built at its first use, and with these texts in it:
// STENCIL_GAP_LIMIT at most, NULL for none.
void page_once(struct request *request, enum once_kind kind, const struct wave_book *book, once_build *build,
               const char *const *texts, unsigned status);

// The questions that a wave asks (src/web/questions.c).
struct question_list {
    struct page *page;
    struct arena *arena;
    const struct wave_book *book;
    const struct language *language;
    const struct form *form;            // what was filled in; NULL: nothing
    const struct answer_faults *faults; // and what was wrong with it; NULL: nothing
};
void questions_fill(const struct question_list *list, struct element *place);
