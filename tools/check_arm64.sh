#!/bin/sh
# The library on another processor: all of its C compiles for 64-bit ARM, and annotates an example as the portable path does here.
#
# usage: check_arm64.sh [BUILD]     needs a build, gcc-aarch64-linux-gnu and qemu-user; exit 77 without the last two
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
cc=aarch64-linux-gnu-gcc
command -v $cc >/dev/null && command -v qemu-aarch64 >/dev/null || { echo "skipped: no $cc or qemu-aarch64"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

flags="-std=c17 -O2 -Wall -Wextra -Wconversion -Werror -fno-strict-aliasing -ffp-contract=off -fsigned-char -D_GNU_SOURCE -DSY_VERSION=\"0\"
    -Iinclude -Isrc -I$build/gen -isystem third_party/yyjson -isystem third_party/lexbor/source -DLEXBOR_STATIC
    -idirafter /usr/include -idirafter /usr/include/uchardet -idirafter /usr/include/x86_64-linux-gnu"
for source in src/*/*.c "$build"/gen/*_tables.c bench/annotate.c; do
    case $source in *_avx2.c | *_avx512.c) continue ;; esac
    # shellcheck disable=SC2086 # a list
    $cc $flags -c "$source" -o "$work/$(echo "$source" | tr / _).o"
done
echo "all sources compile"

$cc -static "$work"/src_base_*.o "$work"/src_neural_*.o "$work"/src_annotate_*.o "$work"/bench_annotate.c.o -lm -lpthread -o "$work/annotate"
python3 - "$work/texts" <<'TEXTS'
import struct, sys
with open(sys.argv[1], "wb") as out:
    for name in ("eastern-post.txt", "harbour-times.txt"):
        with open(f"examples/dresk/{name}", "rb") as f:
            text = f.read()
        out.write(struct.pack("<I", len(text)) + text)
TEXTS
model=model/en_core_web_sm.symodel
"$build/bench_annotate" $model "$work/texts" --vectors portable --dump >"$work/here"
qemu-aarch64 "$work/annotate" $model "$work/texts" --dump >"$work/there"
cmp "$work/here" "$work/there"
echo "$(wc -l <"$work/there") lines of tokens, the same on both"
