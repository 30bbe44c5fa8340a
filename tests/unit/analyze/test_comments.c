// Comments attacked: whoever reads every list cannot tell the author from nine others, and nothing that is shown depends on who it was.
#include "analyze/comments.h"
#include "company.h"
#include "random.h"

static const char survey_text[] =
    "{\"id\": \"s\", \"version\": 1, \"title\": {\"en\": \"S\"}, \"outcome\": \"enps\", \"questions\": ["
    "{\"id\": \"enps\", \"type\": \"enps\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"more\", \"type\": \"comment\", \"text\": {\"en\": \"?\"}},"
    "{\"id\": \"why\", \"type\": \"comment\", \"text\": {\"en\": \"?\"}, \"show_if\": {\"question\": \"enps\", \"at_most\": 6}}]}";
enum { MORE = 1, WHY = 2, MINIMUM = 10, NODES = 14, MOST = 400, TERMS = 6 };

static const char *const terms[TERMS] = {"canteen", "servic", "custom", "custom servic", "shift", "manag"};
static const char *const forms[TERMS] = {"canteen", "service", "customers", "customer service", "shifts", "manager"};

struct written {
    struct company company;
    struct comment_book book;
    struct comment comments[MOST];
    struct comment_publication shown;
};

static void write_comment(struct written *written, size_t question, size_t department, uint32_t used)
{
    struct arena *arena = written->company.arena;
    struct comment *comment = &written->comments[written->book.count];
    *comment = (struct comment){.question = question, .department = department,
                                .body = arena_format(arena, "comment %zu", written->book.count),
                                .uses = ARENA_ARRAY(arena, TERMS, struct term_use)};
    for (uint32_t i = 0; i < TERMS; i++)
        if (used & (1u << i))
            comment->uses[comment->use_count++] = (struct term_use){i, i};
    written->book.count++;
}

// `people` of a department sent a sheet; `detractors` of them are some.
static void seat(struct written *written, size_t department, uint32_t people, uint32_t detractors)
{
    written->company.cells.sheets[department] = people - people / 4; // some answered little
    written->company.cells.partial[department] = people / 4;
    company_answer(&written->company, department, "enps", 3, detractors);
    company_answer(&written->company, department, "enps", 9, people - detractors);
}

static void prepare(struct written *written, struct arena *arena, const int *parents, size_t count)
{
    *written = (struct written){.company = company_new(arena, company_survey(arena, survey_text), parents, count, 5)};
    written->book = (struct comment_book){.comments = written->comments, .term_count = TERMS, .terms = (const char **)(uintptr_t)terms,
                                          .form_count = TERMS, .forms = (const char **)(uintptr_t)forms};
}

static void show(struct written *written)
{
    struct company *company = &written->company;
    const struct analyze_wave now = {.wave = &company->wave, .survey = company->survey, .organisation = &company->organisation,
                                     .cells = &company->cells};
    struct error err = {0};
    if (!comments_compute(company->arena, &now, &written->book, &company->publication, &written->shown, &err))
        fail_msg("%s", err.message);
}

static uint32_t people_of(const struct company *company, size_t question, size_t department)
{
    return question == MORE ? company->cells.sheets[department] + company->cells.partial[department]
                            : cells_at(&company->cells, department, 0)[3];
}

static struct written *random_company(struct arena *arena, uint64_t *seed)
{
    struct written *written = ARENA_NEW(arena, struct written);
    int parents[NODES];
    const size_t count = 2 + random_below(seed, NODES - 1);
    for (size_t i = 0; i < count; i++)
        parents[i] = i == 0 ? -1 : (int)random_below(seed, (uint32_t)i);
    prepare(written, arena, parents, count);
    for (size_t i = 0; i < count; i++) {
        const uint32_t people = random_below(seed, 3) ? random_below(seed, 16) : random_below(seed, 3);
        seat(written, i, people, random_below(seed, people + 1));
        for (size_t question = MORE; question <= WHY; question++)
            for (uint32_t person = 0; person < people_of(&written->company, question, i); person++)
                if (random_below(seed, 2))
                    write_comment(written, question, i, random_below(seed, 1u << TERMS));
    }
    company_publish(&written->company, NULL);
    return written;
}

