// `invite KEY --qr FILE` and `--open … --poster FILE`: what cards and posters say, out of the wave and its survey.
#include "ballot/definition.h"
#include "ballot/invite.h"
#include "commands.h"
#include "render/card_page.h"

#include <string.h>

struct catalogues {
    size_t count;
    const char **codes;
    struct language **languages;
};

static bool load_catalogues(struct arena *arena, struct catalogues *catalogues, struct error *err)
{
    catalogues->codes = language_list(arena, &catalogues->count);
    catalogues->languages = ARENA_ARRAY(arena, catalogues->count, struct language *);
    for (size_t i = 0; i < catalogues->count; i++) {
        catalogues->languages[i] = language_load(arena, catalogues->codes[i], err);
        if (!catalogues->languages[i])
            return false;
    }
    return true;
}

static const struct language *language_for(const struct catalogues *catalogues, const char *person)
{
    const char *code = language_choose(catalogues->codes, catalogues->count, person);
    for (size_t i = 0; i < catalogues->count; i++)
        if (strcmp(catalogues->codes[i], code) == 0)
            return catalogues->languages[i];
    return catalogues->languages[0];
}

static struct card card_of(struct cli *cli, const struct invite *invite,
                           const struct organisation *organisation)
{
    char text[TOKEN_TEXT_SIZE], code[TOKEN_CODE_SIZE];
    token_text(&invite->token, text);
    token_code(&invite->token, code);
    return (struct card){
        .name = invite->name,
        .employee_id = invite->employee_id,
        .department = organisation->departments[invite->department].name,
        .url = arena_format(cli->arena, "%s/s#%s", cli->settings.base_url, text),
        .code = arena_text(cli->arena, code),
    };
}

// As short as it can be typed: browsers try https by themselves.
static const char *typed_entrance(const struct cli *cli)
{
    const char *base = cli->settings.base_url;
    bool secure = strncmp(base, "https://", 8) == 0;
    return arena_format(cli->arena, "%s/s", secure ? base + 8 : base);
}

bool cards_write(struct cli *cli, struct db *db, const struct wave *wave, const struct invite *invites,
                 size_t count, struct buffer *html, struct error *err)
{
    struct catalogues catalogues;
    struct organisation organisation;
    const struct survey *survey =
        definition_load_version(cli->arena, db, wave->survey_id, wave->survey_version, err);
    if (!survey || !wave_organisation(cli->arena, db, wave->id, &organisation, err) ||
        !load_catalogues(cli->arena, &catalogues, err))
        return false;
    struct card *cards = ARENA_ARRAY(cli->arena, count, struct card);
    for (size_t i = 0; i < count; i++) {
        struct card *card = &cards[invites[i].place];
        *card = card_of(cli, &invites[i], &organisation);
        card->language = language_for(&catalogues, invites[i].language);
        card->survey = survey_text_in(&survey->title, language_code(card->language));
    }
    const struct language *around = count ? cards[0].language : language_for(&catalogues, NULL);
    const struct card_page page = {
        .language = around,
        .survey = survey_text_in(&survey->title, language_code(around)),
        .entrance = typed_entrance(cli),
        .from = wave->pending ? wave->first_day : NULL,
        .until = wave->last_day,
        .k = wave->k,
        .comments = wave_asks_comments(wave, survey),
        .count = count,
        .cards = cards,
    };
    return card_page_write(cli->arena, &page, html, err);
}

bool poster_write(struct cli *cli, struct db *db, const struct wave *wave, const struct token *token, const char *group,
                  struct buffer *html, struct error *err)
{
    const char *code = cli_option(cli, "--language");
    struct language *language = language_load(cli->arena, code ? code : "en", err);
    const struct survey *survey =
        language ? definition_load_version(cli->arena, db, wave->survey_id, wave->survey_version, err) : NULL;
    if (!survey)
        return false;
    char text[TOKEN_TEXT_SIZE], typed[TOKEN_CODE_SIZE];
    token_text(token, text);
    token_code(token, typed);
    const struct card card = {
        .name = group,
        .url = arena_format(cli->arena, "%s/s#%s", cli->settings.base_url, text),
        .code = typed,
    };
    const struct card_page page = {
        .language = language,
        .survey = survey_text_in(&survey->title, language_code(language)),
        .entrance = typed_entrance(cli),
        .from = wave->pending ? wave->first_day : NULL,
        .until = wave->last_day,
        .k = wave->k,
        .comments = wave_asks_comments(wave, survey),
        .count = 1,
        .cards = &card,
    };
    return card_poster_write(cli->arena, &page, html, err);
}
