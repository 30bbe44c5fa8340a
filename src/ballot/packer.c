#include "ballot/packer.h"
#include "ballot/redact.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

// A staged sheet is one byte string: department (2, little-endian), segments, weight (4), answers. The weight stands
// there always, since the stage is gone a moment later; block.h decides what is kept.
struct packer {
    struct db *db;
    int wave_id;
    struct block_shape shape;
    size_t size;        // of a staged sheet
    unsigned char *row; // room for one
    struct copy_in copy;
    bool copying;
    struct sheet *sheets; // room for a block
    struct redactor *redactor;
};

struct packer *packer_start(struct arena *arena, struct db *db, int wave_id, const struct block_shape *shape,
                            struct error *err)
{
    struct packer *packer = ARENA_NEW(arena, struct packer);
    *packer = (struct packer){.db = db, .wave_id = wave_id, .shape = *shape};
    packer->size = 2 + shape->segments + sizeof(float) + shape->columns;
    packer->row = arena_alloc(arena, packer->size);
    packer->sheets = ARENA_ARRAY(arena, BLOCK_SHEETS, struct sheet);
    unsigned char *answers = arena_array(arena, BLOCK_SHEETS, shape->columns + 1);
    for (size_t i = 0; i < BLOCK_SHEETS; i++)
        packer->sheets[i].answers = answers + i * (shape->columns + 1);
    packer->redactor = redactor_new(arena);
    if (!redactor_load(packer->redactor, db, err) || !db_run(db, QUERY_BALLOT_STAGE_CREATE, DB_NO_VALUES, NULL, err))
        return NULL;
    return packer;
}

static bool ready(struct packer *packer, struct error *err)
{
    if (!packer->copying)
        packer->copying = copy_in_start(&packer->copy, packer->db, QUERY_BALLOT_STAGE_COPY, err);
    return packer->copying;
}

static int64_t random_place(void)
{
    int64_t place;
    randombytes_buf(&place, sizeof place);
    return place;
}

bool packer_stage(struct packer *packer, const struct sheet *sheet, struct error *err)
{
    if (!ready(packer, err))
        return false;
    unsigned char *at = packer->row;
    uint16_t department = htole16(sheet->department);
    memcpy(at, &department, sizeof department);
    memcpy(at + 2, sheet->segments, packer->shape.segments);
    memcpy(at + 2 + packer->shape.segments, &sheet->weight, sizeof(float));
    memcpy(at + 2 + packer->shape.segments + sizeof(float), sheet->answers, packer->shape.columns);
    copy_in_row(&packer->copy, 5);
    copy_in_int8(&packer->copy, random_place());
    copy_in_bytes(&packer->copy, packer->row, packer->size);
    copy_in_null(&packer->copy);
    copy_in_null(&packer->copy);
    copy_in_null(&packer->copy);
    return copy_in_flush(&packer->copy, err);
}

bool packer_stage_comment(struct packer *packer, uint16_t question, uint16_t department, const char *body,
                          struct error *err)
{
    if (!ready(packer, err))
        return false;
    AUTO(arena) struct arena *scratch = arena_new();
    copy_in_row(&packer->copy, 5);
    copy_in_int8(&packer->copy, random_place());
    copy_in_null(&packer->copy);
    copy_in_int2(&packer->copy, (int16_t)question);
    copy_in_int4(&packer->copy, department);
    copy_in_text(&packer->copy, redact(packer->redactor, scratch, body));
    return copy_in_flush(&packer->copy, err);
}

bool packer_stage_end(struct packer *packer, struct error *err)
{
    if (!packer->copying)
        return true;
    packer->copying = false;
    return copy_in_end(&packer->copy, err);
}

void packer_abandon(struct packer *packer)
{
    if (!packer || !packer->copying)
        return;
    packer->copying = false;
    copy_in_abort(&packer->copy);
}

// Reads a staged sheet back from PostgreSQL's hexadecimal form.
static bool unpack(struct packer *packer, const char *text, struct sheet *sheet)
{
    size_t size;
    if (strncmp(text, "\\x", 2) != 0 ||
        sodium_hex2bin(packer->row, packer->size, text + 2, strlen(text) - 2, NULL, &size, NULL) != 0 ||
        size != packer->size)
        return false;
    const unsigned char *at = packer->row;
    uint16_t department;
    memcpy(&department, at, sizeof department);
    sheet->department = le16toh(department);
    memcpy(sheet->segments, at + 2, packer->shape.segments);
    memcpy(&sheet->weight, at + 2 + packer->shape.segments, sizeof(float));
    memcpy(sheet->answers, at + 2 + packer->shape.segments + sizeof(float), packer->shape.columns);
    return true;
}

// Packs and stores the next block of the shuffled sheets; `count` 0 when there is none.
static bool write_block(struct packer *packer, int block, struct buffer *payload, size_t *count,
                        struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(packer->db, QUERY_BALLOT_STAGE_FETCH, DB_NO_VALUES, err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    if (*count == 0)
        return true;
    for (size_t i = 0; i < *count; i++)
        if (*count > BLOCK_SHEETS || !unpack(packer, result_text(rows, (int)i, 0), &packer->sheets[i]))
            return FAIL(err, ERROR_INTERNAL, "a staged answer sheet came back in another shape");
    block_pack(&packer->shape, packer->sheets, *count, payload);
    return db_run(packer->db, QUERY_BALLOT_BLOCK_ADD,
                  DB_VALUES(db_int(packer->wave_id), db_int(block), db_int((int64_t)*count),
                            db_bytes(payload->bytes, payload->size)),
                  NULL, err);
}

bool packer_write(struct packer *packer, uint64_t *sheets, struct error *err)
{
    AUTO(buffer) struct buffer payload = {0};
    *sheets = 0;
    if (!db_run(packer->db, QUERY_BALLOT_STAGE_SHUFFLE, DB_NO_VALUES, NULL, err))
        return false;
    size_t count = 1;
    for (int block = 0; count > 0; block++) {
        if (!write_block(packer, block, &payload, &count, err))
            return false;
        *sheets += count;
    }
    return db_run(packer->db, QUERY_BALLOT_STAGE_END, DB_NO_VALUES, NULL, err) &&
           db_run(packer->db, QUERY_BALLOT_COMMENT_ADD, DB_VALUES(db_int(packer->wave_id)), NULL, err) &&
           db_run(packer->db, QUERY_BALLOT_STAGE_DROP, DB_NO_VALUES, NULL, err);
}
