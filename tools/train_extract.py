#!/usr/bin/env python3
"""Train the tables that tell an article's blocks and date on HTML pages: data/extract/block_trees.txt and date_weights.txt.

usage: train_extract.py DUMP CORPUS [--write] [--only blocks|dates]      DUMP: the built tool extract_dump;  CORPUS: gold.jsonl and pages/*.html.gz
Without --write it only prints what cross-validation gives (five folds, no site in two of them). Needs numpy, scipy and, for blocks, lightgbm.

Blocks: a block that holds a snippet that belongs is a yes, one that holds a snippet that doesn't a no; all others are left out.
Dates: every day that a page gives, right where the gold has the same one; the answer "none" is right where the gold has none.
"""
import datetime, glob, gzip, hashlib, json, os, re, subprocess, sys, tempfile
from urllib.parse import urlparse

import numpy as np
from scipy.optimize import minimize

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "extract")
TREES = dict(objective="binary", learning_rate=.06, num_leaves=8, min_data_in_leaf=15, feature_fraction=.4, bagging_fraction=.8,
             bagging_freq=1, lambda_l2=3, extra_trees=True, verbosity=-1, num_threads=2, seed=1, deterministic=True, force_row_wise=True)
ROUNDS, FOLDS = 500, 5


def fold(s):
    return re.sub(r"\s+", " ", s or "").strip()


def site_fold(url):
    site = ".".join(urlparse(url).netloc.split(".")[-2:])
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS


