"""The bytes of an input, unpacked where it is gzip, never more than the limit."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from kg.errors import ReadError
from kg.read.draft import NOT_WHOLE, Fault
from kg.read.encoding import BINARY, decode, is_binary, is_wide, up_to_last_character
from kg.read.inputs import InputFile

_GZIP = b"\x1f\x8b"
_AT_ONCE = 1_000_000


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
            yield io.BufferedReader(_Unpacked(stream))
        elif file.source.lower().endswith(".gz"):
            raise ReadError("empty" if not stream.peek(1) else "not gzip, though its name says so")
        else:
            yield stream
    finally:
        if file.path is not None:
            raw.close()


class _Unpacked(io.RawIOBase):
    """What gzip data hold. Where they break off it ends, and `fault` tells why; so nothing is lost of what came before."""

    def __init__(self, packed: BinaryIO) -> None:
        self._gzip = gzip.GzipFile(fileobj=packed)
        self.fault: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.fault is not None:
            return 0
        try:
            data = self._gzip.read1(len(buffer))
        except EOFError:
            self.fault = f"{NOT_WHOLE}: the packed data ends early"
        except (gzip.BadGzipFile, zlib.error) as error:
            self.fault = f"{NOT_WHOLE}: the packed data is broken ({error})"
        else:
            buffer[: len(data)] = data
            return len(data)
        return 0


def whole(stream: io.BufferedReader, limit: int) -> bytes:
    """All bytes. Raises ReadError: empty, more than `limit`, packed data that is broken or ends early."""
    data, fault = beginning(stream, limit)
    if fault is not None:
        raise ReadError(fault)
    return data


def beginning(stream: io.BufferedReader, limit: int) -> tuple[bytes, str | None]:
    """As `whole`, but of packed data that break off all that comes before, up to the last character that is whole, with what is wrong."""
    parts: list[bytes] = []
    left = limit + 1
    with _reading():
        while left > 0 and (part := stream.read(min(left, _AT_ONCE))):  # a read sets aside as much room as it is asked for
            parts.append(part)
            left -= len(part)
    data = b"".join(parts)
    if len(data) > limit:
        raise ReadError(f"too large: more than {limit} bytes")
    fault = _fault(stream)
    if not data.strip():
        raise ReadError(fault or "empty")
    return (data, None) if fault is None else (up_to_last_character(data), fault)


def lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, str | Fault]]:
    """The numbered lines with their line ends, decoded one by one so that a bad one does not spoil the rest; a bad line is a Fault.

    UTF-16 and UTF-32 are read whole, within `limit`. Raises ReadError where there is nothing or the start is no text; and where packed data
    break off, at the line that is not whole.
    """
    with _reading():
        start = stream.peek(2_000)[:2_000]
    if not start:
        raise ReadError(_fault(stream) or "empty")
    if is_wide(start):
        yield from _wide_lines(*beginning(stream, limit))
        return
    if is_binary(start):
        raise ReadError(BINARY)
    number = 0
    while True:
        number += 1
        with _reading(number):
            data = stream.readline(limit + 1)
            if len(data) > limit:
                while data and not data.endswith(b"\n"):
                    data = stream.readline(_AT_ONCE)
                yield number, Fault(f"too large: a line of more than {limit} bytes", number)
                continue
        fault = _fault(stream)
        if fault is not None and not data.endswith(b"\n"):
            raise ReadError(fault, line=number)
        if not data:
            return
        try:
            yield number, decode(data)
        except ReadError as error:
            yield number, Fault(error.reason, number)


def _wide_lines(data: bytes, fault: str | None) -> Iterator[tuple[int, str | Fault]]:
    number = 1
    for line in io.StringIO(decode(data), newline=""):
        if fault is not None and not line.endswith(("\n", "\r")):
            break
        yield number, line
        number += 1
    if fault is not None:
        raise ReadError(fault, line=number)


def _fault(stream: io.BufferedReader) -> str | None:
    """Why there is no more to read, where that is not that the file ends."""
    return stream.raw.fault if isinstance(stream.raw, _Unpacked) else None


@contextmanager
def _reading(line: int | None = None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", line=line) from error
