# SPDX-License-Identifier: Apache-2.0
"""read_notes.py BRIEF: every note that a brief's lines name is in its notes, and its bytes lie in the
file, on character boundaries; what a line quotes right before a single note stands in those bytes."""
import re
import sys

brief = open(sys.argv[1], encoding="utf-8").read()
# The title keeps to one line.
wide = [line for line in brief.split("\n")[1:] if len(line) > 100]
assert not wide, wide
head, mark, tail = brief.partition("\nNOTES:")
assert mark, "no notes"
notes = {}
for entry in re.split(r"\n(?=[A-Z]+ \S+ \d+:)", tail.split("\n", 1)[1]):
    label, path, rest = entry.split(None, 2)
    raw = open(path, "rb").read()
    for number, start, end in re.findall(r"(\d+):(\d+)-(\d+)", rest):
        words = raw[int(start):int(end)]
        words.decode("utf-8")
        assert words, (path, number)
        notes[label + number] = words.decode("utf-8")
used = re.findall(r"\b([A-Z]+\d+)\b", " ".join(re.findall(r"\[([A-Z0-9 +]+)\]", head)))
assert used, "no line names a note"
missing = [n for n in used if n not in notes]
assert not missing, missing
flat = " ".join(head.split())
checked = 0
for quote, note in re.findall(r"'([^'\[\]]{8,}?)…?' \[([A-Z]+\d+)\]", flat):
    words = " ".join(notes[note].split())
    checked += 1
    assert quote.rstrip("…").strip() in words, (quote, note, words)
print(f"{len(notes)} notes, {len(used)} uses, {checked} quotes checked")
