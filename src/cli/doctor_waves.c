#include "ballot/key_file.h"
#include "ballot/wave.h"
#include "doctor.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

static const char check[] = "keys", suffix[] = ".key";

AUTO_DEFINE(directory, DIR *, closedir)

static void check_mode(struct doctor *doctor, const char *path, mode_t wanted)
{
    struct stat status;
    if (stat(path, &status) != 0 || (status.st_mode & 077) == 0)
        return;
    doctor_add(doctor, DOCTOR_PROBLEM, check,
               arena_format(doctor->arena, "%s: others than its owner may open it (mode %04o)", path, status.st_mode & 07777u),
               arena_format(doctor->arena, "chmod %04o %s", wanted, path));
}

static const struct wave *find_wave(const struct wave *waves, size_t count, const char *key, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(waves[i].key) == length && strncmp(waves[i].key, key, length) == 0)
            return &waves[i];
    return NULL;
}

// A file that lies there: it belongs to an open wave, or should not be there any more.
static void check_file(struct doctor *doctor, const struct wave *waves, size_t count, const char *path, const char *name)
{
    size_t length = strlen(name), ending = strlen(suffix);
    const struct wave *wave = length > ending && strcmp(name + length - ending, suffix) == 0
                                  ? find_wave(waves, count, name, length - ending)
                                  : NULL;
    check_mode(doctor, path, 0600);
    if (!wave)
        doctor_add(doctor, DOCTOR_WARNING, check, arena_format(doctor->arena, "%s: belongs to no wave of this database", path),
                   "Remove it, unless another database uses it.");
    else if (wave->state != WAVE_OPEN)
        doctor_add(doctor, DOCTOR_PROBLEM, check,
                   arena_format(doctor->arena, "%s: wave %s is closed, but its private key is still there", path, wave->key),
                   arena_format(doctor->arena, "'echolot wave close %s' destroys it.", wave->key));
}

static void check_directory(struct doctor *doctor, const struct wave *waves, size_t count)
{
    const char *path = arena_format(doctor->arena, "%s/keys", doctor->settings->data_directory);
    AUTO(directory) DIR *directory = opendir(path);
    if (!directory) {
        if (errno != ENOENT)
            doctor_add(doctor, DOCTOR_PROBLEM, check, arena_format(doctor->arena, "%s: %s", path, strerror(errno)),
                       "Run this as the account that opens and closes waves.");
        return;
    }
    check_mode(doctor, path, 0700);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            check_file(doctor, waves, count, arena_format(doctor->arena, "%s/%s", path, entry->d_name),
                       arena_text(doctor->arena, entry->d_name));
}

// An open wave: its key is here and opens its ballots, or somebody keeps it.
static void check_key(struct doctor *doctor, const struct wave *wave)
{
    struct error err;
    struct stat status;
    unsigned char private_key[SEAL_KEY_SIZE];
    const char *path = key_file_path(doctor->arena, doctor->settings->data_directory, wave->key);
    if (stat(path, &status) != 0) {
        doctor_add(doctor, DOCTOR_WARNING, check,
                   arena_format(doctor->arena, "the private key of the open wave %s is not on this machine", wave->key),
                   "Whoever keeps it has to bring it: without it the wave cannot be closed, and its ballots are lost.");
    } else if (!key_file_read(path, wave->key, private_key, &err)) {
        doctor_add_error(doctor, check, &err);
    } else if (!seal_keys_match(private_key, wave->public_key)) {
        doctor_add(doctor, DOCTOR_PROBLEM, check,
                   arena_format(doctor->arena, "%s: the ballots of wave %s are not sealed to this key", path, wave->key),
                   "Find the right one: without it the wave cannot be closed, and its ballots are lost.");
    } else {
        doctor_add(doctor, DOCTOR_OK, check,
                   arena_format(doctor->arena, "the private key of the open wave %s opens its ballots", wave->key), NULL);
    }
    sodium_memzero(private_key, sizeof private_key);
}

// Department and segments stand in a sheet. Whoever is nearly alone with theirs could be told by somebody who may read answer blocks.
static void check_alone(struct doctor *doctor, struct db *db, const struct wave *wave)
{
    struct error err;
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_DOCTOR_ALONE, DB_VALUES(db_int(wave->id)), &err);
    if (!rows) {
        doctor_add_error(doctor, "waves", &err);
        return;
    }
    int64_t few = result_int(rows, 0, 0), all = result_int(rows, 0, 1);
    if (few > 0)
        doctor_add(doctor, DOCTOR_WARNING, "waves",
                   arena_format(doctor->arena,
                                "wave %s: %lld of %lld people share department and segments with fewer than %d others; no report "
                                "shows them, but the sheets of the closed wave tell whoever may read them",
                                wave->key, (long long)few, (long long)all, wave->k - 1),
                   "Import fewer or coarser segments before the next wave, and keep the logins of the analyze and owner roles to few.");
}

void doctor_check_waves(struct doctor *doctor, struct db *db)
{
    struct error err;
    struct wave *waves;
    size_t count;
    if (!wave_list(doctor->arena, db, &waves, &count, &err)) {
        doctor_add_error(doctor, check, &err);
        return;
    }
    check_directory(doctor, waves, count);
    for (size_t i = 0; i < count; i++)
        if (waves[i].state == WAVE_OPEN && waves[i].has_public_key) {
            check_key(doctor, &waves[i]);
            check_alone(doctor, db, &waves[i]);
        }
}
