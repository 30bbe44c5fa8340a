#include "doctor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MIB (1024.0 * 1024.0)
enum { ROOM_PROBLEM = 100, ROOM_WARNING = 1024 }; // MiB

// Whether an address ("http://…" or ADDRESS:PORT) can be reached from this machine only.
static bool is_local(const char *address)
{
    const char *host = strstr(address, "://") ? strstr(address, "://") + 3 : address;
    return strncmp(host, "127.", 4) == 0 || strncmp(host, "localhost", 9) == 0 || strncmp(host, "[::1]", 5) == 0;
}

static void check_address(struct doctor *doctor)
{
    static const char check[] = "address";
    const char *base = doctor->settings->base_url, *listen = doctor->settings->listen;
    if (strncmp(base, "https://", 8) == 0)
        doctor_add(doctor, DOCTOR_OK, check, arena_format(doctor->arena, "links lead to %s", base), NULL);
    else if (is_local(base))
        doctor_add(doctor, DOCTOR_WARNING, check, arena_format(doctor->arena, "links lead to %s, which only this machine reaches", base),
                   "Set ECHOLOT_BASE_URL to the address at which people reach the server.");
    else
        doctor_add(doctor, DOCTOR_PROBLEM, check,
                   arena_format(doctor->arena, "links lead to %s: answers would travel unencrypted", base),
                   "Put a server that speaks TLS in front and set ECHOLOT_BASE_URL to its https address.");
    if (!is_local(listen))
        doctor_add(doctor, DOCTOR_WARNING, check,
                   arena_format(doctor->arena, "the server listens on %s, and what it speaks is not encrypted", listen),
                   "Let only the server that speaks TLS reach it, or set ECHOLOT_LISTEN to 127.0.0.1:8080.");
}

// The directory, or the nearest one above it that is there.
static bool room_at(struct arena *arena, const char *directory, struct statvfs *status)
{
    char *path = arena_text(arena, directory);
    while (statvfs(path, status) != 0) {
        char *slash = strrchr(path, '/');
        if (!slash)
            return statvfs(".", status) == 0;
        slash[slash == path ? 1 : 0] = '\0';
        if (slash == path)
            return statvfs(path, status) == 0;
    }
    return true;
}

static void check_disk(struct doctor *doctor)
{
    struct statvfs status;
    const char *directory = doctor->settings->data_directory;
    if (!room_at(doctor->arena, directory, &status))
        return;
    double free = (double)status.f_bavail * (double)status.f_frsize / MIB;
    enum doctor_level level = free < ROOM_PROBLEM ? DOCTOR_PROBLEM : free < ROOM_WARNING ? DOCTOR_WARNING : DOCTOR_OK;
    doctor_add(doctor, level, "disk", arena_format(doctor->arena, "%s: %.0f MiB free", directory, free),
               level == DOCTOR_OK ? NULL : "Make room: on a full disk ballots are refused.");
}

static const char *find_program(struct arena *arena, const char *name)
{
    const char *path = getenv("PATH");
    for (const char *at = path ? path : "/usr/bin:/bin"; at; at = strchr(at, ':') ? strchr(at, ':') + 1 : NULL) {
        const char *file = arena_format(arena, "%.*s/%s", (int)strcspn(at, ":"), at, name);
        if (access(file, X_OK) == 0)
            return file;
    }
    return NULL;
}

static void check_programs(struct doctor *doctor)
{
    const char *gnuplot = find_program(doctor->arena, "gnuplot");
    if (gnuplot)
        doctor_add(doctor, DOCTOR_OK, "programs", arena_format(doctor->arena, "charts are drawn by %s", gnuplot), NULL);
    else
        doctor_add(doctor, DOCTOR_PROBLEM, "programs", "gnuplot is not installed: reports cannot be drawn",
                   "Install the package gnuplot-nox.");
}

void doctor_check_machine(struct doctor *doctor)
{
    check_address(doctor);
    check_disk(doctor);
    check_programs(doctor);
}
