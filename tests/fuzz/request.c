// Stands in for libmicrohttpd's connection and for the collector.
#include "request.h"
#include "ballot/answers.h"

struct MHD_Connection {
    struct answered *answered;
};
struct MHD_Response {
    struct buffer body;
};

const union MHD_ConnectionInfo *MHD_get_connection_info(struct MHD_Connection *connection, enum MHD_ConnectionInfoType type, ...)
{
    (void)connection;
    (void)type;
    return NULL;
}

const char *MHD_lookup_connection_value(struct MHD_Connection *connection, enum MHD_ValueKind kind, const char *key)
{
    (void)connection;
    (void)kind;
    (void)key;
    return NULL;
}

struct MHD_Response *MHD_create_response_from_buffer(size_t size, void *bytes, enum MHD_ResponseMemoryMode mode)
{
    struct MHD_Response *response = calloc(1, sizeof *response);
    MUST(response);
    buffer_add(&response->body, bytes, size);
    if (mode == MHD_RESPMEM_MUST_FREE)
        free(bytes);
    return response;
}

enum MHD_Result MHD_add_response_header(struct MHD_Response *response, const char *name, const char *value)
{
    (void)response;
    MUST(name && value && !strpbrk(value, "\r\n"));
    return MHD_YES;
}

enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
    MUST(connection->answered->status == 0); // once
    connection->answered->status = status;
    connection->answered->body = response->body;
    response->body = (struct buffer){0};
    return MHD_YES;
}

void MHD_destroy_response(struct MHD_Response *response)
{
    buffer_free(&response->body);
    free(response);
}

static struct server *server_once(void)
{
    static struct settings settings = {.base_url = "http://localhost"};
    static struct server_plan plan = {.settings = &settings};
    static struct server server = {.plan = &plan};
    struct error err;
    if (server.arena)
        return &server;
    server.arena = arena_new();
    server.throttle = throttle_new();
    server.once = once_new();
    server.language_codes = language_list(server.arena, &server.language_count);
    server.languages = ARENA_ARRAY(server.arena, server.language_count, struct language *);
    for (size_t i = 0; i < server.language_count; i++)
        MUST((server.languages[i] = language_load(server.arena, server.language_codes[i], &err)));
    return &server;
}

static const struct wave_book *book_once(void)
{
    static struct wave_department department = {.code = "ROOT", .name = "Company", .parent = -1, .invited = 9};
    static int people = 12;
    static struct wave_book book = {.wave = {.id = 1, .key = "w", .k = 5}, .organisation = {1, &department}, .people = &people};
    book.survey = fuzz_survey_once();
    return &book;
}

// What the collector makes of a job when the database is well.
static void collect(struct collect_job *job)
{
    struct ballot ballot = {0};
    struct answer_faults *faults = ARENA_NEW(job->arena, struct answer_faults);
    job->faults = faults;
    job->book = book_once();
    memcpy(job->receipt, "0000-0000-0000-0000", sizeof job->receipt);
    if (job->kind == COLLECT_STORE && !answers_check(job->arena, &job->book->wave, job->book->survey, job->inputs,
                                                     job->input_count, &ballot, faults))
        (void)FAIL(&job->err, ERROR_INVALID, "faults");
}

void request_post(const char *path, const uint8_t *body, size_t size, struct answered *answered)
{
    bool known;
    AUTO(arena) struct arena *arena = arena_new();
    struct MHD_Connection connection = {answered};
    struct request request = {.server = server_once(), .connection = &connection, .arena = arena};
    request.endpoint = endpoint_find(path, METHOD_POST, &known);
    buffer_add(&request.body, body, size);
    request.job = request.endpoint->begin(&request);
    MUST((request.job == NULL) == (answered->status != 0));
    if (request.job) {
        collect(request.job);
        request.endpoint->finish(&request);
    }
    MUST(answered->status != 0);
    collect_job_free(request.job);
    buffer_free(&request.body);
}
