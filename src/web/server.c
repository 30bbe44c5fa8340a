#include "internal.h"
#include "pages.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CONNECTION_MEMORY = 16 * 1024, // request line and headers
    IDLE_SECONDS = 15,
    CONNECTION_LIMIT = 4000,
    CONNECTION_LEAST = 16,
    OWN_FILES = 100, // descriptors for everything but connections
    DRAIN_LIMIT = 10000, // milliseconds
    BACKLOG = 1024,
};

// ---- a request --------------------------------------------------------------------------------------------------

static struct request *request_new(struct server *server, struct MHD_Connection *connection)
{
    struct arena *arena = arena_new();
    struct request *request = ARENA_NEW(arena, struct request);
    request->server = server;
    request->connection = connection;
    request->arena = arena;
    request->result = MHD_NO;
    atomic_fetch_add(&server->active, 1);
    return request;
}

static void request_over(void *context, struct MHD_Connection *connection, void **own,
                         enum MHD_RequestTerminationCode code)
{
    struct server *server = context;
    struct request *request = *own;
    (void)code;
    if (!request)
        return;
    *own = NULL;
    collect_job_free(request->job);
    buffer_free(&request->body);
    arena_free(request->arena);
    atomic_fetch_sub(&server->active, 1);
    watch_renew(server, connection);
}

// Whether the value names one of the types of the endpoint.
static bool is_type(const char *value, const char *types)
{
    while (value && *types) {
        size_t length = strcspn(types, ",");
        if (strncasecmp(value, types, length) == 0 && (value[length] == '\0' || strchr("; \t", value[length])))
            return true;
        types += length;
        types += strspn(types, ", ");
    }
    return false;
}

// What can be said before the body has come.
static void check_head(struct request *request, const char *url, const char *method, const char *version)
{
    bool known;
    if (!guard_check(request->connection, url, method, version)) {
        request_fail(request, MHD_HTTP_BAD_REQUEST, "bad_request");
        return;
    }
    bool post = strcmp(method, "POST") == 0;
    request->endpoint = endpoint_find(url, post ? METHOD_POST : METHOD_GET, &known);
    if (!request->endpoint) {
        AUTO(buffer) struct buffer body = {0};
        struct reply reply = {.status = MHD_HTTP_METHOD_NOT_ALLOWED, .type = "text/plain", .allow = post ? "GET, HEAD" : "POST"};
        if (known)
            request_reply(request, &reply, &body);
        else
            request_fail(request, MHD_HTTP_NOT_FOUND, "no_page");
        return;
    }
    const char *type = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Content-Type");
    const char *length = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Content-Length");
    if (post && !is_type(type, request->endpoint->content_type))
        request_fail(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "wrong_type");
    else if (length && strtoul(length, NULL, 10) > BODY_PATIENCE)
        request_fail(request, MHD_HTTP_CONTENT_TOO_LARGE, "too_large");
}

static void take_body(struct request *request, const char *bytes, size_t size)
{
    size_t room = BODY_LIMIT - request->body.size;
    request->too_large = request->too_large || size > room;
    buffer_add(&request->body, bytes, size < room ? size : room);
}

static void work(struct request *request)
{
    if (request->too_large) {
        request_fail(request, MHD_HTTP_CONTENT_TOO_LARGE, "too_large");
        return;
    }
    struct collect_job *job = request->endpoint->begin(request);
    if (job)
        watch_suspend(request, job);
    else if (request->phase != REQUEST_ANSWERED)
        request_fail(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "internal");
}

