// The map that says how to read answers of another tool.
#include "ballot/import_map.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct survey *survey = fuzz_survey_once();
    AUTO(arena) struct arena *arena = arena_new();
    struct fault_list faults = {.arena = arena};
    const struct import_map *map = import_map_parse(arena, (const char *)bytes, size, survey, &faults);
    MUST((map != NULL) == (faults.total == 0));
    if (!map)
        return 0;
    MUST(map->path_count >= 1 && map->path_count <= IMPORT_PATH_LIMIT && map->segment_count <= SEGMENT_LIMIT);
    for (size_t i = 0; i < map->question_count; i++)
        MUST(map->questions[i].name && map->questions[i].question >= IMPORT_LEFT_OUT &&
             map->questions[i].question < (int)survey->question_count);
    for (size_t i = 0; i < map->value_count; i++)
        MUST(map->values[i].label && map->values[i].question >= -1 && map->values[i].question < (int)survey->question_count);
    return 0;
}
