/* SPDX-License-Identifier: Apache-2.0
 *
 * Predicates and arguments from the parse, with polarity, stage, warrant, modality and factuality.
 *
 * One event for each predicate (clause.h). Its own strength is read from its auxiliaries, negators
 * and adverbs; then its governor's force is laid over it, governors first, so that an act under
 * "asked", "may" or "is said to" never comes out as an act (the embedding rules of Sauri &
 * Pustejovsky 2012, CL 38, in their coarse form). What a speaker's cue gives (asked, promised,
 * denied) is laid over the top events of the content. Cost: linear in the tokens, times the depth
 * of embedding where events hang together. Rejected: a trained factuality regressor (no weights
 * that carry their licence, and a number does not say which word made it).
 */
#include "event/event.h"

#include "base/vec.h"
#include "event/clause.h"
#include "event/strength.h"
#include "know/know.h"

struct syn_event_model {
    const struct syn_know *know;
};

syn_status syn_event_new(const struct syn_know *know, syn_event_model **out, syn_err *err)
{
    syn_event_model *model = calloc(1, sizeof *model);
    if (!model)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    model->know = know;
    *out = model;
    return SYN_OK;
}

void syn_event_free(syn_event_model *model)
{
    free(model);
}

typedef SYN_VEC(syn_arg) arg_vec;

typedef struct stage_work {
    const syn_event_model *model;
    const syn_doc *doc;
    syn_arena *keep, *scratch;
    syni_tree tree;
    const syn_token *tokens;
    uint32_t n_tokens;
    uint32_t *event_of;   /* [n_token]: event whose trigger it is, SYN_NONE */
    uint32_t *mention_of; /* [n_token]: smallest mention whose head it is, SYN_NONE */
    bool *is_cue;         /* [n_token]: cue of an attribution */
    uint32_t *said_in;    /* [n_token]: innermost attribution in whose content it stands */
    SYN_VEC(syn_event) events;
} stage_work;

static syn_str lemma_of(const stage_work *w, uint32_t t)
{
    return w->tokens[t].lemma.len ? w->tokens[t].lemma : w->tokens[t].form;
}

static bool lemma_is(const stage_work *w, uint32_t t, const char *z)
{
    return syn_str_eq_nocase(lemma_of(w, t), syn_str_from(z));
}

/* ---- indexes ------------------------------------------------------------------------------- */

static void index_mentions(stage_work *w)
{
    for (uint32_t t = 0; t < w->n_tokens; t++)
        w->mention_of[t] = SYN_NONE;
    if (!w->doc->names)
        return;
    for (uint32_t m = 0; m < w->doc->names->mentions.n; m++) {
        const syn_mention *mention = &w->doc->names->mentions.items[m];
        uint32_t t = mention->head_token;
        if (t < w->n_tokens && !mention->nested && w->mention_of[t] == SYN_NONE)
            w->mention_of[t] = m;
    }
}

/* Tokens of a span, by binary search on their starts. */
static uint32_t token_at(const stage_work *w, uint32_t byte)
{
    uint32_t low = 0, high = w->n_tokens;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->tokens[mid].span.end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static uint32_t content_length(const syn_attribution *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->content.n; i++)
        n += a->content.items[i].end - a->content.items[i].start;
    return n;
}

static void index_attributions(stage_work *w)
{
    for (uint32_t t = 0; t < w->n_tokens; t++)
        w->said_in[t] = SYN_NONE;
    if (!w->doc->quote)
        return;
    const syn_quote_layer *quote = w->doc->quote;
    for (uint32_t a = 0; a < quote->attributions.n; a++) {
        const syn_attribution *att = &quote->attributions.items[a];
        if (att->cue_token < w->n_tokens)
            w->is_cue[att->cue_token] = true;
        for (uint32_t i = 0; i < att->content.n; i++) {
            syn_span s = att->content.items[i];
            for (uint32_t t = token_at(w, s.start);
                 t < w->n_tokens && w->tokens[t].span.start < s.end; t++) {
                uint32_t old = w->said_in[t];
                if (old == SYN_NONE ||
                    content_length(att) < content_length(&quote->attributions.items[old]))
                    w->said_in[t] = a;
            }
        }
    }
}

/* ---- arguments ----------------------------------------------------------------------------- */

