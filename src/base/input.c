#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static void open_fail(const char *path, struct error *err)
{
    enum error_kind kind = errno == ENOENT ? ERROR_NOT_FOUND : errno == EACCES ? ERROR_DENIED : ERROR_INVALID;
    (void)FAIL(err, kind, "%s: cannot open: %s", path, strerror(errno));
}

struct input *input_open(const char *path, struct error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        open_fail(path, err);
        if (descriptor >= 0)
            close(descriptor);
        return NULL;
    }
    struct input *input = calloc(1, sizeof *input);
    if (!input || !(input->file = gzdopen(descriptor, "rb")))
        abort();
    (void)gzbuffer(input->file, INPUT_CHUNK);
    input->total = S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    return input;
}

void input_close(struct input *input)
{
    if (!input)
        return;
    (void)gzclose(input->file);
    free(input);
}

static const char *fault_text(int number)
{
    if (number == Z_ERRNO)
        return strerror(errno);
    return number == Z_BUF_ERROR ? "the compressed file is cut off here" : "the compressed file is damaged";
}

bool input_fill(struct input *input, const char **fault)
{
    *fault = NULL;
    if (input->used < input->filled)
        return true;
    int got = gzread(input->file, input->chunk, INPUT_CHUNK);
    int number = Z_OK;
    (void)gzerror(input->file, &number);
    if (got < 0 || (got == 0 && number != Z_OK && number != Z_STREAM_END)) {
        *fault = fault_text(number);
        return false;
    }
    input->used = 0;
    input->filled = (size_t)got;
    return got > 0;
}

uint64_t input_done(const struct input *input)
{
    z_off_t offset = gzoffset(input->file);
    return offset > 0 ? (uint64_t)offset : 0;
}
