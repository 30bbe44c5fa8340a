// POST /s/answers, from the form to the page that answers: what was typed comes back as text, never as markup.
#include "base/text.h"
#include "request.h"

static size_t occurrences(const char *text, const char *word)
{
    size_t count = 0;
    for (; (text = strcasestr(text, word)) != NULL; text++)
        count++;
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > BODY_LIMIT)
        return 0;
    struct answered answered = {0};
    request_post("/s/answers", bytes, size, &answered);
    const char *page = buffer_string(&answered.body);
    MUST(answered.status == 201 || answered.status == 400 || answered.status == 404 || answered.status == 422 ||
         answered.status == 429);
    MUST(text_is_utf8(page, answered.body.size, NULL) && strlen(page) == answered.body.size);
    MUST(occurrences(page, "<script") == occurrences(page, "<script src=\"/") && occurrences(page, "<img") == 0);
    buffer_free(&answered.body);
    return 0;
}