static void add_arg(stage_work *w, arg_vec *args, uint32_t t, syn_role role)
{
    uint32_t low = w->tree.low[t], high = w->tree.high[t];
    /* The argument is its noun phrase: without its preposition and its relative clauses. */
    for (uint32_t c = w->tree.child[t]; c != SYN_NONE; c = w->tree.sibling[c]) {
        uint8_t r = w->tokens[c].deprel;
        if (r == SYN_DEPREL_CASE && w->tree.low[c] == low)
            low = w->tree.high[c] + 1;
        bool clause = r == SYN_DEPREL_ACL || r == SYN_DEPREL_ACL_RELCL || r == SYN_DEPREL_APPOS ||
                      r == SYN_DEPREL_PARATAXIS;
        if (clause && c > t && w->tree.low[c] > t && w->tree.low[c] - 1 < high)
            high = w->tree.low[c] - 1;
    }
    while (high > t && w->tokens[high].upos == SYN_UPOS_PUNCT)
        high--;
    while (low < t && w->tokens[low].upos == SYN_UPOS_PUNCT)
        low++;
    if (low > t)
        low = t;
    syn_arg arg = {.span = {w->tokens[low].span.start, w->tokens[high].span.end},
        .head_token = t,
        .entity = SYN_NONE,
        .role = (uint8_t)role};
    uint32_t m = w->mention_of[t];
    if (m != SYN_NONE)
        arg.entity = w->doc->names->mentions.items[m].entity;
    SYN_PUSH(w->keep, *args, arg);
}

static bool is_time_token(const stage_work *w, uint32_t t)
{
    if (!w->doc->timex)
        return false;
    syn_span s = w->tokens[t].span;
    for (uint32_t i = 0; i < w->doc->timex->times.n; i++) {
        const syn_time *time = &w->doc->timex->times.items[i];
        if (time->span.start > s.start)
            break;
        if (syn_span_contains(time->span, s))
            return true;
    }
    return false;
}

static bool is_place_entity(const stage_work *w, uint32_t t)
{
    uint32_t m = w->mention_of[t];
    if (m == SYN_NONE)
        return false;
    uint8_t type = w->doc->names->mentions.items[m].type;
    return type == SYN_ENTITY_GPE || type == SYN_ENTITY_LOC || type == SYN_ENTITY_FAC;
}

static syn_role oblique_role(const stage_work *w, uint32_t t)
{
    if (is_time_token(w, t))
        return SYN_ROLE_TIME;
    uint32_t c = syni_tree_child(&w->tree, t, SYN_DEPREL_CASE);
    if (c == SYN_NONE)
        return SYN_ROLE_OTHER;
    bool place = lemma_is(w, c, "in") || lemma_is(w, c, "at") || lemma_is(w, c, "near") ||
                 lemma_is(w, c, "on") || lemma_is(w, c, "off") || lemma_is(w, c, "inside") ||
                 lemma_is(w, c, "outside") || lemma_is(w, c, "from");
    if (place && is_place_entity(w, t))
        return SYN_ROLE_PLACE;
    if (lemma_is(w, c, "to") || lemma_is(w, c, "against") || lemma_is(w, c, "with") ||
        lemma_is(w, c, "toward") || lemma_is(w, c, "towards") || lemma_is(w, c, "on"))
        return w->mention_of[t] != SYN_NONE ? SYN_ROLE_TARGET : SYN_ROLE_OTHER;
    return SYN_ROLE_OTHER;
}

static uint32_t subject_of(const stage_work *w, uint32_t t)
{
    uint32_t s = syni_tree_child(&w->tree, t, SYN_DEPREL_NSUBJ);
    return s != SYN_NONE ? s : syni_tree_child(&w->tree, t, SYN_DEPREL_NSUBJ_OUTER);
}

static void fill_args(stage_work *w, syn_event *e)
{
    arg_vec args = {0};
    uint32_t t = e->trigger_token;
    bool passive = syni_tree_child(&w->tree, t, SYN_DEPREL_NSUBJ_PASS) != SYN_NONE ||
                   syni_tree_child(&w->tree, t, SYN_DEPREL_AUX_PASS) != SYN_NONE;
    for (uint32_t c = w->tree.child[t]; c != SYN_NONE; c = w->tree.sibling[c]) {
        switch ((syn_deprel)w->tokens[c].deprel) {
        case SYN_DEPREL_NSUBJ:
        case SYN_DEPREL_NSUBJ_OUTER:
            add_arg(w, &args, c, passive ? SYN_ROLE_TARGET : SYN_ROLE_ACTOR);
            break;
        case SYN_DEPREL_NSUBJ_PASS:
            add_arg(w, &args, c, SYN_ROLE_TARGET);
            break;
        case SYN_DEPREL_OBL_AGENT:
            add_arg(w, &args, c, SYN_ROLE_ACTOR);
            break;
        case SYN_DEPREL_OBJ:
            add_arg(w, &args, c, w->mention_of[c] != SYN_NONE ? SYN_ROLE_TARGET : SYN_ROLE_THEME);
            break;
        case SYN_DEPREL_IOBJ:
            add_arg(w, &args, c, SYN_ROLE_TARGET);
            break;
        case SYN_DEPREL_OBL: {
            uint32_t by = syni_tree_child(&w->tree, c, SYN_DEPREL_CASE);
            if (passive && by != SYN_NONE && lemma_is(w, by, "by"))
                add_arg(w, &args, c, SYN_ROLE_ACTOR);
            else
                add_arg(w, &args, c, oblique_role(w, c));
            break;
        }
        case SYN_DEPREL_OBL_UNMARKED:
            add_arg(w, &args, c, is_time_token(w, c) ? SYN_ROLE_TIME : SYN_ROLE_OTHER);
            break;
        default:
            break;
        }
    }
    bool actor = false;
    for (uint32_t i = 0; i < args.n; i++)
        actor = actor || args.items[i].role == SYN_ROLE_ACTOR;
    /* A shared subject: of a coordinate clause, of an open complement, of a relative clause. */
    if (!actor && !passive) {
        uint32_t at = t;
        for (int steps = 0; steps < 8; steps++) {
            uint8_t r = w->tokens[at].deprel;
            uint32_t h = w->tokens[at].head;
            if (h == SYN_NONE)
                break;
            if (r == SYN_DEPREL_ACL_RELCL || r == SYN_DEPREL_ACL) {
                if (w->mention_of[h] != SYN_NONE)
                    add_arg(w, &args, h, SYN_ROLE_ACTOR);
                break;
            }
            if (r != SYN_DEPREL_XCOMP && r != SYN_DEPREL_CONJ && r != SYN_DEPREL_ADVCL)
                break;
            uint32_t object = syni_tree_child(&w->tree, h, SYN_DEPREL_OBJ);
            if (r == SYN_DEPREL_XCOMP && object != SYN_NONE && object < at) {
                add_arg(w, &args, object, SYN_ROLE_ACTOR);
                break;
            }
            uint32_t s = subject_of(w, h);
            if (s != SYN_NONE) {
                add_arg(w, &args, s, SYN_ROLE_ACTOR);
                break;
            }
            at = h;
        }
    }
    e->args.items = args.items;
    e->args.n = args.n;
}

