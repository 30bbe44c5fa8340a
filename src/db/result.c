#include "db/query.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool result_null(const PGresult *rows, int row, int column)
{
    return PQgetisnull(rows, row, column);
}

const char *result_text(const PGresult *rows, int row, int column)
{
    return result_null(rows, row, column) ? NULL : PQgetvalue(rows, row, column);
}

char *result_copy(struct arena *arena, const PGresult *rows, int row, int column)
{
    return arena_text(arena, result_text(rows, row, column));
}

int64_t result_int(const PGresult *rows, int row, int column)
{
    return result_null(rows, row, column) ? 0 : strtoll(PQgetvalue(rows, row, column), NULL, 10);
}

double result_real(const PGresult *rows, int row, int column)
{
    return result_null(rows, row, column) ? NAN : strtod(PQgetvalue(rows, row, column), NULL);
}

bool result_bool(const PGresult *rows, int row, int column)
{
    return !result_null(rows, row, column) && PQgetvalue(rows, row, column)[0] == 't';
}

const unsigned char *result_bytes(struct arena *arena, const PGresult *rows, int row, int column, size_t *size)
{
    *size = 0;
    if (result_null(rows, row, column))
        return NULL;
    unsigned char *bytes = PQunescapeBytea((const unsigned char *)PQgetvalue(rows, row, column), size);
    if (!bytes)
        abort();
    const unsigned char *copy = (const unsigned char *)arena_slice(arena, (const char *)bytes, *size);
    PQfreemem(bytes);
    return copy;
}
