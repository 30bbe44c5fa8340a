#include "ballot/seal.h"
#include "base/crockford.h"

#include <string.h>

enum {
    VERSION = 1,
    PADDING = 0x80,
    HEAD_SIZE = 1 + SEAL_KEY_SIZE + SEALER_NONCE_SIZE,
    SMALLEST_CLASS = 256,
    CLASS_FACTOR = 4,
    RECEIPT_GROUP = 4,
};

_Static_assert(SEALER_NONCE_SIZE == crypto_box_NONCEBYTES, "nonce size");
_Static_assert(SEAL_KEY_SIZE == crypto_box_PUBLICKEYBYTES && SEAL_KEY_SIZE == crypto_box_BEFORENMBYTES, "key sizes");
_Static_assert(SEAL_TAG_SIZE == crypto_auth_hmacsha256_BYTES && SEAL_KEY_SIZE == crypto_auth_hmacsha256_KEYBYTES, "tag");

void wave_keys_make(struct wave_keys *keys)
{
    (void)crypto_box_keypair(keys->public_key, keys->private_key);
    randombytes_buf(keys->tag_key, sizeof keys->tag_key);
}

void wave_keys_forget(struct wave_keys *keys)
{
    sodium_memzero(keys, sizeof *keys);
}

bool seal_keys_match(const unsigned char private_key[SEAL_KEY_SIZE], const unsigned char public_key[SEAL_KEY_SIZE])
{
    unsigned char derived[SEAL_KEY_SIZE];
    return crypto_scalarmult_base(derived, private_key) == 0 && sodium_memcmp(derived, public_key, sizeof derived) == 0;
}

bool sealer_start(struct sealer *sealer, const unsigned char public_key[SEAL_KEY_SIZE], size_t room)
{
    unsigned char private_key[SEAL_KEY_SIZE];
    (void)crypto_box_keypair(sealer->ephemeral, private_key);
    sealer->class = (room / SMALLEST_CLASS + 1) * SMALLEST_CLASS; // padding takes at least a byte
    int result = crypto_box_beforenm(sealer->shared, public_key, private_key);
    sodium_memzero(private_key, sizeof private_key);
    sealer->sealed = sealer->nonces_left = 0;
    return result == 0;
}

void sealer_end(struct sealer *sealer)
{
    sodium_memzero(sealer, sizeof *sealer);
}

// What does not fit moves to the next class and says no more than that.
static size_t class_of(const struct sealer *sealer, size_t size)
{
    size_t class = sealer->class;
    while (class <= size)
        class *= CLASS_FACTOR;
    return class;
}

// Drawn many at a time: each draw is a system call.
static const unsigned char *next_nonce(struct sealer *sealer)
{
    if (sealer->nonces_left == 0) {
        randombytes_buf(sealer->nonces, sizeof sealer->nonces);
        sealer->nonces_left = SEALER_NONCES;
    }
    return sealer->nonces[--sealer->nonces_left];
}

void sealer_seal(struct sealer *sealer, const void *ballot, size_t size, struct buffer *sealed)
{
    size_t class = class_of(sealer, size);
    unsigned char *head = (unsigned char *)buffer_extend(sealed, HEAD_SIZE + crypto_box_MACBYTES + class);
    unsigned char *nonce = head + 1 + SEAL_KEY_SIZE, *box = head + HEAD_SIZE, *padded = box + crypto_box_MACBYTES;
    head[0] = VERSION;
    memcpy(head + 1, sealer->ephemeral, SEAL_KEY_SIZE);
    memcpy(nonce, next_nonce(sealer), SEALER_NONCE_SIZE);
    memcpy(padded, ballot, size);
    padded[size] = PADDING; // as sodium_unpad reads it: then zeros
    (void)crypto_box_easy_afternm(box, padded, class, nonce, sealer->shared); // in place
    sealer->sealed++;
}

static bool prime(struct opener *opener, const unsigned char *ephemeral)
{
    if (opener->primed && memcmp(opener->ephemeral, ephemeral, SEAL_KEY_SIZE) == 0)
        return true;
    memcpy(opener->ephemeral, ephemeral, SEAL_KEY_SIZE);
    opener->primed = crypto_box_beforenm(opener->shared, ephemeral, opener->private_key) == 0;
    return opener->primed;
}

const unsigned char *opener_open(struct opener *opener, struct arena *arena, const unsigned char *sealed, size_t size,
                                 size_t *ballot_size)
{
    if (size < HEAD_SIZE + crypto_box_MACBYTES + SMALLEST_CLASS || sealed[0] != VERSION || !prime(opener, sealed + 1))
        return NULL;
    size_t padded_size = size - HEAD_SIZE - crypto_box_MACBYTES;
    unsigned char *plain = arena_alloc(arena, padded_size);
    if (crypto_box_open_easy_afternm(plain, sealed + HEAD_SIZE, size - HEAD_SIZE, sealed + 1 + SEAL_KEY_SIZE,
                                     opener->shared) != 0)
        return NULL;
    return sodium_unpad(ballot_size, plain, padded_size, padded_size) == 0 ? plain : NULL;
}

void opener_end(struct opener *opener)
{
    sodium_memzero(opener, sizeof *opener);
}

void seal_tags_start(struct seal_tags *tags, const unsigned char tag_key[SEAL_KEY_SIZE])
{
    (void)crypto_auth_hmacsha256_init(&tags->keyed, tag_key, SEAL_KEY_SIZE);
}

void seal_tag_next(const struct seal_tags *tags, const unsigned char invitation[TOKEN_HASH_SIZE],
                   unsigned char tag[SEAL_TAG_SIZE])
{
    crypto_auth_hmacsha256_state state = tags->keyed;
    (void)crypto_auth_hmacsha256_update(&state, invitation, TOKEN_HASH_SIZE);
    (void)crypto_auth_hmacsha256_final(&state, tag);
}

void seal_tag(const unsigned char tag_key[SEAL_KEY_SIZE], const unsigned char invitation[TOKEN_HASH_SIZE],
              unsigned char tag[SEAL_TAG_SIZE])
{
    struct seal_tags tags;
    seal_tags_start(&tags, tag_key);
    seal_tag_next(&tags, invitation, tag);
    sodium_memzero(&tags, sizeof tags);
}

void receipt_make(const void *sealed, size_t size, unsigned char receipt[RECEIPT_SIZE])
{
    unsigned char hash[crypto_generichash_BYTES];
    (void)crypto_generichash(hash, sizeof hash, sealed, size, NULL, 0);
    memcpy(receipt, hash, RECEIPT_SIZE);
}

void receipt_code(const unsigned char receipt[RECEIPT_SIZE], char code[RECEIPT_CODE_SIZE])
{
    crockford_write(receipt, RECEIPT_SIZE, RECEIPT_GROUP, code);
}

bool receipt_read(const char *code, unsigned char receipt[RECEIPT_SIZE])
{
    return crockford_read(code, receipt, RECEIPT_SIZE);
}
