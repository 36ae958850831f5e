"""What the tests of the command share: running it, a folder of its own for each test, the invented texts."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SYNOPTIC = os.path.abspath(os.environ.get("SYNOPTIC", os.path.join(ROOT, "build", "synoptic")))
MODEL = os.environ.get("SY_MODEL_FILE", os.path.join(ROOT, "model", "en_core_web_sm.symodel"))
DRESK = os.path.join(ROOT, "examples", "dresk")

ENGLISH = ("Two sheds burn down in the old harbour\n\n"
           "Two sheds burnt down in the old harbour on Tuesday night, the fire service said on Wednesday.\n\n"
           "\"We had it under control before midnight,\" said Ilse Varga, who led the crews. Three people were treated for smoke, "
           "and about 40 residents had to leave their homes.\n\n"
           "The city council will look into the cause of the fire next week, its spokesman said.\n")
GERMAN = ("Zwei Schuppen im alten Hafen abgebrannt\n\n"
          "Zwei Schuppen sind am Dienstagabend im alten Hafen niedergebrannt, wie die Feuerwehr am Mittwoch mitteilte. "
          "Drei Menschen wurden wegen einer Rauchvergiftung behandelt, sagte eine Sprecherin der Stadt.\n")


class Case(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="synoptic-test-")
        self.addCleanup(shutil.rmtree, self.home)

    def path(self, name):
        return os.path.join(self.home, name)

    def put(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content.encode() if isinstance(content, str) else content)
        return path

    def run_it(self, *args, stdin=b"", env=None, **more):
        more.setdefault("stdout", subprocess.PIPE)
        e = {**os.environ, "SYNOPTIC_MODEL": MODEL, **(env or {})}
        return subprocess.run([SYNOPTIC, *args], input=stdin, stderr=subprocess.PIPE, env=e, cwd=self.home, timeout=300, **more)

    def good(self, *args, **more):
        """Runs; the status is 0 and nothing is said."""
        r = self.run_it(*args, **more)
        self.assertEqual((r.returncode, r.stderr.decode()), (0, ""), args)
        return r.stdout

    def bad(self, status, line, *args, **more):
        """Runs; the status is this, and stderr is this one line behind the name of the command."""
        r = self.run_it(*args, **more)
        self.assertEqual((r.returncode, r.stderr.decode()), (status, f"synoptic: {line}\n"), args)
        return r.stdout

    def lines(self, out):
        return [json.loads(line) for line in out.split(b"\n") if line]


def main():
    if not os.path.exists(MODEL):
        print("SKIPPED: the model is not there (make setup):", MODEL)
        sys.exit(77)
    unittest.main()
