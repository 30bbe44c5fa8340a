#include "base/resource.h"

#include <string.h>

const struct resource_entry *resource_find(const char *path)
{
    for (const struct resource_entry *entry = resource_table; entry->path; entry++)
        if (strcmp(entry->path, path) == 0)
            return entry;
    return NULL;
}
