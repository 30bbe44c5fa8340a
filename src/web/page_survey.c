// POST /s shows the survey, POST /s/answers takes it and says thank you.
#include "base/language_number.h"
#include "pages.h"
#include "render/stencil.h"

#include <string.h>

// Both ways of the token to the collector. NULL when it was answered already.
static struct collect_job *token_job(struct request *request, enum collect_kind kind)
{
    struct token token;
    const struct token *submission;
    struct collect_job *job;
    if (!page_read_form(request))
        return NULL;
    if (request->kiosk && rounds_ended(request->server->rounds, request->kiosk)) {
        request->token = NULL; // of whoever was here before
        page_entrance(request, MHD_HTTP_GONE, "survey.kiosk.over");
        return NULL;
    }
    if (!request->token || !*request->token) {
        page_entrance(request, MHD_HTTP_NOT_FOUND, "survey.entrance.no_code");
        return NULL;
    }
    job = collect_job_new(kind);
    if (!ticket_read(job->arena, request->token, &token, &submission)) {
        collect_job_free(job);
        (void)FAIL(&request->err, ERROR_NOT_FOUND, "not a token");
        (void)page_token_failed(request);
        return NULL;
    }
    token_hash(&token, job->token);
    job->submission = submission;
    job->place = throttle_place(request->connection);
    return job;
}

static const char *group_of(struct request *request, const struct wave_book *book, size_t department)
{
    const char *name = book->organisation.departments[department].name;
    int people = book->people[department];
    const char *group = language_count(request->language, request->arena, "survey.promise.group", people,
                                       LANGUAGE_VALUES({"department", name}));
    return people >= book->wave.k ? group
                                  : language_format(request->language, request->arena, "survey.promise.small",
                                                    LANGUAGE_VALUES({"group", group}));
}

// The department and those above it, each on a line of its own with how many people it has. It is what differs from person to
// person in the promise. NULL for a department that the wave does not know.
static const char *groups_of(struct request *request)
{
    const struct wave_book *book = request->job->book;
    const char *groups = NULL;
    if (request->job->department >= book->organisation.count)
        return NULL;
    for (int i = request->job->department; i >= 0; i = book->organisation.departments[i].parent) {
        const char *group = request->job->open_link ? visitor_group(request, book, (size_t)i) : group_of(request, book, (size_t)i);
        groups = groups ? arena_format(request->arena, "%s\n%s", groups, group) : group;
    }
    return groups;
}

// Before the first question: who will see what, and in which groups of how many.
static void fill_promise(struct request *request, struct element *root, const struct wave_book *book, const char *groups)
{
    struct arena *arena = request->arena;
    const struct language *language = request->language;
    const struct wave *wave = &book->wave;
    slot_text(root, "k",
              language_format(language, arena, "survey.promise.k", LANGUAGE_VALUES({"k", arena_format(arena, "%d", wave->k)})));
    if (slot_keep(root, "counted", groups != NULL))
        slot_text(root, "groups", groups);
    (void)slot_keep(root, "comments", wave_asks_comments(wave, book->survey));
    (void)slot_keep(root, "visitor", request->job->open_link);
    slot_text(root, "change_text",
              language_text(language, request->job->open_link ? "survey.visitor.change" : "survey.promise.change_text"));
    slot_text(root, "change",
              wave->last_day ? language_format(language, arena, "survey.promise.until",
                                               LANGUAGE_VALUES({"date", language_date(language, arena, wave->last_day)}))
                             : language_text(language, "survey.promise.change"));
}

static const char *fault_text(struct request *request, const struct answer_fault *fault)
{
    const char *key = arena_format(request->arena, "answer_fault.%s", answer_fault_name(fault->kind));
    return language_format(request->language, request->arena, key,
                           LANGUAGE_VALUES({"least", arena_format(request->arena, "%ld", fault->least)},
                                           {"most", arena_format(request->arena, "%ld", fault->most)}));
}

