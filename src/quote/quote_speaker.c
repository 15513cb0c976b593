/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom "he" or "she" stands for as a source. News keeps its speaker: within a paragraph a pronoun
 * that speaks is the person who spoke last in it, if the gender of the given name does not forbid
 * it. Where nobody spoke before and the names layer does not know, the pronoun is the one person
 * named in this paragraph before it, else who spoke last unless another was named since, else the
 * one person named in the paragraph before; of two, nobody.
 */
#include "quote_build.h"
#include "quote_know.h"

#include "know/know.h"

enum { MOST_SEEN = 4 };

static const syn_token *token_at(const syn_qbuild *b, uint32_t t)
{
    return &b->view->doc->lang->tokens.items[t];
}

static uint32_t paragraph_of(const syn_qbuild *b, uint32_t t)
{
    return b->view->doc->lang->sentences.items[b->view->tokens[t].sentence].paragraph;
}

/* 'm', 'f', 'u' ("the 40-year-old"), or 0 for what is not a personal pronoun of the third person
 * singular. */
static char pronoun_of(const syn_qbuild *b, uint32_t t)
{
    static const char *const he[] = {"he", "his", "him", NULL}, *const she[] = {
                                                                    "she", "her", "hers", NULL};

    if (t == SYN_NONE)
        return 0;
    if (syn_str_ends(token_at(b, t)->form, SYN_STR("year-old")))
        return 'u'; /* "the 40-year-old" */
    return syn_qknow_in(token_at(b, t)->form, he)    ? 'm'
           : syn_qknow_in(token_at(b, t)->form, she) ? 'f'
                                                     : 0;
}

static bool may_be(const syn_qbuild *b, uint32_t entity, char gender)
{
    const syn_entity *e = &b->view->doc->names->entities.items[entity];
    size_t space = syn_str_find(e->name, SYN_STR(" "));
    char given;

    if (e->type != SYN_ENTITY_PER)
        return false;
    if (space == SIZE_MAX || b->view->know == NULL)
        return true;
    given = syn_know_given(b->view->know, syn_str_slice(e->name, 0, space));
    return gender == 'u' || (given != 'm' && given != 'f') || given == gender;
}

/* The one person of that gender named, outside of quotation marks, in tokens [begin, end). */
static uint32_t only_person(
    const syn_qbuild *b, uint32_t begin, uint32_t end, char gender, bool *several)
{
    const syn_names_layer *names = b->view->doc->names;
    uint32_t start, lo = 0, hi = names->mentions.n, found = SYN_NONE;

    *several = false;
    if (begin >= end)
        return SYN_NONE;
    start = token_at(b, begin)->span.start;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (names->mentions.items[mid].span.start < start)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < names->mentions.n && names->mentions.items[lo].first_token < end; lo++) {
        const syn_mention *m = &names->mentions.items[lo];

        if (m->kind != SYN_MENTION_NAME || m->type != SYN_ENTITY_PER || m->entity == SYN_NONE ||
            m->first_token >= b->view->n || b->view->tokens[m->first_token].quoted != SYN_NONE ||
            !may_be(b, m->entity, gender))
            continue;
        *several |= found != SYN_NONE && found != m->entity;
        found = m->entity;
    }
    return *several ? SYN_NONE : found;
}

static uint32_t paragraph_start(const syn_qbuild *b, uint32_t t)
{
    const syn_lang_layer *lang = b->view->doc->lang;
    uint32_t s = b->view->tokens[t].sentence, p = lang->sentences.items[s].paragraph;

    while (s > 0 && lang->sentences.items[s - 1].paragraph == p &&
           b->view->tokens[t].sentence - s < 200)
        s--;
    return lang->sentences.items[s].first_token;
}

/* Somebody else whom the pronoun could mean was named after `who` spoke at token `from`. */
static bool names_another(
    const syn_qbuild *b, uint32_t who, uint32_t from, uint32_t head, char gender)
{
    bool several;
    uint32_t other = only_person(b, from, head, gender, &several);

    return several || (other != SYN_NONE && other != who);
}

void syn_qbuild_speakers(syn_qbuild *b)
{
    const syn_names_layer *names = b->view->doc->names;
    uint32_t last = SYN_NONE, last_paragraph = SYN_NONE, last_head = 0;

    if (names == NULL)
        return;
    for (uint32_t i = 0; i < b->items.n; i++) {
        syn_qitem *item = &b->items.items[i];
        uint32_t head = item->source_head;
        char gender = pronoun_of(b, head);

        if (head == SYN_NONE || item->is_dropped || item->by_rule)
            continue;
        if (gender != 0 && item->parent == SYN_NONE && b->view->tokens[head].quoted == SYN_NONE) {
            uint32_t begin = paragraph_start(b, head), who = SYN_NONE;
            bool several = false;
            float confidence = 0.85f;

            if (last != SYN_NONE && last_paragraph == paragraph_of(b, head) &&
                may_be(b, last, gender)) {
                who = last;
                confidence = 0.9f;
            } else if (item->out.speaker == SYN_NONE) {
                who = only_person(b, begin, head, gender, &several);
                if (who == SYN_NONE && !several && last != SYN_NONE && may_be(b, last, gender) &&
                    last_paragraph + 2 >= paragraph_of(b, head) && /* a caption may stand between */
                    !names_another(b, last, last_head, head, gender)) {
                    who = last;
                    confidence = last_paragraph + 1 == paragraph_of(b, head) ? 0.8f : 0.7f;
                }
                if (who == SYN_NONE && !several && begin > 0)
                    who = only_person(b, paragraph_start(b, begin - 1), head, gender, &several);
            }
            if (who != SYN_NONE && who != item->out.speaker) {
                item->out.speaker = who;
                item->out.confidence = confidence;
                item->out.source_class = SYN_SOURCE_NAMED;
                item->out.n_min = item->out.n_max = 0;
            }
        }
        if (item->parent == SYN_NONE) {
            bool person = item->out.speaker != SYN_NONE &&
                          names->entities.items[item->out.speaker].type == SYN_ENTITY_PER;

            last = person ? item->out.speaker : SYN_NONE;
            last_paragraph = paragraph_of(b, head);
            last_head = head;
        }
    }
}
