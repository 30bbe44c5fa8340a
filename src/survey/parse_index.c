// Indices: questions, and earlier indices, that are one figure together.
#include "internal.h"

#include <string.h>

static const char *index_id(const struct survey *survey, size_t number)
{
    return survey->indices[number].id;
}

static int earlier_index(const struct survey *survey, const char *id)
{
    for (size_t i = 0; *id && i < survey->index_count; i++)
        if (strcmp(survey->indices[i].id, id) == 0)
            return (int)i;
    return -1;
}

static unsigned common_divisor(unsigned a, unsigned b)
{
    while (b) {
        const unsigned rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

// `times` parts of the index are one question's; it may have some already.
static void add_part(struct survey_index *index, size_t question, unsigned times)
{
    size_t at = 0;
    while (at < index->item_count && index->items[at] != question)
        at++;
    if (at == index->item_count)
        index->items[index->item_count++] = question;
    index->parts[at] += times;
}

static void add_item(const struct survey *survey, struct survey_index *index, const char *id, unsigned share)
{
    const int inner = earlier_index(survey, id);
    if (inner < 0) {
        add_part(index, (size_t)survey_question_number(survey, id), share);
        return;
    }
    const struct survey_index *other = &survey->indices[inner];
    for (size_t i = 0; i < other->item_count; i++)
        add_part(index, other->items[i], share / other->whole * other->parts[i]);
}

static bool join_whole(unsigned *whole, unsigned other)
{
    *whole = *whole / common_divisor(*whole, other) * other;
    return *whole <= INDEX_WHOLE_LIMIT;
}

static void reduce(struct survey_index *index)
{
    unsigned divisor = index->whole;
    for (size_t i = 0; i < index->item_count; i++)
        divisor = common_divisor(divisor, index->parts[i]);
    for (size_t i = 0; i < index->item_count; i++)
        index->parts[i] /= divisor;
    index->whole /= divisor;
}

// Each item written has the same share; one that is an index passes its share on to its own items.
static void resolve(const struct node *items, const struct survey *survey, struct survey_index *index)
{
    unsigned share = 1;
    size_t most = 0;
    for (size_t i = 0; i < index->written_count; i++) {
        const int inner = earlier_index(survey, index->written[i]);
        most += inner < 0 ? 1 : survey->indices[inner].item_count;
        if (inner >= 0 && !join_whole(&share, survey->indices[inner].whole)) {
            node_fault(items, "an item would be less than one part of %d", INDEX_WHOLE_LIMIT);
            return;
        }
    }
    if (share * index->written_count > INDEX_WHOLE_LIMIT) {
        node_fault(items, "an item would be less than one part of %d", INDEX_WHOLE_LIMIT);
        return;
    }
    index->items = ARENA_ARRAY(items->arena, most, size_t);
    index->parts = ARENA_ARRAY(items->arena, most, unsigned);
    index->whole = share * (unsigned)index->written_count;
    for (size_t i = 0; i < index->written_count; i++)
        add_item(survey, index, index->written[i], share);
    reduce(index);
}

static bool check_inner(const struct node *item, const struct survey_index *index, const struct survey_index *inner)
{
    if (inner->figure != index->figure)
        node_fault(item, "\"%s\" is made of %s, this index of %s", inner->id,
                   index_figure_kind_name(inner->figure), index_figure_kind_name(index->figure));
    return inner->figure == index->figure && inner->whole > 0; // whole 0: it has faults of its own
}

static bool check_item(const struct node *item, const struct survey *survey, const struct survey_index *index)
{
    const char *id = json_string_value(item->value);
    const int inner = id ? earlier_index(survey, id) : -1;
    if (inner >= 0)
        return check_inner(item, index, &survey->indices[inner]);
    const int number = parse_question_reference(item, survey);
    if (number < 0)
        return false;
    const struct question *question = &survey->questions[number];
    const bool scored = question->type >= QUESTION_TYPE__COUNT || question_scored(question);
    if (!scored)
        node_fault(item, "\"%s\" has no score; an index is made of enps and scale questions, or of earlier indices",
                   question->id);
    return scored;
}

static bool parse_items(const struct node *items, const struct survey *survey, struct survey_index *index)
{
    if (!node_is_array(items, 2, SURVEY_QUESTION_LIMIT))
        return false;
    bool good = true;
    index->written = ARENA_ARRAY(items->arena, node_count(items), const char *);
    for (size_t i = 0; i < node_count(items); i++) {
        struct node item = node_item(items, i);
        if (!check_item(&item, survey, index)) {
            good = false;
            continue;
        }
        const char *id = json_string_value(item.value);
        for (size_t j = 0; j < index->written_count; j++)
            if (strcmp(index->written[j], id) == 0) {
                node_fault(&item, "\"%s\" is listed twice", id);
                good = false;
            }
        index->written[index->written_count++] = arena_text(items->arena, id);
    }
    return good;
}

static void parse_index(const struct node *node, struct survey *survey, size_t number)
{
    static const char *const keys[] = {"id", "title", "method", "figure", "items", NULL};
    static const char *const methods[] = {"person_mean", "item_mean", NULL};
    static const char *const figures[] = {"score", "favourable", NULL};
    struct survey_index *index = &survey->indices[number];
    index->id = "";
    if (!node_is_object(node))
        return;
    node_check_keys(node, keys);
    struct node id = node_member(node, "id"), title = node_member(node, "title");
    struct node method = node_member(node, "method"), items = node_member(node, "items");
    struct node figure = node_member(node, "figure");
    const char *written = node_id(&id);
    if (written)
        parse_unique_id(&id, written, number, index_id, survey);
    if (written && survey_question_number(survey, written) >= 0)
        node_fault(&id, "\"%s\" is the id of a question", written);
    if (node_present(&title))
        parse_text(&title, TEXT_LINE, LENGTH_TITLE, &index->title);
    index->method = node_word(&method, "method of an index", methods) == 1 ? INDEX_ITEM_MEAN : INDEX_PERSON_MEAN;
    if (node_present(&figure) && node_word(&figure, "figure of an index", figures) == 1)
        index->figure = INDEX_OF_FAVOURABLE;
    if (parse_items(&items, survey, index))
        resolve(&items, survey, index);
    index->id = written ? written : "";
}

void parse_indices(const struct node *survey_node, struct survey *survey)
{
    struct node indices = node_member(survey_node, "indices");
    if (!node_present(&indices) || !node_is_array(&indices, 0, COUNT_INDICES))
        return;
    survey->indices = ARENA_ARRAY(survey_node->arena, node_count(&indices), struct survey_index);
    for (size_t i = 0; i < node_count(&indices); i++) {
        struct node index = node_item(&indices, i);
        parse_index(&index, survey, i);
        survey->index_count++;
    }
}
