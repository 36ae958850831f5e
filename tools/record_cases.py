#!/usr/bin/env python3
"""Record annotations for the sentences of a table of cases, so that facts is tested without the model.

usage: record_cases.py [--synoptic BINARY] [--column N] CASES.tsv > CASES.annotations

Column N (from 0) holds the text, where \\n stands for a line break; a document's id is its line number. `synoptic annotate`, which
gives what spaCy gives, wants the model (SYNOPTIC_MODEL). The form is that of tests/facts/load_annotation.h. Run it again after
a change of the table.
"""
import argparse
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def read_cases(path, column):
    with open(path, encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            if line.strip() and not line.startswith("#"):
                yield str(n), line.rstrip("\n").split("\t")[column].replace("\\n", "\n")


def record(out, name, text, doc):
    tokens, text = doc["tokens"], text.encode()
    out.write(f"D\t{name}\t{len(text)}\t{len(tokens)}\t{len(doc['sentences'])}\n{text.decode()}\n")
    for t in tokens:
        begin, end = t.get("text_span") or t["span"]
        ent = t["ent"] or "-"
        out.write("\t".join(map(str, (begin, end, t["head"], t["tag"], t["pos"], t["dep"], ent[2:] or "-", int(ent[:1] == "B"),
                                      int(text[end:end + 1] == b" "), t["lemma"].replace("\n", " ")))) + "\n")
    for first, last in doc["sentences"]:
        out.write(f"{first}\t{last + 1}\n")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--synoptic", default=os.path.join(ROOT, "build", "synoptic"))
    p.add_argument("--column", type=int, default=0)
    p.add_argument("cases")
    a = p.parse_args()
    cases = dict(read_cases(a.cases, a.column))
    lines = "".join(json.dumps({"id": n, "language": "en", "text": t}) + "\n" for n, t in cases.items())
    done = subprocess.run([a.synoptic, "annotate", "--quiet", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    docs = {d["id"]: d for d in map(json.loads, done.stdout.splitlines())}
    for n, text in cases.items():
        record(sys.stdout, n, text, docs[n])


if __name__ == "__main__":
    main()