// --- the attack: it sees statuses and lists, and knows who could have written ----------------------------------------

static enum figure_status status_at(const struct written *written, size_t question, size_t department)
{
    const struct comment_publication *shown = &written->shown;
    return shown->statuses[(question == shown->questions[0] ? 0 : 1) * shown->departments + department];
}

// The departments where somebody of `department` would be read, as bits.
static uint32_t places_of(const struct written *written, size_t question, size_t department)
{
    uint32_t places = 0;
    for (int at = (int)department; at >= 0; at = written->company.organisation.departments[at].parent)
        if (status_at(written, question, (size_t)at) == FIGURE_PUBLISHED)
            places |= 1u << at;
    return places;
}

// How many can have written what stands at exactly these departments.
static uint32_t suspects(const struct written *written, size_t question, uint32_t places)
{
    uint32_t people = 0;
    for (size_t i = 0; i < written->company.organisation.count; i++)
        if (places_of(written, question, i) == places)
            people += people_of(&written->company, question, i);
    return people;
}

static size_t count_found(const struct written *written)
{
    size_t found = 0;
    for (size_t i = 0; i < written->book.count; i++) {
        const struct comment *comment = &written->comments[i];
        const uint32_t places = places_of(written, comment->question, comment->department);
        found += places != 0 && suspects(written, comment->question, places) < MINIMUM;
    }
    return found;
}

static void no_author_is_found_among_fewer_than_ten(void **state)
{
    (void)state;
    uint64_t seed = 1;
    size_t shown = 0, hidden = 0, below_root = 0;
    for (int round = 0; round < 400; round++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct written *written = random_company(arena, &seed);
        show(written);
        assert_int_equal(count_found(written), 0);
        for (size_t i = 0; i < written->shown.comment_count; i++)
            below_root += written->shown.comments[i].department != 0;
        shown += written->shown.comment_count;
        hidden += written->book.count - written->shown.comment_count;
    }
    assert_true(shown > 2000 && hidden > 100 && below_root > 500);
}

// An attack that finds nobody proves nothing unless it finds somebody where the rule is a worse one.
static void the_attack_finds_authors_when_every_department_of_ten_shows_its_comments(void **state)
{
    (void)state;
    uint64_t seed = 1;
    size_t found = 0;
    for (int round = 0; round < 100; round++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct written *written = random_company(arena, &seed);
        show(written);
        enum figure_status *statuses = (enum figure_status *)(uintptr_t)written->shown.statuses;
        const size_t count = written->shown.departments;
        for (size_t question = MORE; question <= WHY; question++) {
            uint32_t n[NODES] = {0};
            for (size_t i = count; i-- > 0;) {
                n[i] += people_of(&written->company, question, i);
                if (i > 0)
                    n[written->company.organisation.departments[i].parent] += n[i];
                statuses[(question - MORE) * count + i] = n[i] >= MINIMUM ? FIGURE_PUBLISHED : FIGURE_BELOW_MINIMUM;
            }
        }
        found += count_found(written);
    }
    assert_true(found > 50);
}

// --- what is shown does not depend on which of the ten it was ---------------------------------------------------------

static void assert_same(const struct comment_publication *left, const struct comment_publication *right)
{
    assert_int_equal(left->comment_count, right->comment_count);
    for (size_t i = 0; i < left->comment_count; i++) {
        assert_int_equal(left->comments[i].department, right->comments[i].department);
        assert_ptr_equal(left->comments[i].body, right->comments[i].body);
    }
    assert_memory_equal(left->statuses, right->statuses, left->question_count * left->departments * sizeof *left->statuses);
    assert_int_equal(left->term_count, right->term_count);
    for (size_t i = 0; i < left->term_count; i++) {
        const struct published_term *one = &left->terms[i], *other = &right->terms[i];
        assert_true(one->question == other->question && one->department == other->department && one->text == other->text);
        assert_true(one->comments == other->comments && one->compared == other->compared);
        assert_memory_equal(&one->lower, &other->lower, 4 * sizeof one->lower); // to q
    }
}

