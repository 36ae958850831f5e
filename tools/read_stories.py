#!/usr/bin/env python3
"""Stories of crawled reports that were read clause by clause, as gold for score_account.py and for what is learned from it.

usage: read_stories.py SHARED FOLDER        writes FOLDER/STORY/{gold.json,documents.jsonl,texts/}

tools/read_stories.tsv has what was read, as ids and byte spans into the pages of SHARED/corpora/clusters, which are no part
of the project. A line: story, kind, number within the kind, then
  document    id                                    (its number is what the others mean by `document`)
  statement   document begin end                    one support; lines of one number are one statement
  difference  kind contradiction                    value lines of that number are its values
  value       document begin end which              which: values with one number are equal
  name        document begin end                    a form of one entity's name
  quotation   document begin end direct             speaker: document begin end of his name
  figure      document begin end value              lines of one number are one quantity
  day         documents                             (its number is the date)
  furniture   document begin end
docs/quality.md says who read them, and how far they are to be trusted.
"""
import collections
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def rows():
    by = collections.defaultdict(list)
    with open(os.path.join(HERE, "read_stories.tsv"), encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                story, *rest = line.rstrip("\n").split("\t")
                by[story].append(rest)
    return by


class Story:
    def __init__(self, lines, pages):
        self.docs = [pages[line[2]] for line in lines if line[0] == "document"]
        self.raw = [d["page"].encode() for d in self.docs]
        self.lines = lines

    def at(self, cells):
        doc, begin, end = map(int, cells[:3])
        return {"doc": self.docs[doc]["id"], "quote": self.raw[doc][begin:end].decode()}

    def grouped(self, kind):
        by = {}
        for line in self.lines:
            if line[0] == kind:
                by.setdefault(line[1], []).append(line[2:])
        return by

    def furniture(self, doc):
        out = []
        for cells in self.grouped("furniture").get("-", []):
            if int(cells[0]) == doc:
                out.append({"kind": "other", "range": [len(self.raw[doc][:int(b)].decode()) for b in cells[1:3]]})
        return out

    def document(self, k):
        d, title = self.docs[k], self.docs[k].get("title") or ""
        at = d["page"].find(title) if title else -1
        head = [at, at + len(title)] if 0 <= at < 300 else None
        return {"id": d["id"], "body": [[0, len(d["page"])]], "furniture": self.furniture(k), **({"headline": head} if head else {})}

    def gold(self):
        number = lambda kind, make: [make(k, v) for k, v in self.grouped(kind).items()]
        values, speakers = self.grouped("value"), self.grouped("speaker")
        return {
            "documents": [self.document(k) for k in range(len(self.docs))],
            "statements": number("statement", lambda k, v: {"id": f"s{k}", "support": [self.at(x) for x in v]}),
            "differences": number("difference", lambda k, v: {"what": f"{v[0][0]} {k}", "kind": v[0][0], "label": v[0][0] == "label", "contradiction": v[0][1] == "1",
                                                             "values": [{**self.at(x), "value": x[3]} for x in values.get(k, [])]}),
            "entities": number("name", lambda k, v: {"id": f"e{k}", "canonical": self.at(v[0])["quote"],
                                                     "names": [{"doc": self.at(x)["doc"], "name": self.at(x)["quote"]} for x in v]}),
            "quotes": number("quotation", lambda k, v: {"id": f"q{k}", "speaker": self.at(speakers[k][0])["quote"] if k in speakers else None,
                                                        "variants": [{**self.at(x), "direct": x[3] == "1"} for x in v]}),
            "figures": number("figure", lambda k, v: {"id": f"f{k}", "value": float(v[0][3]), "support": [{**self.at(x), "value": float(x[3])} for x in v]}),
            "timeline": [{"date": date, "what": "", "docs": [self.docs[int(i)]["id"] for i in cells[0].split(",")]}
                         for date, several in self.grouped("day").items() for cells in several],
            "families": [],
        }


def write(shared, folder):
    """Yields (name, gold.json, texts, [documents.jsonl]) of each story."""
    with open(os.path.join(shared, "corpora", "clusters", "articles.jsonl"), encoding="utf-8") as f:
        pages = {d["id"]: d for d in map(json.loads, f)}
    for name, lines in rows().items():
        story, where = Story(lines, pages), os.path.join(folder, "story" + name)
        os.makedirs(os.path.join(where, "texts"), exist_ok=True)
        with open(os.path.join(where, "documents.jsonl"), "w", encoding="utf-8") as f:
            for d, raw in zip(story.docs, story.raw):
                f.write(json.dumps(d, ensure_ascii=False) + "\n")
                with open(os.path.join(where, "texts", d["id"]), "wb") as text:
                    text.write(raw)
        with open(os.path.join(where, "gold.json"), "w", encoding="utf-8") as f:
            json.dump(story.gold(), f, ensure_ascii=False)
        yield "story" + name, os.path.join(where, "gold.json"), os.path.join(where, "texts"), [os.path.join(where, "documents.jsonl")]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for story in write(*sys.argv[1:]):
        print(story[0])
