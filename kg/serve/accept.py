"""Content negotiation: which of the forms on offer a client would rather have (RFC 9110, 12.5.1)."""

from __future__ import annotations

RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media type -> form of the answer to SELECT and ASK; the first of a form is what is sent."""

RDF = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "text/plain": "ntriples",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
"""The same for graphs."""

PAGE = {"text/html": "page", "application/xhtml+xml": "page"}

MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""Form -> the Content-Type that it is sent with."""


def best(accept: str | None, offers: dict[str, str]) -> str | None:
    """The form that a client with this Accept header likes best; of equally liked ones the first on offer. None: it takes none of them.

    Without a header the first. A range that is not well formed is passed over.
    """
    if accept is None or not accept.strip():
        return next(iter(offers.values()))
    ranges = [parsed for part in accept.split(",") if (parsed := _range(part)) is not None]
    liked = [(_quality(ranges, media), -i, form) for i, (media, form) in enumerate(offers.items())]
    quality, _, form = max(liked)
    return form if quality > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    main, slash, sub = media.partition("/")
    if not (slash and main and sub):
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return None
    return (media, quality) if 0 <= quality <= 1 else None


def _quality(ranges: list[tuple[str, float]], media: str) -> float:
    """By the most exact range that fits."""
    main = media.partition("/")[0]
    for wanted in (media, f"{main}/*", "*/*"):
        fitting = [quality for name, quality in ranges if name == wanted]
        if fitting:
            return max(fitting)
    return 0.0
