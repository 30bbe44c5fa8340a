#include "comments.h"
#include "organisation.h"
#include "random.h"

#include <stdbool.h>
#include <string.h>

enum { VARIANTS = 4, ENGLISH = 0, GERMAN = 1 };

// Something people write about: where and when, how often among those who write, and in which words.
struct theme {
    const char *department; // here and below; NULL: everywhere
    int from, to;           // waves
    unsigned weight;
    const char *words[2][VARIANTS];
};

static const struct theme improvements[] = {
    {"SALES-SERVICE-HOTLINE", 5, 7, 30,
     {{"The new ticket system doubles every call.", "Since the ticket system came there is no break between two calls.",
       "Nobody asked the hotline before the ticket system was bought.", "Too many calls a day, and the ticket system crashes twice a week."},
      {"Das neue Ticketsystem verdoppelt jeden Anruf.", "Seit das Ticketsystem da ist, gibt es keine Pause zwischen zwei Anrufen.",
       "Niemand hat die Hotline gefragt, bevor das Ticketsystem gekauft wurde.", "Zu viele Anrufe am Tag, und das Ticketsystem stürzt ständig ab."}}},
    {"OPS-PRODUCTION-ASSEMBLY", 1, 6, 20,
     {{"A simple thank you after a hard night shift.", "Nobody says thank you on the night shift.",
       "Good work on the line should be noticed by the shift leads.", "The night shift only hears what went wrong."},
      {"Ein einfaches Danke nach einer harten Nachtschicht.", "In der Nachtschicht sagt niemand Danke.",
       "Gute Arbeit am Band sollte den Schichtleitern auffallen.", "Die Nachtschicht hört nur, was schiefging."}}},
    {NULL, 1, 8, 9,
     {{"Tell us what became of our requests.", "I never hear what happens to a request once I have sent it.",
       "Progress news on open requests, even if there is no news.", "Requests disappear and I have to ask again every week."},
      {"Sagt uns, was aus unseren Anfragen geworden ist.", "Ich höre nie, was mit einer Anfrage passiert, wenn sie einmal weg ist.",
       "Zwischenstände zu offenen Anfragen, auch wenn es nichts Neues gibt.", "Anfragen verschwinden, und ich muss jede Woche nachfragen."}}},
    {NULL, 1, 8, 5,
     {{"The canteen closes before the late shift can eat.", "Better food in the canteen.", "Open the canteen longer.",
       "The canteen queue eats half the lunch break."},
      {"Die Kantine schließt, bevor die Spätschicht essen kann.", "Besseres Essen in der Kantine.", "Die Kantine sollte länger offen sein.",
       "Die Schlange in der Kantine frisst die halbe Mittagspause."}}},
    {NULL, 1, 8, 4,
     {{"Fewer meetings, and minutes for those who cannot come.", "Half of the meetings could be a short message.",
       "Meetings start late and end later.", "One day a week without meetings."},
      {"Weniger Besprechungen, und ein Protokoll für alle anderen.", "Die Hälfte der Besprechungen könnte eine kurze Nachricht sein.",
       "Besprechungen beginnen spät und enden später.", "Ein Tag in der Woche ohne Besprechungen."}}},
    {NULL, 1, 8, 4,
     {{"More training before new machines arrive, not after.", "Time for training, not only the offer.",
       "Let us train with the people of the next department.", "Training for those who cover for others."},
      {"Mehr Schulung, bevor neue Maschinen kommen, nicht danach.", "Zeit für Schulungen, nicht nur das Angebot.",
       "Lasst uns Schulungen mit der Nachbarabteilung machen.", "Schulungen für alle, die Vertretung machen."}}},
    {NULL, 1, 8, 3,
     {{"Two places in the car park for every ten people.", "The car park is full at seven.", "A roof over the bicycles near the car park.",
       "More light in the car park in winter."},
      {"Zwei Plätze auf dem Parkplatz für zehn Leute.", "Der Parkplatz ist um sieben voll.", "Ein Dach für die Fahrräder am Parkplatz.",
       "Mehr Licht auf dem Parkplatz im Dezember."}}},
};

