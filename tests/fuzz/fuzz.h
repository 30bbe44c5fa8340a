// What fuzz targets share. A target is a file fuzz_<name>.c with LLVMFuzzerTestOneInput: libFuzzer drives it (preset `fuzz`,
// script/fuzz), and every other build replays tests/fuzz/corpus/<name>/ through it as a test.
#pragma once

#include "survey/parse.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

// Like assert, but in every build.
#define MUST(condition)                                                                                       \
    ((condition) ? (void)0 : (fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition), abort()))

// A survey with every type of question: enps (required), heard (scale), channel (several options), shift (one), why (a comment
// shown to detractors), more (a comment shown to the night shift).
static inline struct survey *fuzz_survey(struct arena *arena)
{
    static const char definition[] =
        "{\"id\": \"t\", \"version\": 1, \"title\": {\"en\": \"T\"}, \"outcome\": \"enps\","
        " \"scales\": {\"a5\": {\"min\": 1, \"max\": 5, \"favourable\": [4, 5], \"neutral\": [3], \"not_applicable\": \"exclude\"}},"
        " \"questions\": ["
        "  {\"id\": \"enps\", \"type\": \"enps\", \"required\": true, \"text\": {\"en\": \"e\"}},"
        "  {\"id\": \"heard\", \"type\": \"scale\", \"scale\": \"a5\", \"text\": {\"en\": \"h\"}},"
        "  {\"id\": \"channel\", \"type\": \"choice\", \"multiple\": true, \"text\": {\"en\": \"c\"},"
        "   \"options\": [{\"id\": \"mail\", \"text\": {\"en\": \"m\"}}, {\"id\": \"chat\", \"text\": {\"en\": \"c\"}}]},"
        "  {\"id\": \"shift\", \"type\": \"choice\", \"multiple\": false, \"text\": {\"en\": \"s\"},"
        "   \"options\": [{\"id\": \"day\", \"text\": {\"en\": \"d\"}}, {\"id\": \"night\", \"text\": {\"en\": \"n\"}}]},"
        "  {\"id\": \"why\", \"type\": \"comment\", \"max_length\": 20, \"required\": true, \"text\": {\"en\": \"w\"},"
        "   \"show_if\": {\"question\": \"enps\", \"at_most\": 6}},"
        "  {\"id\": \"more\", \"type\": \"comment\", \"max_length\": 20, \"text\": {\"en\": \"m\"},"
        "   \"show_if\": {\"question\": \"shift\", \"equals\": \"night\"}}]}";
    struct fault_list faults = {.arena = arena};
    struct survey *survey = survey_parse(arena, definition, strlen(definition), &faults);
    MUST(survey);
    return survey;
}

// The survey is parsed once; its arena ends with the process and stays reachable, so nothing counts as lost.
static inline const struct survey *fuzz_survey_once(void)
{
    static struct arena *arena;
    static const struct survey *survey;
    if (!survey) {
        arena = arena_new();
        survey = fuzz_survey(arena);
    }
    return survey;
}
