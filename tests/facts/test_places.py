#!/usr/bin/env python3
"""Places: the table from a small list, the readings that facts takes of them, and what happens without the table."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SYNOPTIC = os.path.abspath(os.environ.get("SYNOPTIC", os.path.join(ROOT, "build", "synoptic")))
MODEL = os.path.abspath(os.environ.get("SY_MODEL_FILE", os.path.join(ROOT, "model", "en_core_web_sm.symodel")))


class Places(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="synoptic-places-")
        self.addCleanup(folder.cleanup)
        self.home = folder.name
        self.table = os.path.join(self.home, "places.sygaz")
        os.symlink(MODEL, os.path.join(self.home, "en_core_web_sm.symodel"))
        subprocess.run([sys.executable, os.path.join(ROOT, "tools/make_gazetteer.py"), "--plain", os.path.join(ROOT, "tests/facts/places.tsv"),
                        self.table], check=True)

    def run_it(self, text, form="jsonl"):
        line = json.dumps({"id": "d", "language": "en", "text": text})
        return subprocess.run([SYNOPTIC, "facts", "--quiet", "--model", self.home, "--format", form, "-"], input=line.encode(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=100)

    def facts(self, text):
        r = self.run_it(text)
        self.assertEqual((r.returncode, r.stderr), (0, b""))
        return json.loads(r.stdout)

    def place(self, text, name):
        found = [e for e in self.facts(text)["entities"] if e["name"] == name]
        self.assertEqual(len(found), 1, text)
        return found[0]

    def check(self, text, name, country, coordinates, place):
        e = self.place(text, name)
        self.assertEqual((e["country"], e["coordinates"]), (country, coordinates), text)
        self.assertEqual(e["place"] and (e["place"]["name"], e["place"]["region"], e["place"]["readings"], e["place"]["chosen_by"]), place, text)

    def test_text_says_where(self):
        self.check("A fire broke out in Springfield, Illinois, on Tuesday, police said.", "Springfield", "US", [39.8, -89.6],
                   ("Springfield", "Illinois", 2, "text"))
        self.check("Officials in Atlanta, Georgia, said on Monday that a storm was near.", "Georgia", "US", [33.3, -83.9],
                   ("Georgia", None, 2, "text"))

    def test_short_form_behind_a_town(self):
        self.check("SPRINGFIELD, Mo. (Wire) - A fire broke out on Tuesday, police in Springfield said.", "SPRINGFIELD", "US", [37.2, -93.3],
                   ("Springfield", "Missouri", 2, "text"))

    def test_state_behind_a_town(self):
        self.check("The two leaders met in Tbilisi, Georgia, on Tuesday.", "Georgia", "GE", [42, 44], ("Georgia", None, 2, "text"))

    def test_by_size(self):
        self.check("The leaders met in London on Tuesday.", "London", "GB", [51.5, -0.1], ("London", "England", 2, "size"))

    def test_country_of_the_article(self):
        text = "Storms hit the United States on Monday. Two people died in Georgia, where trees fell."
        self.check(text, "Georgia", "US", [33.3, -83.9], ("Georgia", None, 2, "context"))
        text = "Storms hit Chicago on Monday. Two people died in Georgia, where trees fell. In Atlanta, schools were shut."
        self.check(text, "Georgia", "US", [33.3, -83.9], ("Georgia", None, 2, "context"))
        self.check("The president of Georgia spoke on Monday.", "Georgia", None, None, (None, None, 2, None))

    def test_small_town_needs_its_country(self):
        self.check("A bus fell into the harbour of Dover on Tuesday.", "Dover", None, None, (None, None, 1, None))
        self.check("A bus fell into the harbour of Dover on Tuesday, British officials said.", "Dover", "GB", [51.1, 1.3], ("Dover", "England", 1, "only"))

    def test_readings_in_one_country(self):
        self.check("A fire broke out in Springfield on Tuesday, police said.", "Springfield", "US", None, (None, None, 2, None))

    def test_town_before_its_region(self):
        self.check("Schools were closed in New York on Monday.", "New York", "US", [40.7, -74], ("New York", "New York", 1, "only"))

    def test_district(self):
        self.check("Floods closed roads in Kent on Monday.", "Kent", "GB", [51.2, 0.7], ("Kent", "England", 1, "only"))

    def test_unknown_place(self):
        self.check("Schools were closed in Madrid on Monday, officials in Madrid said.", "Madrid", None, None, None)

    def test_csv_has_the_place(self):
        r = self.run_it("A fire broke out in Springfield, Illinois, on Tuesday, police said.", "csv")
        rows = [line.split(",") for line in r.stdout.decode().split("\r\n")]
        at = [rows[0].index(c) for c in ("text", "country", "latitude", "longitude")]
        self.assertIn(["Springfield", "US", "39.8", "-89.6"], [[row[i] for i in at] for row in rows if len(row) == len(rows[0])])

    def test_without_the_table(self):
        os.remove(self.table)
        d = self.facts("A fire broke out in Chicago on Tuesday, police said.")
        e = next(e for e in d["entities"] if e["name"] == "Chicago")
        self.assertEqual((e["country"], e["coordinates"], e["place"]), (None, None, None))
        self.assertEqual([x["code"] for x in d["diagnostics"] if x["code"] == "no-gazetteer"], ["no-gazetteer"])

    def test_damaged_table(self):
        with open(self.table, "r+b") as f:
            f.seek(90)
            byte = f.read(1)
            f.seek(90)
            f.write(bytes([byte[0] ^ 1]))
        r = self.run_it("A fire broke out in Chicago on Tuesday, police said.")
        self.assertEqual(r.returncode, 3)
        self.assertIn(b"table of places damaged", r.stderr)


if __name__ == "__main__":
    if not os.path.exists(MODEL):
        print("skipped: no model")
        sys.exit(77)
    unittest.main()
