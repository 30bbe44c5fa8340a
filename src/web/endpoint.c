#include "pages.h"

#include <string.h>

#define FORM "application/x-www-form-urlencoded"
#define ANY_FORM FORM ", multipart/form-data" // what mail programs send
#define JSON "application/json"

static const struct endpoint endpoints[] = {
    {"/", METHOD_GET, NULL, begin_entrance, NULL},
    {"/s", METHOD_GET, NULL, begin_entrance, NULL},
    {"/s", METHOD_POST, FORM, begin_survey, finish_survey},
    {"/s/answers", METHOD_POST, FORM, begin_answers, finish_answers},
    {"/kiosk", METHOD_GET, NULL, begin_kiosk, NULL},
    {"/receipt", METHOD_GET, NULL, begin_receipt_form, NULL},
    {"/receipt", METHOD_POST, FORM, begin_receipt, finish_receipt},
    {"/o", METHOD_GET, NULL, begin_reminders, finish_reminders},
    {"/o", METHOD_POST, ANY_FORM, begin_reminders_choice, finish_reminders},
    {"/api/v1/ballots", METHOD_POST, JSON, begin_ballot, finish_ballot},
    {"/style.css", METHOD_GET, NULL, begin_asset, NULL},
    {"/survey.css", METHOD_GET, NULL, begin_asset, NULL},
    {"/s.js", METHOD_GET, NULL, begin_asset, NULL},
    {"/questions.js", METHOD_GET, NULL, begin_asset, NULL},
    {"/draft.js", METHOD_GET, NULL, begin_asset, NULL},
    {"/healthz", METHOD_GET, NULL, begin_health, NULL},
    {"/readyz", METHOD_GET, NULL, begin_ready, finish_ready},
};

const struct endpoint *endpoint_find(const char *path, enum method method, bool *known)
{
    *known = false;
    for (size_t i = 0; i < LENGTH(endpoints); i++) {
        if (strcmp(endpoints[i].path, path) != 0)
            continue;
        *known = true;
        if (endpoints[i].method == method)
            return &endpoints[i];
    }
    return NULL;
}
