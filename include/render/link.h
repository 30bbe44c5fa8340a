// The only way to an href, src or action: a link is made from a route of the server, a file beside a report, or a
// place in the page. Whatever comes from outside is percent-encoded into one segment, so that it can choose neither
// scheme nor host.
#pragma once

struct page;
struct link; // belongs to the page it was made for

// Every address of the server that pages point to. `{}` in its pattern (src/render/link.c) takes the argument.
enum route {
    ROUTE_HOME,            // /
    ROUTE_SURVEY,          // /s            GET the entrance, POST token=… the survey
    ROUTE_SURVEY_ANSWERS,  // /s/answers    POST the answers
    ROUTE_SURVEY_LANGUAGE, // /s?language={}
    ROUTE_KIOSK,           // /kiosk        the entrance on a shared device
    ROUTE_KIOSK_LANGUAGE,  // /kiosk?language={}
    ROUTE_KIOSK_ENDED,     // /kiosk?ended={}
    ROUTE_RECEIPT,         // /receipt
    ROUTE_REMINDERS,       // /o
    ROUTE_STYLE,           // /style.css
    ROUTE__COUNT
};

// `argument` fills the pattern's {} and is NULL exactly when there is none.
const struct link *page_link(struct page *page, enum route route, const char *argument);
// A file beside or below this one, for reports that lie in a folder: segments of letters, digits, - _ and inner
// dots, "../" only in front. `anchor` (may be NULL) is an id in that file.
const struct link *page_file(struct page *page, const char *path, const char *anchor);
// "#id" in the same page.
const struct link *page_anchor(struct page *page, const char *id);
