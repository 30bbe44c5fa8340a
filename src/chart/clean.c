#include "chart/clean.h"
#include "base/buffer.h"
#include "chart/palette.h"
#include "text.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Marks of one role that follow each other share an element: one path, or one group of texts or symbols.
enum run { RUN_NONE, RUN_PATH, RUN_GROUP };

struct writer {
    struct arena *arena;
    const struct chart_head *head;
    struct buffer body;
    enum run run;
    enum chart_role role;
    bool hatched; // a pattern is needed
};

static const char *get(const xmlNode *node, const char *name)
{
    for (const xmlAttr *each = node->properties; each; each = each->next)
        if (strcmp((const char *)each->name, name) == 0)
            return each->children && each->children->content ? (const char *)each->children->content : "";
    return "";
}

static bool is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

// The role that a colour stands for; ROLE_NONE for every other colour.
static enum chart_role role_of(const char *colour)
{
    int red = -1, green = -1, blue = -1;
    if (sscanf(colour, "rgb(%d,%d,%d)", &red, &green, &blue) != 3)
        return ROLE_NONE;
    bool known =
        red == ROLE_COLOUR >> 16 && green == (ROLE_COLOUR >> 8 & 0xFF) && blue > 0 && blue < ROLE__COUNT;
    return known && chart_looks[blue].css ? (enum chart_role)blue : ROLE_NONE;
}

static void add_escaped(struct buffer *out, const char *text)
{
    static const char *const names[] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};
    for (; *text; text++) {
        char original = text_original(text);
        char character = original ? original : *text;
        size_t code = (unsigned char)character;
        if (code < LENGTH(names) && names[code])
            buffer_text(out, names[code]);
        else
            buffer_char(out, character);
        text += original ? 2 : 0;
    }
}

// A text of ours that did not pass through gnuplot.
static void add_title(struct buffer *out, const char *text)
{
    AUTO(buffer) struct buffer line = {0};
    text_line(&line, text ? text : "");
    add_escaped(out, line.bytes);
}

static void end_run(struct writer *writer)
{
    if (writer->run == RUN_PATH)
        buffer_text(&writer->body, "\"/>");
    else if (writer->run == RUN_GROUP)
        buffer_text(&writer->body, "</g>");
    writer->run = RUN_NONE;
}

static void add_paint(struct writer *writer, enum chart_role role)
{
    const struct chart_look *look = &chart_looks[role];
    buffer_format(&writer->body, " class=\"%s\"", look->css);
    if (look->paint == PAINT_STROKE)
        buffer_format(&writer->body, " fill=\"none\" stroke=\"%s\" stroke-width=\"%g\"", look->colour,
                      look->size);
    else if (look->paint == PAINT_TEXT)
        buffer_format(&writer->body, " fill=\"%s\" font-size=\"%g\"", look->colour, look->size);
    else if (look->paint == PAINT_FILL)
        buffer_format(&writer->body, " fill=\"%s\"", look->colour);
    else
        buffer_format(&writer->body, " fill=\"url(#%s-%s)\"", writer->head->id, look->css);
    writer->hatched |= look->paint == PAINT_HATCH;
}

static void begin_run(struct writer *writer, enum run run, enum chart_role role)
{
    if (writer->run == run && writer->role == role)
        return;
    end_run(writer);
    buffer_text(&writer->body, run == RUN_PATH ? "<path" : "<g");
    add_paint(writer, role);
    buffer_text(&writer->body, run == RUN_PATH ? " d=\"" : ">");
    writer->run = run;
    writer->role = role;
}

// Geometry is numbers and the letters of path commands, and nothing else gets through.
static void add_geometry(struct buffer *out, const char *geometry)
{
    char previous = ' ';
    for (; *geometry; geometry++) {
        char next = strchr("\n\t", *geometry) ? ' ' : *geometry;
        if (!strchr("0123456789.,-+MLHVZmlhvzCcAaQq ", next) || (next == ' ' && previous == ' '))
            continue;
        buffer_char(out, next);
        previous = next;
    }
}

static void write_path(struct writer *writer, const xmlNode *node)
{
    enum chart_role role = role_of(get(node, "stroke"));
    const char *geometry = get(node, "d");
    if (role == ROLE_NONE || !strpbrk(geometry, "LlHhVvCc"))
        return;
    if (chart_looks[role].paint != PAINT_STROKE)
        return; // the outline of an area
    begin_run(writer, RUN_PATH, role);
    add_geometry(&writer->body, geometry);
}

static void write_polygon(struct writer *writer, const xmlNode *node)
{
    enum chart_role role = role_of(get(node, "fill"));
    if (role == ROLE_NONE)
        return;
    begin_run(writer, RUN_PATH, role);
    buffer_char(&writer->body, 'M');
    add_geometry(&writer->body, get(node, "points"));
    buffer_char(&writer->body, 'Z');
}

// gnuplot's symbols by name: a disk, and triangles that point up and down.
static void write_symbol(struct writer *writer, const xmlNode *node)
{
    enum chart_role role = role_of(get(node, "color"));
    const char *symbol = get(node, "href");
    double x, y, size;
    if (role == ROLE_NONE ||
        sscanf(get(node, "transform"), "translate(%lf,%lf) scale(%lf)", &x, &y, &size) != 3)
        return;
    begin_run(writer, RUN_GROUP, role);
    if (strcmp(symbol, "#gpPt8") == 0)
        buffer_format(&writer->body, "<path d=\"M%.2f,%.2fl%.2f,%.2fh%.2fz\"/>", x, y - 1.33 * size,
                      1.33 * size, 2 * size, -2.66 * size);
    else if (strcmp(symbol, "#gpPt10") == 0)
        buffer_format(&writer->body, "<path d=\"M%.2f,%.2fl%.2f,%.2fh%.2fz\"/>", x, y + 1.33 * size,
                      1.33 * size, -2 * size, -2.66 * size);
    else
        buffer_format(&writer->body, "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\"/>", x, y, size);
}

