#!/usr/bin/env python3
"""Compare sy_extract with trafilatura and htmldate: same pages, one thread each, in turns.

usage: extract.py [--program build/bench_extract] [--rounds N] [--pages N] [FOLDER]

Run it with a Python that has trafilatura and htmldate (tools/setup/requirements-bench.txt). FOLDER holds pages, plain
or gzip; default: extract/pages of the corpora under $SYNOPTIC_SHARED (../shared). All read the pages' bytes from memory.
trafilatura gives text and metadata (bare_extraction, comments left out), htmldate the date alone, Synoptic text with its map
to the page's bytes and all metadata. Seconds are of CPU time of the one thread; the ratio is the median over rounds that
were run one right after the other, Synoptic's pass before and after the peer's."""
import argparse, glob, gzip, json, logging, os, statistics, subprocess, time


def read_pages(folder, limit):
    paths = sorted(p for p in glob.glob(os.path.join(folder, "*")) if os.path.isfile(p))
    if limit:
        paths = paths[::max(1, len(paths) // limit)]
    pages = []
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
            pages.append(f.read())
    return paths, pages


def peers():
    logging.disable(logging.CRITICAL)
    import htmldate
    import trafilatura
    return {"trafilatura": lambda page: trafilatura.bare_extraction(page, with_metadata=True, include_comments=False),
            "htmldate": lambda page: htmldate.find_date(page.decode("utf-8", "replace"))}


def timed(function, pages):
    start = time.thread_time()
    for page in pages:
        try:
            function(page)
        except Exception:   # a page that a peer cannot read is its loss, and no reason to stop
            pass
    return time.thread_time() - start


def ours(program, repeat, *arguments):
    out = subprocess.run([program, "--repeat", str(repeat), *arguments], check=True, capture_output=True, text=True).stdout
    result = json.loads(out)
    return result["pages"], result["bytes"], statistics.median(result["passes"])


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--program", default="build/bench_extract")
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--pages", type=int, default=0, help="only about so many, spread over all")
    p.add_argument("folder", nargs="?", default=os.path.join(os.environ.get("SYNOPTIC_SHARED", "../shared"), "corpora/extract/pages"))
    a = p.parse_args()
    paths, pages = read_pages(a.folder, a.pages)
    size = sum(map(len, pages))
    print("%d pages, %.1f MB" % (len(pages), size / 1e6), flush=True)
    for name, function in peers().items():
        ratios, seconds = [], []
        for _ in range(a.rounds):
            before = ours(a.program, 3, *paths)[2]
            peer = timed(function, pages)
            after = ours(a.program, 3, *paths)[2]
            seconds.append(peer)
            ratios.append(peer * 2 / (before + after))
        own = statistics.median(seconds) / statistics.median(ratios)
        print("%-12s %7.1f pages/s %7.1f MB/s" % (name, len(pages) / statistics.median(seconds), size / statistics.median(seconds) / 1e6))
        print("%-12s %7.1f pages/s %7.1f MB/s   %.1f times (%s)" % (
            "synoptic", len(pages) / own, size / own / 1e6, statistics.median(ratios), ", ".join("%.1f" % r for r in ratios)), flush=True)
    n, size, seconds = ours(a.program, 9, "--least", "120000", "--most", "240000", *paths)
    print("%d pages of 120 to 240 kB: %.1f MB/s" % (n, size / seconds / 1e6))
    lines = subprocess.run([a.program, "--memory", *paths], check=True, capture_output=True, text=True).stdout.splitlines()
    memory = [(float(x.split()[0]), int(x.split()[1])) for x in lines]
    largest = max(memory, key=lambda m: m[1])
    print("largest heap, times the page's size: %.1f at most, %.1f for the largest page (%d bytes)" % (max(memory)[0], *largest))


if __name__ == "__main__":
    main()