static void an_author_can_be_exchanged_with_everybody_suspected(void **state)
{
    (void)state;
    uint64_t seed = 7;
    size_t exchanged = 0;
    for (int round = 0; round < 40; round++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct written *written = random_company(arena, &seed);
        show(written);
        const struct comment_publication before = written->shown;
        for (size_t i = 0; i < written->book.count; i++) {
            struct comment *comment = &written->comments[i];
            const size_t home = comment->department;
            const uint32_t places = places_of(written, comment->question, home);
            for (size_t other = 0; other < written->company.organisation.count; other++) {
                if (places == 0 || other == home || places_of(written, comment->question, other) != places ||
                    people_of(&written->company, comment->question, other) == 0)
                    continue;
                struct comment *theirs = NULL; // somebody there writes, or not
                for (size_t k = 0; k < written->book.count; k++)
                    if (written->comments[k].department == other && written->comments[k].question == comment->question)
                        theirs = &written->comments[k];
                comment->department = other;
                if (theirs)
                    theirs->department = home;
                show(written);
                assert_same(&before, &written->shown);
                comment->department = home;
                if (theirs)
                    theirs->department = other;
                exchanged++;
            }
        }
    }
    assert_true(exchanged > 500);
}

static void terms_are_counted_in_the_lists_that_are_shown(void **state)
{
    (void)state;
    uint64_t seed = 3;
    size_t counted = 0;
    for (int round = 0; round < 200; round++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct written *written = random_company(arena, &seed);
        show(written);
        for (size_t t = 0; t < written->shown.term_count; t++) {
            const struct published_term *term = &written->shown.terms[t];
            uint32_t users = 0;
            for (size_t i = 0; i < written->book.count; i++) {
                const struct comment *comment = &written->comments[i];
                bool here = places_of(written, comment->question, comment->department) & (1u << term->department);
                bool uses = false;
                for (size_t u = 0; u < comment->use_count; u++)
                    uses = uses || comment->uses[u].term == term->term;
                users += here && uses && comment->question == term->question;
            }
            assert_int_equal(status_at(written, term->question, term->department), FIGURE_PUBLISHED);
            assert_int_equal(users, term->comments);
            assert_true(users >= TERM_MINIMUM);
            assert_string_equal(term->text, forms[term->term]);
            counted++;
        }
    }
    assert_true(counted > 300);
}

// --- single cases ------------------------------------------------------------------------------------------------------

static const int star[] = {-1, 0, 0};

static void only_who_was_asked_counts(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct written *written = ARENA_NEW(arena, struct written);
    prepare(written, arena, star, LENGTH(star));
    seat(written, 1, 40, 9);
    seat(written, 2, 40, 12);
    company_publish(&written->company, NULL);
    show(written);
    assert_int_equal(status_at(written, MORE, 1), FIGURE_PUBLISHED);
    assert_int_equal(status_at(written, MORE, 2), FIGURE_PUBLISHED);
    assert_int_equal(status_at(written, WHY, 0), FIGURE_PUBLISHED);
    assert_int_equal(status_at(written, WHY, 1), FIGURE_BELOW_MINIMUM);
    assert_int_equal(status_at(written, WHY, 2), FIGURE_PROTECTS_OTHERS); // the other nine would be the rest
}

static void reasons_are_shown_only_where_the_answer_that_was_asked_about_is(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct written *written = ARENA_NEW(arena, struct written);
    prepare(written, arena, star, LENGTH(star));
    seat(written, 0, 3, 0); // hide department 1: a list there would say that none of the three is a detractor
    seat(written, 1, 27, 12);
    seat(written, 2, 12, 12); // top-coded: twelve comments would say that all are
    company_publish(&written->company, NULL);
    publication_figure(&written->company.publication, 1, 0)->status = FIGURE_PROTECTS_OTHERS;
    show(written);
    assert_int_equal(status_at(written, WHY, 0), FIGURE_PUBLISHED);
    assert_int_equal(status_at(written, WHY, 1), FIGURE_PROTECTS_OTHERS);
    assert_int_equal(status_at(written, WHY, 2), FIGURE_PROTECTS_OTHERS);
}

