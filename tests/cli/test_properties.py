"""What holds for every output: each span is the text that it claims to be, and the same inputs give the same bytes
for any number of threads and any order. Run over the example, over texts made here, and over SYNOPTIC_SHARED's where it is set."""
import glob
import hashlib
import html
import json
import os
import random
import re
import unittest

from run import DRESK, ENGLISH, GERMAN, Case, main

PAGE = ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"{charset}\"><title>Two sheds burn &amp; fall</title></head><body>"
        "<nav><a href=\"/\">Home</a><a href=\"/news\">News</a></nav><article><h1>Two sheds burn &amp; fall</h1>"
        "<p>Two <b>sheds</b> burnt down near the caf&eacute; in the old harbour on <a href=\"/tue\">Tues</a>day night, the fire service said on "
        "Wednesday.</p><!-- advert --><p>“We had it under control before midnight,” said Ilse V\u00e1rga, who led the crews. "
        "Three&nbsp;people were treated for smoke, and about 40&#32;residents had to leave<br>their homes.</p>"
        "<p>The city council will look into the cause of the fire next week, its spokesman said.</p></article></body></html>")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def decoded(source, span, is_html, furniture=()):
    """The words of a range of the source, decoded without Synoptic; white space and boilerplate between blocks apart."""
    piece, at = b"", span[0]
    for begin, end in sorted(furniture):
        if span[0] < begin and end < span[1] and begin >= at:
            piece += source[at:begin]
            at = end
    piece += source[at:span[1]]
    charset = "utf-8"
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        charset = "utf-16-le" if source[:1] == b"\xff" else "utf-16-be"
    elif b"windows-1252" in source[:400]:
        charset = "windows-1252"
    text = piece.decode(charset)
    if is_html:
        text = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", "", text, flags=re.S)
        text = html.unescape(text)
    return squeezed(text)


