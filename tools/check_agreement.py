#!/usr/bin/env python3
"""Hold Synoptic's annotations against what spaCy gave (tools/record_reference.py), token by token.

usage: check_agreement.py --model FILE --reference FOLDER [--program build/annotate_replay] [--mode MODE] [--vectors N]
                          [--show N] [SET...]

MODE: tokens (boundaries, spaces, embedding keys), rules (the same, parts of speech and lemmas, from spaCy's tags and
dependencies), full (everything but the keys, from the text alone; --vectors: the number of a vector path). Prints a table of the tokens
that differ; exit status 1 if any do.
"""
import argparse, glob, json, os, struct, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_model import DEPS, ENTS, POSES, TAGS

RECORD = struct.Struct("<5I8B")
COLUMNS = {"tokens": ("boundary", "space", "keys"), "rules": ("boundary", "space", "keys", "pos", "lemma"),
           "full": ("boundary", "space", "tag", "pos", "lemma", "head", "dep", "sentence", "entity")}


def documents(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def feed(docs, mode, pipe):
    for d in docs:
        text = d["text"].encode("utf-8")
        pipe.write(struct.pack("<I", len(text)) + text)
        if mode == "rules":
            pipe.write(struct.pack("<I", len(d["tag"])) + bytes(TAGS.index(t) for t in d["tag"]) + bytes(DEPS.index(t) for t in d["dep"]))


def ours(out):
    """-> the documents of the program's output, each a list of (record, lemma)"""
    at = 0
    while at < len(out):
        (n,) = struct.unpack_from("<I", out, at)
        at += 4
        tokens = []
        for _ in range(n):
            r = RECORD.unpack_from(out, at)
            at += RECORD.size + r[4]
            tokens.append((r, out[at - r[4]:at].decode("utf-8")))
        yield tokens


def compare(d, tokens, columns, count, show):
    text = d["text"].encode("utf-8")
    places = {b: i for i, b in enumerate(zip(d["begin"], d["end"]))}
    if len(tokens) != len(d["begin"]):
        show("%s: %d tokens, spaCy %d" % (d["id"], len(tokens), len(d["begin"])))
    for k, ((begin, end, head, keys, _, space, tag, pos, dep, ent, ent_begins, sent, _), lemma) in enumerate(tokens):
        i = places.get((begin, end))
        if i is None:
            count["boundary"] += 1
            show("%s: token %r" % (d["id"], text[max(0, begin - 20):end + 20].decode("utf-8", "replace")))
            continue
        entity = ("B-" if ent_begins else "I-") + ENTS[ent - 1] if ent else ""
        mine = {"space": str(space), "keys": keys, "tag": TAGS[tag], "pos": POSES[pos], "lemma": lemma, "dep": DEPS[dep],
                "sentence": str(sent), "entity": entity, "head": tokens[head][0][0] if head < len(tokens) else -1}
        gold = {"space": d["space"][i], "keys": d["keys"][i], "tag": d["tag"][i], "pos": d["pos"][i], "lemma": d["lemma"][i],
                "dep": d["dep"][i], "sentence": d["sent"][i], "entity": d["ent"][i], "head": d["begin"][d["head"][i]]}
        for c in columns[1:]:
            if mine[c] != gold[c]:
                count[c] += 1
                show("%s: token %d %r %s: %s %r, spaCy %r" % (d["id"], k, text[begin:end].decode("utf-8"), d["tag"][i], c, mine[c], gold[c]))
    count["boundary"] += abs(len(tokens) - len(d["begin"]))


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--model", required=True)
    p.add_argument("--reference", required=True)
    p.add_argument("--program", default="build/annotate_replay")
    p.add_argument("--mode", choices=sorted(COLUMNS), default="full")
    p.add_argument("--vectors", default="0", help="sy_vectors: 0 best, 1 portable, 2 AVX2, 3 AVX-512")
    p.add_argument("--show", type=int, default=10, help="print at most this many differences a set")
    p.add_argument("sets", nargs="*", metavar="SET")
    a = p.parse_args()
    columns, bad = COLUMNS[a.mode], 0
    print("%-14s %9s %9s" % ("set", "documents", "tokens"), *("%9s" % c for c in columns))
    for path in [os.path.join(a.reference, s + ".jsonl") for s in a.sets] or sorted(glob.glob(os.path.join(a.reference, "*.jsonl"))):
        run = subprocess.Popen([a.program, a.model, a.mode, "1", a.vectors], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        feed(documents(path), a.mode, run.stdin)
        out = run.communicate()[0]
        if run.returncode:
            sys.exit(run.returncode)
        count, shown, n_docs, n_tokens = dict.fromkeys(columns, 0), [], 0, 0
        for d, tokens in zip(documents(path), ours(out), strict=True):
            n_docs += 1
            n_tokens += len(d["begin"])
            compare(d, tokens, columns, count, shown.append)
        for line in shown[:a.show]:
            print("  " + line)
        bad += sum(count.values())
        print("%-14s %9d %9d" % (os.path.basename(path)[:-6], n_docs, n_tokens), *("%9d" % count[c] for c in columns))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