static const struct theme strengths[] = {
    {NULL, 1, 8, 8,
     {{"My team. We help each other without being asked.", "The people: everybody in the team helps.", "How the team holds together.",
       "A team where questions are welcome."},
      {"Mein Team. Wir helfen einander, ohne gefragt zu werden.", "Die Leute: Im Team hilft jeder.", "Wie das Team zusammenhält.",
       "Ein Team, in dem Fragen willkommen sind."}}},
    {NULL, 1, 8, 5,
     {{"Flexible working hours.", "That I can plan my working hours.", "Working hours that leave time for the children.",
       "Nobody counts minutes: flexible working hours are real here."},
      {"Die flexiblen Arbeitszeiten.", "Dass ich meine Arbeitszeiten planen kann.", "Arbeitszeiten, die Zeit für die Kinder lassen.",
       "Niemand zählt Minuten: Die flexiblen Arbeitszeiten sind echt."}}},
    {"OPS-PRODUCTION-ASSEMBLY", 7, 8, 20,
     {{"The daily thanks of the shift leads. Please keep that.", "Now somebody says thank you, every day.", "The thanks at the end of a shift.",
       "Shift leads who see what we do."},
      {"Das tägliche Danke der Schichtleiter. Bitte behaltet das bei.", "Jetzt sagt jemand Danke, jeden Tag.", "Das Danke am Ende der Schicht.",
       "Schichtleiter, die sehen, was wir tun."}}},
    {NULL, 1, 8, 3,
     {{"Friendly colleagues in every department.", "Respect, also when it gets loud.", "The friendly tone.", "Being greeted in the morning."},
      {"Freundliche Kollegen in jeder Abteilung.", "Respekt, auch wenn es laut wird.", "Der freundliche Ton.", "Dass man morgens gegrüßt wird."}}},
};

static bool applies(const struct theme *theme, int department, int wave)
{
    return wave >= theme->from && wave <= theme->to &&
           (!theme->department || sample_is_below(department, sample_department_find(theme->department)));
}

static const struct theme *choose(const struct theme *themes, size_t count, int department, int wave, uint64_t *seed)
{
    unsigned total = 0;
    for (size_t i = 0; i < count; i++)
        total += applies(&themes[i], department, wave) ? themes[i].weight : 0;
    uint32_t drawn = random_below(seed, total);
    for (size_t i = 0; i < count; i++) {
        if (!applies(&themes[i], department, wave))
            continue;
        if (drawn < themes[i].weight)
            return &themes[i];
        drawn -= themes[i].weight;
    }
    return &themes[0];
}

// Some thank a colleague by name, and some leave an address: that must not be seen by anybody.
static const char *personal(struct arena *arena, const struct sample_person *people, size_t person, int language, uint64_t *seed)
{
    const uint32_t kind = random_below(seed, 12);
    size_t other = person;
    while (other > 0 && people[other - 1].department == people[person].department)
        other--;
    if (kind == 0 && other != person)
        return arena_format(arena, language == GERMAN ? " Danke an %s!" : " Thanks to %s!", people[other].name);
    if (kind == 1 && random_below(seed, 3) == 0)
        return arena_format(arena, language == GERMAN ? " Rückfragen an %s." : " Ask me: %s.", people[person].email);
    return "";
}

const char *sample_comment(struct arena *arena, const struct sample_person *people, size_t person, int wave,
                           enum sample_comment_kind kind)
{
    uint64_t seed = (uint64_t)person * 64 + (uint64_t)wave * 2 + kind;
    const int language = strcmp(people[person].language, "de") == 0 ? GERMAN : ENGLISH;
    const bool keep = kind == SAMPLE_KEEP;
    const struct theme *theme = choose(keep ? strengths : improvements,
                                       keep ? sizeof strengths / sizeof *strengths : sizeof improvements / sizeof *improvements,
                                       people[person].department, wave, &seed);
    if (random_below(&seed, 3) >= (theme->department ? 2 : 1)) // who has trouble at hand writes twice as often
        return "";
    const char *words = theme->words[language][random_below(&seed, VARIANTS)];
    return keep ? arena_format(arena, "%s%s", words, personal(arena, people, person, language, &seed)) : words;
}
