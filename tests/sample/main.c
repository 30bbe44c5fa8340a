// echolot-sample DIR [SEED]: writes a made-up company for the demo and the tests, the same one for the same seed:
// departments.csv, people.csv, wave-1.csv … wave-8.csv (plain import layout) and effects.json, what is true in it.
#include "answers.h"
#include "effects.h"
#include "people.h"

#include "base/file.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STANDARD_SEED = 20230206 };

static bool write_text(struct arena *arena, const char *directory, const char *name, const char *text,
                       struct error *err)
{
    return file_write(arena_format(arena, "%s/%s", directory, name), text, strlen(text), 0644, err);
}

static bool write_effects(struct arena *arena, const char *directory, unsigned long seed, struct error *err)
{
    json_t *effects = sample_effects_json(seed);
    char *text = json_dumps(effects, JSON_INDENT(2));
    if (!text)
        abort();
    const bool good = write_text(arena, directory, "effects.json", arena_format(arena, "%s\n", text), err);
    free(text);
    json_decref(effects);
    return good;
}

static bool write_company(struct arena *arena, const char *directory, unsigned long seed, struct error *err)
{
    uint64_t state = seed;
    const struct sample_person *people = sample_people(arena, &state);
    const struct sample_opinions *opinions = sample_opinions(arena, &state);
    if (!file_make_directory(directory, 0755, err) || !write_effects(arena, directory, seed, err) ||
        !write_text(arena, directory, "departments.csv", sample_departments_csv(arena), err) ||
        !write_text(arena, directory, "people.csv", sample_people_csv(arena, people), err))
        return false;
    for (int wave = 1; wave <= SAMPLE_WAVES; wave++)
        if (!write_text(arena, directory, arena_format(arena, "wave-%d.csv", wave),
                        sample_wave_csv(arena, people, opinions, wave, &state), err))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    char *end = "";
    const unsigned long seed = argc > 2 ? strtoul(argv[2], &end, 10) : STANDARD_SEED;
    if (argc < 2 || argc > 3 || *end) {
        fputs("usage: echolot-sample DIRECTORY [SEED]\n", stderr);
        return 2;
    }
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    if (write_company(arena, argv[1], seed, &err))
        return 0;
    fprintf(stderr, "echolot-sample: %s\n", err.message);
    return 1;
}
