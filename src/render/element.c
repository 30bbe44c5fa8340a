// Content and attributes: everything that pages write goes through the checks of this file.
#include "internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Elements that pages may add. What runs, embeds, loads or changes how the rest is read is not here.
// clang-format off
static const char *const known_elements[] = {
    "a", "abbr", "article", "aside", "b", "bdi", "blockquote", "br", "button", "caption", "cite", "code",
    "col", "colgroup", "dd", "details", "dfn", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "input", "label", "legend",
    "li", "main", "mark", "meter", "nav", "ol", "optgroup", "option", "output", "p", "pre", "progress", "q",
    "s", "section", "select", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "ul", "wbr", NULL
};
// clang-format on

// clang-format off
static const char *const known_attributes[] = {
    "abbr", "alt", "autocomplete", "autofocus", "checked", "class", "cols", "colspan", "datetime", "dir",
    "disabled", "enterkeyhint", "for", "headers", "height", "hidden", "high", "id", "inputmode", "label",
    "lang", "list", "low", "max", "maxlength", "min", "minlength", "multiple", "name", "open", "optimum",
    "pattern", "placeholder", "readonly", "required", "reversed", "role", "rows", "rowspan", "scope",
    "selected", "size", "spellcheck", "start", "step", "tabindex", "title", "translate", "type", "value",
    "width", NULL
};
// clang-format on

static bool may_set(const char *name)
{
    if (strncmp(name, "aria-", 5) == 0 || strncmp(name, "data-", 5) == 0) {
        bool own = strcmp(name, "data-slot") == 0 || strcmp(name, "data-each") == 0 ||
                   strncmp(name, "data-word", 9) == 0;
        return !own && name[5] &&
               strspn(name + 5, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name + 5);
    }
    return is_listed(known_attributes, name);
}

static void set(xmlNode *node, const char *name, const char *value)
{
    if (!xmlSetProp(node, BAD_CAST name, BAD_CAST value))
        abort();
}

void element_append(struct element *element, const char *text)
{
    xmlNode *node = node_of(element);
    struct page *page = page_of(node);
    if (name_is(node, "script") || name_is(node, "style")) {
        page_fault(page, "text in <%s> is refused", (const char *)node->name);
        return;
    }
    if (text && *text)
        xmlAddChild(node, xmlNewDocText(page->document, BAD_CAST text_clean(page->arena, text)));
}

void element_text(struct element *element, const char *text)
{
    for (xmlNode *child = node_of(element)->children, *next; child; child = next) {
        next = child->next;
        xmlUnlinkNode(child);
        xmlFreeNode(child);
    }
    element_append(element, text);
}

void element_format(struct element *element, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    element_text(element, arena_format_list(page_of(node_of(element))->arena, format, arguments));
    va_end(arguments);
}

static struct element *add(xmlNode *parent, const char *name)
{
    xmlNode *child = xmlNewDocNode(parent->doc, NULL, BAD_CAST name, NULL);
    if (!child)
        abort();
    return element_of(xmlAddChild(parent, child));
}

struct element *element_add(struct element *parent, const char *name)
{
    xmlNode *node = node_of(parent);
    if (is_listed(known_elements, name) && !name_is(node, "script") && !name_is(node, "style"))
        return add(node, name);
    page_fault(page_of(node), "<%s> in <%s> is refused", name, (const char *)node->name);
    return page_scrap(page_of(node));
}

struct element *element_add_text(struct element *parent, const char *name, const char *text)
{
    struct element *child = element_add(parent, name);
    element_text(child, text);
    return child;
}

void element_svg(struct element *parent, const char *svg)
{
    struct page *page = page_of(node_of(parent));
    struct error err;
    xmlDoc *drawing = markup_parse(svg, strlen(svg), "drawing", &err);
    if (drawing && drawing_check(drawing, &err)) {
        xmlNode *copy = xmlDocCopyNode(xmlDocGetRootElement(drawing), page->document, 1);
        if (!copy)
            abort();
        xmlAddChild(node_of(parent), copy);
    } else {
        page_fault(page, "%s", err.message);
    }
    xmlFreeDoc(drawing);
}

void element_set(struct element *element, const char *name, const char *value)
{
    struct page *page = page_of(node_of(element));
    if (!may_set(name))
        page_fault(page, "the attribute %s of <%s> is refused", name, (const char *)node_of(element)->name);
    else if (value)
        set(node_of(element), name, text_clean(page->arena, value));
    else
        xmlUnsetProp(node_of(element), BAD_CAST name);
}

void element_set_format(struct element *element, const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    element_set(element, name, arena_format_list(page_of(node_of(element))->arena, format, arguments));
    va_end(arguments);
}

void element_flag(struct element *element, const char *name, bool on)
{
    element_set(element, name, on ? "" : NULL);
}

void element_class(struct element *element, const char *name)
{
    const char *before = node_get(node_of(element), "class");
    if (before && *before)
        element_set_format(element, "class", "%s %s", before, name);
    else
        element_set(element, "class", name);
}

void element_measure(struct element *element, const char *property, double value)
{
    struct page *page = page_of(node_of(element));
    bool named = strncmp(property, "--", 2) == 0 &&
                 strspn(property, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(property);
    if (!named || !isfinite(value)) {
        page_fault(page, "the measure %s is refused", property);
        return;
    }
    const char *before = node_get(node_of(element), "style");
    set(node_of(element), "style",
        arena_format(page->arena, "%s%s%s:%.6g", before ? before : "", before ? ";" : "", property, value));
}

void element_link(struct element *element, const struct link *link)
{
    static const char *const with_href[] = {"a", "area", "link", NULL};
    static const char *const with_src[] = {"img", "script", NULL};
    const char *name = (const char *)node_of(element)->name;
    if (is_listed(with_href, name))
        set(node_of(element), "href", link->url);
    else if (is_listed(with_src, name))
        set(node_of(element), "src", link->url);
    else
        page_fault(page_of(node_of(element)), "<%s> takes no link", name);
}

struct element *form_open(struct element *place, const struct link *action, const char *token)
{
    xmlNode *form = node_of(place);
    if (!name_is(form, "form"))
        form = node_of(add(form, "form"));
    set(form, "method", "post");
    set(form, "action", action->url);
    set(form, "accept-charset", "utf-8");
    if (token) {
        struct element *field = add(form, "input");
        element_set(field, "type", "hidden");
        element_set(field, "name", "form_token");
        element_set(field, "value", token);
    }
    return element_of(form);
}
