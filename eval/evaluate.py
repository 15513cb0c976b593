#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every layer on its development sets, beside a dummy, the floors and the goals: one table.

    eval/evaluate.py PROGRAM [--only WORD,…] [--json OUT] [--against EARLIER] [--work FOLDER]

Runs PROGRAM (build/synoptic) over ../shared/data, scores with ../shared/eval/score, prints a table
and writes JSON that a later run is compared with (--against): what rose, what fell, how many
outputs moved. Where ../shared does not exist it says so and stops with status 0.

The dummy tags every word a noun hanging on the word before it, types every run of capitals a
person, attributes nothing, dates nothing, takes every clause as asserted and codes the most
frequent class; its stories are TF-IDF cosines over a threshold. A layer that does not beat it
does nothing.
"""

import argparse
import collections
import gzip
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.path.join(HERE, "..", "..", "shared")
DATA = os.path.join(SHARED, "data")
SCORE = os.path.join(SHARED, "eval", "score")

# layer, gold, how the program is run, options of the scorer, [(measure, path, floor, goal)], peers.
# Floors and goals are those of the issues; None where an issue names none.
SETS = [
    ("parse", "parse/ewt.dev.conllu", "conllu", [],
     [("tokens", "Tokens", 99.0, 99.3), ("sentences", "Sentences", 85, 90), ("UPOS", "UPOS", 95.0, 96.5),
      ("lemmas", "Lemmas", 96, 97.5), ("UAS", "UAS", 85.5, 89.5), ("LAS", "LAS", 82.5, 87)],
     "UDPipe 1.2 LAS 77.0, Stanza 86.8"),
    ("parse", "parse/gum-open.dev.conllu", "conllu", [],
     [("tokens", "Tokens", None, None), ("sentences", "Sentences", None, None), ("LAS", "LAS", 82, 88)],
     "UDPipe 76.2, Stanza 88.2"),
    ("parse", "parse/gum-rest.dev.conllu", "conllu", [],
     [("tokens", "Tokens", None, None), ("sentences", "Sentences", None, None), ("LAS", "LAS", 82, 88)],
     "UDPipe 76.2, Stanza 88.2"),
    ("names", "names/enworld.dev.jsonl", "annotate:mentions", ["--merge", "GPE=LOC=FAC", "--types", "gold"],
     [("F1", "exact", 80, 89)], "spaCy lg 85.5 (another set)"),
    ("names", "names/uner-ewt.dev.jsonl", "annotate:mentions", ["--merge", "GPE=LOC=FAC", "--types", "gold"],
     [("F1", "exact", 80, 88)], ""),
    ("places", "places/lgl.dev.jsonl", "annotate:mentions", [],
     [("found, overlap F1", "overlap", 75, 85), ("within 161 km", "all.accuracy_161km", 42, 65)],
     "Google .83, spaCy .75 for finding (another set)"),
    ("entities", "coref/newswcl50.dev.jsonl", "who-by-topic", ["--match", "overlap", "--gold-only"],
     [("CoNLL F1", "cross.CoNLL", 45, 70)], ""),
    ("times", "times/tbaq", "annotate:times", [],
     [("relaxed F1", "relaxed", 86, 93), ("value F1", "value", 70, 82)], "HeidelTime 90.3 / 77.6 (TE-3 test)"),
    ("times", "times/meantime-A.dev.jsonl", "annotate:times", [], [("value F1", "value", 65, 85)], ""),
    ("attribution", "attribution/polnear.dev.jsonl", "annotate:attributions", [],
     [("content, partial", "content.partial", 72, 88), ("content, exact", "content.exact", 45, 70),
      ("source, partial", "source.partial", 62, 82), ("all three, partial", "full.partial", 52, 75)],
     "annotators agree on 92 % of attributions"),
    ("factuality", "factuality/uds-ih2.dev.jsonl", "annotate:events", [],
     [("MAE", "matched.mae", None, None), ("r", "matched.pearson_r", None, None)], ""),
    ("factuality", "factuality/meantime.dev.jsonl", "annotate:events", [],
     [("MAE", "matched.mae", None, None), ("r", "matched.pearson_r", None, None)], ""),
    ("coding", "coding/plv.train.jsonl", "annotate:events", [],
     [("root, pair", "plv.pair.root_accuracy", None, None)], "ZSP 83.5 (their test)"),
    ("coding", "coding/petrarch-unit.dev.jsonl", "annotate:events", [], [], ""),
    ("cluster", "cluster/news-cluster.dev.jsonl", "cluster", [],
     [("B3 F1", "bcubed", None, None), ("pairs F1", "pairs", None, None)], ""),
    ("cluster", "cluster/basil.dev.jsonl", "cluster", [],
     [("B3 F1", "bcubed", None, None), ("pairs F1", "pairs", None, None)], ""),
    ("cluster", "cluster/stream.dev.jsonl.gz", "cluster", [],
     [("B3 F1", "bcubed", None, None), ("pairs F1", "pairs", None, None)], ""),
    ("extract", "extract/aeb.dev.jsonl.gz", "extract", [], [("body F1", "body", None, None)], ""),
    ("reuse", "reuse/pairs.dev.jsonl.gz", "cluster-pairs", [], [("copy F1", "decision", None, None)], ""),
    ("story", "stories/chibok", "brief", [],
     [("headline", "headline", None, None), ("strict", "headline_strict", None, None),
      ("coverage F1", "coverage", None, None), ("grouping F1", "grouping.pairs", None, None),
      ("attribution", "attribution.accuracy", None, None), ("modality", "modality.accuracy", None, None),
      ("disagreements F1", "disagreements", None, None), ("quotations F1", "quotes.partial", 95, 99),
      ("right speaker", "quotes.speaker_accuracy", 85, 96), ("dates", "dates.value_accuracy", 75, 92),
      ("aliases B3", "entities.bcubed", 85, 95)], ""),
    ("story", "stories/oil", "brief", [],
     [("headline", "headline", None, None), ("strict", "headline_strict", None, None),
      ("coverage F1", "coverage", None, None), ("grouping F1", "grouping.pairs", None, None),
      ("attribution", "attribution.accuracy", None, None), ("modality", "modality.accuracy", None, None),
      ("disagreements F1", "disagreements", None, None), ("quotations F1", "quotes.partial", 95, 99),
      ("right speaker", "quotes.speaker_accuracy", 85, 96), ("dates", "dates.value_accuracy", 75, 92),
      ("aliases B3", "entities.bcubed", 85, 95)], ""),
]


def opened(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def records(path):
    with opened(path) as f:
        return [json.loads(line) for line in f if line.strip()]


def write_lines(path, objects):
    with open(path, "w", encoding="utf-8") as f:
        for o in objects:
            f.write(json.dumps(o, ensure_ascii=False) + "\n")


# ---- the dummy -----------------------------------------------------------------------------------

def byte_offsets(text):
    at, out = 0, []
    for c in text:
        out.append(at)
        at += len(c.encode("utf-8"))
    out.append(at)
    return out


def dummy_conllu(text):
    lines, n = [], 0
    for paragraph in re.split(r"\n\s*\n", text):
        for sentence in re.split(r"(?<=[.!?])\s+", paragraph):
            words = re.findall(r"\w+|[^\w\s]", sentence)
            if not words:
                continue
            n += 1
            lines.append(f"# sent_id = {n}")
            for i, w in enumerate(words):
                lines.append("\t".join([str(i + 1), w, w.lower(), "NOUN", "NN", "_", str(i),
                                        "root" if i == 0 else "dep", "_", "_"]))
            lines.append("")
    return "\n".join(lines) + "\n"


def dummy_annotate(record, most_frequent):
    text, offsets = record["text"], byte_offsets(record["text"])
    mentions = [{"span": [offsets[m.start()], offsets[m.end()]], "type": "PER", "kind": "name"}
                for m in re.finditer(r"(?<![.!?] )(?<!^)\b[A-Z]\w+(?: [A-Z]\w+)*", text)]
    events = []
    for e in record.get("events", []):
        if "trigger" in e:
            events.append({"trigger": e["trigger"], "span": e["trigger"], "factuality": 3.0})
        elif "args" in e:
            events.append({**e, "plover": {"type": most_frequent}})
    return {"id": record["id"], "text": text, "mentions": mentions, "times": [], "attributions": [],
            "events": events}


def words_of(text):
    return collections.Counter(re.findall(r"\w+", text.lower()))


def dummy_cluster(docs, threshold=0.35):
    counts = [words_of((d.get("title") or "") + " " + d["text"]) for d in docs]
    df = collections.Counter(w for c in counts for w in c)
    vectors = []
    for c in counts:
        v = {w: (1 + math.log(n)) * math.log(len(docs) / df[w]) for w, n in c.items() if df[w] > 1}
        norm = math.sqrt(sum(x * x for x in v.values())) or 1
        vectors.append({w: x / norm for w, x in v.items()})
    index, story, out = collections.defaultdict(list), [], []
    for i, (d, v) in enumerate(zip(docs, vectors)):
        sums = collections.Counter()
        for w, x in v.items():
            for j, y in index[w]:
                sums[j] += x * y
        best = max(sums.items(), key=lambda p: (p[1], -p[0]), default=(None, 0))
        story.append(story[best[0]] if best[1] >= threshold else d["id"])
        for w, x in v.items():
            index[w].append((i, x))
        out.append({"id": d["id"], "story": story[-1], "duplicate_of": None})
    return out


def dummy_story(docs):
    claims = []
    for d in docs:
        offsets = byte_offsets(d["text"])
        for m in re.finditer(r"[^.!?\n]+[.!?]?", d["text"]):
            span = [offsets[m.start()], offsets[m.end()]]
            claims.append({"id": f"c{len(claims)}", "text": m.group(), "modality": "asserted",
                           "polarity": "positive", "origins": [], "links": [],
                           "attestations": [{"document": d["id"], "span": span, "quote": m.group(),
                                             "modality": "asserted", "polarity": "positive",
                                             "attribution": []}]})
    return {"schema": "synoptic.story/1", "id": "dummy", "documents": [{"id": d["id"]} for d in docs],
            "entities": [], "sources": [], "claims": claims, "origins": [], "disagreements": [], "paths": [],
            "silent": [], "only": [], "reuse": [], "quotes": [], "timeline": [], "ledger": [], "doubts": []}


# ---- running -------------------------------------------------------------------------------------

class Failed(Exception):
    pass


def run(program, words, out, stdin=None):
    with open(out, "wb") as f:
        done = subprocess.run([program, *words], stdout=f, stderr=subprocess.PIPE, stdin=stdin, timeout=1800)
    if done.returncode in (2, 70) or done.returncode < 0:
        raise Failed(f"{words[0]}: status {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()[:300]}")


def ours(program, how, gold, work):
    out = os.path.join(work, re.sub(r"\W+", "_", gold + how) + ".out")
    path = os.path.join(DATA, gold)
    if how == "conllu":
        run(program, ["annotate", "--format", "conllu", path.replace(".conllu", ".txt")], out)
    elif how.startswith("annotate:"):
        run(program, ["annotate", "--layers", how.split(":")[1], input_of(gold, work)], out)
    elif how == "cluster":
        run(program, ["cluster", path], out)
    elif how == "extract":
        run(program, ["extract", path], out)
    elif how == "cluster-pairs":
        docs = os.path.join(work, "pairs.jsonl")
        write_lines(docs, [r[s] for r in records(path) for s in "ab"])
        run(program, ["cluster", docs], out)
    elif how == "who-by-topic":
        topics = collections.defaultdict(list)
        for r in records(path):
            topics[r["topic"]].append(r)
        with open(out, "wb") as all_lines:
            for topic, docs in sorted(topics.items()):
                one, lines = os.path.join(work, f"topic{topic}.jsonl"), os.path.join(work, f"topic{topic}.out")
                write_lines(one, docs)
                run(program, ["who", "--format", "jsonl", one], lines)
                with open(lines, encoding="utf-8") as f:
                    for line in f:
                        o = json.loads(line)
                        o["cluster"] = f"{topic}:{o['cluster']}"
                        all_lines.write((json.dumps(o) + "\n").encode())
    elif how == "brief":
        run(program, ["brief", "--format", "json", os.path.join(path, "story.jsonl")], out)
        run(program, ["annotate", "--layers", "times", os.path.join(path, "story.jsonl")], out + ".times")
    return out


def input_of(gold, work):
    """The gold file is a valid input; TimeBank and AQUAINT are read together."""
    if gold != "times/tbaq":
        return os.path.join(DATA, gold)
    out = os.path.join(work, "tbaq.jsonl")
    write_lines(out, records(os.path.join(DATA, "times/timebank.dev.jsonl"))
                + records(os.path.join(DATA, "times/aquaint.dev.jsonl")))
    return out


def dummy(how, gold, work):
    out = os.path.join(work, re.sub(r"\W+", "_", gold + how) + ".dummy")
    path = os.path.join(DATA, gold)
    if how == "conllu":
        with open(path.replace(".conllu", ".txt"), encoding="utf-8") as f, open(out, "w", encoding="utf-8") as g:
            g.write(dummy_conllu(f.read()))
    elif how.startswith("annotate:"):
        docs = records(input_of(gold, work))
        frequent = collections.Counter(r.get("plover") for r in docs).most_common(1)[0][0]
        write_lines(out, [dummy_annotate(r, frequent) for r in docs])
    elif how == "cluster":
        write_lines(out, dummy_cluster(records(path)))
    elif how == "extract":
        write_lines(out, [{"id": r["id"], "articleBody": re.sub(r"<[^>]*>", " ", r["html"])} for r in records(path)])
    elif how == "cluster-pairs":
        lines = []
        for r in records(path):
            pair = dummy_cluster([r["a"], r["b"]])
            a, b = words_of(r["a"]["text"]), words_of(r["b"]["text"])
            shared = sum((a & b).values()) / max(1, min(sum(a.values()), sum(b.values())))
            lines.append({"a": pair[0]["id"], "b": pair[1]["id"], "score": shared})
        write_lines(out, lines)
    elif how == "who-by-topic":
        write_lines(out, [{"document": r["id"], "span": m["span"], "type": "PER", "name": "",
                           "cluster": str(m["span"]) + r["id"]}
                          for r in records(path) for m in dummy_annotate(r, None)["mentions"]])
    elif how == "brief":
        write_lines(out, [dummy_story(records(os.path.join(path, "story.jsonl")))])
    return out


def score(layer, gold, system, options, how, work):
    path = os.path.join(DATA, gold)
    if gold == "times/tbaq":
        path = input_of(gold, work)
    if layer == "story":
        options = options + (["--annotations", system + ".times"] if os.path.exists(system + ".times") else [])
        path = os.path.join(path, "gold.json")
    done = subprocess.run([SCORE, layer, "--gold", path, "--system", system, "--json", *options],
                          capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise Failed(done.stderr.strip()[:300])
    return json.loads(done.stdout)


def value_at(scores, path):
    for key in path.split("."):
        if not isinstance(scores, dict) or key not in scores:
            return None
        scores = scores[key]
    if isinstance(scores, dict):
        return scores.get("f1")
    return scores if isinstance(scores, (int, float)) else None


def output_hashes(path):
    with open(path, "rb") as f:
        data = f.read()
    pieces = data.split(b"\n\n") if not data.startswith(b"{") else data.splitlines()
    return [hashlib.sha256(p).hexdigest()[:12] for p in pieces if p.strip()]


def cell(x):
    return "-" if x is None else f"{x:.2f}" if abs(x) < 10 else f"{x:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--only", default="", help="layers or files that hold one of these words")
    parser.add_argument("--json", help="write the figures here")
    parser.add_argument("--against", help="JSON of an earlier run, to compare with")
    parser.add_argument("--work", default="build/eval")
    args = parser.parse_args()
    if not os.path.exists(SCORE) or not os.path.isdir(DATA):
        print("eval: SKIPPED: ../shared/data and ../shared/eval are not here; accuracy was not measured")
        return 0
    os.makedirs(args.work, exist_ok=True)
    wanted = [w for w in args.only.split(",") if w]
    earlier = json.load(open(args.against)) if args.against else {"rows": {}, "outputs": {}}
    result = {"rows": {}, "outputs": {}}
    print(f"{'layer':<12}{'set':<28}{'measure':<20}{'dummy':>7}{'ours':>7}{'floor':>7}{'goal':>7}  peers")
    failures = below = 0
    for layer, gold, how, options, measures, peers in SETS:
        if wanted and not any(w in layer or w in gold for w in wanted):
            continue
        started = time.monotonic()
        name, figures = gold.split("/")[1].replace(".jsonl", "").replace(".conllu", "").replace(".gz", ""), {}
        for whose in ("dummy", "ours"):
            try:
                system = dummy(how, gold, args.work) if whose == "dummy" else ours(args.program, how, gold, args.work)
                figures[whose] = score(layer, gold, system, options, how, args.work)
                if whose == "ours":
                    result["outputs"][f"{layer} {name}"] = output_hashes(system)
            except (Failed, subprocess.TimeoutExpired, OSError, ValueError) as e:
                if whose == "ours":
                    failures += 1
                print(f"{layer:<12}{name:<28}{whose} failed: {e}", file=sys.stderr)
        if not measures and figures.get("ours"):
            measures = [(figures["ours"]["headline"]["name"][:19], None, None, None)]
        for measure, path, floor, goal in measures:
            row = {}
            for whose, s in figures.items():
                row[whose] = s["headline"]["value"] if path is None else value_at(s["scores"], path)
            row.update(floor=floor, goal=goal)
            result["rows"][f"{layer} {name} {measure}"] = row
            low = floor is not None and (row.get("ours") is None or row["ours"] < floor)
            below += low
            print(f"{layer:<12}{name:<28}{measure:<20}{cell(row.get('dummy')):>7}{cell(row.get('ours')):>7}"
                  f"{cell(floor):>7}{cell(goal):>7}{' !' if low else '  '}{peers}")
            peers = ""
        result["rows"].setdefault("seconds", {})[f"{layer} {name}"] = round(time.monotonic() - started, 1)
        sys.stdout.flush()
    print(f"\n! below its floor: {below}; sets that failed to run: {failures}")
    if args.against:
        compare(earlier, result)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump(result, f, indent=1, sort_keys=True)
    return 1 if failures else 0


def compare(earlier, now):
    print("\nagainst the earlier run:")
    for key, row in now["rows"].items():
        if key == "seconds":
            continue
        a, b = earlier["rows"].get(key, {}).get("ours"), row.get("ours")
        if a is not None and b is not None and abs(a - b) >= 0.005:
            print(f"  {'rose' if b > a else 'fell'}  {key}: {cell(a)} -> {cell(b)}")
    for key, hashes in now["outputs"].items():
        old = collections.Counter(earlier["outputs"].get(key, []))
        moved = sum((collections.Counter(hashes) - old).values())
        if old and moved:
            print(f"  moved {key}: {moved} of {len(hashes)} outputs")


if __name__ == "__main__":
    sys.exit(main())
