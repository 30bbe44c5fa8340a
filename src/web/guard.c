#include "internal.h"

#include <string.h>

enum { URL_LIMIT = 1024 };

// What is counted while the headers pass by.
struct headers {
    int hosts, lengths, encodings, types;
    bool bad;
};

static bool is_token(const char *name, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)name[i] <= 0x20 || (unsigned char)name[i] >= 0x7F || strchr("()<>@,;:\\\"/[]?={}", name[i]))
            return false;
    return size > 0;
}

static bool is_value(const char *value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7F)
            return false;
    return true;
}

static enum MHD_Result look(void *context, enum MHD_ValueKind kind, const char *name, size_t name_size, const char *value,
                            size_t value_size)
{
    struct headers *headers = context;
    (void)kind;
    value = value ? value : "";
    headers->bad |= !is_token(name, name_size) || !is_value(value, value_size);
    if (strcasecmp(name, "Host") == 0) {
        headers->hosts++;
    } else if (strcasecmp(name, "Content-Length") == 0) {
        headers->lengths++;
        headers->bad |= value_size == 0 || value_size > 12 || strspn(value, "0123456789") != value_size;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        headers->encodings++;
        headers->bad |= strcasecmp(value, "chunked") != 0;
    } else if (strcasecmp(name, "Content-Type") == 0) {
        headers->types++;
    }
    return MHD_YES;
}

static bool is_plain_url(const char *url)
{
    size_t length = strlen(url);
    if (*url != '/' || length > URL_LIMIT || strstr(url, "%00"))
        return false;
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= 0x20 || (unsigned char)*at >= 0x7F || *at == '\\')
            return false;
    return true;
}

bool guard_check(struct MHD_Connection *connection, const char *url, const char *method, const char *version)
{
    struct headers headers = {0};
    if (strcmp(version, MHD_HTTP_VERSION_1_1) != 0 || !is_plain_url(url))
        return false;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0 && strcmp(method, "POST") != 0)
        return false;
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look, &headers);
    return !headers.bad && headers.hosts == 1 && headers.types <= 1 && headers.lengths + headers.encodings <= 1;
}
