#!/usr/bin/env python3
"""Build and test Synoptic in every way that counts; the last line printed is the count of tests.

usage: check.py [--all] [--jobs N] [--fuzz-seconds N]

Always: gcc, release, warnings as errors, all tests and the checks of the source; clang with the address and undefined
sanitizers, all tests, and the fuzz corpora replayed. Where SYNOPTIC_SHARED (or ../shared) has the annotated corpora, the scores
are held against docs/quality-floors.txt.
--all: the thread sanitizer; libFuzzer (--fuzz-seconds in all, 600); and, where what they need is installed, 64-bit ARM
(gcc-aarch64-linux-gnu, qemu-user), types of the web page (tsc), `make demo` and `make check` in a bare Debian (root, debootstrap).
Each build has a folder of its own under build-check/ and is made again only where something changed.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OUT = os.path.join(ROOT, "build-check")
GCC = {"CC": "gcc", "CXX": "g++"}
CLANG = {"CC": "clang", "CXX": "clang++"}


class Tally:
    """Cases where a program says how many it has (cmocka does), else programs."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.broken = []

    def add(self, passed, failed, skipped, name=""):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped
        if failed:
            self.broken.append(name)

    def step(self, ok, name):
        self.add(int(ok), int(not ok), 0, name)
        return ok

    def program(self, name, status, output):
        cases = {word: sum(map(int, re.findall(rf"^\[ +{word} +\] (\d+) test\(s\)", output, re.M)))
                 for word in ("PASSED", "FAILED", "SKIPPED")}
        if status == "notrun":
            self.add(0, 0, 1)
        elif status == "run":
            self.add(max(cases["PASSED"], int(not cases["SKIPPED"])), 0, cases["SKIPPED"])
        else:
            self.add(cases["PASSED"], max(cases["FAILED"], 1), cases["SKIPPED"], name)


def say(text):
    print(text, flush=True)


