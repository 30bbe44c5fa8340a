#include "report/name.h"

#include <stdlib.h>
#include <string.h>

enum { STEM_LIMIT = 80 };

static bool plain(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '-' || character == '_';
}

// "R&D/../x" becomes "R-D-x": runs of other bytes and '-' turn into one '-', none in front or at the end.
static char *stem_of(struct arena *arena, const char *code)
{
    char *stem = arena_alloc(arena, STEM_LIMIT + 1);
    size_t length = 0;
    for (const char *byte = code; *byte && length < STEM_LIMIT; byte++) {
        bool inner_dot = *byte == '.' && byte > code && plain(byte[-1]) && plain(byte[1]);
        if (inner_dot || (plain(*byte) && *byte != '-'))
            stem[length++] = *byte;
        else if (length > 0 && stem[length - 1] != '-')
            stem[length++] = '-';
    }
    while (length > 0 && strchr("-.", stem[length - 1]))
        stem[--length] = '\0';
    return length > 0 ? stem : arena_text(arena, "department");
}

struct named {
    const char *stem;
    size_t department;
    unsigned long repeat; // 0: the only or first one
};

static int compare_stems(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    int order = strcasecmp(a->stem, b->stem);
    return order ? order : (a->department > b->department) - (a->department < b->department);
}

// No stem has "--" in it, so a numbered name cannot meet another one.
static char *name_of(struct arena *arena, const struct named *named)
{
    return named->repeat ? arena_format(arena, "%s--%lu.html", named->stem, named->repeat + 1)
                         : arena_format(arena, "%s.html", named->stem);
}

const char **report_file_names(struct arena *arena, const struct report *report)
{
    size_t count = report->department_count;
    struct named *order = ARENA_ARRAY(arena, count + 1, struct named);
    order[0] = (struct named){.stem = "index"};
    for (size_t i = 1; i < count; i++)
        order[i] = (struct named){.stem = stem_of(arena, report->departments[i].code), .department = i};
    qsort(order, count, sizeof *order, compare_stems);
    const char **names = ARENA_ARRAY(arena, count, const char *);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strcasecmp(order[i].stem, order[i - 1].stem) == 0)
            order[i].repeat = order[i - 1].repeat + 1;
        names[order[i].department] = name_of(arena, &order[i]);
    }
    return names;
}
