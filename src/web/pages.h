// The pages and programs' answers behind the routing table. A begin_… answers at once or gives the job to do first.
#pragma once

#include "form.h"
#include "internal.h"
#include "render/page.h"

struct collect_job *begin_health(struct request *request);
struct collect_job *begin_ready(struct request *request);
void finish_ready(struct request *request);
struct collect_job *begin_asset(struct request *request);

struct collect_job *begin_entrance(struct request *request);
struct collect_job *begin_survey(struct request *request);
void finish_survey(struct request *request);
struct collect_job *begin_answers(struct request *request);
void finish_answers(struct request *request);
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
// Writes the page and answers with it; a fault of ours becomes 500.
void page_reply(struct request *request, struct page *page, const struct reply *reply);
// A page that says what went wrong ("failure.<word>.title", "failure.<word>.text").
void page_failure(struct request *request, const struct reply *reply, const char *word);
// The entrance, with what was wrong about the code (a key of the catalogue, or NULL).
void page_entrance(struct request *request, unsigned status, const char *fault);
// Answers for every error of a job that a token had to be looked up for; false when there was none.
bool page_token_failed(struct request *request);
// Reads the posted form into request->form and sets token and language; false when it answered with 400.
bool page_read_form(struct request *request);

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
