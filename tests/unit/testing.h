/* SPDX-License-Identifier: Apache-2.0
 *
 * cmocka with what it needs before it.
 */
#ifndef TESTING_H
#define TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <synoptic/base.h>

#define assert_str_is(s, literal)                                                                  \
    do {                                                                                           \
        syn_str syn_str_seen_ = (s);                                                               \
        assert_int_equal(syn_str_seen_.len, strlen(literal));                                      \
        assert_memory_equal(                                                                       \
            syn_str_seen_.len ? syn_str_seen_.ptr : "", literal, syn_str_seen_.len);               \
    } while (0)

#endif
