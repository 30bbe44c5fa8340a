// Sealing and opening of ballots (METHODS.md section 8, points 2 to 4), by libsodium's crypto_box. A sealed ballot is
//   1 byte version, 32 bytes ephemeral public key, 24 bytes nonce, the box of the ballot padded to a size class.
// One ephemeral key pair serves many ballots that come one after the other: sealing then costs microseconds.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "ballot/token.h"
#include <sodium.h>
#include <stdbool.h>

enum {
    SEAL_KEY_SIZE = 32,
    SEAL_TAG_SIZE = 32,
    RECEIPT_SIZE = 10,
    RECEIPT_CODE_SIZE = 20, // four groups of four: 19 characters and NUL
};

// A wave's own secrets.
struct wave_keys {
    unsigned char public_key[SEAL_KEY_SIZE];
    unsigned char private_key[SEAL_KEY_SIZE];
    unsigned char tag_key[SEAL_KEY_SIZE]; // K_wave
};
void wave_keys_make(struct wave_keys *keys);
void wave_keys_forget(struct wave_keys *keys); // overwrites the memory
// Whether this private key belongs to that public one.
bool seal_keys_match(const unsigned char private_key[SEAL_KEY_SIZE], const unsigned char public_key[SEAL_KEY_SIZE]);

enum { SEALER_NONCES = 32, SEALER_NONCE_SIZE = 24 };

// What the ballots of one wave share that are sealed in one go.
struct sealer {
    unsigned char ephemeral[SEAL_KEY_SIZE];
    unsigned char shared[SEAL_KEY_SIZE];
    size_t class;
    size_t sealed; // so far
    size_t nonces_left;
    unsigned char nonces[SEALER_NONCES][SEALER_NONCE_SIZE]; // random, each used once
};
// `room` is the size up to which all ballots of the wave look alike (ballot_room). False when the public key is not one.
bool sealer_start(struct sealer *sealer, const unsigned char public_key[SEAL_KEY_SIZE], size_t room);
void sealer_end(struct sealer *sealer);
// Pads, seals with a fresh nonce and appends to `sealed`.
void sealer_seal(struct sealer *sealer, const void *ballot, size_t size, struct buffer *sealed);

// Remembers the shared key of the last ephemeral key, so ballots sealed in one go that come one after the other are cheap.
struct opener {
    unsigned char private_key[SEAL_KEY_SIZE];
    unsigned char ephemeral[SEAL_KEY_SIZE];
    unsigned char shared[SEAL_KEY_SIZE];
    bool primed;
};
// Gives the ballot's bytes; NULL when it was not sealed to this wave's key or was changed.
const unsigned char *opener_open(struct opener *opener, struct arena *arena, const unsigned char *sealed, size_t size,
                                 size_t *ballot_size);
void opener_end(struct opener *opener);

// HMAC(K_wave, invitation): where in the box the ballot of an invitation lies.
void seal_tag(const unsigned char tag_key[SEAL_KEY_SIZE], const unsigned char invitation[TOKEN_HASH_SIZE],
              unsigned char tag[SEAL_TAG_SIZE]);
// The same for many invitations of one wave: the key is worked in once, which is half the work.
struct seal_tags {
    crypto_auth_hmacsha256_state keyed;
};
void seal_tags_start(struct seal_tags *tags, const unsigned char tag_key[SEAL_KEY_SIZE]);
void seal_tag_next(const struct seal_tags *tags, const unsigned char invitation[TOKEN_HASH_SIZE],
                   unsigned char tag[SEAL_TAG_SIZE]);

// The respondent's receipt: a short hash of the sealed ballot, and how it is written and typed.
void receipt_make(const void *sealed, size_t size, unsigned char receipt[RECEIPT_SIZE]);
void receipt_code(const unsigned char receipt[RECEIPT_SIZE], char code[RECEIPT_CODE_SIZE]);
bool receipt_read(const char *code, unsigned char receipt[RECEIPT_SIZE]);
