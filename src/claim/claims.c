/* SPDX-License-Identifier: Apache-2.0
 *
 * From groups of propositions to claims: attestations with their chains, desks, voices and sides.
 *
 * A desk (origin) is the newsroom that obtained a claim: an agency or outlet that the chain or the
 * byline credits, else the report's own; a report whose passage repeats another's words is folded
 * into that one's desk. Credit goes before similarity. Voices are counted as a range: unnamed ones
 * of one side may be one.
 */
#include "claim/build.h"

#include "text/text.h"

typedef SYN_VEC(syn_chain_link) link_vec;

static syn_span first_to_last(const syn_spans *spans)
{
    syn_span s = {SYN_NONE, SYN_NONE};
    if (spans->n) {
        s.start = spans->items[0].start;
        s.end = spans->items[spans->n - 1].end;
    }
    return s;
}

/* Does the text itself tie the words to the speaker: by a name in the source, or by a pronoun that
 * has nobody else? A description ("the leader") that was tied to a name by guess stays itself. */
static bool is_vouched_for(const syn_doc *doc, const syn_attribution *a)
{
    if (a->speaker == SYN_NONE || !doc->names)
        return false;
    bool pronoun = false;
    for (uint32_t m = 0; m < doc->names->mentions.n; m++) {
        const syn_mention *mention = &doc->names->mentions.items[m];
        if (mention->entity != a->speaker)
            continue;
        for (uint32_t i = 0; i < a->source.n; i++)
            if (syn_span_overlaps(mention->span, a->source.items[i])) {
                if (mention->kind == SYN_MENTION_NAME)
                    return true;
                pronoun = pronoun || mention->kind == SYN_MENTION_PRONOUN;
            }
    }
    return pronoun;
}

static void push_links(syni_build *b, uint32_t d, uint32_t a, link_vec *chain)
{
    const syn_doc *doc = b->docs[d].doc;
    const syn_attribution *att = &doc->quote->attributions.items[a];
    for (uint32_t v = 0; v < att->via.n; v++) {
        const syn_via *via = &att->via.items[v];
        syn_chain_link link = {.name = syn_str_span(doc->text, via->span),
            .entity = SYN_NONE,
            .source_class = via->source_class,
            .span = via->span,
            .cue = {SYN_NONE, SYN_NONE}};
        if (via->entity != SYN_NONE && doc->names && via->entity < doc->names->entities.n)
            link.entity = b->docs[d].entity_of[via->entity];
        if (link.entity != SYN_NONE)
            link.name = b->story->entities.items[link.entity].name;
        SYN_PUSH(b->keep, *chain, link);
    }
    if (!att->source.n)
        return;
    syn_chain_link link = {.entity = SYN_NONE,
        .source_class = att->source_class,
        .span = first_to_last(&att->source),
        .cue = first_to_last(&att->cue)};
    link.name = syni_one_line(b->keep, syn_str_span(doc->text, link.span));
    uint32_t s = b->docs[d].source_of[a];
    bool unnamed = att->source_class == SYN_SOURCE_ANONYMOUS;
    if (!unnamed && is_vouched_for(doc, att) && att->speaker != SYN_NONE && doc->names &&
        att->speaker < doc->names->entities.n) {
        link.entity = b->docs[d].entity_of[att->speaker];
        if (link.entity != SYN_NONE)
            link.name = b->story->entities.items[link.entity].name;
    } else if (s != SYN_NONE) {
        link.name = b->story->sources.items[s].label;
    }
    SYN_PUSH(b->keep, *chain, link);
}

static void chain_of(syni_build *b, uint32_t d, uint32_t a, syn_attestation *out)
{
    link_vec chain = {0};
    uint32_t path[8], n = 0;
    const syn_quote_layer *quote = b->docs[d].doc->quote;
    for (uint32_t at = a; at != SYN_NONE && at < quote->attributions.n && n < 8;
         at = quote->attributions.items[at].parent)
        path[n++] = at;
    while (n-- > 0)
        push_links(b, d, path[n], &chain);
    out->chain.items = chain.items;
    out->chain.n = chain.n;
    out->occasion = quote->attributions.items[a].occasion;
}

