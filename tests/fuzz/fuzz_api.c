// POST /api/v1/ballots: whatever the body is, the answer is JSON, and every fault of a ballot has its pointer.
#include "base/json.h"
#include "request.h"

static void check_faults(const json_t *answer)
{
    const json_t *faults = json_object_get(answer, "faults"), *fault;
    size_t i;
    MUST(json_array_size(faults) > 0);
    json_array_foreach (faults, i, fault) {
        const char *pointer = json_string_value(json_object_get(fault, "pointer"));
        MUST(pointer && (!*pointer || *pointer == '/') && json_string_length(json_object_get(fault, "fault")) > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > BODY_LIMIT)
        return 0;
    struct answered answered = {0};
    struct error err;
    request_post("/api/v1/ballots", bytes, size, &answered);
    {
        AUTO(json) json_t *answer = json_read(buffer_string(&answered.body), answered.body.size, "answer", &err);
        MUST(json_is_object(answer));
        if (answered.status == 201)
            MUST(json_is_string(json_object_get(answer, "receipt")));
        else if (answered.status == 422)
            check_faults(answer);
        else
            MUST(answered.status == 400 || answered.status == 404 || answered.status == 429);
    }
    buffer_free(&answered.body);
    return 0;
}
