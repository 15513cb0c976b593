/* SPDX-License-Identifier: Apache-2.0
 *
 * The library's version.
 */
#include <synoptic/engine.h>

const char *syn_version(void)
{
    return "0.1.0";
}
