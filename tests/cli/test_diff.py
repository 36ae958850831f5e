"""What changed between two accounts: reports that came later, a report that was changed, and files that are no accounts."""
import json
import os
import shutil

from run import DRESK, Case, main

EARLY = ["coastline-monitor.jsonl", "harbour-times.txt", "northgate-herald.html"]


class Diff(Case):
    def accounts(self):
        """An early account of three reports, and a later one: a report corrected, two more."""
        for name in EARLY:
            for folder in ("early", "late"):
                os.makedirs(self.path(folder), exist_ok=True)
                shutil.copy(os.path.join(DRESK, name), self.path(folder))
        for name in ("radio-karvonia.html", "meridian-daily.html"):
            shutil.copy(os.path.join(DRESK, name), self.path("late"))
        changed = self.path("late/coastline-monitor.jsonl")
        with open(changed, encoding="utf-8") as f:
            text = f.read()
        with open(changed, "w", encoding="utf-8") as f:
            f.write(text.replace("Around 50 people", "Around 60 people"))
        for name in ("early", "late"):
            self.good("report", name, "-o", name + ".json")

    def test_json(self):
        self.accounts()
        d = json.loads(self.good("diff", "early.json", "late.json", "--format", "json"))
        self.assertEqual(sorted((x["change"], x["id"]) for x in d["documents"]),
                         [("added", "meridian-daily.html"), ("added", "radio-karvonia.html"), ("changed", "coastline-monitor")])
        corrected = [(x["was"], x["is"]) for x in d["statements"] if x["change"] == "corrected"]
        self.assertEqual(len(corrected), 1)
        self.assertIn("50 people", corrected[0][0])
        self.assertIn("60 people", corrected[0][1])
        self.assertEqual({x["change"] for x in d["statements"] if not x["new"]}, set())
        self.assertTrue(all(x["old"] is None for x in d["statements"] if x["change"] == "new"))
        conflicts = [{v["value"] for v in x["new"]["values"]} for x in d["differences"] if x["change"] == "disputed"]
        self.assertIn({"Anton Belsky", "Anton Veresh"}, conflicts)

    def test_text_and_backwards(self):
        self.accounts()
        text = self.good("diff", "early.json", "late.json").decode()
        self.assertIn("2 reports added, 1 changed, 0 removed, 2 the same", text)
        self.assertNotIn("\033", text)
        self.assertIn("Gone with its report", self.good("diff", "late.json", "early.json").decode())
        self.assertIn("## Corrected", self.good("diff", "early.json", "late.json", "-o", "x.md").decode() or open(self.path("x.md"), encoding="utf-8").read())

    def test_of_an_option_given_twice_the_last_counts(self):
        self.good("report", DRESK, "-o", "a.json")
        self.assertEqual(self.good("diff", "a.json", "a.json", "--format", "json", "--format", "text"), self.good("diff", "a.json", "a.json"))
        self.good("diff", "a.json", "a.json", "-o", "first.json", "-o", "second.json")
        self.assertFalse(os.path.exists(self.path("first.json")))
        self.assertIn("unchanged", json.load(open(self.path("second.json"), encoding="utf-8")))

    def test_the_same(self):
        self.good("report", DRESK, "-o", "a.json")
        d = json.loads(self.good("diff", "a.json", "a.json", "--format", "json"))
        self.assertEqual((d["documents"], d["statements"], d["differences"]), ([], [], []))
        with open(self.path("a.json"), "rb") as f:
            self.assertEqual(self.good("diff", "-", "a.json", stdin=f.read()).decode().split("\n")[0], "0 reports added, 0 changed, 0 removed, 7 the same")

    def test_what_is_no_account(self):
        self.put("a.json", "{}")
        self.put("b.json", "[")
        self.bad(3, "a.json: no account: it does not say which version of synoptic made it", "diff", "a.json", "a.json")
        self.assertEqual(self.run_it("diff", "b.json", "a.json").returncode, 3)
        self.bad(3, "c.json: No such file or directory", "diff", "c.json", "a.json")
        self.bad(2, "diff: two accounts are needed, the earlier one first; see 'synoptic diff --help'", "diff", "a.json")
        self.bad(2, "diff: two accounts are needed, the earlier one first; see 'synoptic diff --help'", "diff", "-", "-")
        self.bad(2, "diff: there is no format 'html'; there is: text json markdown", "diff", "a.json", "a.json", "--format", "html")


if __name__ == "__main__":
    main()
