#include "analyze/comment_words.h"
#include "base/table.h"

#include <stdlib.h>
#include <string.h>

// A word or phrase at a place of a comment. The key is the number of its stem, from 1; of a phrase the second one's stands above it.
struct occurrence {
    uint64_t key;
    uint32_t comment, place;
    uint32_t first, second; // spellings; WORD_BREAK: no second one
};

struct indexing {
    struct arena *arena, *scratch;
    const struct spelling *spellings;
    const struct word_list *lists;
    struct comment_book *book;
    struct table stems;
    size_t stem_count;
    struct table forms;
    size_t count;
    struct occurrence *items;
};

static int lean_of(const struct indexing *indexing, const struct word_list *list)
{
    int lean = 0, umlaut = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->words[i] == WORD_BREAK)
            continue;
        const struct spelling *spelling = &indexing->spellings[list->words[i]];
        lean += 2 * (spelling->german_stop - spelling->english_stop);
        umlaut = umlaut || spelling->umlaut;
    }
    return lean + umlaut;
}

static bool most_are_german(const struct indexing *indexing)
{
    int64_t balance = 0;
    for (size_t i = 0; i < indexing->book->count; i++) {
        const int lean = lean_of(indexing, &indexing->lists[i]);
        balance += (lean > 0) - (lean < 0);
    }
    return balance > 0;
}

static uint32_t stem_number(struct indexing *indexing, const char *stem)
{
    const int64_t number = table_add(&indexing->stems, stem, (int64_t)indexing->stem_count + 1);
    indexing->stem_count += (size_t)number > indexing->stem_count;
    return (uint32_t)number;
}

static const char *stem_of(const struct indexing *indexing, uint32_t word, bool german)
{
    if (word == WORD_BREAK)
        return NULL;
    return german ? indexing->spellings[word].german : indexing->spellings[word].english;
}

static void collect_comment(struct indexing *indexing, size_t comment, bool german)
{
    const struct word_list *list = &indexing->lists[comment];
    uint32_t before = 0; // stem of the word in front, if a phrase may go on from there
    for (size_t i = 0; i < list->count; i++) {
        const char *stem = stem_of(indexing, list->words[i], german);
        const uint32_t number = stem ? stem_number(indexing, stem) : 0;
        if (number)
            indexing->items[indexing->count++] =
                (struct occurrence){number, (uint32_t)comment, (uint32_t)i, list->words[i], WORD_BREAK};
        if (number && before)
            indexing->items[indexing->count++] = (struct occurrence){(uint64_t)number << 32 | before, (uint32_t)comment, (uint32_t)i,
                                                                     list->words[i - 1], list->words[i]};
        before = number;
    }
}

static void collect(struct indexing *indexing)
{
    size_t most = 0;
    for (size_t i = 0; i < indexing->book->count; i++)
        most += 2 * indexing->lists[i].count;
    indexing->items = ARENA_ARRAY(indexing->scratch, most, struct occurrence);
    const bool standard = most_are_german(indexing);
    for (size_t i = 0; i < indexing->book->count; i++) {
        const int lean = lean_of(indexing, &indexing->lists[i]);
        collect_comment(indexing, i, lean > 0 || (lean == 0 && standard));
    }
}

static int compare(const void *left, const void *right)
{
    const struct occurrence *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->comment != b->comment)
        return a->comment < b->comment ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

// Keeps the first occurrence of every term in every comment, and of those the terms that enough comments use.
static void thin_out(struct indexing *indexing)
{
    struct occurrence *items = indexing->items;
    size_t kept = 0, begin = 0; // where the kept ones of the current term begin
    uint64_t key = 0;
    for (size_t i = 0; i < indexing->count; i++) {
        const struct occurrence item = items[i];
        if (item.key != key) {
            kept = kept - begin < TERM_MINIMUM ? begin : kept;
            begin = kept;
            key = item.key;
        }
        if (kept == begin || items[kept - 1].comment != item.comment)
            items[kept++] = item;
    }
    indexing->count = kept - begin < TERM_MINIMUM ? begin : kept;
}

static uint32_t form_number(struct indexing *indexing, const char *text)
{
    const int64_t number = table_add(&indexing->forms, text, (int64_t)indexing->book->form_count);
    if ((size_t)number == indexing->book->form_count)
        indexing->book->forms[indexing->book->form_count++] = arena_text(indexing->arena, text);
    return (uint32_t)number;
}

static const char *spell(const struct indexing *indexing, const struct occurrence *item)
{
    const char *first = indexing->spellings[item->first].text;
    return item->second == WORD_BREAK
               ? first
               : arena_format(indexing->scratch, "%s %s", first, indexing->spellings[item->second].text);
}

// Stems by number.
static const char **list_stems(const struct indexing *indexing)
{
    const char **stems = ARENA_ARRAY(indexing->scratch, indexing->stem_count + 1, const char *);
    for (size_t i = 0; i < indexing->stems.capacity; i++)
        if (indexing->stems.entries[i].name)
            stems[indexing->stems.entries[i].number] = indexing->stems.entries[i].name;
    return stems;
}

static const char *term_text(struct arena *arena, const char *const *stems, uint64_t key)
{
    const char *first = stems[(uint32_t)key];
    return key >> 32 ? arena_format(arena, "%s %s", first, stems[key >> 32]) : arena_text(arena, first);
}

static void number_terms(struct indexing *indexing)
{
    struct comment_book *book = indexing->book;
    const char **stems = list_stems(indexing);
    book->terms = ARENA_ARRAY(indexing->arena, indexing->count / TERM_MINIMUM, const char *);
    book->forms = ARENA_ARRAY(indexing->arena, indexing->count, const char *);
    for (size_t i = 0; i < indexing->count; i++) {
        struct comment *comment = &book->comments[indexing->items[i].comment];
        if (i == 0 || indexing->items[i].key != indexing->items[i - 1].key)
            book->terms[book->term_count++] = term_text(indexing->arena, stems, indexing->items[i].key);
        comment->use_count++;
    }
}

static void add_uses(struct indexing *indexing)
{
    struct comment_book *book = indexing->book;
    for (size_t i = 0; i < book->count; i++) {
        book->comments[i].uses = ARENA_ARRAY(indexing->arena, book->comments[i].use_count, struct term_use);
        book->comments[i].use_count = 0;
    }
    uint32_t term = 0;
    for (size_t i = 0; i < indexing->count; i++) {
        const struct occurrence *item = &indexing->items[i];
        struct comment *comment = &book->comments[item->comment];
        term += i > 0 && item->key != item[-1].key;
        comment->uses[comment->use_count++] = (struct term_use){term, form_number(indexing, spell(indexing, item))};
    }
}

void comment_words(struct arena *arena, const struct spelling *spellings, const struct word_list *lists, struct comment_book *book)
{
    AUTO(arena) struct arena *scratch = arena_new();
    struct indexing indexing = {.arena = arena, .scratch = scratch, .spellings = spellings, .lists = lists, .book = book};
    table_init(&indexing.stems, scratch);
    table_init(&indexing.forms, scratch);
    collect(&indexing);
    if (indexing.count)
        qsort(indexing.items, indexing.count, sizeof *indexing.items, compare);
    thin_out(&indexing);
    number_terms(&indexing);
    add_uses(&indexing);
}