def run(command, env=None, quiet=True):
    """True where the command succeeds; shows its output where it does not."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}, text=True, errors="replace",
                          stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT if quiet else None)
    if done.returncode and quiet:
        say(done.stdout[-12000:])
    return done.returncode == 0


def build(tally, name, compilers, flags, jobs):
    folder = os.path.join(OUT, name)
    say(f"== {name}: build")
    start = time.monotonic()
    ok = (run(["cmake", "-S", ".", "-B", folder, "-G", "Ninja", "--log-level=WARNING", *flags], compilers)
          and run(["cmake", "--build", folder, "--", "--quiet", f"-j{jobs}"]))
    tally.step(ok, f"{name}: build")
    say(f"   {'done' if ok else 'FAILED'} in {time.monotonic() - start:.0f} s")
    return folder if ok else None


def test(tally, name, folder, jobs, env=None):
    if not folder:
        return
    say(f"== {name}: tests")
    report = os.path.join(folder, "tests.xml")
    if os.path.exists(report):
        os.remove(report)
    done = subprocess.run(["ctest", "--test-dir", folder, "-j", str(jobs), "--output-on-failure", "--no-tests=error",
                           "--test-output-size-passed", "1000000", "--test-output-size-failed", "1000000", "--output-junit", report], cwd=ROOT, env={**os.environ, **(env or {})}, text=True,
                          errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        say(done.stdout[-20000:])
    else:
        say("   " + next((l for l in done.stdout.split("\n") if "tests passed" in l), "?"))
    if not os.path.exists(report):
        tally.step(False, f"{name}: tests")
        return
    for case in ET.parse(report).getroot().iter("testcase"):
        output = "".join(case.itertext())
        tally.program(f"{name}: {case.get('name')}", case.get("status"), output)
        for line in sorted(set(re.findall(r"^\[  SKIPPED \] +([^\d\s].*)$|^(skip.*)$", output, re.M))):
            say(f"   skipped: {case.get('name')}: {''.join(line).strip()}")


def fuzz(tally, folder, seconds):
    """libFuzzer on every target, the time shared among them; new inputs stay in the build folder."""
    if not folder:
        return
    targets = sorted(f[5:] for f in os.listdir(folder)
                     if f.startswith("fuzz_") and os.access(os.path.join(folder, f), os.X_OK) and "." not in f)
    for name in targets:
        each = max(1, seconds // len(targets))
        say(f"== fuzz: {name}, {each} s")
        found = os.path.join(folder, "found", name)
        os.makedirs(found, exist_ok=True)
        seeds = [p for p in [os.path.join("fuzz", "corpus", name)] if os.path.isdir(os.path.join(ROOT, p))]
        words = os.path.join("fuzz", f"{name}.dict")
        options = [f"-dict={words}"] if os.path.exists(os.path.join(ROOT, words)) else []
        tally.step(run([os.path.join(folder, f"fuzz_{name}"), f"-max_total_time={each}", "-timeout=25", "-rss_limit_mb=2048",
                        "-print_final_stats=1", f"-artifact_prefix={found}/", *options, found, *seeds]), f"fuzz: {name}")


def extras(tally):
    """Checks whose tools make check does not install: (name, can it run, command)."""
    page = [os.path.join("web", "src", f) for f in sorted(os.listdir(os.path.join(ROOT, "web", "src"))) if f.endswith(".ts")]
    for name, able, command in (
            ("64-bit ARM", shutil.which("aarch64-linux-gnu-gcc") and shutil.which("qemu-aarch64"),
             ["tools/check_arm64.sh", os.path.join(OUT, "gcc")]),
            ("types of the page", shutil.which("tsc"),
             ["tsc", "--noEmit", "--strict", "--target", "es2020", "--lib", "es2020,dom", "--moduleResolution", "node", *page]),
            ("a bare Debian", os.geteuid() == 0 and shutil.which("debootstrap"), ["tools/check_clean_root.sh"])):
        say(f"== {name}" if able else f"   skipped: {name}: its tools are not installed, or root is wanted")
        if able:
            tally.step(run(command, quiet=name != "a bare Debian"), name)
        else:
            tally.add(0, 0, 1)


def quality(tally, folder):
    """The scores against their floors, where the corpora are at hand."""
    shared = os.environ.get("SYNOPTIC_SHARED", os.path.join(ROOT, "..", "shared"))
    if not os.path.isdir(os.path.join(shared, "corpora")):
        say("   skipped: the scores, for want of the corpora (SYNOPTIC_SHARED)")
        tally.add(0, 0, 1)
    elif folder:
        say("== scores against their floors")
        tally.step(run([sys.executable, "tools/quality.py", "--synoptic", os.path.join(folder, "synoptic")],
                       {"SYNOPTIC_MODEL": os.path.join(ROOT, "model"), "SYNOPTIC_SHARED": shared}), "scores under their floors")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--all", action="store_true")
    options.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options.add_argument("--fuzz-seconds", type=int, default=600)
    args = options.parse_args()
    os.makedirs(OUT, exist_ok=True)
    tally = Tally()
    no_debug = ["-DCMAKE_BUILD_TYPE=Release"]
    debug = ["-DCMAKE_BUILD_TYPE=RelWithDebInfo"]
    release = build(tally, "gcc", GCC, no_debug, args.jobs)
    test(tally, "gcc", release, args.jobs)
    quality(tally, release)
    test(tally, "clang-sanitizers", build(tally, "clang-sanitizers", CLANG, debug + ["-DSY_SANITIZE=ON"], args.jobs), args.jobs,
         {"UBSAN_OPTIONS": "print_stacktrace=1"})
    if args.all:
        test(tally, "clang-threads", build(tally, "clang-threads", CLANG, debug + ["-DSY_SANITIZE=thread"], args.jobs), args.jobs)
        fuzz(tally, build(tally, "clang-fuzz", CLANG, debug + ["-DSY_SANITIZE=ON", "-DSY_FUZZ=ON"], args.jobs), args.fuzz_seconds)
        extras(tally)
    for name in tally.broken:
        say(f"FAILED {name}")
    summary = f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped"
    with open(os.path.join(OUT, "summary"), "w", encoding="utf-8") as f:
        f.write(summary + "\n")
    say(summary)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
