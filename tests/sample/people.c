#include "people.h"
#include "organisation.h"
#include "random.h"

#include "base/buffer.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 14, CULTURES = 12 };

struct culture {
    const char *first[NAMES], *last[NAMES];
};

static const struct culture cultures[CULTURES] = {
    {{"Anna", "Lukas", "Katharina", "Jonas", "Lena", "Matthias", "Sabine", "Florian", "Ulrike", "Tobias",
      "Jürgen", "Heike", "Björn", "Grete"},
     {"Müller", "Schröder", "Weiß", "Lehmann", "Krüger", "Vogel", "Jäger", "Brandt", "Köhler", "Seidel",
      "Busch", "Winkler", "Graf", "Ott"}},
    {{"Emily", "Oliver", "Charlotte", "George", "Amelia", "Harry", "Grace", "Thomas", "Sophie", "William",
      "Alice", "James", "Hannah", "Edward"},
     {"Whitaker", "Ashworth", "Fletcher", "Barlow", "Thornton", "Haigh", "Naylor", "Sykes", "Holroyd",
      "Beaumont", "Firth", "Ramsden", "Booth", "Clegg"}},
    {{"Aoife", "Cian", "Niamh", "Oisín", "Siobhán", "Darragh", "Gráinne", "Fionn", "Róisín", "Conor",
      "Caoimhe", "Pádraig", "Orla", "Declan"},
     {"Ó Briain", "Byrne", "Kelly", "Nolan", "Ó Súilleabháin", "Doyle", "Gallagher", "Quinn", "Ní Dhomhnaill",
      "Keane", "Flynn", "Burke", "Walsh", "Lynch"}},
    {{"Ayşe", "Mehmet", "Elif", "Emre", "Zeynep", "Murat", "Derya", "Kerem", "Gül", "Ozan", "Selin", "Tarık",
      "Nilüfer", "Barış"},
     {"Yılmaz", "Kaya", "Demir", "Şahin", "Çelik", "Aydın", "Öztürk", "Arslan", "Doğan", "Koç", "Kurt",
      "Güneş", "Aksoy", "Polat"}},
    {{"Agnieszka", "Piotr", "Małgorzata", "Tomasz", "Katarzyna", "Paweł", "Ewa", "Krzysztof", "Zofia",
      "Michał", "Joanna", "Łukasz", "Barbara", "Wojciech"},
     {"Nowak", "Wiśniewska", "Wójcik", "Kowalczyk", "Zielińska", "Mazur", "Krawczyk", "Dąbrowska", "Pawlak",
      "Górski", "Sikora", "Baran", "Duda", "Szewczyk"}},
    {{"Priya", "Arjun", "Ananya", "Rohan", "Kavita", "Vikram", "Meera", "Sanjay", "Divya", "Rahul", "Lakshmi",
      "Nikhil", "Pooja", "Aditya"},
     {"Sharma", "Iyer", "Patel", "Reddy", "Nair", "Banerjee", "Gupta", "Menon", "Deshpande", "Chatterjee",
      "Kapoor", "Pillai", "Joshi", "Rao"}},
    {{"Chidinma", "Emeka", "Adaeze", "Tunde", "Ngozi", "Babajide", "Folake", "Ifeanyi", "Yetunde", "Obinna",
      "Amina", "Segun", "Zainab", "Kelechi"},
     {"Okafor", "Adeyemi", "Eze", "Balogun", "Nwosu", "Ogunleye", "Okonkwo", "Adebayo", "Chukwu", "Bello",
      "Obi", "Afolabi", "Umeh", "Danjuma"}},
    {{"Giulia", "Matteo", "Chiara", "Lorenzo", "Francesca", "Davide", "Elena", "Niccolò", "Martina", "Simone",
      "Paola", "Gianluca", "Ilaria", "Fabio"},
     {"Rossi", "Bianchi", "Ferrari", "Esposito", "Colombo", "Ricci", "Marino", "Conti", "Gallo", "Rinaldi",
      "Moretti", "Fontana", "Serra", "Vitale"}},
    {{"Linh", "Minh", "Thảo", "Tuấn", "Hương", "Dũng", "Mai", "Quang", "Lan", "Hải", "Trang", "Phúc", "Yến",
      "Khôi"},
     {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
      "Phan"}},
    {{"Lucía", "Álvaro", "Carmen", "Sergio", "Inés", "Pablo", "Marta", "Íñigo", "Pilar", "Andrés", "Rocío",
      "Jorge", "Nuria", "Raúl"},
     {"García", "Fernández", "Navarro", "Muñoz", "Ibáñez", "Serrano", "Vega", "Ortega", "Castaño", "Peña",
      "Rubio", "Molina", "Cano", "Prieto"}},
    {{"Layla", "Omar", "Nour", "Karim", "Rania", "Yusuf", "Salma", "Bilal", "Huda", "Samir", "Dina", "Tareq",
      "Iman", "Khaled"},
     {"Haddad", "Khoury", "Mansour", "Aziz", "Nasser", "Saleh", "Hamdan", "Qasim", "Darwish", "Farah",
      "Sabbagh", "Rahman", "Bakri", "Zayed"}},
    {{"Olena", "Andrii", "Iryna", "Dmytro", "Kateryna", "Bohdan", "Oksana", "Taras", "Yulia", "Serhii",
      "Natalia", "Maksym", "Halyna", "Vasyl"},
     {"Kovalenko", "Shevchenko", "Bondarenko", "Tkachenko", "Kravchuk", "Melnyk", "Boiko", "Savchenko",
      "Moroz", "Lysenko", "Rudenko", "Marchenko", "Pavlenko", "Hrytsenko"}},
};

