// imya: which known entity does this name mean? People, organisations and places whose names travel between
// Belarusian, Russian, Ukrainian and English.
//
// Rules for all functions:
//
// Texts are UTF-8 with a length in bytes, both ways, and need no byte 0 at their end. A text of length 0 may
// be null. A pointer with a length is valid for so many items, and nobody changes them during the call; the
// library keeps no pointer of its caller after it.
//
// Objects (`imya_resolver`, `imya_found` ...) are made by the library and freed by the caller, once, with
// the function that the type names. Objects are independent: they can be freed in any order. Texts that an
// object lends are valid until it is freed.
//
// Null is allowed for every pointer: it gives an error, or what the function says. Any other pointer must be
// valid; one to an object that was freed is not.
//
// Errors: functions with a parameter `error` write to `*error`, unless `error` is null: null where they did
// their work, else an error that the caller frees with `imya_error_free`. What was in `*error` before is
// neither read nor freed. No function ends the process or unwinds into its caller, but for memory that runs
// out; a defect of imya becomes IMYA_CODE_INTERNAL, after a line on standard error.
//
// Threads: objects do not change. All functions may be called from any thread at any time, with the same
// object too, but freeing one, after which no thread may use it. An object may be freed by another thread
// than the one that made it.


#ifndef IMYA_H
#define IMYA_H

// Made of the Rust sources of imya-capi by cbindgen: change those, then run `cargo run -p imya-capi-header`.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>


// Whether a function did its work, and if not, why.
enum imya_code
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It did.
    IMYA_CODE_OK = 0,
    // A gazetteer does not have the form it should have; file, line and column say where.
    IMYA_CODE_DATA = 1,
    // A file could not be read.
    IMYA_CODE_FILE = 2,
    // A file is no index, is damaged, or was built with other rule tables.
    IMYA_CODE_INDEX = 3,
    // An argument is outside its range.
    IMYA_CODE_OPTION = 4,
    // A text is not in UTF-8.
    IMYA_CODE_UTF8 = 5,
    // A pointer is null that must not be.
    IMYA_CODE_NULL = 6,
    // A defect of imya was met; the objects at hand are sound and can be used on.
    IMYA_CODE_INTERNAL = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum imya_code imya_code;
#else
typedef uint32_t imya_code;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Whether a name was found.
enum imya_decision
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Probably no known entity is meant.
    IMYA_DECISION_NONE = 0,
    // The best candidate is meant.
    IMYA_DECISION_MATCH = 1,
    // A known entity is probably meant, but several are about equally likely.
    IMYA_DECISION_AMBIGUOUS = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum imya_decision imya_decision;
#else
typedef uint32_t imya_decision;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What an entity is. Arguments take these as `uint32_t`: a set of kinds is their sum (`|`), and 0 leaves
// the kind open.
enum imya_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // A human being.
    IMYA_KIND_PERSON = 1,
    // A company, party, authority, newspaper, club.
    IMYA_KIND_ORGANISATION = 2,
    // A country, town, river, street.
    IMYA_KIND_PLACE = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum imya_kind imya_kind;
#else
typedef uint32_t imya_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Why a function did not do its work. Belongs to the caller, who frees it with `imya_error_free`.
typedef struct imya_error imya_error;

// The answer to one name: candidates, best first, and a decision. Immutable; several threads may read one
// at once. Belongs to the caller, who frees it with `imya_found_free`; it may outlive the resolver.
typedef struct imya_found imya_found;

// The mentions of one text, in its order; they do not overlap. Immutable; several threads may read one at
// once. Belongs to the caller, who frees it with `imya_mentions_free`; it may outlive the resolver and the
// text.
typedef struct imya_mentions imya_mentions;

// A text that belongs to the caller, who frees it with `imya_string_free`.
typedef struct imya_string imya_string;

// The schemes that can have written a name. Immutable; several threads may read one at once. Belongs to the
// caller, who frees it with `imya_recognition_free`.
typedef struct imya_recognition imya_recognition;

// Answers which known entity a name means and which entities a text mentions. Immutable; several threads
// may use one at once. Belongs to the caller, who frees it with `imya_resolver_free`; results found with it
// may outlive it.
typedef struct imya_resolver imya_resolver;

// The spellings of a name. Immutable; several threads may read one at once. Belongs to the caller, who
// frees it with `imya_variants_free`.
typedef struct imya_variants imya_variants;

