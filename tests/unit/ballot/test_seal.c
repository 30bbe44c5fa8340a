#include "ballot/seal.h"
#include "unit.h"

#include <sodium.h>
#include <string.h>

static void seal_in_room(const struct wave_keys *keys, size_t room, const void *bytes, size_t size,
                         struct buffer *sealed)
{
    struct sealer sealer;
    assert_true(sealer_start(&sealer, keys->public_key, room));
    sealer_seal(&sealer, bytes, size, sealed);
    sealer_end(&sealer);
}

static void seal_with(const struct wave_keys *keys, const void *bytes, size_t size, struct buffer *sealed)
{
    seal_in_room(keys, 100, bytes, size, sealed);
}

static const unsigned char *open_with(struct arena *arena, const struct wave_keys *keys, const struct buffer *sealed,
                                      size_t *size)
{
    struct opener opener = {0};
    memcpy(opener.private_key, keys->private_key, sizeof opener.private_key);
    const unsigned char *plain =
        opener_open(&opener, arena, (const unsigned char *)sealed->bytes, sealed->size, size);
    opener_end(&opener);
    return plain;
}

static void ballot_opens_with_the_waves_key_only(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(buffer) struct buffer sealed = {0};
    struct wave_keys keys, other;
    wave_keys_make(&keys);
    wave_keys_make(&other);
    seal_with(&keys, "answers", 7, &sealed);
    size_t size;
    const unsigned char *plain = open_with(arena, &keys, &sealed, &size);
    assert_non_null(plain);
    assert_int_equal(size, 7);
    assert_memory_equal(plain, "answers", 7);
    assert_null(open_with(arena, &other, &sealed, &size));
}

static void one_changed_bit_is_noticed(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(buffer) struct buffer sealed = {0};
    struct wave_keys keys;
    wave_keys_make(&keys);
    seal_with(&keys, "answers", 7, &sealed);
    size_t size;
    for (size_t i = 0; i < sealed.size; i += 13) {
        sealed.bytes[i] = (char)(sealed.bytes[i] ^ 1);
        assert_null(open_with(arena, &keys, &sealed, &size));
        sealed.bytes[i] = (char)(sealed.bytes[i] ^ 1);
    }
    sealed.size -= 1;
    assert_null(open_with(arena, &keys, &sealed, &size));
}

static void length_shows_only_the_size_class(void **state)
{
    (void)state;
    struct wave_keys keys;
    wave_keys_make(&keys);
    static const char text[2000] = "x";
    size_t expected = 0;
    for (size_t size = 0; size <= 255; size += 51) {
        AUTO(buffer) struct buffer sealed = {0};
        seal_with(&keys, text, size, &sealed);
        assert_true(expected == 0 || sealed.size == expected);
        expected = sealed.size;
    }
    AUTO(buffer) struct buffer large = {0}, larger = {0};
    seal_with(&keys, text, 256, &large);
    seal_with(&keys, text, 1023, &larger);
    assert_true(large.size > expected && large.size == larger.size);
}

static void every_ballot_with_room_for_its_comments_has_one_size(void **state)
{
    (void)state;
    struct wave_keys keys;
    wave_keys_make(&keys);
    static const char text[4200] = "x";
    const size_t sizes[] = {0, 20, 2000, 3999};
    size_t expected = 0;
    for (size_t i = 0; i < LENGTH(sizes); i++) {
        AUTO(buffer) struct buffer sealed = {0};
        seal_in_room(&keys, 3999, text, sizes[i], &sealed);
        assert_true(expected == 0 || sealed.size == expected);
        expected = sealed.size;
    }
    AUTO(buffer) struct buffer larger = {0};
    seal_in_room(&keys, 3999, text, 4200, &larger);
    assert_true(larger.size > expected);
}

static void ballots_of_one_commit_look_unrelated(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct wave_keys keys;
    struct sealer sealer;
    AUTO(buffer) struct buffer one = {0}, two = {0};
    wave_keys_make(&keys);
    assert_true(sealer_start(&sealer, keys.public_key, 100));
    sealer_seal(&sealer, "same", 4, &one);
    sealer_seal(&sealer, "same", 4, &two);
    assert_int_equal(one.size, two.size);
    assert_memory_not_equal(one.bytes + 33, two.bytes + 33, one.size - 33);
    size_t size;
    assert_non_null(open_with(arena, &keys, &one, &size));
    assert_non_null(open_with(arena, &keys, &two, &size));
}

static void receipt_survives_being_typed(void **state)
{
    (void)state;
    unsigned char receipt[RECEIPT_SIZE], again[RECEIPT_SIZE];
    char code[RECEIPT_CODE_SIZE];
    receipt_make("sealed", 6, receipt);
    receipt_code(receipt, code);
    assert_int_equal(strlen(code), RECEIPT_CODE_SIZE - 1);
    for (char *at = code; *at; at++)
        *at = *at == '-' ? ' ' : (char)(*at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
    assert_true(receipt_read(code, again));
    assert_memory_equal(receipt, again, sizeof receipt);
    receipt_make("sealeD", 6, again);
    assert_memory_not_equal(receipt, again, sizeof receipt);
}

static void tag_depends_on_wave_and_invitation(void **state)
{
    (void)state;
    struct wave_keys one, two;
    unsigned char invitation[TOKEN_HASH_SIZE] = {1}, other[TOKEN_HASH_SIZE] = {2};
    unsigned char tag[SEAL_TAG_SIZE], again[SEAL_TAG_SIZE];
    wave_keys_make(&one);
    wave_keys_make(&two);
    seal_tag(one.tag_key, invitation, tag);
    seal_tag(one.tag_key, invitation, again);
    assert_memory_equal(tag, again, sizeof tag);
    seal_tag(one.tag_key, other, again);
    assert_memory_not_equal(tag, again, sizeof tag);
    seal_tag(two.tag_key, invitation, again);
    assert_memory_not_equal(tag, again, sizeof tag);
    crypto_auth_hmacsha256(again, invitation, sizeof invitation, one.tag_key);
    assert_memory_equal(tag, again, sizeof tag);
}

static void keys_know_each_other(void **state)
{
    (void)state;
    struct wave_keys one, two;
    wave_keys_make(&one);
    wave_keys_make(&two);
    assert_true(seal_keys_match(one.private_key, one.public_key));
    assert_false(seal_keys_match(two.private_key, one.public_key));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ballot_opens_with_the_waves_key_only),
        cmocka_unit_test(one_changed_bit_is_noticed),
        cmocka_unit_test(length_shows_only_the_size_class),
        cmocka_unit_test(every_ballot_with_room_for_its_comments_has_one_size),
        cmocka_unit_test(ballots_of_one_commit_look_unrelated),
        cmocka_unit_test(receipt_survives_being_typed),
        cmocka_unit_test(tag_depends_on_wave_and_invitation),
        cmocka_unit_test(keys_know_each_other),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests_name("ballot/seal", tests, NULL, NULL);
}
