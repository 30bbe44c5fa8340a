#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    OUTPUT_LIMIT = 16 << 20,
    COMPLAINT_LIMIT = 4096,
    PROCESSOR_SECONDS = 120,
    OPEN_FILES = 64,
    SCRIPT_FILE = 3, // in the child
    FIRST_FREE = 4
};

double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// The child's ends must lie above 0 to 3, or one would be overwritten while the others are put in place.
static bool lift(int *descriptor)
{
    if (*descriptor >= FIRST_FREE)
        return true;
    int higher = fcntl(*descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
    if (higher < 0)
        return false;
    close(*descriptor);
    *descriptor = higher;
    return true;
}

struct ends {
    int commands[2]; // ours, the child's
    int output[2];
    int errors[2];
    int script;
};

static void close_ends(struct ends *ends)
{
    int *all[] = {ends->commands, ends->output, ends->errors};
    for (size_t i = 0; i < LENGTH(all); i++)
        for (int j = 0; j < 2; j++)
            if (all[i][j] >= 0)
                close(all[i][j]);
    if (ends->script >= 0)
        close(ends->script);
    *ends = (struct ends){{-1, -1}, {-1, -1}, {-1, -1}, -1};
}

// Commands go through a socket, because writing to a dead process is then an error and not a signal.
static bool open_ends(struct ends *ends)
{
    *ends = (struct ends){{-1, -1}, {-1, -1}, {-1, -1}, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends->commands) != 0 ||
        pipe2(ends->output, O_CLOEXEC) != 0 || pipe2(ends->errors, O_CLOEXEC) != 0)
        return false;
    ends->script = memfd_create("echolot-chart", MFD_CLOEXEC);
    return ends->script >= 0 && lift(&ends->commands[1]) && lift(&ends->output[1]) &&
           lift(&ends->errors[1]) && lift(&ends->script);
}

