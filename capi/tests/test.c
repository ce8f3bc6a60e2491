// Every function of imya.h, from C: run under valgrind by `capi/test`.
//
// Arguments: a folder for files, and an index file.

#include <imya.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALES "person/ales-bialiatski"

static int failures;

#define CHECK(condition)                                                      \
    do {                                                                      \
        if (!(condition)) {                                                   \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);   \
            failures++;                                                       \
        }                                                                     \
    } while (0)

// A text of C with its length.
#define TEXT(text) text, strlen(text)

// Something that is no error: what was in the variable before must not matter.
#define GARBAGE ((imya_error *)(uintptr_t)0x1)

static bool is(imya_text text, const char *expected) {
    return text.length == strlen(expected)
        && (text.length == 0 || memcmp(text.data, expected, text.length) == 0);
}

static bool contains(imya_text text, const char *part) {
    size_t length = strlen(part);
    for (size_t at = 0; at + length <= text.length; at++)
        if (memcmp(text.data + at, part, length) == 0)
            return true;
    return false;
}

// The error has this code and these words; it is freed.
static bool failed(imya_error *error, imya_code code, const char *words) {
    imya_text message = imya_error_message(error);
    bool as_expected = imya_error_code(error) == code && contains(message, words);
    if (!as_expected)
        fprintf(stderr, "code %u: %.*s\n", (unsigned)imya_error_code(error), (int)message.length, message.data);
    imya_error_free(error);
    return as_expected;
}