/* ---- strength ------------------------------------------------------------------------------ */

typedef struct strength {
    syn_act stage;
    bool negative, conditional, rumour, denied;
} strength;

static bool has_negator(const stage_work *w, uint32_t t, bool predicate)
{
    for (uint32_t c = w->tree.child[t]; c != SYN_NONE; c = w->tree.sibling[c]) {
        uint8_t r = w->tokens[c].deprel;
        if ((r == SYN_DEPREL_ADVMOD || r == SYN_DEPREL_DET || r == SYN_DEPREL_CC_PRECONJ ||
                r == SYN_DEPREL_MARK || r == SYN_DEPREL_CC || r == SYN_DEPREL_AUX ||
                r == SYN_DEPREL_DISCOURSE) &&
            syni_is_negator(lemma_of(w, c)))
            return true;
        bool argument = r == SYN_DEPREL_NSUBJ || r == SYN_DEPREL_NSUBJ_PASS ||
                        r == SYN_DEPREL_OBJ || r == SYN_DEPREL_EXPL;
        if (predicate && argument) {
            if (syni_is_negator(lemma_of(w, c)) && !lemma_is(w, c, "no"))
                return true;
            for (uint32_t d = w->tree.child[c]; d != SYN_NONE; d = w->tree.sibling[d])
                if (w->tokens[d].deprel == SYN_DEPREL_DET &&
                    (lemma_is(w, d, "no") || lemma_is(w, d, "neither")))
                    return true;
        }
    }
    return false;
}

static bool is_conditional_mark(const stage_work *w, uint32_t t)
{
    uint32_t c = syni_tree_child(&w->tree, t, SYN_DEPREL_MARK);
    return c != SYN_NONE && (lemma_is(w, c, "if") || lemma_is(w, c, "unless"));
}

/* What the predicate's own words give, without its governors. */
static strength own_strength(const stage_work *w, uint32_t t, bool in_speech)
{
    strength s = {.stage = SYN_ACT_DONE};
    s.negative = has_negator(w, t, true);
    for (uint32_t c = w->tree.child[t]; c != SYN_NONE; c = w->tree.sibling[c]) {
        uint8_t r = w->tokens[c].deprel;
        syni_force f = SYNI_FORCE_NONE;
        if (r == SYN_DEPREL_AUX)
            f = syni_force_of_modal(lemma_of(w, c), in_speech);
        else if (r == SYN_DEPREL_ADVMOD || r == SYN_DEPREL_AMOD)
            f = syni_force_of_modifier(lemma_of(w, c));
        if (f == SYNI_FORCE_RUMOUR)
            s.rumour = true;
        else if (syni_force_stage(f) != SYN_ACT_DONE)
            s.stage = syni_force_stage(f);
        if (r == SYN_DEPREL_ADVCL && is_conditional_mark(w, c))
            s.conditional = s.conditional || s.stage != SYN_ACT_DONE;
    }
    /* The order of children is the text's: an "if" before the modal is seen again here. */
    if (s.stage != SYN_ACT_DONE)
        for (uint32_t c = w->tree.child[t]; c != SYN_NONE; c = w->tree.sibling[c])
            if (w->tokens[c].deprel == SYN_DEPREL_ADVCL && is_conditional_mark(w, c))
                s.conditional = true;
    if (is_conditional_mark(w, t) &&
        (w->tokens[t].deprel == SYN_DEPREL_ADVCL || w->tokens[t].deprel == SYN_DEPREL_CONJ))
        s.conditional = true;
    return s;
}