class Spans(Case):
    """Sources are found by their sha256; articles by the id of their line."""

    def check_spans(self, paths):
        sources = {}
        for path in paths:
            for found in glob.glob(path + "/**", recursive=True) if os.path.isdir(path) else [path]:
                if os.path.isfile(found):
                    with open(found, "rb") as f:
                        self.remember(sources, f.read(), found.endswith(".jsonl"))
        articles = {}
        for d in self.lines(self.out("extract", paths)):
            source, is_html = sources[d["source"]["sha256"]]
            articles[d["id"]] = (source, is_html, d["text"].encode(), [b["span"] for b in d["boilerplate"]])
            self.assertEqual(hashlib.sha256(source).hexdigest(), d["source"]["sha256"])
            self.walk(d, articles[d["id"]], articles)
            if d["text"]:
                blocks = [b for b in d["blocks"] if b["text_span"]]
                joined = b"\n\n".join(articles[d["id"]][2][b["text_span"][0]:b["text_span"][1]] for b in blocks)
                self.assertEqual(squeezed(joined.decode()), squeezed(d["text"]))
        self.assertTrue(articles)
        for d in self.lines(self.out("annotate", paths)):
            self.walk(d, articles[d["id"]], articles)
            self.check_annotation(d, articles[d["id"]][2])
        for d in self.lines(self.out("facts", paths)):
            self.walk(d, articles[d["id"]], articles)
        account = json.loads(self.out("report", [*paths, "--format", "json"]))
        self.captions = {id(articles[d["id"]]): d["captions"].encode() for d in account["documents"]}
        self.walk(account, None, articles)

    def out(self, command, args):
        r = self.run_it(command, *args)
        self.assertIn(r.returncode, (0, 1), r.stderr)
        return r.stdout

    @staticmethod
    def remember(sources, data, is_lines):
        values = [(data, data.lstrip(b"\xef\xbb\xbf\xff\xfe \n")[:1] == b"<")]
        if is_lines:
            docs = [json.loads(line) for line in data.splitlines() if line.strip()]
            values = [(d[k].encode(), k == "html") for d in docs for k in ("text", "page", "html") if d.get(k)]
        for value, is_html in values:
            sources[hashlib.sha256(value).hexdigest()] = (value, is_html)

    def walk(self, value, article, articles):
        if isinstance(value, list):
            for v in value:
                self.walk(v, article, articles)
        if not isinstance(value, dict):
            return
        if isinstance(value.get("document"), str):
            article = articles[value["document"]]
        elif "source" in value and "id" in value:
            article = articles.get(value["id"], article)
        if isinstance(value.get("span"), list):
            self.check_span(value["span"], value.get("text_span"), value.get("text"), article)
            if "caption_span" in value:
                self.assertIsNone(value["text_span"])
                begin, end = value["caption_span"]
                piece = self.captions[id(article)][begin:end].decode()
                self.assertEqual(decoded(article[0], value["span"], article[1]), squeezed(piece))
                self.assertEqual(value.get("text", piece), piece)
        for key in value:
            if key + "_text_spans" in value:
                for span, text_span in zip(value[key], value[key + "_text_spans"], strict=True):
                    self.check_span(span, text_span, None, article)
            elif key in ("content", "source", "cue", "mentions") and isinstance(value[key], list) and value[key] and isinstance(value[key][0], list):
                for span in value[key]:
                    self.check_span(span, None, None, article)
            self.walk(value[key], article, articles)

    def check_span(self, span, text_span, words, article):
        source, is_html, text, furniture = article
        begin, end = span
        self.assertTrue(0 <= begin <= end <= len(source), span)
        if text_span:
            piece = text[text_span[0]:text_span[1]].decode()   # fails where it splits a character
            self.assertEqual(decoded(source, span, is_html, furniture), squeezed(piece))
            if words is not None:
                self.assertEqual(piece, words)
        elif words is not None and not is_html:
            self.assertEqual(decoded(source, span, False), squeezed(words))
        elif not is_html:
            decoded(source, span, False)

    def check_annotation(self, d, text):
        tokens = d["tokens"]
        for t in tokens:
            span = t.get("text_span") or t["span"]
            if "text_span" in t:
                self.assertEqual(text[span[0]:span[1]].decode(), t["text"])
            self.assertTrue(0 <= t["head"] < len(tokens))
        self.assertEqual([i for first, last in d["sentences"] for i in range(first, last + 1)], list(range(len(tokens))))

    def test_example(self):
        self.check_spans([DRESK])

    def test_markup_and_charsets(self):
        self.put("in/utf8.html", PAGE.format(charset="utf-8"))
        self.put("in/bom.html", b"\xef\xbb\xbf" + PAGE.format(charset="utf-8").encode())
        self.put("in/latin.html", PAGE.format(charset="windows-1252").encode("windows-1252"))
        self.put("in/wide.html", b"\xff\xfe" + PAGE.format(charset="utf-16").encode("utf-16-le"))
        self.check_spans([self.path("in")])

    def test_texts(self):
        self.put("in/en.txt", ENGLISH)
        self.put("in/crlf.txt", ENGLISH.replace("\n", "\r\n"))
        self.put("in/bom.txt", b"\xef\xbb\xbf" + ENGLISH.encode())
        self.put("in/wide.txt", b"\xfe\xff" + ENGLISH.encode("utf-16-be"))
        self.put("in/de.txt", GERMAN)
        self.put("in/empty.txt", "")
        self.put("in/d.jsonl", "\n".join(json.dumps(d) for d in [
            {"id": "t", "text": ENGLISH + "An emoji 🙂 and a “quote”, she said.", "published": "2031-05-07"},
            {"id": "p", "page": "Home | News | Sport\n\n" + ENGLISH + "\n\nRead more: Ten ways to cook rice", "outlet": "The Quay"},
            {"id": "h", "html": PAGE.format(charset="utf-8")}, {"id": "e", "text": ""}]))
        self.check_spans([self.path("in")])

    def test_shared_pages(self):
        shared = os.environ.get("SYNOPTIC_SHARED")
        if not shared or not os.path.isdir(os.path.join(shared, "seeds")):
            self.skipTest("SKIPPED: SYNOPTIC_SHARED names no corpora")
        self.check_spans(sorted(glob.glob(os.path.join(os.path.abspath(shared), "seeds", "*.txt"))))
        for lines in sorted(glob.glob(os.path.join(os.path.abspath(shared), "corpora", "accounts", "*", "documents.jsonl"))):
            self.check_spans([lines])


class SameBytes(Case):
    FORMATS = [("extract", "jsonl"), ("extract", "text"), ("extract", "markdown"), ("annotate", "jsonl"), ("annotate", "conllu"), ("facts", "jsonl"),
               ("facts", "csv"), ("report", "json"), ("report", "html"), ("report", "markdown"), ("report", "text")]

    def test_threads_and_order(self):
        self.put("de.txt", GERMAN)
        self.put("same.txt", ENGLISH)
        self.put("x/same.txt", ENGLISH)
        self.put("page.html", PAGE.format(charset="utf-8"))
        paths = sorted(glob.glob(DRESK + "/*.*")) + [self.path(p) for p in ("de.txt", "same.txt", "x/same.txt", "page.html")]
        chance = random.Random(7)
        for command, form in self.FORMATS:
            want = self.run_it(command, "--format", form, "--threads", "1", *paths)
            self.assertEqual(want.returncode, 1)
            for threads in ("2", "8"):
                mixed = chance.sample(paths, len(paths))
                got = self.run_it(command, "--format", form, "--threads", threads, *mixed)
                self.assertEqual(got.returncode, 1)
                self.assertEqual(got.stdout, want.stdout, (command, form, threads))


if __name__ == "__main__":
    main()
