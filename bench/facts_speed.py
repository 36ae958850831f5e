#!/usr/bin/env python3
"""Words a second of facts alone, annotation apart, on one core.

usage: facts_speed.py [--synoptic BINARY] [--program bench_facts_speed] [--floor WORDS] [FILE.jsonl…]

Annotates FILEs (else PolNeAR's dev part under SYNOPTIC_SHARED, else the example's reports many times over) with `synoptic
annotate`, records that as tools/record_cases.py does, and lets the program find the facts of the records again and again. Exit
status 1 under the floor, 500,000 words a second unless another is given.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tools"))
from record_cases import record


def documents(paths):
    """(id, text)"""
    shared = os.path.join(os.environ.get("SYNOPTIC_SHARED", os.path.join(ROOT, "..", "shared")), "corpora", "quotes", "dev.jsonl")
    paths = paths or ([shared] if os.path.exists(shared) else [])
    for path in paths:
        with open(path, encoding="utf-8") as f:
            yield from ((d["id"], d["text"]) for d in map(json.loads, f))
    for n in range(0 if paths else 20):
        for path in sorted(glob.glob(os.path.join(ROOT, "examples", "dresk", "*.txt"))):
            with open(path, encoding="utf-8") as f:
                yield f"{n}-{os.path.basename(path)}", f.read()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--synoptic", default=os.path.join(ROOT, "build", "synoptic"))
    p.add_argument("--program", default=os.path.join(ROOT, "build", "bench_facts_speed"))
    p.add_argument("--floor", default="500000")
    p.add_argument("files", nargs="*")
    a = p.parse_args()
    texts = dict(documents(a.files))
    lines = "".join(json.dumps({"id": n, "language": "en", "text": t}) + "\n" for n, t in texts.items())
    done = subprocess.run([a.synoptic, "annotate", "--quiet", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".annotations") as out:
        for d in map(json.loads, done.stdout.splitlines()):
            record(out, d["id"], texts[d["id"]], d)
        out.flush()
        return subprocess.run([a.program, "--floor", a.floor, out.name]).returncode


if __name__ == "__main__":
    sys.exit(main())