// What an e-mail address keeps of a letter.
static const struct {
    const char *letter, *plain;
} letters[] = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}, {"á", "a"}, {"í", "i"}, {"ó", "o"}, {"ú", "u"},
    {"é", "e"},  {"ñ", "n"},  {"ò", "o"},  {"ş", "s"},  {"ı", "i"}, {"ç", "c"}, {"ğ", "g"}, {"ł", "l"},
    {"ś", "s"},  {"ń", "n"},  {"ą", "a"},  {"ả", "a"},  {"ấ", "a"}, {"ư", "u"}, {"ơ", "o"}, {"ũ", "u"},
    {"ế", "e"},  {"ễ", "e"},  {"ầ", "a"},  {"ê", "e"},  {"ạ", "a"}, {"à", "a"}, {"đ", "d"}, {"ặ", "a"},
    {"ù", "u"},  {"ỗ", "o"},  {"ồ", "o"},  {"ô", "o"},  {"ý", "y"}, {"Á", "a"}, {"Í", "i"}, {"Ó", "o"},
    {"Ö", "oe"}, {"Ş", "s"},  {"Ç", "c"},  {"Ł", "l"},  {"Đ", "d"},
};

static void add_plain(struct buffer *email, const char *text)
{
    while (*text) {
        size_t i = 0;
        while (i < LENGTH(letters) && strncmp(text, letters[i].letter, strlen(letters[i].letter)) != 0)
            i++;
        if (i < LENGTH(letters)) {
            buffer_text(email, letters[i].plain);
            text += strlen(letters[i].letter);
            continue;
        }
        if ((unsigned char)*text >= 0x80)
            abort(); // a letter that the table above does not know
        if (*text != ' ')
            buffer_char(email, (char)(*text >= 'A' && *text <= 'Z' ? *text + 32 : *text));
        text++;
    }
}

