"""Where output goes: formats, files that appear whole or not at all, disks that are full, readers that leave."""
import csv
import json
import os
import subprocess
import unittest

from run import DRESK, ENGLISH, MODEL, SYNOPTIC, Case, main


class Output(Case):
    def setUp(self):
        super().setUp()
        self.put("a.txt", ENGLISH)

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def test_format_by_suffix(self):
        for name, start in [("x.json", b"{"), ("x.html", b"<!"), ("x.md", b"# "), ("x.txt", b"")]:
            self.assertEqual(self.good("report", "a.txt", "-o", name), b"")
            self.assertTrue(self.read(name).lower().startswith(start), name)
        json.loads(self.read("x.json"))
        self.assertEqual(self.read("x.json"), self.good("report", "a.txt", "--format", "json"))
        self.good("report", "a.txt", "-o", "odd", "--format=json")
        self.assertEqual(self.read("odd"), self.read("x.json"))
        self.assertEqual(sorted(os.listdir(self.home)), ["a.txt", "odd", "x.html", "x.json", "x.md", "x.txt"])   # nothing else is left

    def test_tables(self):
        self.good("report", DRESK, "--format", "csv", "-o", "tables")
        names = os.listdir(self.path("tables"))
        self.assertIn("statements.csv", names)
        self.assertTrue(all(n.endswith(".csv") for n in names))
        self.good("report", DRESK, "--format", "csv", "-o", "tables")
        account = json.loads(self.good("report", DRESK, "--format", "json"))
        for name, column in [("statements", "statement"), ("quotations", "quotation"), ("quantities", "quantity"), ("differences", "difference")]:
            with open(self.path(f"tables/{name}.csv"), encoding="utf-8", newline="") as f:
                ids = {row[column] for row in csv.DictReader(f)}
            self.assertEqual(ids, {x["id"] for x in account[name]}, name)   # tables and JSON are joined by them
        self.bad(3, "a.txt: no folder for the tables: File exists", "report", DRESK, "--format", "csv", "-o", "a.txt")

    def test_rights_and_links(self):
        os.umask(0o022)
        self.good("extract", "a.txt", "-o", "new")
        self.assertEqual(os.stat(self.path("new")).st_mode & 0o777, 0o644)
        os.chmod(self.put("old", "x"), 0o600)
        os.symlink("old", self.path("link"))
        self.good("extract", "a.txt", "-o", "link")
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(os.stat(self.path("old")).st_mode & 0o777, 0o600)
        self.assertEqual(self.read("old"), self.read("new"))

    def test_cannot_be_written(self):
        self.bad(3, "gone/x.json: cannot be written: No such file or directory", "report", "a.txt", "-o", "gone/x.json")
        os.mkdir(self.path("folder.json"))
        self.bad(3, "folder.json: cannot be written: Is a directory", "report", "a.txt", "-o", "folder.json")
        for command in ("report", "extract", "annotate", "facts"):
            with open("/dev/full", "wb") as full:
                r = self.run_it(command, "a.txt", stdout=full)
            self.assertEqual((r.returncode, r.stderr), (3, b"synoptic: standard output: cannot be written: No space left on device\n"))
        self.bad(3, "/dev/full: cannot be written: No space left on device", "extract", "a.txt", "-o", "/dev/full")

    def test_a_reader_that_leaves_is_no_news(self):
        docs = "\n".join(json.dumps({"id": str(i), "text": ENGLISH}) for i in range(300))
        self.put("many.jsonl", docs)
        e = dict(os.environ, SYNOPTIC_MODEL=MODEL)
        p = subprocess.Popen([SYNOPTIC, "extract", "many.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=e, cwd=self.home)
        p.stdout.read(10)
        p.stdout.close()
        self.assertEqual(p.stderr.read(), b"")
        p.stderr.close()
        self.assertEqual(p.wait(), 3)

    def test_terminal_account(self):
        plain = self.good("report", DRESK).decode()
        self.assertNotIn("\x1b", plain)
        self.assertLessEqual(max(map(len, plain.splitlines())), 80)
        self.assertIn("\x1b", self.good("report", DRESK, "--color", "always").decode())
        narrow = self.good("report", DRESK, "--width", "50").decode()
        self.assertLessEqual(max(len(line) for line in narrow.splitlines() if " " in line.strip()), 50)   # but for a word that is longer
        self.assertEqual(plain, self.good("report", DRESK, "--color=never", "--width", "80").decode())

    def test_several_texts(self):
        self.assertTrue(self.good("extract", "--format", "text", "a.txt").startswith(b"Two sheds burn down"))
        self.put("b.txt", ENGLISH)
        out = self.good("extract", "--format", "text", "a.txt", "b.txt").decode()
        self.assertTrue(out.startswith("==> a.txt <==\n"))
        self.assertIn("\n==> b.txt <==\n", out)
        self.assertTrue(self.good("extract", "--format", "markdown", "a.txt").startswith(b"# Two sheds burn down"))


class Verify(Case):
    def setUp(self):
        super().setUp()
        self.put("in/a.txt", ENGLISH)
        self.put("in/b.txt", ENGLISH.replace("40", "50"))
        self.good("report", "in", "-o", "account.json")

    def test_nothing_changed(self):
        self.assertRegex(self.good("verify", "account.json").decode(), r"^2 of 2 documents are as they were; \d+ spans checked, 0 wrong\n$")
        os.rename(self.path("in"), self.path("moved"))
        self.good("verify", "account.json", "moved")
        self.good("report", DRESK, "-o", "dresk.json")
        self.good("verify", "dresk.json")

    def test_a_source_has_changed(self):
        self.put("in/b.txt", ENGLISH.replace("40", "60"))
        out = self.bad(1, "account.json: the source of b.txt is not among the inputs, or its bytes have changed", "verify", "account.json")
        self.assertIn(b"1 of 2 documents", out)

    def test_the_account_has_changed(self):
        with open(self.path("account.json")) as f:
            account = json.load(f)
        support = account["statements"][0]["support"][0]
        support["span"][1] += 100000
        account["documents"][0]["blocks"][-1]["text_span"][0] += 1
        self.put("account.json", json.dumps(account))
        r = self.run_it("verify", "account.json")
        self.assertEqual(r.returncode, 1)
        said = r.stderr.decode().splitlines()
        self.assertEqual(len(said), 2)
        self.assertRegex(said[0], r"documents\[0\]\.blocks\[\d+\]: .* and its text_span are not the same words$")
        self.assertRegex(said[1], r"statements\[0\]\.support\[0\]: .* lies outside of the source$")

    def test_no_account(self):
        self.bad(3, "gone.json: cannot be opened", "verify", "gone.json")
        self.bad(3, "in/a.txt: is not JSON", "verify", "in/a.txt")
        self.put("other.json", "{}")
        self.bad(3, "other.json: is not an account in JSON", "verify", "other.json")
        out = self.good("report", "-", "--format", "json", stdin=ENGLISH.encode())
        self.put("piped.json", out)
        self.bad(3, "piped.json: names no path that could be read again: give the inputs", "verify", "piped.json")


if __name__ == "__main__":
    main()