static void write_file(const char *path, const char *content) {
    FILE *file = fopen(path, "wb");
    if (!file || fputs(content, file) == EOF || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static void test_resolve(const imya_resolver *resolver) {
    imya_error *error = GARBAGE;
    imya_found *found = imya_resolve(resolver, TEXT("Bjaljazki"), NULL, &error);
    CHECK(found && !error);
    CHECK(imya_found_decision(found) == IMYA_DECISION_MATCH);
    size_t count = imya_found_count(found);
    CHECK(count >= 1 && count <= 10);
    imya_candidate candidate = {0};
    CHECK(imya_found_candidate(found, 0, &candidate));
    CHECK(is(candidate.id, ALES));
    CHECK(candidate.kind == IMYA_KIND_PERSON && candidate.score > 0.5f && candidate.score <= 1.0f);
    CHECK(candidate.name.length > 0);
    imya_candidate untouched = {.score = -1};
    CHECK(!imya_found_candidate(found, count, &untouched) && untouched.score == -1);
    CHECK(!imya_found_candidate(found, 0, NULL));

    imya_string *evidence = imya_found_evidence(found, 0, &error);
    CHECK(evidence && !error && contains(imya_string_text(evidence), "in all: probability"));
    imya_string_free(evidence);
    CHECK(!imya_found_evidence(found, count, &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "at: there is no number"));
    imya_found_free(found);

    found = imya_resolve(resolver, TEXT("Johann Sebastian Bach"), NULL, &error);
    CHECK(imya_found_decision(found) == IMYA_DECISION_NONE);
    imya_found_free(found);
}

static void test_resolve_options(const imya_resolver *resolver) {
    imya_error *error = NULL;
    imya_resolve_options options = imya_resolve_options_default();
    CHECK(options.limit == 10 && options.kinds == 0);
    options.limit = 1;
    options.cutoff = 0;
    imya_found *found = imya_resolve(resolver, TEXT("Bialiatski"), &options, &error);
    CHECK(imya_found_count(found) == 1);
    imya_found_free(found);

    options.kinds = IMYA_KIND_ORGANISATION | IMYA_KIND_PLACE;
    found = imya_resolve(resolver, TEXT("Minsk"), &options, &error);
    imya_candidate candidate = {0};
    CHECK(imya_found_candidate(found, 0, &candidate) && candidate.kind == IMYA_KIND_PLACE);
    imya_found_free(found);

    options.kinds = 8;
    CHECK(!imya_resolve(resolver, TEXT("Minsk"), &options, &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "kinds: 8"));
    float bad[] = {-0.5f, 1.5f, (float)(0.0 / strtod("0", NULL))};
    for (size_t at = 0; at < 3; at++) {
        options = imya_resolve_options_default();
        options.threshold = bad[at];
        CHECK(!imya_resolve(resolver, TEXT("Minsk"), &options, &error));
        CHECK(failed(error, IMYA_CODE_OPTION, "threshold: "));
        options = imya_resolve_options_default();
        options.cutoff = bad[at];
        CHECK(!imya_resolve(resolver, TEXT("Minsk"), &options, NULL));
    }
    options = imya_resolve_options_default();
    options.margin = -1;
    CHECK(!imya_resolve(resolver, TEXT("Minsk"), &options, &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "margin: "));
}

static void test_annotate(const imya_resolver *resolver) {
    const char *text = "У Гродне сустрэліся Алесь Бяляцкі і журналісты. Бяляцкага віталі.";
    imya_error *error = GARBAGE;
    imya_mentions *mentions = imya_annotate(resolver, TEXT(text), NULL, &error);
    CHECK(mentions && !error && imya_mentions_count(mentions) == 3);
    imya_mention mention = {0};
    CHECK(imya_mentions_mention(mentions, 2, &mention));
    CHECK(is(mention.id, ALES) && is(mention.surface, "Бяляцкага"));
    CHECK(mention.kind == IMYA_KIND_PERSON && mention.decision == IMYA_DECISION_MATCH);
    CHECK(memcmp(text + mention.start_byte, "Бяляцкага", mention.end_byte - mention.start_byte) == 0);
    CHECK(mention.end_byte - mention.start_byte == strlen("Бяляцкага"));
    CHECK(mention.end_character - mention.start_character == 9 && mention.start_character == 48);
    CHECK(!imya_mentions_mention(mentions, 3, &mention) && !imya_mentions_mention(mentions, 0, NULL));
    imya_string *evidence = imya_mentions_evidence(mentions, 2, &error);
    CHECK(contains(imya_string_text(evidence), "in all: probability"));
    imya_string_free(evidence);
    CHECK(!imya_mentions_evidence(mentions, SIZE_MAX, &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "at: there is no number"));
    imya_mentions_free(mentions);

    imya_annotate_options options = imya_annotate_options_default();
    options.kinds = IMYA_KIND_PLACE;
    mentions = imya_annotate(resolver, TEXT(text), &options, &error);
    CHECK(imya_mentions_count(mentions) == 1);
    CHECK(imya_mentions_mention(mentions, 0, &mention) && mention.kind == IMYA_KIND_PLACE);
    imya_mentions_free(mentions);
    options = imya_annotate_options_default();
    mentions = imya_annotate(resolver, TEXT("алесь бяляцкі"), &options, &error);
    CHECK(mentions && imya_mentions_count(mentions) == 0);
    imya_mentions_free(mentions);
    options.lower_case = true;
    mentions = imya_annotate(resolver, TEXT("алесь бяляцкі"), &options, &error);
    CHECK(imya_mentions_count(mentions) == 1);
    imya_mentions_free(mentions);
    options.threshold = 2;
    CHECK(!imya_annotate(resolver, TEXT(text), &options, &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "threshold: 2"));
}

static void test_compare(void) {
    imya_error *error = GARBAGE;
    float score = -1;
    CHECK(imya_compare(TEXT("Мікола Статкевіч"), TEXT("Nikolai Statkevich"), IMYA_KIND_PERSON, &score, &error)
          == IMYA_CODE_OK);
    CHECK(!error && score > 0.8f && score <= 1.0f);
    float same = -1;
    CHECK(imya_compare(TEXT("Nikolai Statkevich"), TEXT("Мікола Статкевіч"), IMYA_KIND_PERSON, &same, NULL)
          == IMYA_CODE_OK);
    CHECK(same == score);
    CHECK(imya_compare(TEXT("Мікола Статкевіч"), TEXT("Мікола Дашкевіч"), 0, &score, &error) == IMYA_CODE_OK);
    CHECK(score >= 0.0f && score < 0.2f);
    CHECK(imya_compare(NULL, 0, NULL, 0, 0, &score, &error) == IMYA_CODE_OK && score == 0.0f);

    score = -1;
    CHECK(imya_compare(TEXT("a"), TEXT("b"), 3, &score, &error) == IMYA_CODE_OPTION && score == -1);
    CHECK(failed(error, IMYA_CODE_OPTION, "kind: 3 is no kind"));
    CHECK(imya_compare(TEXT("a"), TEXT("\xD0"), 0, &score, &error) == IMYA_CODE_UTF8);
    CHECK(failed(error, IMYA_CODE_UTF8, "right: no UTF-8 at byte 0"));
    CHECK(imya_compare(TEXT("a"), TEXT("b"), 0, NULL, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "score: a null pointer"));

    imya_string *evidence = imya_explain(TEXT("Гродна"), TEXT("Hrodna"), IMYA_KIND_PLACE, &error);
    CHECK(!error && contains(imya_string_text(evidence), "гродна ~ hrodna"));
    imya_string_free(evidence);
    CHECK(!imya_explain(TEXT("\xFF"), TEXT("b"), 0, &error));
    CHECK(failed(error, IMYA_CODE_UTF8, "left: "));
}

static void test_schemes(void) {
    imya_error *error = GARBAGE;
    imya_string *latin = imya_romanise(TEXT("be-icao-9303"), TEXT("Ціханоўская"), &error);
    CHECK(!error && is(imya_string_text(latin), "Tsikhanouskaia"));
    imya_string_free(latin);
    CHECK(!imya_romanise(TEXT("no-such"), TEXT("Ціханоўская"), &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "there is no scheme `no-such`"));
    CHECK(imya_schemes_count() > 60 && imya_schemes_id(0).length > 0);
    CHECK(imya_schemes_id(imya_schemes_count()).length == 0);

    imya_variants *variants = imya_variants_of(TEXT("Быкаў"), &error);
    size_t count = imya_variants_count(variants);
    CHECK(!error && count > 1);
    bool seen = false;
    imya_variant variant = {0};
    for (size_t at = 0; imya_variants_variant(variants, at, &variant); at++) {
        size_t schemes = variant.canonical + variant.accepted;
        CHECK(schemes > 0 && imya_variants_scheme(variants, at, schemes - 1).length > 0);
        CHECK(imya_variants_scheme(variants, at, schemes).length == 0);
        seen = seen || is(variant.spelling, "Bykaŭ");
    }
    CHECK(seen && imya_variants_scheme(variants, count, 0).length == 0);
    imya_variants_free(variants);

    imya_recognition *recognition = imya_recognise(TEXT("Cichanoŭskaja"), &error);
    imya_recognised first = {0};
    CHECK(!error && imya_recognition_count(recognition) > 0);
    CHECK(imya_recognition_scheme(recognition, 0, &first));
    CHECK(first.canonical && contains(first.scheme, "be-") && is(first.reading, "Ціханоўская") && first.bits > 0);
    CHECK(!imya_recognition_scheme(recognition, imya_recognition_count(recognition), &first));
    imya_recognition_free(recognition);
    CHECK(!imya_recognise(TEXT("\xC3\x28"), &error));
    CHECK(failed(error, IMYA_CODE_UTF8, "name: no UTF-8 at byte 0"));
    CHECK(!imya_variants_of(TEXT("a\xC3\x28"), &error));
    CHECK(failed(error, IMYA_CODE_UTF8, "name: no UTF-8 at byte 1"));
}

static void test_restore(void) {
    imya_error *error = GARBAGE;
    imya_string *cyrillic = imya_restore(TEXT("be-lacinka"), TEXT("Jakub Kołas, 1882"), &error);
    CHECK(cyrillic && !error && is(imya_string_text(cyrillic), "Якуб Колас, 1882"));
    imya_string_free(cyrillic);
    cyrillic = imya_restore(TEXT("be-lacinka"), NULL, 0, &error);
    CHECK(cyrillic && !error && imya_string_text(cyrillic).length == 0);
    imya_string_free(cyrillic);
    CHECK(!imya_restore(TEXT("be-nothing"), TEXT("Jakub"), &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "be-nothing"));
    CHECK(!imya_restore(TEXT("be-lacinka"), TEXT("\xFF"), &error));
    CHECK(failed(error, IMYA_CODE_UTF8, "content: no UTF-8 at byte 0"));
}

static void test_compare_many(void) {
    enum { COUNT = 300 };
    const char *own[] = {"Гродна", "Hrodna", "Мінск", "Brest", "", "Вялікая Бераставіца"};
    imya_text left[COUNT], right[COUNT];
    for (size_t at = 0; at < COUNT; at++) {
        left[at] = (imya_text){own[at % 6], strlen(own[at % 6])};
        right[at] = (imya_text){own[at % 5], strlen(own[at % 5])};
    }
    float scores[COUNT], cut[COUNT];
    imya_error *error = GARBAGE;
    for (size_t threads = 1; threads <= 3; threads++) {
        CHECK(imya_compare_many(left, right, COUNT, IMYA_KIND_PLACE, 0, threads, scores, &error) == IMYA_CODE_OK);
        CHECK(!error);
        CHECK(imya_compare_many(left, right, COUNT, IMYA_KIND_PLACE, 0.5f, threads, cut, NULL) == IMYA_CODE_OK);
        size_t kept = 0;
        for (size_t at = 0; at < COUNT; at++) {
            float score = -1;
            CHECK(imya_compare(left[at].data, left[at].length, right[at].data, right[at].length, IMYA_KIND_PLACE,
                               &score, NULL) == IMYA_CODE_OK);
            CHECK(scores[at] == score && cut[at] == (score < 0.5f ? 0 : score));
            kept += cut[at] > 0;
        }
        CHECK(kept > 10 && kept < COUNT - 10);
    }
    CHECK(imya_compare_many(NULL, NULL, 0, 0, 0, 1, NULL, &error) == IMYA_CODE_OK && !error);
    scores[0] = -1;
    CHECK(imya_compare_many(left, NULL, 2, 0, 0, 1, scores, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "right: a null pointer"));
    CHECK(imya_compare_many(left, right, 2, 0, 0, 1, NULL, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "scores: a null pointer"));
    CHECK(imya_compare_many(left, right, 2, 3, 0, 1, scores, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "kind: 3"));
    CHECK(imya_compare_many(left, right, 2, 0, -0.1f, 1, scores, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "cutoff: "));
    CHECK(imya_compare_many(left, right, 2, 0, 0, 1025, scores, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "threads: "));
    CHECK(imya_compare_many(left, right, SIZE_MAX, 0, 0, 1, scores, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "longer than memory"));
    right[1] = (imya_text){"\xFF", 1};
    CHECK(imya_compare_many(left, right, 2, 0, 0, 1, scores, &error) == IMYA_CODE_UTF8);
    CHECK(failed(error, IMYA_CODE_UTF8, "right[1]: no UTF-8"));
    CHECK(scores[0] == -1);
}

static void test_resolve_many(const imya_resolver *resolver) {
    enum { COUNT = 9 };
    const char *own[] = {"Bjaljazki", "Johann Sebastian Bach", "Minsk"};
    imya_text names[COUNT];
    for (size_t at = 0; at < COUNT; at++)
        names[at] = (imya_text){own[at % 3], strlen(own[at % 3])};
    imya_resolve_options options = imya_resolve_options_default();
    options.limit = 1;
    imya_found *found[COUNT];
    imya_error *error = GARBAGE;
    for (size_t threads = 1; threads <= 2; threads++) {
        CHECK(imya_resolve_many(resolver, names, COUNT, &options, threads, found, &error) == IMYA_CODE_OK && !error);
        for (size_t at = 0; at < COUNT; at++) {
            imya_found *single = imya_resolve(resolver, names[at].data, names[at].length, &options, NULL);
            CHECK(imya_found_decision(found[at]) == imya_found_decision(single));
            CHECK(imya_found_count(found[at]) == imya_found_count(single) && imya_found_count(single) <= 1);
            imya_candidate one = {0}, other = {0};
            CHECK(imya_found_candidate(found[at], 0, &one) == imya_found_candidate(single, 0, &other));
            CHECK(one.score == other.score && one.id.length == other.id.length);
            CHECK(at % 3 != 0 || is(one.id, ALES));
            imya_found_free(single);
            imya_found_free(found[at]);
        }
    }
    CHECK(imya_resolve_many(resolver, NULL, 0, NULL, 1, NULL, &error) == IMYA_CODE_OK && !error);
    CHECK(imya_resolve_many(NULL, names, COUNT, NULL, 1, found, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "resolver: a null pointer"));
    CHECK(imya_resolve_many(resolver, NULL, 1, NULL, 1, found, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "names: a null pointer"));
    CHECK(imya_resolve_many(resolver, names, COUNT, NULL, 1, NULL, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "found: a null pointer"));
    CHECK(imya_resolve_many(resolver, names, COUNT, NULL, 0, found, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "threads: "));
    options.cutoff = 2;
    CHECK(imya_resolve_many(resolver, names, COUNT, &options, 1, found, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "cutoff: "));
    names[2] = (imya_text){"\xD0", 1};
    CHECK(imya_resolve_many(resolver, names, COUNT, NULL, 1, found, &error) == IMYA_CODE_UTF8);
    CHECK(failed(error, IMYA_CODE_UTF8, "names[2]: no UTF-8"));
}

static void test_filters(const imya_resolver *resolver) {
    imya_error *error = GARBAGE;
    imya_text russian = {"ru", 2}, ales = {ALES, strlen(ALES)}, bad = {"\xFF", 1};
    imya_candidate candidate = {0};
    imya_resolver *own = imya_resolver_filtered(resolver, &russian, 1, NULL, 0, &error);
    CHECK(own && !error && imya_resolver_count(own) == imya_resolver_count(resolver));
    imya_found *found = imya_resolve(own, TEXT("Мінск"), NULL, NULL);
    CHECK(imya_found_candidate(found, 0, &candidate) && is(candidate.name, "Минск"));
    imya_found_free(found);
    // A filter over a filter; the first resolver may go.
    imya_resolver *both = imya_resolver_filtered(own, NULL, 0, &ales, 1, &error);
    imya_resolver_free(own);
    CHECK(both && !error);
    found = imya_resolve(both, TEXT("Минск"), NULL, NULL);
    CHECK(imya_found_count(found) == 0);
    imya_found_free(found);
    found = imya_resolve(both, TEXT("Беляцкий"), NULL, NULL);
    CHECK(imya_found_count(found) == 1 && imya_found_candidate(found, 0, &candidate) && is(candidate.id, ALES));
    imya_found_free(found);
    imya_resolver_free(both);
    own = imya_resolver_filtered(resolver, NULL, 0, NULL, 0, &error);
    found = imya_resolve(own, TEXT("Минск"), NULL, NULL);
    CHECK(imya_found_count(found) >= 1);
    imya_found_free(found);
    imya_resolver_free(own);
    CHECK(!imya_resolver_filtered(NULL, NULL, 0, NULL, 0, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "resolver: a null pointer"));
    CHECK(!imya_resolver_filtered(resolver, NULL, 1, NULL, 0, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "languages: a null pointer"));
    CHECK(!imya_resolver_filtered(resolver, NULL, 0, &bad, 1, &error));
    CHECK(failed(error, IMYA_CODE_UTF8, "ids[0]: no UTF-8"));
}

static void test_cluster(void) {
    const char *own[] = {"Мікола Статкевіч", "Марына Адамовіч", "Nikolai Statkevich", "Marina Adamovich"};
    imya_text names[4];
    for (size_t at = 0; at < 4; at++)
        names[at] = (imya_text){own[at], strlen(own[at])};
    imya_assignment places[4];
    imya_error *error = GARBAGE;
    for (size_t threads = 1; threads <= 2; threads++) {
        CHECK(imya_cluster(names, 4, IMYA_KIND_PERSON, 0.5f, threads, places, &error) == IMYA_CODE_OK);
        CHECK(!error && places[0].cluster == 0 && places[1].cluster == 1);
        CHECK(places[2].cluster == 0 && places[3].cluster == 1);
        CHECK(places[2].best == places[0].best && places[0].best % 2 == 0);
        CHECK(places[0].confidence > 0.5f && places[0].confidence <= 1.0f);
    }
    CHECK(imya_cluster(NULL, 0, 0, 0.5f, 1, NULL, &error) == IMYA_CODE_OK && !error);
    CHECK(imya_cluster(NULL, 4, 0, 0.5f, 1, places, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "names: "));
    CHECK(imya_cluster(names, 4, 0, 0.5f, 1, NULL, &error) == IMYA_CODE_NULL);
    CHECK(failed(error, IMYA_CODE_NULL, "assignments: "));
    CHECK(imya_cluster(names, SIZE_MAX, 0, 0.5f, 1, places, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "longer than memory"));
    CHECK(imya_cluster(names, 4, 0, 1.5f, 1, places, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "threshold: "));
    CHECK(imya_cluster(names, 4, 0, 0.5f, 0, places, &error) == IMYA_CODE_OPTION);
    CHECK(failed(error, IMYA_CODE_OPTION, "threads: "));
    names[3] = (imya_text){"\xED\xA0\x80", 3}; // half of a surrogate pair
    CHECK(imya_cluster(names, 4, 0, 0.5f, 1, places, &error) == IMYA_CODE_UTF8);
    CHECK(failed(error, IMYA_CODE_UTF8, "names[3]: "));
}

static void test_files(const char *folder, const char *index) {
    char path[4096];
    imya_error *error = GARBAGE;
    snprintf(path, sizeof path, "%s/missing.jsonl", folder);
    CHECK(!imya_resolver_from_file(TEXT(path), &error));
    CHECK(is(imya_error_file(error), path) && imya_error_line(error) == 0);
    CHECK(contains(imya_error_message(error), path));
    CHECK(failed(error, IMYA_CODE_FILE, "No such file"));
    CHECK(!imya_resolver_open(TEXT(path), &error));
    CHECK(failed(error, IMYA_CODE_FILE, "No such file"));
    CHECK(!imya_resolver_from_file("a\0b", 3, &error));
    CHECK(failed(error, IMYA_CODE_FILE, "a"));

    snprintf(path, sizeof path, "%s/malformed.jsonl", folder);
    write_file(path, "{\"id\": \"w1\", \"kind\": \"place\", \"names\": {\"be\": \"Шчара\"}}\n"
                     "{\"id\": \"w2\", \"kind\": \"place\", \"names\": {\"be\": \"Котра\"}}\n"
                     "{\"id\": \"w3\", \"kind\": \"river\", \"names\": {\"be\": \"Лоша\"}}\n");
    CHECK(!imya_resolver_from_file(TEXT(path), &error));
    CHECK(is(imya_error_file(error), path) && imya_error_line(error) == 3 && imya_error_column(error) > 0);
    CHECK(failed(error, IMYA_CODE_DATA, "malformed.jsonl:3:"));
    CHECK(!imya_resolver_open(TEXT(path), &error));
    CHECK(is(imya_error_file(error), path));
    CHECK(failed(error, IMYA_CODE_INDEX, "malformed.jsonl"));

    snprintf(path, sizeof path, "%s/rivers.csv", folder);
    write_file(path, "id,kind,name\nw1,place,Шчара\nw2,place,Котра\n");
    imya_resolver *resolver = imya_resolver_from_file(TEXT(path), &error);
    CHECK(!error && imya_resolver_count(resolver) == 2);
    imya_found *found = imya_resolve(resolver, TEXT("Shchara"), NULL, &error);
    imya_mentions *mentions = imya_annotate(resolver, TEXT("Уздоўж Шчары"), NULL, &error);
    // Results outlive their resolver.
    imya_resolver_free(resolver);
    imya_candidate candidate = {0};
    CHECK(imya_found_candidate(found, 0, &candidate) && is(candidate.id, "w1") && is(candidate.name, "Шчара"));
    imya_string *evidence = imya_found_evidence(found, 0, NULL);
    imya_found_free(found);
    CHECK(contains(imya_string_text(evidence), "shchara ~ шчара"));
    imya_string_free(evidence);
    imya_mention mention = {0};
    CHECK(imya_mentions_mention(mentions, 0, &mention) && is(mention.surface, "Шчары") && is(mention.id, "w1"));
    imya_mentions_free(mentions);

    resolver = imya_resolver_open(TEXT(index), &error);
    CHECK(!error && imya_resolver_count(resolver) > 500);
    found = imya_resolve(resolver, TEXT("Bialyatsky"), NULL, NULL);
    CHECK(imya_found_candidate(found, 0, &candidate) && is(candidate.id, ALES));
    imya_resolver_free(resolver);
    imya_found_free(found);
}

static void test_bad_texts(const imya_resolver *resolver) {
    imya_error *error = GARBAGE;
    const char *bad[] = {"Minsk\xFF", "Min\xD0", "\xC0\x80", "\xF5\x80\x80\x80", "\xED\xBF\xBF"};
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++) {
        CHECK(!imya_resolve(resolver, TEXT(bad[at]), NULL, &error));
        CHECK(failed(error, IMYA_CODE_UTF8, "name: no UTF-8 at byte"));
        CHECK(!imya_annotate(resolver, TEXT(bad[at]), NULL, &error));
        CHECK(failed(error, IMYA_CODE_UTF8, "content: no UTF-8 at byte"));
        CHECK(!imya_romanise(TEXT("be-lacinka"), TEXT(bad[at]), NULL));
    }
    CHECK(!imya_resolve(resolver, "Minsk", SIZE_MAX, NULL, &error));
    CHECK(failed(error, IMYA_CODE_OPTION, "longer than memory"));
    // Empty, with a byte 0 within, and long ones are texts like others.
    imya_found *found = imya_resolve(resolver, NULL, 0, NULL, &error);
    CHECK(found && !error && imya_found_count(found) == 0);
    imya_found_free(found);
    found = imya_resolve(resolver, "Min\0sk", 6, NULL, &error);
    CHECK(found && !error);
    imya_found_free(found);
    size_t length = 100000;
    char *text = malloc(length);
    memset(text, 'a', length);
    found = imya_resolve(resolver, text, length, NULL, &error);
    CHECK(found && !error);
    imya_found_free(found);
    free(text);
}

static void test_null(void) {
    imya_error *error = GARBAGE;
    CHECK(!imya_resolve(NULL, TEXT("Minsk"), NULL, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "resolver: a null pointer"));
    CHECK(!imya_resolve(NULL, NULL, 5, NULL, NULL));
    CHECK(!imya_annotate(NULL, TEXT("Minsk"), NULL, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "resolver: a null pointer"));
    CHECK(!imya_resolver_from_file(NULL, 5, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "path: a null pointer"));
    CHECK(!imya_resolver_open(NULL, 5, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "path: a null pointer"));
    CHECK(!imya_romanise(NULL, 3, NULL, 3, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "scheme: a null pointer"));
    CHECK(!imya_restore(NULL, 3, NULL, 3, NULL));
    CHECK(!imya_variants_of(NULL, 1, NULL) && !imya_recognise(NULL, 1, NULL) && !imya_explain(NULL, 1, NULL, 1, 0, NULL));
    CHECK(imya_compare(NULL, 1, NULL, 1, 0, NULL, NULL) == IMYA_CODE_NULL);
    CHECK(!imya_found_evidence(NULL, 0, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "found: a null pointer"));
    CHECK(!imya_mentions_evidence(NULL, 0, &error));
    CHECK(failed(error, IMYA_CODE_NULL, "mentions: a null pointer"));

    imya_candidate candidate;
    imya_mention mention;
    imya_variant variant;
    imya_recognised recognised;
    CHECK(imya_found_decision(NULL) == IMYA_DECISION_NONE && imya_found_count(NULL) == 0);
    CHECK(!imya_found_candidate(NULL, 0, &candidate) && !imya_mentions_mention(NULL, 0, &mention));
    CHECK(!imya_variants_variant(NULL, 0, &variant) && !imya_recognition_scheme(NULL, 0, &recognised));
    CHECK(imya_mentions_count(NULL) == 0 && imya_resolver_count(NULL) == 0);
    CHECK(imya_variants_count(NULL) == 0 && imya_recognition_count(NULL) == 0);
    CHECK(imya_variants_scheme(NULL, 0, 0).length == 0 && imya_string_text(NULL).length == 0);
    CHECK(imya_error_code(NULL) == IMYA_CODE_OK && imya_error_message(NULL).length == 0);
    CHECK(imya_error_file(NULL).length == 0 && imya_error_line(NULL) == 0 && imya_error_column(NULL) == 0);
    imya_resolver_free(NULL);
    imya_found_free(NULL);
    imya_mentions_free(NULL);
    imya_string_free(NULL);
    imya_variants_free(NULL);
    imya_recognition_free(NULL);
    imya_error_free(NULL);
}

// The same numbers at every run.
static uint32_t random_number(uint32_t below) {
    static uint32_t state = 2463534242u;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
}

// Bytes of any kind, or letters of any kind with some bytes spoilt.
static size_t random_text(char *text, size_t most) {
    const char *letters[] = {"а", "Б", "ў", "Щ", "і", "’", "e", "K", "z", "ł", "ŭ", " ", " ", "-", ".", "\"", "7", "🙂"};
    size_t length = 0, wanted = random_number((uint32_t)most - 4);
    bool any = random_number(4) == 0;
    while (length < wanted) {
        if (any || random_number(200) == 0) {
            text[length++] = (char)random_number(256);
        } else {
            const char *letter = letters[random_number(sizeof letters / sizeof *letters)];
            memcpy(text + length, letter, strlen(letter));
            length += strlen(letter);
        }
    }
    return length;
}

// Whatever the bytes, there is a result or an error, never both and never neither.
static void test_random(const imya_resolver *resolver) {
    char text[128], other[128];
    size_t results = 0, errors = 0;
    for (size_t round = 0; round < 300; round++) {
        size_t length = random_text(text, sizeof text), other_length = random_text(other, sizeof other);
        imya_error *error[5] = {GARBAGE, GARBAGE, GARBAGE, GARBAGE, GARBAGE};
        float score = -1;
        imya_found *found = imya_resolve(resolver, text, length, NULL, &error[0]);
        imya_mentions *mentions = imya_annotate(resolver, text, length, NULL, &error[1]);
        imya_string *latin = imya_romanise(TEXT("be-lacinka"), text, length, &error[2]);
        imya_recognition *recognition = imya_recognise(text, length, &error[3]);
        imya_code code = imya_compare(text, length, other, other_length, 0, &score, &error[4]);
        bool made[] = {found, mentions, latin, recognition, code == IMYA_CODE_OK};
        for (size_t at = 0; at < 5; at++) {
            CHECK(made[at] == !error[at]);
            CHECK(!error[at] || imya_error_code(error[at]) == IMYA_CODE_UTF8);
            results += made[at];
            errors += !made[at];
            imya_error_free(error[at]);
        }
        CHECK(code == IMYA_CODE_OK ? score >= 0.0f && score <= 1.0f : score == -1);
        imya_found_free(found);
        imya_mentions_free(mentions);
        imya_string_free(latin);
        imya_recognition_free(recognition);
    }
    CHECK(results > 300 && errors > 300);
}

enum { ROUNDS = 10 };

typedef struct {
    const imya_resolver *resolver;
    imya_found *found;
    size_t good;
} worker;

// Uses a shared resolver; leaves its last answer for the thread that waits.
static void *work(void *argument) {
    worker *own = argument;
    for (size_t round = 0; round < ROUNDS; round++) {
        imya_error *error = GARBAGE;
        imya_candidate candidate = {0};
        imya_found_free(own->found);
        own->found = imya_resolve(own->resolver, TEXT("Ales Bialiatski"), NULL, &error);
        bool resolved = imya_found_candidate(own->found, 0, &candidate) && is(candidate.id, ALES);
        imya_mentions *mentions = imya_annotate(own->resolver, TEXT("Сказаў Алесь Бяляцкі."), NULL, NULL);
        float score = 0;
        imya_code code = imya_compare(TEXT("Гродна"), TEXT("Hrodna"), IMYA_KIND_PLACE, &score, NULL);
        bool refused = !imya_resolve(own->resolver, TEXT("\xFF"), NULL, &error);
        bool errors = failed(error, IMYA_CODE_UTF8, "name: ");
        own->good += resolved && imya_mentions_count(mentions) == 1 && code == IMYA_CODE_OK && score > 0.9f
            && refused && errors;
        imya_mentions_free(mentions);
    }
    return NULL;
}

static void test_threads(imya_resolver *resolver) {
    worker workers[2] = {{.resolver = resolver}, {.resolver = resolver}};
    pthread_t threads[2];
    for (size_t at = 0; at < 2; at++)
        CHECK(pthread_create(&threads[at], NULL, work, &workers[at]) == 0);
    for (size_t at = 0; at < 2; at++) {
        CHECK(pthread_join(threads[at], NULL) == 0);
        CHECK(workers[at].good == ROUNDS);
    }
    imya_resolver_free(resolver);
    for (size_t at = 0; at < 2; at++) {
        imya_candidate candidate = {0};
        CHECK(imya_found_candidate(workers[at].found, 0, &candidate) && is(candidate.id, ALES));
        imya_found_free(workers[at].found);
    }
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: %s FOLDER INDEX\n", arguments[0]);
        return 2;
    }
    CHECK(imya_version().length >= 5);
    imya_error *error = GARBAGE;
    imya_resolver *resolver = imya_resolver_embedded(&error);
    CHECK(resolver && !error && imya_resolver_count(resolver) > 500);
    test_resolve(resolver);
    test_resolve_options(resolver);
    test_annotate(resolver);
    test_compare();
    test_schemes();
    test_restore();
    test_compare_many();
    test_resolve_many(resolver);
    test_filters(resolver);
    test_cluster();
    test_files(arguments[1], arguments[2]);
    test_bad_texts(resolver);
    test_null();
    test_random(resolver);
    test_threads(resolver);
    if (failures)
        fprintf(stderr, "%d checks failed\n", failures);
    return failures != 0;
}
