#include "survey/parse.h"
#include "base/json.h"
#include "base/json_scan.h"
#include "internal.h"

#include <sodium.h>
#include <string.h>

// jansson says what is wrong with the syntax and where; the path is found by reading up to there once more.
static json_t *load(struct arena *arena, const char *text, size_t size, struct fault_list *faults)
{
    json_error_t error;
    json_t *document = json_loadb(text, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    size_t end = document ? size : (size_t)error.position < size ? (size_t)error.position : size;
    const char *path = json_scan(arena, text, end, faults);
    if (!document)
        fault_add(faults, path, "not valid JSON, line %d column %d: %s", error.line, error.column,
                  error.text);
    return document;
}

static const char *hash_of(struct arena *arena, const json_t *document)
{
    const char *canonical = json_canonical(arena, document);
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)canonical, strlen(canonical));
    char *hex = arena_alloc(arena, 2 * sizeof hash + 1);
    return sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
}

// Texts that only an editor or a later reader of the file looks at.
static void check_notes(const struct node *root)
{
    struct node schema = node_member(root, "$schema"), source = node_member(root, "source");
    if (node_present(&schema))
        node_text(&schema, TEXT_LINE, LENGTH_TEXT);
    if (node_present(&source))
        node_text(&source, TEXT_PARAGRAPHS, LENGTH_INTRODUCTION);
}

static void parse_head(const struct node *root, struct survey *survey)
{
    struct node id = node_member(root, "id"), version = node_member(root, "version");
    struct node title = node_member(root, "title"), introduction = node_member(root, "introduction");
    survey->id = node_id(&id);
    node_integer(&version, 1, VERSION_MOST, &survey->version);
    parse_text(&title, TEXT_LINE, LENGTH_TITLE, &survey->title);
    if (node_present(&introduction))
        parse_text(&introduction, TEXT_PARAGRAPHS, LENGTH_INTRODUCTION, &survey->introduction);
}

// The order matters: what is referred to is read before what refers to it.
static void parse_document(const struct node *root, struct survey *survey)
{
    static const char *const keys[] = {"id",      "version", "title",    "introduction", "source",
                                       "outcome", "scales",  "sections", "questions",    "rotate",
                                       "indices", "$schema", NULL};
    if (!node_is_object(root))
        return;
    node_check_keys(root, keys);
    check_notes(root);
    parse_head(root, survey);
    parse_scales(root, survey);
    parse_sections(root, survey);
    parse_questions(root, survey);
    parse_section_references(root, survey);
    parse_rotation(root, survey);
    parse_conditions(root, survey);
    parse_outcome(root, survey);
    parse_indices(root, survey);
}

struct survey *survey_parse(struct arena *arena, const char *text, size_t size, struct fault_list *faults)
{
    size_t before = faults->total;
    if (size > SURVEY_FILE_LIMIT) {
        fault_add(faults, "$", "longer than %d bytes", SURVEY_FILE_LIMIT);
        return NULL;
    }
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    AUTO(json) json_t *document = load(arena, text, size, faults);
    if (!document)
        return NULL;
    struct survey *survey = ARENA_NEW(arena, struct survey);
    struct node root = node_root(arena, faults, document);
    parse_document(&root, survey);
    if (faults->total > before)
        return NULL;
    survey->hash = hash_of(arena, document);
    return survey;
}
