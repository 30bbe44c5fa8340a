// What the files of src/web share: the server, a request on its way, and how it is answered.
#pragma once

#include "ballot/collector.h"
#include "base/buffer.h"
#include "base/language.h"
#include "web/server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

enum {
    BODY_LIMIT = 64 * 1024,
    BODY_PATIENCE = 1024 * 1024, // a larger one up to this is read to its end, or a browser would not show the answer
    QUEUE_LIMIT = 5000,
    JOB_DEADLINE = 8000, // milliseconds a request waits for the database
    RETRY_AFTER = 5,     // seconds, said with 503
};

static inline int64_t clock_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct throttle;
struct rounds;
struct once;
struct assets;

// A connection and when it is cut (src/web/watch.c).
struct peer {
    struct peer *next, **link;
    int socket;
    int64_t deadline;
};

struct server {
    const struct server_plan *plan;
    struct arena *arena;
    struct MHD_Daemon *daemon;
    struct collector *collector;
    struct throttle *throttle;
    struct rounds *rounds;
    struct once *once;
    const struct assets *assets;
    size_t language_count;
    const char **language_codes;
    struct language **languages;
    atomic_bool draining;
    atomic_int active; // requests between their first byte and their end
    // The watch:
    pthread_t watch;
    pthread_mutex_t mutex;
    bool watching;
    unsigned connection_limit;
    struct peer *peers;
    size_t peer_count;
    struct request *waiting; // suspended
};

struct request {
    struct server *server;
    struct MHD_Connection *connection;
    const struct endpoint *endpoint;
    struct arena *arena;
    struct buffer body;
    bool too_large;
    enum { REQUEST_READING, REQUEST_WAITING, REQUEST_ANSWERED } phase;
    struct collect_job *job; // the answer of the collector, in finish()
    struct error err;        // instead of a job's when there is none: the queue was full, it took too long
    enum MHD_Result result;
    // What the page was asked with:
    const struct language *language;
    const char *token;         // as typed
    const char *kiosk;         // the round of a shared device; NULL: the device is the reader's own
    bool watched;              // a script ends that round when nobody touches the device
    struct form *form;
    // In the list of the watch while suspended:
    struct request *next, **link;
    int64_t deadline;
    bool flooded; // from an address that sends wrong tokens all the time
    bool held;    // the answer is there, and waits until the deadline
};

enum method { METHOD_GET = 1, METHOD_POST = 2 };

// A row of the routing table says what a page needs.
struct endpoint {
    const char *path;
    enum method method;
    const char *content_type; // of a POST, or several with ", " between them; anything else is 415
    // Answers at once and gives NULL, or gives the job that has to be done before finish() answers.
    struct collect_job *(*begin)(struct request *request);
    void (*finish)(struct request *request);
};
// `known` tells whether the path exists with another method.
const struct endpoint *endpoint_find(const char *path, enum method method, bool *known);

// ---- answering (src/web/reply.c) ----------------------------------------------------------------------------

struct reply {
    unsigned status;
    const char *type;     // "text/html; charset=utf-8"
    const char *language; // NULL: none said
    const char *encoding; // of the body; NULL: none
    const char *etag;     // with it the answer may be kept and asked for again
    const char *allow;    // 405
    int retry_after;      // seconds, 0: none
    const char *refresh;  // "30; url=/kiosk": the browser goes there by itself
    bool close;
};
// Takes over the body.
void request_reply(struct request *request, const struct reply *reply, struct buffer *body);
// {"error": …} in JSON, or a page that says it, as the route speaks.
void request_fail(struct request *request, unsigned status, const char *word);
// Where a kind of error becomes a status.
unsigned status_of(enum error_kind kind);
// What went wrong with the request's job, or with getting it done; ERROR_NONE when nothing did.
const struct error *request_error(const struct request *request);

// ---- the watch (src/web/watch.c): deadlines of connections and of suspended requests --------------------------

bool watch_start(struct server *server);
void watch_stop(struct server *server);
void watch_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                      enum MHD_ConnectionNotificationCode code);
// The request is over; its connection may wait for another one.
void watch_renew(struct server *server, struct MHD_Connection *connection);
// Suspends the request and hands its job to the collector. What is not found for an address that sends wrong tokens all the time is
// answered a second late, so that guessing is slow and nobody else is.
void watch_suspend(struct request *request, struct collect_job *job);

// ---- guarding (src/web/guard.c) -------------------------------------------------------------------------------

// False for a request that no honest client sends (STYLE.md, HTTP): it is answered with 400 and the connection closed.
bool guard_check(struct MHD_Connection *connection, const char *url, const char *method, const char *version);

// ---- wrong tokens (src/web/throttle.c) ------------------------------------------------------------------------

struct throttle *throttle_new(void);
void throttle_free(struct throttle *throttle);
// Notes a wrong token from the address of this connection; true when there were too many in the last minute.
bool throttle_wrong(struct throttle *throttle, struct MHD_Connection *connection);
// Where the request comes from: an IPv4 address, or half of an IPv6 one.
uint64_t throttle_place(struct MHD_Connection *connection);
// So many wrong ones that the next of them have to wait for their answer until the minute is over.
bool throttle_flooded(struct throttle *throttle, struct MHD_Connection *connection);

// ---- rounds of shared devices (src/web/rounds.c) ---------------------------------------------------------------

struct rounds *rounds_new(void);
void rounds_free(struct rounds *rounds); // NULL is fine
// From now on nothing is accepted from a page of this round.
void rounds_end(struct rounds *rounds, const char *round);
bool rounds_ended(struct rounds *rounds, const char *round);

// ---- language (src/web/words.c) -------------------------------------------------------------------------------

// The one asked for by `code` (NULL: none), else what the browser prefers.
const struct language *request_language(struct request *request, const char *code);
