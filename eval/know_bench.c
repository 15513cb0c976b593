/* SPDX-License-Identifier: Apache-2.0
 *
 * Speed of the knowledge file: load time and look-ups a second.
 *
 *   know_bench KNOW.SYN FILE…     words of FILE are looked up at every position, longest match, all
 * kinds know_bench --petrarch FOLDER   loads the Phoenix and CAMEO dictionaries there, reports to
 * standard error
 */
#include "know/know.h"
#include "know/petrarch.h"
#include "os/os.h"

static int by_size(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void report(void *ctx, const char *path, uint32_t line, const char *message)
{
    (void)ctx;
    (void)fprintf(stderr, "%s:%u: %s\n", path, line, message);
}

static int petrarch(const char *folder)
{
    static const struct {
        const char *name;
        syn_status (*load)(syn_petrarch *p, const char *path, syn_err *err);
    } files[] = {{"Phoenix.Countries.actors.txt", syn_petrarch_load_actors},
        {"Phoenix.International.actors.txt", syn_petrarch_load_actors},
        {"Phoenix.MilNonState.actors.txt", syn_petrarch_load_actors},
        {"Phoenix.agents.txt", syn_petrarch_load_agents},
        {"CAMEO.2.0.txt", syn_petrarch_load_verbs},
        {"Phoenix.discards.txt", syn_petrarch_load_discards}};
    syn_petrarch *p = NULL;
    syn_err err = {0};
    uint64_t from = syn_os_now_ns();
    if (syn_petrarch_new(report, NULL, &p, &err) != SYN_OK)
        return 3;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        if (files[i].load(p, path, &err) != SYN_OK) {
            (void)fprintf(stderr, "%s: %s\n", path, err.message);
            return 3;
        }
    }
    syn_petrarch_counts n = syn_petrarch_count(p);
    (void)printf("ms\t%.0f\nactors\t%u\nnames\t%u\nagents\t%u\nverbs\t%u\npatterns\t%u\nsets\t%u\n"
                 "discards\t%u\npassed_over\t%u\n",
        (double)(syn_os_now_ns() - from) / 1e6, n.actors, n.actor_forms, n.agents, n.verbs,
        n.patterns, n.sets, n.discards, n.passed_over);
    syn_petrarch_free(p);
    return 0;
}

int main(int argc, char **argv)
{
    enum { RUNS = 41, MAX = 200000 };
    uint64_t loads[RUNS];
    syn_err err = {0};
    syn_know *know = NULL;
    syn_str *words = calloc(MAX, sizeof *words);
    size_t n = 0, found = 0, asked = 0;
    if (argc < 3 || !words)
        return 2;
    if (strcmp(argv[1], "--petrarch") == 0) {
        free(words);
        return petrarch(argv[2]);
    }
    for (int r = 0; r < RUNS; r++) {
        uint64_t from = syn_os_now_ns();
        if (syn_know_load(argv[1], &know, &err) != SYN_OK) {
            (void)fprintf(stderr, "%s: %s\n", argv[1], err.message);
            return 4;
        }
        loads[r] = syn_os_now_ns() - from;
        if (r + 1 < RUNS)
            syn_know_free(know);
    }
    qsort(loads, RUNS, sizeof *loads, by_size);
    for (int a = 2; a < argc; a++) {
        syn_buf text = {0};
        if (syn_os_read(argv[a], 0, &text, &err) != SYN_OK)
            return 3;
        for (size_t i = 0; i < text.len && n < MAX;) {
            size_t end = i;
            while (end < text.len && (unsigned char)text.ptr[end] > ' ')
                end++;
            if (end > i)
                words[n++] = (syn_str){text.ptr + i, end - i};
            i = end + 1;
        }
    }
    uint64_t from = syn_os_now_ns();
    while (asked < 2000000 && n > 0)
        for (size_t i = 0; i < n; i++, asked++) {
            syn_know_match match;
            found +=
                syn_know_find(know, words + i, n - i < 12 ? n - i : 12, SYN_KNOW_ANY, &match) > 0;
        }
    double seconds = (double)(syn_os_now_ns() - from) / 1e9;
    uint64_t from_outlet = syn_os_now_ns();
    syn_know_entry entry;
    for (int i = 0; i < 200000; i++)
        found += syn_know_outlet(know, SYN_STR("edition.cnn.com"), &entry);
    double outlets = (double)(syn_os_now_ns() - from_outlet) / 1e9;
    (void)printf("load_ms_median\t%.2f\nload_ms_worst\t%.2f\nfinds_per_second\t%.0f\n"
                 "outlets_per_second\t%.0f\nwords\t%zu\nfound\t%zu\n",
        (double)loads[RUNS / 2] / 1e6, (double)loads[RUNS - 1] / 1e6, (double)asked / seconds,
        200000 / outlets, n, found);
    syn_know_free(know);
    free(words);
    return 0;
}
