// SPDX-License-Identifier: Apache-2.0
//
// cld2 (Sites, Compact Language Detector 2) behind a C function. Out of memory means not known.
#include "cld2_shim.h"

#include <cstdio>
#include <new>
#include <vector>

#include <cld2/public/compact_lang_det.h>

const char *syni_cld2_language(const char *text, size_t n_bytes)
{
    if (n_bytes == 0)
        return nullptr;
    try {
        bool reliable = false;
        int n = static_cast<int>(n_bytes < (1u << 16) ? n_bytes : 1u << 16);
        CLD2::Language language = CLD2::DetectLanguage(text, n, true, &reliable);

        if (!reliable || language == CLD2::UNKNOWN_LANGUAGE)
            return nullptr;
        return CLD2::LanguageCode(language);
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}
