#!/usr/bin/env python3
"""Record annotations for the sentences of a table of cases, so that facts is tested without the model.

usage: record_cases.py --package PACKAGE --column N CASES.tsv > CASES.annotations

Needs spaCy 3.8 and the model package. Column N (from 0) holds the text; a document's id is its line number. The form is that of
tests/facts/load_annotation.h. Run it again after a change of the table.
"""
import argparse
import sys

import spacy


def record(out, name, text, doc):
    at = [0]
    for c in text:
        at.append(at[-1] + len(c.encode()))
    sentences = list(doc.sents)
    out.write(f"D\t{name}\t{at[-1]}\t{len(doc)}\t{len(sentences)}\n{text}\n")
    for t in doc:
        out.write("\t".join(map(str, (at[t.idx], at[t.idx + len(t.text)], t.head.i, t.tag_, t.pos_, t.dep_, t.ent_type_ or "-",
                                      int(t.ent_iob_ == "B"), int(bool(t.whitespace_)), t.lemma_.replace("\n", " ")))) + "\n")
    for s in sentences:
        out.write(f"{s.start}\t{s.end}\n")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--package", required=True)
    p.add_argument("--column", type=int, default=0)
    p.add_argument("cases")
    a = p.parse_args()
    nlp = spacy.load(a.package)
    with open(a.cases, encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            if line.strip() and not line.startswith("#"):
                text = line.rstrip("\n").split("\t")[a.column].replace("\\n", "\n")
                record(sys.stdout, n, text, nlp(text))


if __name__ == "__main__":
    main()
