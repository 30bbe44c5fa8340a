// The report's comments as JSON.
#include "internal.h"
#include "json_write.h"

static void write_outcome(const struct report_term *term, struct buffer *out)
{
    bool first = true;
    buffer_text(out, "{");
    if (term->compared) {
        put_count(out, &first, "departments", term->departments);
        put_number(out, &first, "lower", term->lower);
        put_number(out, &first, "higher", term->higher);
        put_number(out, &first, "p", term->p);
        put_number(out, &first, "q", term->q);
        put_bool(out, &first, "detectable", term->detectable);
    }
    buffer_text(out, "}");
}

static void write_terms(const struct report_comment_list *list, struct buffer *out)
{
    buffer_text(out, "[");
    for (size_t i = 0; i < list->term_count; i++) {
        const struct report_term *term = &list->terms[i];
        bool first = true;
        buffer_text(out, i ? ",\n       {" : "\n       {");
        put_text(out, &first, "term", term->text);
        put_count(out, &first, "words", term->words);
        put_count(out, &first, "comments", term->comments);
        key(out, &first, "outcome");
        write_outcome(term, out);
        buffer_text(out, "}");
    }
    buffer_text(out, "]");
}

static void write_bodies(const struct report_comment_list *list, struct buffer *out)
{
    buffer_text(out, "[");
    for (size_t i = 0; i < list->count; i++) {
        buffer_text(out, i ? ",\n       " : "\n       ");
        text(out, list->bodies[i]);
    }
    buffer_text(out, "]");
}

static void write_list(const struct report *report, const struct report_comment_list *list, struct buffer *out)
{
    const bool published = list->status == FIGURE_PUBLISHED;
    bool first = true;
    buffer_text(out, "    {");
    put_text(out, &first, "department", report->departments[list->department].code);
    put_text(out, &first, "question", report->survey->questions[list->question].id);
    put_bool(out, &first, "published", published);
    if (published) {
        put_bool(out, &first, "removed", list->removed);
        key(out, &first, "terms");
        write_terms(list, out);
        key(out, &first, "comments");
        write_bodies(list, out);
    } else {
        put_text(out, &first, "reason", figure_status_name(list->status));
    }
    buffer_text(out, "}");
}

void report_write_json_comments(const struct report *report, struct buffer *out)
{
    buffer_text(out, "\"comments\": [");
    for (size_t i = 0; i < report->comment_list_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_list(report, &report->comment_lists[i], out);
    }
    buffer_text(out, "]");
}
