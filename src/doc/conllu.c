/* SPDX-License-Identifier: Apache-2.0
 *
 * CoNLL-U (Universal Dependencies v2 format page; Nivre et al. 2020, LREC, 4034-4043), with
 * `# newdoc id`, `# newpar`, `# sent_id`, `# text`, multiword lines, SpaceAfter=No and
 * TokenRange=start:end (bytes of the document's text; UDPipe's are characters). Line feeds and tabs
 * cannot stand in a field: white space inside one becomes a single space. Cost: linear.
 */
#include "print.h"

#include "text/text.h"

/* `s` with every run of white space and control characters as one space. */
static void put_line(syn_buf *out, syn_str s)
{
    size_t at = 0;
    bool pending = false, any = false;

    while (at < s.len) {
        unsigned len;
        uint32_t c = syn_utf8_decode(s, at, &len);

        if (syn_cp_is_space(c) || c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029) {
            pending = any;
        } else {
            if (pending)
                syn_buf_char(out, ' ');
            pending = false;
            any = true;
            syn_buf_append(out, s.ptr + at, len);
        }
        at += len;
    }
}

static void put_field(syn_buf *out, syn_str s)
{
    size_t before = out->len;

    put_line(out, s);
    if (out->len == before && !out->failed)
        syn_buf_char(out, '_');
}

static void put_misc(syn_buf *out, syn_span span, bool space_after)
{
    syn_buf_printf(out, "%sTokenRange=%u:%u\n", space_after ? "" : "SpaceAfter=No|",
        (unsigned)span.start, (unsigned)span.end);
}

static void put_word(
    const syn_doc *doc, const syn_sentence *s, uint32_t i, bool in_surface, syn_buf *out)
{
    const syn_lang_layer *lang = doc->lang;
    const syn_token *t = &lang->tokens.items[i];
    uint32_t number = i - s->first_token + 1, head;
    const char *deprel = syn_deprel_name((syn_deprel)t->deprel);

    if (lang->is_parsed) {
        head = t->head == SYN_NONE ? 0 : t->head - s->first_token + 1;
    } else {
        head = number == 1 ? 0 : 1;
        deprel = number == 1 ? "root" : "dep";
    }
    syn_buf_printf(out, "%u\t", (unsigned)number);
    put_field(out, t->form.len > 0 ? t->form : syn_str_span(doc->text, t->span));
    syn_buf_char(out, '\t');
    put_field(out, t->lemma);
    syn_buf_printf(out, "\t%s\t", syn_upos_name((syn_upos)t->upos));
    put_field(out, t->xpos);
    syn_buf_char(out, '\t');
    put_field(out, t->feats);
    syn_buf_printf(out, "\t%u\t%s\t_\t", (unsigned)head, deprel);
    if (in_surface)
        syn_buf_z(out, "_\n");
    else
        put_misc(out, t->span, t->space_after);
}

void syn_doc_write_conllu(const syn_doc *doc, syn_buf *out)
{
    const syn_lang_layer *lang = doc->lang;
    uint32_t surface = 0;

    syn_buf_z(out, "# newdoc id = ");
    put_field(out, doc->id);
    syn_buf_char(out, '\n');
    for (uint32_t n = 0; lang != NULL && n < lang->sentences.n; n++) {
        const syn_sentence *s = &lang->sentences.items[n];
        uint32_t end_surface = 0; /* words before this index stand in a surface token */

        if (n == 0 || s->paragraph != lang->sentences.items[n - 1].paragraph)
            syn_buf_z(out, "# newpar\n");
        syn_buf_z(out, "# sent_id = ");
        put_field(out, doc->id);
        syn_buf_printf(out, "-%u\n# text = ", (unsigned)n + 1);
        put_field(out, syn_str_span(doc->text, s->span));
        syn_buf_char(out, '\n');
        for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
            while (surface < lang->surface.n && lang->surface.items[surface].end_token <= i)
                surface++;
            if (surface < lang->surface.n && lang->surface.items[surface].first_token == i) {
                const syn_surface *m = &lang->surface.items[surface];

                end_surface = m->end_token;
                syn_buf_printf(out, "%u-%u\t", (unsigned)(i - s->first_token + 1),
                    (unsigned)(m->end_token - s->first_token));
                put_field(out, syn_str_span(doc->text, m->span));
                syn_buf_z(out, "\t_\t_\t_\t_\t_\t_\t_\t");
                put_misc(out, m->span, lang->tokens.items[m->end_token - 1].space_after);
            }
            put_word(doc, s, i, i < end_surface, out);
        }
        syn_buf_char(out, '\n');
    }
    if (lang == NULL || lang->sentences.n == 0)
        syn_buf_char(out, '\n');
}
