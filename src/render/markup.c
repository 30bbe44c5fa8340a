// Between text and tree: parsing what travels in the program, checking it, and writing HTML5.
#include "internal.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static const char *const void_elements[] = {"area",  "base", "br",   "col",    "embed", "hr",  "img",
                                            "input", "link", "meta", "source", "track", "wbr", NULL};

bool is_listed(const char *const *list, const char *word)
{
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

bool name_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

const char *node_get(const xmlNode *node, const char *attribute)
{
    if (node->type != XML_ELEMENT_NODE)
        return NULL;
    for (const xmlAttr *each = node->properties; each; each = each->next)
        if (!each->ns && strcmp((const char *)each->name, attribute) == 0)
            return each->children && each->children->content ? (const char *)each->children->content : "";
    return NULL;
}

xmlNode *node_next(const xmlNode *node, const xmlNode *top, bool into)
{
    if (into && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

// The first error is the one that helps; the parser itself only keeps the last.
static void keep_first(void *data, xmlErrorPtr error)
{
    struct error *err = ((xmlParserCtxt *)data)->_private;
    if (err->kind == ERROR_NONE && error->level >= XML_ERR_ERROR && error->message)
        (void)FAIL(err, ERROR_INTERNAL, "%d: %.*s", error->line, (int)strcspn(error->message, "\n"),
                   error->message);
}

xmlDoc *markup_parse(const char *text, size_t size, const char *what, struct error *err)
{
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (!context || size > INT32_MAX)
        abort();
    struct error first = {0};
    context->_private = &first;
    context->sax->serror = keep_first;
    xmlDoc *document =
        xmlCtxtReadMemory(context, text, (int)size, NULL, "UTF-8",
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    if (!document)
        (void)FAIL(err, ERROR_INTERNAL, "%s:%s", what, first.kind ? first.message : " not readable");
    xmlFreeParserCtxt(context);
    return document;
}

void markup_write_text(const char *text, struct buffer *html)
{
    while (*text) {
        size_t plain = strcspn(text, "&<>\"");
        buffer_add(html, text, plain);
        text += plain;
        if (*text == '&')
            buffer_text(html, "&amp;");
        else if (*text == '<')
            buffer_text(html, "&lt;");
        else if (*text == '>')
            buffer_text(html, "&gt;");
        else if (*text == '"')
            buffer_text(html, "&quot;");
        text += *text != '\0';
    }
}

static void write_attributes(const xmlNode *node, struct buffer *html)
{
    for (const xmlAttr *each = node->properties; each; each = each->next) {
        const char *name = (const char *)each->name;
        if (strcmp(name, "data-slot") == 0)
            continue;
        buffer_char(html, ' ');
        if (each->ns && each->ns->prefix) {
            buffer_text(html, (const char *)each->ns->prefix);
            buffer_char(html, ':');
        }
        buffer_text(html, name);
        if (!each->children || !each->children->content || !*each->children->content)
            continue; // an empty attribute is written as its name: required, alt
        buffer_text(html, "=\"");
        markup_write_text((const char *)each->children->content, html);
        buffer_char(html, '"');
    }
}

// A parser of HTML drops the first line feed in these; another in front keeps it.
static bool eats_line_feed(const xmlNode *node)
{
    return (name_is(node, "pre") || name_is(node, "textarea")) && node->children &&
           node->children->type == XML_TEXT_NODE && node->children->content[0] == '\n';
}

static void write_element(const xmlNode *node, struct buffer *html)
{
    const char *name = (const char *)node->name;
    buffer_char(html, '<');
    buffer_text(html, name);
    write_attributes(node, html);
    if (!node->children && node->ns) { // inside a drawing
        buffer_text(html, "/>");
        return;
    }
    buffer_char(html, '>');
    if (is_listed(void_elements, name))
        return;
    if (eats_line_feed(node))
        buffer_char(html, '\n');
    for (const xmlNode *child = node->children; child; child = child->next)
        markup_write(child, html);
    buffer_text(html, "</");
    buffer_text(html, name);
    buffer_char(html, '>');
}

void markup_write(const xmlNode *node, struct buffer *html)
{
    if (node->type == XML_TEXT_NODE && name_is(node->parent, "style"))
        buffer_text(html, (const char *)node->content); // from page_style alone
    else if (node->type == XML_TEXT_NODE)
        markup_write_text((const char *)node->content, html);
    else if (node->type == XML_ELEMENT_NODE && !node_get(node, "data-each"))
        write_element(node, html);
}
