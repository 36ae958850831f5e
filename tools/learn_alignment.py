#!/usr/bin/env python3
"""Learn how much each measure of two clauses counts: data/reconcile/alignment_weights.txt.

usage: learn_alignment.py BENCH_MEASURES MODEL VECTORS SHARED [--trees FILE] [--hold EVENT...] > data/reconcile/alignment_weights.txt

Two logistic regressions (Newton's steps, ridge) over the pairs of clauses that reconcile compared in the hand-made accounts of
SHARED/corpora and in the stories of read_stories.py, which count less: the first from what two clauses have in common, the second
with how the pair ranks by the first among all pairs of either clause. Then trees, data/reconcile/alignment_trees.txt, on what these
leave over. A pair is right where both support one statement that a person wrote down. Needs numpy and LightGBM. On stderr: average
precision and best F1 on each event, learned from the others.
"""
import glob, json, os, re, subprocess, sys, tempfile

import numpy as np

import learn_trees
import read_stories

RIDGE, RANK_CLIP = 2.0, 3.0
READ, READ_TREES = 0.05, 0.3    # what a story counts that was read more quickly than the hand-made accounts: for the regressions, and the trees


def names(root, macro):
    with open(os.path.join(root, "src/reconcile/align.h")) as f:
        body = f.read().split(f"#define {macro}(X)")[1].split("#define")[0]
    return re.findall(r"X\((\w+)\)", body)


def events(shared, held):
    yield "seeds", shared + "/corpora/seeds/gold.json", shared + "/seeds", sorted(glob.glob(shared + "/seeds/*.txt"))
    for d in sorted(glob.glob(shared + "/corpora/accounts/*")):
        if os.path.basename(d) not in held:
            yield os.path.basename(d), d + "/gold.json", d + "/texts", [d + "/documents.jsonl"]


class Event:
    def __init__(self, sa, command, name, gold, texts, inputs):
        self.name = name
        done = subprocess.run([*command, *inputs], stdout=subprocess.PIPE, check=True, text=True)
        self.gold, self.texts = json.load(open(gold)), texts
        case = sa.Case(self.gold, {"documents": [{"id": d["id"]} for d in self.gold["documents"]]}, texts)
        self.units, self.pairs, rows = [], [], []
        for line in done.stdout.splitlines():
            f = line.split(" ")
            if line.startswith("reconcile align-unit "):
                self.units.append((" ".join(f[10:]), *map(int, f[3:10])))
            elif line.startswith("reconcile align-pair "):
                self.pairs.append((int(f[2]), int(f[3])))
                rows.append([float(x) for x in f[4:]])
        supports = [(k, s["doc"], case.find(s["doc"], s["quote"])) for k, st in enumerate(self.gold["statements"]) for s in st["support"]]
        units = [(i, u[0], (u[1], u[2])) for i, u in enumerate(self.units)]
        cover = sa.facets(units, supports, sa.assign(units, supports, case, .2))
        cover = [{supports[j][0] for j in cover.get(i, ())} for i in range(len(units))]
        near = [any(u[0] == gd and any(sa.overlap((u[1], u[2]), s) > 0 for s in gs) for _, gd, gs in supports) for u in self.units]
        self.x, self.y = np.array(rows), np.array([bool(cover[a] & cover[b]) for a, b in self.pairs], float)
        self.known = np.array([near[a] and near[b] for a, b in self.pairs])
        # Events count by the root of what they have, so that one long story does not decide alone.
        self.weight = self.known * (100 / max(20, self.y.sum())) ** .5
        self.tree_weight = self.weight

    def ranks(self, score):
        """As rank_choices and second_score in src/reconcile/align.c."""
        best = {}
        for i, (a, b) in enumerate(self.pairs):
            for x, y in ((a, b), (b, a)):
                best.setdefault((x, self.units[y][0]), []).append(score[i])
        for k in best:
            best[k].sort(reverse=True)
        out = []
        for i, (a, b) in enumerate(self.pairs):
            gap, margin = [], []
            for x, y in ((a, b), (b, a)):
                all_ = best[x, self.units[y][0]]
                gap.append(min(all_[0] - score[i], RANK_CLIP))
                margin.append(0 if all_[0] > score[i] else min(all_[0] - all_[1], RANK_CLIP) if len(all_) > 1 else RANK_CLIP)
            out.append([min(gap) <= 0, max(gap) <= 0, min(gap), max(gap), sum(margin)])
        return np.array(out, float)


def fit(x, y, w):
    b = np.zeros(x.shape[1])
    ridge = RIDGE * np.r_[1e-6, np.ones(len(b) - 1)]
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        b -= np.linalg.solve((x.T * (w * p * (1 - p))) @ x + np.diag(ridge), x.T @ (w * (p - y)) + ridge * b)
    return b


def learn(events):
    y, w = np.concatenate([e.y for e in events]), np.concatenate([e.weight for e in events])
    first = fit(np.vstack([e.x for e in events]), y, w)
    return first, fit(np.vstack([np.hstack([e.x, e.ranks(e.x @ first)]) for e in events]), y, w)


def sums(e, first, second):
    return np.hstack([e.x, e.ranks(e.x @ first)]) @ second


def grow(events, first, second):
    base = np.concatenate([sums(e, first, second) for e in events])
    return learn_trees.fit(np.vstack([e.x for e in events]), np.concatenate([e.y for e in events]), np.concatenate([e.tree_weight for e in events]), base)


def score(e, first, second, trees):
    return sums(e, first, second) + learn_trees.added(trees, e.x)


def quality(e, s):
    order = np.argsort(-s[e.known], kind="stable")
    hit = np.cumsum(e.y[e.known][order])
    n = np.arange(1, len(hit) + 1)
    return (hit / n * e.y[e.known][order]).sum() / max(1, hit[-1]), (2 * hit / (n + hit[-1])).max()


def main():
    held = sys.argv[sys.argv.index("--hold") + 1:] if "--hold" in sys.argv else []   # the last option
    *command, shared = sys.argv[1:5]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path.insert(0, shared + "/tools")
    import score_account as sa
    all_ = [Event(sa, command, *e) for e in events(shared, held)]
    with tempfile.TemporaryDirectory() as folder:
        read = [Event(sa, command, *e) for e in read_stories.write(shared, folder)]
    for e in read:
        e.weight, e.tree_weight = e.weight * READ, e.tree_weight * READ_TREES
    for e in all_:
        others = [o for o in all_ + read if o is not e]
        first, second = learn(others)
        ap, f = quality(e, score(e, first, second, grow(others, first, second)))
        print(f"{e.name}: average precision {ap:.3f}, best F1 {f:.3f} ({len(e.units)} clauses, {int(e.y.sum())} of {len(e.y)} pairs)", file=sys.stderr)
    first, second = learn(all_ + read)
    own, rank = names(root, "SY__ALIGN_FEATURES"), names(root, "SY__RANK_FEATURES")
    print("# Learned by tools/learn_alignment.py; src/reconcile/align.h says what each measure is. Thousandths: in the first score,\n"
          "# from the two clauses alone, and in the second, which knows how they rank.")
    for name, a, b in zip(own + rank, [f"{v * 1000:.0f}" for v in first] + ["0"] * len(rank), second):
        print(f"{name}\t{a}\t{b * 1000:.0f}")
    if "--trees" in sys.argv:
        learn_trees.save(sys.argv[sys.argv.index("--trees") + 1], "learn_alignment.py", grow(all_ + read, first, second), own)


if __name__ == "__main__":
    main()