// A text in UTF-8: a pointer and a length in bytes, without a byte 0 at its end.
//
// As a result it is lent: it belongs to the object it was read from and is valid until that object is
// freed. The texts of functions without an object last as long as the program. Where there is no text,
// the length is 0 and the pointer may be null.
typedef struct {
    // The first byte.
    const char *data;
    // The number of bytes.
    size_t length;
} imya_text;

// How names are resolved. Begin with `imya_resolve_options_default` and change what is to differ.
typedef struct {
    // At most so many candidates are returned.
    size_t limit;
    // Candidates with a lower score are left out; from 0 to 1.
    float cutoff;
    // The decision is a match where the best candidate has at least this probability, all other candidates
    // and the chance that the name is unknown weighed in; from 0 to 1.
    float threshold;
    // How much the odds of the best candidate must surpass those of the second, in nats; 0 or more.
    float margin;
    // Only entities of these kinds are found: a sum of `imya_kind`, 0 for all.
    uint32_t kinds;
} imya_resolve_options;

// A candidate with its score.
typedef struct {
    // The id of the entity.
    imya_text id;
    // The name of the entity that fits best.
    imya_text name;
    // The kind of the entity.
    imya_kind kind;
    // The probability, from 0 to 1, that the name asked for and `name` mean the same.
    float score;
} imya_candidate;

// Which mentions are wanted. Begin with `imya_annotate_options_default` and change what is to differ.
typedef struct {
    // Only entities of these kinds: a sum of `imya_kind`, 0 for all.
    uint32_t kinds;
    // Only mentions with this score or more; from 0 to 1.
    float threshold;
    // Also names written small, as in social posts; costs time and brings more false finds.
    bool lower_case;
    // Also mentions that may mean several entities.
    bool ambiguous;
} imya_annotate_options;

// An entity mentioned in a text.
typedef struct {
    // The first byte of the mention in the text, counted from 0.
    size_t start_byte;
    // The byte after its last.
    size_t end_byte;
    // The first Unicode character of the mention in the text, counted from 0.
    size_t start_character;
    // The character after its last.
    size_t end_character;
    // The mention as the text has it.
    imya_text surface;
    // The id of the entity.
    imya_text id;
    // The name of the entity that fits best.
    imya_text name;
    // The kind of the entity.
    imya_kind kind;
    // `IMYA_DECISION_MATCH`, or `IMYA_DECISION_AMBIGUOUS` where another entity is about as likely.
    imya_decision decision;
    // The probability, from 0 to 1, that `surface` and `name` mean the same.
    float score;
} imya_mention;

// The place of one name in a clustering.
typedef struct {
    // The number of the group, from 0, in the order in which groups first occur.
    size_t cluster;
    // Which of the names, by its place in the input, stands best for the group.
    size_t best;
    // How sure it is that the name belongs where it is, from 0 to 1.
    float confidence;
} imya_assignment;

// A spelling of a name.
typedef struct {
    // The name in Latin letters.
    imya_text spelling;
    // How many schemes give it as their canonical output.
    size_t canonical;
    // How many schemes give it by their accepted variants only.
    size_t accepted;
} imya_variant;

// A scheme that can have written a name.
typedef struct {
    // The id of the scheme.
    imya_text scheme;
    // The most probable Cyrillic name that the scheme writes this way.
    imya_text reading;
    // How improbable the letters of that name are in names of the scheme's language, in bits.
    double bits;
    // Whether the scheme's canonical rules give the name, or only its accepted variants do.
    bool canonical;
} imya_recognised;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The text of a string, lent until the string is freed; empty for null.
imya_text imya_string_text(const imya_string *string);

// Frees a string; null is allowed.
void imya_string_free(imya_string *string);

// The version of the library, such as `0.1.0`; lasts as long as the program.
imya_text imya_version(void);

// The code of an error; `IMYA_CODE_OK` for null.
imya_code imya_error_code(const imya_error *error);

// What went wrong, in words, with the place where it is known: `mine.jsonl:3:1: no JSON`. Lent until the
// error is freed; empty for null.
imya_text imya_error_message(const imya_error *error);

// The file that an error is about, lent until the error is freed; empty where it is about none, and for
// null.
imya_text imya_error_file(const imya_error *error);

// The line of the file, counted from 1; 0 where it is not known, and for null.
size_t imya_error_line(const imya_error *error);

// The column in characters, or the cell of a table, counted from 1; 0 where it is not known, and for
// null.
size_t imya_error_column(const imya_error *error);

// Frees an error; null is allowed.
void imya_error_free(imya_error *error);

