#include "redact_word.h"
#include "base/buffer.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

// Letters that do not come apart into a base and an accent.
static const struct {
    uint32_t letter;
    const char *plain;
} plain_letters[] = {{0xE6, "ae"}, {0xF8, "o"}, {0x153, "oe"}, {0x142, "l"}, {0x111, "d"},
                     {0xF0, "d"},  {0xFE, "th"}, {0x131, "i"}, {0x127, "h"}};

static bool is_letter(uint32_t code)
{
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

static bool is_capital(uint32_t code)
{
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT || category == UTF8PROC_CATEGORY_LO;
}

static void add_plain(struct buffer *key, uint32_t code)
{
    for (size_t i = 0; i < LENGTH(plain_letters); i++)
        if (plain_letters[i].letter == code) {
            buffer_text(key, plain_letters[i].plain);
            return;
        }
    utf8proc_uint8_t bytes[4];
    buffer_add(key, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)code, bytes));
}

static void add_folded(struct buffer *key, uint32_t code)
{
    enum { PIECES = 32 };
    utf8proc_int32_t pieces[PIECES];
    int boundary = 0;
    const utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, pieces, PIECES,
                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < PIECES; i++)
        add_plain(key, (uint32_t)pieces[i]);
}

// "ae", "oe", "ue" stand for an umlaut, not behind another vowel or a q ("Bauer", "Quelle").
static char *contract(struct arena *arena, const struct buffer *key)
{
    char *text = arena_slice(arena, buffer_string(key), key->size);
    size_t out = 0;
    for (size_t i = 0; i < key->size; i++) {
        const bool second = text[i] == 'e' && i > 0 && key->bytes[i - 1] != 0 && strchr("aou", key->bytes[i - 1]);
        if (second && (i < 2 || !strchr("aeiouyq", key->bytes[i - 2])))
            continue;
        text[out++] = key->bytes[i];
    }
    text[out] = '\0';
    return text;
}

static size_t read_word(struct arena *arena, const char *bytes, size_t size, size_t from, struct redaction_word *word)
{
    AUTO(buffer) struct buffer key = {0};
    uint32_t code;
    *word = (struct redaction_word){.from = from};
    size_t at = from;
    for (size_t length; at < size && (length = text_character(bytes + at, size - at, &code)) > 0 && is_letter(code);
         at += length) {
        word->capital = word->capital || (word->letters == 0 && is_capital(code));
        word->letters++;
        add_folded(&key, code);
    }
    word->to = at;
    word->key = contract(arena, &key);
    return at;
}

struct redaction_word *redaction_words(struct arena *arena, const char *bytes, size_t size, size_t *count)
{
    struct redaction_word *words = ARENA_ARRAY(arena, size / 2 + 1, struct redaction_word);
    *count = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        const size_t length = text_character(bytes + at, size - at, &code);
        if (length > 0 && is_letter(code))
            at = read_word(arena, bytes, size, at, &words[(*count)++]);
        else
            at += length > 0 ? length : 1;
    }
    return words;
}

static int compare(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

#define IS_IN(key, list) (bsearch((key), (list), LENGTH(list), sizeof *(list), compare) != NULL)

// All lists are sorted and spelled as keys are: no accents, umlauts as their vowel.
bool redaction_is_ordinary(const char *key)
{
    static const char *const words[] = {
        "alt", "angel", "april", "art", "august", "bach", "baker", "banks", "bauer", "berg", "best", "bill",
        "bird", "black", "blau", "brand", "braun", "brook", "brooks", "brown", "busch", "bush", "case",
        "chance", "chase", "christian", "church", "cook", "cross", "dawn", "day", "dean", "drew", "eisen",
        "engel", "ernst", "faith", "fall", "feld", "field", "fields", "fisch", "fish", "flower", "flowers",
        "ford", "forst", "fox", "frank", "frei", "freitag", "french", "freund", "frost", "fuchs", "furst",
        "glass", "gold", "good", "grace", "grant", "gras", "grau", "green", "gross", "grun", "gut", "hall",
        "hand", "hase", "heart", "heide", "herbst", "herr", "herz", "hill", "hirsch", "hope", "horn", "hunt",
        "jahn", "joy", "june", "jung", "kaiser", "kaufmann", "king", "klein", "knight", "koch", "konig",
        "kraft", "kranz", "krug", "kurz", "lamb", "land", "lang", "lange", "law", "lieb", "light", "long",
        "love", "major", "mark", "markt", "marsh", "max", "may", "mensch", "miles", "mill", "mond", "moor",
        "neu", "nord", "old", "page", "park", "pat", "pfeffer", "post", "pound", "power", "price", "rau",
        "reich", "rice", "rich", "richter", "ring", "rob", "robin", "rock", "rose", "rot", "royal", "ruhe",
        "salt", "scharf", "schnell", "schon", "schwarz", "seal", "sharp", "short", "silber", "small", "sommer",
        "sonntag", "spring", "stark", "stein", "stern", "still", "stolz", "stone", "strong", "sturm", "sue",
        "summer", "sunny", "tag", "tanz", "tod", "treu", "vogel", "wald", "walker", "wall", "walls", "ward",
        "waters", "weiss", "wells", "west", "white", "wild", "will", "winter", "wise", "wolf", "wood", "woods",
        "young", "zorn",
    };
    return IS_IN(key, words);
}

bool redaction_is_function(const char *key)
{
    static const char *const words[] = {
        "all", "als", "also", "and", "any", "are", "auch", "bei", "bin", "but", "can", "das", "day", "dem",
        "den", "der", "des", "die", "ein", "for", "from", "get", "gut", "has", "hat", "her", "his", "how",
        "ich", "ihm", "ihr", "ist", "its", "kein", "let", "mal", "man", "may", "mein", "mit", "nach", "nicht",
        "noch", "not", "nun", "nur", "ohne", "one", "our", "out", "per", "put", "say", "see", "sehr", "sein",
        "she", "sie", "sind", "the", "they", "too", "two", "und", "uns", "viel", "vom", "von", "vor", "wann",
        "war", "was", "way", "wer", "wie", "will", "wir", "with", "you", "zum", "zur", "zwei",
    };
    return IS_IN(key, words);
}

bool redaction_is_particle(const char *key)
{
    static const char *const words[] = {
        "abu", "als", "auf", "bin", "bint", "dal", "das", "de", "del", "dem", "den", "der", "des", "di", "dipl",
        "dos", "dott", "dr", "el", "ibn", "ing", "jr", "la", "las", "le", "los", "mag", "mc", "med", "phd",
        "prof", "saint", "san", "sr", "st", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur",
    };
    return IS_IN(key, words);
}

bool redaction_is_address(const char *key)
{
    static const char *const words[] = {
        "doktor", "dr", "dra", "fr", "frau", "fraulein", "herr", "herrn", "hr", "madam", "miss", "mister",
        "mme", "mr", "mrs", "ms", "prof", "professor",
    };
    return IS_IN(key, words);
}

bool redaction_is_extension(const char *key)
{
    static const char *const words[] = {
        "app", "apparat", "durchwahl", "dw", "ext", "extension", "fon", "handy", "mobil", "mobile",
        "nebenstelle", "number", "nummer", "phone", "rufnummer", "tel", "telefon", "telephone",
    };
    return IS_IN(key, words);
}
