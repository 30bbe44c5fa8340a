// A request without a network: a target drives one of the server's own handlers and sees what it answers.
#pragma once

#include "fuzz.h"
#include "web/pages.h"

struct answered {
    unsigned status; // 0: nothing was answered
    struct buffer body;
};
// Posts the body to the endpoint. A ballot is checked as the collector does and then counts as stored; every token is known.
void request_post(const char *path, const uint8_t *body, size_t size, struct answered *answered);
