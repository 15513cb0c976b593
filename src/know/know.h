/* SPDX-License-Identifier: Apache-2.0
 *
 * World knowledge, as the stages see it: the public header (synoptic/know.h), which says all. */
#ifndef SYNI_KNOW_KNOW_H
#define SYNI_KNOW_KNOW_H

#include <synoptic/know.h>

#endif
