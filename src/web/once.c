#include "pages.h"
#include "render/stencil.h"

#include <stdlib.h>

struct entry {
    struct entry *next;
    enum once_kind kind;
    const struct wave_book *book;
    const struct language *language;
    struct stencil *stencil;
};

// There are as many as kinds, languages and waves that were ever open while the server runs: few.
struct once {
    pthread_mutex_t mutex;
    struct entry *entries;
};

struct once *once_new(void)
{
    struct once *once = calloc(1, sizeof *once);
    if (!once)
        abort();
    pthread_mutex_init(&once->mutex, NULL);
    return once;
}

void once_free(struct once *once)
{
    if (!once)
        return;
    for (struct entry *entry = once->entries, *next; entry; entry = next) {
        next = entry->next;
        stencil_free(entry->stencil);
        free(entry);
    }
    pthread_mutex_destroy(&once->mutex);
    free(once);
}

static struct stencil *build_stencil(struct request *request, once_build *build, struct error *err)
{
    AUTO(buffer) struct buffer html = {0};
    struct stencil_marks marks;
    const char *texts[STENCIL_GAP_LIMIT];
    stencil_marks_make(&marks);
    for (size_t i = 0; i < STENCIL_GAP_LIMIT; i++)
        texts[i] = marks.texts[i];
    AUTO(page) struct page *page = build(request, texts);
    return page_write(page, &html, err) ? stencil_cut(&html, &marks) : NULL;
}

static const struct stencil *find(struct once *once, const struct entry *wanted, struct request *request, once_build *build,
                                  struct error *err)
{
    struct entry *entry = once->entries;
    while (entry && (entry->kind != wanted->kind || entry->book != wanted->book || entry->language != wanted->language))
        entry = entry->next;
    if (entry)
        return entry->stencil;
    struct stencil *stencil = build_stencil(request, build, err);
    if (!stencil)
        return NULL;
    entry = calloc(1, sizeof *entry);
    if (!entry)
        abort();
    *entry = *wanted;
    entry->stencil = stencil;
    entry->next = once->entries;
    once->entries = entry;
    return stencil;
}

void page_once(struct request *request, enum once_kind kind, const struct wave_book *book, once_build *build,
               const char *const *texts, unsigned status)
{
    AUTO(buffer) struct buffer html = {0};
    struct error err;
    struct once *once = request->server->once;
    const struct entry wanted = {.kind = kind, .book = book, .language = page_language(request)};
    pthread_mutex_lock(&once->mutex);
    const struct stencil *stencil = find(once, &wanted, request, build, &err);
    pthread_mutex_unlock(&once->mutex);
    if (stencil)
        stencil_fill(stencil, request->arena, texts, &html);
    page_reply_html(request, stencil ? NULL : &err, &(struct reply){.status = status}, &html);
}