// first.last@, with a number from the second of that name on.
static const char *email_of(struct arena *arena, const struct sample_person *people, size_t count,
                            const char *first, const char *last)
{
    AUTO(buffer) struct buffer name = {0};
    add_plain(&name, first);
    buffer_char(&name, '.');
    add_plain(&name, last);
    const char *base = arena_text(arena, name.bytes),
               *email = arena_format(arena, "%s@brightwater.example", base);
    for (int number = 2;; number++) {
        size_t i = 0;
        while (i < count && strcmp(people[i].email, email) != 0)
            i++;
        if (i == count)
            return email;
        email = arena_format(arena, "%s%d@brightwater.example", base, number);
    }
}

// Most people bear a name of the place, many do not.
static const struct culture *culture_of(const char *site, uint64_t *seed)
{
    const int local = strcmp(site, "Leeds") == 0 ? 1 : strcmp(site, "Galway") == 0 ? 2 : 0;
    return &cultures[random_below(seed, 100) < 45 ? (uint32_t)local : random_below(seed, CULTURES)];
}

static const char *tenure_of(uint64_t *seed)
{
    static const char *const words[] = {"under 1", "1 to 4", "5 to 9", "10 and more"};
    const uint32_t draw = random_below(seed, 100);
    return words[draw < 12 ? 0 : draw < 47 ? 1 : draw < 74 ? 2 : 3];
}

static void fill(struct arena *arena, struct sample_person *people, size_t number, int department,
                 uint64_t *seed)
{
    struct sample_person *person = &people[number];
    const char *site = sample_departments[department].site;
    const struct culture *culture = culture_of(site, seed);
    const char *first = culture->first[random_below(seed, NAMES)],
               *last = culture->last[random_below(seed, NAMES)];
    const bool german = strcmp(site, "Hamburg") == 0 || strcmp(site, "Leipzig") == 0;
    const bool other = random_below(seed, 100) < 10; // reads the other language better
    person->employee_id = arena_format(arena, "B%05zu", 10001 + number);
    person->name = arena_format(arena, "%s %s", first, last);
    person->email = email_of(arena, people, number, first, last);
    person->language = german != other ? "de" : "en";
    person->tenure = tenure_of(seed);
    person->site = site;
    person->department = department;
}

struct sample_person *sample_people(struct arena *arena, uint64_t *seed)
{
    struct sample_person *people = ARENA_ARRAY(arena, sample_people_count(), struct sample_person);
    const char *heads[SAMPLE_DEPARTMENTS] = {0};
    size_t number = 0;
    for (int department = 0; department < SAMPLE_DEPARTMENTS; department++)
        for (int i = 0; i < sample_departments[department].people; i++, number++) {
            fill(arena, people, number, department, seed);
            const int above = sample_departments[department].parent;
            if (i == 0)
                heads[department] = people[number].employee_id;
            people[number].manager = i > 0 ? heads[department] : above >= 0 ? heads[above] : NULL;
        }
    return people;
}

char *sample_people_csv(struct arena *arena, const struct sample_person *people)
{
    AUTO(buffer) struct buffer csv = {0};
    buffer_text(&csv, "employee_id,email,name,department,language,manager,tenure,site\r\n");
    for (size_t i = 0; i < sample_people_count(); i++) {
        const struct sample_person *person = &people[i];
        buffer_format(&csv, "%s,%s,%s,%s,%s,%s,%s,%s\r\n", person->employee_id, person->email, person->name,
                      sample_departments[person->department].code, person->language,
                      person->manager ? person->manager : "", person->tenure, person->site);
    }
    return arena_slice(arena, csv.bytes, csv.size);
}

char *sample_departments_csv(struct arena *arena)
{
    AUTO(buffer) struct buffer csv = {0};
    buffer_text(&csv, "code,name,parent\r\n");
    for (int i = 0; i < SAMPLE_DEPARTMENTS; i++) {
        const struct sample_department *department = &sample_departments[i];
        buffer_format(&csv, "%s,%s,%s\r\n", department->code, department->name,
                      department->parent < 0 ? "" : sample_departments[department->parent].code);
    }
    return arena_slice(arena, csv.bytes, csv.size);
}
