// The questions of a survey page: real fieldsets, radios and labels, with what was filled in and what was wrong with it.
#include "pages.h"

#include <string.h>

static const char *text_in(const struct question_list *list, const struct survey_text *text)
{
    return survey_text_in(text, language_code(list->language));
}

static const char *say(const struct question_list *list, const char *key)
{
    return language_text(list->language, key);
}

static bool was_given(const struct question_list *list, const char *question, const char *value)
{
    const struct form *form = list->form;
    for (size_t i = 0; form && i < form->count; i++)
        for (size_t j = 0; strcmp(form->inputs[i].question, question) == 0 && j < form->inputs[i].count; j++)
            if (strcmp(form->inputs[i].values[j].text, value) == 0)
                return true;
    return false;
}

static const struct answer_fault *fault_of(const struct question_list *list, size_t number)
{
    for (size_t i = 0; list->faults && i < list->faults->count; i++)
        if (list->faults->items[i].question == (int)number)
            return &list->faults->items[i];
    return NULL;
}

static const char *scale_label(const struct question_list *list, const struct scale *scale, int index)
{
    const char *label = index >= 0 && index < scale_points(scale) ? text_in(list, &scale->labels[index]) : NULL;
    return label ? label : arena_format(list->arena, "%d", scale->min + index);
}

// "Only if you chose 0 to 6 for …": read where no script hides the question.
static const char *condition_text(const struct question_list *list, const struct show_if *condition)
{
    const struct question *other = &list->book->survey->questions[condition->question];
    const char *least = NULL, *most = NULL, *key = "survey.only_if.range";
    if (other->type == QUESTION_CHOICE) {
        for (size_t i = 0; i < other->option_count; i++)
            if (condition->equals && strcmp(other->options[i].id, condition->equals) == 0)
                least = text_in(list, &other->options[i].text);
        key = "survey.only_if.value";
    } else {
        const struct scale *scale = other->scale;
        int first = condition->has_least ? condition->at_least : scale->min;
        int last = condition->has_most ? condition->at_most : scale->max;
        least = scale_label(list, scale, first - scale->min);
        most = scale_label(list, scale, last - scale->min);
        if (first == last)
            key = "survey.only_if.value";
    }
    return language_format(list->language, list->arena, key,
                           LANGUAGE_VALUES({"least", least}, {"most", most}, {"question", text_in(list, &other->text)}));
}

static void add_condition(const struct question_list *list, struct element *box, const struct question *question)
{
    const struct show_if *condition = question->show_if;
    if (!condition)
        return;
    element_class(box, "dependent");
    element_set(box, "data-if-question", list->book->survey->questions[condition->question].id);
    if (condition->has_least)
        element_set_format(box, "data-if-least", "%d", condition->at_least);
    if (condition->has_most)
        element_set_format(box, "data-if-most", "%d", condition->at_most);
    element_set(box, "data-if-equals", condition->equals);
}

static struct element *add_note(struct element *box, const char *class, const char *id, const char *text)
{
    struct element *note = element_add_text(box, "p", text);
    element_set(note, "class", class);
    element_set(note, "id", id);
    return note;
}

// Condition, hint and fault stand below the question's text and are read with it.
static const char *add_notes(const struct question_list *list, struct element *box, size_t number)
{
    const struct question *question = &list->book->survey->questions[number];
    const struct answer_fault *fault = fault_of(list, number);
    const char *hint = text_in(list, &question->hint);
    const char *described = "";
    if (question->show_if) {
        const char *id = arena_format(list->arena, "c-%s", question->id);
        (void)add_note(box, "hint condition", id, condition_text(list, question->show_if));
        described = arena_format(list->arena, "%s %s", described, id);
    }
    if (!hint && question->type == QUESTION_CHOICE && question->multiple)
        hint = say(list, "survey.choose_several");
    if (!hint && question->type == QUESTION_COMMENT)
        hint = language_format(list->language, list->arena, "survey.comment.length",
                               LANGUAGE_VALUES({"most", arena_format(list->arena, "%d", question->max_length)}));
    if (hint) {
        const char *id = arena_format(list->arena, "h-%s", question->id);
        (void)add_note(box, "hint", id, hint);
        described = arena_format(list->arena, "%s %s", described, id);
    }
    if (fault) {
        const char *id = arena_format(list->arena, "f-%s", question->id);
        const char *key = arena_format(list->arena, "answer_fault.%s", answer_fault_name(fault->kind));
        (void)add_note(box, "fault", id,
                       language_format(list->language, list->arena, key,
                                       LANGUAGE_VALUES({"least", arena_format(list->arena, "%ld", fault->least)},
                                                       {"most", arena_format(list->arena, "%ld", fault->most)})));
        described = arena_format(list->arena, "%s %s", described, id);
        element_class(box, "faulty");
    }
    return *described ? described + 1 : NULL;
}

static void add_title(const struct question_list *list, struct element *title, const struct question *question)
{
    element_append(title, text_in(list, &question->text));
    if (question->required) {
        element_append(title, " ");
        struct element *word = element_add_text(title, "span", say(list, "survey.required"));
        element_set(word, "class", "required");
    }
}

