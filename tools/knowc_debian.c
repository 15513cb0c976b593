/* SPDX-License-Identifier: Apache-2.0
 *
 * Takes world data out of Debian's packages, at build time: iso-codes (JSON), unicode-cldr-core
 * (XML), GeoNames cities as libgeonames0 carries them (a serialised GVariant of type
 * a(sssssssudd)), their names from libgeonames-common (.mo), and the places of the United States'
 * census from weather-util-data (gzip). Our own tables come first: what they have is kept.
 * A file that is not as expected is an error with its name, never a crash: every read is bounded.
 */
#include <json-c/json.h>
#include <math.h>
#include <zlib.h>

#include "knowc.h"

#include "os/os.h"

/* ---- iso-codes ----------------------------------------------------------------------------- */

static syn_str json_text(json_object *o, const char *name)
{
    json_object *value;
    if (!json_object_object_get_ex(o, name, &value) ||
        !json_object_is_type(value, json_type_string))
        return (syn_str){"", 0};
    return syn_str_from(json_object_get_string(value));
}

static json_object *iso_list(kc *c, const char *folder, const char *number)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/iso_%s.json", folder, number);
    json_object *root = json_object_from_file(path), *list = NULL;
    if (!root || !json_object_object_get_ex(root, number, &list)) {
        kc_error(c, path, 0, "not the JSON of iso-codes");
        return NULL;
    }
    return json_object_get(list);
}

/* "Bolivia, Plurinational State of" is no name that anyone writes. */
static bool natural(syn_str s)
{
    return s.len && syn_str_find(s, SYN_STR(",")) == SIZE_MAX &&
           syn_str_find(s, SYN_STR("(")) == SIZE_MAX;
}

static void iso_countries(kc *c, json_object *list)
{
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        json_object *o = json_object_array_get_idx(list, i);
        syn_str alpha2 = json_text(o, "alpha_2"), alpha3 = json_text(o, "alpha_3");
        syn_str name = json_text(o, "name");
        kc_entry *e = kc_by_key(c, kc_printf(c, "iso3166:%.*s", SYN_ARG(alpha2)));
        if (!e) {
            kc_warn(c, "countries.tsv", 0, "no line for %.*s %.*s", SYN_ARG(alpha2), SYN_ARG(name));
            continue;
        }
        kc_key_add(c, e, kc_printf(c, "iso3166:%.*s", SYN_ARG(alpha3)));
        kc_attr_add(c, e, SYN_STR("alpha3"), alpha3);
        if (e->code.len == 0)
            e->code = kc_copy(c, alpha3);
        const char *const fields[] = {"name", "common_name", "official_name"};
        for (size_t f = 0; f < 3; f++) {
            syn_str s = json_text(o, fields[f]);
            if (natural(s))
                kc_form_add(c, e, s, f == 2 ? SYN_KNOW_R_OFFICIAL : SYN_KNOW_R_ALT);
        }
    }
}

/* Names of regions that are ordinary words: found by nobody who does not mean the word. */
static bool ordinary(syn_str s)
{
    static const char *const words[] = {"Central", "Northern", "Southern", "Eastern", "Western",
        "North", "South", "East", "West", "Centre", "Center", "Est", "Nord", "Sud", "Ouest",
        "Norte", "Sur", "Este", "Oeste", "Litoral", "Littoral", "Capital", "Centro", "Federal",
        "North East", "North West", "South East", "South West", "Northeast", "Northwest",
        "Southeast", "Southwest", "North Central", "Coast", "Lakes", "Upper River", "Bay", "Union",
        "Lagoons", "Savannah", "Highlands", "Islands", "Midlands", "Central Region", "Along", "Man",
        "Same", "Media", "Pool", "Plateaux", "Plateau", "Collines", "Maritime", "March", "Mary",
        "Victoria", "Santiago", "Mono", "Nana", "Gash", "Borders", "Reading", "Sale", "Bath",
        "Poole", "Male", "Over", "Most", "As", "Bar", "Of", "Via", "Ins", "Rose", "Price", "Wight",
        "Moray", "Eastern Cape"};
    for (size_t i = 0; i + 1 < sizeof words / sizeof *words; i++)
        if (syn_str_eq_z(s, words[i]))
            return true;
    return s.len < 4;
}

