"""Every kind of input, good and bad: what is written, what is said, and the exit status."""
import gzip
import json
import os
import shutil
import subprocess
import unittest

from run import Case, ENGLISH, GERMAN, MODEL, main

ALL = ["extract", "annotate", "facts", "report"]


class BadInputs(Case):
    def test_nothing_to_do(self):
        self.put("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        self.put("data", bytes(range(256)) * 4)
        os.mkdir(self.path("empty"))
        for command in ALL:
            for path, why in [("gone.txt", "does not exist"), ("empty", "is a folder without files to read"), ("*.pdf", "fits no file"),
                              ("a.png", "is a binary file (PNG image)"), ("data", "is a binary file")]:
                self.assertEqual(self.bad(3, f"{path}: {why}", command, path), b"")

    def test_the_rest_goes_on(self):
        self.put("in/a.txt", ENGLISH)
        self.put("in/b.pdf", b"%PDF-1.7 \x00\x01")
        for command in ALL:
            self.assertIn(b"harbour", self.bad(1, "in/b.pdf: is a binary file (PDF document)", command, "in"))
            self.assertIn(b"harbour", self.bad(1, "gone: does not exist", command, "in/a.txt", "gone"))

    def test_not_english(self):
        self.put("de.txt", GERMAN)
        line = "de.txt: is not in English (de)"
        [article] = self.lines(self.bad(1, line, "extract", "de.txt"))
        self.assertEqual(article["language"], "de")
        self.assertIn("Dienstagabend", article["text"])
        [annotation] = self.lines(self.bad(1, line, "annotate", "de.txt"))
        self.assertEqual(annotation, {"id": "de.txt", "tokens": [], "sentences": [], "entities": []})
        [facts] = self.lines(self.bad(1, line, "facts", "de.txt"))
        for key in ("attributions", "quantities", "times", "entities", "statements"):
            self.assertEqual(facts[key], [])
        self.assertEqual(self.bad(3, line, "report", "de.txt"), b"")

    def test_left_aside_in_an_account(self):
        self.put("de.txt", GERMAN)
        self.put("en.txt", ENGLISH)
        account = json.loads(self.bad(1, "de.txt: is not in English (de)", "report", "de.txt", "en.txt", "--format", "json"))
        self.assertEqual({d["id"]: d["left_aside"] for d in account["documents"]}, {"de.txt": "not-english", "en.txt": None})
        [german] = [d for d in account["documents"] if d["id"] == "de.txt"]
        self.assertIn("Dienstagabend", german["text"])

    def test_empty(self):
        self.put("a.txt", "")
        for command in ("extract", "annotate", "facts"):
            [d] = self.lines(self.bad(1, "a.txt: is empty", command, "a.txt"))
            self.assertEqual(d["id"], "a.txt")
        self.bad(3, "a.txt: is empty", "report", "a.txt")

    def test_bad_lines(self):
        self.put("d.jsonl", json.dumps({"id": "a", "text": ENGLISH}) + "\n{\n" + json.dumps({"id": "b"}) + "\n")
        r = self.run_it("extract", "d.jsonl")
        self.assertEqual(r.returncode, 1)
        self.assertEqual([d["id"] for d in self.lines(r.stdout)], ["a"])
        self.assertEqual(r.stderr.decode().splitlines(), ["synoptic: d.jsonl: line 2: is not JSON: unexpected end of data at byte 1",
                                                          "synoptic: d.jsonl: line 3: has none of \"text\", \"page\" and \"html\""])

    def test_names_that_would_command_a_terminal(self):
        r = self.run_it("extract", "a\nb\x1b(0m")
        self.assertEqual((r.returncode, r.stderr), (3, b"synoptic: a?b?(0m: does not exist\n"))

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable(self):
        os.chmod(self.put("a.txt", ENGLISH), 0)
        self.bad(3, "a.txt: cannot be opened: Permission denied", "extract", "a.txt")

    def test_no_model(self):
        self.put("a.txt", ENGLISH)
        os.mkdir(self.path("m"))
        self.bad(3, "m: there is no en_core_web_sm.symodel there (--model)", "facts", "a.txt", "--model", "m")
        self.bad(3, "m: there is no en_core_web_sm.symodel there (SYNOPTIC_MODEL)", "facts", "a.txt", env={"SYNOPTIC_MODEL": "m"})
        self.good("extract", "a.txt", env={"SYNOPTIC_MODEL": "m"})   # needs none
        self.put("m/en_core_web_sm.symodel", "not a model")
        r = self.run_it("facts", "a.txt", "--model", "m")
        self.assertEqual((r.returncode, r.stderr.count(b"\n")), (3, 1))

    def test_no_word_vectors(self):
        self.put("a.txt", ENGLISH)
        os.mkdir(self.path("m"))
        os.symlink(MODEL, self.path("m/en_core_web_sm.symodel"))
        r = self.run_it("report", "a.txt", "--format", "json", "--model", "m")
        self.assertEqual(r.returncode, 0)   # an account all the same, and it is said
        self.assertIn(b"word_vectors.syvec is missing", r.stderr)
        self.put("m/word_vectors.syvec", "not a table")
        r = self.run_it("report", "a.txt", "--format", "json", "--model", "m")
        self.assertEqual(r.returncode, 3)
        self.assertIn(b"not a table of word vectors", r.stderr)


def warc_record(kind, name, block, media, more=""):
    return (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Target-URI: https://{name}.example/fire\r\n"
            f"WARC-Date: 2031-05-08T07:08:09Z\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n{more}\r\n").encode() + block + b"\r\n\r\n"


def warc_page(name, text, status="200 OK"):
    body = ("<html><head><title>Fire</title></head><body><article><h1>Fire</h1>" + "".join(f"<p>{p}</p>" for p in text.split("\n\n")) + "</article></body></html>").encode()
    return warc_record("response", name, f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n".encode() +
                       gzip.compress(body, mtime=0), "application/http; msgtype=response")


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Times</title>
<item><guid>item-1</guid><title>Two sheds burn down</title><link>https://times.example/1</link><author>Ilse Varga</author>
<pubDate>Wed, 07 May 2031 08:00:00 +0200</pubDate><content:encoded><![CDATA[%s]]></content:encoded></item>
<item><guid>item-2</guid><title>From a file</title><link>page.txt</link></item>
<item><guid>item-3</guid><title>Elsewhere</title><link>https://times.example/3</link></item></channel></rss>"""


class Containers(Case):
    def mixed(self):
        """A folder of everything: WARC with gzip members, one of them damaged; WET as zstd or plain; a feed and a page beside it; JSON lines; text."""
        members = [gzip.compress(r, mtime=0) for r in (
            warc_record("warcinfo", "info", b"software: x\r\n", "application/warc-fields"), warc_page("a", ENGLISH), warc_page("b", ENGLISH, "404 Not Found"),
            warc_page("c", ENGLISH), warc_page("d", ENGLISH))]
        members[3] = members[3][:40] + bytes(8) + members[3][48:]
        self.put("in/crawl.warc.gz", b"".join(members))
        self.put("in/pages.wet", warc_record("conversion", "e", ENGLISH.encode(), "text/plain"))
        self.put("in/feed.xml", FEED % "".join(f"<p>{p}</p>" for p in ENGLISH.split("\n\n")))
        self.put("in/page.txt", ENGLISH)
        self.put("in/lines.jsonl", json.dumps({"id": "line", "text": ENGLISH}))
        self.put("in/z.txt", ENGLISH)

    def test_a_folder_of_everything(self):
        self.mixed()
        r = self.run_it("extract", "in")
        self.assertEqual(r.returncode, 1)
        said = r.stderr.decode().splitlines()
        self.assertEqual(len(said), 3, said)
        self.assertEqual({line.split(": ")[1] for line in said}, {"in/crawl.warc.gz", "in/feed.xml"})
        self.assertIn("synoptic: in/crawl.warc.gz: has 1 record with an HTTP status other than 200, passed over: 404 1", said)
        self.assertIn("synoptic: in/feed.xml: item 3: has no text but a link, and nothing is fetched: https://times.example/3", said)
        docs = {d["id"]: d for d in self.lines(r.stdout)}
        self.assertEqual(set(docs), {"a", "d", "e", "item-1", "item-2", "line", "z.txt"})
        for d in docs.values():
            self.assertIn("We had it under control before midnight", d["text"])
        self.assertEqual(docs["a"]["source"]["record"], "urn:uuid:a")
        self.assertEqual(docs["a"]["source"]["url"], "https://a.example/fire")
        self.assertEqual((docs["item-1"]["title"], docs["item-1"]["outlet"], docs["item-1"]["published"], docs["item-1"]["authors"]),
                         ("Two sheds burn down", "Harbour Times", "2031-05-07T08:00:00+02:00", ["Ilse Varga"]))
        self.assertEqual((docs["item-2"]["title"], docs["item-2"]["source"]["path"], docs["item-2"]["source"]["record"]), ("From a file", "in/feed.xml", "item 2"))

    def test_standard_input(self):
        self.mixed()
        with open(self.path("in/pages.wet"), "rb") as f:
            [d] = self.lines(self.good("extract", "-", stdin=gzip.compress(f.read())))
        self.assertEqual((d["id"], d["source"]["path"]), ("e", "-"))

    def test_a_record_that_was_cut(self):
        self.put("a.warc", warc_record("response", "a", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + ENGLISH.encode(), "application/http",
                                       "WARC-Truncated: length\r\n"))
        [d] = self.lines(self.good("extract", "a.warc"))
        self.assertIn({"code": "record-cut", "text": "the crawler stored only a part of the page (length)"}, d["diagnostics"])

    def test_an_account_of_records(self):
        self.mixed()
        out = self.path("account.json")
        self.assertEqual(self.run_it("report", "in", "-o", out).returncode, 1)
        r = self.run_it("verify", out)
        self.assertEqual(r.returncode, 0, r.stderr)


class GoodInputs(Case):
    def test_standard_input(self):
        for command in ALL:
            out = self.good(command, "-", stdin=ENGLISH.encode())
            self.assertIn(b"harbour", out)
        [d] = self.lines(self.good("extract", "-", stdin=json.dumps({"id": "x", "text": ENGLISH}).encode()))
        self.assertEqual((d["id"], d["source"]["path"], d["source"]["record"], d["text"]), ("x", "-", "line 1", ENGLISH))

    def test_compressed(self):
        plain = self.put("a.txt", ENGLISH)
        self.put("z/a.txt", gzip.compress(ENGLISH.encode()))
        want = self.lines(self.good("extract", "a.txt"))[0]
        got = self.lines(self.good("extract", "z/a.txt"))[0]
        self.assertEqual(got["source"]["sha256"], want["source"]["sha256"])
        self.assertEqual(got["text"], want["text"])
        if shutil.which("zstd"):
            subprocess.run(["zstd", "-q", plain, "-o", self.path("a.txt.zst")], check=True)
            self.assertEqual(self.lines(self.good("extract", "a.txt.zst"))[0]["text"], want["text"])

    def test_damaged(self):
        self.put("a.gz", gzip.compress(ENGLISH.encode())[:-20])
        r = self.run_it("extract", "a.gz")
        self.assertEqual(r.returncode, 3)
        self.assertRegex(r.stderr.decode(), r"^synoptic: a\.gz: is a gzip file that ends early \(after \d+ bytes of content\)\n$")

    def test_commands_read_each_other(self):
        self.put("a.txt", ENGLISH)
        articles = self.good("extract", "a.txt")
        [article] = self.lines(articles)
        [annotation] = self.lines(self.good("annotate", "-", stdin=articles))
        self.assertEqual(annotation["id"], "a.txt")
        text = article["text"].encode()
        for t in annotation["tokens"]:
            self.assertEqual(text[t["span"][0]:t["span"][1]].decode(), t["text"])

    def test_ids(self):
        self.put("x/a.txt", ENGLISH)
        self.put("y/a.txt", ENGLISH + "More of it came later in the day, the council said.\n")
        want = {"x/a.txt": "a.txt", "y/a.txt": "a.txt~2"}
        for command in ("extract", "report"):   # every command gives a document the same id
            out = self.good(command, "y", "x", *(["--format", "json"] if command == "report" else []))
            docs = self.lines(out) if command == "extract" else json.loads(out)["documents"]
            self.assertEqual({d["source"]["path"]: d["id"] for d in docs}, want)
        self.assertEqual(len(self.lines(self.good("extract", "x", "x/a.txt", "x/", "x/*"))), 1)

    def test_order(self):
        docs = [{"id": i, "text": ENGLISH, "published": p} for i, p in [("b", None), ("a", "2031-05-07"), ("d", "2031-05-06"), ("c", "2031-05-07")]]
        records = "\n".join(map(json.dumps, docs)).encode()
        self.assertEqual([d["id"] for d in self.lines(self.good("extract", "-", stdin=records))], ["b", "a", "d", "c"])   # as they come
        account = json.loads(self.good("report", "-", "--format", "json", stdin=records))
        self.assertEqual([d["id"] for d in account["documents"]], ["d", "a", "c", "b"])   # by day

    def test_globs_and_folders(self):
        self.put("f/a.txt", ENGLISH)
        self.put("f/sub/b.txt", ENGLISH)
        self.put("f/.hidden.txt", ENGLISH)
        self.assertEqual([d["source"]["path"] for d in self.lines(self.good("extract", "f"))], ["f/a.txt", "f/sub/b.txt"])
        self.assertEqual([d["source"]["path"] for d in self.lines(self.good("extract", "f/*.txt"))], ["f/a.txt"])
        self.put("-odd", ENGLISH)
        self.assertEqual(len(self.lines(self.good("extract", "--", "-odd"))), 1)

    def test_conllu(self):
        self.put("a.txt", ENGLISH)
        out = self.good("annotate", "--format", "conllu", "a.txt").decode()
        self.assertTrue(out.startswith("# newdoc id = a.txt\n# sent_id = 1\n# text = "))
        for block in out.strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
            self.assertEqual([r[0] for r in rows], [str(i + 1) for i in range(len(rows))])
            self.assertEqual({len(r) for r in rows}, {10})
            self.assertEqual(sum(r[6] == "0" for r in rows), 1)
            self.assertTrue(all(0 <= int(r[6]) <= len(rows) and r[6] != r[0] for r in rows))

    def test_facts_as_a_table(self):
        import csv
        import io
        self.put("a.txt", ENGLISH)
        rows = list(csv.DictReader(io.StringIO(self.good("facts", "--format", "csv", "a.txt").decode(), newline="")))
        self.assertLessEqual({"attribution", "quantity", "mention", "statement"}, {r["kind"] for r in rows})
        for r in rows:
            self.assertEqual(ENGLISH.encode()[int(r["begin"]):int(r["end"])].decode(), r["text"])


if __name__ == "__main__":
    main()