// A resolver over the gazetteer that is part of the library: people, organisations and places of
// Belarusian public life. All such resolvers share it.
//
// Returns a resolver to free with `imya_resolver_free`; null and an error only for a defect of imya
// (`IMYA_CODE_INTERNAL`).
imya_resolver *imya_resolver_embedded(imya_error **error);

// A resolver over a gazetteer file: imya's JSON lines, CSV, TSV, FollowTheMoney, Wikidata, Popolo, spaCy
// patterns; the format is detected. Its index is built on this thread.
//
// `path`: any bytes on Unix, UTF-8 elsewhere; `path_length` of them.
//
// Returns a resolver to free with `imya_resolver_free`; null and an error where the file cannot be read
// (`IMYA_CODE_FILE`) or is malformed (`IMYA_CODE_DATA` with file, line and column).
imya_resolver *imya_resolver_from_file(const char *path, size_t path_length, imya_error **error);

// A resolver over an index file, as the example `index build` of the Rust crate writes it; opened by memory
// map. The file must not be changed in place while the resolver or a result found with it is there; it may
// be replaced by renaming another.
//
// `path`: any bytes on Unix, UTF-8 elsewhere; `path_length` of them.
//
// Returns a resolver to free with `imya_resolver_free`; null and an error where the file cannot be read
// (`IMYA_CODE_FILE`), is no index, is damaged or was built with other rule tables (`IMYA_CODE_INDEX`).
imya_resolver *imya_resolver_open(const char *path, size_t path_length, imya_error **error);

// A resolver like another one, that finds some names and entities only; the two share their index.
//
// `languages`: `languages_count` codes such as `be`; only names in these languages are found. `ids`:
// `ids_count` ids; only these entities are found. An empty list leaves it as it is in `resolver`.
//
// Returns a resolver to free with `imya_resolver_free`; null and an error where the resolver is null, or a list
// whose count is not 0 (`IMYA_CODE_NULL`), or a text is not in UTF-8 (`IMYA_CODE_UTF8`).
imya_resolver *imya_resolver_filtered(const imya_resolver *resolver,
                                      const imya_text *languages,
                                      size_t languages_count,
                                      const imya_text *ids,
                                      size_t ids_count,
                                      imya_error **error);

// The number of entities that a resolver knows, whether it finds all of them or not; 0 for null.
size_t imya_resolver_count(const imya_resolver *resolver);

// Frees a resolver; null is allowed. No other thread may still be using it.
void imya_resolver_free(imya_resolver *resolver);

// The options that hold where none are given: 10 candidates, cutoff 0.02, threshold 0.5, margin 1.5, all
// kinds.
imya_resolve_options imya_resolve_options_default(void);

// The entities that a name may mean, best first, and a decision.
//
// `name`: UTF-8, `name_length` bytes. `options`: null for the defaults.
//
// Returns an answer to free with `imya_found_free`; null and an error where the resolver is null
// (`IMYA_CODE_NULL`), the name is not in UTF-8 (`IMYA_CODE_UTF8`) or an option is outside its range
// (`IMYA_CODE_OPTION`).
imya_found *imya_resolve(const imya_resolver *resolver,
                         const char *name,
                         size_t name_length,
                         const imya_resolve_options *options,
                         imya_error **error);

// Resolves many names; see `imya_resolve`.
//
// `names`: `count` texts in UTF-8. `options`: null for the defaults. `threads`: from 1 to 1024; the result is the
// same for every number. `found`: room for `count` answers in the order of the names, each to free with
// `imya_found_free`; written only where the code is `IMYA_CODE_OK`.
//
// Returns `IMYA_CODE_NULL` where the resolver is null, or a list whose count is not 0, `IMYA_CODE_UTF8` where a
// name is not in UTF-8, `IMYA_CODE_OPTION` where an argument is outside its range; with an error.
imya_code imya_resolve_many(const imya_resolver *resolver,
                            const imya_text *names,
                            size_t count,
                            const imya_resolve_options *options,
                            size_t threads,
                            imya_found **found,
                            imya_error **error);

// Whether the name was found; `IMYA_DECISION_NONE` for null.
imya_decision imya_found_decision(const imya_found *found);

// The number of candidates; 0 for null. There may be some where the decision is `IMYA_DECISION_NONE`.
size_t imya_found_count(const imya_found *found);

// Fills `candidate` with the candidate number `at`, counted from 0; its texts are lent until the answer is
// freed.
//
// Returns false, and fills nothing, where there is no such candidate or a pointer is null.
bool imya_found_candidate(const imya_found *found, size_t at, imya_candidate *candidate);