static void iso_regions(kc *c, json_object *list)
{
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        json_object *o = json_object_array_get_idx(list, i);
        syn_str code = json_text(o, "code"), name = json_text(o, "name"),
                type = json_text(o, "type");
        if (code.len < 4 || code.ptr[2] != '-' || !natural(name))
            continue;
        kc_entry *e = kc_by_key(c, kc_printf(c, "iso3166-2:%.*s", SYN_ARG(code)));
        if (e) {
            if (!ordinary(name))
                kc_form_add(c, e, name, SYN_KNOW_R_ALT);
            continue;
        }
        /* Levels below the first, and the hundreds of boroughs and communes, are left out. */
        if (json_text(o, "parent").len && !syn_str_eq_z(syn_str_slice(code, 0, 2), "GB") &&
            !syn_str_eq_z(syn_str_slice(code, 0, 2), "FR") &&
            !syn_str_eq_z(syn_str_slice(code, 0, 2), "IT") &&
            !syn_str_eq_z(syn_str_slice(code, 0, 2), "ES") &&
            !syn_str_eq_z(syn_str_slice(code, 0, 2), "PH"))
            continue;
        if (ordinary(name))
            continue;
        e = kc_add(c, SYN_KNOW_REGION, kc_copy(c, name),
            kc_printf(c, "iso3166-2:%.*s", SYN_ARG(code)), SYN_STR("iso_3166-2.json"),
            (uint32_t)i + 1);
        if (!e)
            continue;
        memcpy(e->country, code.ptr, 2);
        kc_attr_add(c, e, SYN_STR("class"), type);
        kc_form_add(c, e, name, SYN_KNOW_R_NAME);
    }
}

void kc_iso(kc *c, const char *folder)
{
    json_object *list = iso_list(c, folder, "3166-1");
    if (list) {
        iso_countries(c, list);
        json_object_put(list);
    }
    list = iso_list(c, folder, "3166-2");
    if (list) {
        iso_regions(c, list);
        json_object_put(list);
    }
    list = iso_list(c, folder, "4217");
    for (size_t i = 0; list && i < json_object_array_length(list); i++) {
        json_object *o = json_object_array_get_idx(list, i);
        syn_str code = json_text(o, "alpha_3"), name = json_text(o, "name");
        syn_str key = kc_printf(c, "iso4217:%.*s", SYN_ARG(code));
        kc_entry *e = kc_by_key(c, key);
        if (!e) {
            e = kc_add(c, SYN_KNOW_CURRENCY, kc_copy(c, name), key, SYN_STR("iso_4217.json"),
                (uint32_t)i + 1);
            if (!e)
                continue;
            e->code = kc_copy(c, code);
            if (natural(name) && syn_str_find(name, SYN_STR(" ")) != SIZE_MAX)
                kc_form_add(c, e, name, SYN_KNOW_R_NAME);
        }
        kc_form_add(c, e, code, SYN_KNOW_R_ACRONYM);
    }
    if (list)
        json_object_put(list);
}

/* ---- unicode-cldr-core --------------------------------------------------------------------- */

/* Languages whose names of countries turn up in mastheads, datelines, bylines and quotations. */
static const char *const cldr_languages[] = {"ar", "az", "bg", "bs", "ca", "cs", "da", "de", "el",
    "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "ko", "lt",
    "lv", "mk", "ms", "nb", "nl", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw",
    "th", "tr", "uk", "ur", "vi", "zh"};

void kc_cldr(kc *c, const char *folder)
{
    syn_str open = SYN_STR("<territory type=\"");
    for (size_t l = 0; l < sizeof cldr_languages / sizeof *cldr_languages; l++) {
        char path[512];
        syn_str xml;
        (void)snprintf(path, sizeof path, "%s/main/%s.xml", folder, cldr_languages[l]);
        if (!kc_read(c, path, &xml))
            continue;
        size_t at;
        while ((at = syn_str_find(xml, open)) != SIZE_MAX) {
            xml = syn_str_slice(xml, at + open.len, xml.len);
            size_t end = syn_str_find(xml, SYN_STR("</territory>"));
            size_t close = syn_str_find(xml, SYN_STR(">"));
            if (end == SIZE_MAX || close == SIZE_MAX || close > end || xml.len < 3 ||
                xml.ptr[2] != '"')
                continue;
            syn_str name = syn_str_slice(xml, close + 1, end);
            kc_entry *e = kc_by_key(c, kc_printf(c, "iso3166:%.*s", 2, xml.ptr));
            if (e && name.len && natural(name) && syn_str_find(name, SYN_STR("&")) == SIZE_MAX &&
                name.ptr[0] != '\xe2')
                kc_form_add(c, e, name, SYN_KNOW_R_FOREIGN);
        }
    }
}

