#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Speed, memory and size in one table, JSON beside it.

    eval/bench.py BUILD [--against COMMIT] [--callgrind] [--json OUT] [FILE…]

Reads real news where ../shared/data exists, else the bundled examples (and says which). --against
builds COMMIT in a folder of its own and prints both, with ratios, from the same minutes on the same
machine. --callgrind counts instructions of `annotate` over the examples (valgrind needed).
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)


def corpus():
    data = os.path.join(TOP, "..", "shared", "data")
    real = [os.path.join(data, "stories", "chibok", "story.jsonl"), os.path.join(data, "stories", "oil", "story.jsonl"),
            os.path.join(data, "cluster", "news-cluster.dev.jsonl")]
    if all(os.path.exists(p) for p in real):
        return real, "168 dated articles and two stories of ../shared/data"
    return [os.path.join(TOP, "examples")], "the bundled examples (../shared/data is not here)"


def size_mb(path):
    total = 0
    for folder, _, names in os.walk(path):
        total += sum(os.path.getsize(os.path.join(folder, n)) for n in names)
    return total / 1e6


def measure(build, files):
    share = os.path.join(build, "share", "synoptic")
    done = subprocess.run([os.path.join(build, "eval", "bench"), share, *files], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: {done.stderr.strip()}")
    result = json.loads(done.stdout)
    program = os.path.join(build, "cli", "synoptic")
    stripped = os.path.join(build, "synoptic.stripped")
    subprocess.run(["strip", "-o", stripped, program], check=True)
    result["program_mb"] = os.path.getsize(stripped) / 1e6
    result["data_mb"] = size_mb(share)
    return result


def callgrind(build):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", os.path.join(build, "cli", "synoptic"),
             "annotate", "--jobs", "1", os.path.join(TOP, "examples")], capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found.group(1)) if found else None


def build_commit(commit):
    folder = os.path.join(TOP, "build-bench")
    tree = os.path.join(folder, "tree")
    subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=TOP, capture_output=True)
    subprocess.run(["git", "worktree", "add", "--detach", tree, commit], cwd=TOP, check=True, capture_output=True)
    subprocess.run(["make", "-s"], cwd=tree, check=True)
    return os.path.join(tree, "build")


def rows_of(r):
    rows = [(f"{name}: ms per 600 words", s["ms_per_600_words"]) for name, s in r["stages"].items()]
    rows += [("all: ms per 600 words", r["all"]["all"]["ms_per_600_words"]), ("all: words per second", r["all"]["all"]["words_per_s"])]
    rows += [("load, ms", r["load_ms"]), ("resident, MB", r["resident_mb"]), ("program, MB", r["program_mb"]), ("data, MB", r["data_mb"])]
    if r.get("instructions"):
        rows.append(("instructions, examples", r["instructions"]))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--against", metavar="COMMIT")
    parser.add_argument("--callgrind", action="store_true")
    parser.add_argument("--json")
    args = parser.parse_args()
    files, what = (args.files, "the files given") if args.files else corpus()
    now = measure(args.build, files)
    if args.callgrind:
        now["instructions"] = callgrind(args.build)
    before = None
    if args.against:
        other = build_commit(args.against)
        before = measure(other, files)
        if args.callgrind:
            before["instructions"] = callgrind(other)
    print(f"{now['reports']} reports, {now['words']} words: {what}; one thread, fastest of 3 rounds")
    old = dict(rows_of(before)) if before else {}
    for name, value in rows_of(now):
        ratio = f"{old[name]:>14,.2f}{value / old[name]:>9.2f} x" if old.get(name) else ""
        print(f"{name:<34}{value:>14,.2f}{ratio}")
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump({"now": now, "before": before}, f, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
