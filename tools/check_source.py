#!/usr/bin/env python3
"""Checks of the source tree itself.

usage: check_source.py includes|headers|sizes|tables

includes  a stage knows base, neural and earlier stages' public headers; cli and other users of the library public headers only
headers   every public header compiles alone, as C17 and as C++17 (CC and CXX name the compilers)
sizes     functions fit a screen, files stay readable
tables    tables in data/ are well-formed: UTF-8, no stray white space; Python files compile
"""
import collections
import glob
import os
import re
import subprocess
import sys
import tempfile

# In the order in which data flows. Who stands outside the library sees its public headers only.
STAGES = ["read", "extract", "annotate", "facts", "group", "reconcile", "pipeline", "report", "store", "serve"]
OUTSIDE = ["cli", "serve"]
NEURAL_USERS = {"neural", "annotate", "group", "reconcile"}
# Libraries that one stage hides from the others.
FENCED = {"lexbor/": {"extract"}, "sqlite3.h": {"store"}, "uchardet": {"read", "extract"}, "compact_lang_det": {"extract"},
          "zlib.h": {"read"}, "zstd.h": {"read"}, "libdeflate.h": {"read"}, "brotli/": {"read"}, "expat.h": {"read"}, "microhttpd.h": {"serve"}}
# Past `wanted` a function or file is named, past `most` the check fails.
FUNCTION_WANTED, FUNCTION_MOST = 60, 75
SOURCE_MOST, HEADER_MOST = 800, 300

problems = []


def problem(path, line, text):
    problems.append(f"{path}:{line}: {text}")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def sources(*suffixes):
    return sorted(p for s in suffixes for p in glob.glob(f"src/**/*{s}", recursive=True) + glob.glob(f"fuzz/*{s}"))


# ---- includes --------------------------------------------------------------------------------------------------

def own_stage(path):
    return path.split("/")[1] if path.startswith("src/") else "fuzz"


def public_stage(header):
    """The stage of synoptic/NAME.h: NAME, or what it begins with (annotate_labels.h is annotate's)."""
    name = os.path.splitext(os.path.basename(header))[0]
    return name if name in STAGES + ["base", "synoptic"] else name.split("_")[0]


def why_not(stage, header):
    if header.startswith("synoptic/"):
        of = public_stage(header)
        if of == "base" or stage in ("cli", "fuzz", of):
            return None
        if of not in STAGES or stage not in STAGES:
            return f"{stage} may not know {of}"
        return None if STAGES.index(of) < STAGES.index(stage) else f"{of} comes after {stage}"
    folder = header.split("/")[0] if "/" in header else stage
    if folder == stage:
        return None
    if folder == "base":
        if stage in OUTSIDE:
            return f"{stage} uses public headers only"
        return None if header == "base/base.h" or stage == "base" else "base/base.h is base's only face"
    if folder == "neural":
        return None if stage in NEURAL_USERS else f"{stage} does not compute with neural"
    if folder in STAGES + OUTSIDE:
        return f"{header} is private to {folder}"
    return None


def check_includes():
    for path in sources(".c", ".h", ".cpp"):
        stage = own_stage(path)
        for n, line in enumerate(read(path).split("\n"), 1):
            m = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not m:
                continue
            header = m.group(2)
            why = why_not(stage, header) if m.group(1) == '"' else None
            for fence, allowed in FENCED.items():
                if header.startswith(fence) or f"/{fence}" in header:
                    why = why or (None if stage in allowed else f"only {', '.join(sorted(allowed))} may use {header}")
            if why:
                problem(path, n, f"#include {header}: {why}")


# ---- headers ---------------------------------------------------------------------------------------------------

def check_headers():
    flags = ["-fsyntax-only", "-Wall", "-Wextra", "-Wconversion", "-Wpedantic", "-Werror", "-Iinclude"]
    languages = ((os.environ.get("CC", "cc"), "c", "c17"), (os.environ.get("CXX", "c++"), "c++", "c++17"))
    for header in sorted(glob.glob("include/**/*.h", recursive=True)):
        for compiler, language, standard in languages:
            with tempfile.NamedTemporaryFile("w", suffix=".c") as f:
                name = os.path.relpath(header, "include")
                f.write(f'#include "{name}"\n#include "{name}"\nextern int nothing;\n')
                f.flush()
                run = subprocess.run([compiler, "-x", language, f"-std={standard}", *flags, f.name], capture_output=True, text=True)
            if run.returncode:
                problem(header, 1, f"does not compile alone as {standard}:\n{run.stderr}")


# ---- sizes -----------------------------------------------------------------------------------------------------

def functions(text):
    """(name, first line, number of lines) of every function: in this style its braces stand in the first column."""
    lines = text.split("\n")
    start = None
    for n, line in enumerate(lines):
        if line == "{" and n:
            start = n
        elif line == "}" and start is not None:
            first = start
            while first and lines[first - 1].strip() and not lines[first - 1].startswith(("}", "#", "/*", " */", "//")):
                first -= 1
            head = " ".join(lines[first:start])
            name = re.search(r"(\w+)\s*\(", head)
            yield (name.group(1) if name else "?"), first + 1, n - first + 1
            start = None


def check_sizes():
    for path in sources(".c", ".h", ".cpp"):
        if path.endswith("_tables.c"):
            continue
        text = read(path)
        count, most = text.count("\n"), HEADER_MOST if path.endswith(".h") else SOURCE_MOST
        if count > most:
            problem(path, 1, f"{count} lines, at most {most}")
        for name, line, length in functions(text):
            if length > FUNCTION_MOST:
                problem(path, line, f"{name}: {length} lines, at most {FUNCTION_MOST}")
            elif length > FUNCTION_WANTED:
                print(f"note: {path}:{line}: {name} has {length} lines")


# ---- tables ----------------------------------------------------------------------------------------------------

def check_tables():
    for path in sorted(glob.glob("data/*/*.txt")):
        seen = collections.Counter()
        for n, line in enumerate(read(path).split("\n"), 1):
            if line != line.rstrip():
                problem(path, n, "white space at the end of the line")
            if "\r" in line:
                problem(path, n, "a carriage return")
            if not line.strip() or line.startswith("#"):
                continue
            entry = tuple(c.strip(" ") for c in line.split("\t") if not c.startswith("#"))
            seen[entry] += 1
            if seen[entry] == 2:
                print(f"note: {path}:{n}: entry is there twice: {entry[0]}")
    for path in sorted(glob.glob("tools/**/*.py", recursive=True) + glob.glob("tests/**/*.py", recursive=True)):
        try:
            compile(read(path), path, "exec")
        except SyntaxError as e:
            problem(path, e.lineno or 1, str(e))
    if sys.version_info[:2] == (3, 11):
        run = subprocess.run([sys.executable, "tools/make_unicode.py"], capture_output=True, text=True)
        if run.stdout != read("src/base/unicode_tables.c"):
            problem("src/base/unicode_tables.c", 1, "is not what tools/make_unicode.py makes")


if __name__ == "__main__":
    checks = {"includes": check_includes, "headers": check_headers, "sizes": check_sizes, "tables": check_tables}
    if len(sys.argv) != 2 or sys.argv[1] not in checks:
        sys.exit(__doc__)
    os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    checks[sys.argv[1]]()
    print("\n".join(problems) or f"{sys.argv[1]}: nothing to complain about")
    sys.exit(bool(problems))
