"""Stable, readable names for the things of the graph: slugs, ids and IRIs.

An id is the path of an IRI under the base ("company/xiaomi"); the same words give the same slug, whatever the order of input.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import blake2b
from urllib.parse import quote, unquote

from kg.errors import UsageError
from kg.ontology import ontology

STANDARD_PREFIXES: dict[str, str] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
}

# Latin letters that Unicode does not take apart into a letter and an accent.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"})
_MARKS = re.compile(r"[™®©℠]")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_INITIALS = re.compile(r"(?<![^\W_])([a-z])\.(?=[a-z](?:\.|\b))")
_OTHER = re.compile(r"[^a-z0-9]+")
_IRI_WITH_PATH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+(?:/[^?#]*)?/")
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*[/#:=]")


@cache
def prefixes() -> dict[str, str]:
    """Every prefix that the project's files use, `reg` first."""
    return {"reg": ontology().namespace, **STANDARD_PREFIXES}


def slug(text: str, limit: int = 80) -> str:
    """`text` in lower-case ASCII letters, digits and single hyphens: "Crédit Agricole S.A." gives "credit-agricole-sa". Never empty.

    Letters of another script cannot be folded: a digest of the whole text stands for them ("x" and ten hexadecimal digits),
    so that different names do not fall together. A slug longer than `limit` is cut at a word and also gets the digest.
    """
    folded = _MARKS.sub(" ", unicodedata.normalize("NFC", text)).casefold().translate(_LATIN).replace("&", " and ").replace("+", " plus ")
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)).casefold().translate(_LATIN)
    plain = _INITIALS.sub(r"\1", _APOSTROPHES.sub("", plain))
    words = _OTHER.sub("-", plain).strip("-")
    foreign = any(c.isalnum() and not c.isascii() for c in plain)
    if words and not foreign and len(words) <= limit:
        return words
    digest = "x" + blake2b(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    room = limit - len(digest) - 1
    if len(words) > room:
        words = (words[:room].rpartition("-")[0] or words[:room]).strip("-") if room > 0 else ""
    return f"{words}-{digest}" if words else digest


def checked_base(base: str) -> str:
    """`base` itself where ids can be put after it. Raises UsageError: not absolute, an illegal character, no "/", "#", ":" or "=" at the end."""
    if not _BASE.fullmatch(base):
        raise UsageError(f"not a base IRI (absolute, ending in / # : or =): {base!r}")
    return base


def iri(base: str, id: str) -> str:
    """The IRI of an id under a base. Different ids give different IRIs; `id_of` leads back. What an IRI may not hold is percent-encoded."""
    path = quote(id, safe="/-._~", encoding="utf-8", errors="surrogatepass")
    if "/." in path or path[:1] in (".", "/") or "//" in path:
        # An empty or a dotted segment would be resolved away where the IRI is written relative to its base.
        path = "/".join(part.replace(".", "%2E") if part in (".", "..") else part for part in path.split("/"))
    return base + path


def id_of(base: str, iri: str) -> str | None:
    """The id that an IRI was made from; None where it does not lie under the base."""
    return unquote(iri[len(base) :], encoding="utf-8", errors="surrogatepass") if iri.startswith(base) else None


def resolves_relative(base: str) -> bool:
    """Whether an IRI under `base` may be written relative to it: it is hierarchical and ends in "/"."""
    return _IRI_WITH_PATH.fullmatch(base) is not None
