// A JSON value and where it stands. Readers check one thing each and add the fault with its path; so the
// parser can go on after a fault and report all of them. A reader of an absent member says that it is
// missing.
#pragma once

#include "base/fault.h"
#include <jansson.h>

struct node {
    struct arena *arena;
    struct fault_list *faults;
    const json_t *value;       // NULL: absent
    const struct node *parent; // NULL: the document
    const char *key;           // member of an object …
    size_t index;              // … or item of an array (key NULL)
};

struct node node_root(struct arena *arena, struct fault_list *faults, const json_t *value);
struct node node_member(const struct node *object, const char *key);
struct node node_item(const struct node *array, size_t index);
static inline bool node_present(const struct node *node)
{
    return node->value != NULL;
}

// Adds a fault at the node's path.
void node_fault(const struct node *node, const char *format, ...) PRINTF_LIKE(2, 3);
// Adds "no … called X" and, when one of `known` is close to what was written, asks whether that was meant.
void node_unknown(const struct node *node, const char *what, const char *written, const char *const *known,
                  size_t count);

bool node_is_object(const struct node *node);
bool node_is_array(const struct node *node, size_t least, size_t most);
static inline size_t node_count(const struct node *array)
{
    return json_array_size(array->value);
}
// Every member must be one of `keys` (ended by NULL).
void node_check_keys(const struct node *object, const char *const *keys);

// The typed readers: false, or NULL, after a fault. A whole number may be written 3 or 3.0.
bool node_integer(const struct node *node, int least, int most, int *integer);
bool node_flag(const struct node *node, bool *flag);
const char *node_string(const struct node *node);
// 1 to 64 letters, digits, '-' and '_', the first one a letter or digit.
const char *node_id(const struct node *node);
// The same for the key under which a member stands.
bool node_check_id_key(const struct node *member);
// One of a closed list (ended by NULL): its number, or −1.
int node_word(const struct node *node, const char *what, const char *const *words);