static bool is_bare_passive(const stage_work *w, uint32_t h)
{
    if (syni_tree_child(&w->tree, h, SYN_DEPREL_AUX_PASS) == SYN_NONE)
        return false;
    for (uint32_t c = w->tree.child[h]; c != SYN_NONE; c = w->tree.sibling[c]) {
        uint32_t by = syni_tree_child(&w->tree, c, SYN_DEPREL_CASE);
        if (by != SYN_NONE && lemma_is(w, by, "by"))
            return false;
    }
    return true;
}

static bool is_first_person(const stage_work *w, uint32_t h)
{
    uint32_t s = subject_of(w, h);
    return s != SYN_NONE && (lemma_is(w, s, "i") || lemma_is(w, s, "we"));
}

/* Lays the governor's force, and the governor's own strength, over the complement's. */
static void embed(const stage_work *w, strength *s, uint32_t h, const strength *governor, bool open)
{
    syni_force f = syni_force_of(lemma_of(w, h));
    /* "They have to help us more", in someone's words, asks. */
    if (open && w->said_in[h] != SYN_NONE && (lemma_is(w, h, "have") || lemma_is(w, h, "need")))
        f = SYNI_FORCE_ASK;
    if (f == SYNI_FORCE_POSSIBLE && is_first_person(w, h))
        f = SYNI_FORCE_NONE; /* "I believe that" asserts */
    if (f == SYNI_FORCE_SAY)
        f = open && is_bare_passive(w, h) ? SYNI_FORCE_RUMOUR : SYNI_FORCE_NONE;
    switch (f) {
    case SYNI_FORCE_RUMOUR:
        s->rumour = true;
        break;
    case SYNI_FORCE_DENY:
        s->denied = true;
        s->negative = !s->negative;
        break;
    case SYNI_FORCE_FAIL:
        s->negative = !s->negative;
        break;
    case SYNI_FORCE_REFUSE:
        s->negative = true;
        s->stage = SYN_ACT_REFUSED;
        break;
    case SYNI_FORCE_DOUBT:
        s->negative = !s->negative;
        s->stage = SYN_ACT_POSSIBLE;
        break;
    case SYNI_FORCE_NONE:
    case SYNI_FORCE_SAY:
        /* A governor without force of its own passes on what it stands under. */
        if (open && s->stage == SYN_ACT_DONE)
            s->stage = governor->stage;
        break;
    case SYNI_FORCE_WISH:
    case SYNI_FORCE_POSSIBLE:
    case SYNI_FORCE_PLAN:
    case SYNI_FORCE_ASK:
    case SYNI_FORCE_OFFER:
    case SYNI_FORCE_PROMISE:
        s->stage = syni_force_stage(f);
        break;
    }
    if (open && governor->negative && f != SYNI_FORCE_DENY && f != SYNI_FORCE_REFUSE &&
        f != SYNI_FORCE_FAIL && f != SYNI_FORCE_DOUBT)
        s->negative = !s->negative;
    s->rumour = s->rumour || governor->rumour;
    s->conditional = s->conditional || (open && governor->conditional);
}

static syn_warrant warrant_of(const syn_attribution *a, bool rumour)
{
    if (!a)
        return rumour ? SYN_WARRANT_UNSOURCED : SYN_WARRANT_OWN_VOICE;
    switch ((syn_source_class)a->source_class) {
    case SYN_SOURCE_ANONYMOUS:
        return SYN_WARRANT_ANONYMOUS;
    case SYN_SOURCE_UNKNOWN:
        return a->source.n ? SYN_WARRANT_ANONYMOUS : SYN_WARRANT_UNSOURCED;
    case SYN_SOURCE_NAMED:
    case SYN_SOURCE_INSTITUTION:
    case SYN_SOURCE_AGENCY:
    case SYN_SOURCE_OUTLET:
        break;
    }
    return SYN_WARRANT_ON_RECORD;
}

/* A cue that names nobody on purpose ("reportedly", "is said to"), told from one whose source was
 * not found. */
static bool is_rumour_cue(const syn_doc *doc, const syn_attribution *a)
{
    static const char *const words[] = {"reported", "alleged", "said to", "rumour", "rumor",
        "purported", "supposed", "claimed", "thought", "believed", "understood", "unconfirmed"};
    for (uint32_t i = 0; i < a->cue.n; i++) {
        syn_str cue = syn_str_span(doc->text, a->cue.items[i]);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (syn_str_find(cue, syn_str_from(words[k])) != SIZE_MAX)
                return true;
    }
    return false;
}

