#include "mail/address.h"
#include "base/json_scan.h"
#include "base/text.h"

#include <string.h>

enum { NAME_LIMIT = 200, ADDRESS_LIMIT = 254, LOCAL_LIMIT = 64, LABEL_LIMIT = 63 };

// RFC 5322 atext and dots between atoms; quoted local parts are not used by people.
static bool local_valid(const char *local, size_t size)
{
    static const char atext[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.";
    if (size == 0 || size > LOCAL_LIMIT || local[0] == '.' || local[size - 1] == '.')
        return false;
    for (size_t i = 0; i < size; i++)
        if (!strchr(atext, local[i]) || (local[i] == '.' && local[i + 1] == '.'))
            return false;
    return true;
}

static bool host_valid(const char *host)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    for (;;) {
        size_t label = strspn(host, letters);
        if (label == 0 || label > LABEL_LIMIT || host[0] == '-' || host[label - 1] == '-')
            return false;
        host += label;
        if (*host == '\0')
            return true;
        if (*host++ != '.')
            return false;
    }
}

static bool address_valid(const char *address)
{
    const char *at = strchr(address, '@');
    return at && strlen(address) <= ADDRESS_LIMIT && local_valid(address, (size_t)(at - address)) &&
           host_valid(at + 1);
}

// C1 controls and the Unicode line ends count as line ends too: some programs take them for one.
static bool is_control(const unsigned char *at)
{
    return at[0] < 0x20 || at[0] == 0x7F || (at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0) ||
           (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9));
}

static bool name_valid(const char *name)
{
    size_t size = strlen(name);
    if (size > NAME_LIMIT || !text_is_utf8(name, size, NULL))
        return false;
    for (const unsigned char *at = (const unsigned char *)name; *at; at++)
        if (is_control(at))
            return false;
    return true;
}

bool mail_address_check(const struct mail_address *address, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    if (!address->address || !address_valid(address->address))
        return FAIL(err, ERROR_INVALID, "'%s' is not an e-mail address",
                    address->address ? json_printable(arena, address->address) : "");
    if (address->name && !name_valid(address->name))
        return FAIL(err, ERROR_INVALID, "the name '%s' has control characters, is not UTF-8 or is too long",
                    json_printable(arena, address->name));
    return true;
}

bool mail_address_read(struct arena *arena, const char *text, struct mail_address *address, struct error *err)
{
    char *copy = text_trim(arena_text(arena, text));
    struct mail_address fresh = {.address = copy};
    size_t length = strlen(copy);
    char *open = strchr(copy, '<');
    if (open && length > 0 && copy[length - 1] == '>') {
        copy[length - 1] = *open = '\0';
        fresh.address = text_trim(open + 1);
        char *name = text_trim(copy);
        size_t size = strlen(name);
        if (size >= 2 && name[0] == '"' && name[size - 1] == '"') {
            name[size - 1] = '\0';
            name++;
        }
        fresh.name = name;
    }
    if (!mail_address_check(&fresh, err))
        return false;
    *address = fresh;
    return true;
}

const char *mail_address_host(const struct mail_address *address)
{
    return strchr(address->address, '@') + 1;
}
