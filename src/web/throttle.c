#include "internal.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

// Tokens cannot be guessed; this keeps those who try from wasting everybody's time. A whole company may share one address, so a
// token that is right always passes, at once; wrong ones get 429, and from an address that floods the server they get it late
// (src/web/watch.c). So a connection makes one guess a second, all that the server takes a few thousand: in a year they find one
// of a million links with a probability below 2^-70.
enum { SLOTS = 4096, WINDOW = 60 * 1000, WRONG_LIMIT = 20, FLOOD_LIMIT = 500 };

struct slot {
    uint64_t address;
    int64_t start;
    unsigned wrong;
};

struct throttle {
    pthread_mutex_t mutex;
    struct slot slots[SLOTS]; // an address has one place; another one with the same place takes it over
};

struct throttle *throttle_new(void)
{
    struct throttle *throttle = calloc(1, sizeof *throttle);
    if (!throttle)
        abort();
    pthread_mutex_init(&throttle->mutex, NULL);
    return throttle;
}

void throttle_free(struct throttle *throttle)
{
    if (!throttle)
        return;
    pthread_mutex_destroy(&throttle->mutex);
    free(throttle);
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in ip;
        memcpy(&ip, address, sizeof ip);
        return ntohl(ip.sin_addr.s_addr) >> 24 == 127;
    }
    struct sockaddr_in6 ip;
    memcpy(&ip, address, sizeof ip);
    return IN6_IS_ADDR_LOOPBACK(&ip.sin6_addr) || (IN6_IS_ADDR_V4MAPPED(&ip.sin6_addr) && ip.sin6_addr.s6_addr[12] == 127);
}

static uint64_t number_of_four(const void *bytes)
{
    uint32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

// The first half of an IPv6 address, a household or an office; or the IPv4 address in it, which is how a socket for both kinds sees those.
static uint64_t number_of_six(const struct in6_addr *address)
{
    uint64_t half;
    memcpy(&half, address, sizeof half);
    return IN6_IS_ADDR_V4MAPPED(address) ? number_of_four(&address->s6_addr[12]) : half;
}

static bool address_of_text(const char *text, uint64_t *number)
{
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, text, &four) == 1)
        *number = number_of_four(&four);
    else if (inet_pton(AF_INET6, text, &six) == 1)
        *number = number_of_six(&six);
    else
        return false;
    return true;
}

static uint64_t address_of_socket(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in ip;
        memcpy(&ip, address, sizeof ip);
        return number_of_four(&ip.sin_addr);
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 ip;
        memcpy(&ip, address, sizeof ip);
        return number_of_six(&ip.sin6_addr);
    }
    return 0;
}

static enum MHD_Result keep_last(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    if (value && strcasecmp(name, "X-Forwarded-For") == 0)
        *(const char **)context = value;
    return MHD_YES;
}

// Behind a proxy of the same machine, the last address is the one that the proxy saw. It adds it at the end of the line that
// came in, or as a line of its own; everything before it is what the client made up.
uint64_t throttle_place(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !info->client_addr)
        return 0;
    const char *forwarded = NULL;
    uint64_t number;
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_last, &forwarded);
    if (forwarded && is_loopback(info->client_addr)) {
        const char *last = strrchr(forwarded, ',');
        last = last ? last + 1 : forwarded;
        last += strspn(last, " ");
        if (address_of_text(last, &number))
            return number;
    }
    return address_of_socket(info->client_addr);
}

// Counts `more` wrong tokens and gives how many there were in this window.
static unsigned count(struct throttle *throttle, struct MHD_Connection *connection, unsigned more)
{
    uint64_t address = throttle_place(connection);
    int64_t now = clock_milliseconds();
    struct slot *slot = &throttle->slots[(address ^ address >> 17 ^ address >> 41) % SLOTS];
    pthread_mutex_lock(&throttle->mutex);
    bool current = slot->address == address && now - slot->start < WINDOW;
    if (!current && more > 0)
        *slot = (struct slot){.address = address, .start = now};
    unsigned wrong = current || more > 0 ? slot->wrong + more : 0;
    if (more > 0)
        slot->wrong = wrong;
    pthread_mutex_unlock(&throttle->mutex);
    return wrong;
}

bool throttle_wrong(struct throttle *throttle, struct MHD_Connection *connection)
{
    return count(throttle, connection, 1) > WRONG_LIMIT;
}

bool throttle_flooded(struct throttle *throttle, struct MHD_Connection *connection)
{
    return count(throttle, connection, 0) > FLOOD_LIMIT;
}