/* ---- GeoNames cities ----------------------------------------------------------------------- */

static bool take_str(syn_str bytes, size_t *at, syn_str *out)
{
    size_t start = *at;
    while (*at < bytes.len && bytes.ptr[*at])
        ++*at;
    if (*at >= bytes.len)
        return false;
    *out = syn_str_slice(bytes, start, *at);
    ++*at;
    return true;
}

static void city(kc *c, const syn_str f[7], uint32_t population, double lat, double lon)
{
    kc_entry *e = kc_add(c, SYN_KNOW_CITY, kc_copy(c, f[1]),
        kc_printf(c, "geonames:%.*s", SYN_ARG(f[0])), SYN_STR("geonames cities"), 0);
    if (!e) { /* our own table has it: coordinates and population are filled in */
        e = kc_by_key(c, kc_printf(c, "geonames:%.*s", SYN_ARG(f[0])));
        if (!e || kc_attr_get(e, "zone").len)
            return;
    }
    if (f[4].len == 2)
        memcpy(e->country, f[4].ptr, 2);
    e->population = population;
    e->lat = lat;
    e->lon = lon;
    e->has_point = true;
    if (f[3].len)
        kc_attr_add(c, e, SYN_STR("region"), f[3]);
    if (f[2].len)
        kc_attr_add(c, e, SYN_STR("region_code"), f[2]);
    if (f[6].len)
        kc_attr_add(c, e, SYN_STR("zone"), f[6]);
    kc_form_add(c, e, f[1], SYN_KNOW_R_NAME);
    if (syn_str_starts(f[1], SYN_STR("City of ")))
        kc_form_add(c, e, syn_str_slice(f[1], 8, f[1].len), SYN_KNOW_R_ALT);
    if (syn_str_ends(f[1], SYN_STR(" City")) && f[1].len > 9 && f[4].len == 2 &&
        memcmp(f[4].ptr, "US", 2) != 0)
        kc_form_add(c, e, syn_str_slice(f[1], 0, f[1].len - 5), SYN_KNOW_R_ALT);
}

/* A region of GeoNames' that no table and no ISO list names: found by its full name and without its
 * class ("Tartus Governorate", "Tartus"). */
static uint32_t region_new(kc *c, const char *country, syn_str code, syn_str name, size_t tail)
{
    kc_entry *e = kc_add(c, SYN_KNOW_REGION, kc_copy(c, name),
        kc_printf(c, "geonames-adm1:%.*s.%.*s", 2, country, SYN_ARG(code)),
        SYN_STR("geonames cities"), 0);
    if (!e)
        return SYN_NONE;
    memcpy(e->country, country, 2);
    kc_form_add(c, e, name, SYN_KNOW_R_NAME);
    if (tail > 3 && tail < name.len && !ordinary(syn_str_slice(name, 0, tail)))
        kc_form_add(c, e, syn_str_slice(name, 0, tail), SYN_KNOW_R_ALT);
    return e->order;
}

/* Regions get the mean of their cities, weighted by the root of population, when no table gives a
 * point. */
