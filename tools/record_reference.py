#!/usr/bin/env python3
"""Record what spaCy gives for texts, to hold Synoptic's annotations against (tools/check_agreement.py).

usage: record_reference.py --package PACKAGE [--shared FOLDER] --out FOLDER [SET...]

Needs spaCy 3.8 and the model package. SETs (default: all) are the corpora under --shared (default $SYNOPTIC_SHARED, else
../shared). Each gives OUT/SET.jsonl, one document a line, tokens as columns:
  {"id", "text", "begin": [bytes], "end": [bytes], "space": "0/1 a token", "tag": [], "pos": [], "lemma": [], "head": [],
   "dep": [], "sent": "0/1 a token, 1 at a sentence's first", "ent": ["B-ORG", "I-ORG", ""],
   "keys": [crc32 of the four 64-bit embedding keys NORM PREFIX SUFFIX SHAPE, little-endian]}
The recordings hold the corpora's texts: they stay out of the repository.
"""
import argparse, glob, json, os, struct, sys, zlib


def lines(path, field):
    with open(path, encoding="utf-8") as f:
        for n, line in enumerate(f):
            d = json.loads(line)
            yield "%s#%s" % (os.path.basename(path), d.get("id", n)) if isinstance(d, dict) else "%s#%d" % (os.path.basename(path), n), \
                d[field] if isinstance(d, dict) else d


def pages(paths):
    for path in paths:
        with open(path, encoding="utf-8", newline="") as f:
            yield os.path.basename(path), f.read()


def many(paths, field):
    for path in paths:
        for name, text in lines(path, field):
            yield (os.path.basename(os.path.dirname(path)) + "/" + name, text)


def sets(shared):
    c = os.path.join(shared, "corpora")
    g = lambda *p: sorted(glob.glob(os.path.join(*p)))
    return {
        "seeds": lambda: pages(g(shared, "seeds", "*.txt")),
        "adversarial": lambda: many(g(shared, "tools", "spacy_reference", "lines.jsonl"), None),
        "quantities": lambda: many(g(c, "quantities", "*.jsonl"), "text"),
        "times": lambda: many(g(c, "times", "*.jsonl"), "text"),
        "accounts": lambda: many(g(c, "accounts", "*", "documents.jsonl"), "page"),
        "quotes-dev": lambda: many(g(c, "quotes", "dev.jsonl"), "text"),
        "clusters": lambda: many(g(c, "clusters", "articles.jsonl"), "page"),
        "ecb": lambda: many(g(c, "ecb", "articles.jsonl"), "text"),
        "quotes-train": lambda: many(g(c, "quotes", "train.jsonl"), "text"),
    }


def record(name, text, doc):
    begin, end, at, byte = [], [], 0, 0
    for t in doc:
        byte += len(text[at:t.idx].encode("utf-8"))
        at = t.idx
        begin.append(byte)
        end.append(byte + len(t.text.encode("utf-8")))
    return {"id": name, "text": text, "begin": begin, "end": end,
            "space": "".join("1" if t.whitespace_ else "0" for t in doc),
            "tag": [t.tag_ for t in doc], "pos": [t.pos_ for t in doc], "lemma": [t.lemma_ for t in doc],
            "head": [t.head.i for t in doc], "dep": [t.dep_ for t in doc],
            "sent": "".join("1" if t.is_sent_start else "0" for t in doc),
            "ent": ["" if t.ent_iob_ in ("O", "") else t.ent_iob_ + "-" + t.ent_type_ for t in doc],
            "keys": [zlib.crc32(struct.pack("<4Q", t.norm, t.prefix, t.suffix, t.shape)) for t in doc]}


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--package", required=True, help="name of the installed model package")
    p.add_argument("--shared", default=os.environ.get("SYNOPTIC_SHARED", "../shared"))
    p.add_argument("--out", required=True)
    p.add_argument("sets", nargs="*", metavar="SET")
    a = p.parse_args()
    import spacy
    nlp = spacy.load(a.package)
    known = sets(a.shared)
    os.makedirs(a.out, exist_ok=True)
    for name in a.sets or known:
        part, n = os.path.join(a.out, name + ".jsonl.part"), 0
        with open(part, "w", encoding="utf-8") as f:
            for doc_id, text in known[name]():
                doc = nlp(text)
                n += len(doc)
                f.write(json.dumps(record(doc_id, text, doc), ensure_ascii=False, separators=(",", ":")) + "\n")
        os.replace(part, part[:-5])
        print(name, n, "tokens", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
