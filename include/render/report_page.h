// A department's page of a report: one HTML file that needs nothing else, made of reports/report.html. Every chart has its
// table and a sentence that says what it shows.
#pragma once

#include "base/buffer.h"
#include "report/drawing.h"

struct report_page {
    const struct words *words; // language and model; its arena must outlive the call
    size_t department;
    const char **names; // file names of all departments (report/name.h), for the links
    const struct report_drawing *drawing;
};

MUST_USE bool report_page_write(const struct report_page *page, struct buffer *html, struct error *err);
