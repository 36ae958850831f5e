#!/usr/bin/env python3
"""Re-read every span of `synoptic extract` from the raw bytes of the pages, independently of the extractor.

usage: check_origin.py [--synoptic build/synoptic] [FOLDER]       FOLDER: pages, plain or gzip; default: extract/pages of the
                                                                   corpora under $SYNOPTIC_SHARED (../shared); 77 without
For each block the bytes of its span are decoded, tags and what is hidden taken out, references resolved and white space folded
by Python's own means, and compared with the words of its text_span. Where elements that a reader does not see lie inside of a
span, the words must stand there in order and the first and last must be the span's own. Spans of boilerplate and evidence must
lie inside of the page and hold words; those of a visible title must hold its words. Exit 1: something does not fit.

Also checked: the same output for the pages in reverse order and with other numbers of threads."""
import argparse, glob, gzip, html, json, os, re, subprocess, sys

UNSEEN = "script|style|noscript|template|svg|iframe|select|datalist|textarea|video|audio|canvas|noframes|noembed|rt|rp|option|object|math|button"
COMMENT = re.compile(r"<!--(?:>|->|.*?(?:--!?>|$))|<[!?][^>]*>|</[^a-zA-Z][^>]*>", re.S)
ELEMENT = re.compile(r"<(%s)\b[^>]*>.*?(?:</\1\s*>|$)" % UNSEEN, re.S | re.I)
TAG = re.compile(r"""</?[a-zA-Z](?:[^>"'=]|=\s*"[^"]*"|=\s*'[^']*'|["'=])*>""")
BLANK = re.compile("[\0-\x20\x7f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u00ad\u200b\ufeff]+")
CHARSETS = {"windows-1252": "cp1252", "iso-8859-1": "cp1252", "gb18030": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949",
            "windows-874": "cp874"}


def decode(raw, charset):
    name = CHARSETS.get(charset.lower(), charset)
    if name == "cp1252":                       # bytes that Python leaves undefined are C1 controls to the web
        return "".join(bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in raw)
    return raw.decode(name, "replace")


def squeezed(text):
    return BLANK.sub("", text)


def words_of(raw, charset, hidden):
    text = COMMENT.sub("", decode(raw, charset))
    text = ELEMENT.sub("", text) if hidden else text
    return squeezed(html.unescape(TAG.sub("", text)))


def in_order(short, long):
    at = 0
    for c in short:
        at = long.find(c, at) + 1
        if at == 0:
            return False
    return True


def unescaped(raw, charset):
    """Strings of scripts: JSON's escapes, a pair of surrogates as the one character."""
    text = re.sub(r"\\(u[0-9a-fA-F]{4}|.)", lambda m: chr(int(m[1][1:], 16)) if len(m[1]) == 5 else {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}.get(m[1], m[1]),
                  decode(raw, charset), flags=re.S)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for _ in range(2):                         # markup inside of a string may be escaped once more
        text = html.unescape(TAG.sub("", ELEMENT.sub("", COMMENT.sub("", text))))
    return squeezed(text)


def fits(want, raw, charset):
    """'exact', 'within', or None."""
    for hidden in (False, True):
        got = words_of(raw, charset, hidden)
        if got == want:
            return "exact"
    if (b"\\" in raw or b"&amp;" in raw) and unescaped(raw, charset) == want:
        return "exact"
    got = words_of(raw, charset, False)
    return "within" if want and got[:1] == want[:1] and got[-1:] == want[-1:] and in_order(want, got) else None


def extracted(synoptic, paths, threads):
    out = subprocess.run([synoptic, "extract", "--quiet", "--threads", str(threads), *paths], capture_output=True)
    if out.returncode not in (0, 1):
        sys.exit("check_origin: synoptic gave %d: %s" % (out.returncode, out.stderr.decode("utf-8", "replace")[:500]))
    return out.stdout


def charset_of(raw):
    """What the page can be read as: tried in turn, since the output does not name it."""
    for bom, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(bom):
            return [name.replace("-sig", "")]
    declared = re.findall(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", raw[:4096], re.I)
    return ["utf-8"] + [d.decode("ascii").lower() for d in declared if d.lower() != b"utf-8"] + ["windows-1252", "gb18030", "shift_jis", "euc-kr"]


def fits_any(want, part, charsets):
    for name in charsets:
        try:
            found = fits(want, part, name)
        except LookupError:
            continue
        if found:
            return found
    return None


def check(article, raw, say):
    text, counts, charsets = article["text"].encode(), {"exact": 0, "within": 0, "boilerplate": 0, "evidence": 0}, charset_of(raw)
    for b in article["blocks"]:
        (begin, end), (t0, t1) = b["span"], b.get("text_span") or (0, 0)
        if not 0 <= begin <= end <= len(raw) or not 0 <= t0 <= t1 <= len(text):
            say("span of a block outside: %r" % b)
            continue
        want = squeezed((article["title"] or "") if b["kind"] == "title" else text[t0:t1].decode())
        found = fits_any(want, raw[begin:end], charsets)
        if found:
            counts[found] += 1
        elif b["kind"] != "title":             # a given title may stand otherwise on the page
            say("block %r is not %r" % (text[t0:t1][:80], raw[begin:end][:120]))
    for b in article["boilerplate"]:
        begin, end = b["span"]
        counts["boilerplate"] += 1
        if not 0 <= begin < end <= len(raw) or not any(squeezed(decode(raw[begin:end], c)) for c in charsets[:1]):
            say("boilerplate outside or empty: %r" % b)
    for field, found in article["evidence"].items():
        for e in found if isinstance(found, list) else [found]:
            span = (e or {}).get("span")
            if span:
                counts["evidence"] += 1
                if not 0 <= span[0] < span[1] <= len(raw):
                    say("evidence of %s outside: %r" % (field, e))
    return counts


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--synoptic", default="build/synoptic")
    p.add_argument("folder", nargs="?", default=os.path.join(os.environ.get("SYNOPTIC_SHARED", "../shared"), "corpora/extract/pages"))
    a = p.parse_args()
    paths = sorted(x for x in glob.glob(os.path.join(a.folder, "*")) if os.path.isfile(x))
    if not paths:
        print("check_origin: SKIPPED: no pages in %s (set SYNOPTIC_SHARED)" % a.folder, file=sys.stderr)
        return 77
    out, wrong, total = extracted(a.synoptic, paths, 1), 0, {}
    for threads, order in ((2, paths), (5, paths[::-1])):
        if sorted(extracted(a.synoptic, order, threads).splitlines()) != sorted(out.splitlines()):
            print("other output with %d threads%s" % (threads, ", in reverse order" if order is not paths else ""))
            wrong += 1
    for line in out.splitlines():
        article = json.loads(line)
        path = article["source"]["path"]
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
            raw = f.read()
        problems = []
        for key, n in check(article, raw, problems.append).items():
            total[key] = total.get(key, 0) + n
        for problem in problems:
            print("%s: %s" % (article["id"], problem))
        wrong += len(problems)
    print("%d pages: %s; %d wrong" % (len(out.splitlines()), ", ".join("%d %s" % (n, k) for k, n in total.items()), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
