#!/usr/bin/env python3
"""Score Synoptic against annotated corpora, and hold the scores against their floors.

usage: quality.py [--synoptic BINARY] [--shared FOLDER] [--floors FILE] [--only NAME] [--keep FOLDER]

The corpora and their scorers are not part of the project; SYNOPTIC_SHARED names their folder (else ../shared). Without
them nothing is scored, which is said, and the exit status is 0. docs/quality-floors.txt: `measure<TAB>floor` a line;
a score under its floor, or a floor without a score, makes the exit status 1.
"""
import argparse
import glob
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

import read_stories

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Scores:
    def __init__(self):
        self.by_name = {}

    def put(self, name, value, note=""):
        self.by_name[name] = value
        print(f"{name:<42} {value:8.3f}  {note}".rstrip(), flush=True)


def output(command, ok=(0, 1), **options):
    """stdout of a command; 1 is no failure: some input was left aside."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode not in ok:
        raise RuntimeError(f"{' '.join(command[:4])} … gave {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def account(run, name, inputs, gold, texts):
    """Measures of one account: {measure: F1}, account score among them."""
    start = time.perf_counter()
    path = os.path.join(run.keep, f"{name}.json")
    output([run.synoptic, "report", "--quiet", *inputs, "--format", "json", "-o", path])
    seconds = time.perf_counter() - start
    text = output([sys.executable, run.tool("score_account.py"), gold, path, texts])
    write(os.path.join(run.keep, f"{name}.scores"), text)
    found = {m.group(1): float(m.group(2)) for m in re.finditer(r"^([a-z -]+): (?:P .* F1 )?([\d.]+)", text, re.M)}
    return found, seconds


def seeds(run, scores):
    found, seconds = account(run, "seeds", sorted(glob.glob(run.shared("seeds/*.txt"))), run.shared("corpora/seeds/gold.json"),
                             run.shared("seeds"))
    for measure, value in found.items():
        scores.put(f"seeds: {measure}", value)
    scores.put("seeds: seconds", seconds, "(not a floor; depends on the machine)")


def accounts(run, scores):
    every = {}
    for folder in sorted(glob.glob(run.shared("corpora/accounts/*/"))):
        name = os.path.basename(folder.rstrip("/"))
        found, _ = account(run, name, [os.path.join(folder, "documents.jsonl")], os.path.join(folder, "gold.json"),
                           os.path.join(folder, "texts"))
        scores.put(f"accounts: {name}", found["account score"])
        for measure, value in found.items():
            every.setdefault(measure, []).append(value)
    for measure, values in every.items():
        scores.put(f"accounts: mean {measure}", statistics.fmean(values), f"({len(values)} events)")


STORY_MEASURES = ("names", "statements", "single-source", "quotations", "variants", "speakers", "quantities", "same quantity", "timeline", "differences", "contradictions")


def stories(run, scores):
    """Means over the stories of read_stories.py; what nobody read in a story does not count."""
    every = {}
    for name, gold, texts, inputs in read_stories.write(run.shared(""), os.path.join(run.keep, "stories")):
        found, _ = account(run, name, inputs, gold, texts)
        for measure in STORY_MEASURES:
            if measure in found:
                every.setdefault(measure, []).append(found[measure])
    for measure, values in every.items():
        scores.put(f"stories: mean {measure}", statistics.fmean(values), f"({len(values)} stories)")


def extract(run, scores):
    gold, pages = run.shared("corpora/extract/gold.jsonl"), run.shared("corpora/extract/pages")
    articles = write(os.path.join(run.keep, "extract.jsonl"), output([run.synoptic, "extract", "--quiet", pages]))
    pred = write(os.path.join(run.keep, "extract.pred.jsonl"), output([sys.executable, run.tool("from_synoptic.py"), "extract", gold, articles]))
    scorer(run, scores, "extract", "score_extract.py", gold, pred)


def facts(kind, source, gold):
    def measure(run, scores):
        where, name = run.shared(source), os.path.basename(source).rsplit(".", 1)[0]
        found = write(os.path.join(run.keep, f"{kind}.{name}.jsonl"), output([run.synoptic, "facts", "--quiet", where]))
        pred = write(os.path.join(run.keep, f"{kind}.{name}.pred.jsonl"), output([sys.executable, run.tool("from_synoptic.py"), kind, where, found]))
        scorer(run, scores, f"{kind} {name}", f"score_{kind}.py", run.shared(gold), pred)
    return measure


def scorer(run, scores, name, tool, gold, pred):
    """A line `group  …` names what follows; `measure P x R y F1 z` gives a score."""
    text = output([sys.executable, run.tool(tool), gold, pred])
    write(os.path.join(run.keep, f"{name.replace(' ', '-')}.scores"), text)
    group = ""
    for line in text.split("\n"):
        if m := re.match(r"(\S+) +gold \d+ pred", line):
            group = m.group(1) + " "
        elif m := re.match(r" *([a-z+ ]+?):? +P +[\d.]+ +R +[\d.]+ +F1 +([\d.]+)", line):
            value = float(m.group(2))
            scores.put(f"{name}: {group}{m.group(1)}", value / 100 if value > 1 else value)  # some print percent


MEASURES = {
    "seeds": seeds,
    "accounts": accounts,
    "stories": stories,
    "extract": extract,
    "quotes": facts("quotes", "corpora/quotes/dev.jsonl", "corpora/quotes/dev.jsonl"),
    "times": facts("times", "corpora/times/wikiwars.jsonl", "corpora/times/wikiwars.jsonl"),
    "quantities": facts("quantities", "corpora/quantities/quantities.quantulum3.jsonl", "corpora/quantities/quantities.quantulum3.jsonl"),
}


def under_floor(path, scores, only):
    failed = 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            name, _, floor = line.split("#")[0].strip().partition("\t")
            if not name or (only and not name.startswith(only)):
                continue
            value = scores.by_name.get(name)
            if value is None or value < float(floor):
                print(f"UNDER ITS FLOOR {name}: {'no score' if value is None else f'{value:.3f}'}, floor {float(floor):.3f}")
                failed += 1
    return failed


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--synoptic", default=os.path.join(ROOT, "build", "synoptic"))
    options.add_argument("--shared", default=os.environ.get("SYNOPTIC_SHARED", os.path.join(ROOT, "..", "shared")))
    options.add_argument("--floors", default=os.path.join(ROOT, "docs", "quality-floors.txt"))
    options.add_argument("--only", choices=MEASURES)
    options.add_argument("--keep", help="folder for accounts and scores (else a temporary one)")
    run = options.parse_args()
    shared = os.path.abspath(run.shared)
    if not os.path.isdir(os.path.join(shared, "corpora")):
        print(f"quality: skipped, as there are no corpora in {shared} (SYNOPTIC_SHARED names their folder)")
        return 0
    run.shared = lambda path: os.path.join(shared, path)
    run.tool = lambda name: os.path.join(shared, "tools", name)
    scores, failed = Scores(), 0
    with tempfile.TemporaryDirectory() as scratch:
        run.keep = run.keep or scratch
        os.makedirs(run.keep, exist_ok=True)
        for name, measure in MEASURES.items():
            if run.only in (None, name):
                try:
                    measure(run, scores)
                except (RuntimeError, OSError, KeyError) as e:
                    print(f"FAILED {name}: {e}")
                    failed += 1
    failed += under_floor(run.floors, scores, run.only)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
