/* SPDX-License-Identifier: Apache-2.0
 *
 * Unsafe or stateful C library calls do not compile in this tree. Force-included before every
 * translation unit by the build (-include). After git's banned.h.
 */
#ifndef SYNI_BANNED_H
#define SYNI_BANNED_H

#include <ctype.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strncpy strcat strncat sprintf vsprintf gets strtok strtok_r
#pragma GCC poison atoi atol atoll atof gmtime localtime ctime asctime setlocale
#pragma GCC poison strerror rand srand tmpnam mktemp system popen

#endif
