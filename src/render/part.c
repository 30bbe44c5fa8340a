#include "base/resource.h"
#include "internal.h"

#include <stdlib.h>

enum { PART_LIMIT = 50 }; // in one shell, so that a part in itself ends as well

static xmlNode *next_place(xmlDoc *document)
{
    xmlNode *root = xmlDocGetRootElement(document);
    for (xmlNode *node = root; node; node = node_next(node, root, true))
        if (name_is(node, "part") && node != root)
            return node;
    return NULL;
}

static void put(xmlNode *place, const xmlNode *part)
{
    for (xmlNode *child = part->children; child; child = child->next) {
        xmlNode *copy = xmlDocCopyNode(child, place->doc, 1);
        if (!copy)
            abort();
        xmlAddPrevSibling(place, copy);
    }
    xmlUnlinkNode(place);
    xmlFreeNode(place);
}

static bool fill_place(xmlNode *place, struct arena *arena, const char *shell, struct error *err)
{
    const char *name = node_get(place, "name");
    const char *path = arena_format(arena, "reports/part_%s.html", name ? name : "");
    const struct resource_entry *entry = resource_find(path);
    if (!entry)
        return FAIL(err, ERROR_INTERNAL, "%s: there is no part %s", shell, path);
    xmlDoc *part = markup_parse(entry->start, resource_size(entry), path, err);
    if (!part)
        return false;
    put(place, xmlDocGetRootElement(part));
    xmlFreeDoc(part);
    return true;
}

bool parts_fill(xmlDoc *document, struct arena *arena, const char *shell, struct error *err)
{
    xmlNode *place = next_place(document);
    for (int count = 0; place; count++, place = next_place(document)) {
        if (count == PART_LIMIT)
            return FAIL(err, ERROR_INTERNAL, "%s: a part has itself in it", shell);
        if (!fill_place(place, arena, shell, err))
            return false;
    }
    return true;
}