static void region_points(kc *c)
{
    syn_map by_name; /* "SY|idlib" → region */
    syn_map_init(&by_name, &c->arena);
    char folded[256];
    for (uint32_t i = 0; i < c->forms.n; i++) {
        const kc_form *f = &c->forms.items[i];
        const kc_entry *e = c->entries.items[f->entry];
        if (e->kind == SYN_KNOW_REGION)
            (void)syn_map_put(
                &by_name, kc_printf(c, "%.*s|%.*s", 2, e->country, SYN_ARG(f->folded)), f->entry);
    }
    uint32_t n_cities = c->entries.n;
    double *sums = SYN_NEW_N(&c->arena, double, (size_t)c->entries.n * 6);
    if (!sums)
        return;
    static const char *const tails[] = {" governorate", " oblast", " region", " province", " state",
        " district", " county", " emirate", " department", " prefecture", " republic", " krai",
        " division", " parish", " canton", " municipality", " voivodeship", " departement"};
    for (uint32_t i = 0; i < n_cities; i++) {
        const kc_entry *e = c->entries.items[i];
        syn_str region = kc_attr_get(e, "region");
        if (e->kind != SYN_KNOW_CITY || region.len == 0)
            continue;
        size_t n = syn_know_fold(region, folded, sizeof folded), tail = 0;
        syn_str key = kc_printf(c, "%.*s|%.*s", 2, e->country, (int)n, folded);
        uint32_t to = syn_map_get(&by_name, key);
        for (size_t t = 0; to == SYN_NONE && t < sizeof tails / sizeof *tails; t++)
            if (syn_str_ends((syn_str){folded, n}, syn_str_from(tails[t])) &&
                n > strlen(tails[t])) {
                tail = region.len - strlen(tails[t]);
                to = syn_map_get(&by_name,
                    kc_printf(c, "%.*s|%.*s", 2, e->country, (int)(n - strlen(tails[t])), folded));
            }
        if (to == SYN_NONE && !ordinary(region)) {
            to = region_new(c, e->country, kc_attr_get(e, "region_code"), region, tail);
            if (to != SYN_NONE)
                (void)syn_map_put(&by_name, key, to);
        }
        if (to == SYN_NONE || to >= n_cities * 2)
            continue;
        double weight = sqrt(e->population + 1.0);
        sums[to * 3] += weight;
        sums[to * 3 + 1] += weight * e->lat;
        sums[to * 3 + 2] += weight * e->lon;
    }
    for (uint32_t i = 0; i < c->entries.n && i < n_cities * 2; i++) {
        kc_entry *e = c->entries.items[i];
        if (sums[i * 3] > 0 && e->kind == SYN_KNOW_REGION && !e->has_point) {
            e->has_point = true;
            e->lat = sums[i * 3 + 1] / sums[i * 3];
            e->lon = sums[i * 3 + 2] / sums[i * 3];
        }
    }
}

void kc_cities(kc *c, const char *path)
{
    syn_str bytes;
    if (!kc_read(c, path, &bytes))
        return;
    size_t at = 0;
    uint32_t n = 0;
    while (at < bytes.len) {
        syn_str f[7];
        size_t start = at;
        bool ok = true;
        for (int i = 0; i < 7 && ok; i++)
            ok = take_str(bytes, &at, &f[i]);
        /* The array ends with a table of offsets; no record begins there with a digit and five
         * names. */
        if (!ok || f[0].len == 0 || f[0].ptr[0] < '0' || f[0].ptr[0] > '9' || f[4].len != 2)
            break;
        uint32_t population;
        double lat, lon;
        at = start + ((at - start + 3) / 4 * 4);
        if (at + 4 > bytes.len)
            break;
        memcpy(&population, bytes.ptr + at, 4);
        at = start + ((at + 4 - start + 7) / 8 * 8);
        if (at + 16 > bytes.len)
            break;
        memcpy(&lat, bytes.ptr + at, 8);
        memcpy(&lon, bytes.ptr + at + 8, 8);
        at += 16;
        /* Seven framing offsets of one or two bytes, by the size of the record. */
        size_t size = at - start + 7;
        at += size > 255 ? 14 : 7;
        at = (at + 7) / 8 * 8;
        if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) {
            kc_error(c, path, n, "a city without coordinates");
            return;
        }
        city(c, f, population, lat, lon);
        n++;
    }
    if (n < 20000)
        kc_error(c, path, n, "only %u cities read; 20000 or more were expected", n);
    region_points(c);
}

/* ---- names of cities in other languages (.mo) ---------------------------------------------- */

