/* SPDX-License-Identifier: Apache-2.0
 *
 * Any bytes as a file of records: JSON Lines, a JSON array, gzip. The reader takes paths, so the
 * bytes go through a file in memory.
 */
#include "fuzz.h"

#include "ingest/ingest.h"

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    syn_reader_options options = {.max_document_bytes = 4096};
    char path[64];
    const char *paths[] = {path};
    syn_reader *reader;
    syn_err err = {0};
    syn_raw raw;
    int fd = memfd_create("fuzz", 0), got;

    if (fd < 0 || n_bytes == 0)
        return 0;
    options.kind = (syn_raw_kind)(bytes[0] % 5);
    FUZZ_CHECK(write(fd, bytes + 1, n_bytes - 1) == (ssize_t)(n_bytes - 1));
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    FUZZ_CHECK(syn_reader_new(paths, 1, &options, &reader, &err) == SYN_OK);
    while ((got = syn_reader_next(reader, &raw)) == 1) {
        FUZZ_CHECK(raw.status != SYN_OK || raw.kind != SYN_RAW_AUTO);
        FUZZ_CHECK(raw.status == SYN_OK || raw.err.message[0] != '\0');
        syn_raw_release(&raw);
    }
    FUZZ_CHECK(got == 0);
    syn_reader_free(reader);
    close(fd);
    return 0;
}
