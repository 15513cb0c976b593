/* SPDX-License-Identifier: Apache-2.0
 *
 * Identity across reports, as the library sees it: the public header (synoptic/names.h) says all.
 */
#ifndef SYNI_IDENTITY_H
#define SYNI_IDENTITY_H

#include <synoptic/names.h>

#endif
