// The limit of HTTP here: libmicrohttpd set up as in src/web/server.c, without guard, deadlines and collector. It parses the
// form, counts its fields and answers. bench_form PORT, until SIGTERM.
#include "base/macro.h"

#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { CONNECTION_LIMIT = 4000, THREADS = 2, CONNECTION_MEMORY = 16 * 1024 };

struct form {
    struct MHD_PostProcessor *processor;
    unsigned fields;
};

static enum MHD_Result count(void *context, enum MHD_ValueKind kind, const char *key, const char *file, const char *type,
                             const char *encoding, const char *data, uint64_t offset, size_t size)
{
    struct form *form = context;
    (void)kind, (void)key, (void)file, (void)type, (void)encoding, (void)data, (void)size;
    form->fields += offset == 0;
    return MHD_YES;
}

static enum MHD_Result answer(struct MHD_Connection *connection, const struct form *form)
{
    char text[64];
    int size = snprintf(text, sizeof text, "{\"fields\":%u}", form->fields);
    struct MHD_Response *response = MHD_create_response_from_buffer((size_t)size, text, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_CREATED, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **own)
{
    struct form *form = *own;
    (void)context, (void)url, (void)method, (void)version;
    if (!form) {
        form = *own = calloc(1, sizeof *form);
        if (!form)
            abort();
        form->processor = MHD_create_post_processor(connection, 1024, count, form);
        return MHD_YES;
    }
    if (*upload_size > 0) {
        (void)MHD_post_process(form->processor, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    return answer(connection, form);
}

static void over(void *context, struct MHD_Connection *connection, void **own, enum MHD_RequestTerminationCode code)
{
    struct form *form = *own;
    (void)context, (void)connection, (void)code;
    if (form && form->processor)
        MHD_destroy_post_processor(form->processor);
    free(form);
}

int main(int count_of_arguments, char **arguments)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    unsigned short port = (unsigned short)(count_of_arguments > 1 ? strtoul(arguments[1], NULL, 10) : 0);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, port, NULL, NULL, handle, NULL,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTION_LIMIT,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, over, NULL, MHD_OPTION_END);
    if (!daemon)
        return 1;
    int number;
    (void)sigwait(&signals, &number);
    MHD_stop_daemon(daemon);
    return 0;
}
