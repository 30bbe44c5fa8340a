#include "import_tree.h"

#include <stdlib.h>
#include <string.h>

void import_tree_init(struct import_tree *tree, struct arena *arena, bool create)
{
    *tree = (struct import_tree){.arena = arena, .create = create, .root = -1};
    table_init(&tree->codes, arena);
}

static int add(struct import_tree *tree, const struct import_node *node)
{
    if (tree->count == tree->capacity) {
        tree->capacity = tree->capacity ? 2 * tree->capacity : 256;
        struct import_node *more = ARENA_ARRAY(tree->arena, tree->capacity, struct import_node);
        if (tree->count)
            memcpy(more, tree->nodes, tree->count * sizeof *more);
        tree->nodes = more;
    }
    int index = (int)tree->count++;
    tree->nodes[index] = *node;
    tree->nodes[index].number = -1;
    (void)table_add(&tree->codes, node->code, index);
    return index;
}

void import_tree_add_stored(struct import_tree *tree, const char *code, const char *name, const char *parent,
                            int invited)
{
    int above = parent ? (int)table_find(&tree->codes, parent) : -1;
    (void)!add(tree, &(struct import_node){arena_text(tree->arena, code), arena_text(tree->arena, name),
                                           above, invited, true, false, -1});
}

static bool only_root(struct import_tree *tree, struct error *err)
{
    for (size_t i = 0; i < tree->count; i++) {
        if (tree->nodes[i].parent >= 0)
            continue;
        if (tree->root >= 0)
            return FAIL(err, ERROR_CONFLICT,
                        "the directory has several roots, '%s' and '%s'; name one in the map",
                        tree->nodes[tree->root].code, tree->nodes[i].code);
        tree->root = (int)i;
    }
    return true;
}

bool import_tree_choose_root(struct import_tree *tree, const struct import_map *map, struct error *err)
{
    if (map->root_code)
        tree->root = (int)table_find(&tree->codes, map->root_code);
    else if (!only_root(tree, err))
        return false;
    if (tree->root >= 0)
        return true;
    if (!tree->create) {
        (void)(tree->count == 0
                   ? FAIL(err, ERROR_INVALID, "the directory has no departments")
                   : FAIL(err, ERROR_INVALID, "there is no department '%s', the root", map->root_code));
        return error_hint(err,
                          "Import it with 'echolot people import', or make it with --create-departments.");
    }
    tree->root = add(tree, &(struct import_node){.code = map->root_code ? map->root_code : "ORG",
                                                 .name = map->root_name ? map->root_name : "Organisation",
                                                 .parent = -1,
                                                 .invited = -1});
    return true;
}

static int make(struct import_tree *tree, const char *code, const char *name, int parent)
{
    return add(tree, &(struct import_node){.code = arena_text(tree->arena, code),
                                           .name = arena_text(tree->arena, name),
                                           .parent = parent,
                                           .invited = -1});
}

int import_tree_code(struct import_tree *tree, const char *code)
{
    int index = (int)table_find(&tree->codes, code);
    return index >= 0 || !tree->create ? index : make(tree, code, code, tree->root);
}

int import_tree_path(struct import_tree *tree, const char *const *parts, size_t count)
{
    char code[2048];
    size_t length = 0;
    int index = tree->root;
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(parts[i]);
        if (length + size + 2 > sizeof code)
            return -1;
        if (i > 0)
            code[length++] = '/';
        memcpy(code + length, parts[i], size + 1);
        length += size;
        // The inner ones need not exist when the last one does; it knows its own parents.
        int found = (int)table_find(&tree->codes, code);
        if (found < 0 && tree->create)
            found = make(tree, code, parts[i], index);
        if (found < 0 && i + 1 == count)
            return -1;
        index = found >= 0 ? found : index;
    }
    return index;
}

void import_tree_mark(struct import_tree *tree, int index)
{
    for (; index >= 0 && !tree->nodes[index].occurs; index = tree->nodes[index].parent)
        tree->nodes[index].occurs = true;
}

// The sort key of a department: the codes of the path to it, each ended by a byte below all others.
struct place {
    int index;
    const char *path;
};

static int by_path(const void *left, const void *right)
{
    return strcmp(((const struct place *)left)->path, ((const struct place *)right)->path);
}

static const char *path_of(const struct import_tree *tree, struct arena *arena, const char **paths, int index)
{
    if (!paths[index]) {
        int parent = tree->nodes[index].parent;
        paths[index] = parent < 0 ? arena_format(arena, "%s\x01", tree->nodes[index].code)
                                  : arena_format(arena, "%s%s\x01", path_of(tree, arena, paths, parent),
                                                 tree->nodes[index].code);
    }
    return paths[index];
}

static bool below_root(const struct import_tree *tree, int index)
{
    while (index >= 0 && index != tree->root)
        index = tree->nodes[index].parent;
    return index >= 0;
}

bool import_tree_number(struct import_tree *tree, struct arena *arena, bool everything, int **order,
                        size_t *count, struct error *err)
{
    struct place *places = ARENA_ARRAY(arena, tree->count, struct place);
    const char **paths = ARENA_ARRAY(arena, tree->count, const char *);
    *count = 0;
    import_tree_mark(tree, tree->root);
    for (int i = 0; i < (int)tree->count; i++) {
        bool inside = below_root(tree, i);
        if (tree->nodes[i].occurs && !inside)
            return FAIL(err, ERROR_CONFLICT, "department '%s' is not below the root '%s'",
                        tree->nodes[i].code, tree->nodes[tree->root].code);
        if (tree->nodes[i].occurs || (everything && inside))
            places[(*count)++] = (struct place){i, path_of(tree, arena, paths, i)};
    }
    if (*count > WAVE_DEPARTMENT_LIMIT)
        return FAIL(err, ERROR_LIMIT, "more than %d departments", WAVE_DEPARTMENT_LIMIT);
    qsort(places, *count, sizeof *places, by_path);
    *order = ARENA_ARRAY(arena, *count, int);
    for (size_t i = 0; i < *count; i++) {
        tree->nodes[places[i].index].number = (int)i;
        (*order)[i] = places[i].index;
    }
    return true;
}