// The next number of a transform, copied as it stands. Empty when there is none.
static const char *next_number(const char **from, char number[16])
{
    const char *begin = *from + strcspn(*from, "-0123456789");
    size_t length = strspn(begin, "-.0123456789");
    snprintf(number, 16, "%.*s", length < 16 ? (int)length : 0, begin);
    *from = begin + length;
    return number;
}

static void add_place(struct buffer *out, const char *transform)
{
    char x[16], y[16], angle[16];
    next_number(&transform, x);
    next_number(&transform, y);
    buffer_text(out, "<text x=\"");
    buffer_text(out, x);
    buffer_text(out, "\" y=\"");
    buffer_text(out, y);
    if (*next_number(&transform, angle))
        buffer_format(out, "\" transform=\"rotate(%s %s %s)", angle, x, y);
    buffer_char(out, '"');
}

static void write_text(struct writer *writer, const xmlNode *node)
{
    const xmlNode *place = node->parent;
    enum chart_role role = role_of(get(place, "fill"));
    const char *transform = get(place, "transform"), *anchor = get(place, "text-anchor");
    if (role == ROLE_NONE || strncmp(transform, "translate(", 10) != 0)
        return;
    xmlChar *content = xmlNodeGetContent((xmlNode *)node);
    if (!content)
        abort();
    if (content[strspn((char *)content, " ")] != '\0') {
        begin_run(writer, RUN_GROUP, role);
        add_place(&writer->body, transform);
        if (strcmp(anchor, "middle") == 0 || strcmp(anchor, "end") == 0)
            buffer_format(&writer->body, " text-anchor=\"%s\"", anchor);
        buffer_char(&writer->body, '>');
        add_escaped(&writer->body, (const char *)content);
        buffer_text(&writer->body, "</text>");
    }
    xmlFree(content);
}

static void write_node(struct writer *writer, const xmlNode *node)
{
    if (is(node, "defs") || is(node, "title") || is(node, "desc"))
        return;
    if (is(node, "path"))
        write_path(writer, node);
    else if (is(node, "polygon"))
        write_polygon(writer, node);
    else if (is(node, "use"))
        write_symbol(writer, node);
    else if (is(node, "text"))
        write_text(writer, node);
    else if (node->type == XML_ELEMENT_NODE)
        for (const xmlNode *child = node->children; child; child = child->next)
            write_node(writer, child);
}

// Two patterns that differ by shape, not only by colour: diagonal lines, and dots.
static void add_patterns(struct buffer *out, const char *id)
{
    const char *below = chart_looks[ROLE_BELOW_MINIMUM].css,
               *protects = chart_looks[ROLE_PROTECTS_OTHERS].css;
    const char *colour = chart_looks[ROLE_BELOW_MINIMUM].colour;
    buffer_format(out,
                  "<defs><pattern id=\"%s-%s\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                  "<path class=\"chart-hatch\" stroke=\"%s\" d=\"M-1,1L1,-1M0,6L6,0M5,7L7,5\"/></pattern>",
                  id, below, colour);
    buffer_format(out,
                  "<pattern id=\"%s-%s\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
                  "<circle class=\"chart-dots\" fill=\"%s\" cx=\"2.5\" cy=\"2.5\" r=\"1\"/></pattern></defs>",
                  id, protects, colour);
}

static bool is_identifier(const char *id)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789";
    return id && *id && strchr(letters, *id) < letters + 52 && strspn(id, letters) == strlen(id);
}

static void assemble(const struct writer *writer, const char *kind, double width, double height,
                     struct buffer *out)
{
    const char *id = writer->head->id;
    buffer_format(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart-%s\" viewBox=\"0 0 %g %g\" "
                  "width=\"%g\" height=\"%g\" role=\"img\" aria-label=\"",
                  kind, width, height, width, height);
    add_title(out, writer->head->title);
    // No <title>: browsers show it as a tooltip wherever the pointer is.
    buffer_format(out, "\" aria-describedby=\"%s-description\"><desc id=\"%s-description\">", id, id);
    add_title(out, writer->head->description);
    buffer_text(out, "</desc>");
    if (writer->hatched)
        add_patterns(out, id);
    buffer_text(out, "<g font-family=\"system-ui, sans-serif\">");
    buffer_text(out, buffer_string(&writer->body));
    buffer_text(out, "</g></svg>");
}

bool chart_clean(struct arena *arena, const char *drawing, const char *kind, const struct chart_head *head,
                 char **svg, struct error *err)
{
    if (!is_identifier(head->id))
        return FAIL(err, ERROR_INTERNAL, "a chart needs an id of letters, digits and '-'");
    xmlDoc *document =
        xmlReadMemory(drawing, (int)strnlen(drawing, INT32_MAX), NULL, "UTF-8",
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    double width = 0, height = 0;
    if (!root || !is(root, "svg") || sscanf(get(root, "viewBox"), "0 0 %lf %lf", &width, &height) != 2) {
        xmlFreeDoc(document);
        return FAIL(err, ERROR_UNAVAILABLE, "gnuplot's drawing cannot be read");
    }
    struct writer writer = {.arena = arena, .head = head};
    write_node(&writer, root);
    end_run(&writer);
    AUTO(buffer) struct buffer out = {0};
    assemble(&writer, kind, width, height, &out);
    buffer_free(&writer.body);
    xmlFreeDoc(document);
    *svg = arena_slice(arena, out.bytes, out.size);
    return true;
}
