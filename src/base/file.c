#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool system_fail(struct error *err, const char *what, const char *path)
{
    int number = errno;
    enum error_kind kind = number == ENOENT                                           ? ERROR_NOT_FOUND
                           : number == EACCES || number == EPERM                      ? ERROR_DENIED
                           : number == ENOSPC || number == EMFILE || number == EDQUOT ? ERROR_UNAVAILABLE
                                                                                      : ERROR_INVALID;
    return FAIL(err, kind, "%s: cannot %s: %s", path, what, strerror(number));
}

char *file_read(struct arena *arena, const char *path, size_t limit, size_t *size, struct error *err)
{
    AUTO(file) FILE *file = fopen(path, "rbe");
    if (!file) {
        (void)system_fail(err, "open", path);
        return NULL;
    }
    size_t capacity = 64 * 1024, used = 0;
    char *bytes = malloc(capacity);
    while (bytes) {
        used += fread(bytes + used, 1, capacity - used, file);
        if (used < capacity || used > limit)
            break;
        capacity *= 2;
        bytes = realloc(bytes, capacity);
    }
    if (!bytes)
        abort();
    char *text = NULL;
    if (ferror(file))
        (void)system_fail(err, "read", path);
    else if (used > limit)
        (void)FAIL(err, ERROR_LIMIT, "%s: longer than the %zu bytes allowed here", path, limit);
    else
        text = arena_slice(arena, bytes, used);
    free(bytes);
    if (text && size)
        *size = used;
    return text;
}

static bool write_all(int descriptor, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

bool file_write(const char *path, const void *bytes, size_t size, mode_t mode, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    char *temporary = arena_format(arena, "%s.XXXXXX", path);
    int descriptor = mkostemp(temporary, O_CLOEXEC);
    if (descriptor < 0)
        return system_fail(err, "write", path);
    bool written = write_all(descriptor, bytes, size) && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0;
    int reason = errno;
    if (close(descriptor) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written && rename(temporary, path) == 0)
        return true;
    if (!written)
        errno = reason;
    bool failed = system_fail(err, "write", path);
    (void)unlink(temporary);
    return failed;
}

bool file_make_directory(const char *path, mode_t mode, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    char *partial = arena_text(arena, path);
    for (char *slash = strchr(partial + (*partial == '/'), '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(partial, 0755) != 0 && errno != EEXIST)
            return system_fail(err, "make directory", partial);
        *slash = '/';
    }
    if (mkdir(path, mode) != 0 && errno != EEXIST)
        return system_fail(err, "make directory", path);
    return true;
}