static syn_modality modality_of(const strength *s)
{
    if (s->denied)
        return SYN_MODALITY_DENIED;
    if (s->conditional)
        return SYN_MODALITY_CONDITIONAL;
    if (s->rumour)
        return SYN_MODALITY_RUMOURED;
    switch (s->stage) {
    case SYN_ACT_ASKED:
        return SYN_MODALITY_REQUESTED;
    case SYN_ACT_OFFERED:
    case SYN_ACT_PROMISED:
        return SYN_MODALITY_PROMISED;
    case SYN_ACT_PLANNED:
        return SYN_MODALITY_PLANNED;
    case SYN_ACT_WISHED:
    case SYN_ACT_POSSIBLE:
        return SYN_MODALITY_POSSIBLE;
    case SYN_ACT_DONE:
    case SYN_ACT_REFUSED:
    case SYN_N_ACTS:
        break;
    }
    return SYN_MODALITY_ASSERTED;
}

/* FactBank's scale: CT 3, PR 2, PS 1, not said 0; the sign is the polarity. */
static float factuality_of(const strength *s, syn_warrant warrant)
{
    float f = 3.0f;
    switch (s->stage) {
    case SYN_ACT_POSSIBLE:
        f = 1.0f;
        break;
    case SYN_ACT_PLANNED:
    case SYN_ACT_PROMISED:
        f = 1.5f;
        break;
    case SYN_ACT_WISHED:
    case SYN_ACT_ASKED:
    case SYN_ACT_OFFERED:
        f = 0.5f;
        break;
    case SYN_ACT_REFUSED:
    case SYN_ACT_DONE:
    case SYN_N_ACTS:
        break;
    }
    if (s->conditional)
        f = 0.0f;
    if ((s->rumour || warrant == SYN_WARRANT_UNSOURCED) && f > 1.5f)
        f = 1.5f;
    return s->negative ? -f : f;
}

/* ---- time ---------------------------------------------------------------------------------- */

static syn_str time_in(const stage_work *w, const syn_event *e)
{
    syn_str found = {0};
    uint32_t nearest = UINT32_MAX;
    if (!w->doc->timex)
        return found;
    for (uint32_t i = 0; i < w->doc->timex->times.n; i++) {
        const syn_time *time = &w->doc->timex->times.items[i];
        if (!syn_span_contains(e->span, time->span) ||
            (time->type != SYN_TIME_DATE && time->type != SYN_TIME_TIME) || !time->value.len)
            continue;
        uint32_t d = time->span.start > e->trigger.end ? time->span.start - e->trigger.end
                                                       : e->trigger.start - time->span.start;
        /* A time inside another clause of the same span belongs to that clause. */
        uint32_t t = token_at(w, time->span.start);
        uint32_t owner = t;
        for (int steps = 0; steps < 64 && owner < w->n_tokens && owner != e->trigger_token;
             steps++) {
            if (w->event_of[owner] != SYN_NONE)
                break;
            owner = w->tokens[owner].head;
        }
        if (owner != e->trigger_token)
            d += 100000;
        if (d < nearest) {
            nearest = d;
            found = time->value;
        }
    }
    return nearest < 100000 ? found : (syn_str){0};
}

/* ---- codes --------------------------------------------------------------------------------- */

static bool look_up(const stage_work *w, syn_str phrase, syn_know_entry *entry)
{
    return syn_know_first(w->model->know, phrase, SYN_KNOW_BIT(SYN_KNOW_EVENT_VERB), entry, NULL);
}

/* The argument that the entry's frame calls the other party: the object ("SO"), or what stands
 * after one of its prepositions. */
static void other_party(const stage_work *w, syn_event *e, syn_str frame)
{
    for (uint32_t i = 0; i < e->args.n; i++)
        if (e->args.items[i].role == SYN_ROLE_TARGET)
            return;
    for (size_t from = 0, to; from < frame.len; from = to + 1) {
        to = from;
        while (to < frame.len && frame.ptr[to] != ';')
            to++;
        syn_str word = syn_str_slice(frame, from, to);
        for (uint32_t i = 0; i < e->args.n; i++) {
            syn_arg *arg = &e->args.items[i];
            bool object = arg->role == SYN_ROLE_THEME && syn_str_eq_z(word, "SO");
            uint32_t c = syni_tree_child(&w->tree, arg->head_token, SYN_DEPREL_CASE);
            bool oblique = arg->role == SYN_ROLE_OTHER && c != SYN_NONE &&
                           syn_str_eq_nocase(lemma_of(w, c), word);
            if (object || oblique) {
                arg->role = SYN_ROLE_TARGET;
                return;
            }
        }
    }
}

/* PLOVER root and mode and the nearest CAMEO code, by the longest entry of the lexicon that fits
 * the verb: with its particle, with its object's head, alone. A verb that needs parties to be an
 * event (weight 1) is coded only between two. */