def dump(tool, kind, folder):
    files = sorted(glob.glob(os.path.join(folder, "*")))
    out = subprocess.run([tool, kind] + files, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    lines = out.split("\n")
    return lines[0].split("\t")[1:], [l.split("\t") for l in lines[1:] if l]


# ---- blocks

def block_pages(tool, folder, gold):
    names, rows = dump(tool, "blocks", folder)
    pages = {}
    for r in rows:
        pages.setdefault(r[1], []).append((fold(r[2]), [float(x) for x in r[3:]]))
    out = []
    for file, blocks in pages.items():
        g = gold[file]
        text = [b[0] for b in blocks]
        y, w = np.full(len(text), np.nan), np.zeros(len(text))
        for key, value in (("with", 1), ("without", 0)):
            for s in map(fold, g.get(key) or []):
                hits = [i for i, t in enumerate(text) if s and s in t]
                for i in hits:
                    if np.isnan(y[i]):
                        y[i], w[i] = value, 1 / len(hits)
                    elif y[i] != value:
                        y[i], w[i] = np.nan, 0
        out.append((g, text, np.array([b[1] for b in blocks], dtype=np.float32), y, w))
    return names, out


def fit_blocks(pages):
    import lightgbm as lgb
    X, y, w = [], [], []
    for _, _, x, label, weight in pages:
        keep = ~np.isnan(label)
        X.append(x[keep]); y.append(label[keep]); w.append(weight[keep])
    return lgb.train(TREES, lgb.Dataset(np.concatenate(X), np.concatenate(y), weight=np.concatenate(w)), ROUNDS)


def score_blocks(pages, share):
    tp = fn = fp = 0
    for (g, text, *_), p in zip(pages, share):
        got = fold("\n\n".join(t for t, q in zip(text, p) if q > .5))
        for s in g.get("with") or []:
            tp += fold(s) in got; fn += fold(s) not in got
        for s in g.get("without") or []:
            fp += fold(s) in got
    p, r = tp / (tp + fp), tp / (tp + fn)
    return p, r, 2 * p * r / (p + r)


def preorder(n, names):
    if "split_feature" not in n:
        return ["%.4g" % n["leaf_value"]]
    return ["%s<%.6g" % (names[n["split_feature"]], n["threshold"])] + preorder(n["left_child"], names) + preorder(n["right_child"], names)


def write_trees(model, names):
    with open(os.path.join(DATA, "block_trees.txt"), "w", encoding="utf-8") as f:
        f.write("# Decision trees that tell the blocks of an article from the rest of its page. Made by tools/train_extract.py; not for editing.\n"
                "# number, tree in preorder: \"feature<threshold\" is a fork (left where the feature is at most the threshold), a number a leaf.\n"
                "# The leaves' sum is the log odds that a block belongs to the article. Features: src/extract/html_blocks.h.\n")
        for i, t in enumerate(model.dump_model()["tree_info"]):
            f.write("%04d\t%s\n" % (i, " ".join(preorder(t["tree_structure"], names))))


def blocks(tool, folder, gold, write):
    names, pages = block_pages(tool, folder, gold)
    share = [None] * len(pages)
    for k in range(FOLDS):
        model = fit_blocks([p for p in pages if site_fold(p[0]["url"]) != k])
        for i, p in enumerate(pages):
            if site_fold(p[0]["url"]) == k:
                share[i] = model.predict(p[2])
    print("text, cross-validated: P %.4f R %.4f F1 %.4f" % score_blocks(pages, share))
    if write:
        write_trees(fit_blocks(pages), names)


# ---- dates

SURE = .5                     # SY__DATE_SURE of src/extract/html_meta.h


def date_pages(tool, folder, gold):
    """A page: gold, days, a row of features a day, index of the right day or -1."""
    names, rows = dump(tool, "dates", folder)
    pages, now = {}, None
    for r in rows:
        if r[0] == "P":
            now = pages.setdefault(r[1], {})
        elif int(r[3], 16):
            now.setdefault(int(r[4]), int(r[3], 16))
    out = []
    for file, days in pages.items():
        g = gold[file]
        if isinstance(g.get("date"), str):
            bits = np.array([[f >> k & 1 for k in range(len(names))] for f in days.values()], dtype=float).reshape(len(days), len(names))
            iso = [str(datetime.date(1970, 1, 1) + datetime.timedelta(d)) for d in days]
            out.append((g, iso, bits, iso.index(g["date"][:10]) if g["date"][:10] in iso else -1))
    return names, out


def fit_dates(pages):
    """Conditional logit: the days of a page and "it has none" (score 0) are alternatives of one choice."""
    n = pages[0][2].shape[1]

    def loss(w):
        total, slope = .5 * (w @ w), w.copy()
        for g, _, x, right in pages:
            s = x @ w
            most = max(0, s.max(initial=0))
            e = np.exp(s - most)
            z = e.sum() + np.exp(-most)
            weight = 1 if right >= 0 or not g["date"] else .3      # the gold has a day that the page's code doesn't give
            total += weight * (most + np.log(z) - (s[right] if right >= 0 else 0))
            slope += weight * (e / z @ x - (x[right] if right >= 0 else 0))
        return total, slope

    return minimize(loss, np.zeros(n), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def choose(pages, w):
    """(gold, day or None) a page."""
    for g, days, x, _ in pages:
        e = np.exp(x @ w)
        yield g["date"][:10], days[int(np.argmax(e))] if len(days) and e.max() / (1 + e.sum()) >= SURE else None


def score_dates(found):
    right = sum(day == gold for gold, day in found)
    given = sum(day is not None for _, day in found)
    dated = [(gold, day) for gold, day in found if gold]
    p, r = right / given, right / len(found)
    return (p, r, 2 * p * r / (p + r), right / sum(day is not None for _, day in dated), right / len(dated),
            sum(day is None for gold, day in found if not gold), len(found) - len(dated))


def dates(tool, folder, gold, write):
    names, pages = date_pages(tool, folder, gold)
    found = []
    for k in range(FOLDS):
        w = fit_dates([p for p in pages if site_fold(p[0]["url"]) != k])
        found += choose([p for p in pages if site_fold(p[0]["url"]) == k], w)
    line = "date, %s: P %.3f R %.3f F1 %.3f; pages with a date: P %.3f R %.3f; pages without: %d of %d left without"
    print(line % ("cross-validated", *score_dates(found)))
    w = fit_dates(pages)
    print(line % ("fitted", *score_dates(list(choose(pages, w)))))
    if write:
        with open(os.path.join(DATA, "date_weights.txt"), "w", encoding="utf-8") as f:
            f.write("# What speaks for or against a day of a page being its publication's: feature, weight. The sum of a day's weights is its score\n"
                    "# in a choice (softmax) among the days of the page and \"it has no date of its own\", whose score is 0.\n"
                    "# Fitted on evaluation pages by tools/train_extract.py; src/extract/date_score.c says what the features mean.\n")
            for n, v in zip(names, w):
                f.write("%s\t%.2f\n" % (n, v))


def main(tool, corpus, write, only):
    gold = {}
    with open(os.path.join(corpus, "gold.jsonl"), encoding="utf-8") as f:
        for line in f:
            g = json.loads(line)
            gold[g["file"][:-3]] = g
    with tempfile.TemporaryDirectory() as folder:
        for path in glob.glob(os.path.join(corpus, "pages", "*.gz")):
            name = os.path.basename(path)[:-3]
            if name in gold:
                with gzip.open(path) as f, open(os.path.join(folder, name), "wb") as o:
                    o.write(f.read())
        for name, train in ("blocks", blocks), ("dates", dates):
            if only in (None, name):
                train(tool, folder, gold, write)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], "--write" in sys.argv, sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else None)
