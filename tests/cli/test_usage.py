"""Wrong usage is one line and status 2; help and manual come from the tables."""
import os
import subprocess
import unittest

from run import SYNOPTIC, Case, main

COMMANDS = ["report", "extract", "annotate", "facts", "diff", "verify", "help"]


class Usage(Case):
    def test_wrong_options(self):
        see = "see 'synoptic report --help'"
        for args, line in [
            (["--fromat", "json", "a"], f"report: there is no option '--fromat'; {see}"),
            (["-x", "a"], f"report: there is no option '-x'; {see}"),
            (["a", "--threads", "many"], f"report: --threads wants a number up to 1024, not 'many'; {see}"),
            (["a", "--threads=-1"], f"report: --threads wants a number up to 1024, not '-1'; {see}"),
            (["a", "--threads"], f"report: --threads wants a value; {see}"),
            (["a", "-o"], f"report: --output wants a value; {see}"),
            (["a", "--quiet=yes"], f"report: --quiet takes no value; {see}"),
            (["a", "--format", "pdf"], "report: there is no format 'pdf'; there is: text html json markdown csv"),
            (["a", "-o", "account.pdf"], "report: 'account.pdf' does not say its format: use --format, or a name that ends in .html, .json, .md or .txt"),
            (["a", "--format", "csv"], "report: csv is several tables: -o has to name a folder for them"),
            (["a", "--color", "blue"], "report: --color wants auto, always or never, not 'blue'"),
            ([], f"report: no reports given; {see}"),
            (["--"], f"report: no reports given; {see}"),
        ]:
            self.assertEqual(self.bad(2, line, "report", *args), b"")

    def test_wrong_commands(self):
        self.bad(2, "there is no command 'rapport'; 'synoptic help' lists them", "rapport", "a")
        self.bad(2, "there is no command 'rapport'; 'synoptic help' lists them", "help", "rapport")
        self.bad(2, "a command comes first, then options such as --quiet; 'synoptic help' lists the commands", "--quiet")
        r = self.run_it()
        self.assertEqual((r.returncode, r.stdout), (2, b""))
        self.assertIn(b"usage: synoptic COMMAND", r.stderr)

    def test_what_one_line_quotes_stays_on_it(self):
        r = self.run_it("report", "--a\nb\x1b[31m")
        self.assertEqual((r.returncode, r.stderr.count(b"\n"), r.stderr.count(b"\x1b")), (2, 1, 0))

    def test_help(self):
        self.assertIn(b"report", self.good("--help"))
        self.assertEqual(self.good("help"), self.good("-h"))
        for c in COMMANDS:
            text = self.good(c, "--help").decode()
            self.assertEqual(text, self.good("help", c).decode())
            self.assertTrue(text.startswith(f"usage: synoptic {c} "))
            self.assertLessEqual(max(map(len, text.splitlines())), 80)
            self.assertIn("--help", text)
        # Also beside what would be an error.
        self.assertIn(b"usage", self.good("report", "--help", "--format", "json"))

    def test_version(self):
        self.assertRegex(self.good("--version").decode(), r"^synoptic \d+\.\d+\.\d+\n$")
        self.assertEqual(self.good("--version"), self.good("facts", "--version"))

    def test_manual(self):
        for c in COMMANDS:
            text = self.good("help", "--man", c).decode()
            self.assertTrue(text.startswith(f".TH SYNOPTIC-{c.upper()} 1"))
        self.good("help", "--man", "-o", self.home)
        self.assertEqual(sorted(os.listdir(self.home)), sorted([f"synoptic-{c}.1" for c in COMMANDS] + ["synoptic.1"]))

    def test_closed_streams(self):
        for closing in ("<&-", ">&-"):
            r = subprocess.run(["sh", "-c", f'"{SYNOPTIC}" --version {closing}'], stderr=subprocess.PIPE, stdout=subprocess.PIPE)
            self.assertEqual(r.returncode, 3 if closing == ">&-" else 0)


if __name__ == "__main__":
    main()
