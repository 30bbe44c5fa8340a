// Feeds every file of the folders named to the target, each in memory of exactly its size, so that a sanitizer sees the
// first byte read beyond it.
#include "fuzz.h"

#include <dirent.h>

static void replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    MUST(file && fseek(file, 0, SEEK_END) == 0);
    long size = ftell(file);
    MUST(size >= 0 && fseek(file, 0, SEEK_SET) == 0);
    uint8_t *bytes = malloc(size ? (size_t)size : 1);
    MUST(bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size);
    (void)fclose(file);
    (void)LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
}

static int replay_folder(const char *folder)
{
    int count = 0;
    char path[4096];
    DIR *entries = opendir(folder);
    MUST(entries);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        MUST(snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path);
        fprintf(stderr, "%s\n", path); // the last one named is the one that failed
        replay(path);
        count++;
    }
    (void)closedir(entries);
    return count;
}

int main(int count, char **arguments)
{
    int replayed = 0;
    (void)LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < count; i++)
        replayed += replay_folder(arguments[i]);
    printf("%d inputs\n", replayed);
    return replayed > 0 ? 0 : 1;
}
