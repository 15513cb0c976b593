/* SPDX-License-Identifier: Apache-2.0
 *
 * Number phrases: "4,000", "14 billion", "twenty-four", "two and a half", "dozens", "a few".
 */
#ifndef SYNI_TIMEX_NUMBERS_H
#define SYNI_TIMEX_NUMBERS_H

#include "scan.h"

typedef struct tx_num {
    double value; /* of a vague number: the least it can mean */
    double power; /* the power of ten its last word stands for ("5 to 10 million"); 1 without */
    bool vague;   /* "dozens", "several", "a few" */
    bool couple;  /* "a couple" */
    bool article; /* "a", "an" alone, read as one */
    bool words;   /* written in words */
    bool whole;   /* no fraction */
} tx_num;

/* Parses the longest number phrase at token `at`; returns the token after it, or `at` when there is
 * none. "a" and "an" alone are no number here. */
uint32_t tx_number(const tx_tokens *tokens, uint32_t at, tx_num *out);

/* A bound before a number: "more than", "about", "nearly". Returns the token after it, or `at`;
 * *bound is 1 APPROX 2 LESS_THAN 3 MORE_THAN 4 EQUAL_OR_LESS 5 EQUAL_OR_MORE 6 none. */
uint32_t tx_bound(const tx_tokens *tokens, uint32_t at, int *bound);

/* Longest phrase of class `cls` (TXP_x) at `at`; returns the token after it, or `at`. */
uint32_t tx_phrase_at(const tx_tokens *tokens, uint32_t at, uint8_t cls, const tx_phrase **out);

#endif