static void code(const stage_work *w, syn_event *e)
{
    uint32_t t = e->trigger_token;
    if (!w->model->know || w->tokens[t].upos != SYN_UPOS_VERB)
        return;
    syn_know_entry entry;
    syn_str lemma = lemma_of(w, t);
    uint32_t particle = syni_tree_child(&w->tree, t, SYN_DEPREL_COMPOUND_PRT);
    uint32_t object = syni_tree_child(&w->tree, t, SYN_DEPREL_OBJ);
    bool found = false;
    if (particle != SYN_NONE)
        found = look_up(w,
            syn_arena_printf(
                w->scratch, "%.*s %.*s", SYN_ARG(lemma), SYN_ARG(lemma_of(w, particle))),
            &entry);
    if (!found && object != SYN_NONE)
        found = look_up(w,
            syn_arena_printf(w->scratch, "%.*s %.*s", SYN_ARG(lemma), SYN_ARG(lemma_of(w, object))),
            &entry);
    if (!found)
        found = look_up(w, lemma, &entry);
    if (!found)
        return;
    bool actor = false, target = false;
    for (uint32_t i = 0; i < e->args.n; i++) {
        actor = actor ||
                (e->args.items[i].role == SYN_ROLE_ACTOR && e->args.items[i].entity != SYN_NONE);
        target = target ||
                 (e->args.items[i].role == SYN_ROLE_TARGET && e->args.items[i].entity != SYN_NONE);
    }
    if (syn_str_eq_z(syn_know_attr(w->model->know, &entry, "weight"), "1") && !(actor && target))
        return;
    other_party(w, e, syn_know_attr(w->model->know, &entry, "frame"));
    e->plover_type = syn_arena_str(w->keep, syn_know_attr(w->model->know, &entry, "type"));
    e->plover_mode = syn_arena_str(w->keep, syn_know_attr(w->model->know, &entry, "mode"));
    e->cameo = syn_arena_str(w->keep, syn_know_attr(w->model->know, &entry, "cameo"));
}

/* ---- nominal events -------------------------------------------------------------------------- */

static void nominal_args(stage_work *w, syn_event *e)
{
    arg_vec args = {0};
    uint32_t t = e->trigger_token;
    for (uint32_t c = w->tree.child[t]; c != SYN_NONE; c = w->tree.sibling[c]) {
        uint8_t r = w->tokens[c].deprel;
        uint32_t p = syni_tree_child(&w->tree, c, SYN_DEPREL_CASE);
        if (r == SYN_DEPREL_NMOD_POSS)
            add_arg(w, &args, c, SYN_ROLE_ACTOR);
        else if (r == SYN_DEPREL_NMOD && p != SYN_NONE && lemma_is(w, p, "of"))
            add_arg(w, &args, c, SYN_ROLE_TARGET);
        else if (r == SYN_DEPREL_NMOD && p != SYN_NONE && lemma_is(w, p, "by"))
            add_arg(w, &args, c, SYN_ROLE_ACTOR);
        else if (r == SYN_DEPREL_NMOD && p != SYN_NONE)
            add_arg(w, &args, c, oblique_role(w, c));
        else if ((r == SYN_DEPREL_AMOD || r == SYN_DEPREL_COMPOUND) && w->mention_of[c] != SYN_NONE)
            add_arg(w, &args, c, SYN_ROLE_ACTOR);
    }
    e->args.items = args.items;
    e->args.n = args.n;
}

/* What a noun of acting ("the release") stands under: its own adjectives and "no", and the verb
 * whose object it is. */
static strength nominal_strength(const stage_work *w, uint32_t t, const strength *all)
{
    strength s = {.stage = SYN_ACT_DONE};
    s.negative = has_negator(w, t, false);
    for (uint32_t c = w->tree.child[t]; c != SYN_NONE; c = w->tree.sibling[c]) {
        syni_force f = w->tokens[c].deprel == SYN_DEPREL_AMOD
                           ? syni_force_of_modifier(lemma_of(w, c))
                           : SYNI_FORCE_NONE;
        if (f == SYNI_FORCE_RUMOUR)
            s.rumour = true;
        else if (syni_force_stage(f) != SYN_ACT_DONE)
            s.stage = syni_force_stage(f);
    }
    uint8_t r = w->tokens[t].deprel;
    uint32_t h = w->tokens[t].head;
    if (h != SYN_NONE && w->event_of[h] != SYN_NONE &&
        (r == SYN_DEPREL_OBJ || r == SYN_DEPREL_OBL || r == SYN_DEPREL_NSUBJ_PASS) &&
        syni_force_of(lemma_of(w, h)) != SYNI_FORCE_SAY)
        embed(w, &s, h, &all[w->event_of[h]], true);
    return s;
}

