/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine: models and knowledge loaded once, documents annotated one by one or in streams.
 */
#ifndef SYNOPTIC_ENGINE_H
#define SYNOPTIC_ENGINE_H

#include <synoptic/base.h>
#include <synoptic/doc.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "MAJOR.MINOR.PATCH". */
SYN_API const char *syn_version(void);

#ifdef __cplusplus
}
#endif
#endif
