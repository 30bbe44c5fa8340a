#include "internal.h"

#include <stdlib.h>
#include <sys/socket.h>

// libmicrohttpd's own timeout counts from the last byte, so a byte now and then keeps a connection for ever. Here each has an absolute
// deadline: a request must be over so many seconds after the connection began or the last request ended. A request
// that waits for the database has a deadline of its own. While places are scarce nobody keeps one for longer than a moment
// without having sent a request, so those who come to answer get in.
enum {
    PERIOD = 100,            // milliseconds
    CROWDED_PART = 4,        // a quarter of the places is taken
    CROWDED_PATIENCE = 2000, // milliseconds
    GUESS_PAUSE = 1000,      // milliseconds
};

static int64_t connection_deadline(const struct server *server)
{
    return clock_milliseconds() + (int64_t)server->plan->deadline * 1000;
}

static void peer_link(struct server *server, struct peer *peer)
{
    peer->next = server->peers;
    peer->link = &server->peers;
    if (peer->next)
        peer->next->link = &peer->next;
    server->peers = peer;
    server->peer_count++;
}

static void peer_unlink(struct server *server, struct peer *peer)
{
    server->peer_count--;
    *peer->link = peer->next;
    if (peer->next)
        peer->next->link = peer->link;
}

void watch_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                      enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct peer *peer = calloc(1, sizeof *peer);
        if (!peer || !info)
            abort();
        peer->socket = info->connect_fd;
        peer->deadline = connection_deadline(server);
        pthread_mutex_lock(&server->mutex);
        peer_link(server, peer);
        pthread_mutex_unlock(&server->mutex);
        *socket_context = peer;
    } else if (*socket_context) {
        pthread_mutex_lock(&server->mutex);
        peer_unlink(server, *socket_context);
        pthread_mutex_unlock(&server->mutex);
        free(*socket_context);
        *socket_context = NULL;
    }
}

static void set_deadline(struct MHD_Connection *connection, int64_t deadline)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct peer *peer = info ? info->socket_context : NULL;
    if (peer)
        peer->deadline = deadline;
}

void watch_renew(struct server *server, struct MHD_Connection *connection)
{
    pthread_mutex_lock(&server->mutex);
    set_deadline(connection, connection_deadline(server));
    pthread_mutex_unlock(&server->mutex);
}

// The request is whole: now we are the slow ones, and the client's deadline begins again with our answer.
static void request_link(struct request *request)
{
    struct server *server = request->server;
    set_deadline(request->connection, INT64_MAX);
    request->next = server->waiting;
    request->link = &server->waiting;
    if (request->next)
        request->next->link = &request->next;
    server->waiting = request;
}

static void request_unlink(struct request *request)
{
    set_deadline(request->connection, connection_deadline(request->server));
    *request->link = request->next;
    if (request->next)
        request->next->link = request->link;
    request->link = NULL;
}

// From the collector's thread: the job's answer is there.
static void wake(struct collect_job *job)
{
    struct request *request = job->context;
    struct server *server = request->server;
    pthread_mutex_lock(&server->mutex);
    bool hold = request->flooded && job->err.kind == ERROR_NOT_FOUND && !atomic_load(&server->draining);
    request->job = job;
    request->held = hold;
    if (hold)
        request->deadline = clock_milliseconds() + GUESS_PAUSE;
    else
        request_unlink(request);
    pthread_mutex_unlock(&server->mutex);
    if (!hold)
        MHD_resume_connection(request->connection);
}

void watch_suspend(struct request *request, struct collect_job *job)
{
    struct server *server = request->server;
    request->phase = REQUEST_WAITING;
    request->flooded = throttle_flooded(server->throttle, request->connection);
    job->done = wake;
    job->context = request;
    MHD_suspend_connection(request->connection); // before queueing: the answer may come at once
    pthread_mutex_lock(&server->mutex);
    request->deadline = clock_milliseconds() + JOB_DEADLINE;
    request->job = job;
    request_link(request);
    pthread_mutex_unlock(&server->mutex);
    if (collector_add(server->collector, job))
        return;
    pthread_mutex_lock(&server->mutex);
    request_unlink(request);
    request->job = NULL;
    pthread_mutex_unlock(&server->mutex);
    collect_job_free(job);
    (void)FAIL(&request->err, ERROR_UNAVAILABLE, "too much at once");
    MHD_resume_connection(request->connection);
}

// Takes the next suspended request that waited long enough off the list; NULL when there is none.
static struct request *take_late(struct server *server, int64_t now)
{
    pthread_mutex_lock(&server->mutex);
    struct request *request = server->waiting;
    while (request && (request->deadline > now || !(request->held || collector_cancel(server->collector, request->job))))
        request = request->next;
    if (request)
        request_unlink(request);
    if (request && !request->held) {
        request->job = NULL; // the collector's now
        (void)FAIL(&request->err, ERROR_UNAVAILABLE, "the database does not answer");
    }
    pthread_mutex_unlock(&server->mutex);
    return request;
}

static void cut_slow(struct server *server, int64_t now)
{
    int64_t patience = (int64_t)server->plan->deadline * 1000;
    pthread_mutex_lock(&server->mutex);
    bool hurry = server->peer_count > server->connection_limit / CROWDED_PART && patience > CROWDED_PATIENCE;
    int64_t limit = now + (hurry ? patience - CROWDED_PATIENCE : 0);
    for (struct peer *peer = server->peers; peer; peer = peer->next)
        if (peer->deadline <= limit) {
            (void)shutdown(peer->socket, SHUT_RDWR);
            peer->deadline = INT64_MAX;
        }
    pthread_mutex_unlock(&server->mutex);
}

static bool still_watching(struct server *server)
{
    pthread_mutex_lock(&server->mutex);
    bool watching = server->watching;
    pthread_mutex_unlock(&server->mutex);
    return watching;
}

static void *watch(void *context)
{
    struct server *server = context;
    while (still_watching(server)) {
        struct timespec pause = {.tv_nsec = PERIOD * 1000000};
        (void)nanosleep(&pause, NULL);
        int64_t now = clock_milliseconds();
        for (struct request *late; (late = take_late(server, now)) != NULL;)
            MHD_resume_connection(late->connection);
        cut_slow(server, now);
    }
    return NULL;
}

bool watch_start(struct server *server)
{
    pthread_mutex_init(&server->mutex, NULL);
    server->watching = true;
    if (pthread_create(&server->watch, NULL, watch, server) == 0)
        return true;
    pthread_mutex_destroy(&server->mutex);
    return false;
}

void watch_stop(struct server *server)
{
    pthread_mutex_lock(&server->mutex);
    server->watching = false;
    pthread_mutex_unlock(&server->mutex);
    pthread_join(server->watch, NULL);
}
