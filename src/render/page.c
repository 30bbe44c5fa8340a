#include "render/page.h"
#include "base/resource.h"
#include "internal.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct page *page_of(const xmlNode *node)
{
    return node->doc->_private;
}

struct element *page_scrap(struct page *page)
{
    return element_of(page->scrap);
}

void page_fault(struct page *page, const char *format, ...)
{
    if (page->fault.kind != ERROR_NONE)
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_format_list(page->arena, format, arguments);
    va_end(arguments);
    (void)FAIL(&page->fault, ERROR_INTERNAL, "page: %s", message);
}

static xmlDoc *empty_document(void)
{
    xmlDoc *document = xmlNewDoc(BAD_CAST "1.0");
    if (!document)
        abort();
    xmlDocSetRootElement(document, xmlNewDocNode(document, NULL, BAD_CAST "html", NULL));
    return document;
}

struct page *page_parse(struct arena *arena, const char *name, const char *shell, size_t size)
{
    struct page *page = ARENA_NEW(arena, struct page);
    page->arena = arena;
    page->document = markup_parse(shell, size, name, &page->fault);
    if (page->document && !(parts_fill(page->document, arena, name, &page->fault) &&
                            shell_check(page->document, name, &page->fault))) {
        xmlFreeDoc(page->document);
        page->document = NULL;
    }
    if (!page->document)
        page->document = empty_document();
    page->document->_private = page;
    page->scrap = xmlNewDocNode(page->document, NULL, BAD_CAST "scrap", NULL);
    if (!page->scrap)
        abort();
    return page;
}

struct page *page_open(struct arena *arena, const char *shell)
{
    const struct resource_entry *entry = resource_find(shell);
    if (entry)
        return page_parse(arena, shell, entry->start, resource_size(entry));
    struct page *page = page_parse(arena, shell, "<html/>", 7);
    page->fault = (struct error){0};
    page_fault(page, "there is no shell %s", shell);
    return page;
}

void page_free(struct page *page)
{
    if (!page || !page->document)
        return;
    xmlFreeNode(page->scrap);
    xmlFreeDoc(page->document);
    page->document = NULL;
}

struct element *page_root(struct page *page)
{
    return element_of(xmlDocGetRootElement(page->document));
}

// What a page must not be written with.
static void check_filled(struct page *page, const xmlNode *node)
{
    if (name_is(node, "form") && !node_get(node, "action"))
        page_fault(page, "a form was not opened by form_open()");
    for (const xmlAttr *each = node->properties; each; each = each->next)
        if (strncmp((const char *)each->name, "data-word", 9) == 0)
            page_fault(page, "the word %s was not filled", node_get(node, (const char *)each->name));
}

bool page_write(struct page *page, struct buffer *html, struct error *err)
{
    const xmlNode *root = xmlDocGetRootElement(page->document);
    for (const xmlNode *node = root; node;) {
        bool shape = node_get(node, "data-each") != NULL;
        if (node->type == XML_ELEMENT_NODE && !shape)
            check_filled(page, node);
        node = node_next(node, root, !shape);
    }
    if (page->fault.kind != ERROR_NONE) {
        *err = page->fault;
        return false;
    }
    buffer_text(html, "<!DOCTYPE html>\n");
    markup_write(root, html);
    buffer_char(html, '\n');
    return true;
}

static xmlNode *find(struct element *in, const char *attribute, const char *value)
{
    const xmlNode *top = node_of(in);
    for (xmlNode *node = node_of(in); node;) {
        const char *here = node_get(node, attribute);
        if (here && strcmp(here, value) == 0 && (node != top || strcmp(attribute, "data-slot") == 0))
            return node;
        node = node_next(node, top, node == top || !node_get(node, "data-each"));
    }
    return NULL;
}

struct element *page_slot(struct element *in, const char *name)
{
    xmlNode *node = find(in, "data-slot", name);
    if (node)
        return element_of(node);
    page_fault(page_of(node_of(in)), "there is no slot \"%s\" in <%s>", name,
               (const char *)node_of(in)->name);
    return page_scrap(page_of(node_of(in)));
}

bool page_has_slot(struct element *in, const char *name)
{
    return find(in, "data-slot", name) != NULL;
}

struct element *page_each(struct element *in, const char *name)
{
    xmlNode *node = find(in, "data-each", name);
    if (node)
        return element_of(node);
    page_fault(page_of(node_of(in)), "there is no shape \"%s\" in <%s>", name,
               (const char *)node_of(in)->name);
    return page_scrap(page_of(node_of(in)));
}

struct element *element_repeat(struct element *shape)
{
    struct page *page = page_of(node_of(shape));
    if (!node_get(node_of(shape), "data-each")) {
        page_fault(page, "<%s> is not a shape to repeat", (const char *)node_of(shape)->name);
        return page_scrap(page);
    }
    xmlNode *copy = xmlDocCopyNode(node_of(shape), page->document, 1);
    if (!copy)
        abort();
    xmlUnsetProp(copy, BAD_CAST "data-each");
    xmlAddPrevSibling(node_of(shape), copy);
    return element_of(copy);
}

void element_remove(struct element *element)
{
    struct page *page = page_of(node_of(element));
    if (node_of(element) == page->scrap || element == page_root(page))
        return;
    xmlUnlinkNode(node_of(element));
    xmlFreeNode(node_of(element));
}

void slot_text(struct element *in, const char *name, const char *text)
{
    element_text(page_slot(in, name), text);
}

void slot_format(struct element *in, const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    slot_text(in, name, arena_format_list(page_of(node_of(in))->arena, format, arguments));
    va_end(arguments);
}

void slot_remove(struct element *in, const char *name)
{
    element_remove(page_slot(in, name));
}

bool slot_keep(struct element *in, const char *name, bool wanted)
{
    if (!wanted)
        slot_remove(in, name);
    return wanted;
}

// Fills what one element asks for. Only text and attributes that element_set allows, so a catalogue is no way in.
static void fill_words(xmlNode *node, page_word_find *find_word, const void *catalogue)
{
    struct page *page = page_of(node);
    for (xmlAttr *attribute = node->properties, *next; attribute; attribute = next) {
        next = attribute->next;
        const char *name = (const char *)attribute->name;
        if (strncmp(name, "data-word", 9) != 0 || (name[9] != '\0' && name[9] != '-'))
            continue;
        const char *key = node_get(node, name);
        const char *word = find_word(catalogue, key);
        if (!word)
            page_fault(page, "the language catalogue has no word %s", key);
        else if (name[9] == '\0')
            element_text(element_of(node), word);
        else
            element_set(element_of(node), name + 10, word);
        xmlRemoveProp(attribute);
    }
}

void page_words(struct page *page, const char *language, page_word_find *find_word, const void *catalogue)
{
    xmlNode *root = xmlDocGetRootElement(page->document);
    element_set(element_of(root), "lang", language);
    for (xmlNode *node = root; node; node = node_next(node, root, true))
        fill_words(node, find_word, catalogue);
}

void page_style(struct page *page, const char *resource)
{
    const struct resource_entry *entry = resource_find(resource);
    xmlNode *head = xmlDocGetRootElement(page->document)->children;
    while (head && !name_is(head, "head"))
        head = head->next;
    if (!entry || !head || strstr(entry->start, "</")) {
        page_fault(page, "the style sheet %s cannot be put into the page", resource);
        return;
    }
    xmlNode *style = xmlNewChild(head, NULL, BAD_CAST "style", NULL);
    xmlAddChild(style, xmlNewDocText(page->document, BAD_CAST entry->start));
}
