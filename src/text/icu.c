/* SPDX-License-Identifier: Apache-2.0
 *
 * ICU behind icu.h. Text goes UTF-8 → UTF-16 → form → UTF-8 through the arena. The transliterator
 * ("Any-Latin; Latin-ASCII; Lower") is opened per call, as sharing one would be global state; it
 * is asked for non-ASCII names alone.
 */
#include "icu.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

bool syni_icu_is_alpha(uint32_t c)
{
    return u_isalpha((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

bool syni_icu_is_upper(uint32_t c)
{
    return u_isupper((UChar32)c) || u_istitle((UChar32)c);
}

bool syni_icu_is_lower(uint32_t c)
{
    return u_islower((UChar32)c);
}

bool syni_icu_is_digit(uint32_t c)
{
    return u_isdigit((UChar32)c);
}

bool syni_icu_is_punct(uint32_t c)
{
    return (U_GET_GC_MASK((UChar32)c) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

uint32_t syni_icu_lower(uint32_t c)
{
    return (uint32_t)u_tolower((UChar32)c);
}

uint32_t syni_icu_upper(uint32_t c)
{
    return (uint32_t)u_toupper((UChar32)c);
}

typedef struct wide {
    UChar *ptr;
    int32_t len;
} wide;

static bool to_wide(syn_arena *arena, syn_str s, wide *out)
{
    UErrorCode code = U_ZERO_ERROR;

    if (s.len > INT32_MAX / 4)
        return false;
    out->ptr = SYN_NEW_N(arena, UChar, s.len + 1);
    if (out->ptr == NULL)
        return false;
    u_strFromUTF8WithSub(out->ptr, (int32_t)s.len + 1, &out->len, s.ptr != NULL ? s.ptr : "",
        (int32_t)s.len, 0xFFFD, NULL, &code);
    return U_SUCCESS(code);
}

static bool from_wide(syn_arena *arena, wide w, syn_str *out)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t cap = w.len * 3 + 1, len = 0;
    char *ptr = syn_arena_alloc(arena, (size_t)cap);

    if (ptr == NULL)
        return false;
    u_strToUTF8(ptr, cap, &len, w.ptr, w.len, &code);
    *out = (syn_str){ptr, (size_t)len};
    return U_SUCCESS(code);
}

static bool normalise(syn_arena *arena, wide in, syni_icu_form form, wide *out)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *by =
        form == SYNI_ICU_NFC ? unorm2_getNFCInstance(&code) : unorm2_getNFKCCasefoldInstance(&code);
    /* The longest NFKC expansion of one unit is 18 (U+FDFA). */
    int32_t cap = in.len * 18 + 16;

    if (U_FAILURE(code) || in.len > INT32_MAX / 64)
        return false;
    if (form == SYNI_ICU_NFC)
        cap = in.len * 3 + 16;
    out->ptr = SYN_NEW_N(arena, UChar, (size_t)cap);
    if (out->ptr == NULL)
        return false;
    out->len = unorm2_normalize(by, in.ptr, in.len, out->ptr, cap, &code);
    return U_SUCCESS(code);
}

static bool transliterate(syn_arena *arena, wide in, wide *out)
{
    static const UChar id[] = u"Any-Latin; Latin-ASCII; Lower";
    UErrorCode code = U_ZERO_ERROR;
    UTransliterator *by;
    int32_t cap = in.len * 8 + 64, limit = in.len;

    if (in.len > INT32_MAX / 64)
        return false;
    out->ptr = SYN_NEW_N(arena, UChar, (size_t)cap);
    if (out->ptr == NULL)
        return false;
    u_memcpy(out->ptr, in.ptr, in.len);
    out->len = in.len;
    by = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_FAILURE(code))
        return false;
    utrans_transUChars(by, out->ptr, &out->len, cap, 0, &limit, &code);
    utrans_close(by);
    return U_SUCCESS(code);
}

syn_str syni_icu_form_of(syn_arena *arena, syn_str s, syni_icu_form form)
{
    wide in = {0}, formed = {0};
    syn_str out;

    if (to_wide(arena, s, &in) &&
        (form == SYNI_ICU_ASCII ? transliterate(arena, in, &formed)
                                : normalise(arena, in, form, &formed)) &&
        from_wide(arena, formed, &out))
        return out;
    return syn_arena_str(arena, s);
}