static int spawn(const char *program, const struct ends *ends, pid_t *pid)
{
    char name[] = "gnuplot", without_settings[] = "-d", from_input[] = "-";
    char *const arguments[] = {name, without_settings, from_input, NULL};
    char language[] = "LC_ALL=C.UTF-8", home[] = "HOME=/nonexistent", path[] = "PATH=/nonexistent";
    char *const environment[] = {language, home, path, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, ends->commands[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends->output[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends->errors[1], STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends->script, SCRIPT_FILE);
    posix_spawn_file_actions_addclosefrom_np(&actions, FIRST_FREE);
    posix_spawn_file_actions_addchdir_np(&actions, "/");
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    // A group of its own: Ctrl-C does not reach it, and it can be killed with whatever it started.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    int result = posix_spawnp(pid, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return result;
}

// Set from outside before the first script is sent, because posix_spawn cannot do it in the child.
static void limit(pid_t pid, const struct chart_pool_options *options)
{
    const struct {
        __rlimit_resource_t what;
        rlim_t most;
    } limits[] = {
        {RLIMIT_AS, options->memory_bytes},
        {RLIMIT_CPU, PROCESSOR_SECONDS},
        {RLIMIT_FSIZE, 0},
        {RLIMIT_CORE, 0},
        {RLIMIT_NOFILE, OPEN_FILES},
        {RLIMIT_NPROC, 0},
    };
    for (size_t i = 0; i < LENGTH(limits); i++) {
        const struct rlimit value = {limits[i].most, limits[i].most};
        // Fails only when the process is gone, which is noticed when it is used.
        (void)prlimit(pid, limits[i].what, &value, NULL);
    }
}

bool process_start(struct process *process, const struct chart_pool_options *options, struct error *err)
{
    struct ends ends;
    pid_t pid = 0;
    int result = open_ends(&ends) ? spawn(options->program, &ends, &pid) : errno;
    if (result != 0) {
        close_ends(&ends);
        (void)FAIL(err, ERROR_UNAVAILABLE, "%s cannot be started: %s", options->program, strerror(result));
        return result == ENOENT
                   ? error_hint(err, "Charts are drawn by gnuplot: install the package gnuplot-nox.")
                   : false;
    }
    limit(pid, options);
    *process = (struct process){.pid = pid,
                                .commands = ends.commands[0],
                                .output = ends.output[0],
                                .errors = ends.errors[0],
                                .script = ends.script};
    ends.commands[0] = ends.output[0] = ends.errors[0] = ends.script = -1;
    close_ends(&ends);
    fcntl(process->output, F_SETFL, O_NONBLOCK);
    fcntl(process->errors, F_SETFL, O_NONBLOCK);
    return true;
}

static void close_process(struct process *process)
{
    close(process->commands);
    close(process->output);
    close(process->errors);
    close(process->script);
    process->pid = 0;
}

static void reap(struct process *process, int *status)
{
    kill(-process->pid, SIGKILL);
    kill(process->pid, SIGKILL); // in case it had not reached its group yet
    while (waitpid(process->pid, status, 0) < 0 && errno == EINTR) {
    }
    close_process(process);
}

void process_end(struct process *process)
{
    if (process->pid)
        reap(process, NULL);
}

struct talk {
    const char *commands; // what is left to be sent
    size_t left;
    const char *marker; // a line that ends the output
    struct buffer *output;
    struct buffer *complaint;
    bool ended;
    bool silent; // its standard error is closed: no more waiting for it
};

static void write_some(struct process *process, struct talk *talk)
{
    ssize_t sent = send(process->commands, talk->commands, talk->left, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
        talk->commands += sent;
        talk->left -= (size_t)sent;
    } else if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        talk->left = 0; // it reads no more; what it still says and how it ends comes by the other direction
    }
}

static void read_some(struct process *process, struct talk *talk)
{
    char bytes[65536];
    ssize_t size = read(process->output, bytes, sizeof bytes);
    if (size > 0)
        buffer_add(talk->output, bytes, (size_t)size);
    else if (size == 0 || (errno != EAGAIN && errno != EINTR))
        talk->ended = true;
}

static void read_complaint(struct process *process, struct talk *talk)
{
    char bytes[1024];
    ssize_t size;
    while ((size = read(process->errors, bytes, sizeof bytes)) > 0)
        if (talk->complaint->size < COMPLAINT_LIMIT)
            buffer_add(talk->complaint, bytes, (size_t)size);
    talk->silent = size == 0;
}

// True when the output ends with the marker line, which is then cut off.
static bool cut_marker(struct talk *talk)
{
    struct buffer *output = talk->output;
    size_t length = strlen(talk->marker);
    if (output->size < length + 1 || output->bytes[output->size - 1] != '\n' ||
        memcmp(output->bytes + output->size - length - 1, talk->marker, length) != 0)
        return false;
    output->size -= length + 1;
    output->bytes[output->size] = '\0';
    return true;
}

const char *process_last_words(struct buffer *complaint)
{
    char *last = NULL;
    for (char *line = complaint->bytes; line && *line;) {
        size_t length = strcspn(line, "\n");
        bool more = line[length] != '\0';
        line[length] = '\0';
        if (line[strspn(line, " \t^")] != '\0')
            last = line + strspn(line, " \t");
        line += length + more;
    }
    for (char *character = last; character && *character; character++)
        if ((unsigned char)*character < 0x20)
            *character = ' ';
    return last ? last : "it said nothing";
}

static enum exchange ended(struct process *process, struct talk *talk, struct error *err)
{
    read_complaint(process, talk);
    int status = 0;
    pid_t reaped = 0;
    for (int attempt = 0; attempt < 50 && reaped == 0; attempt++) {
        reaped = waitpid(process->pid, &status, WNOHANG);
        // It has closed its output and is about to end.
        if (reaped == 0)
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    if (reaped == process->pid) {
        kill(-process->pid, SIGKILL);
        close_process(process);
    }
    if (reaped > 0 && WIFSIGNALED(status))
        (void)FAIL(err, ERROR_UNAVAILABLE, "gnuplot was ended by signal %d while drawing", WTERMSIG(status));
    else
        (void)FAIL(err, ERROR_UNAVAILABLE, "gnuplot ended while drawing: %s",
                   process_last_words(talk->complaint));
    return EXCHANGE_ENDED;
}

static enum exchange exchange(struct process *process, struct talk *talk, double deadline, struct error *err)
{
    while (!cut_marker(talk)) {
        double left = deadline - clock_seconds();
        if (left <= 0) {
            (void)FAIL(err, ERROR_UNAVAILABLE, "gnuplot did not finish the chart in time");
            return EXCHANGE_FAILED;
        }
        struct pollfd wait[] = {
            {.fd = talk->left ? process->commands : -1, .events = POLLOUT},
            {.fd = process->output, .events = POLLIN},
            {.fd = talk->silent ? -1 : process->errors, .events = POLLIN},
        };
        if (poll(wait, LENGTH(wait), (int)(left * 1000) + 1) < 0 && errno != EINTR) {
            (void)FAIL(err, ERROR_UNAVAILABLE, "waiting for gnuplot: %s", strerror(errno));
            return EXCHANGE_FAILED;
        }
        if (wait[0].revents)
            write_some(process, talk);
        if (wait[2].revents)
            read_complaint(process, talk);
        if (wait[1].revents)
            read_some(process, talk);
        if (talk->ended)
            return ended(process, talk, err);
        if (talk->output->size > OUTPUT_LIMIT) {
            (void)FAIL(err, ERROR_LIMIT, "gnuplot's drawing is larger than %d MB", OUTPUT_LIMIT >> 20);
            return EXCHANGE_FAILED;
        }
    }
    return EXCHANGE_DONE;
}

// gnuplot reads its standard input byte by byte and flushes its standard output line by line; files it does in blocks. So
// the script lies in a file in memory, and the output is opened once more by name.
static bool write_script(struct process *process, const char *script, size_t size)
{
    if (ftruncate(process->script, 0) != 0)
        return false;
    for (size_t written = 0; written < size;) {
        ssize_t more = pwrite(process->script, script + written, size - written, (off_t)written);
        if (more < 0 && errno != EINTR)
            return false;
        written += more > 0 ? (size_t)more : 0;
    }
    return true;
}

enum exchange process_exchange(struct process *process, const char *script, size_t size, double deadline,
                               struct buffer *output, struct buffer *complaint, struct error *err)
{
    process->charts++;
    if (!write_script(process, script, size)) {
        (void)FAIL(err, ERROR_UNAVAILABLE, "the chart cannot be prepared: %s", strerror(errno));
        return EXCHANGE_FAILED;
    }
    unsigned char random[16];
    char marker[2 * sizeof random + 1];
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(marker, sizeof marker, random, sizeof random);
    AUTO(buffer) struct buffer commands = {0};
    buffer_format(&commands,
                  "reset session\nset output \"/proc/self/fd/%d\"\nload \"/proc/self/fd/%d\"\n"
                  "unset output\nset print \"-\"\nprint \"%s\"\n",
                  STDOUT_FILENO, SCRIPT_FILE, marker);
    struct talk talk = {.commands = commands.bytes,
                        .left = commands.size,
                        .marker = marker,
                        .output = output,
                        .complaint = complaint};
    return exchange(process, &talk, deadline, err);
}
