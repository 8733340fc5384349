"""The nouns that pass between the stages: frozen, validated, compared by value.

read      yields  Article | SetAside
extract   takes   Article                 yields  Reading (LocalEntity and Claim of one article)
resolve   takes   Readings                yields  KnowledgeGraph (Entity, Event, and statements over both)
graph     takes   KnowledgeGraph

All offsets count Unicode code points in `Article.text`; a span is half-open: [start, end).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Status = Literal["fact", "alleged", "planned", "former", "negated"]
STATUSES: tuple[Status, ...] = ("fact", "alleged", "planned", "former", "negated")  # strongest first

EntityType = Literal["Company", "Agency", "Court", "Organization", "Person", "Product", "Lawsuit", "RegulatoryList", "Law"]

PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A date as exact as the text lets it be: YYYY, YYYY-MM or YYYY-MM-DD."""

SectionKind = Literal["title", "body", "caption", "byline", "author_note", "furniture"]


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A half-open range of code points in an article's text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a span must not be empty: {self.start}..{self.end}")
        return self

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def gap(self, other: Span) -> int:
        """How many code points lie between the two; 0 where they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)


class Section(Record):
    """A stretch of the text of one kind. Sections lie side by side in order; text outside any is white space.

    Claims are taken from `title` and `body` alone.
    """

    kind: SectionKind
    span: Span


class OffsetSegment(Record):
    """`length` code points from `text_start` in the article's text stand verbatim at `source_start` in what was read."""

    text_start: int
    source_start: int
    length: int


class Article(Record):
    """One input document.

    `source` is the path relative to the input folder, with "/"; for a record inside a file, "path#id".
    `text` is what the graph keeps: the title, a blank line, the body, in Unicode NFC with "\\n" line ends.
    `offsets` leads from `text` back to the decoded source (for JSON and CSV: to the record's field values joined as read).
    """

    source: str
    text: str
    title: str | None = None
    date: PartialDate | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    sections: tuple[Section, ...] = ()
    offsets: tuple[OffsetSegment, ...] = ()

    def source_offset(self, position: int) -> int | None:
        """Where code point `position` of the text stood in what was read; None where it was put in (a joining blank)."""
        for segment in self.offsets:
            if segment.text_start <= position < segment.text_start + segment.length:
                return segment.source_start + position - segment.text_start
        return None

    def section_at(self, position: int) -> SectionKind:
        """The kind of section that `position` lies in ("body" where none is marked)."""
        for section in self.sections:
            if section.span.start <= position < section.span.end:
                return section.kind
        return "body"


class SetAside(Record):
    """A record that could not be used: where it is and what is wrong with it, in one line."""

    path: str
    line: int | None = None
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}" if self.line is not None else f"{self.path}: {self.reason}"


class Mention(Record):
    """A stretch of text that names an entity (`kind` name) or points to one (nominal, pronoun)."""

    span: Span
    text: str
    kind: Literal["name", "nominal", "pronoun"] = "name"


class LocalEntity(Record):
    """An entity as one article knows it. `id` is its index in `Reading.entities`.

    `name` is the fullest form used; `aliases` are the other names used (no nominals, no pronouns).
    `reference` is the key of a gazetteer row where the name is known beyond doubt ("agency/us-securities-and-exchange-commission").
    `country` is an ISO 3166 alpha-2 code where the article or the gazetteer tells it.
    A Lawsuit is named "Plaintiff v. Defendant", "?" standing for a side that is not named.
    """

    id: int
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reference: str | None = None
    country: str | None = None


class Money(Record):
    """An amount in full units of an ISO 4217 currency."""

    amount: Decimal
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Claim(Record):
    """One article saying one thing.

    `predicate` is a relation of the ontology between the local entities `subject` and `object`, or "participant":
    then `object` is None and `event` names the one-party event class.
    `event` names the event class where the claim tells of something happening, else None (a state: "a unit of").
    `span` is the evidence, a sentence or a clause; `trigger` the words in it that carry the relation.
    `engine` and `rule` say who found it and by what ("frames", "fine/verb-active").
    `lawsuit` is the local id of the proceeding it belongs to; `speaker` that of who says so, `speaker_text` the words.
    """

    subject: int
    predicate: str
    object: int | None = None
    event: str | None = None
    status: Status = "fact"
    date: PartialDate | None = None
    money: Money | None = None
    role: str | None = None
    lawsuit: int | None = None
    speaker: int | None = None
    speaker_text: str | None = None
    span: Span
    trigger: Span | None = None
    confidence: Annotated[float, Field(ge=0, le=1)]
    engine: str
    rule: str

    @property
    def place(self) -> Span:
        """Where the words stand that carry it: the trigger, else the whole evidence."""
        return self.trigger or self.span


