// Attributes used everywhere: scope-bound cleanup, results that must be looked at, printf checking.
#pragma once

#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

// `AUTO(file) FILE *in = fopen(…);` closes `in` when the scope is left. The kind names a function
// `auto_<kind>` that takes a pointer to the variable and accepts an empty one; AUTO_DEFINE writes it.
#define AUTO(kind) __attribute__((cleanup(auto_##kind)))
#define AUTO_DEFINE(kind, type, release)                                                                    \
    static inline void auto_##kind(type *variable)                                                          \
    {                                                                                                       \
        if (*variable)                                                                                      \
            release(*variable);                                                                             \
    }
