"""What a graph says of each article, read from its Turtle by the terms of the ontology alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath

import pyoxigraph as ox

from kg.errors import ReadError, UsageError
from kg.evaluation.matching import folded
from kg.ids import STANDARD_PREFIXES
from kg.ontology import ontology

_RDF, _RDFS, _SKOS = STANDARD_PREFIXES["rdf"], STANDARD_PREFIXES["rdfs"], STANDARD_PREFIXES["skos"]
_DCTERMS, _PROV, _OA, _SCHEMA = (STANDARD_PREFIXES[p] for p in ("dcterms", "prov", "oa", "schema"))


_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True)
class FoundEntity:
    """`names` are folded (see `matching.folded`); `types` are local names of classes."""

    types: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class FoundClaim:
    """A claim that is not negated; `object` is an entity's IRI, `dates` and `amounts` are its event's."""

    subject: str
    relation: str
    object: str
    status: str
    confidence: Decimal | None
    quote: str
    dates: frozenset[str] = frozenset()
    amounts: frozenset[tuple[Decimal, str]] = frozenset()


@dataclass(frozen=True)
class FoundEvent:
    """A one-party event that is not negated."""

    type: str
    who: str
    confidence: Decimal | None
    quote: str


@dataclass
class FoundDocument:
    entities: dict[str, FoundEntity] = field(default_factory=dict)
    claims: list[FoundClaim] = field(default_factory=list)
    events: list[FoundEvent] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)


class FoundDocuments:
    """The documents of a graph by source."""

    def __init__(self, by_source: dict[str, FoundDocument]) -> None:
        self._by_source = by_source
        self._by_name: dict[str, FoundDocument] = {}
        for source in sorted(by_source, reverse=True):
            self._by_name[PurePosixPath(source).name] = by_source[source]

    def get(self, document_id: str) -> FoundDocument | None:
        """The document of that source, or else of that file name."""
        return self._by_source.get(document_id) or self._by_name.get(document_id)


class _Triples:
    """Triples by subject and predicate, in the order of the file."""

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._objects: dict[object, dict[str, dict[_Term, None]]] = defaultdict(lambda: defaultdict(dict))
        for triple in triples:
            self._objects[triple.subject][triple.predicate.value][triple.object] = None

    def objects(self, subject: object, predicate: str) -> list[_Term]:
        return list(self._objects[subject][predicate]) if subject in self._objects and predicate in self._objects[subject] else []

    def first(self, subject: object, predicate: str) -> _Term | None:
        return next(iter(self.objects(subject, predicate)), None)

    def subjects(self, predicate: str) -> list[object]:
        return [s for s, by_predicate in self._objects.items() if predicate in by_predicate]


def read_found(path: Path) -> FoundDocuments:
    """Read a graph in Turtle. Raises UsageError where there is no such file, ReadError where it is not Turtle or an amount is no number."""
    if not path.is_file():
        raise UsageError(f"no such graph: {path}")
    try:
        triples = _Triples(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri()))
    except SyntaxError as error:
        raise ReadError(f"not Turtle: {error.msg}", str(path), error.lineno) from error
    return _Reader(triples, str(path)).documents()


class _Reader:
    def __init__(self, triples: _Triples, path: str) -> None:
        self._triples, self._path = triples, path
        self._reg = ontology().namespace
        self._entities: dict[str, FoundEntity] = {}
        self._one_party = frozenset(ontology().one_party_events())

    def documents(self) -> FoundDocuments:
        by_source: dict[str, FoundDocument] = {}
        by_article: dict[object, FoundDocument] = {}
        for article in self._triples.subjects(f"{_DCTERMS}source"):
            for source in self._triples.objects(article, f"{_DCTERMS}source"):
                by_article[article] = by_source.setdefault(_text(source), FoundDocument())
        for article, document in by_article.items():
            for mentioned in self._triples.objects(article, f"{_SCHEMA}mentions"):
                document.entities[_text(mentioned)] = self._entity(mentioned)
        for claim in self._triples.subjects(f"{_RDF}type"):
            if any(_text(t) == f"{self._reg}Claim" for t in self._triples.objects(claim, f"{_RDF}type")):
                home = self._triples.first(claim, f"{_PROV}wasDerivedFrom")
                if home is not None and home in by_article:
                    self._claim(claim, by_article[home])
        return FoundDocuments(by_source)

    def _entity(self, term: _Term) -> FoundEntity:
        iri = _text(term)
        if iri not in self._entities:
            labels = (f"{_RDFS}label", f"{_SKOS}prefLabel", f"{_SKOS}altLabel")
            names = frozenset(folded(_text(name)) for label in labels for name in self._triples.objects(term, label))
            self._entities[iri] = FoundEntity(frozenset(_local(t) for t in self._triples.objects(term, f"{_RDF}type")), names)
        return self._entities[iri]

    def _claim(self, claim: object, document: FoundDocument) -> None:
        first = self._triples.first
        subject, predicate, obj = (first(claim, f"{_RDF}{part}") for part in ("subject", "predicate", "object"))
        if subject is None or predicate is None or obj is None:
            raise ReadError(f"the claim {claim} lacks its subject, predicate or object", self._path)
        quotes = [_text(q) for selector in self._triples.objects(claim, f"{_OA}hasSelector") for q in self._triples.objects(selector, f"{_OA}exact")]
        document.quotes += quotes
        status = first(claim, f"{self._reg}status")
        told = "None" if status is None else _local(status)
        if told == "negated":
            return
        sure = self._decimal(first(claim, f"{self._reg}confidence"))
        quote = " ".join(quotes)
        document.entities.setdefault(_text(subject), self._entity(subject))
        if _text(predicate) == f"{self._reg}participant":
            kinds = sorted(_local(t) for t in self._triples.objects(obj, f"{_RDF}type"))
            document.events += [FoundEvent(kind, _text(subject), sure, quote) for kind in kinds if kind in self._one_party]
            return
        document.entities.setdefault(_text(obj), self._entity(obj))
        dates: frozenset[str] = frozenset()
        amounts: set[tuple[Decimal, str]] = set()
        if (event := first(claim, f"{self._reg}describes")) is not None:
            dates = frozenset(map(_text, self._triples.objects(event, f"{self._reg}date")))
            currency = first(event, f"{self._reg}currency")
            for written in self._triples.objects(event, f"{self._reg}amount"):
                if (amount := self._decimal(written)) is not None:
                    amounts.add((amount, _text(currency) if currency is not None else ""))
        document.claims.append(FoundClaim(_text(subject), _local(predicate), _text(obj), told, sure, quote, dates, frozenset(amounts)))

    def _decimal(self, term: _Term | None) -> Decimal | None:
        if term is None:
            return None
        try:
            return Decimal(_text(term))
        except InvalidOperation as error:
            raise ReadError(f"not a decimal: {_text(term)!r}", self._path) from error


def _text(term: object) -> str:
    if isinstance(term, (ox.NamedNode, ox.Literal, ox.BlankNode)):
        return term.value
    return str(term)


def _local(term: object) -> str:
    return _text(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
