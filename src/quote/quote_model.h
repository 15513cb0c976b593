/* SPDX-License-Identifier: Apache-2.0
 *
 * The weights file of `quote`: heads for parsed text, heads for text without a parse, calibration.
 */
#ifndef SYNI_QUOTE_MODEL_H
#define SYNI_QUOTE_MODEL_H

#include "quote_heads.h"

struct syn_weights;

typedef struct syn_qmodel {
    struct syn_weights *file;          /* what holds the bytes */
    const syn_qweights *parsed, *bare; /* NULL: rules alone */
    syn_qweights storage[2];
    syn_qclasses classes;
} syn_qmodel;

/* Loads quote.syn from a folder. A folder without it is no error: rules alone. SYN_E_FORMAT and its
 * kin when the file is bad. Release with syn_qmodel_release. */
syn_status syn_qmodel_load(syn_qmodel *model, const char *folder, syn_err *err);
void syn_qmodel_release(syn_qmodel *model);

/* Chance that an attribution is right, from the logit of its cue; see docs/decisions/quote.md. */
double syn_qmodel_calibrate(double logit, bool has_source, bool has_marks, bool by_rule);

#endif
