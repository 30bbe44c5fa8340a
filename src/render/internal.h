// What the files of the façade share: an element is an xmlNode whose document knows its page.
#pragma once

#include "render/page.h"
#include <libxml/tree.h>

struct link {
    const char *url;
};

struct page {
    struct arena *arena;
    xmlDoc *document;
    xmlNode *scrap;     // takes what is written to an element that could not be found
    struct error fault; // the first one
};

static inline struct element *element_of(xmlNode *node)
{
    return (struct element *)node;
}
static inline xmlNode *node_of(struct element *element)
{
    return (xmlNode *)element;
}
// A page from the text of a shell; page_open gives it the embedded ones.
struct page *page_parse(struct arena *arena, const char *name, const char *shell, size_t size);
struct page *page_of(const xmlNode *node);
struct element *page_scrap(struct page *page);

bool name_is(const xmlNode *node, const char *name);              // an element of this name
const char *node_get(const xmlNode *node, const char *attribute); // NULL when absent; the tree's own text
bool is_listed(const char *const *list, const char *word);        // the list ends with NULL
xmlNode *node_next(const xmlNode *node, const xmlNode *top, bool into); // document order, below `top`

// Text as a tree may hold it: valid UTF-8 without control characters. The same pointer when nothing was wrong.
const char *text_clean(struct arena *arena, const char *text);

// A shell or drawing as a document of its own, or NULL with `err`.
xmlDoc *markup_parse(const char *text, size_t size, const char *what, struct error *err);
// Puts reports/part_X.html in place of every <part name="X"/>, so that what several shells share is written once.
bool parts_fill(xmlDoc *document, struct arena *arena, const char *shell, struct error *err);
// Says the first thing that no shell may contain; true when there is none.
bool shell_check(xmlDoc *document, const char *shell, struct error *err);
// The same for a drawing.
bool drawing_check(xmlDoc *document, struct error *err);
// Appends what a reader of HTML must see as these very characters.
void markup_write_text(const char *text, struct buffer *html);
// Appends the element as HTML.
void markup_write(const xmlNode *node, struct buffer *html);
