#include "ballot/key_file.h"
#include "base/file.h"
#include "base/json.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT "echolot.key/1"

enum { FILE_LIMIT = 4096, HEX_SIZE = SEAL_KEY_SIZE * 2 + 1, ASIDE_LIMIT = 100 };

const char *key_file_path(struct arena *arena, const char *data_directory, const char *wave_key)
{
    return arena_format(arena, "%s/keys/%s.key", data_directory, wave_key);
}

static const char *directory_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? "." : slash == path ? "/" : arena_slice(arena, path, (size_t)(slash - path));
}

static bool fail(struct error *err, const char *what, const char *path)
{
    enum error_kind kind = errno == EEXIST                                      ? ERROR_CONFLICT
                           : errno == EACCES || errno == EPERM || errno == EROFS ? ERROR_DENIED
                                                                                 : ERROR_UNAVAILABLE;
    return FAIL(err, kind, "%s: cannot %s the wave's key: %s", path, what, strerror(errno));
}

// A file's name is durable only when its directory is.
static bool sync_directory(struct arena *arena, const char *path)
{
    int descriptor = open(directory_of(arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    bool synced = fsync(descriptor) == 0;
    (void)close(descriptor);
    return synced;
}

static bool write_and_sync(int descriptor, const char *text, size_t size)
{
    bool written = write(descriptor, text, size) == (ssize_t)size && fsync(descriptor) == 0;
    int reason = errno;
    if (close(descriptor) != 0)
        return false;
    errno = reason;
    return written;
}

bool key_file_write(const char *path, const char *wave_key, const unsigned char private_key[SEAL_KEY_SIZE],
                    struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    const char *directory = directory_of(arena, path);
    if (access(directory, F_OK) != 0 && !file_make_directory(directory, 0700, err))
        return false;
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) {
        (void)fail(err, "write", path);
        return err->kind == ERROR_CONFLICT
                   ? error_hint(err, "It may be the only key of an open wave: look at it, or choose another file with --key-out.")
                   : false;
    }
    char hex[HEX_SIZE];
    sodium_bin2hex(hex, sizeof hex, private_key, SEAL_KEY_SIZE);
    char *text = arena_format(arena, "{\"format\": \"" FORMAT "\", \"wave\": \"%s\", \"private_key\": \"%s\"}\n", wave_key, hex);
    bool written = write_and_sync(descriptor, text, strlen(text)) && sync_directory(arena, path);
    if (!written) {
        (void)fail(err, "write", path);
        (void)unlink(path);
    }
    sodium_memzero(text, strlen(text));
    sodium_memzero(hex, sizeof hex);
    return written;
}

static bool take_key(const json_t *file, const char *path, const char *wave_key, unsigned char *private_key,
                     struct error *err)
{
    const char *format = json_string_value(json_object_get(file, "format"));
    const char *wave = json_string_value(json_object_get(file, "wave"));
    const char *hex = json_string_value(json_object_get(file, "private_key"));
    size_t size = 0;
    if (!format || strcmp(format, FORMAT) != 0 || !wave || !hex || strlen(hex) != HEX_SIZE - 1 ||
        sodium_hex2bin(private_key, SEAL_KEY_SIZE, hex, strlen(hex), NULL, &size, NULL) != 0 || size != SEAL_KEY_SIZE)
        return FAIL(err, ERROR_INVALID, "%s: this is not the key of a wave", path);
    if (strcmp(wave, wave_key) != 0)
        return FAIL(err, ERROR_INVALID, "%s: this is the key of wave %s, not of %s", path, wave, wave_key);
    return true;
}

bool key_file_read(const char *path, const char *wave_key, unsigned char private_key[SEAL_KEY_SIZE], struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    size_t size;
    char *text = file_read(arena, path, FILE_LIMIT, &size, err);
    if (!text)
        return error_hint(err, "Without the wave's private key nobody can open its ballots. Give it with --key FILE.");
    AUTO(json) json_t *file = json_read(text, size, path, err);
    bool good = file && take_key(file, path, wave_key, private_key, err);
    sodium_memzero(text, size);
    return good;
}

bool key_file_destroy(const char *path, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    static const char zeros[FILE_LIMIT];
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return errno == ENOENT || fail(err, "destroy", path);
    struct stat status;
    size_t size = fstat(descriptor, &status) == 0 && status.st_size < FILE_LIMIT ? (size_t)status.st_size : FILE_LIMIT;
    // Removed in any case: where overwriting fails, a name less is still better than a name more.
    bool overwritten = write_and_sync(descriptor, zeros, size);
    bool removed = unlink(path) == 0;
    return (overwritten && removed && sync_directory(arena, path)) || fail(err, "destroy", path);
}

bool key_file_set_aside(const char *path, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    if (access(path, F_OK) != 0)
        return true;
    for (int i = 1; i <= ASIDE_LIMIT; i++) {
        const char *aside = arena_format(arena, "%s.%d", path, i);
        if (link(path, aside) == 0)
            return (unlink(path) == 0 && sync_directory(arena, path)) || fail(err, "put aside", path);
        if (errno != EEXIST)
            return fail(err, "put aside", path);
    }
    return FAIL(err, ERROR_CONFLICT, "%s: there are %d keys that were put aside already", path, ASIDE_LIMIT);
}
