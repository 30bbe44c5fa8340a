// A row of the box: sealed bytes that may be anything, and a ballot that somebody who knows the public key sealed.
#include "ballot/ballot.h"
#include "ballot/seal.h"
#include "fuzz.h"

#include <sodium.h>

static void read_ballot(struct arena *arena, const uint8_t *bytes, size_t size)
{
    AUTO(buffer) struct buffer written = {0};
    struct ballot ballot;
    if (!ballot_read(arena, bytes, size, &ballot))
        return;
    MUST(ballot.segment_count <= SEGMENT_LIMIT && ballot.comment_count <= BALLOT_COMMENT_LIMIT);
    ballot_write(&ballot, &written);
    MUST(written.size == size && memcmp(written.bytes, bytes, size) == 0);
}

// Sealed, it opens to the same; with one bit turned anywhere it does not open.
static void seal_and_open(struct arena *arena, const unsigned char *public_key, struct opener *opener, const uint8_t *bytes,
                          size_t size)
{
    AUTO(buffer) struct buffer sealed = {0};
    struct sealer sealer;
    MUST(sealer_start(&sealer, public_key, 100));
    sealer_seal(&sealer, bytes, size, &sealed);
    sealer_end(&sealer);
    unsigned char *row = (unsigned char *)sealed.bytes;
    size_t opened_size;
    const unsigned char *opened = opener_open(opener, arena, row, sealed.size, &opened_size);
    MUST(opened && opened_size == size && (size == 0 || memcmp(opened, bytes, size) == 0));
    size_t turned = size > 1 ? ((size_t)bytes[0] << 8 | bytes[1]) % sealed.size : 0;
    row[turned] ^= 0x10;
    MUST(!opener_open(opener, arena, row, sealed.size, &opened_size));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    AUTO(arena) struct arena *arena = arena_new();
    unsigned char public_key[SEAL_KEY_SIZE];
    static const unsigned char seed[crypto_box_SEEDBYTES] = {1};
    struct opener opener = {0};
    size_t opened_size;
    MUST(sodium_init() >= 0 && crypto_box_seed_keypair(public_key, opener.private_key, seed) == 0);
    if (size > 0 && bytes[0] == 'S')
        seal_and_open(arena, public_key, &opener, bytes + 1, size - 1);
    MUST(!opener_open(&opener, arena, bytes, size, &opened_size)); // nobody guesses a seal
    read_ballot(arena, bytes, size);
    return 0;
}
