#!/usr/bin/env python3
"""Learn how much each measure of a slot counts: data/reconcile/difference_weights.txt.

usage: learn_differences.py BENCH_MEASURES MODEL VECTORS SHARED [--trees FILE] [--hold EVENT...] > data/reconcile/difference_weights.txt

A logistic regression (Newton's steps, ridge) over all pairs of values that reconcile compared in the hand-made accounts of
SHARED/corpora and in the stories of read_stories.py, which count less; then trees, data/reconcile/difference_trees.txt, on what it
leaves over. A pair is right where it touches two values of one difference that a person wrote down. People write down a part of
what differs: a right pair counts four times. What several reports copy counts once. Needs numpy and LightGBM. On stderr: how it does
on each event, learned from the others.
"""
import collections, glob, json, os, re, subprocess, sys, tempfile

import numpy as np

import learn_trees
import read_stories

RIDGE, WORTH, LIKELY = 3.0, 4.0, 0.45
REWORDED_LESS = 0.6    # the stories' readers wrote down words that stand alone in a likeness more readily than people do
READ = 0.3     # what a story counts that was read more quickly than the hand-made accounts


def names(root):
    with open(os.path.join(root, "src/reconcile/differences.h")) as f:
        body = f.read().split("#define SY__DIFFERENCE_FEATURES(X)")[1].split("#define SY__DIFFERENCE_ENUM")[0]
    return re.findall(r"X\((\w+)\)", body)


def events(shared, held):
    yield "seeds", shared + "/corpora/seeds/gold.json", shared + "/seeds", sorted(glob.glob(shared + "/seeds/*.txt"))
    for d in sorted(glob.glob(shared + "/corpora/accounts/*")):
        if os.path.basename(d) not in held:
            yield os.path.basename(d), d + "/gold.json", d + "/texts", [d + "/documents.jsonl"]


def origin(doc, begin, end):
    for b in doc["blocks"]:
        t = b.get("text_span") or b["span"]
        if b["kind"] != "title" and t and t[0] <= begin < t[1]:
            return b["span"][0] + begin - t[0], b["span"][0] + end - t[0]
    return None


def near(sa, s, g):
    return sa.inside(s, g) and sa.iou(s, g) >= .08 or sa.inside(g, s) and s[1] - s[0] <= 2.5 * (g[1] - g[0]) + 20 or sa.iou(s, g) >= .3


def right(sa, gold, a, b):
    for _, values in gold:
        x = [v for v in values if v[0] == a[0] and any(near(sa, a[1], s) for s in v[1])]
        y = [v for v in values if v[0] == b[0] and any(near(sa, b[1], s) for s in v[1])]
        if any(v[0] != w[0] and v[2] != w[2] for v in x for w in y):
            return 1
    return 0


def rows(sa, command, gold_path, texts, paths):
    log, _, account = subprocess.run(command + paths, capture_output=True, check=True).stdout.decode().partition("\n{")
    account = json.loads("{" + account)
    case = sa.Case(json.load(open(gold_path)), account, texts)
    gold = sa.gold_differences(case, False)
    for line in log.splitlines():
        w = line.split()
        if w[:2] != ["reconcile", "slot"]:
            continue
        ends = []
        for k in (2, 5):
            doc = account["documents"][int(w[k])]
            ends.append((case.name[doc["id"]], origin(doc, int(w[k + 1]), int(w[k + 2]))))
        if all(e[1] for e in ends):
            words = sorted(case.text[d][slice(*at)].lower() for d, at in ends)
            yield [float(x) for x in w[8:]], right(sa, gold, *ends), (gold_path, *words)


def fit(x, y, each):
    w = np.zeros(x.shape[1])
    worth = np.where(y == 1, WORTH, 1.0) * each
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = .01
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (worth * p * (1 - p))[:, None]).T @ x + ridge, x.T @ (worth * (p - y)) + ridge @ w)
    return w


def learn(x, y, each, features):
    w = fit(x, y, each)
    trees = learn_trees.fit(x, y, np.where(y == 1, WORTH, 1.0) * each, x @ w)
    w[features.index("reworded")] -= REWORDED_LESS
    return w, trees


def main(bench, model, vectors, shared, *rest):
    held = set(rest[rest.index("--hold") + 1:]) if "--hold" in rest else set()   # the last option
    sys.path.insert(0, os.path.join(shared, "tools"))
    import score_account as sa
    features = names(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    x, y, of, pairs = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        read = list(read_stories.write(shared, folder))
        for name, *where in [*events(shared, held), *read]:
            for f, ok, words in rows(sa, [bench, model, vectors], *where):
                x.append(f); y.append(ok); of.append(name); pairs.append((*words, tuple(f[1:features.index("cosine")])))
    read = {e[0] for e in read}
    times = collections.Counter(pairs)
    x, y, of, each = np.array(x), np.array(y), np.array(of), np.array([(READ if o in read else 1) / times[p] for o, p in zip(of, pairs)])
    for name in sorted(set(of) - read):
        w, trees = learn(x[of != name], y[of != name], each[of != name], features)
        kept = 1 / (1 + np.exp(-x[of == name] @ w - learn_trees.added(trees, x[of == name]))) >= LIKELY
        print(f"{name}: {int(y[of == name][kept].sum())} right of {kept.sum()} kept; {int(y[of == name].sum())} right in all", file=sys.stderr)
    print("# How much each measure of a slot counts (src/reconcile/differences.h says what each is), in thousandths.\n# Made by tools/learn_differences.py.")
    w, trees = learn(x, y, each, features)
    for name, v in zip(features, w):
        print(f"{name}\t{round(float(v) * 1000)}")
    if "--trees" in rest:
        learn_trees.save(rest[rest.index("--trees") + 1], "learn_differences.py", trees, features)


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