static uint32_t le32(syn_str bytes, size_t at)
{
    if (at + 4 > bytes.len)
        return 0;
    const unsigned char *p = (const unsigned char *)bytes.ptr + at;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* English first; then languages whose spellings of places get into English reports. */
static const char *const mo_languages[] = {"en", "fr", "de", "es", "it", "pt", "nl", "tr"};

void kc_city_names(kc *c, const char *locale_folder)
{
    for (size_t l = 0; l < sizeof mo_languages / sizeof *mo_languages; l++) {
        char path[512];
        syn_str mo;
        (void)snprintf(
            path, sizeof path, "%s/%s/LC_MESSAGES/geonames.mo", locale_folder, mo_languages[l]);
        if (syn_os_kind_of(path) != SYN_OS_FILE || !kc_read(c, path, &mo))
            continue;
        if (le32(mo, 0) != 0x950412de) {
            kc_error(c, path, 0, "no little-endian .mo file");
            continue;
        }
        uint32_t n = le32(mo, 8), ids = le32(mo, 12), texts = le32(mo, 16);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t id_len = le32(mo, ids + 8 * (size_t)i),
                     id_at = le32(mo, ids + 8 * (size_t)i + 4);
            uint32_t len = le32(mo, texts + 8 * (size_t)i),
                     text_at = le32(mo, texts + 8 * (size_t)i + 4);
            if ((uint64_t)id_at + id_len > mo.len || (uint64_t)text_at + len > mo.len ||
                id_len == 0)
                continue;
            kc_entry *e = kc_by_key(c, kc_printf(c, "geonames:%.*s", (int)id_len, mo.ptr + id_at));
            syn_str name = {mo.ptr + text_at, len};
            /* Names of towns in foreign languages are homonyms of words and of each other: larger
             * cities alone, except in English. */
            if (e && len > 3 && (l == 0 || e->population >= 100000) && natural(name))
                kc_form_add(c, e, name, l == 0 ? SYN_KNOW_R_ALT : SYN_KNOW_R_FOREIGN);
        }
    }
}

/* ---- places of the United States' census --------------------------------------------------- */

static bool gunzip(kc *c, const char *path, syn_str *out)
{
    syn_str gz;
    if (!kc_read(c, path, &gz))
        return false;
    uint32_t size = gz.len > 4 ? le32(gz, gz.len - 4) : 0;
    if (size == 0 || size > 1u << 28) {
        kc_error(c, path, 0, "not a gzip file");
        return false;
    }
    char *bytes = syn_arena_alloc(&c->arena, size);
    z_stream z = {0};
    size_t got = 0;
    bool ok = bytes && gz.len < UINT32_MAX && inflateInit2(&z, 15 + 16) == Z_OK;
    if (ok) {
        z.next_in = (Bytef *)(uintptr_t)gz.ptr;
        z.avail_in = (uInt)gz.len;
        z.next_out = (Bytef *)bytes;
        z.avail_out = size;
        ok = inflate(&z, Z_FINISH) == Z_STREAM_END;
        got = size - z.avail_out;
        (void)inflateEnd(&z);
    }
    if (!ok)
        kc_error(c, path, 0, "damaged gzip file");
    *out = (syn_str){bytes, got};
    return ok;
}

/* Description without its legal class; the class goes to `kind_word`. */
static syn_str census_name(syn_str s, syn_str *kind_word)
{
    static const char *const classes[] = {" city", " town", " village", " borough", " CDP",
        " township", " County", " Parish", " charter township", " city and borough",
        " municipality", " Borough", " Census Area", " Municipio", " metro government",
        " consolidated government", " urban county", " plantation", " gore", " grant", " CCD",
        " UT", " barrio", " zona urbana", " comunidad", " District", " precinct",
        " unorganized territory"};
    *kind_word = (syn_str){"", 0};
    size_t best = 0;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        syn_str tail = syn_str_from(classes[i]);
        if (tail.len > best && s.len > tail.len && syn_str_ends(s, tail)) {
            best = tail.len;
            *kind_word = syn_str_slice(tail, 1, tail.len);
        }
    }
    return syn_str_slice(s, 0, s.len - best);
}

