#!/usr/bin/env python3
"""Compare sy_annotate with spaCy: same texts, one thread each, in turns.

usage: annotate.py --model FILE --package PACKAGE [--program build/bench_annotate] [--rounds N] [--docs N] [--paths P,...] TEXTS.jsonl...

Run it with a Python that has spaCy 3.8 and the model package. TEXTS are lines with a "text" (or "page"); default: the
news articles of quotes/dev.jsonl under $SYNOPTIC_SHARED (../shared). Speeds are tokens per second of CPU time of the one
thread, the best and the median of the rounds; spaCy's pass is nlp.pipe over all texts. The ratio compares medians of rounds
that were run one right after the other. Cold: a new process that opens the model and annotates one article of middle
length, wall time, the best of ten.
"""
import argparse, json, os, statistics, struct, subprocess, sys, tempfile, time

for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[v] = "1"


def read_texts(paths, limit):
    out = []
    for path in paths:
        with open(path, encoding="utf-8") as f:
            for line in f:
                d = json.loads(line)
                out.append(d.get("text") or d.get("page"))
    return out[:limit] if limit else out


def write_texts(path, texts):
    with open(path, "wb") as f:
        for t in texts:
            b = t.encode("utf-8")
            f.write(struct.pack("<I", len(b)) + b)


def ours(program, model, file, vectors, *more):
    out = subprocess.run([program, model, file, "--vectors", vectors, *more], check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def spacy_pass(nlp, texts):
    start, n = time.thread_time(), 0
    for doc in nlp.pipe(texts):
        n += len(doc)
    return n / (time.thread_time() - start)


def cold(program, model, file, vectors, times):
    best = []
    for _ in range(times):
        start = time.perf_counter()
        r = ours(program, model, file, vectors)
        best.append(time.perf_counter() - start)
    return min(best), r["peak_mb"]


def runs(program, model, file, path):
    """Whether this processor has the path; said where it has not."""
    done = subprocess.run([program, model, file, "--vectors", path], capture_output=True, text=True)
    if done.returncode:
        print(f"{path}: {done.stderr.strip()}", file=sys.stderr)
    return done.returncode == 0


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--model", required=True)
    p.add_argument("--package", required=True)
    p.add_argument("--program", default="build/bench_annotate")
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--docs", type=int, default=0, help="only so many texts")
    p.add_argument("--paths", default="avx512,avx2,portable")
    p.add_argument("texts", nargs="*")
    a = p.parse_args()
    shared = os.environ.get("SYNOPTIC_SHARED", "../shared")
    texts = read_texts(a.texts or [os.path.join(shared, "corpora/quotes/dev.jsonl")], a.docs)
    import spacy
    nlp = spacy.load(a.package)
    with tempfile.TemporaryDirectory() as folder:
        file, one = os.path.join(folder, "texts"), os.path.join(folder, "one")
        write_texts(file, texts)
        write_texts(one, [sorted(texts, key=len)[len(texts) // 2]])
        paths = [x for x in a.paths.split(",") if runs(a.program, a.model, one, x)]
        speed = {"spaCy": []}
        spacy_pass(nlp, texts)
        for r in range(a.rounds):
            speed["spaCy"].append(spacy_pass(nlp, texts))
            for path in paths:
                # The second pass: caches are warm, as spaCy's are.
                result = ours(a.program, a.model, file, path, "--repeat", "3", "--batch", "64")
                last = result["passes"][1:]
                speed.setdefault(path, []).append(sum(x["tokens"] for x in last) / sum(x["seconds"] for x in last))
                speed.setdefault(path + " first pass", []).append(result["passes"][0]["tokens"] / result["passes"][0]["seconds"])
        print("%d texts, %d tokens" % (len(texts), result["passes"][0]["tokens"]))
        for name, values in speed.items():
            ratio = statistics.median(v / s for v, s in zip(values, speed["spaCy"]))
            print("%-20s %9.0f best %9.0f median   %5.1f x spaCy" % (name, max(values), statistics.median(values), ratio))
        for path in paths:
            seconds, small = cold(a.program, a.model, one, path, 10)
            peak = ours(a.program, a.model, file, path, "--batch", "16")["peak_mb"]
            print("%-20s one article, cold: %.0f ms, %.0f MB; over all texts: %.0f MB" % (path, seconds * 1000, small, peak))


if __name__ == "__main__":
    main()