static void list_fault(struct request *request, struct page *page, const struct answer_fault *fault)
{
    struct element *item = element_repeat(page_each(page_root(page), "fault")), *link = page_slot(item, "link");
    const char *text = fault_text(request, fault);
    if (fault->question == ANSWER_NO_QUESTION) {
        element_text(item, text);
        return;
    }
    const struct question *question = &request->job->book->survey->questions[fault->question];
    element_format(link, "%s – %s", survey_text_in(&question->text, language_code(request->language)), text);
    element_link(link, page_anchor(page, arena_format(request->arena, "q-%s", question->id)));
}

// In the order of the questions; what belongs to none of them first.
static void list_faults(struct request *request, struct page *page, const struct answer_faults *faults)
{
    struct element *root = page_root(page);
    if (!slot_keep(root, "faults", faults != NULL))
        return;
    int last = (int)request->job->book->survey->question_count - 1;
    for (int question = ANSWER_NO_QUESTION; question <= last; question++)
        for (size_t i = 0; i < faults->count; i++)
            if (faults->items[i].question == question)
                list_fault(request, page, &faults->items[i]);
}

// The survey as it was filled in so far.
static struct page *build_survey(struct request *request, const char *token, const char *groups,
                                 const struct answer_faults *faults)
{
    const struct wave_book *book = request->job->book;
    struct page *page = page_for(request, "reports/survey.html");
    struct element *root = page_root(page);
    const char *code = language_code(request->language);
    const char *title = survey_text_in(&book->survey->title, code);
    const char *introduction = survey_text_in(&book->survey->introduction, code);
    slot_text(root, "title",
              faults ? language_format(request->language, request->arena, "survey.title_faulty", LANGUAGE_VALUES({"title", title}))
                     : title);
    slot_text(root, "heading", title);
    if (slot_keep(root, "introduction", introduction != NULL))
        slot_text(root, "introduction", introduction);
    page_offer_languages(request, page);
    list_faults(request, page, faults);
    fill_promise(request, root, book, groups);
    struct element *form = form_open(page_slot(root, "form"), page_link(page, ROUTE_SURVEY_ANSWERS, NULL), NULL);
    element_set(page_slot(form, "token"), "value", token);
    element_set(page_slot(form, "language"), "value", code);
    if (request->job->open_link) // its ticket opens the draft, and nobody has that when the page is gone
        element_flag(form, "data-draft", false);
    struct question_list list = {
        .page = page, .arena = request->arena, .book = book, .language = request->language, .form = request->form, .faults = faults};
    questions_fill(&list, page_slot(form, "list"));
    kiosk_carry(request, page_slot(form, "carry"));
    kiosk_dress(request, page);
    return page;
}

static struct page *build_empty_survey(struct request *request, const char *const *texts)
{
    return build_survey(request, texts[0], texts[1], NULL);
}

static void reply_survey(struct request *request, struct page *page, unsigned status)
{
    page_reply(request, page,
               &(struct reply){.status = status, .refresh = request->watched ? NULL : kiosk_refresh(request, KIOSK_SURVEY)});
}

static void show_survey(struct request *request)
{
    const char *groups = groups_of(request);
    if (!request->kiosk && request->form->count == 0 && groups) {
        page_once(request, request->job->open_link ? ONCE_SURVEY_VISITOR : ONCE_SURVEY, request->job->book, build_empty_survey,
                  (const char *[STENCIL_GAP_LIMIT]){request->token, groups}, MHD_HTTP_OK);
        return;
    }
    AUTO(page) struct page *page = build_survey(request, request->token, groups, NULL);
    reply_survey(request, page, MHD_HTTP_OK);
}

static void show_faults(struct request *request)
{
    visitor_begin(request);
    AUTO(page) struct page *page =
        build_survey(request, request->token, groups_of(request), request->job->faults);
    reply_survey(request, page, MHD_HTTP_UNPROCESSABLE_CONTENT);
}

struct collect_job *begin_survey(struct request *request)
{
    return token_job(request, COLLECT_LOOK);
}

void finish_survey(struct request *request)
{
    if (page_token_failed(request))
        return;
    if (request_error(request)->kind == ERROR_NONE) {
        visitor_begin(request);
        show_survey(request);
    } else
        page_entrance(request, status_of(request_error(request)->kind), "survey.entrance.unavailable");
}

