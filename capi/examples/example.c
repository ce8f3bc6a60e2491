// Which entities does a text mention, and who is "Bjaljazki"?
//
//     cc -I capi/include capi/examples/example.c -L target/foreign -limya -o example
//     LD_LIBRARY_PATH=target/foreign ./example

#include <imya.h>

#include <stdio.h>
#include <string.h>

static int fail(imya_error *error) {
    imya_text message = imya_error_message(error);
    fprintf(stderr, "%.*s\n", (int)message.length, message.data);
    imya_error_free(error);
    return 1;
}

int main(void) {
    imya_error *error;
    imya_resolver *resolver = imya_resolver_embedded(&error);
    if (!resolver)
        return fail(error);

    const char *name = "Bjaljazki";
    imya_found *found = imya_resolve(resolver, name, strlen(name), NULL, &error);
    if (!found)
        return fail(error);
    imya_candidate best;
    if (imya_found_decision(found) == IMYA_DECISION_MATCH && imya_found_candidate(found, 0, &best))
        printf("%s: %.*s %.3f\n", name, (int)best.id.length, best.id.data, best.score);
    imya_found_free(found);

    const char *text = "Разам з Алесем Бяляцкім прыехала Святлана Ціханоўская.";
    imya_mentions *mentions = imya_annotate(resolver, text, strlen(text), NULL, &error);
    if (!mentions)
        return fail(error);
    imya_mention mention;
    for (size_t at = 0; imya_mentions_mention(mentions, at, &mention); at++)
        printf("%zu-%zu: %.*s = %.*s\n", mention.start_byte, mention.end_byte,
               (int)mention.surface.length, mention.surface.data, (int)mention.id.length, mention.id.data);
    imya_mentions_free(mentions);

    float score;
    if (imya_compare("Гродна", strlen("Гродна"), "Hrodna", 6, IMYA_KIND_PLACE, &score, &error) != IMYA_CODE_OK)
        return fail(error);
    printf("Гродна, Hrodna: %.3f\n", score);
    imya_resolver_free(resolver);
    return 0;
}
