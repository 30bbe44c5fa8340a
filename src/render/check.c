// What no shell, drawing or text may contain. Shells are ours, so their check is a lint that runs at every
// opening; drawings come from another program, so theirs is a fixed list of what is known to be harmless.
#include "base/text.h"
#include "internal.h"

#include <stdint.h>
#include <string.h>

static bool refuse(struct error *err, const char *where, const char *what, const xmlNode *node)
{
    return FAIL(err, ERROR_INTERNAL, "%s:%ld: %s in <%s> is refused", where, xmlGetLineNo((xmlNode *)node),
                what, (const char *)node->name);
}

static bool shell_node_check(const xmlNode *node, const char *shell, struct error *err)
{
    static const char *const refused[] = {"style", "iframe", "object", "embed", "base", "noscript", NULL};
    if (node->type == XML_ENTITY_REF_NODE || node->type == XML_CDATA_SECTION_NODE)
        return FAIL(err, ERROR_INTERNAL, "%s: entities and CDATA are refused", shell);
    if (node->type != XML_ELEMENT_NODE)
        return true;
    if (is_listed(refused, (const char *)node->name) || (name_is(node, "script") && node->children))
        return refuse(err, shell, "this element", node);
    for (const xmlAttr *each = node->properties; each; each = each->next) {
        const char *name = (const char *)each->name;
        const char *value = node_get(node, name);
        if (strncmp(name, "on", 2) == 0 || strcmp(name, "style") == 0)
            return refuse(err, shell, name, node);
        if (name_is(node, "form") && (strcmp(name, "action") == 0 || strcmp(name, "method") == 0))
            return refuse(err, shell, name, node);
        if (value && strncasecmp(value, "javascript:", 11) == 0)
            return refuse(err, shell, "a script as an address", node);
    }
    return true;
}

static bool has_charset(const xmlNode *root)
{
    for (const xmlNode *node = root; node; node = node_next(node, root, true)) {
        const char *charset = name_is(node, "meta") ? node_get(node, "charset") : NULL;
        if (charset && strcasecmp(charset, "utf-8") == 0)
            return true;
    }
    return false;
}

bool shell_check(xmlDoc *document, const char *shell, struct error *err)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    if (!name_is(root, "html") || !has_charset(root))
        return FAIL(err, ERROR_INTERNAL, "%s: a shell is <html> with <meta charset=\"utf-8\"/> in it", shell);
    for (const xmlNode *node = root; node; node = node_next(node, root, true))
        if (!shell_node_check(node, shell, err))
            return false;
    return true;
}

// clang-format off
static const char *const drawing_elements[] = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title",
    "desc", "defs", "use", "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "mask", NULL
};
// clang-format on

// Harmless in every drawing: geometry, paint and words. References are checked apart.
// clang-format off
static const char *const drawing_attributes[] = {
    "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby", "role", "focusable", "class", "id",
    "lang", "viewBox", "preserveAspectRatio", "version", "width", "height", "x", "y", "x1", "x2", "y1", "y2",
    "cx", "cy", "r", "rx", "ry", "d", "points", "transform", "offset", "gradientTransform", "gradientUnits",
    "patternUnits", "patternTransform", "patternContentUnits", "clipPathUnits", "maskUnits", "fill",
    "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "opacity", "clip-path",
    "clip-rule", "mask", "text-anchor", "dominant-baseline", "dx", "dy", "textLength", "lengthAdjust",
    "font-size", "font-family", "font-weight", "font-style", "vector-effect", "shape-rendering", "stop-color",
    "stop-opacity", "href", NULL
};
// clang-format on

static bool points_outside(const char *name, const char *value)
{
    if (strcmp(name, "href") == 0)
        return value[0] != '#';
    if (strchr(value, '\\'))
        return true; // an escape of CSS could spell url(
    for (const char *url = value; (url = strcasestr(url, "url(")); url += 4)
        if (url[4] != '#')
            return true;
    return false;
}

bool drawing_check(xmlDoc *document, struct error *err)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    if (!name_is(root, "svg"))
        return FAIL(err, ERROR_INTERNAL, "drawing: the root is not <svg>");
    for (const xmlNode *node = root; node; node = node_next(node, root, true)) {
        if (node->type == XML_ENTITY_REF_NODE || node->type == XML_PI_NODE)
            return FAIL(err, ERROR_INTERNAL, "drawing: entities and instructions are refused");
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (!is_listed(drawing_elements, (const char *)node->name) || !node->ns ||
            strcmp((const char *)node->ns->href, "http://www.w3.org/2000/svg") != 0)
            return refuse(err, "drawing", "this element", node);
        for (const xmlAttr *each = node->properties; each; each = each->next) {
            const char *name = (const char *)each->name;
            const char *value = each->ns ? NULL : node_get(node, name);
            if (!value || !is_listed(drawing_attributes, name) || points_outside(name, value))
                return refuse(err, "drawing", name, node);
        }
    }
    return true;
}

// Length of the UTF-8 character at `text`, 0 when there is none that a page may hold.
static size_t character_length(const char *text)
{
    uint32_t code = 0;
    size_t length = text_character(text, SIZE_MAX, &code);
    bool control =
        (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || (code >= 0x7F && code < 0xA0);
    bool none = (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code < 0xFDF0);
    return length == 0 || control || none ? 0 : length;
}

const char *text_clean(struct arena *arena, const char *text)
{
    const char *in = text;
    size_t length = 0;
    while (*in && (length = character_length(in)) > 0)
        in += length;
    if (!*in)
        return text;
    char *clean = arena_alloc(arena, strlen(text) * 3 + 1), *out = clean;
    for (in = text; *in; in += length ? length : 1) {
        length = character_length(in);
        memcpy(out, length ? in : "\xEF\xBF\xBD", length ? length : 3);
        out += length ? length : 3;
    }
    return clean;
}
