#!/usr/bin/env python3
"""Time and memory of `synoptic report` by the number of pages about one event.

usage: scale.py [--synoptic FILE] [--shared FOLDER] [--sizes N,N…] [--rounds N] [--threads N] [--csv FILE] [--svg FILE]

The pages are those of the largest crawled story of corpora/clusters under --shared (SYNOPTIC_SHARED, else ../shared). It has no thousand: after the
last one its pages come again, each time with some paragraphs left out, the others in their order, some numbers changed, another outlet and another
hour; the table says how many. What that cannot show is a thousand reports that nobody copied: copies share more clauses than reports do. Each size is a file of JSON lines, the same in every run. A line of the table is the median of the rounds: seconds of wall time, seconds of
CPU time of all threads, and the most memory that the process held. Less than the 15 MiB that Python itself takes cannot be seen.
"""
import argparse, csv, json, math, os, random, re, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SIZES = "5,10,20,50,100,200,500,1000"
COLUMNS = ["pages", "of_them_changed", "kilobytes", "seconds", "cpu_seconds", "mebibytes", "statements"]


def largest_story(shared):
    stories = {}
    with open(os.path.join(shared, "corpora", "clusters", "articles.jsonl"), encoding="utf-8") as f:
        for article in map(json.loads, f):
            stories.setdefault(article["event"], []).append(article)
    return max(sorted(stories.items()), key=lambda s: len(s[1]))[1]


def changed(article, turn, chance):
    """The page once more, as another outlet might have shortened and updated it."""
    lines = article["page"].split("\n")
    kept = [line for i, line in enumerate(lines) if i == 0 or chance.random() < .75]
    text = re.sub(r"\b\d{1,3}\b", lambda m: str(int(m.group(0)) + chance.randrange(1, 4)) if chance.random() < .1 else m.group(0), "\n".join(kept))
    day = (article.get("published") or "2031-06-05")[:10]
    return {"id": f"{article['id']}-{turn}", "title": article.get("title"), "page": text, "outlet": f"Outlet {article['id']} {turn}", "published": f"{day}T{turn % 24:02d}:{turn // 24 % 60:02d}:00Z"}


def pages(story, n):
    chance = random.Random(7)
    for i in range(n):
        article, turn = story[i % len(story)], i // len(story)
        yield changed(article, turn, chance) if turn else {k: article.get(k) for k in ("id", "title", "page", "outlet", "published")}


def measure(command):
    """(seconds, CPU seconds, MiB) of one run; 1 is no failure: some input was left aside."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{' '.join(command[:2])} gave {child.returncode}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def row(run, story, n, folder):
    path, out = os.path.join(folder, f"{n}.jsonl"), os.path.join(folder, f"{n}.json")
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(p) + "\n" for p in pages(story, n))
    command = [run.synoptic, "report", "--quiet", *(["--threads", str(run.threads)] if run.threads else []), path, "-o", out]
    rounds = [measure(command) for _ in range(run.rounds)]
    with open(out, encoding="utf-8") as f:
        statements = len(json.load(f)["statements"])
    middle = [statistics.median(r[k] for r in rounds) for k in range(3)]
    return dict(zip(COLUMNS, [n, max(0, n - len(story)), os.path.getsize(path) // 1000, f"{middle[0]:.3f}", f"{middle[1]:.3f}", f"{middle[2]:.1f}", statements]))


# ---- the plot: two panels, both axes logarithmic -----------------------------------------------------

WIDTH, HEIGHT, LEFT, TOP = 300, 220, 62, 40


def decades(values):
    return math.floor(math.log10(min(values))), max(math.floor(math.log10(min(values))) + 1, math.ceil(math.log10(max(values))))


def panel(at, title, xs, ys, name):
    (x0, x1), (y0, y1) = decades(xs), decades(ys)
    px = lambda x: at + (math.log10(x) - x0) / (x1 - x0) * WIDTH
    py = lambda y: TOP + HEIGHT - (math.log10(y) - y0) / (y1 - y0) * HEIGHT
    out = [f'<text class="title" x="{at}" y="{TOP - 14}">{title}</text>']
    for d in range(x0, x1 + 1):
        out.append(f'<line class="grid" x1="{px(10 ** d):.1f}" y1="{TOP}" x2="{px(10 ** d):.1f}" y2="{TOP + HEIGHT}"/>'
                   f'<text x="{px(10 ** d):.1f}" y="{TOP + HEIGHT + 16}" text-anchor="middle">{10 ** d:g}</text>')
    for d in range(y0, y1 + 1):
        out.append(f'<line class="grid" x1="{at}" y1="{py(10 ** d):.1f}" x2="{at + WIDTH}" y2="{py(10 ** d):.1f}"/>'
                   f'<text x="{at - 6}" y="{py(10 ** d) + 4:.1f}" text-anchor="end">{10.0 ** d:g}</text>')
    points = [(px(x), py(y)) for x, y in zip(xs, ys)]
    out.append('<polyline points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>')
    out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{n} pages: {v:g} {name}</title></circle>' for (x, y), n, v in zip(points, xs, ys)]
    out.append(f'<text x="{at + WIDTH / 2}" y="{TOP + HEIGHT + 34}" text-anchor="middle">pages</text>')
    return "".join(out)


def plot(rows):
    xs = [int(r["pages"]) for r in rows]
    column = lambda name: [max(float(r[name]), .001) for r in rows]
    second = LEFT * 2 + WIDTH + 20
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {second + WIDTH + 20} {TOP + HEIGHT + 48}" font-family="sans-serif" font-size="11">'
            "<style>.grid{stroke:#ccc;stroke-width:.5}.title{font-size:13px}polyline{fill:none;stroke:#1b5e9e;stroke-width:1.5}circle{fill:#1b5e9e}</style>"
            f'<rect width="100%" height="100%" fill="#fff"/>{panel(LEFT, "Seconds", xs, column("seconds"), "s")}'
            f'{panel(second, "Memory, MiB", xs, column("mebibytes"), "MiB")}</svg>\n')


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--synoptic", default=os.path.join(ROOT, "build", "synoptic"))
    options.add_argument("--shared", default=os.environ.get("SYNOPTIC_SHARED", os.path.join(ROOT, "..", "shared")))
    options.add_argument("--sizes", default=SIZES)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--threads", type=int, default=0, help="0: all cores")
    options.add_argument("--csv", help="the table (else standard output)")
    options.add_argument("--svg", help="the plot")
    run = options.parse_args()
    try:
        story = largest_story(run.shared)
    except OSError:
        print(f"scale.py: no crawled stories under {run.shared}: nothing is measured")
        return
    rows = []
    with tempfile.TemporaryDirectory(prefix="synoptic-scale-") as folder:
        for n in map(int, run.sizes.split(",")):
            rows.append(row(run, story, n, folder))
            print(f"{n:>6} pages ({rows[-1]['of_them_changed']} of them changed copies): {rows[-1]['seconds']} s, {rows[-1]['mebibytes']} MiB", file=sys.stderr)
    out = open(run.csv, "w", encoding="utf-8", newline="") if run.csv else sys.stdout
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    if run.csv:
        out.close()
    if run.svg:
        with open(run.svg, "w", encoding="utf-8") as f:
            f.write(plot(rows))


if __name__ == "__main__":
    main()
