"""The account of the bundled example, word for word; its schema; and pages that would like to run as script."""
import json
import os
import re
import sys
import unittest

from run import DRESK, ROOT, Case, main

GOLDEN = os.path.join(ROOT, "tests", "golden")


def portable(account):
    """The account without what depends on where the reports lie."""
    for d in account["documents"]:
        d["source"]["path"] = os.path.basename(d["source"]["path"])
    return account


class Account(Case):
    maxDiff = 4000

    def golden(self, name, got):
        """SYNOPTIC_GOLDEN=write makes the file anew: read its difference before you commit it."""
        path = os.path.join(GOLDEN, name)
        if os.environ.get("SYNOPTIC_GOLDEN") == "write":
            with open(path, "w", encoding="utf-8") as f:
                f.write(got)
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read().split("\n"), got.split("\n"))

    def test_golden_json(self):
        account = portable(json.loads(self.good("report", DRESK, "--format", "json")))
        self.golden("dresk.json", json.dumps(account, ensure_ascii=False, indent=1) + "\n")

    def test_golden_text(self):
        self.golden("dresk.txt", self.good("report", DRESK, "--width", "100").decode())

    def test_golden_markdown(self):
        self.golden("dresk.md", self.good("report", DRESK, "--format", "markdown").decode())

    def test_what_a_reader_must_learn(self):
        a = json.loads(self.good("report", DRESK, "--format", "json"))
        names = [{v["value"] for v in d["values"]} for d in a["differences"] if d["kind"] == "name"]
        self.assertIn({"Anton Belsky", "Anton Veresh"}, names)
        copies = [sorted(f["documents"]) for f in a["families"]]
        self.assertEqual(copies, [["harbour-times.txt", "morning-ledger.html"]])
        shown = [{v["text"] for v in q["variants"]} for q in a["quotations"]]
        self.assertTrue(any(any("bereaved" in t for t in q) and any("families" in t for t in q) for q in shown))

    def test_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed: the account is not held against its schema")
        with open(os.path.join(ROOT, "docs", "account.schema.json"), encoding="utf-8") as f:
            schema = json.load(f)
        for inputs in ([DRESK], [os.path.join(DRESK, "eastern-post.txt")]):
            jsonschema.Draft202012Validator(schema).validate(json.loads(self.good("report", *inputs, "--format", "json")))


VERSIONS = ("The captain, Ilse Warga, was not hurt, the police said. Warga has left the town.",
            "The captain, Ilse Varga, was not hurt, the police said. Ilse Vargha has left the town, a neighbour said.")


class Versions(Case):
    def test_two_values_in_place_of_one(self):
        lines = [{"id": str(hour), "url": "https://port.example/ferry", "published": f"2031-06-05T{hour}:00:00Z", "title": "Ferry hits pier in Verden",
                  "text": "A ferry hit the pier in Verden on Thursday.\n\n" + text + "\n"} for hour, text in zip((10, 18), VERSIONS)]
        self.put("v.jsonl", "\n".join(map(json.dumps, lines)))
        self.assertIn("Ilse Warga → Ilse Varga, Ilse Vargha  [changed]", self.good("report", "v.jsonl").decode())


ELSEWHERE = '''Orchestra opens its season with a forgotten symphony

The Lindvall Philharmonic opened its season on Saturday with a symphony that nobody had played for a century. The conductor, Mira Sandqvist,
found the score in the cellar of a music school, where mice had eaten the second bassoon's part.

"It is a cheerful piece, and far too long," Sandqvist told the audience before the concert. Listeners in the balcony stood up for the slow
movement and clapped between the others. A critic of the local radio praised the horns and wished for fewer repeats.

The orchestra will take the symphony on tour to three theatres in spring. Tickets cost between ten and forty crowns, and students pay half.
'''


class Elsewhere(Case):
    def test_a_report_of_another_event_is_left_aside(self):
        self.put("concert.txt", ELSEWHERE)
        r = self.run_it("report", DRESK, "concert.txt", "--format", "json")
        self.assertEqual((r.returncode, r.stderr.decode()), (1, "synoptic: concert.txt: reports another event\n"))
        a, without = json.loads(r.stdout), json.loads(self.good("report", DRESK, "--format", "json"))
        aside = {d["id"]: d["left_aside"] for d in a["documents"] if d["left_aside"]}
        self.assertEqual(aside, {"concert.txt": "other-event"})
        self.assertEqual([d["code"] for d in a["diagnostics"] if d["document"] == "concert.txt"], ["other-event"])
        for s in a["statements"]:
            self.assertEqual(s["stance"].pop("concert.txt"), "unreadable")
        self.assertEqual(a["statements"], without["statements"])
        self.assertEqual(a["quotations"], without["quotations"])

    def test_two_reports_alone_are_both_kept(self):
        self.put("concert.txt", ELSEWHERE)
        a = json.loads(self.good("report", os.path.join(DRESK, "eastern-post.txt"), "concert.txt", "--format", "json"))
        self.assertEqual([d["left_aside"] for d in a["documents"]], [None, None])


EVIL = """<!doctype html><html lang="en"><head><title>Two sheds</script><script>alert(1)</script> burn down</title></head><body><article>
<h1>Two sheds burn down &lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt; in the old harbour</h1>
<p>Two sheds burnt down in the old harbour on Tuesday night, the fire service said on Wednesday.</p>
<p>&lt;img src=x onerror=alert(3)&gt; Three people were treated for smoke, and about 40 residents had to leave their homes.</p>
<p>&lt;!--&lt;script&gt; The city council will look into the cause of the fire next week, its spokesman said.</p>
</article></body></html>"""


class Script(Case):
    def test_nothing_of_a_page_runs(self):
        self.put("evil.html", EVIL)
        self.good("report", "evil.html", "-o", "x.html")
        with open(self.path("x.html"), encoding="utf-8") as f:
            page = f.read()
        self.assertEqual(len(re.findall(r"<script", page, re.I)), 2)
        self.assertEqual(len(re.findall(r"</script", page, re.I)), 2)
        self.assertNotRegex(page, r"<img|<!--")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)
        data = re.search(r'<script type="application/json" id="account">(.*?)</script>', page, re.S).group(1)
        self.assertIn("<img src=x onerror=alert(3)>", json.loads(data)["documents"][0]["text"])

    def test_the_policy_names_the_script_and_the_style(self):
        import base64
        import hashlib
        self.put("evil.html", EVIL)
        page = self.good("report", "evil.html", "--format", "html").decode()
        for tag in ("script", "style"):
            body = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)[-1]
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            self.assertIn(f"'sha256-{digest}'", page)

    def test_no_command_reaches_the_terminal(self):
        self.put("evil.txt", "Two sheds \x1b[31mburn\x1b]0;x\x07 down in the old harbour\n\nTwo sheds burnt down in the old \x1b[2Jharbour on Tuesday night, the "
                             "fire service \u202esaid on Wednesday. Three people were treated for smoke.\n\nThe city council will look into the cause next week, its spokesman said.\n")
        out = self.run_it("report", "evil.txt", "--color", "never").stdout.decode()
        self.assertNotRegex(out, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


if __name__ == "__main__":
    main()