// The reasons for the score of the candidate number `at`, counted from 0: a line for each, then the sum.
//
// Returns a string to free with `imya_string_free`; null and an error where the answer is null
// (`IMYA_CODE_NULL`) or there is no such candidate (`IMYA_CODE_OPTION`).
imya_string *imya_found_evidence(const imya_found *found, size_t at, imya_error **error);

// Frees an answer; null is allowed.
void imya_found_free(imya_found *found);

// The options that hold where none are given: all kinds, threshold 0, texts with capitals, no ambiguous
// mentions.
imya_annotate_options imya_annotate_options_default(void);

// The entities that a text mentions, in any spelling, case form and script that the rules relate; a bare
// surname only where the text introduces its bearer or it can mean nobody else. Linear in the text. What is
// found out about a word serves later texts.
//
// `content`: UTF-8, `content_length` bytes. `options`: null for the defaults.
//
// Returns mentions to free with `imya_mentions_free`; null and an error where the resolver is null
// (`IMYA_CODE_NULL`), the text is not in UTF-8 (`IMYA_CODE_UTF8`) or an option is outside its range
// (`IMYA_CODE_OPTION`).
imya_mentions *imya_annotate(const imya_resolver *resolver,
                             const char *content,
                             size_t content_length,
                             const imya_annotate_options *options,
                             imya_error **error);

// The number of mentions; 0 for null.
size_t imya_mentions_count(const imya_mentions *mentions);

// Fills `mention` with the mention number `at`, counted from 0; its texts are lent until the mentions are
// freed.
//
// Returns false, and fills nothing, where there is no such mention or a pointer is null.
bool imya_mentions_mention(const imya_mentions *mentions, size_t at, imya_mention *mention);

// The reasons for the score of the mention number `at`, counted from 0: a line for each, then the sum.
//
// Returns a string to free with `imya_string_free`; null and an error where the mentions are null
// (`IMYA_CODE_NULL`) or there is no such mention (`IMYA_CODE_OPTION`).
imya_string *imya_mentions_evidence(const imya_mentions *mentions, size_t at, imya_error **error);

// Frees mentions; null is allowed.
void imya_mentions_free(imya_mentions *mentions);

// The probability, from 0 to 1, that two names mean the same person, organisation or place. Symmetric and
// deterministic; takes a few microseconds.
//
// `left`, `right`: UTF-8, so many bytes. `kind`: an `imya_kind`, 0 to guess it for each name. `score` is
// written only where the code is `IMYA_CODE_OK`.
//
// Returns `IMYA_CODE_NULL` where `score` is null, `IMYA_CODE_UTF8` where a name is not in UTF-8,
// `IMYA_CODE_OPTION` where the kind is none; with an error.
imya_code imya_compare(const char *left,
                       size_t left_length,
                       const char *right,
                       size_t right_length,
                       uint32_t kind,
                       float *score,
                       imya_error **error);

// Compares the first name with the first, the second with the second and so on; see `imya_compare`.
//
// `left`, `right`: `count` texts each, in UTF-8. `kind`: an `imya_kind`, 0 to guess it for each name. `cutoff`:
// lower scores are written as 0; from 0 to 1. `threads`: from 1 to 1024; the result is the same for every
// number. `scores`: room for `count` of them, written only where the code is `IMYA_CODE_OK`.
//
// Returns `IMYA_CODE_NULL` where a list is null whose count is not 0, `IMYA_CODE_UTF8` where a name is not
// in UTF-8, `IMYA_CODE_OPTION` where an argument is outside its range; with an error.
imya_code imya_compare_many(const imya_text *left,
                            const imya_text *right,
                            size_t count,
                            uint32_t kind,
                            float cutoff,
                            size_t threads,
                            float *scores,
                            imya_error **error);

// The reasons for the score of two names: a line for each, then the sum and the probability.
//
// Arguments as for `imya_compare`.
//
// Returns a string to free with `imya_string_free`; null and an error where a name is not in UTF-8
// (`IMYA_CODE_UTF8`) or the kind is none (`IMYA_CODE_OPTION`).
imya_string *imya_explain(const char *left,
                          size_t left_length,
                          const char *right,
                          size_t right_length,
                          uint32_t kind,
                          imya_error **error);

