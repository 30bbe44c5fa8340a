#include "db/local.h"
#include "base/file.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOCKET_PATH_LIMIT = 107, LOG_TAIL = 64 * 1024 };

// What the configuration file gets on top of initdb's: privacy first (METHODS.md section 8).
static const char configuration[] = "\n# Echolot\n"
                                    "listen_addresses = ''\n"
                                    "unix_socket_permissions = 0700\n"
                                    "log_statement = 'none'\n"
                                    "log_parameter_max_length = 0\n"
                                    "log_parameter_max_length_on_error = 0\n"
                                    "log_min_error_statement = 'panic'\n"
                                    "log_connections = off\n"
                                    "log_disconnections = off\n"
                                    "track_commit_timestamp = off\n";

struct local {
    struct arena *arena;
    const char *cluster; // data files
    const char *socket;  // directory of the Unix socket
    const char *log;
    const char *programs; // PostgreSQL's own bin directory
    const struct passwd *owner;
};

static const char *find_programs(struct arena *arena)
{
    glob_t found = {0};
    const char *newest = NULL;
    if (glob("/usr/lib/postgresql/*/bin/initdb", 0, NULL, &found) == 0) {
        int best = 0;
        for (size_t i = 0; i < found.gl_pathc; i++) {
            int version = atoi(found.gl_pathv[i] + strlen("/usr/lib/postgresql/"));
            if (version > best) {
                best = version;
                newest = arena_slice(arena, found.gl_pathv[i], strlen(found.gl_pathv[i]) - strlen("/initdb"));
            }
        }
    }
    globfree(&found);
    return newest;
}

static const char *absolute(struct arena *arena, const char *directory)
{
    if (directory[0] == '/')
        return directory;
    char *here = getcwd(NULL, 0);
    const char *path = arena_format(arena, "%s/%s", here ? here : ".", directory);
    free(here);
    return path;
}

// pg_ctl hands its options to a shell, and a connection string ends a value at a blank.
static bool path_is_plain(const char *path)
{
    return strpbrk(path, " \t\r\n'\"\\$`") == NULL;
}

static bool describe(struct local *local, struct arena *arena, const struct settings *settings,
                     struct error *err)
{
    const char *data = absolute(arena, settings->data_directory);
    *local = (struct local){
        .arena = arena,
        .cluster = arena_format(arena, "%s/postgresql", data),
        .socket = arena_format(arena, "%s/socket", data),
        .log = arena_format(arena, "%s/postgresql.log", data),
        .programs = find_programs(arena),
        .owner = geteuid() == 0 ? getpwnam(settings->local_user) : getpwuid(geteuid()),
    };
    if (!local->programs) {
        (void)FAIL(err, ERROR_UNAVAILABLE,
                   "PostgreSQL is not installed: no /usr/lib/postgresql/*/bin/initdb");
        return error_hint(err, "Install it, for example: apt-get install postgresql");
    }
    if (!local->owner || local->owner->pw_uid == 0) {
        (void)FAIL(err, ERROR_USAGE, "PostgreSQL refuses to run as root, and there is no account '%s'",
                   settings->local_user);
        return error_hint(err, "Set ECHOLOT_LOCAL_USER to an unprivileged account.");
    }
    if (!path_is_plain(data)) {
        (void)FAIL(err, ERROR_USAGE,
                   "%s: a private PostgreSQL needs a path without blanks, quotes, '\\' and '$'", data);
        return error_hint(err, "Set ECHOLOT_DATA to another path.");
    }
    if (strlen(local->socket) + strlen("/.s.PGSQL.5432") > SOCKET_PATH_LIMIT) {
        (void)FAIL(err, ERROR_USAGE, "%s: too long for a Unix socket", local->socket);
        return error_hint(err, "Set ECHOLOT_DATA to a shorter path.");
    }
    return true;
}

