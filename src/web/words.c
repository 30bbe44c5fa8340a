#include "internal.h"

#include <string.h>

const struct language *request_language(struct request *request, const char *code)
{
    const struct server *server = request->server;
    const char *accepted = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Accept-Language");
    const char *wanted = language_choose(server->language_codes, server->language_count, accepted);
    for (size_t i = 0; code && i < server->language_count; i++)
        if (strcmp(server->language_codes[i], code) == 0)
            wanted = code;
    for (size_t i = 0; i < server->language_count; i++)
        if (strcmp(server->language_codes[i], wanted) == 0)
            return server->languages[i];
    return server->languages[0];
}