static void a_larger_k_is_the_minimum(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct written *written = ARENA_NEW(arena, struct written);
    prepare(written, arena, star, LENGTH(star));
    written->company.wave.k = 30;
    seat(written, 1, 29, 0);
    seat(written, 2, 60, 0);
    for (uint32_t i = 0; i < 29; i++)
        write_comment(written, MORE, 2, 1);
    company_publish(&written->company, NULL);
    show(written);
    assert_int_equal(status_at(written, MORE, 1), FIGURE_BELOW_MINIMUM);
    assert_int_equal(written->shown.comment_count, 29);
    assert_int_equal(written->shown.term_count, 0); // 29 comments use it
}

static void a_phrase_stands_for_its_words_and_the_most_frequent_comes_first(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct written *written = ARENA_NEW(arena, struct written);
    prepare(written, arena, star, 1);
    seat(written, 0, 100, 0);
    for (int i = 0; i < 20; i++)
        write_comment(written, MORE, 0, (i < 10 ? 0xEu : 0) | (i < 18 ? 0x2u : 0) | (i < 12 ? 0x1u : 0) | (i < 4 ? 0x10u : 0));
    company_publish(&written->company, NULL);
    show(written);
    const struct comment_publication *shown = &written->shown; // "customers" says no more than the phrase, "service" does
    assert_int_equal(shown->term_count, 3);
    assert_string_equal(shown->terms[0].text, "service");
    assert_string_equal(shown->terms[1].text, "canteen");
    assert_string_equal(shown->terms[2].text, "customer service");
    assert_int_equal(shown->terms[2].words, 2);
    assert_int_equal(shown->terms[2].comments, 10);
}

// Twelve departments of twenty; the word is used where the eNPS is low.
static void a_term_of_departments_with_a_low_enps_is_seen_and_hidden_figures_take_no_part(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct written *written = ARENA_NEW(arena, struct written);
    int parents[13] = {-1};
    prepare(written, arena, parents, LENGTH(parents));
    for (uint32_t i = 1; i < LENGTH(parents); i++) {
        seat(written, i, 20, i);
        for (uint32_t k = 0; k < 15; k++)
            write_comment(written, MORE, i, (k < i ? 1u : 0) | (k % 3 == 0 ? 2u : 0));
    }
    company_publish(&written->company, NULL);
    show(written);
    const struct published_term *canteen = &written->shown.terms[0], *service = &written->shown.terms[1];
    assert_string_equal(canteen->text, "canteen");
    assert_true(canteen->compared && canteen->detectable && canteen->lower > canteen->higher);
    assert_int_equal(canteen->departments, 12);
    assert_true(service->compared && !service->detectable);
    const struct published_term before = *canteen;
    struct figure *figure = publication_figure(&written->company.publication, 12, 0);
    figure->status = FIGURE_PROTECTS_OTHERS;
    show(written);
    assert_int_equal(written->shown.terms[0].departments, 11);
    const double p = written->shown.terms[0].p;
    figure->enps = 100; // whatever it is
    show(written);
    assert_true(written->shown.terms[0].p >= p && written->shown.terms[0].p <= p && p > before.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_author_is_found_among_fewer_than_ten),
        cmocka_unit_test(the_attack_finds_authors_when_every_department_of_ten_shows_its_comments),
        cmocka_unit_test(an_author_can_be_exchanged_with_everybody_suspected),
        cmocka_unit_test(terms_are_counted_in_the_lists_that_are_shown),
        cmocka_unit_test(only_who_was_asked_counts),
        cmocka_unit_test(reasons_are_shown_only_where_the_answer_that_was_asked_about_is),
        cmocka_unit_test(a_larger_k_is_the_minimum),
        cmocka_unit_test(a_phrase_stands_for_its_words_and_the_most_frequent_comes_first),
        cmocka_unit_test(a_term_of_departments_with_a_low_enps_is_seen_and_hidden_figures_take_no_part),
    };
    return cmocka_run_group_tests_name("comments", tests, NULL, NULL);
}