// Groups names that mean the same. About linear in the names: each is looked up once, in less than a
// millisecond.
//
// `names`: `count` texts in UTF-8. `kind`: an `imya_kind`, 0 for what most of them seem to be. `threshold`:
// groups are joined where their names mean the same with this probability on the whole, from 0 to 1; 0.5 is
// usual. `threads`: from 1 to 1024; the result is the same for every number. `assignments`: room for
// `count` of them, one for each name, written only where the code is `IMYA_CODE_OK`.
//
// Returns `IMYA_CODE_NULL` where a list is null whose count is not 0, `IMYA_CODE_UTF8` where a name is not
// in UTF-8, `IMYA_CODE_OPTION` where an argument is outside its range; with an error.
imya_code imya_cluster(const imya_text *names,
                       size_t count,
                       uint32_t kind,
                       float threshold,
                       size_t threads,
                       imya_assignment *assignments,
                       imya_error **error);

// The number of romanisation schemes.
size_t imya_schemes_count(void);

// The id of the scheme number `at`, counted from 0, in alphabetical order, such as `be-icao-9303`; lasts as
// long as the program. Empty where there is no such scheme.
imya_text imya_schemes_id(size_t at);

// Writes Cyrillic text in Latin letters under a scheme; all else stays as it is. Linear in the text.
//
// `scheme`: the id of a scheme, `scheme_length` bytes. `content`: UTF-8, `content_length` bytes.
//
// Returns a string to free with `imya_string_free`; null and an error where there is no such scheme
// (`IMYA_CODE_OPTION`) or a text is not in UTF-8 (`IMYA_CODE_UTF8`).
imya_string *imya_romanise(const char *scheme,
                           size_t scheme_length,
                           const char *content,
                           size_t content_length,
                           imya_error **error);

// Takes Latin text back to the Cyrillic it was most probably romanised from under a scheme; words that the
// scheme cannot have written stay as they are. Linear in the text.
//
// `scheme`: the id of a scheme, `scheme_length` bytes. `content`: UTF-8, `content_length` bytes.
//
// Returns a string to free with `imya_string_free`; null and an error where there is no such scheme
// (`IMYA_CODE_OPTION`) or a text is not in UTF-8 (`IMYA_CODE_UTF8`).
imya_string *imya_restore(const char *scheme,
                          size_t scheme_length,
                          const char *content,
                          size_t content_length,
                          imya_error **error);

// The spellings of a name under all schemes, at most 10,000: those that most schemes give canonically
// first. A Latin name is taken back to its most probable Cyrillic ones first; a name of more than 512 bytes
// has no spellings.
//
// `name`: UTF-8, `name_length` bytes.
//
// Returns spellings to free with `imya_variants_free`; null and an error where the name is not in UTF-8
// (`IMYA_CODE_UTF8`).
imya_variants *imya_variants_of(const char *name, size_t name_length, imya_error **error);

// The number of spellings; 0 for null.
size_t imya_variants_count(const imya_variants *variants);

// Fills `variant` with the spelling number `at`, counted from 0; its text is lent until the spellings are
// freed.
//
// Returns false, and fills nothing, where there is no such spelling or a pointer is null.
bool imya_variants_variant(const imya_variants *variants, size_t at, imya_variant *variant);

// The id of a scheme that gives the spelling number `at`: `number` counts from 0, first the canonical ones,
// then those that accept it; lasts as long as the program. Empty where there is no such scheme or spelling,
// and for null.
imya_text imya_variants_scheme(const imya_variants *variants, size_t at, size_t number);

// Frees spellings; null is allowed.
void imya_variants_free(imya_variants *variants);

// Which schemes can have written a Latin name: those whose canonical rules do first, then by the
// probability of the reading. Takes a few milliseconds; a name of more than 512 bytes is not recognised.
//
// `name`: UTF-8, `name_length` bytes.
//
// Returns schemes to free with `imya_recognition_free`; null and an error where the name is not in UTF-8
// (`IMYA_CODE_UTF8`).
imya_recognition *imya_recognise(const char *name, size_t name_length, imya_error **error);

// The number of schemes that can have written the name; 0 for null.
size_t imya_recognition_count(const imya_recognition *recognition);

// Fills `recognised` with the scheme number `at`, counted from 0; its texts are lent until the recognition
// is freed.
//
// Returns false, and fills nothing, where there is no such scheme or a pointer is null.
bool imya_recognition_scheme(const imya_recognition *recognition, size_t at, imya_recognised *recognised);

// Frees a recognition; null is allowed.
void imya_recognition_free(imya_recognition *recognition);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* IMYA_H */
