// Stems, phrases, languages and spellings, from tokens to the terms of a book.
#include "analyze/comment_words.h"
#include "unit.h"

#include <string.h>

enum { KANTINE, KANTINEN, DIE, IST, THE, IS, CANTEEN, DIENST, GUT, SPELLINGS };
static const struct spelling spellings[SPELLINGS] = {
    [KANTINE] = {.text = "Kantine", .german = "kantin", .english = "kantine"},
    [KANTINEN] = {.text = "Kantinen", .german = "kantin", .english = "kantinen"},
    [DIE] = {.text = "die", .english = "die", .german_stop = true},
    [IST] = {.text = "ist", .english = "ist", .german_stop = true},
    [THE] = {.text = "the", .german = "the", .english_stop = true},
    [IS] = {.text = "is", .german = "is", .english_stop = true},
    [CANTEEN] = {.text = "canteen", .german = "cante", .english = "canteen"},
    [DIENST] = {.text = "Dienst", .german = "dien", .english = "dienst"},
    [GUT] = {.text = "gut", .german = "gut", .english = "gut", .umlaut = true},
};
#define END (UINT32_MAX - 1)
enum { COMMENTS = 16 };

struct words {
    struct arena *arena;
    struct comment comments[COMMENTS];
    struct word_list lists[COMMENTS];
    struct comment_book book;
};

static void add(struct words *words, const uint32_t *list, int times)
{
    size_t count = 0;
    while (list[count] != END)
        count++;
    for (int i = 0; i < times; i++)
        words->lists[words->book.count++] = (struct word_list){count, list};
}
#define LIST(...) ((const uint32_t[]){__VA_ARGS__, END})

static void index_words(struct words *words)
{
    words->book.comments = words->comments;
    comment_words(words->arena, spellings, words->lists, &words->book);
}

// How many comments use a term; −1 when it is not in the book.
static int users(const struct words *words, const char *term)
{
    int count = -1;
    for (size_t t = 0; t < words->book.term_count; t++) {
        if (strcmp(words->book.terms[t], term) != 0)
            continue;
        count = 0;
        for (size_t i = 0; i < words->book.count; i++)
            for (size_t u = 0; u < words->comments[i].use_count; u++)
                count += words->comments[i].uses[u].term == t;
    }
    return count;
}

static void a_comment_counts_once_for_all_forms_of_a_word(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct words words = {.arena = arena};
    add(&words, LIST(DIE, KANTINEN, WORD_BREAK, DIE, KANTINE, IST, KANTINE), 3);
    add(&words, LIST(KANTINE), 4);
    index_words(&words);
    assert_int_equal(users(&words, "kantin"), 7);
    const struct comment *first = &words.comments[0], *last = &words.comments[6];
    assert_string_equal(words.book.forms[first->uses[0].form], "Kantinen"); // the first it was spelled in
    assert_string_equal(words.book.forms[last->uses[0].form], "Kantine");
    assert_int_equal(words.book.term_count, 1); // stop words are no terms
}

static void the_language_follows_stop_words_then_letters_then_the_others(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct words words = {.arena = arena};
    add(&words, LIST(THE, CANTEEN, IS, GUT), 5); // English, in spite of the letter
    add(&words, LIST(DIE, CANTEEN, IST), 5);
    add(&words, LIST(GUT, WORD_BREAK, CANTEEN), 1); // by its letter
    add(&words, LIST(KANTINE), 5);                  // as most are
    index_words(&words);
    assert_int_equal(users(&words, "canteen"), 5);
    assert_int_equal(users(&words, "cante"), 6);
    assert_int_equal(users(&words, "kantin"), 5);
}

static void a_phrase_is_two_words_side_by_side(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct words words = {.arena = arena};
    add(&words, LIST(DIE, KANTINE, DIENST), 5);
    add(&words, LIST(DIE, KANTINE, WORD_BREAK, DIENST), 5);
    add(&words, LIST(DIE, DIENST, IST, KANTINE), 5);
    index_words(&words);
    assert_int_equal(users(&words, "kantin dien"), 5);
    assert_int_equal(users(&words, "dien kantin"), -1);
    assert_int_equal(users(&words, "kantin"), 15);
}

static void a_term_of_fewer_than_five_comments_is_not_in_the_book(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct words words = {.arena = arena};
    add(&words, LIST(DIE, KANTINE, KANTINE, KANTINE), 4);
    add(&words, LIST(DIE, DIENST), 5);
    add(&words, LIST(DIE, GUT), 1);
    index_words(&words);
    assert_int_equal(words.book.term_count, 1);
    assert_int_equal(users(&words, "dien"), 5);
    assert_int_equal(words.comments[0].use_count, 0);
}

static void nothing_has_no_words(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct words words = {.arena = arena};
    index_words(&words);
    add(&words, LIST(WORD_BREAK), 1);
    index_words(&words);
    assert_int_equal(words.book.term_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_counts_once_for_all_forms_of_a_word),
        cmocka_unit_test(the_language_follows_stop_words_then_letters_then_the_others),
        cmocka_unit_test(a_phrase_is_two_words_side_by_side),
        cmocka_unit_test(a_term_of_fewer_than_five_comments_is_not_in_the_book),
        cmocka_unit_test(nothing_has_no_words),
    };
    return cmocka_run_group_tests_name("comment_words", tests, NULL, NULL);
}
