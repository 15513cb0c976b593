#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Write and read the weights container (docs/formats/model.md, version 1).

    from container import Container
    c = Container(name="tokens", version=1, licence="...", data="...", recipe="...", seed=1,
                  date="2025-01-31")
    c.tensor("enc/w", array)            # numpy int8, uint8, int16, int32, float32; C order
    c.strings("labels", ["a", "b"])     # str or bytes
    c.meta["scale"] = 0.5               # str, int, float
    c.write("models/tokens.syn")        # atomic: a temporary file beside it, then a rename

    m, chunks = read("models/tokens.syn")   # checks everything the C reader checks

Needs numpy and libxxhash.so.0 (Debian: python3-numpy, libxxhash0).
"""
import ctypes
import os
import re
import struct
import sys

import numpy as np

MAGIC = b"\x89SYN\r\n\x1a\n"
VERSION = 1
TYPES = {"meta": 1, "i8": 2, "u8": 3, "i16": 4, "i32": 5, "f32": 6, "strings": 7}
NAMES = {v: k for k, v in TYPES.items()}
DTYPES = {"int8": "i8", "uint8": "u8", "int16": "i16", "int32": "i32", "float32": "f32"}
NUMPY = {"i8": "<i1", "u8": "<u1", "i16": "<i2", "i32": "<i4", "f32": "<f4"}
REQUIRED = ("name", "version", "licence", "data", "recipe", "seed", "date")
MAX_CHUNKS = 4096

_lib = ctypes.CDLL("libxxhash.so.0")
_lib.XXH3_64bits.restype = ctypes.c_uint64
_lib.XXH3_64bits.argtypes = [ctypes.c_char_p, ctypes.c_size_t]


def xxh3(data):
    return _lib.XXH3_64bits(bytes(data), len(data))


def pack_meta(meta):
    out = []
    for key, value in meta.items():
        k = key.encode()
        if not re.fullmatch(rb"[a-z0-9._-]{1,255}", k):
            raise ValueError("bad key %r" % key)
        if isinstance(value, (bool, int, np.integer)):
            kind, v = 2, struct.pack("<q", int(value))
        elif isinstance(value, (float, np.floating)):
            kind, v = 3, struct.pack("<d", float(value))
        else:
            kind, v = 1, str(value).encode()
        out.append(struct.pack("<HHI", len(k), kind, len(v)) + k + v)
    return b"".join(out)


def unpack_meta(body):
    meta, at = {}, 0
    while at < len(body):
        nk, kind, nv = struct.unpack_from("<HHI", body, at)
        at += 8
        key = body[at:at + nk].decode()
        value = body[at + nk:at + nk + nv]
        at += nk + nv
        if at > len(body) or key in meta:
            raise ValueError("bad meta entry")
        meta[key] = (value.decode() if kind == 1 else
                     struct.unpack("<q" if kind == 2 else "<d", value)[0])
    return meta


def pack_strings(items):
    items = [s if isinstance(s, bytes) else s.encode() for s in items]
    offsets = np.zeros(len(items) + 1, dtype="<u4")
    offsets[1:] = np.cumsum([len(s) for s in items])
    return offsets.tobytes() + b"".join(items)


def unpack_strings(body, n):
    off = np.frombuffer(body, "<u4", n + 1)
    blob = body[4 * (n + 1):]
    if off[0] != 0 or (np.diff(off.astype("i8")) < 0).any() or off[n] != len(blob):
        raise ValueError("bad string table")
    return [blob[off[i]:off[i + 1]] for i in range(n)]


class Container:
    def __init__(self, **meta):
        self.meta = dict(meta)
        self.chunks = {}

    def _add(self, name, kind, dims, body):
        if not re.fullmatch(r"[a-z0-9._/-]{1,47}", name) or name == "meta":
            raise ValueError("bad chunk name %r" % name)
        if name in self.chunks:
            raise ValueError("chunk %r twice" % name)
        self.chunks[name] = (TYPES[kind], tuple(int(d) for d in dims), body)

    def tensor(self, name, array):
        array = np.asarray(array)
        kind = DTYPES.get(array.dtype.name)
        if kind is None or array.ndim > 4:
            raise ValueError("%s: no type for %s of %d dims" % (name, array.dtype, array.ndim))
        body = np.ascontiguousarray(array, dtype=NUMPY[kind]).tobytes()
        self._add(name, kind, array.shape, body)

    def strings(self, name, items):
        items = list(items)
        self._add(name, "strings", (len(items),), pack_strings(items))

    def bytes(self):
        missing = [k for k in REQUIRED if k not in self.meta]
        if missing:
            raise ValueError("metadata lack " + ", ".join(missing))
        chunks = dict(self.chunks)
        chunks["meta"] = (TYPES["meta"], (), pack_meta(self.meta))
        if len(chunks) > MAX_CHUNKS:
            raise ValueError("too many chunks")
        at = 64 + 96 * len(chunks)
        table, bodies = [], []
        for name in sorted(chunks, key=lambda s: s.encode()):
            kind, dims, body = chunks[name]
            pad = -at % 64
            at += pad
            bodies.append(b"\0" * pad + body)
            table.append(struct.pack("<48sII4IQQQ", name.encode(), kind, len(dims),
                                     *(dims + (0,) * (4 - len(dims))), at, len(body), xxh3(body)))
            at += len(body)
        table = b"".join(table)
        head = struct.pack("<8sIIQIIQQQ", MAGIC, VERSION, 64, at, len(chunks), 96, 0, xxh3(table), 0)
        return head + struct.pack("<Q", xxh3(head)) + table + b"".join(bodies)

    def write(self, path):
        data = self.bytes()
        part = path + ".part"
        with open(part, "wb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        os.replace(part, path)
        return len(data)


def read(path):
    """(meta, {name: numpy array or list of bytes}); raises ValueError on anything bad."""
    with open(path, "rb") as f:
        data = f.read()
    if data[:8] != MAGIC:
        raise ValueError("not a weights file")
    if len(data) < 64:
        raise ValueError("truncated")
    _, version, hb, size, n, eb, r1, table_sum, r2, head_sum = struct.unpack_from("<8sIIQIIQQQQ", data)
    if version > VERSION:
        raise ValueError("format version %d is newer" % version)
    if size != len(data):
        raise ValueError("length %d, header says %d" % (len(data), size))
    if xxh3(data[:56]) != head_sum:
        raise ValueError("header checksum")
    if hb != 64 or eb != 96 or r1 or r2 or not 1 <= n <= MAX_CHUNKS or 64 + 96 * n > size:
        raise ValueError("bad header")
    if xxh3(data[64:64 + 96 * n]) != table_sum:
        raise ValueError("table checksum")
    meta, chunks, end, last = None, {}, 64 + 96 * n, b""
    for i in range(n):
        raw, kind, nd, *rest = struct.unpack_from("<48sII4IQQQ", data, 64 + 96 * i)
        dims, (offset, length, checksum) = tuple(rest[:nd]), rest[4:]
        if raw <= last or kind not in NAMES or nd > 4 or offset != end + -end % 64:
            raise ValueError("bad entry %d" % i)
        last, end = raw, offset + length
        name, body = raw.rstrip(b"\0").decode(), data[offset:end]
        if len(body) != length or xxh3(body) != checksum:
            raise ValueError("chunk %s: checksum" % name)
        if NAMES[kind] == "meta":
            meta = unpack_meta(body)
        elif NAMES[kind] == "strings":
            chunks[name] = unpack_strings(body, dims[0])
        else:
            chunks[name] = np.frombuffer(body, NUMPY[NAMES[kind]]).reshape(dims)
    if meta is None or end != size:
        raise ValueError("no meta, or bytes past the end")
    return meta, chunks


if __name__ == "__main__":
    for p in sys.argv[1:]:
        m, c = read(p)
        print(p)
        for k, v in m.items():
            print("  %-12s %s" % (k, v))
        for k, v in c.items():
            print("  %-32s %s" % (k, "strings[%d]" % len(v) if isinstance(v, list)
                                  else "%s%s" % (v.dtype, list(v.shape))))