class Reading(Record):
    """What an extractor found in one article."""

    article: Article
    entities: tuple[LocalEntity, ...] = ()
    claims: tuple[Claim, ...] = ()

    @model_validator(mode="after")
    def _ids_hold(self) -> Self:
        if any(e.id != i for i, e in enumerate(self.entities)):
            raise ValueError("a local entity's id must be its index")
        known = range(len(self.entities))
        for claim in self.claims:
            ends = (claim.subject, claim.object, claim.lawsuit, claim.speaker)
            if any(end is not None and end not in known for end in ends):
                raise ValueError(f"a claim points to no entity: {claim}")
            if claim.span.end > len(self.article.text):
                raise ValueError(f"a claim's span leaves the text: {claim}")
        return self


class Entity(Record):
    """One real thing over all articles. `id` is its IRI's path ("company/xiaomi").

    `possibly_same` are the ids of entities that may be this one; of such a pair the smaller id has the larger.
    """

    id: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()  # ("lei", "5493…"), ("wikidata", "Q…"), sorted
    possibly_same: tuple[str, ...] = ()
    case: str | None = None  # for a Lawsuit: the id of the case that it belongs to


class Event(Record):
    """Something that happened or is to happen, told by one claim or more. `id` is its IRI's path.

    `article_count` articles tell of it, `source_count` of them independently (reprints counted once); None where not counted.
    `choices` say, sorted, which value it took where its claims conflict, and why.
    """

    id: str
    type: str
    label: str
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    lawsuit: str | None = None
    status: Status
    date: PartialDate | None = None
    money: Money | None = None
    article_count: int | None = Field(default=None, ge=1)
    source_count: int | None = Field(default=None, ge=1)
    case: str | None = None
    choices: tuple[str, ...] = ()


class Case(Record):
    """One matter over time. `state` is the stage it has come to, `since` when; `parties` are the ids of those it is about.

    Its events and lawsuits name it as their `case`. `id` is its IRI's path.
    """

    id: str
    label: str
    parties: tuple[str, ...] = ()
    state: str
    since: PartialDate | None = None


class Statement(Record):
    """A claim with its ends resolved: `subject` and `object` are ids of entities (`object` of an event for "participant").

    `retracted_by` is the id of the article that says it was wrong; `denies` the ids of statements that say what this one says is not so.
    """

    id: str
    subject: str
    predicate: str
    object: str
    status: Status
    article: str  # Article.source
    span: Span
    quote: str
    trigger: Span | None = None
    event: str | None = None
    date: PartialDate | None = None
    money: Money | None = None
    role: str | None = None
    speaker: str | None = None
    speaker_text: str | None = None
    confidence: float
    engine: str
    rule: str
    retracted_by: str | None = None
    denies: tuple[str, ...] = ()


class ArticleNode(Record):
    """An article in the graph: `id` its IRI's path, `mentions` the ids of the entities it names, `places` where each stands.

    `reprint_of` is the id of the article whose text it repeats, `corrects` the ids of those that it says were wrong.
    """

    id: str
    article: Article
    mentions: tuple[str, ...] = ()
    places: tuple[tuple[str, Span], ...] = ()  # (entity id, span of a name), in text order
    reprint_of: str | None = None
    corrects: tuple[str, ...] = ()


class KnowledgeGraph(Record):
    """Everything that the exports say, each part sorted by id."""

    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    articles: tuple[ArticleNode, ...] = ()
    cases: tuple[Case, ...] = ()

    def edges(self) -> Iterator[tuple[str, str, str]]:
        """The direct edges: (subject, relation, object) for which at least one statement is fact; sorted, each once."""
        facts = {(s.subject, s.predicate, s.object) for s in self.statements if s.status == "fact" and s.predicate != "participant"}
        yield from sorted(facts)
