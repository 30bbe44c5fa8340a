// The departments that an import meets: the directory's, and with --create-departments new ones from paths.
#pragma once

#include "ballot/import_map.h"
#include "ballot/wave.h"
#include "base/table.h"

struct import_node {
    const char *code, *name;
    int parent;  // index, −1 for a root
    int invited; // own people in the directory, −1 unknown
    bool stored; // is in the directory
    bool occurs; // in the file, or above one that does
    int number;  // in the wave's snapshot, once numbered; −1 when it is not part of it
};
struct import_tree {
    struct arena *arena;
    struct table codes; // code → index
    size_t count, capacity;
    struct import_node *nodes;
    bool create;
    int root; // index, −1 when there is none
};

// Adds a department of the directory; those above it come first.
void import_tree_add_stored(struct import_tree *tree, const char *code, const char *name, const char *parent,
                            int invited);
void import_tree_init(struct import_tree *tree, struct arena *arena, bool create);
// Chooses or makes the root. ERROR_INVALID when it is unknown and may not be made, or the directory has several.
MUST_USE bool import_tree_choose_root(struct import_tree *tree, const struct import_map *map,
                                      struct error *err);

// The department with this code, −1 when there is none and it may not be made (below the root).
int import_tree_code(struct import_tree *tree, const char *code);
// The department at the end of a path below the root; no parts: the root itself.
int import_tree_path(struct import_tree *tree, const char *const *parts, size_t count);

// Marks a department, and what is above it, as part of the wave.
void import_tree_mark(struct import_tree *tree, int index);
// Numbers what is marked: depth first, brothers by code, a parent before its children; `everything` marks all below
// the root. Gives them in that order.
MUST_USE bool import_tree_number(struct import_tree *tree, struct arena *arena, bool everything, int **order,
                                 size_t *count, struct error *err);