/* ---- origins ------------------------------------------------------------------------------- */

typedef SYN_VEC(syn_origin) origin_vec;
typedef SYN_VEC(syn_fold) fold_vec;

static uint32_t origin_named(syni_build *b, origin_vec *origins, syn_str name, uint8_t class)
{
    syn_str folded = syn_text_fold(b->scratch, syni_bare_name(name));
    for (uint32_t o = 0; o < origins->n; o++)
        if (syn_str_eq(syn_text_fold(b->scratch, origins->items[o].name), folded))
            return o;
    syn_origin origin = {.id = syn_arena_printf(b->keep, "O%u", origins->n + 1),
        .name = syni_bare_name(name),
        .source_class = class};
    SYN_PUSH(b->keep, *origins, origin);
    return origins->n - 1;
}

static void fold_into(syni_build *b, syn_origin *origin, uint32_t d, syn_str why)
{
    if (syni_ids_has(&origin->documents, d))
        return;
    for (uint32_t i = 0; i < origin->folded.n; i++)
        if (origin->folded.items[i].document == d)
            return;
    fold_vec folded = {origin->folded.items, origin->folded.n, origin->folded.n};
    syn_fold one = {d, why};
    SYN_PUSH(b->keep, folded, one);
    origin->folded.items = folded.items;
    origin->folded.n = folded.n;
}

static syn_str own_name(const syni_build *b, uint32_t d)
{
    const syn_story_document *sd = &b->story->documents.items[d];
    if (sd->doc->meta.outlet.len)
        return sd->doc->meta.outlet;
    return syn_arena_printf(b->keep, "report %.*s", SYN_ARG(sd->label));
}

static uint32_t origin_of(syni_build *b, origin_vec *origins, const syn_attestation *at)
{
    uint32_t d = at->document;
    const syn_story_document *sd = &b->story->documents.items[d];
    syn_str own = own_name(b, d);
    syn_str own_folded = syn_text_fold(b->scratch, syni_bare_name(own));
    for (uint32_t i = 0; i < at->chain.n; i++) {
        const syn_chain_link *link = &at->chain.items[i];
        if (link->source_class != SYN_SOURCE_AGENCY && link->source_class != SYN_SOURCE_OUTLET)
            continue;
        syn_str name =
            link->entity != SYN_NONE ? b->story->entities.items[link->entity].name : link->name;
        if (syn_str_eq(syn_text_fold(b->scratch, syni_bare_name(name)), own_folded))
            continue;
        uint32_t o = origin_named(b, origins, name, link->source_class);
        fold_into(
            b, &origins->items[o], d, syn_arena_printf(b->keep, "credits %.*s", SYN_ARG(name)));
        return o;
    }
    for (uint32_t c = 0; c < sd->credits.n; c++)
        if (sd->credits.items[c].whole) {
            uint32_t o = origin_named(b, origins, sd->credits.items[c].name, SYN_SOURCE_AGENCY);
            if (sd->credits.n)
                fold_into(b, &origins->items[o], d, SYN_STR("its byline or dateline"));
            return o;
        }
    /* The same words as another report: its desk, unless they are a speaker's. */
    for (uint32_t r = 0; r < b->story->reuse.n && !at->words_of_speaker; r++) {
        const syn_reuse *reuse = &b->story->reuse.items[r];
        bool in_b = reuse->b.document == d && syn_span_overlaps(reuse->b.span, at->span);
        if (!in_b || reuse->b.span.end - reuse->b.span.start < 60)
            continue;
        const syn_story_document *other = &b->story->documents.items[reuse->a.document];
        syn_str name = own_name(b, reuse->a.document);
        uint8_t class = SYN_SOURCE_OUTLET;
        for (uint32_t c = 0; c < other->credits.n; c++)
            if (other->credits.items[c].whole) {
                name = other->credits.items[c].name;
                class = SYN_SOURCE_AGENCY;
            }
        uint32_t o = origin_named(b, origins, name, class);
        fold_into(b, &origins->items[o], d,
            syn_arena_printf(b->keep, "the same words as %.*s", SYN_ARG(other->label)));
        return o;
    }
    uint32_t o = origin_named(b, origins, own, SYN_SOURCE_OUTLET);
    if (o < origins->n)
        syni_ids_add(b->keep, &origins->items[o].documents, d);
    return o;
}

