"""Inputs without end: lines come out as they are ready, in an order that neither threads nor the command line change, in bounded
memory; who stops reading, or a full disk, ends it at once; what is passed over is named, but not a million times."""
import gzip
import json
import os
import random
import subprocess
import threading
import time
import unittest

from run import ENGLISH, GERMAN, MODEL, SYNOPTIC, Case, main

PAGE = ("<!DOCTYPE html><html lang=\"en\"><head><title>Two sheds burn</title></head><body><nav><a href=\"/\">Home</a></nav><article>"
        "<h1>Two sheds burn</h1>%s</article></body></html>")


def page(paragraphs):
    return PAGE % "".join(f"<p>{ENGLISH.splitlines()[2]} It was paragraph {i}.</p>" for i in range(paragraphs))


def is_sanitized():
    with open(SYNOPTIC, "rb") as f:
        data = f.read()
    return b"__asan_init" in data or b"__tsan_init" in data


class Order(Case):
    def put_mixture(self):
        chance = random.Random(5)
        for name in ("m/b.txt", "m/a/z.txt", "m/a.txt", "m/c/same.txt", "n/same.txt", "m-2/same.txt"):
            self.put(name, ENGLISH + name)
        lines = [json.dumps({"id": f"r{i}", "html": page(chance.choice([1, 2, 3, 200]))}) for i in range(60)]
        lines[7] = json.dumps({"text": ENGLISH})
        lines[20] = "{broken"
        lines[30] = json.dumps({"id": "r3", "text": GERMAN})
        self.put("m/lines.jsonl", "\n".join(lines))
        self.put("n/more.jsonl.gz", gzip.compress("\n".join(lines[:12]).encode()))
        return [self.path(p) for p in ("m", "n", "m-2", "m/lines.jsonl", "m/a")]

    def test_same_bytes(self):
        paths = self.put_mixture()
        chance = random.Random(6)
        for command, form in (("extract", "jsonl"), ("extract", "text"), ("facts", "csv")):
            want = None
            for threads in ("1", "2", "7"):
                r = self.run_it(command, "--format", form, "--threads", threads, *chance.sample(paths, len(paths)))
                self.assertEqual(r.returncode, 1)
                want = want or (r.stdout, r.stderr)
                self.assertTrue(want == (r.stdout, r.stderr), (command, form, threads))

    def test_the_order_of_reading(self):
        paths = self.put_mixture()
        docs = self.lines(self.run_it("extract", *paths).stdout)
        where = [os.path.relpath(d["source"]["path"], self.home) for d in docs]
        files = list(dict.fromkeys(where))
        self.assertEqual(files, ["m/a.txt", "m/b.txt", "m/c/same.txt", "m/a/z.txt", "m/lines.jsonl", "m-2/same.txt", "n/more.jsonl.gz", "n/same.txt"])
        records = [int(d["source"]["record"].split()[1]) for d, w in zip(docs, where) if w == "m/lines.jsonl"]
        self.assertEqual(records, [n for n in range(1, 61) if n != 21])
        ids = [d["id"] for d in docs]
        self.assertEqual(len(set(ids)), len(ids))
        self.assertIn("r3~2", ids)
        self.assertIn("same.txt~3", ids)


