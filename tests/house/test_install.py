#!/usr/bin/env python3
"""What `make install` puts down works by itself: the command with its model and manual, the library with its headers."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stdout}")
    return done.stdout


def one(*path):
    found = glob.glob(os.path.join(*path), recursive=True)
    if not found:
        sys.exit("not installed: " + os.path.join(*path))
    return found[0]


def pkg_config(pc, root):
    """What pkg-config would print, which need not be installed."""
    values = {}
    with open(pc, encoding="utf-8") as f:
        for line in f:
            for mark in ("=", ": "):
                name, found, value = line.strip().partition(mark)
                if found and name.isidentifier():
                    for known, text in values.items():
                        value = value.replace("${%s}" % known, text)
                    values[name] = root + value if name == "prefix" else value
                    break
    return values["Cflags"].split() + values["Libs"].split()


def main():
    build = os.environ["SY_BINARY_DIR"]
    if not os.path.exists(os.environ["SY_MODEL_FILE"]) or not os.path.exists(os.path.join(build, "synoptic.pc")):
        print("skipped: needs the model and a build that installs")
        return 77
    with tempfile.TemporaryDirectory() as root:
        run(["cmake", "--install", build], env={**os.environ, "DESTDIR": root})
        command = one(root, "**", "bin", "synoptic")
        bare = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        assert '"synoptic"' in run([command, "report", "--quiet", "--format", "json", "examples/dresk"], env=bare)
        one(root, "**", "man1", "synoptic-report.1")
        library = os.path.dirname(one(root, "**", "libsynoptic.so"))
        program = os.path.join(root, "disputed")
        compiler = os.environ.get("CC") or shutil.which("gcc") or "cc"
        flags = pkg_config(one(root, "**", "synoptic.pc"), root)
        run([compiler, "-std=c17", "-Wall", "-Wextra", "-Werror", "examples/library/disputed.c", *flags, "-o", program])
        reports = sorted(glob.glob("examples/dresk/*"))
        printed = run([program, one(root, "**", "*.symodel"), *reports], env={**bare, "LD_LIBRARY_PATH": library})
        assert printed.strip(), "the library's program found nothing"
        print("\n".join(printed.split("\n")[:6]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
