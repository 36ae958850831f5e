#!/usr/bin/env python3
"""Compare the reader of WARC files with FastWARC: same file, one thread each, in turns; extraction apart.

usage: warc.py [--program build/bench_warc] [--megabytes N] [--folder DIR] [--rounds N]

Run it with a Python that has fastwarc. Makes a WARC file of invented pages (request, response and metadata record of each, with
digests), plain, as gzip members and as zstd frames, in DIR (default: a temporary folder); a file that is there is used again.
Seconds are CPU time, FastWARC's of the loop alone, ours of the whole process; the figures are the medians of the rounds, the ratio
the median of the rounds' ratios. FastWARC: `http` iterates and parses the HTTP header, the body left unread; `read` also reads the
bodies, which is what ours always does; `digests` also checks block digests, where ours checks those of blocks and payloads.
"""
import argparse, base64, ctypes, gzip, hashlib, json, os, random, statistics, subprocess, sys, tempfile, time

SYLLABLES = ["ba", "ko", "ri", "ten", "mo", "lar", "ves", "ta", "di", "nor", "pe", "sha", "gu", "lin", "ro", "ek", "ur", "am", "ost", "ib"]


class Pages:
    """Invented pages of a word salad, which compress about as pages do."""
    def __init__(self):
        self.random = r = random.Random(7)
        self.words = ["".join(r.choice(SYLLABLES) for _ in range(r.randint(1, 4))) for _ in range(8000)]
        weights = [1 / (i + 1) for i in range(len(self.words))]
        self.sentences = [" ".join(r.choices(self.words, weights, k=r.randint(6, 28))).capitalize() + "." for _ in range(60000)]

    def page(self):
        r = self.random
        title = r.choice(self.sentences)
        out = [f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title>"]
        out += [f'<script>var a{r.getrandbits(20)}={{"k":"{r.choice(self.words)}"}};</script>' for _ in range(r.randint(5, 40))]
        out += ["</head><body><nav><ul>"]
        out += [f'<li class="item-{i}"><a href="/{r.choice(self.words)}-{r.getrandbits(16)}">{r.choice(self.words)}</a></li>' for i in range(r.randint(10, 120))]
        out += [f"</ul></nav><article><h1>{title}</h1>"]
        out += [f"<p>{' '.join(r.choices(self.sentences, k=r.randint(1, 5)))}</p>" for _ in range(r.randint(5, 80))]
        return "\n".join(out + ["</article></body></html>"]).encode()


def sha1(b):
    return "sha1:" + base64.b32encode(hashlib.sha1(b).digest()).decode()


def record(pages, kind, url, block, media, payload=None):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2031-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:{pages.random.getrandbits(128):032x}>\r\n"
            f"Content-Length: {len(block)}\r\nContent-Type: {media}\r\nWARC-Target-URI: {url}\r\nWARC-Block-Digest: {sha1(block)}\r\n")
    if payload is not None:
        head += f"WARC-Payload-Digest: {sha1(payload)}\r\n"
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def frame(data):
    """One zstd frame, by the library itself: the standard library has none."""
    zstd = ctypes.CDLL("libzstd.so.1")
    zstd.ZSTD_compress.restype = zstd.ZSTD_compressBound.restype = ctypes.c_size_t
    out = ctypes.create_string_buffer(zstd.ZSTD_compressBound(ctypes.c_size_t(len(data))))
    n = zstd.ZSTD_compress(out, ctypes.c_size_t(len(out)), data, ctypes.c_size_t(len(data)), 3)
    return out.raw[:n]


def make(path, megabytes):
    pages, done, n = Pages(), 0, 0
    with open(path, "wb") as plain, open(path + ".gz", "wb") as members, open(path + ".zst", "wb") as frames:
        while done < megabytes << 20:
            n += 1
            url, page = f"http://news.example/{n}", pages.page()
            http = (f"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: max-age=0\r\n"
                    f"Content-Length: {len(page)}\r\n\r\n").encode()
            for r in (record(pages, "request", url, b"GET /x HTTP/1.1\r\nHost: news.example\r\nAccept: */*\r\n\r\n", "application/http; msgtype=request"),
                      record(pages, "response", url, http + page, "application/http; msgtype=response", page),
                      record(pages, "metadata", url, b"fetchTimeMs: 42\r\nlanguages: en\r\n", "application/warc-fields")):
                plain.write(r)
                members.write(gzip.compress(r, 6, mtime=0))
                frames.write(frame(r))
                done += len(r)


def peer(path, mode):
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    n = size = 0
    start = time.process_time()
    with open(path, "rb") as f:
        for r in ArchiveIterator(f, parse_http=True, verify_digests=mode == "digests"):
            n += 1
            if mode != "http" and r.record_type == WarcRecordType.response:
                size += len(r.reader.read())
    print(json.dumps({"records": n, "bytes": size, "seconds": time.process_time() - start}))


def run(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare(program, path, rounds):
    size = os.path.getsize(path) >> 20
    for mode, ours_mode in (("http", []), ("read", []), ("digests", ["digests"])):
        theirs, ours = [], []
        for _ in range(rounds):
            theirs.append(run(sys.executable, os.path.abspath(__file__), "--peer", path, mode))
            ours.append(run(program, path, *ours_mode))
        records = theirs[0]["records"]
        ratio = statistics.median(t["seconds"] / o["seconds"] for t, o in zip(theirs, ours))
        speed = [records / statistics.median(x["seconds"] for x in side) for side in (theirs, ours)]
        print("%-14s %5d MB  FastWARC %-8s %9.0f records/s   ours %9.0f records/s   %5.2f x   %d documents, %.1f MB of memory" %
              (os.path.basename(path), size, mode, speed[0], speed[1], ratio, ours[0]["documents"], ours[0]["peak_mb"]), flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--program", default="build/bench_warc")
    p.add_argument("--megabytes", type=int, default=256)
    p.add_argument("--folder")
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    a = p.parse_args()
    if a.peer:
        peer(*a.peer)
        return
    with tempfile.TemporaryDirectory() as temporary:
        path = os.path.join(a.folder or temporary, "pages.warc")
        if not os.path.exists(path + ".zst"):
            make(path, a.megabytes)
        for suffix in ("", ".gz", ".zst"):
            compare(a.program, path + suffix, a.rounds)


if __name__ == "__main__":
    main()
