"""The bytes of an input, unpacked where it is gzip, never more than the limit."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from kg.errors import ReadError
from kg.read.draft import Fault
from kg.read.encoding import decode, is_wide
from kg.read.inputs import InputFile

_GZIP = b"\x1f\x8b"


@contextmanager
def opened(file: InputFile) -> Iterator[io.BufferedReader]:
    """The unpacked bytes as a stream that can be peeked at. Raises ReadError: it cannot be opened, or is no gzip though its name says so."""
    try:
        if file.path is None:
            raw = cast(BinaryIO, sys.stdin.buffer)
        elif file.path.is_dir():
            raise ReadError("a folder that cannot be listed")
        elif not file.path.is_file():
            raise ReadError("not a regular file")
        else:
            raw = file.path.open("rb")
    except OSError as error:
        raise ReadError(f"cannot be opened: {error.strerror}") from error
    stream = io.BufferedReader(cast(io.RawIOBase, raw)) if not isinstance(raw, io.BufferedReader) else raw
    try:
        if stream.peek(2)[:2] == _GZIP:
            yield io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=stream)))
        elif file.source.lower().endswith(".gz"):
            raise ReadError("empty" if not stream.peek(1) else "not gzip, though its name says so")
        else:
            yield stream
    finally:
        if file.path is not None:
            raw.close()


def whole(stream: io.BufferedReader, limit: int) -> bytes:
    """All bytes. Raises ReadError: empty, more than `limit`, packed data that is broken or ends early."""
    with _unpacking():
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"too large: more than {limit} bytes")
    if not data.strip():
        raise ReadError("empty")
    return data


def lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, str | Fault]]:
    """The numbered lines with their line ends, decoded one by one so that a bad one does not spoil the rest; a bad line is a Fault.

    UTF-16 and UTF-32 are read whole, within `limit`. Raises ReadError where there is nothing, or packed data is broken.
    """
    with _unpacking():
        start = stream.peek(2_000)[:2_000]
    if not start:
        raise ReadError("empty")
    if is_wide(start):
        text = decode(whole(stream, limit))
        yield from enumerate(io.StringIO(text, newline=""), 1)
        return
    number = 0
    while True:
        number += 1
        with _unpacking(number):
            data = stream.readline(limit + 1)
            if not data:
                return
            if len(data) > limit:
                while data and not data.endswith(b"\n"):
                    data = stream.readline(1_000_000)
                yield number, Fault(f"too large: a line of more than {limit} bytes", number)
                continue
        try:
            yield number, decode(data)
        except ReadError as error:
            yield number, Fault(error.reason, number)


@contextmanager
def _unpacking(line: int | None = None) -> Iterator[None]:
    try:
        yield
    except EOFError as error:
        raise ReadError("not whole: the packed data ends early", line=line) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ReadError(f"not whole: the packed data is broken ({error})", line=line) from error
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", line=line) from error