// One radio or checkbox, the whole label being the target.
static void add_choice(const struct question_list *list, struct element *group, const struct question *question,
                       const char *value, const char *text)
{
    struct element *label = element_add(group, "label"), *input = element_add(label, "input");
    element_set(input, "type", question->type == QUESTION_CHOICE && question->multiple ? "checkbox" : "radio");
    element_set(input, "name", question->id);
    element_set(input, "value", value);
    element_flag(input, "checked", *value && was_given(list, question->id, value));
    element_append(label, text);
}

static void add_escape(const struct question_list *list, struct element *box, const struct question *question)
{
    bool excluded = question_scored(question) && question->scale->not_applicable != NOT_APPLICABLE_NONE;
    if (question->required && !excluded)
        return;
    struct element *group = element_add(box, "div");
    element_set(group, "class", "escape");
    if (excluded)
        add_choice(list, group, question, ANSWER_WORD_NOT_APPLICABLE, say(list, "survey.not_applicable"));
    if (!question->required)
        add_choice(list, group, question, "", say(list, "survey.no_answer"));
}

static void add_enps(const struct question_list *list, struct element *box, const struct question *question)
{
    struct element *group = element_add(box, "div"), *ends;
    element_set(group, "class", "ladder");
    for (int value = question->scale->min; value <= question->scale->max; value++) {
        const char *number = arena_format(list->arena, "%d", value);
        add_choice(list, group, question, number, number);
    }
    ends = element_add(box, "p");
    element_set(ends, "class", "ends hint");
    (void)element_add_text(ends, "span", arena_format(list->arena, "%d: %s", question->scale->min, say(list, "survey.enps.least")));
    (void)element_add_text(ends, "span", arena_format(list->arena, "%d: %s", question->scale->max, say(list, "survey.enps.most")));
}

static void add_scale(const struct question_list *list, struct element *box, const struct question *question)
{
    struct element *group = element_add(box, "div");
    element_set(group, "class", "options scale");
    for (int i = 0; i < scale_points(question->scale); i++)
        add_choice(list, group, question, arena_format(list->arena, "%d", question->scale->min + i),
                         scale_label(list, question->scale, i));
}

static void add_options(const struct question_list *list, struct element *box, const struct question *question)
{
    struct element *group = element_add(box, "div");
    element_set(group, "class", "options");
    for (size_t i = 0; i < question->option_count; i++)
        add_choice(list, group, question, question->options[i].id, text_in(list, &question->options[i].text));
}

static void add_comment(const struct question_list *list, struct element *box, const struct question *question,
                        const char *described)
{
    struct element *area = element_add(box, "textarea");
    element_set_format(area, "id", "i-%s", question->id);
    element_set(area, "name", question->id);
    element_set(area, "rows", "4");
    element_set(area, "aria-describedby", described);
    element_set_format(area, "data-most", "%d", question->max_length);
    for (size_t i = 0; list->form && i < list->form->count; i++)
        if (strcmp(list->form->inputs[i].question, question->id) == 0 && list->form->inputs[i].count > 0)
            element_text(area, list->form->inputs[i].values[0].text);
}

static void add_question(const struct question_list *list, struct element *place, size_t number)
{
    const struct question *question = &list->book->survey->questions[number];
    bool comment = question->type == QUESTION_COMMENT;
    struct element *box = element_add(place, comment ? "div" : "fieldset");
    element_set(box, "class", "question");
    element_set_format(box, "id", "q-%s", question->id);
    add_condition(list, box, question);
    if (question->required)
        element_set(box, "data-required", "yes");
    struct element *title = element_add(box, comment ? "label" : "legend");
    if (comment)
        element_set_format(title, "for", "i-%s", question->id);
    add_title(list, title, question);
    const char *described = add_notes(list, box, number);
    if (!comment)
        element_set(box, "aria-describedby", described);
    if (question->type == QUESTION_ENPS)
        add_enps(list, box, question);
    else if (question->type == QUESTION_SCALE)
        add_scale(list, box, question);
    else if (question->type == QUESTION_CHOICE)
        add_options(list, box, question);
    else
        add_comment(list, box, question, described);
    if (!comment && !(question->type == QUESTION_CHOICE && question->multiple))
        add_escape(list, box, question);
}

static const char *section_title(const struct question_list *list, const char *id)
{
    const struct survey *survey = list->book->survey;
    for (size_t i = 0; i < survey->section_count; i++)
        if (strcmp(survey->sections[i].id, id) == 0)
            return text_in(list, &survey->sections[i].title);
    return NULL;
}

// What a script shows as one screen: the questions of a section that follow each other.
static struct element *add_step(const struct question_list *list, struct element *place, const char *section, size_t number)
{
    const char *title = section ? section_title(list, section) : NULL;
    struct element *step = element_add(place, title ? "section" : "div");
    element_set(step, "class", "step");
    if (title) {
        const char *id = arena_format(list->arena, "s-%zu", number);
        struct element *heading = element_add_text(step, "h2", title);
        element_set(heading, "class", "section");
        element_set(heading, "id", id);
        element_set(step, "aria-labelledby", id);
    }
    return step;
}

void questions_fill(const struct question_list *list, struct element *place)
{
    const char *section = NULL;
    struct element *step = NULL;
    for (size_t i = 0; i < list->book->survey->question_count; i++) {
        const char *own = list->book->survey->questions[i].section;
        if (!wave_asks(&list->book->wave, i))
            continue;
        if (!step || strcmp(own ? own : "", section ? section : "") != 0)
            step = add_step(list, place, own, i);
        section = own;
        add_question(list, step, i);
    }
}
