#!/usr/bin/env python3
"""Memory of the command: a large file of many pages, and single large pages. Pages are invented, the same in every run.

usage: bench/memory.py [--synoptic FILE] [--megabytes N] [--threads N] [--command extract|annotate|facts] [--pages FOLDER]

Writes N MB of pages as JSON lines, plain and gzip, into a temporary folder, runs the command over each and shows the most memory that
it ever held (ru_maxrss) and its CPU time. Then single pages of 1, 4 and 16 MB: all memory of the process by the page's size. Less than
the 15 MiB that Python itself takes cannot be seen this way.
--pages takes the pages from a folder instead (each a file, plain or gzip) and measures its largest ones too.
"""
import argparse
import gzip
import json
import os
import random
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORDS = ("harbour council bridge engineers residents spokesman morning inquiry warehouse shelter budget ferry storm repairs north market school "
         "river mayor closed opened said will after before near more than people streets under between").split()


def paragraph(chance, words):
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def page(chance, size):
    """About `size` bytes: a third article, two thirds menus, teasers and scripts, as pages are."""
    parts = ["<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>", paragraph(chance, 8),
             "</title><meta property=\"article:published_time\" content=\"2031-05-07T10:00:00Z\"></head><body><nav><ul>"]
    n = 0
    while n < size // 3:
        item = f"<li class=\"item item-{chance.randrange(99)}\"><a href=\"/{chance.randrange(10**9)}\" data-id=\"{chance.randrange(10**9)}\">{paragraph(chance, 5)}</a></li>"
        parts.append(item)
        n += len(item)
    parts.append("</ul></nav><article><h1>" + paragraph(chance, 8) + "</h1>")
    while n < 2 * size // 3:
        item = f"<p>{paragraph(chance, 40)} <a href=\"/x\">{paragraph(chance, 3)}</a> {paragraph(chance, 30)}</p>\n"
        parts.append(item)
        n += len(item)
    parts.append("</article><script>var state=" + json.dumps([paragraph(chance, 20) for _ in range(max(1, size // 3 // 150))]) + ";</script></body></html>")
    return "".join(parts)


def invented():
    chance = random.Random(7)
    kept = [page(chance, int(min(1_500_000, max(3_000, chance.lognormvariate(11, 1))))) for _ in range(60)]
    while True:
        yield chance.choice(kept)


def pages_of(folder):
    texts = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            data = f.read()
        texts.append((gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", "replace"))
    return texts


def repeated(texts):
    while True:
        yield from texts


def write_lines(path, source, size):
    written = count = 0
    with open(path, "w", encoding="utf-8") as f:
        while written < size:
            written += f.write(json.dumps({"id": f"d{count}", "url": f"https://example.org/{count}", "html": next(source)}, ensure_ascii=False) + "\n")
            count += 1
    return count


def in_child(work, *args):
    """What a process held before it became another one counts as the other's memory: pages are made in a process of their own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writer, json.dumps(work(*args)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as f:
        answer = f.read()
    if os.waitpid(pid, 0)[1]:
        raise SystemExit("making the pages failed")
    return json.loads(answer)


def run(command):
    """Peak memory in MB, user and system seconds."""
    with open(os.devnull, "wb") as null:
        p = subprocess.Popen(command, stdout=null, stderr=null)
        _, status, usage = os.wait4(p.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"{command}: exit status {code}")
    return usage.ru_maxrss / 1024, usage.ru_utime, usage.ru_stime


def make_stream(a, plain, packed):
    count = write_lines(plain, repeated(pages_of(a.pages)) if a.pages else invented(), a.megabytes * 1_000_000)
    with open(plain, "rb") as f, gzip.open(packed, "wb", compresslevel=1) as g:
        shutil.copyfileobj(f, g, 1 << 20)
    return count


def make_singles(a, home):
    chance = random.Random(8)
    singles = [(f"invented, {n} MB", page(chance, n * 1_000_000)) for n in (1, 4, 16)]
    if a.pages:
        singles += [(f"page {i}", text) for i, text in sorted(enumerate(pages_of(a.pages)), key=lambda t: -len(t[1]))[:5]]
    for i, (_, text) in enumerate(singles):
        with open(os.path.join(home, f"{i}.html"), "w", encoding="utf-8") as f:
            f.write(text)
    return [name for name, _ in singles]


def measure_stream(a, home):
    plain, packed = os.path.join(home, "pages.jsonl"), os.path.join(home, "pages.jsonl.gz")
    count = in_child(make_stream, a, plain, packed)
    for path in (plain, packed):
        size = os.path.getsize(path) / 1e6
        for threads in a.threads:
            peak, user, system = run([a.synoptic, a.command, "--threads", str(threads), path])
            print(f"{os.path.basename(path):15} {size:6.0f} MB  {count} pages  {threads} threads  {peak:6.0f} MiB  {user:6.1f} s user  {system:5.1f} s system", flush=True)
        os.remove(path)


def measure_singles(a, home):
    names = in_child(make_singles, a, home)
    for i, name in enumerate(names):
        path = os.path.join(home, f"{i}.html")
        size = os.path.getsize(path) / 2**20
        peak, user, _ = run([a.synoptic, a.command, "--threads", "1", path])
        print(f"{name:20} {size:7.2f} MiB  {peak:7.1f} MiB in all: {peak / size:5.1f} times its size  {user:6.2f} s user", flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--synoptic", default=os.path.join(ROOT, "build", "synoptic"))
    p.add_argument("--megabytes", type=int, default=1000)
    p.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    p.add_argument("--command", default="extract")
    p.add_argument("--pages")
    a = p.parse_args()
    with tempfile.TemporaryDirectory(prefix="synoptic-memory-") as home:
        if a.megabytes:
            measure_stream(a, home)
        measure_singles(a, home)


if __name__ == "__main__":
    main()
