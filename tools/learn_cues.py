#!/usr/bin/env python3
"""Count how often a word, in a frame, is the cue of an attribution: makes data/facts/cues.txt.

usage: learn_cues.py CANDIDATES.tsv GOLD.jsonl > data/facts/cues.txt

CANDIDATES  what `facts_dev candidates` (bench/) prints for the training articles: id, key, and byte ranges of cue, content and source
GOLD        {"id","text","attributions":[{"source","cue","content"}]} a line, offsets in characters (PolNeAR's training part)

Only counts of single words with their frame leave the corpus. A key is "lemma class frame": class v, n or a; frame as src/facts/attribution.h
names it, with the preposition where one links cue and content. `*` rows hold what keys that the table lacks have in common.
"""
import collections, json, re, sys

MIN_UNSEEN = 10         # fewer say nothing of keys that the table lacks
KEEP_NEVER = 3          # a key that is never a cue is kept if seen so often and its frame mostly means attribution


def spans_in_bytes(text, spans):
    return [(len(text[:s].encode()), len(text[:e].encode())) for s, e in spans]


def inside(at, spans):
    return any(s <= at < e for s, e in spans)


def read_gold(path):
    gold = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            gold[d["id"]] = [{k: spans_in_bytes(d["text"], a[k]) for k in ("cue", "content")} for a in d["attributions"]]
    return gold


def count(candidates, gold):
    """(key, article) -> [right, all]"""
    n = collections.defaultdict(lambda: [0, 0])
    with open(candidates, encoding="utf-8") as f:
        for line in f:
            doc, key, cue, _, content, *_ = line.rstrip("\n").split("\t")
            cue, content = int(cue), int(content)
            hit = any(inside(cue, a["cue"]) and (key.endswith("according") or inside(content, a["content"])) for a in gold[doc])
            n[key, doc][0] += hit
            n[key, doc][1] += 1
    return n


def main(candidates, gold_path):
    per_doc = count(candidates, read_gold(gold_path))
    total, unseen = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(lambda: [0, 0])
    docs = collections.Counter(key for key, _ in per_doc)
    for (key, _), (a, b) in per_doc.items():
        total[key][0] += a
        total[key][1] += b
        if docs[key] == 1:                                  # in no other article: what a new key is worth
            frame = "* " + " ".join(key.split(" ")[-2:])
            unseen[frame][0] += a
            unseen[frame][1] += b
    rows = {k: v for k, v in total.items() if v[0] or (v[1] >= KEEP_NEVER and ("ccomp" in k or "host" in k))}
    rows = {k: v for k, v in rows.items() if re.fullmatch("[a-z-]+", k.split(" ")[0])}
    rows.update({k: v for k, v in unseen.items() if v[1] >= MIN_UNSEEN})
    print("# Cues of attribution, counted by tools/learn_cues.py. cells: lemma, class (v n a), frame, times it was a cue, times it was seen")
    for key in sorted(rows):
        *lemma, kind, frame = key.split(" ")
        print(" ".join(lemma), kind, frame, *rows[key], sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
