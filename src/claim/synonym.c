/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of synonyms as compiled from its TSV by scripts/table-to-c.
 */
#include "claim/synonym.h"

static const char *const groups[][1] = {
#include "synonym_rows.h"
};

syn_str syni_synonym_group(uint32_t i)
{
    return i < sizeof groups / sizeof *groups ? syn_str_from(groups[i][0]) : (syn_str){0};
}
