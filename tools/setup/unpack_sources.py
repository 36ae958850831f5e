#!/usr/bin/env python3
"""Take the C sources that the build needs out of the downloaded source distributions.

usage: unpack_sources.py DOWNLOADS THIRD_PARTY
"""
import glob
import os
import shutil
import sys
import tarfile

# folder in THIRD_PARTY: (archive, folder in it, what is taken)
WANTED = {
    "lexbor": ("selectolax-*.tar.gz", "lexbor", (
        "LICENSE", "NOTICE", "version", "source/lexbor/core/", "source/lexbor/dom/", "source/lexbor/ns/",
        "source/lexbor/tag/", "source/lexbor/html/", "source/lexbor/encoding/", "source/lexbor/ports/posix/")),
    "yyjson": ("yyjson-*.tar.gz", "yyjson", ("yyjson.c", "yyjson.h")),
}


def take(archive, folder, wanted, out):
    count = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            path = member.name.split("/", 1)[-1]
            if not member.isfile() or not path.startswith(folder + "/") or ".." in path.split("/"):
                continue
            path = path[len(folder) + 1:]
            if not any(path == w or (w.endswith("/") and path.startswith(w)) for w in wanted):
                continue
            target = os.path.join(out, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as f:
                shutil.copyfileobj(tar.extractfile(member), f)
            count += 1
    return count


def main(downloads, third_party):
    os.makedirs(third_party, exist_ok=True)
    for name, (pattern, folder, wanted) in WANTED.items():
        found = glob.glob(os.path.join(downloads, pattern))
        if len(found) != 1:
            sys.exit(f"unpack_sources: {len(found)} files match {pattern} in {downloads}, one is wanted")
        out, new = os.path.join(third_party, name), os.path.join(third_party, name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        if take(found[0], folder, wanted, new) < len(wanted):
            sys.exit(f"unpack_sources: {found[0]} lacks something of {', '.join(wanted)}")
        shutil.rmtree(out, ignore_errors=True)
        os.rename(new, out)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
