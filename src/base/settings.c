#include "base/settings.h"
#include "base/file.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

enum { CONFIG_LIMIT = 64 * 1024 };

static const struct setting {
    const char *name; // without ECHOLOT_, upper case; in a file lower case
    size_t offset;
    const char *standard;
} known[] = {
    {"DATABASE", offsetof(struct settings, database), ""},
    {"DATABASE_COLLECT", offsetof(struct settings, database_collect), NULL},
    {"DATABASE_ANALYZE", offsetof(struct settings, database_analyze), NULL},
    {"DATABASE_PRESENT", offsetof(struct settings, database_present), NULL},
    {"BASE_URL", offsetof(struct settings, base_url), "http://127.0.0.1:8080"},
    {"LISTEN", offsetof(struct settings, listen), "127.0.0.1:8080"},
    {"DATA", offsetof(struct settings, data_directory), NULL},
    {"TIME_ZONE", offsetof(struct settings, time_zone), "UTC"},
    {"REPORT_LANGUAGE", offsetof(struct settings, report_language), "en"},
    {"LOCAL_USER", offsetof(struct settings, local_user), "postgres"},
    {"SMTP_URL", offsetof(struct settings, smtp_url), NULL},
    {"SMTP_USER", offsetof(struct settings, smtp_user), NULL},
    {"SMTP_PASSWORD", offsetof(struct settings, smtp_password), NULL},
    {"SMTP_TLS", offsetof(struct settings, smtp_tls), NULL},
    {"SMTP_CA", offsetof(struct settings, smtp_ca), NULL},
    {"SMTP_TIMEOUT", offsetof(struct settings, smtp_timeout), NULL},
    {"MAIL_FROM", offsetof(struct settings, mail_from), NULL},
};

static const char **field(struct settings *settings, const struct setting *setting)
{
    return (const char **)((char *)settings + setting->offset);
}

// One place where settings stand: a file or the environment. Each is given once there, as itself or as a _FILE.
struct source {
    struct settings *settings;
    bool given[LENGTH(known)];
};

// An empty value leaves what stood there before: a variable that is empty is commonly one that nobody filled in, and an
// empty data directory would be the root directory.
static bool set_known(struct arena *arena, struct source *source, size_t number, const char *value, const char *place,
                      struct error *err)
{
    if (!*value)
        return true;
    if (source->given[number])
        return FAIL(err, ERROR_USAGE, "%s: %s is given twice (as itself, or as %s_FILE)", place, known[number].name,
                    known[number].name);
    source->given[number] = true;
    *field(source->settings, &known[number]) = arena_text(arena, value);
    return true;
}

static bool set_from_file(struct arena *arena, struct source *source, size_t number, const char *path,
                          const char *place, struct error *err)
{
    char *content = file_read(arena, path, CONFIG_LIMIT, NULL, err);
    if (!content)
        return false;
    content[strcspn(content, "\r\n")] = '\0';
    return set_known(arena, source, number, content, place, err);
}

// Sets one value by its name; a name that ends in _FILE gives the path of a file that holds the value.
static bool set(struct arena *arena, struct source *source, const char *name, const char *value, const char *place,
                struct error *err)
{
    for (size_t i = 0; i < LENGTH(known); i++) {
        size_t length = strlen(known[i].name);
        if (strncasecmp(name, known[i].name, length) != 0)
            continue;
        if (name[length] == '\0')
            return set_known(arena, source, i, value, place, err);
        if (strcasecmp(name + length, "_FILE") == 0)
            return set_from_file(arena, source, i, value, place, err);
    }
    (void)FAIL(err, ERROR_USAGE, "%s: unknown setting '%s'", place, name);
    return error_hint(err, "The settings are listed by 'echolot --help'.");
}

static char *trim(char *text)
{
    text += strspn(text, " \t\r");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r", text[length - 1]))
        text[--length] = '\0';
    return text;
}

static bool load_file(struct arena *arena, const char *path, struct settings *settings, struct error *err)
{
    char *text = file_read(arena, path, CONFIG_LIMIT, NULL, err);
    if (!text)
        return false;
    struct source source = {.settings = settings};
    int number = 0;
    for (char *line = text, *next; line; line = next) {
        number++;
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        line = trim(line);
        if (*line == '\0' || *line == '#')
            continue;
        const char *place = arena_format(arena, "%s:%d", path, number);
        char *equals = strchr(line, '=');
        if (!equals)
            return FAIL(err, ERROR_USAGE, "%s: expected 'name = value'", place);
        *equals = '\0';
        if (!set(arena, &source, trim(line), trim(equals + 1), place, err))
            return false;
    }
    return true;
}

static bool load_environment(struct arena *arena, struct settings *settings, struct error *err)
{
    const char *prefix = "ECHOLOT_";
    struct source source = {.settings = settings};
    for (char **variable = environ; *variable; variable++) {
        if (strncmp(*variable, prefix, strlen(prefix)) != 0)
            continue;
        char *name = arena_text(arena, *variable + strlen(prefix));
        char *equals = strchr(name, '=');
        if (!equals)
            continue;
        *equals = '\0';
        if (!set(arena, &source, name, equals + 1, "environment", err))
            return false;
    }
    return true;
}

// Root's private data must be reachable by the account that runs PostgreSQL, so it does not go under /root.
static const char *standard_data_directory(struct arena *arena)
{
    if (geteuid() == 0)
        return "/var/lib/echolot";
    const char *share = getenv("XDG_DATA_HOME");
    if (share && *share)
        return arena_format(arena, "%s/echolot", share);
    const char *home = getenv("HOME");
    return arena_format(arena, "%s/.local/share/echolot", home && *home ? home : ".");
}

// Every link in an e-mail begins with it: better refused here than broken in a thousand letters.
static bool check_base_url(struct arena *arena, struct settings *settings, struct error *err)
{
    const char *url = settings->base_url;
    size_t scheme = strncmp(url, "https://", 8) == 0 ? 8 : strncmp(url, "http://", 7) == 0 ? 7 : 0;
    size_t length = strlen(url);
    while (length > scheme && url[length - 1] == '/')
        length--;
    bool plain = true;
    for (size_t i = 0; i < length; i++)
        plain = plain && url[i] > ' ' && url[i] < 0x7F && !strchr("\"'<>\\^`{|}?#", url[i]);
    if (scheme == 0 || length == scheme || url[scheme] == '/' || !plain) {
        (void)FAIL(err, ERROR_USAGE, "BASE_URL '%s' is not the address of a server", url);
        return error_hint(err, "Expected, for example, https://survey.example.org");
    }
    settings->base_url = arena_slice(arena, url, length);
    return true;
}

bool settings_load(struct arena *arena, const char *config, struct settings *settings, struct error *err)
{
    struct settings fresh = {0};
    for (size_t i = 0; i < LENGTH(known); i++)
        *field(&fresh, &known[i]) = known[i].standard;
    fresh.data_directory = standard_data_directory(arena);
    if (config && !load_file(arena, config, &fresh, err))
        return false;
    if (!load_environment(arena, &fresh, err) || !check_base_url(arena, &fresh, err))
        return false;
    *settings = fresh;
    return true;
}
