// POST /api/v1/ballots: the same as the form, for other front ends (DESIGN.md section 6.5).
#include "base/json.h"
#include "base/json_scan.h"
#include "pages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_LIMIT = 100 };

static const struct language *english(const struct request *request)
{
    for (size_t i = 0; i < request->server->language_count; i++)
        if (strcmp(request->server->language_codes[i], "en") == 0)
            return request->server->languages[i];
    return request->server->languages[0];
}

static void reply_json_with(struct request *request, const struct reply *reply, json_t *object)
{
    AUTO(buffer) struct buffer body = {0};
    AUTO(json_text) char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    buffer_text(&body, text ? text : "{}");
    request_reply(request, reply, &body);
}

static void reply_json(struct request *request, unsigned status, json_t *object)
{
    reply_json_with(request, &(struct reply){.status = status, .type = "application/json"}, object);
}

static void reply_fault(struct request *request, const char *pointer, const char *fault)
{
    reply_json(request, MHD_HTTP_UNPROCESSABLE_CONTENT,
               json_pack("{s:s, s:s, s:[{s:s, s:s, s:s}]}", "error", "invalid", "message",
                         language_word(english(request), "failure", "invalid"), "faults", "pointer", pointer, "fault", fault,
                         "message", language_word(english(request), "answer_fault", fault)));
}

static struct answer_value value_of(struct arena *arena, const json_t *value)
{
    if (json_is_integer(value))
        return (struct answer_value){ANSWER_NUMBER, arena_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value))};
    if (json_is_string(value))
        return (struct answer_value){ANSWER_STRING, arena_text(arena, json_string_value(value))};
    return (struct answer_value){ANSWER_OTHER, ""};
}

static struct answer_input input_of(struct arena *arena, const char *question, const json_t *value)
{
    size_t count = json_is_array(value) ? json_array_size(value) : json_is_null(value) ? 0 : 1;
    struct answer_value *values = ARENA_ARRAY(arena, count, struct answer_value);
    for (size_t i = 0; i < count; i++)
        values[i] = value_of(arena, json_is_array(value) ? json_array_get(value, i) : value);
    return (struct answer_input){arena_text(arena, question), count, values};
}

static void read_answers(struct collect_job *job, const json_t *answers)
{
    const char *question;
    json_t *value;
    struct answer_input *inputs = ARENA_ARRAY(job->arena, json_object_size(answers), struct answer_input);
    json_object_foreach ((json_t *)answers, question, value)
        inputs[job->input_count++] = input_of(job->arena, question, value);
    job->inputs = inputs;
}

// The body's frame. False when it answered.
static bool check_frame(struct request *request, const json_t *body)
{
    const char *key;
    json_t *value;
    if (!json_is_object(body)) {
        reply_fault(request, "", "wrong_type");
        return false;
    }
    json_object_foreach ((json_t *)body, key, value)
        if (strcmp(key, "token") != 0 && strcmp(key, "answers") != 0) {
            reply_fault(request, arena_format(request->arena, "/%s", key), "unknown_question");
            return false;
        }
    bool token = json_is_string(json_object_get(body, "token"));
    if (token && json_is_object(json_object_get(body, "answers")))
        return true;
    const char *missing = token ? "answers" : "token";
    reply_fault(request, arena_format(request->arena, "/%s", missing),
                json_object_get(body, missing) ? "wrong_type" : "required");
    return false;
}

struct collect_job *begin_ballot(struct request *request)
{
    struct error err;
    struct fault_list repeated = {.arena = request->arena};
    (void)json_scan(request->arena, buffer_string(&request->body), request->body.size, &repeated);
    AUTO(json) json_t *body =
        repeated.total ? NULL : json_read(buffer_string(&request->body), request->body.size, "body", &err);
    if (!body) {
        request_fail(request, MHD_HTTP_BAD_REQUEST, "not_json");
        return NULL;
    }
    if (!check_frame(request, body))
        return NULL;
    struct token token;
    const struct token *submission;
    request->token = arena_text(request->arena, json_string_value(json_object_get(body, "token")));
    struct collect_job *job = collect_job_new(COLLECT_STORE);
    if (!ticket_read(job->arena, request->token, &token, &submission)) {
        collect_job_free(job);
        (void)FAIL(&request->err, ERROR_NOT_FOUND, "not a token");
        finish_ballot(request);
        return NULL;
    }
    token_hash(&token, job->token);
    job->submission = submission;
    job->place = throttle_place(request->connection);
    read_answers(job, json_object_get(body, "answers"));
    return job;
}

static const char *message_of(struct request *request, const struct answer_fault *fault)
{
    const char *key = arena_format(request->arena, "answer_fault.%s", answer_fault_name(fault->kind));
    return language_format(english(request), request->arena, key,
                           LANGUAGE_VALUES({"least", arena_format(request->arena, "%ld", fault->least)},
                                           {"most", arena_format(request->arena, "%ld", fault->most)}));
}

static void reply_faults(struct request *request)
{
    const struct answer_faults *faults = request->job->faults;
    json_t *list = json_array();
    for (size_t i = 0; i < faults->count; i++)
        json_array_append_new(list, json_pack("{s:s++, s:s, s:s}", "pointer", "/answers", faults->items[i].place, "",
                                              "fault", answer_fault_name(faults->items[i].kind), "message",
                                              message_of(request, &faults->items[i])));
    reply_json(request, MHD_HTTP_UNPROCESSABLE_CONTENT,
               json_pack("{s:s, s:s, s:o}", "error", "invalid", "message",
                         language_word(english(request), "failure", "invalid"), "faults", list));
}

// Nothing is stored; it says when to come again.
static void reply_early(struct request *request)
{
    reply_json_with(request,
                    &(struct reply){.status = status_of(ERROR_EARLY), .type = "application/json", .retry_after = early_wait(request)},
                    json_pack("{s:s, s:s, s:s}", "error", "not_open", "message",
                              language_word(english(request), "failure", "not_open"), "opens", request->job->opens));
}

void finish_ballot(struct request *request)
{
    const struct error *err = request_error(request);
    switch (err->kind) {
    case ERROR_NONE:
        reply_json(request, request->job->replaced ? MHD_HTTP_OK : MHD_HTTP_CREATED,
                   json_pack("{s:s}", "receipt", request->job->receipt));
        return;
    case ERROR_INVALID:
        reply_faults(request);
        return;
    case ERROR_NOT_FOUND:
        if (throttle_wrong(request->server->throttle, request->connection))
            request_fail(request, MHD_HTTP_TOO_MANY_REQUESTS, "too_many");
        else
            request_fail(request, MHD_HTTP_NOT_FOUND, "unknown_token");
        return;
    case ERROR_EARLY:
        reply_early(request);
        return;
    case ERROR_GONE:
        request_fail(request, MHD_HTTP_GONE, visitor_gone_word(request->job->gone));
        return;
    case ERROR_LIMIT:
        request_fail(request, MHD_HTTP_TOO_MANY_REQUESTS, "too_many_answers");
        return;
    case ERROR_UNAVAILABLE:
        request_fail(request, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable");
        return;
    default:
        request_fail(request, status_of(err->kind), "internal");
    }
}