/* ---- a claim ------------------------------------------------------------------------------- */

static int firmness(const syn_attestation *at)
{
    if (at->negative)
        return 0;
    switch ((syn_act)at->stage) {
    case SYN_ACT_DONE:
        return 6;
    case SYN_ACT_PROMISED:
        return 5;
    case SYN_ACT_OFFERED:
    case SYN_ACT_ASKED:
    case SYN_ACT_REFUSED:
        return 4;
    case SYN_ACT_PLANNED:
        return 3;
    case SYN_ACT_POSSIBLE:
        return 2;
    case SYN_ACT_WISHED:
    case SYN_N_ACTS:
        break;
    }
    return 1;
}

static int warrant_rank(uint8_t warrant)
{
    switch ((syn_warrant)warrant) {
    case SYN_WARRANT_WITNESSED:
        return 5;
    case SYN_WARRANT_ON_RECORD:
        return 4;
    case SYN_WARRANT_ANONYMOUS:
        return 3;
    case SYN_WARRANT_OWN_VOICE:
        return 2;
    case SYN_WARRANT_INFERRED:
    case SYN_WARRANT_UNSOURCED:
    case SYN_N_WARRANTS:
        break;
    }
    return 1;
}

/* The story's entity of an argument of the event, by role; SYN_NONE. */
static uint32_t argument(const syni_build *b, const syni_prop *p, syn_role role)
{
    const syn_doc *doc = b->docs[p->document].doc;
    const uint32_t tries[2] = {p->deep, p->event};
    for (int k = 0; k < 2 && doc->event; k++) {
        if (tries[k] == SYN_NONE || tries[k] >= doc->event->events.n)
            continue;
        const syn_event *e = &doc->event->events.items[tries[k]];
        for (uint32_t i = 0; i < e->args.n; i++)
            if (e->args.items[i].role == role && e->args.items[i].entity != SYN_NONE)
                return b->docs[p->document].entity_of[e->args.items[i].entity];
    }
    return SYN_NONE;
}

static syn_str argument_words(const syni_build *b, const syni_prop *p, syn_role role)
{
    const syn_doc *doc = b->docs[p->document].doc;
    const uint32_t tries[2] = {p->deep, p->event};
    for (int k = 0; k < 2 && doc->event; k++) {
        if (tries[k] == SYN_NONE || tries[k] >= doc->event->events.n)
            continue;
        const syn_event *e = &doc->event->events.items[tries[k]];
        for (uint32_t i = 0; i < e->args.n; i++)
            if (e->args.items[i].role == role)
                return syni_one_line(b->keep, syn_str_span(doc->text, e->args.items[i].span));
    }
    return (syn_str){0};
}

static syn_claim_type type_of(const syn_claim *c, const syn_attestation *at, bool in_lead)
{
    switch ((syn_act)at->stage) {
    case SYN_ACT_ASKED:
        return SYN_CLAIM_REQUEST;
    case SYN_ACT_PROMISED:
    case SYN_ACT_OFFERED:
        return SYN_CLAIM_COMMITMENT;
    case SYN_ACT_REFUSED:
        return SYN_CLAIM_POSITION;
    case SYN_ACT_PLANNED:
    case SYN_ACT_WISHED:
        return SYN_CLAIM_PLAN;
    default:
        break;
    }
    if (at->words_of_speaker)
        return SYN_CLAIM_STATEMENT;
    if (at->chain.n == 0 && c->attestations.n == 1 && !in_lead)
        return SYN_CLAIM_BACKGROUND;
    return SYN_CLAIM_EVENT;
}

