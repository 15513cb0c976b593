/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: any bytes as a weights file. What opens is looked up and printed.
 */
#include "model/weights.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    syn_weights *weights = NULL;
    syn_buf out = {0};
    syn_err err;
    unsigned char *copy = NULL;

    if (n_bytes > 1 << 20 || posix_memalign((void **)&copy, 64, n_bytes + 1) != 0)
        return 0;
    memcpy(copy, bytes, n_bytes);
    if (syn_weights_open_memory(copy, n_bytes, NULL, &weights, &err) == SYN_OK) {
        const syn_tensor *t = syn_weights_find(weights, "s");

        syn_weights_dump(weights, &out);
        for (uint32_t i = 0; t != NULL && i <= t->dims[0] && i < 1000; i++)
            syn_buf_str(&out, syn_tensor_string(t, i));
        syn_buf_free(&out);
        syn_weights_close(weights);
    }
    free(copy);
    return 0;
}