static void add_nominals(stage_work *w, const strength *all)
{
    const struct syn_know *know = w->model->know;
    for (uint32_t t = 0; know && t < w->n_tokens; t++) {
        syn_know_entry entry;
        if (w->tokens[t].upos != SYN_UPOS_NOUN || w->event_of[t] != SYN_NONE ||
            w->tokens[t].deprel == SYN_DEPREL_COMPOUND || w->mention_of[t] != SYN_NONE ||
            !syn_know_event_noun(know, lemma_of(w, t), &entry) ||
            syn_str_eq_z(syn_know_attr(know, &entry, "weight"), "1") ||
            syn_doc_zone_at(w->doc, w->tokens[t].span.start) == SYN_ZONE_BOILERPLATE)
            continue;
        syn_event e = {.trigger = w->tokens[t].span,
            .span = syni_clause_span(&w->tree, w->is_cue, t),
            .trigger_token = t,
            .sentence = w->tokens[t].sentence,
            .lemma = syn_arena_str(w->keep, lemma_of(w, t)),
            .attribution = w->said_in[t]};
        const syn_attribution *a =
            e.attribution != SYN_NONE ? &w->doc->quote->attributions.items[e.attribution] : NULL;
        strength s = nominal_strength(w, t, all);
        syn_warrant warrant = warrant_of(a, s.rumour);
        e.negative = s.negative;
        e.stage = (uint8_t)s.stage;
        e.warrant = (uint8_t)warrant;
        e.modality = (uint8_t)modality_of(&s);
        e.factuality = factuality_of(&s, warrant);
        nominal_args(w, &e);
        e.plover_type = syn_arena_str(w->keep, syn_know_attr(know, &entry, "type"));
        e.plover_mode = syn_arena_str(w->keep, syn_know_attr(know, &entry, "mode"));
        e.cameo = syn_arena_str(w->keep, syn_know_attr(know, &entry, "cameo"));
        SYN_PUSH(w->keep, w->events, e);
    }
}

static int by_trigger(const void *x, const void *y)
{
    const syn_event *p = x, *q = y;
    return p->trigger_token < q->trigger_token ? -1 : p->trigger_token > q->trigger_token;
}

/* ---- the stage ----------------------------------------------------------------------------- */

static syn_act act_of_cue(uint8_t strength_of_cue)
{
    return strength_of_cue < SYN_N_ACTS ? (syn_act)strength_of_cue : SYN_ACT_DONE;
}

/* "Estmark to reopen border": an infinitive that carries a headline tells of a plan. */
static bool is_headline_plan(const stage_work *w, uint32_t t)
{
    if (syn_doc_zone_at(w->doc, w->tokens[t].span.start) != SYN_ZONE_TITLE)
        return false;
    uint32_t to = syni_tree_child(&w->tree, t, SYN_DEPREL_MARK);
    if (to == SYN_NONE || !lemma_is(w, to, "to"))
        return false;
    uint8_t r = w->tokens[t].deprel;
    uint32_t h = w->tokens[t].head;
    return r == SYN_DEPREL_ROOT ||
           (r == SYN_DEPREL_ACL && h != SYN_NONE && w->tokens[h].deprel == SYN_DEPREL_ROOT &&
               w->event_of[h] == SYN_NONE);
}

static bool is_denial(const stage_work *w, const syn_attribution *a)
{
    return a->cue_token >= w->n_tokens || !has_negator(w, a->cue_token, false);
}

/* Does the event stand at the top of an attribution's content: is its governor outside of it? */
static bool is_top_of(const stage_work *w, uint32_t t, uint32_t a)
{
    uint32_t h = w->tokens[t].head;
    for (int steps = 0; steps < 64 && h != SYN_NONE; steps++) {
        if (w->said_in[h] != a)
            return true;
        if (w->event_of[h] != SYN_NONE)
            return w->tokens[t].deprel == SYN_DEPREL_CONJ ||
                   w->tokens[t].deprel == SYN_DEPREL_PARATAXIS;
        h = w->tokens[h].head;
    }
    return true;
}

