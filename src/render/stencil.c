#include "render/stencil.h"
#include "internal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM_SIZE = 16, PIECE_LIMIT = 32 };

// A piece of the page and the gap behind it.
struct piece {
    size_t start, size;
    int gap; // −1: the page ends here
};

struct stencil {
    struct buffer html;
    size_t count;
    struct piece pieces[PIECE_LIMIT];
};

void stencil_marks_make(struct stencil_marks *marks)
{
    unsigned char bytes[RANDOM_SIZE];
    randombytes_buf(bytes, sizeof bytes);
    for (size_t i = 0; i < STENCIL_GAP_LIMIT; i++) {
        (void)sodium_bin2hex(marks->texts[i], STENCIL_MARK_SIZE, bytes, sizeof bytes);
        marks->texts[i][2 * RANDOM_SIZE] = (char)('A' + i);
        marks->texts[i][2 * RANDOM_SIZE + 1] = '\0';
    }
}

// The next mark from `text` on, whichever it is; NULL when there is none.
static const char *find_mark(const char *text, const struct stencil_marks *marks, int *gap)
{
    const size_t common = 2 * RANDOM_SIZE;
    for (; (text = strchr(text, marks->texts[0][0])) != NULL; text++)
        if (strncmp(text, marks->texts[0], common) == 0 && text[common] >= 'A' && text[common] < 'A' + STENCIL_GAP_LIMIT) {
            *gap = text[common] - 'A';
            return text;
        }
    *gap = -1;
    return NULL;
}

struct stencil *stencil_cut(const struct buffer *html, const struct stencil_marks *marks)
{
    struct stencil *stencil = calloc(1, sizeof *stencil);
    if (!stencil)
        abort();
    buffer_add(&stencil->html, html->bytes, html->size);
    const char *page = buffer_string(&stencil->html), *at = page;
    while (stencil->count < PIECE_LIMIT) {
        struct piece *piece = &stencil->pieces[stencil->count++];
        const char *mark = find_mark(at, marks, &piece->gap);
        piece->start = (size_t)(at - page);
        piece->size = mark ? (size_t)(mark - at) : strlen(at);
        if (!mark)
            return stencil;
        at = mark + strlen(marks->texts[0]);
    }
    abort(); // a shell with that many gaps does not exist
}

void stencil_free(struct stencil *stencil)
{
    if (!stencil)
        return;
    buffer_free(&stencil->html);
    free(stencil);
}

void stencil_fill(const struct stencil *stencil, struct arena *arena, const char *const *texts, struct buffer *html)
{
    for (size_t i = 0; i < stencil->count; i++) {
        const struct piece *piece = &stencil->pieces[i];
        buffer_add(html, stencil->html.bytes + piece->start, piece->size);
        if (piece->gap >= 0 && texts[piece->gap])
            markup_write_text(text_clean(arena, texts[piece->gap]), html);
    }
}
