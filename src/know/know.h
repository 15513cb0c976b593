/* SPDX-License-Identifier: Apache-2.0
 *
 * World knowledge: one checked, memory-mapped file compiled from data/ and Debian's data packages.
 */
#ifndef SYNI_KNOW_H
#define SYNI_KNOW_H

#include <synoptic/base.h>

/* Frozen after load; shared by threads. */
typedef struct syn_know syn_know;

/* SYN_E_MISSING when the file is not there; SYN_E_FORMAT and its kin when it is bad. */
syn_status syn_know_load(const char *path, syn_know **out, syn_err *err);
void syn_know_free(syn_know *know);

#endif
