"""Bytes to text: what the file declares, what its bytes betray."""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError

BINARY = "binary data, not text"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_STARTS = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_ASCII = bytes(range(32, 127)).replace(b"\\", b"") + rb"\u0041+AGE-"  # with what stands for other letters in escaped Unicode and in UTF-7
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_SAMPLE = 65_536


def decode(data: bytes, *, markup: bool = False) -> str:
    """The text of `data`, without a byte order mark; in `markup`, a declaration in the file is heeded.

    Raises ReadError: binary data, or bytes that no encoding makes sense of.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if data.startswith(_BINARY_STARTS):
        raise ReadError(BINARY)
    if wide := _wide_encoding(data):
        return _strictly(data, wide)
    sample = data[:_SAMPLE]
    if b"\x00" in data or _is_binary(sample):
        raise ReadError(BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = error
    if markup and (declared := _declared(sample)):
        return _strictly(data, declared)
    if len(data) - fault.start < 4 and fault.reason == "unexpected end of data" and not data[: fault.start].isascii():
        raise ReadError("not whole: ends inside a UTF-8 character")
    return _guessed(data)


def is_wide(start: bytes) -> bool:
    """Whether data that start so take more than one byte for each letter, so that a line end is no single byte."""
    marks = (mark for mark, encoding in _MARKS if encoding != "utf-8")
    return start.startswith(tuple(marks)) or _wide_encoding(start[: len(start) // 2 * 2]) is not None


def is_binary(start: bytes) -> bool:
    """Whether what starts so, in one byte a letter, is no text throughout, rather than text with a bad line or two."""
    spoilt = sum(len(line) for line in start.splitlines() if line.translate(None, _CONTROLS) != line)
    return start.startswith(_BINARY_STARTS) or (_is_binary(start) and spoilt > 0.5 * len(start))


def _is_binary(sample: bytes) -> bool:
    return len(sample.translate(None, _CONTROLS)) < 0.95 * len(sample)


def up_to_last_character(data: bytes) -> bytes:
    """Data that break off, without a character of which a part is missing."""
    if is_wide(data[:2_000]):
        width = 4 if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else 2
        return data[: len(data) // width * width]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[: error.start] if error.reason == "unexpected end of data" else data
    return data


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"not {encoding} text: byte {error.start} ({error.reason})") from error
    except UnicodeError as error:  # some decoders do not say where
        raise ReadError(f"not {encoding} text: {error}") from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every other byte."""
    sample = data[:2_000]
    half = len(sample) // 2
    if len(data) % 2 or half < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even == 0 and odd > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 and even > 0.7 * half else None


def _declared(sample: bytes) -> str | None:
    """What the file says it is in. The words that say so were read as ASCII, so an encoding that reads those otherwise is not believed."""
    found = _DECLARED.search(sample[:4_096])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii").lower()
    if not _reads_ascii(name):
        return None
    known = codecs.lookup(name).name
    return "cp1252" if known in ("iso8859-1", "ascii") else None if known in ("utf-8", "utf-8-sig") else known  # as browsers take them


def _reads_ascii(name: str) -> bool:
    """Whether there is an encoding of text by that name, and one that takes ASCII for what it is."""
    try:
        return _ASCII.decode(name) == _ASCII.decode("ascii")
    except (LookupError, UnicodeError):  # no such name, or that of something else (rot13, zip)
        return False


def _guessed(data: bytes) -> str:
    sample = data[:_SAMPLE]
    beyond_ascii = len(sample.translate(None, bytes(range(128))))
    if beyond_ascii < 0.12 * len(sample):  # English with a few accents, dashes and quotes
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass  # one of the five bytes that it leaves out: another one-byte encoding
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise ReadError("no encoding makes sense of the bytes")
    if not _reads_ascii(best.encoding):
        # Its pages write the letters alike and the signs each in its own way, so that a page guessed wrong is seen by nobody.
        raise ReadError("in EBCDIC, or another encoding that is not built on ASCII")
    return _strictly(data, best.encoding)
