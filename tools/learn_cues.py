#!/usr/bin/env python3
"""Learn how likely a word, in a frame, is the cue of an attribution: makes data/facts/cues.txt and data/facts/cue_weights.txt.

usage: learn_cues.py CANDIDATES.tsv GOLD.jsonl CUES.txt WEIGHTS.txt

CANDIDATES  what `bench_facts RECORDED` prints for the training articles: a line a candidate with its article, its key,
            the bytes where cue and content head begin, its features, and the byte ranges of its content and its source
GOLD        {"id","text","attributions":[{"source","cue","content"}]} a line, offsets in characters (PolNeAR's training part)

Only counts of single words with their frame, and one weight a feature, leave the corpus. A key is "lemma class frame": class v, n or a; frame
as src/facts/attribution.h names it, with the preposition where one links cue and content; `*` rows hold what rare keys have in common.
The weights are those of a logistic regression, a model a frame; an article's own counts are taken out before its candidates are learned from.
"""
import bisect, collections, json, math, re, sys

MIN_UNSEEN = 10         # fewer say nothing of keys that the table lacks
KEEP_NEVER = 3          # a key that is never a cue is kept if seen so often and its frame mostly means attribution
DRAW = 1.5              # as in src/facts/attribution_cue.c
EPOCHS, RATE, DECAY = 12, 0.15, 2e-4
WORD = re.compile(r"\w+(?:['’]\w+)*")
SPEECH = ("ccomp", "ccomp<", "host")


class Article:
    def __init__(self, line):
        text = line["text"]
        at = [0]
        for c in text:
            at.append(at[-1] + len(c.encode()))
        self.words = [(at[m.start()], at[m.end()]) for m in WORD.finditer(text)]
        self.begin = [w[0] for w in self.words]
        spans = lambda s: [(at[b], at[e]) for b, e in s]
        self.gold = [(spans(a["cue"]), spans(a["content"]), self.within(spans(a["content"])), self.within(spans(a["source"]))) for a in line["attributions"] if not a.get("nested")]

    def within(self, spans):
        out = set()
        for b, e in spans:
            i = max(0, bisect.bisect_left(self.begin, b) - 1)
            while i < len(self.words) and self.words[i][0] < e:
                if self.words[i][1] > b: out.add(i)
                i += 1
        return out


def inside(at, spans):
    return any(b <= at < e for b, e in spans)


def candidates(path, articles):
    """(article, key, features, right): those inside another's content, which the outer one silences, left out."""
    with open(path, encoding="utf-8") as f:
        for line in f:
            doc, key, cue, head, features, content, source = line.rstrip("\n").split("\t")
            cue, head, a = int(cue), int(head), articles[doc]
            words, who = (a.within([tuple(map(int, r.split("-"))) for r in s.split(",") if r]) for s in (content, source))
            right = nested = False
            for cues, contents, gold, speaker in a.gold:
                if inside(cue, cues) and (key.endswith("according") or inside(head, contents)) or 2 * len(words & gold) >= len(words | gold) > 0:
                    right = right or (bool(who & speaker) if speaker else not who)
                elif inside(cue, contents):
                    nested = True
            if right or not nested:
                yield doc, key, features.split(" "), right


def rest(key):
    return "* " + " ".join(key.split(" ")[-2:])


def count(found):
    per_doc = collections.defaultdict(lambda: [0, 0])
    for doc, key, _, right in found:
        n = per_doc[key, doc]
        n[0] += right
        n[1] += 1
    total, docs = collections.defaultdict(lambda: [0, 0]), collections.Counter(k for k, _ in per_doc)
    for (key, _), (a, b) in per_doc.items():
        for k in (key, rest(key)) if docs[key] == 1 else (key,):          # a key of one article: what a new key is worth
            total[k][0] += a
            total[k][1] += b
    return total, per_doc


def rows(total):
    keep = {k: v for k, v in total.items() if v[0] or (v[1] >= KEEP_NEVER and ("ccomp" in k or "host" in k))}
    keep = {k: v for k, v in keep.items() if re.fullmatch("[a-z-]+", k.split(" ")[0]) or k[0] == "*"}
    return {k: v for k, v in keep.items() if k[0] != "*" or v[1] >= MIN_UNSEEN}


def numbers(key, total, per_doc, doc):
    """What the table would say of the key without this article: share drawn to the frame's, times seen, share as speech."""
    mine = per_doc.get((key, doc), (0, 0))
    a, b = total.get(key, (0, 0))
    a, b = max(0, a - mine[0]), max(0, b - mine[1])
    pa, pb = total.get(rest(key), (0, 0))
    p = min(.995, max(.002, (a + DRAW * (pa + .1) / (pb + 1)) / (b + DRAW)))
    sa = sb = 0
    lemma = key.split(" ")
    if lemma[-2] == "v":
        for frame in SPEECH:
            k = f"{lemma[0]} v {frame}"
            x, own = total.get(k, (0, 0)), per_doc.get((k, doc), (0, 0))
            sa += max(0, x[0] - own[0])
            sb += max(0, x[1] - own[1])
    seen = "0" if b <= 0 else "1" if b < 2 else "2-3" if b < 4 else "4-7" if b < 8 else "8-15" if b < 16 else "16-"
    return math.log(p / (1 - p)), seen, sa / (sb + 2)


def learn(found, total, per_doc):
    frames = collections.defaultdict(list)
    for doc, key, features, right in found:
        odds, seen, speech = numbers(key, total, per_doc, doc)
        x = {"bias -": 1.0, "counts -": odds, "speech -": speech, "seen " + seen: 1.0}
        x.update((f.replace("=", " "), 1.0) for f in features[1:])
        frames[features[0]].append((x, right))
    out = {}
    for frame, data in sorted(frames.items()):
        w, g = collections.defaultdict(float), collections.defaultdict(lambda: 1e-3)
        w["counts -"] = 1.0
        for _ in range(EPOCHS):
            for x, right in data:
                s = sum(w[k] * v for k, v in x.items())
                d = right - 1 / (1 + math.exp(-max(-30, min(30, s))))
                for k, v in x.items():
                    step = d * v - DECAY * w[k]
                    g[k] += step * step
                    w[k] += RATE * step / math.sqrt(g[k])
        out[frame] = dict(w)
    return out


def main(path, gold, cues, weights):
    with open(gold, encoding="utf-8") as f:
        articles = {d["id"]: Article(d) for d in map(json.loads, f)}
    found = list(candidates(path, articles))
    total, per_doc = count(found)
    kept = rows(total)
    with open(cues, "w", encoding="utf-8") as f:
        f.write("# Cues of attribution, counted by tools/learn_cues.py. cells: lemma, class (v n a), frame, times it was a cue, times it was seen\n")
        for key in sorted(kept):
            f.write("\t".join([*key.rsplit(" ", 2), *map(str, kept[key])]) + "\n")
    total = {**{k: (0, 0) for k in total}, **kept}
    with open(weights, "w", encoding="utf-8") as f:
        f.write("# What speaks for and against a cue, learned by tools/learn_cues.py. cells: frame, group, value, weight (log odds)\n")
        for frame, w in learn(found, total, per_doc).items():
            for k in sorted(w):
                f.write("\t".join([frame, *k.split(" "), "%.3f" % w[k]]) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