// The form's inputs live in the request's arena, which outlives the job only if nobody gives the job up: hence the copies.
static void copy_inputs(struct collect_job *job, const struct form *form)
{
    struct answer_input *inputs = ARENA_ARRAY(job->arena, form->count, struct answer_input);
    for (size_t i = 0; i < form->count; i++) {
        struct answer_value *values = ARENA_ARRAY(job->arena, form->inputs[i].count, struct answer_value);
        for (size_t j = 0; j < form->inputs[i].count; j++)
            values[j] = (struct answer_value){ANSWER_FIELD, arena_text(job->arena, form->inputs[i].values[j].text)};
        inputs[i] = (struct answer_input){arena_text(job->arena, form->inputs[i].question), form->inputs[i].count, values};
    }
    job->inputs = inputs;
    job->input_count = form->count;
}

struct collect_job *begin_answers(struct request *request)
{
    struct collect_job *job = token_job(request, COLLECT_STORE);
    if (job)
        copy_inputs(job, request->form);
    return job;
}

static struct page *build_thanks(struct request *request, bool replaced, const char *const *texts)
{
    struct page *page = page_for(request, "reports/survey_thanks.html");
    struct element *root = page_root(page);
    const struct language *language = request->language;
    slot_text(root, "title", language_text(language, "survey.thanks.title"));
    slot_text(root, "stored", language_text(language, replaced ? "survey.thanks.replaced" : "survey.thanks.stored"));
    slot_text(root, "receipt", texts[1]);
    slot_text(root, "survey", texts[2]);
    if (slot_keep(root, "check", !request->kiosk))
        element_link(page_slot(root, "check"), page_link(page, ROUTE_RECEIPT, NULL));
    (void)slot_keep(root, "visitor", request->job->open_link && !request->kiosk);
    if (slot_keep(root, "form", !request->kiosk)) {
        struct element *form = form_open(page_slot(root, "form"), page_link(page, ROUTE_SURVEY, NULL), NULL);
        element_set(page_slot(form, "token"), "value", texts[0]);
        element_set(page_slot(form, "language"), "value", language_code(language));
    }
    kiosk_dress(request, page);
    return page;
}

static struct page *build_thanks_first(struct request *request, const char *const *texts)
{
    return build_thanks(request, false, texts);
}

static struct page *build_thanks_again(struct request *request, const char *const *texts)
{
    return build_thanks(request, true, texts);
}

// On a shared device the round ends here.
static void say_thanks_kiosk(struct request *request, const char *const *texts, unsigned status)
{
    AUTO(page) struct page *page = build_thanks(request, request->job->replaced, texts);
    rounds_end(request->server->rounds, request->kiosk);
    page_reply(request, page, &(struct reply){.status = status, .refresh = kiosk_refresh(request, KIOSK_THANKS)});
}

static void say_thanks(struct request *request)
{
    bool replaced = request->job->replaced;
    unsigned status = replaced ? MHD_HTTP_OK : MHD_HTTP_CREATED;
    const char *texts[STENCIL_GAP_LIMIT] = {
        request->token, request->job->receipt,
        survey_text_in(&request->job->book->survey->title, language_code(request->language))};
    enum once_kind kind = request->job->open_link ? replaced ? ONCE_THANKS_VISITOR_AGAIN : ONCE_THANKS_VISITOR
                          : replaced              ? ONCE_THANKS_AGAIN
                                                  : ONCE_THANKS;
    if (request->kiosk)
        say_thanks_kiosk(request, texts, status);
    else
        page_once(request, kind, NULL, replaced ? build_thanks_again : build_thanks_first, texts, status);
}

void finish_answers(struct request *request)
{
    const struct error *err = request_error(request);
    if (page_token_failed(request))
        return;
    if (err->kind == ERROR_NONE)
        say_thanks(request);
    else if (err->kind == ERROR_INVALID)
        show_faults(request);
    else
        request_fail(request, status_of(err->kind),
                     err->kind == ERROR_UNAVAILABLE ? "unavailable"
                     : err->kind == ERROR_LIMIT     ? "too_many_answers"
                                                    : "internal");
}
