# SPDX-License-Identifier: Apache-2.0
"""read_conllu.py FILE TEXT...: a strict reader of CoNLL-U. Every sentence is one tree, ids run from
1, multiword ranges hold, and each TokenRange gives the form's characters in its text."""
import re
import sys


def documents(path):
    docs, sentence = [], []
    for line in open(path, encoding="utf-8").read().split("\n"):
        if line.startswith("# newdoc id = "):
            docs.append([])
        if line == "":
            if any(not x.startswith("#") for x in sentence):
                docs[-1].append(sentence)
            sentence = []
        else:
            sentence.append(line)
    assert not sentence, "the file does not end with a blank line"
    return docs


def check(sentence, text):
    heads, until = [], 0
    comments = [x for x in sentence if x.startswith("#")]
    assert any(x.startswith("# text = ") for x in comments), "no text"
    assert any(x.startswith("# sent_id = ") for x in comments), "no sent_id"
    for line in (x for x in sentence if not x.startswith("#")):
        fields = line.split("\t")
        assert len(fields) == 10 and all(fields), line
        if "-" in fields[0]:
            start, end = map(int, fields[0].split("-"))
            assert start == len(heads) + 1 and end > start - 1, line
            until = end
        else:
            assert int(fields[0]) == len(heads) + 1, line
            heads.append(int(fields[6]))
        if "-" in fields[0] or int(fields[0]) > until:
            start, end = map(int, re.search(r"TokenRange=(\d+):(\d+)", fields[9]).groups())
            seen = "".join(text[start:end].decode().split())
            assert seen == "".join(fields[1].split()), (seen, fields[1])
    assert heads.count(0) == 1, "not one root"
    for i in range(len(heads)):
        at, steps = i + 1, 0
        while at:
            at, steps = heads[at - 1], steps + 1
            assert steps <= len(heads), "cycle"


docs = documents(sys.argv[1])
assert len(docs) == len(sys.argv) - 2, (len(docs), sys.argv)
for doc, path in zip(docs, sys.argv[2:]):
    for one in doc:
        check(one, open(path, "rb").read())
