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


PHOTO = "Divers beside the pier in Verden on Thursday, June 5, 2025. The ferry was towed to the old quay. Photograph: Ida Sorrel/AFP"
PICTURED = {
    "courier": ("Ferry hits pier in Verden", "2025-06-06", (
        "A ferry hit the pier in Verden harbour on Thursday, and four passengers were taken to hospital, the police said.",
        "The harbour master closed the pier of Verden while divers looked at the piles of the ferry terminal.",
        "The captain told officials that the steering of the ferry had failed a minute before it struck the pier.")),
    "daily": ("Four hurt as ship runs into wall", "2025-06-07", (
        "Four people were hurt when the ferry Larkspur ran into the pier of Verden harbour, its owner said on Friday.",
        "The council wants to know why the ferry was allowed to sail, as its engine had been repaired three times this year.",
        "Tickets for the morning stay valid until Sunday, and the old quay serves the islands until divers have seen the pier.")),
}


class Captions(Case):
    """Captions are read beside the text: they support statements, and make no copies, no summary and no text."""

    def setUp(self):
        super().setUp()
        lines = []
        for name, (title, day, paragraphs) in PICTURED.items():
            body = "".join(f"<p>{p}</p>" + ("" if i else f"<figure><img src=x><figcaption>{PHOTO}</figcaption></figure>") for i, p in enumerate(paragraphs))
            html = (f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><nav><ul><li><a href="/">Home</a></li></ul></nav>'
                    f'<article class="story"><h1>{title}</h1><div class="article-body">{body}</div></article><footer><p>All rights reserved.</p></footer></body></html>')
            lines.append({"id": name, "published": day, "html": html})
        self.put("in.jsonl", "\n".join(map(json.dumps, lines)))

    def test_facts(self):
        d = self.lines(self.good("facts", "in.jsonl"))[1]
        here = [s for s in d["statements"] if s["in"] == "caption"]
        self.assertIn("tow", [s["predicate"] for s in here])
        for fact in d["statements"] + d["times"] + d["quantities"] + d["attributions"]:
            self.assertEqual(fact["in"], "caption" if fact.get("text_span", fact.get("content_text_spans", [0])[0]) is None else None)
        self.assertEqual([t["value"] for t in d["times"] if t["in"]][-1], "2025-06-05")
        self.assertEqual(d["anchor"]["found_in"], "published")
        rows = self.good("facts", "in.jsonl", "--format", "csv").decode().splitlines()
        self.assertTrue(rows[0].endswith(",in") and any(r.endswith(",caption") and "towed" in r for r in rows))

    def test_account(self):
        a = json.loads(self.good("report", "in.jsonl", "--format", "json"))
        self.assertEqual(a["families"], [])
        for d in a["documents"]:
            self.assertTrue(d["captions"].endswith("old quay.") and d["captions"].startswith("Divers beside"))
            self.assertNotIn("towed", d["text"])
        words = lambda r: a["documents"][0]["captions"].encode()[slice(*r["caption_span"])].decode() if "caption_span" in r else ""
        towed = [s for s in a["statements"] if "towed" in words(s["gist"])]
        self.assertEqual([(len(s["support"]), s["origins"]) for s in towed], [(2, 1)])   # two reports, one photographer's words
        self.assertTrue(towed and not set(a["summary"]) & {s["id"] for s in a["statements"] if "caption_span" in s["gist"]})

    def test_every_format(self):
        self.good("report", "in.jsonl", "-o", "a.json")
        self.assertRegex(self.good("verify", "a.json").decode(), "^2 of 2 documents are as they were; .* 0 wrong")
        self.assertIn("in a photo's caption", self.good("report", "in.jsonl", "--width", "200").decode())
        self.assertIn("in a photo's caption", self.good("report", "in.jsonl", "--format", "markdown").decode())
        self.good("report", "in.jsonl", "--format", "csv", "-o", "tables")
        with open(self.path("tables/statements.csv"), encoding="utf-8", newline="") as f:
            self.assertTrue(any(line.endswith(",caption\r\n") for line in f))
        self.assertIn("0 changed, 0 removed, 2 the same", self.good("diff", "a.json", "a.json").decode())
        extracted = [json.loads(line) for line in self.good("extract", "in.jsonl").splitlines()]
        self.assertFalse(any("captions" in d or "towed" in d["text"] for d in extracted))
        self.assertNotIn("towed", self.good("annotate", "in.jsonl").decode())


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