void kc_census(kc *c, const char *path_gz)
{
    syn_str text, line, fips = {0};
    double lat = 0, lon = 0;
    if (!gunzip(c, path_gz, &text))
        return;
    const double degrees = 57.29577951308232;
    size_t at = 0;
    uint32_t n = 0, n_line = 0;
    /* Cities that GeoNames has, by "TX|name": not again. */
    syn_map known, states;
    syn_map_init(&known, &c->arena);
    syn_map_init(&states, &c->arena);
    for (uint32_t i = 0; i < c->entries.n; i++) {
        const kc_entry *e = c->entries.items[i];
        if (e->kind == SYN_KNOW_REGION && memcmp(e->country, "US", 2) == 0)
            (void)syn_map_put(&states, e->name, i);
    }
    for (uint32_t i = 0; i < c->entries.n; i++) {
        const kc_entry *e = c->entries.items[i];
        if (e->kind != SYN_KNOW_CITY || memcmp(e->country, "US", 2) != 0)
            continue;
        uint32_t state = syn_map_get(&states, kc_attr_get(e, "region"));
        if (state != SYN_NONE) {
            syn_str key = c->entries.items[state]->key;
            (void)syn_map_put(
                &known, kc_printf(c, "%.*s|%.*s", 2, key.ptr + key.len - 2, SYN_ARG(e->name)), i);
        }
    }
    while (at < text.len) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != '\n')
            end++;
        line = syn_str_slice(text, at, end);
        at = end + 1;
        n_line++;
        if (syn_str_starts(line, SYN_STR("[fips"))) {
            fips = syn_str_slice(line, 5, line.len - 1);
        } else if (syn_str_starts(line, SYN_STR("centroid = ("))) {
            char buf[64];
            syn_str pair = syn_str_slice(line, 12, line.len - 1);
            if (pair.len >= sizeof buf)
                continue;
            memcpy(buf, pair.ptr, pair.len);
            buf[pair.len] = 0;
            char *rest;
            lat = strtod(buf, &rest) * degrees;
            lon = *rest == ',' ? strtod(rest + 1, NULL) * degrees : 0;
        } else if (syn_str_starts(line, SYN_STR("description = ")) && line.len > 18) {
            syn_str all = syn_str_slice(line, 14, line.len), word;
            if (all.len < 5 || all.ptr[all.len - 4] != ',')
                continue;
            syn_str state = syn_str_slice(all, all.len - 2, all.len);
            syn_str full = syn_str_slice(all, 0, all.len - 4);
            syn_str name = census_name(full, &word);
            bool county = fips.len == 5;
            if (name.len < 2 || !natural(name) || syn_str_eq_z(word, "CCD") ||
                syn_str_eq_z(word, "UT") || syn_str_eq_z(word, "unorganized territory") ||
                syn_str_find(name, SYN_STR("District ")) != SIZE_MAX ||
                (name.ptr[0] >= '0' && name.ptr[0] <= '9'))
                continue;
            syn_str place =
                kc_printf(c, "%.*s|%.*s%s", SYN_ARG(state), SYN_ARG(name), county ? " County" : "");
            if (syn_map_get(&known, place) != SYN_NONE)
                continue;
            (void)syn_map_put(&known, place, 1);
            kc_entry *e = kc_add(c, county ? SYN_KNOW_COUNTY : SYN_KNOW_CITY,
                county ? kc_copy(c, full) : kc_copy(c, name),
                kc_printf(c, "census:%.*s", SYN_ARG(fips)), SYN_STR("census places"), n_line);
            if (!e)
                continue;
            e->plain_key = true;
            memcpy(e->country, "US", 2);
            e->lat = lat;
            e->lon = lon;
            e->has_point = true;
            const kc_entry *region =
                kc_by_key(c, kc_printf(c, "iso3166-2:US-%.*s", SYN_ARG(state)));
            kc_attr_add(c, e, SYN_STR("region"), region ? region->name : state);
            kc_form_add(c, e, e->name, SYN_KNOW_R_NAME);
            if (!county &&
                (syn_str_eq_z(word, "township") || syn_str_eq_z(word, "charter township")))
                kc_form_add(c, e, kc_printf(c, "%.*s Township", SYN_ARG(name)), SYN_KNOW_R_ALT);
            n++;
        }
    }
    if (n < 10000)
        kc_error(c, path_gz, n, "only %u places read", n);
}