static void count_voices(syni_build *b, syn_claim *c)
{
    syn_ids seen = {0};
    uint32_t named = 0, most = 0;
    bool unnamed = false;
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        if (at->source == SYN_NONE || syni_ids_has(&seen, at->source))
            continue;
        syni_ids_add(b->scratch, &seen, at->source);
        const syn_story_source *s = &b->story->sources.items[at->source];
        if (s->side != SYN_NONE)
            syni_ids_add(b->keep, &c->sides, s->side);
        if (s->source_class == SYN_SOURCE_ANONYMOUS || s->source_class == SYN_SOURCE_UNKNOWN) {
            unnamed = true;
            most += s->n_max == SYN_NONE ? (s->n_min > 2 ? s->n_min : 2) : s->n_max ? s->n_max : 1;
        } else {
            named++;
        }
    }
    c->n_voices_min = named + (unnamed ? (named ? 0u : 1u) : 0u);
    c->n_voices_max = named + most;
}

static bool is_dependent(const syni_build *b, const syni_prop *p)
{
    if (p->head == SYN_NONE || !b->docs[p->document].is_parsed)
        return false;
    switch ((syn_deprel)b->docs[p->document].doc->lang->tokens.items[p->head].deprel) {
    case SYN_DEPREL_ACL:
    case SYN_DEPREL_ACL_RELCL:
    case SYN_DEPREL_ADVCL:
    case SYN_DEPREL_ADVCL_RELCL:
        return true;
    default:
        return false;
    }
}

/* Is the "not" the clause's own, or a denial's? "To ensure that it does not happen" denies nothing.
 */
static bool is_own_negation(const syni_build *b, const syni_prop *p)
{
    const syn_doc *doc = b->docs[p->document].doc;
    if (p->modality == SYN_MODALITY_DENIED || !doc->event || p->event == SYN_NONE ||
        p->event >= doc->event->events.n)
        return true;
    return doc->event->events.items[p->event].negative;
}

/* Who did not speak of something denies nothing. */
static bool is_silence(const syni_build *b, const syni_prop *p)
{
    static const char *const words[] = {"say", "speak", "mention", "comment", "address", "discuss",
        "disclose", "respond", "answer", "reply", "confirm", "know", "announce", "identify"};
    const syn_doc *doc = b->docs[p->document].doc;
    if (!doc->event || p->event == SYN_NONE || p->event >= doc->event->events.n)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(doc->event->events.items[p->event].lemma, syn_str_from(words[i])))
            return true;
    return false;
}

/* Does one report hold as fact what another denies, of the same thing? Hopes and refusals deny
 * nothing, and loosely joined wordings are not held against each other. */
static bool is_contested(const syni_build *b, const syn_claim *c, const uint32_t *props)
{
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *yes = &c->attestations.items[i];
        if (yes->negative || yes->stage != SYN_ACT_DONE ||
            yes->modality == SYN_MODALITY_CONDITIONAL)
            continue;
        for (uint32_t k = 0; k < c->attestations.n; k++) {
            const syn_attestation *no = &c->attestations.items[k];
            const syni_prop *x = &b->props.items[props[i]], *y = &b->props.items[props[k]];
            if (!is_own_negation(b, y) ||
                (is_dependent(b, x) && no->modality != SYN_MODALITY_DENIED))
                continue;
            if (no->negative && no->stage == SYN_ACT_DONE &&
                no->modality != SYN_MODALITY_CONDITIONAL && !is_silence(b, y) &&
                (yes->document != no->document ? syni_same_act(x, y) : syni_one_act(x, y)) &&
                syni_likeness(b, x, y) >=
                    (no->modality == SYN_MODALITY_DENIED ? SYNI_HELD_AGAINST : SYNI_NEAR))
                return true;
        }
    }
    return false;
}