syn_status syn_event_run(const syn_event_model *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_event_layer *out, syn_err *err)
{
    stage_work w = {.model = model, .doc = doc, .keep = keep, .scratch = scratch};
    syn_event_layer layer = {0};
    if (!doc->lang || !doc->lang->is_parsed || doc->lang->tokens.n == 0) {
        *out = layer;
        return SYN_OK;
    }
    w.tokens = doc->lang->tokens.items;
    w.n_tokens = doc->lang->tokens.n;
    w.event_of = SYN_NEW_N(scratch, uint32_t, w.n_tokens);
    w.mention_of = SYN_NEW_N(scratch, uint32_t, w.n_tokens);
    w.said_in = SYN_NEW_N(scratch, uint32_t, w.n_tokens);
    w.is_cue = SYN_NEW_N(scratch, bool, w.n_tokens);
    if (syn_arena_failed(scratch) || !syni_tree_build(&w.tree, doc->lang, scratch))
        return syn_err_set(err, SYN_E_NOMEM, doc->source.path.ptr, "out of memory in events");
    index_mentions(&w);
    index_attributions(&w);
    for (uint32_t t = 0; t < w.n_tokens; t++) {
        w.event_of[t] = SYN_NONE;
        if (!syni_clause_is_head(&w.tree, t) ||
            syn_doc_zone_at(doc, w.tokens[t].span.start) == SYN_ZONE_BOILERPLATE)
            continue;
        w.event_of[t] = w.events.n;
        syn_event e = {.trigger = w.tokens[t].span,
            .span = syni_clause_span(&w.tree, w.is_cue, t),
            .trigger_token = t,
            .sentence = w.tokens[t].sentence,
            .lemma = syn_arena_str(keep, lemma_of(&w, t)),
            .attribution = w.said_in[t]};
        if (is_headline_plan(&w, t) && w.tokens[t].deprel == SYN_DEPREL_ACL)
            e.span.start = w.tokens[w.tree.low[w.tokens[t].head]].span.start;
        SYN_PUSH(keep, w.events, e);
    }
    strength *all = SYN_NEW_N(scratch, strength, w.events.n + 1);
    if (syn_arena_failed(scratch) || syn_arena_failed(keep))
        return syn_err_set(err, SYN_E_NOMEM, doc->source.path.ptr, "out of memory in events");
    for (uint32_t i = 0; i < w.n_tokens; i++) {
        uint32_t t = w.tree.order[i];
        uint32_t n = w.event_of[t];
        if (n == SYN_NONE)
            continue;
        syn_event *e = &w.events.items[n];
        const syn_attribution *a =
            e->attribution != SYN_NONE ? &doc->quote->attributions.items[e->attribution] : NULL;
        strength s = own_strength(&w, t, a != NULL);
        if (is_headline_plan(&w, t))
            s.stage = SYN_ACT_PLANNED;
        uint8_t r = w.tokens[t].deprel;
        uint32_t h = w.tokens[t].head;
        static const strength nothing = {.stage = SYN_ACT_DONE};
        bool reported = a && is_top_of(&w, t, e->attribution);
        bool open = syni_tree_is_open(&w.tree, t);
        if (h != SYN_NONE &&
            (open || r == SYN_DEPREL_CCOMP || r == SYN_DEPREL_CSUBJ || r == SYN_DEPREL_ACL)) {
            uint32_t governor = w.event_of[h];
            uint8_t upos = w.tokens[h].upos;
            if (!open && (upos == SYN_UPOS_NOUN || upos == SYN_UPOS_PROPN) &&
                has_negator(&w, h, false))
                s.negative = true; /* "no evidence that" */
            if (!(reported && r == SYN_DEPREL_CCOMP))
                embed(&w, &s, h, governor != SYN_NONE ? &all[governor] : &nothing, open);
        } else if (h != SYN_NONE && r == SYN_DEPREL_CONJ && w.event_of[h] != SYN_NONE) {
            /* "will meet and sign": a coordinate without a subject of its own shares the modal. */
            const strength *first = &all[w.event_of[h]];
            bool own_subject = subject_of(&w, t) != SYN_NONE ||
                               syni_tree_child(&w.tree, t, SYN_DEPREL_NSUBJ_PASS) != SYN_NONE;
            if (!own_subject && syni_tree_child(&w.tree, t, SYN_DEPREL_AUX) == SYN_NONE &&
                s.stage == SYN_ACT_DONE && first->stage != SYN_ACT_DONE &&
                !syn_str_ends(w.tokens[t].xpos, SYN_STR("D"))) {
                s.stage = first->stage;
                s.conditional = s.conditional || first->conditional;
            }
        }
        if (reported) {
            syn_act act = act_of_cue(a->strength);
            /* What a relative clause says of the thing asked for is taken for granted. */
            bool granted = r == SYN_DEPREL_ACL_RELCL || r == SYN_DEPREL_ADVCL;
            if (!granted && a->cue_negative && !a->silence) {
                /* "Did not say" leaves it open; "denied" says that it is not so. */
                if (is_denial(&w, a)) {
                    s.denied = true;
                    s.negative = true;
                } else {
                    s.stage = SYN_ACT_POSSIBLE;
                }
            } else if (!granted && act != SYN_ACT_DONE && a->kind != SYN_ATTRIBUTION_DIRECT) {
                s.stage = act;
                if (act == SYN_ACT_REFUSED)
                    s.negative = true;
            }
        }
        all[n] = s;
        s.rumour = s.rumour || (a && !a->source.n && is_rumour_cue(doc, a));
        syn_warrant warrant = warrant_of(a, s.rumour);
        e->negative = s.negative;
        e->stage = (uint8_t)s.stage;
        e->warrant = (uint8_t)warrant;
        e->modality = (uint8_t)modality_of(&s);
        e->factuality = factuality_of(&s, warrant);
    }
    for (uint32_t i = 0; i < w.events.n; i++) {
        fill_args(&w, &w.events.items[i]);
        w.events.items[i].time = time_in(&w, &w.events.items[i]);
        code(&w, &w.events.items[i]);
    }
    add_nominals(&w, all);
    if (!syn_arena_failed(keep) && w.events.n)
        qsort(w.events.items, w.events.n, sizeof *w.events.items, by_trigger);
    if (syn_arena_failed(scratch) || syn_arena_failed(keep))
        return syn_err_set(err, SYN_E_NOMEM, doc->source.path.ptr, "out of memory in events");
    layer.events.items = w.events.items;
    layer.events.n = w.events.n;
    *out = layer;
    return SYN_OK;
}
