// HTML pages as trees: a well-formed shell from reports/*.html is filled and written as HTML5 in UTF-8. Text can
// never become markup, a link comes only from a constructor of render/link.h, a form only from form_open().
//
//   AUTO(page) struct page *page = page_open(arena, "reports/hello.html");
//   page_words(page, "de", catalogue_find, catalogue);       // <p data-word="hello.intro"></p>
//   slot_text(page_root(page), "title", survey->title);      // <h1 data-slot="title"></h1>
//   struct element *row = page_each(page_root(page), "row"); // <tr data-each="row"><td data-slot="name"/></tr>
//   for (size_t i = 0; i < count; i++)
//       slot_text(element_repeat(row), "name", names[i]);
//   struct element *more = element_add(page_slot(page_root(page), "more"), "a");
//   element_text(more, "Details");
//   element_link(more, page_file(page, "AR.html", NULL));
//   return page_write(page, &html, err); // the first fault of all of the above shows here
//
// Faults are sticky: an unknown slot, a forbidden attribute or a missing word is remembered, what follows is
// harmless (it goes to an element that is not part of the page), and page_write refuses the page and says the
// first of them. So nothing in between needs checking, and no half page leaves. An element belongs to its page
// and dies with it.
//
// Shells: XML without a DTD (numeric references, no &nbsp;), <meta charset="utf-8"/> in the head, no inline script
// or style, no on… attributes. A <form> stands there bare and is brought to life by form_open().
//   data-slot="x"  a place that page_slot finds; what the shell holds there stays unless it is replaced
//   data-each="x"  a shape to repeat; the shape itself is never written, its slots are found only in its copies
//   data-word="x"  text from the language catalogue; data-word-title="x" the same for the attribute title
// None of the three is written. One page is used by one thread at a time; different pages share nothing.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "render/link.h"
#include <stdbool.h>

struct page;
struct element;

// The embedded shell of this path ("reports/survey.html"). Never NULL: a shell that is missing or breaks the
// rules above is the page's first fault. The arena must outlive the page.
struct page *page_open(struct arena *arena, const char *shell);
void page_free(struct page *page); // NULL is fine
AUTO_DEFINE(page, struct page *, page_free)

struct element *page_root(struct page *page); // <html>

// Remembers a fault of the caller's own, as if the page had found it.
void page_fault(struct page *page, const char *format, ...) PRINTF_LIKE(2, 3);

// Fills every data-word of the shell, shapes included, and sets <html lang>. Call it before repeating
// anything. `find` gives the text of a key or NULL, which is a fault. A word that was never filled is a fault as well.
typedef const char *page_word_find(const void *catalogue, const char *key);
void page_words(struct page *page, const char *language, page_word_find *find, const void *catalogue);

// Puts an embedded style sheet ("reports/chart.css") into the head, for pages that are files of their own.
void page_style(struct page *page, const char *resource);

// Appends the whole page, from <!DOCTYPE html> on. False with the first fault and nothing appended (ERROR_INTERNAL).
MUST_USE bool page_write(struct page *page, struct buffer *html, struct error *err);

// ---- places

// The first element below (or at) `in` with this data-slot.
struct element *page_slot(struct element *in, const char *name);
bool page_has_slot(struct element *in, const char *name);
// The shape with this data-each below `in`; element_repeat appends one copy of it after the earlier copies.
struct element *page_each(struct element *in, const char *name);
struct element *element_repeat(struct element *shape);
void element_remove(struct element *element); // with everything in it; do not use it afterwards

// Shorthands: the slot's text replaced, the slot removed, the slot removed unless it is wanted (gives `wanted` back).
void slot_text(struct element *in, const char *name, const char *text);
void slot_format(struct element *in, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);
void slot_remove(struct element *in, const char *name);
bool slot_keep(struct element *in, const char *name, bool wanted);

// ---- content

// Replaces the content by text (NULL: empties it). Bytes that are not UTF-8 and control characters become
// U+FFFD. Refused in <script> and <style>.
void element_text(struct element *element, const char *text);
void element_format(struct element *element, const char *format, ...) PRINTF_LIKE(2, 3);
// Adds text after what is there.
void element_append(struct element *element, const char *text);
// A new last child. Elements that run, embed or load (script, style, iframe, object, link, meta …) and form
// are refused.
struct element *element_add(struct element *parent, const char *name);
struct element *element_add_text(struct element *parent, const char *name, const char *text);
// Adds a drawing: SVG with its xmlns, without a prologue. Checked again whoever made it: only shapes, text,
// patterns and gradients, no script, no style, no event, no reference outside the drawing.
void element_svg(struct element *parent, const char *svg);

// ---- attributes

// Sets an attribute of a fixed list (class, id, aria-…, type, name, value, colspan …; data-… except the
// shell's own). Never href, src, action, style or on…. NULL removes it.
void element_set(struct element *element, const char *name, const char *value);
void element_set_format(struct element *element, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);
// checked, selected, required, disabled, hidden, open …: there or not.
void element_flag(struct element *element, const char *name, bool on);
// Adds a class to those that are there.
void element_class(struct element *element, const char *name);
// A number for the style sheet: style="--share:0.41". The name begins with "--"; NaN and infinity are faults.
void element_measure(struct element *element, const char *property, double value);
// href of a or area (and link in a shell), src of img and script.
void element_link(struct element *element, const struct link *link);

// A form that posts to `action`: `place` itself when it is a bare <form> of the shell, else a new one in it.
// `token` is the session's CSRF token, put into a hidden field; NULL only where there is no session (the
// respondent's pages).
struct element *form_open(struct element *place, const struct link *action, const char *token);
