// Whoever comes through an open link (ballot/open_link.h). Their pages carry a ticket in place of the token: the token, a dot and the random
// number of this submission. So a second click or a page sent again replaces the same ballot, and everybody else's stays.
#include "pages.h"

#include <string.h>

static const char separator = '.';

bool ticket_read(struct arena *arena, const char *text, struct token *token, const struct token **submission)
{
    const char *dot = strchr(text, separator);
    *submission = NULL;
    if (!dot)
        return token_read(text, token);
    struct token *number = ARENA_NEW(arena, struct token);
    *submission = number;
    return token_read(arena_slice(arena, text, (size_t)(dot - text)), token) && token_read(dot + 1, number);
}

void visitor_begin(struct request *request)
{
    if (!request->job->open_link || request->job->submission)
        return;
    char number[TOKEN_TEXT_SIZE];
    const struct token submission = token_make();
    token_text(&submission, number);
    request->token = arena_format(request->arena, "%s%c%s", request->token, separator, number);
}

// The people who were invited to the department, and everybody who uses a link there; how many those are nobody knows.
const char *visitor_group(struct request *request, const struct wave_book *book, size_t department)
{
    const struct language *language = request->language;
    const char *name = book->organisation.departments[department].name;
    int people = book->people[department];
    if (people == 0)
        return language_format(language, request->arena, "survey.visitor.group", LANGUAGE_VALUES({"department", name}));
    const char *group = language_count(language, request->arena, "survey.promise.group", people,
                                       LANGUAGE_VALUES({"department", name}));
    group = language_format(language, request->arena, "survey.visitor.above", LANGUAGE_VALUES({"group", group}));
    return people >= book->wave.k
               ? group
               : language_format(language, request->arena, "survey.promise.small", LANGUAGE_VALUES({"group", group}));
}

const char *visitor_gone(enum collect_gone gone)
{
    static const char *const words[] = {[COLLECT_GONE_CLOSED] = "survey.entrance.closed",
                                        [COLLECT_GONE_WITHDRAWN] = "survey.entrance.withdrawn",
                                        [COLLECT_GONE_FULL] = "survey.entrance.full"};
    return words[gone];
}

const char *visitor_gone_word(enum collect_gone gone)
{
    static const char *const words[] = {[COLLECT_GONE_CLOSED] = "closed",
                                        [COLLECT_GONE_WITHDRAWN] = "link_withdrawn",
                                        [COLLECT_GONE_FULL] = "link_full"};
    return words[gone];
}