bool syni_build_claims(syni_build *b)
{
    uint32_t n_claims = 0;
    for (uint32_t i = 0; i < b->props.n; i++)
        if (b->props.items[i].claim + 1 > n_claims)
            n_claims = b->props.items[i].claim + 1;
    syn_claim *claims = SYN_NEW_N(b->keep, syn_claim, n_claims + 1);
    uint32_t *count = SYN_NEW_N(b->scratch, uint32_t, n_claims + 1);
    uint32_t **prop_of = b->prop_of = SYN_NEW_N(b->scratch, uint32_t *, n_claims + 1);
    if (!claims || !count || !prop_of)
        return false;
    for (uint32_t i = 0; i < b->props.n; i++)
        count[b->props.items[i].claim]++;
    for (uint32_t c = 0; c < n_claims; c++) {
        claims[c].attestations.items = SYN_NEW_N(b->keep, syn_attestation, count[c] + 1);
        prop_of[c] = SYN_NEW_N(b->scratch, uint32_t, count[c] + 1);
        if (!claims[c].attestations.items || !prop_of[c])
            return false;
    }
    origin_vec origins = {0};
    for (uint32_t i = 0; i < b->props.n; i++) {
        syni_prop *p = &b->props.items[i];
        syn_claim *c = &claims[p->claim];
        syn_attestation at = {.document = p->document,
            .span = p->span,
            .stage = p->stage,
            .warrant = p->warrant,
            .modality = p->modality,
            .negative = p->negative,
            .words_of_speaker = p->quoted,
            .source = SYN_NONE,
            .origin = SYN_NONE,
            .time_idx = p->time_idx,
            .event = p->event};
        if (p->attribution != SYN_NONE) {
            chain_of(b, p->document, p->attribution, &at);
            at.source = b->docs[p->document].source_of[p->attribution];
        }
        if (at.chain.n == 0 && at.warrant != SYN_WARRANT_UNSOURCED)
            at.warrant = SYN_WARRANT_OWN_VOICE;
        if (p->time_idx != SYN_NONE)
            at.time = b->docs[p->document].doc->timex->times.items[p->time_idx].value;
        at.origin = origin_of(b, &origins, &at);
        p->actor = argument(b, p, SYN_ROLE_ACTOR);
        p->target = argument(b, p, SYN_ROLE_TARGET);
        prop_of[p->claim][c->attestations.n] = i;
        c->attestations.items[c->attestations.n++] = at;
        syni_ids_add(b->keep, &c->origins, at.origin);
    }
    if (syn_arena_failed(b->keep) || syn_arena_failed(b->scratch))
        return false;
    for (uint32_t k = 0; k < n_claims; k++) {
        syn_claim *c = &claims[k];
        c->id = syn_arena_printf(b->keep, "C%u", k + 1);
        int best = -1000;
        uint32_t n_docs = 0, last = SYN_NONE;
        bool positive = false, negative = false, in_lead = false;
        for (uint32_t i = 0; i < c->attestations.n; i++) {
            const syn_attestation *at = &c->attestations.items[i];
            const syni_prop *p = &b->props.items[prop_of[k][i]];
            int score = 4 * warrant_rank(at->warrant) + firmness(at);
            if (p->zone == SYN_ZONE_TITLE || p->zone == SYN_ZONE_HEADING)
                score -= 6;
            if (p->n_words < 5)
                score -= 8;
            if (p->n_words > 28)
                score -= 4;
            if (p->actor != SYN_NONE)
                score += 3;
            if (is_dependent(b, p))
                score -= 5;
            /* The wording nearest to the others stands for them. */
            float near = 0;
            for (uint32_t j = 0; j < c->attestations.n; j++)
                if (c->attestations.items[j].document != at->document)
                    near += syni_likeness(b, p, &b->props.items[prop_of[k][j]]);
            if (c->attestations.n > 1)
                score += (int)(40.0f * near / (float)(c->attestations.n - 1));
            if (score > best) {
                best = score;
                c->best = i;
            }
            positive = positive || !at->negative;
            negative = negative || at->negative;
            if (at->document != last)
                n_docs++;
            last = at->document;
            in_lead = in_lead || p->zone == SYN_ZONE_TITLE || p->sentence < 4;
            syni_ids_add(b->keep, &c->actor, p->actor);
            syni_ids_add(b->keep, &c->target, p->target);
        }
        for (uint32_t i = 0; i < c->attestations.n; i++) {
            const syni_prop *x = &b->props.items[prop_of[k][c->best]];
            const syni_prop *y = &b->props.items[prop_of[k][i]];
            float likeness = i == c->best ? 1.0f : syni_likeness(b, x, y);
            c->attestations.items[i].likeness = likeness;
            c->attestations.items[i].is_near =
                likeness >= SYNI_NEAR || (likeness >= SYNI_HELD_AGAINST && syni_one_act(x, y));
        }
        const syn_attestation *at = &c->attestations.items[c->best];
        const syni_prop *p = &b->props.items[prop_of[k][c->best]];
        const syn_doc *doc = b->docs[p->document].doc;
        c->text = syni_one_line(b->keep, syn_str_span(doc->text, at->span));
        c->contested = positive && negative && is_contested(b, c, prop_of[k]);
        /* What another affirms, a speaker's "not" denies. */
        for (uint32_t i = 0; i < c->attestations.n && c->contested; i++) {
            syn_attestation *no = &c->attestations.items[i];
            if (no->negative && no->chain.n && no->modality == SYN_MODALITY_ASSERTED)
                no->modality = SYN_MODALITY_DENIED;
        }
        c->negative = negative && !positive;
        c->modality = at->modality;
        c->type = (uint8_t)type_of(c, at, in_lead);
        c->time = at->time;
        for (uint32_t i = 0; i < c->attestations.n && !c->time.len; i++)
            c->time = c->attestations.items[i].time;
        if (c->time.len)
            c->time_precision = c->time.len >= 13   ? SYN_STR("time")
                                : c->time.len >= 10 ? SYN_STR("day")
                                : c->time.len >= 7  ? SYN_STR("month")
                                                    : SYN_STR("year");
        c->about = argument_words(b, p, SYN_ROLE_THEME);
        if (!c->about.len)
            c->about = argument_words(b, p, SYN_ROLE_TARGET);
        if (!c->about.len)
            c->about = argument_words(b, p, SYN_ROLE_ACTOR);
        c->place = argument_words(b, p, SYN_ROLE_PLACE);
        if (p->deep != SYN_NONE && doc->event && p->deep < doc->event->events.n) {
            const syn_event *e = &doc->event->events.items[p->deep];
            c->predicate = e->lemma;
            c->plover = e->plover_type;
            c->plover_mode = e->plover_mode;
            c->cameo = e->cameo;
        }
        count_voices(b, c);
        /* What everybody tells in his own voice as done, everybody knows. */
        bool known = true, unnamed = false;
        for (uint32_t i = 0; i < c->attestations.n; i++) {
            const syn_attestation *x = &c->attestations.items[i];
            known = known && x->chain.n == 0 && x->modality == SYN_MODALITY_ASSERTED;
            unnamed = unnamed || x->warrant == SYN_WARRANT_ANONYMOUS ||
                      x->warrant == SYN_WARRANT_UNSOURCED;
        }
        c->weight = (known ? -2.5f : 0.0f) + (unnamed ? 1.5f : 0.0f) + (float)n_docs * 2.0f +
                    (c->contested ? 3.0f : 0.0f) + (in_lead ? 1.5f : 0.0f) +
                    (at->words_of_speaker ? 0.5f : 0.0f) +
                    (c->type == SYN_CLAIM_REQUEST || c->type == SYN_CLAIM_COMMITMENT ? 1.0f : 0.0f);
    }
    b->story->claims.items = claims;
    b->story->claims.n = n_claims;
    b->story->origins.items = origins.items;
    b->story->origins.n = origins.n;
    return !syn_arena_failed(b->keep) && !syn_arena_failed(b->scratch);
}
