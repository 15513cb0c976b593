#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Coverage of the knowledge file on ../shared/data: names typed GPE, LOC, NORP; toponyms; outlets.

    eval/know_coverage.py [BUILD] [--misses N] [--outlets]

A name is known when one of its forms finds an entry of a kind that fits the type; "the" before it and
possessives after it are taken off first. Where ../shared/data does not lie beside the tree it says so and ends with 0.
"""
import ctypes
import glob
import gzip
import json
import math
import os
import sys
from collections import Counter

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.join(ROOT, '..', 'shared', 'data')


class Str(ctypes.Structure):
    _fields_ = [('ptr', ctypes.c_char_p), ('len', ctypes.c_size_t)]


class Entry(ctypes.Structure):
    _fields_ = [('idx', ctypes.c_uint32), ('kind', ctypes.c_int), ('name', Str), ('key', Str), ('code', Str),
                ('country', ctypes.c_char * 3), ('has_point', ctypes.c_bool), ('lat', ctypes.c_double),
                ('lon', ctypes.c_double), ('population', ctypes.c_uint32), ('from_ymd', ctypes.c_int32),
                ('to_ymd', ctypes.c_int32), ('table', Str), ('line', ctypes.c_uint32)]


class Match(ctypes.Structure):
    _fields_ = [('n_words', ctypes.c_uint32), ('post', ctypes.c_uint32), ('end', ctypes.c_uint32),
                ('kinds', ctypes.c_uint64), ('surface', ctypes.c_uint8), ('role', ctypes.c_int)]


class Know:
    def __init__(self, build):
        self.lib = ctypes.CDLL(os.path.join(build, 'libsynoptic.so'))
        self.lib.syn_know_kind_name.restype = ctypes.c_char_p
        self.lib.syn_know_find_phrase.argtypes = [ctypes.c_void_p, Str, ctypes.c_uint64, ctypes.POINTER(Match)]
        self.lib.syn_know_find_phrase.restype = ctypes.c_bool
        self.lib.syn_know_next.argtypes = [ctypes.c_void_p, ctypes.POINTER(Match), ctypes.POINTER(Entry)]
        self.lib.syn_know_next.restype = ctypes.c_bool
        self.lib.syn_know_outlet.argtypes = [ctypes.c_void_p, Str, ctypes.POINTER(Entry)]
        self.lib.syn_know_outlet.restype = ctypes.c_bool
        self.kinds = {}
        for k in range(64):
            name = self.lib.syn_know_kind_name(k)
            if name == b'?':
                break
            self.kinds[name.decode()] = k
        self.know = ctypes.c_void_p()
        err = ctypes.create_string_buffer(2048)
        path = os.path.join(build, 'share/synoptic/know.syn').encode()
        if self.lib.syn_know_load(path, ctypes.byref(self.know), err):
            sys.exit('know_coverage: cannot load %s' % path.decode())

    def mask(self, names):
        return sum(1 << self.kinds[n] for n in names.split())

    def find(self, text, mask):
        b = text.encode()
        m = Match()
        out = []
        if self.lib.syn_know_find_phrase(self.know, Str(b, len(b)), mask, ctypes.byref(m)):
            e = Entry()
            while self.lib.syn_know_next(self.know, ctypes.byref(m), ctypes.byref(e)):
                out.append((e.kind, e.lat if e.has_point else None, e.lon, e.key.ptr[:e.key.len]))
        return out

    def outlet(self, text):
        b = text.encode()
        return self.lib.syn_know_outlet(self.know, Str(b, len(b)), ctypes.byref(Entry()))


def records(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as f:
        for line in f:
            yield json.loads(line)


def bare(s):
    s = ' '.join(s.split())
    for head in ('the ', 'The ', 'THE '):
        if s.startswith(head):
            s = s[len(head):]
    for tail in ("'s", '’s', "'", '’'):
        if s.endswith(tail):
            s = s[:-len(tail)]
    return s


def km(a, b, c, d):
    p = math.pi / 180
    x = 0.5 - math.cos((c - a) * p) / 2 + math.cos(a * p) * math.cos(c * p) * (1 - math.cos((d - b) * p)) / 2
    return 12742 * math.asin(math.sqrt(max(0, min(1, x))))


def main():
    build = next((a for a in sys.argv[1:] if not a.startswith('-') and not a.isdigit()), os.path.join(ROOT, 'build'))
    n_misses = int(sys.argv[sys.argv.index('--misses') + 1]) if '--misses' in sys.argv else 0
    if not os.path.isdir(DATA):
        print('know_coverage: skipped, no %s' % DATA)
        return
    know = Know(build)
    places = know.mask('country region city county area seat facility')
    masks = {'GPE': places, 'LOC': places, 'NORP': know.mask('country norp party body region armed') | places,
             'FAC': places}
    print('%-34s %-5s %6s %6s %6s' % ('file', 'type', 'names', 'known', '%'))
    total = Counter()
    for path in sorted(glob.glob(os.path.join(DATA, 'names', '*.jsonl*')) + [os.path.join(DATA, 'places/lgl.dev.jsonl')]):
        seen, known, misses = Counter(), Counter(), Counter()
        for d in records(path):
            t = d['text'].encode()
            for m in d.get('mentions', []):
                if m.get('type') not in ('GPE', 'LOC', 'NORP') or m.get('kind', 'name') != 'name':
                    continue
                s = bare(t[m['span'][0]:m['span'][1]].decode())
                seen[m['type']] += 1
                if know.find(s, masks[m['type']]):
                    known[m['type']] += 1
                else:
                    misses[(m['type'], s)] += 1
        for ty in seen:
            print('%-34s %-5s %6d %6d %6.1f' % (os.path.basename(path), ty, seen[ty], known[ty], 100 * known[ty] / seen[ty]))
            total['seen'] += seen[ty]
            total['known'] += known[ty]
        if n_misses:
            print('   misses:', '; '.join('%s %s %d' % (k[0], k[1], n) for k, n in misses.most_common(n_misses)))
    print('%-34s %-5s %6d %6d %6.1f' % ('all', '', total['seen'], total['known'], 100 * total['known'] / max(1, total['seen'])))
    # toponyms within 161 km: the first candidate, and the best of all
    n = first = best = 0
    for d in records(os.path.join(DATA, 'places/lgl.dev.jsonl')):
        t = d['text'].encode()
        for m in d.get('mentions', []):
            if m.get('lat') is None:
                continue
            n += 1
            hits = [h for h in know.find(bare(t[m['span'][0]:m['span'][1]].decode()), masks['NORP']) if h[1] is not None]
            ok = [km(m['lat'], m['lon'], h[1], h[2]) <= 161 for h in hits]
            first += bool(ok) and ok[0]
            best += any(ok)
    print('lgl.dev: of %d toponyms with coordinates the first candidate lies within 161 km for %.1f %%, any candidate for %.1f %%'
          % (n, 100 * first / n, 100 * best / n))
    for name, paths in (('stories', glob.glob(os.path.join(DATA, 'stories/*/story.jsonl'))),
                        ('cluster', glob.glob(os.path.join(DATA, 'cluster/*.jsonl*')))):
        seen, known, misses = 0, 0, Counter()
        for path in sorted(paths):
            for d in records(path):
                o = d.get('outlet')
                if not o:
                    continue
                seen += 1
                if know.outlet(o):
                    known += 1
                else:
                    misses[o] += 1
        print('%-34s outlets %4d %6d %6.1f' % (name, seen, known, 100 * known / max(1, seen)))
        if n_misses:
            print('   misses:', '; '.join('%s %d' % k for k in misses.most_common(n_misses)))


if __name__ == '__main__':
    main()