static _Noreturn void become_and_run(const struct local *local, char *const arguments[])
{
    int log = open(local->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (log < 0 || null < 0 || dup2(null, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0)
        _exit(126);
    if (geteuid() == 0) {
        if (fchown(log, local->owner->pw_uid, local->owner->pw_gid) != 0 ||
            initgroups(local->owner->pw_name, local->owner->pw_gid) != 0 ||
            setgid(local->owner->pw_gid) != 0 || setuid(local->owner->pw_uid) != 0)
            _exit(126);
    }
    if (chdir("/") != 0)
        _exit(126);
    static char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
    char *const environment[] = {path, locale, NULL};
    execve(arguments[0], arguments, environment);
    _exit(127);
}

// Runs one of PostgreSQL's programs as the owner, output into the log. −1 when it could not be started.
static int run_as_owner(const struct local *local, char *const arguments[])
{
    pid_t child = fork();
    if (child == 0)
        become_and_run(local, arguments);
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static char *program(const struct local *local, const char *name)
{
    return arena_format(local->arena, "%s/%s", local->programs, name);
}

static bool fail_with_log(const struct local *local, const char *what, struct error *err)
{
    (void)FAIL(err, ERROR_UNAVAILABLE, "private PostgreSQL: %s failed", what);
    return error_hint(err, "The reason stands at the end of %s.", local->log);
}

static bool own_directory(const struct local *local, const char *path, struct error *err)
{
    if (!file_make_directory(path, 0700, err))
        return false;
    if (geteuid() == 0 && chown(path, local->owner->pw_uid, local->owner->pw_gid) != 0)
        return FAIL(err, ERROR_DENIED, "%s: cannot give it to %s: %s", path, local->owner->pw_name,
                    strerror(errno));
    return true;
}

// initdb writes into a neighbour that is renamed when all is in place: half a cluster is never taken for a whole one.
static bool create_cluster(const struct local *local, struct error *err)
{
    char *fresh = arena_format(local->arena, "%s.new", local->cluster);
    char *const remove[] = {(char *)"/bin/rm", (char *)"-rf", fresh, NULL};
    char *const initialise[] = {program(local, "initdb"),
                                (char *)"--pgdata",
                                fresh,
                                (char *)"--username=echolot",
                                (char *)"--auth=peer",
                                (char *)"--encoding=UTF8",
                                (char *)"--locale=C.UTF-8",
                                NULL};
    if (run_as_owner(local, remove) != 0 || !own_directory(local, fresh, err) ||
        run_as_owner(local, initialise) != 0)
        return fail_with_log(local, "initdb", err);
    const struct passwd *self = getpwuid(geteuid());
    struct {
        const char *name;
        const char *text;
        const char *mode;
    } files[] = {
        {"postgresql.conf", configuration, "ae"},
        {"pg_hba.conf", "local all all peer map=echolot\n", "we"},
        {"pg_ident.conf", arena_format(local->arena, "echolot %s echolot\n", self ? self->pw_name : "root"),
         "we"},
    };
    for (size_t i = 0; i < LENGTH(files); i++) {
        AUTO(file)
        FILE *file = fopen(arena_format(local->arena, "%s/%s", fresh, files[i].name), files[i].mode);
        if (!file || fputs(files[i].text, file) < 0 || fflush(file) != 0)
            return FAIL(err, ERROR_UNAVAILABLE, "%s/%s: %s", fresh, files[i].name, strerror(errno));
    }
    if (rename(fresh, local->cluster) != 0)
        return FAIL(err, ERROR_UNAVAILABLE, "%s: %s", local->cluster, strerror(errno));
    return true;
}

static enum local_state state_of(const struct local *local)
{
    if (access(arena_format(local->arena, "%s/PG_VERSION", local->cluster), F_OK) != 0)
        return LOCAL_ABSENT;
    char *const arguments[] = {program(local, "pg_ctl"), (char *)"status", (char *)"--pgdata",
                               (char *)local->cluster, NULL};
    return run_as_owner(local, arguments) == 0 ? LOCAL_RUNNING : LOCAL_STOPPED;
}

static bool create_database(const struct local *local, struct error *err)
{
    struct settings settings = {
        .database = arena_format(local->arena, "host=%s port=5432 user=echolot dbname=postgres", local->socket),
    };
    AUTO(db) struct db *db = db_connect(&settings, DB_LOGIN, err);
    if (!db)
        return false;
    AUTO(pg_result) PGresult *found = db_query(db, QUERY_DB_LOCAL_FIND, DB_NO_VALUES, err);
    if (!found)
        return false;
    return PQntuples(found) > 0 || db_run(db, QUERY_DB_LOCAL_CREATE, DB_NO_VALUES, NULL, err);
}

bool local_start(const struct settings *settings, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct local local;
    if (!describe(&local, arena, settings, err) ||
        !file_make_directory(settings->data_directory, 0755, err) ||
        !own_directory(&local, local.socket, err))
        return false;
    if (state_of(&local) == LOCAL_ABSENT && !create_cluster(&local, err))
        return false;
    char *socket = arena_format(arena, "-c unix_socket_directories='%s'", local.socket);
    char *const start[] = {program(&local, "pg_ctl"),
                           (char *)"start",
                           (char *)"--wait",
                           (char *)"--silent",
                           (char *)"--pgdata",
                           (char *)local.cluster,
                           (char *)"--options",
                           socket,
                           NULL};
    if (state_of(&local) == LOCAL_STOPPED && run_as_owner(&local, start) != 0)
        return fail_with_log(&local, "start", err);
    return create_database(&local, err);
}

bool local_stop(const struct settings *settings, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct local local;
    if (!describe(&local, arena, settings, err))
        return false;
    char *const stop[] = {program(&local, "pg_ctl"),
                          (char *)"stop",
                          (char *)"--wait",
                          (char *)"--mode=fast",
                          (char *)"--pgdata",
                          (char *)local.cluster,
                          NULL};
    if (state_of(&local) == LOCAL_RUNNING && run_as_owner(&local, stop) != 0)
        return fail_with_log(&local, "stop", err);
    return true;
}

bool local_status(const struct settings *settings, enum local_state *state, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct local local;
    if (!describe(&local, arena, settings, err))
        return false;
    *state = state_of(&local);
    return true;
}

const char *local_connection(struct arena *arena, const struct settings *settings)
{
    return arena_format(arena, "host=%s/socket port=5432 user=echolot dbname=echolot",
                        absolute(arena, settings->data_directory));
}