class Bounds(Case):
    @unittest.skipIf(is_sanitized(), "a sanitizer's memory is its own")
    def test_memory(self):
        """What is held does not grow with the input: 120 MB of pages go through less than half of that."""
        with open(self.path("big.jsonl"), "w") as f:
            for i in range(400):
                f.write(json.dumps({"id": f"d{i}", "html": page(5) + "<script>" + f"x{i}=1;" * 60000 + "</script>"}) + "\n")
        self.assertGreater(os.path.getsize(self.path("big.jsonl")), 120_000_000)
        with open(os.devnull, "wb") as null:
            p = subprocess.Popen([SYNOPTIC, "extract", "--threads", "2", self.path("big.jsonl")], stdout=null)
            _, status, usage = os.wait4(p.pid, 0)
            p.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(p.returncode, 0)
        self.assertLess(usage.ru_maxrss * 1024, 60_000_000)

    def feed(self, p, line):
        """An input that never ends, until nobody wants more of it."""
        def write():
            try:
                while True:
                    p.stdin.write(line)
            except OSError:
                pass
        t = threading.Thread(target=write)
        t.start()
        return t

    def ends(self, p, feeder, said):
        """The command ends by itself, though more would come, and says this."""
        self.assertEqual(p.wait(timeout=60), 3)
        self.assertEqual(p.stderr.read(), said)
        p.stderr.close()
        feeder.join()
        try:
            p.stdin.close()
        except OSError:
            pass

    def test_lines_come_as_they_are_ready(self):
        e = dict(os.environ, SYNOPTIC_MODEL=MODEL)
        for command in ("extract", "facts"):
            p = subprocess.Popen([SYNOPTIC, command, "-", "--threads", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=e)
            t = self.feed(p, json.dumps({"text": ENGLISH}).encode() + b"\n")
            first = [json.loads(p.stdout.readline())["id"] for _ in range(50)]
            self.assertEqual(first, ["-"] + [f"-~{n}" for n in range(2, 51)])
            p.stdout.close()   # as head does
            self.ends(p, t, b"")

    def test_a_full_disk_ends_it(self):
        with open("/dev/full", "wb") as full:
            p = subprocess.Popen([SYNOPTIC, "extract", "-"], stdin=subprocess.PIPE, stdout=full, stderr=subprocess.PIPE)
            t = self.feed(p, json.dumps({"text": ENGLISH}).encode() + b"\n")
            self.ends(p, t, b"synoptic: standard output: cannot be written: No space left on device\n")

    def test_many_that_cannot_be_read(self):
        for i in range(1203):
            self.put(f"in/{i:04}.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        self.put("in/x.txt", ENGLISH)
        r = self.run_it("extract", "in")
        said = r.stderr.decode().splitlines()
        self.assertEqual((r.returncode, len(said), len(self.lines(r.stdout))), (1, 1001, 1))
        self.assertEqual(said[0], "synoptic: in/0000.png: is a binary file (PNG image)")
        self.assertEqual(said[-1], "synoptic: and 203 more could not be read")

    def test_many_left_aside(self):
        self.put("de.jsonl", "\n".join(json.dumps({"id": str(i), "text": GERMAN if i % 5 else ""}) for i in range(1500)))
        r = self.run_it("extract", "de.jsonl")
        said = r.stderr.decode().splitlines()
        self.assertEqual((r.returncode, len(said), len(self.lines(r.stdout))), (1, 1002, 1500))
        self.assertEqual(said[-2:], ["synoptic: and 100 more are empty", "synoptic: and 400 more are not in English"])


class Whole(Case):
    def test_output_appears_when_it_is_whole(self):
        p = subprocess.Popen([SYNOPTIC, "extract", "-", "-o", self.path("out")], stdin=subprocess.PIPE)
        p.stdin.write(b"".join(json.dumps({"id": str(i), "text": ENGLISH}).encode() + b"\n" for i in range(300)))
        p.stdin.flush()
        time.sleep(0.2)
        self.assertFalse(os.path.exists(self.path("out")))
        p.stdin.close()
        self.assertEqual(p.wait(), 0)
        self.assertEqual(os.listdir(self.home), ["out"])
        with open(self.path("out"), "rb") as f:
            self.assertEqual(len(self.lines(f.read())), 300)

    def test_nothing_is_left_of_a_command_that_is_killed(self):
        probe = subprocess.run(["python3", "-c", "import os; os.open('.', os.O_TMPFILE | os.O_WRONLY)"], cwd=self.home, stderr=subprocess.DEVNULL)
        if probe.returncode or not os.path.isdir("/proc/self/fd"):
            self.skipTest("SKIPPED: no files without names here")
        p = subprocess.Popen([SYNOPTIC, "extract", "-", "-o", self.path("out")], stdin=subprocess.PIPE)
        p.stdin.write(b"".join(json.dumps({"id": str(i), "text": ENGLISH}).encode() + b"\n" for i in range(300)))
        p.stdin.flush()
        time.sleep(0.5)
        p.kill()
        p.wait()
        p.stdin.close()
        self.assertEqual(os.listdir(self.home), [])

    def test_nothing_to_write(self):
        self.bad(3, "gone.txt: does not exist", "extract", "gone.txt", "-o", "out")
        self.assertFalse(os.path.exists(self.path("out")))
        self.assertEqual(self.bad(3, "gone.txt: does not exist", "facts", "--format", "csv", "gone.txt"), b"")


if __name__ == "__main__":
    main()