// Called by libmicrohttpd for the head, for each piece of the body, at its end, and again when a suspended request goes on.
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **own)
{
    struct request *request = *own;
    if (!request) {
        request = *own = request_new(context, connection);
        check_head(request, url, method, version);
        return request->phase == REQUEST_ANSWERED ? request->result : MHD_YES;
    }
    if (*upload_size > 0) {
        take_body(request, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    if (request->phase == REQUEST_WAITING)
        request->endpoint->finish(request);
    else if (request->phase == REQUEST_READING)
        work(request);
    return request->phase == REQUEST_ANSWERED ? request->result : MHD_YES;
}

// Addresses stay as they were sent: escapes are for guard_check to see, and no path here needs one.
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

static void say_nothing(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)format;
    (void)arguments;
}

// ---- listening --------------------------------------------------------------------------------------------------

static bool split_address(struct arena *arena, const char *listen_on, const char **host, const char **port)
{
    const char *colon = strrchr(listen_on, ':');
    if (!colon || !colon[1] || strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return false;
    size_t length = (size_t)(colon - listen_on);
    bool bracketed = length >= 2 && listen_on[0] == '[' && listen_on[length - 1] == ']';
    *host = bracketed ? arena_slice(arena, listen_on + 1, length - 2) : arena_slice(arena, listen_on, length);
    *port = colon + 1;
    return **host && (bracketed || !strchr(*host, ':'));
}

static int listen_on(struct arena *arena, const char *address, struct error *err)
{
    const char *host, *port;
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    struct addrinfo *info = NULL;
    if (!split_address(arena, address, &host, &port) || getaddrinfo(host, port, &hints, &info) != 0) {
        (void)FAIL(err, ERROR_USAGE, "--listen %s: expected ADDRESS:PORT, for example 127.0.0.1:8080 or [::1]:8080", address);
        return -1;
    }
    int on = 1;
    int descriptor = socket(info->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    bool good = descriptor >= 0 && setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                bind(descriptor, info->ai_addr, info->ai_addrlen) == 0 && listen(descriptor, BACKLOG) == 0;
    int reason = errno;
    freeaddrinfo(info);
    if (good)
        return descriptor;
    if (descriptor >= 0)
        (void)close(descriptor);
    (void)FAIL(err, ERROR_UNAVAILABLE, "cannot listen on %s: %s", address, strerror(reason));
    return -1;
}

static const char *bound_address(struct arena *arena, int descriptor)
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    char host[INET6_ADDRSTRLEN], port[8];
    if (getsockname(descriptor, (struct sockaddr *)&address, &size) != 0 ||
        getnameinfo((struct sockaddr *)&address, size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return "?";
    return arena_format(arena, address.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

// ---- the server -------------------------------------------------------------------------------------------------

static unsigned thread_count(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 2 ? 2 : processors > 8 ? 8 : (unsigned)processors;
}

// As many as there are descriptors for: when accept() itself runs out of them, libmicrohttpd goes deaf until its idle time is over.
static unsigned connection_limit(void)
{
    const rlim_t wanted = CONNECTION_LIMIT + OWN_FILES;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return CONNECTION_LEAST;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur >= wanted)
        return CONNECTION_LIMIT;
    return files.rlim_cur < OWN_FILES + CONNECTION_LEAST ? CONNECTION_LEAST : (unsigned)files.rlim_cur - OWN_FILES;
}

static bool start_daemon(struct server *server, int descriptor, struct error *err)
{
    server->connection_limit = connection_limit();
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL, NULL, handle,
        server, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL, MHD_OPTION_LISTEN_SOCKET, descriptor,
        MHD_OPTION_THREAD_POOL_SIZE, thread_count(), MHD_OPTION_CONNECTION_LIMIT, server->connection_limit,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, request_over, server, MHD_OPTION_NOTIFY_CONNECTION, watch_connection, server,
        MHD_OPTION_END);
    return server->daemon || FAIL(err, ERROR_UNAVAILABLE, "the HTTP server cannot be started: %s", strerror(errno));
}

static bool load_languages(struct server *server, struct error *err)
{
    server->language_codes = language_list(server->arena, &server->language_count);
    server->languages = ARENA_ARRAY(server->arena, server->language_count, struct language *);
    for (size_t i = 0; i < server->language_count; i++) {
        server->languages[i] = language_load(server->arena, server->language_codes[i], err);
        if (!server->languages[i])
            return false;
    }
    return true;
}

// Nothing new comes in; what has begun is answered, slow senders are not waited for beyond the limit.
static void drain(struct server *server)
{
    atomic_store(&server->draining, true);
    int descriptor = MHD_quiesce_daemon(server->daemon);
    int64_t end = clock_milliseconds() + DRAIN_LIMIT;
    while (atomic_load(&server->active) > 0 && clock_milliseconds() < end)
        (void)nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    collector_stop(server->collector); // answers, and so resumes, every request that still waits
    MHD_stop_daemon(server->daemon);
    if (descriptor != MHD_INVALID_SOCKET)
        (void)close(descriptor);
}

static bool serve(struct server *server, int descriptor, const sigset_t *signals, struct error *err)
{
    if (!watch_start(server))
        return FAIL(err, ERROR_UNAVAILABLE, "no thread can be started");
    if (!start_daemon(server, descriptor, err)) {
        watch_stop(server);
        collector_stop(server->collector);
        (void)close(descriptor);
        return false;
    }
    if (server->plan->ready)
        server->plan->ready(server->plan->context, bound_address(server->arena, descriptor));
    int signal_number;
    (void)sigwait(signals, &signal_number);
    drain(server);
    watch_stop(server);
    return true;
}

bool server_run(const struct server_plan *plan, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct server server = {.plan = plan, .arena = arena};
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL); // before any thread, so that all inherit it
    (void)signal(SIGPIPE, SIG_IGN);
    if (!load_languages(&server, err))
        return false;
    int descriptor = listen_on(arena, plan->listen, err);
    if (descriptor < 0)
        return false;
    server.collector = collector_start(plan->settings, QUEUE_LIMIT, err);
    if (!server.collector) {
        (void)close(descriptor);
        return false;
    }
    server.throttle = throttle_new();
    server.rounds = rounds_new();
    server.once = once_new();
    server.assets = assets_new(arena);
    bool good = serve(&server, descriptor, &signals, err);
    collector_free(server.collector);
    throttle_free(server.throttle);
    rounds_free(server.rounds);
    once_free(server.once);
    pthread_mutex_destroy(&server.mutex);
    return good;
}
