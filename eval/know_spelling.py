#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Spelling pairs on ../shared/data: recall on variants of one name, false matches among different persons.

    eval/know_spelling.py [BUILD] [--show]

Variants: two surfaces of one entity (coref/newswcl50.dev, stories/*/gold.json) or two synonyms of one actor
(dictionaries/*.actors.txt, names of two words or more) that have the same consonants in broad classes and nearly the
same vowels: spellings, as far as a machine can tell them from other names, misspellings and translations. False: surfaces
of different persons of one story. Where ../shared/data is absent it says so and ends with 0.
"""
import ctypes
import glob
import json
import os
import re
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from know_coverage import DATA, ROOT, Str, records

PARTICLES = {'al', 'el', 'ul', 'i', 'e', 'bin', 'ibn', 'ben'}


def fold(s):
    s = unicodedata.normalize('NFKD', s)
    s = ''.join(c for c in s if not unicodedata.combining(c)).lower()
    return re.sub(r"['’`.ʻʼ‘]", '', s).replace('-', ' ').replace('_', ' ')


def words(s):
    w = [x for x in fold(s).split() if x not in PARTICLES]
    return w


def edits(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        before, row = row, [i + 1]
        for j, y in enumerate(b):
            row.append(min(before[j] + (x != y), before[j + 1] + 1, row[j] + 1))
    return row[-1]


def skeleton(w):
    """Consonants in broad classes, doubled letters once."""
    for x, y in (('tsch', 'c'), ('dzh', 'j'), ('sch', 's'), ('sh', 's'), ('ch', 's'), ('kh', 'k'), ('gh', 'g'), ('zh', 'z'),
                 ('dj', 'j'), ('dh', 'd'), ('th', 't'), ('ph', 'f'), ('x', 'ks')):
        w = w.replace(x, y)
    w = re.sub('[aeiouywh]', '', w)
    w = w.translate(str.maketrans('qgjczvtp', 'kkkssfdb'))
    return re.sub(r'(.)\1+', r'\1', w)


def variant(a, b):
    """Is this pair meant as two spellings: the same consonants, as transliterations have them, and vowels in
    the same number of groups or one more, at most two of them of another letter?"""
    x, y = words(a), words(b)
    if len(x) != len(y) or not x or x == y:
        return False
    for p, q in zip(x, y):
        if p == q:
            continue
        if min(len(p), len(q)) < 4 or skeleton(p) != skeleton(q) or len(skeleton(p)) < 2:
            return False
        v, w = (re.findall('[aeiouyw]+', z) for z in (p, q))
        if abs(len(v) - len(w)) > 1 or edits(p, q) > 3 or (p[-1] in 'aeo') != (q[-1] in 'aeo'):
            return False
    return True


def main():
    build = next((a for a in sys.argv[1:] if not a.startswith('-')), os.path.join(ROOT, 'build'))
    show = '--show' in sys.argv
    if not os.path.isdir(DATA):
        print('know_spelling: skipped, no %s' % DATA)
        return
    lib = ctypes.CDLL(os.path.join(build, 'libsynoptic.so'))
    lib.syn_know_same_spelling.argtypes = [Str, Str]
    lib.syn_know_same_spelling.restype = ctypes.c_bool

    def same(a, b):
        a, b = a.encode(), b.encode()
        return lib.syn_know_same_spelling(Str(a, len(a)), Str(b, len(b)))

    def report(name, groups, persons):
        """groups: {story: {entity: set of surfaces}}; persons: entities that count as persons."""
        pairs, found, false, n_false = set(), 0, set(), 0
        for ents in groups.values():
            for e, surfaces in ents.items():
                s = sorted(surfaces)
                pairs |= {(a, b) for i, a in enumerate(s) for b in s[i + 1:] if variant(a, b)}
            people = [(e, s) for e, s in ents.items() if persons(e)]
            for i, (e, s) in enumerate(people):
                for f, t in people[i + 1:]:
                    for a in s:
                        for b in t - s:
                            if words(a) == words(b):
                                continue
                            n_false += 1
                            if same(a, b):
                                false.add((a, b))
        missed = sorted(p for p in pairs if not same(*p))
        found = len(pairs) - len(missed)
        print('%-22s variants %5d matched %5d  %5.1f %%   pairs of different persons %6d, matched %d'
              % (name, len(pairs), found, 100 * found / max(1, len(pairs)), n_false, len(false)))
        if show:
            print('   missed:', missed[:60])
            print('   false:', sorted(false)[:40])

    def is_name(s):
        w = s.split()
        return 0 < len(w) <= 4 and all(x[:1].isupper() or x.lower() in PARTICLES or '-' in x for x in w) \
            and re.fullmatch(r"[^\W\d_][\w'’.\- ]*", s) is not None

    groups = {}
    for d in records(os.path.join(DATA, 'coref/newswcl50.dev.jsonl')):
        t = d['text'].encode()
        for m in d['mentions']:
            s = t[m['span'][0]:m['span'][1]].decode()
            s = re.sub(r"['’]s$", '', s)
            if is_name(s):
                groups.setdefault(d['topic'], {}).setdefault((m['chain'], m['type']), set()).add(s)
    report('newswcl50.dev', groups, lambda e: e[1] == 'ACTOR')

    groups = {}
    for path in sorted(glob.glob(os.path.join(DATA, 'stories/*/gold.json'))):
        with open(path, encoding='utf-8') as f:
            g = json.load(f)
        for e in g['entities']:
            groups.setdefault(path, {})[(e['id'], e['type'])] = {v['surface'] for v in e['variants'] if is_name(v['surface'])}
    report('stories', groups, lambda e: e[1] == 'PERSON')

    groups = {}
    for path in sorted(glob.glob(os.path.join(DATA, 'dictionaries/*.actors.txt'))):
        actor = None
        with open(path, encoding='utf-8') as f:
            for n, line in enumerate(f):
                m = re.match(r'^(\+?)([A-Z][A-Z_\-\' ]*?)_?(?:\s*[\[;#].*)?$', line.rstrip())
                if not m:
                    continue
                if not m.group(1):
                    actor = n
                groups.setdefault(path, {}).setdefault(actor, set()).add(m.group(2).strip('_ ').replace('_', ' ').title())
    groups = {p: {e: {x for x in s if ' ' in x} for e, s in g.items()} for p, g in groups.items()}
    report('dictionaries', groups, lambda e: False)


if __name__ == '__main__':
    main()
