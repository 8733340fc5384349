"""A frame: by what words and in what slots one relation or one-party event is told. Read from kg/knowledge/frames/*.yaml.

A rule names its trigger (`verb`, `noun` or `adjective` lemmas, or a `word` as it is written) and, for each slot, paths to try in order;
the first that leads to a fitting entity wins. A path is steps joined by " > ", each going from a token to tokens:

    subject  object          of a verb, whatever its voice           gov(a|b)  does(a|b)   the verb whose object / subject the noun is
    prep(on|against)         noun after a preposition                within(under|in)      the verb or noun that a preposition hangs the trigger on
    poss  mod                possessor, modifier before a noun       xcomp(a|b)  up(a|b)   the verb's open complement / the verb above it
    appos  is                apposition, copular subject             titled                the name that the noun stands before as a title
    head  clause             syntactic head, subject of the clause   before  after         the name next to the noun phrase
    dative  self  pobj       indirect object, trigger, a preposition's noun    child       any token that hangs on it
    near(court|agency)       the entity of that type named last before, in the sentence or the one before it
    beside(court)            the entity of that type that stands nearest in the same sentence, on either side
    sole(company|agency)     the only entity of that type named in the sentence; where it names none, in the one before
    lone(agency)             the only entity of that type, a whole state aside, that the article names
    focal(company|agency)    the entity of that type that the article speaks of most, where one stands out
    buyer                    who buys, in an article that tells of one deal ("the acquisition was blocked")
    office(justice)          the one body named anywhere whose name holds one of the words, else a modifier of the noun ("the treasury secretary")
    realm                    the state whose minister or president is meant, by the words before the post or as the only one spoken of
    employer                 the body that the article, so far, says that the person there works for
    behind  owning           the names that the noun introduces, and those whose it is: "Acme and its owners, Ann Lee and Ben Lee"
    items  kind              each name of the list that the noun begins, a kind behind it or not ("Fooline rum and Zedline"); the one before a kind
    said                     who is quoted with the clause: "…, the regulator said"

`when` and `unless` map paths to lemmas of which one must, or must not, stand at the path's end ("any": whatever stands there).
"=subject" and "=object" in a lawsuit slot stand for what those slots found.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from kg.checked_yaml import knowledge_names, load_knowledge
from kg.errors import KnowledgeError
from kg.extract.frames.status import light_verbs
from kg.ontology import ontology
from kg.records import EntityType, Record, Status

_STEP_NAMES = """
subject object dative gov does within xcomp up
prep pobj poss mod appos is titled head child self
before after clause said near focal beside office sole lone buyer employer realm
behind owning items kind
"""
STEPS = frozenset(_STEP_NAMES.split())
_STEP = re.compile(r"^([a-z]+)(?:\(([^()]+)\))?$")


class Step(Record):
    """One step of a path: its name and the words that it is limited to (none: any)."""

    name: str
    words: frozenset[str] = frozenset()


class Path(Record):
    """Steps from the trigger to a slot's filler; `same` is "subject" or "object" where it copies that slot."""

    text: str
    steps: tuple[Step, ...] = ()
    same: Literal["subject", "object"] | None = None


def parse_path(text: str) -> Path:
    """Read "gov(impose|levy) > subject". Raises ValueError naming the step that is not one."""
    if text in ("=subject", "=object"):
        return Path(text=text, same="subject" if text == "=subject" else "object")
    steps = []
    for part in text.split(">"):
        match = _STEP.match(part.strip())
        if match is None or match[1] not in STEPS:
            raise ValueError(f"no step {part.strip()!r} in path {text!r}")
        steps.append(Step(name=match[1], words=frozenset((match[2] or "").split("|")) - {""}))
    return Path(text=text, steps=tuple(steps))


class Rule(Record):
    """One way of telling it.

    `status` holds where the clause says plain fact; `past` where the verb (or copula) stands in the past tense.
    A `firm` rule's status holds even where the clause denies ("rejected the offer": the offer was made).
    A `further` rule names more parties of the proceeding told of last.
    A `last_resort` rule is tried only where no rule before it in its frame fits the trigger.
    """

    name: str
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    word: tuple[str, ...] = ()
    subject: tuple[Path, ...] = ()
    object: tuple[Path, ...] = ()
    plaintiff: tuple[Path, ...] = ()
    defendant: tuple[Path, ...] = ()
    court: tuple[Path, ...] = ()
    judge: tuple[Path, ...] = ()
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    subject_types: tuple[EntityType, ...] = ()
    object_types: tuple[EntityType, ...] = ()
    status: Status | None = None
    event: str | None = None
    pronouns: bool = True
    last_resort: bool = False
    past: Status | None = None
    further: bool = False
    firm: bool = False
    case: Literal["civil", "criminal"] | None = None
    confidence: float = Field(ge=0, le=1)

    @field_validator("subject", "object", "plaintiff", "defendant", "court", "judge", mode="before")
    @classmethod
    def _paths(cls, value: Any) -> Any:
        return tuple(parse_path(v) if isinstance(v, str) else v for v in value)

    @property
    def carrying(self) -> frozenset[str]:
        """The verbs that carry the noun trigger, by its own slots or as everywhere ("impose a fine")."""
        named = {word for path in self.subject for step in path.steps if step.name == "gov" for word in step.words}
        return frozenset(named) | light_verbs()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not (self.verb or self.noun or self.adjective or self.word):
            raise ValueError(f"rule {self.name} has no trigger")
        for path in (*self.when, *self.unless):
            parse_path(path)
        return self


class Example(Record):
    """A text, the names in it with their types, and what it gives: rows of [subject, predicate, object, {…}] (one-party: [who, event, {…}])."""

    text: str
    entities: dict[str, EntityType] = Field(default_factory=dict)
    published: str | None = None
    gives: tuple[tuple[Any, ...], ...] = ()


class Frame(Record):
    """What one file says. `relation` with its rules, or a one-party `event`. `money`: whether a sum belongs to it.

    `whole`: it holds of whole bodies; what happens to a unit or a stake of one does not happen to it.
    """

    relation: str | None = None
    event: str | None = None
    money: bool = False
    dated: bool = True
    agreed: Status = "planned"
    posts: bool = False
    whole: bool = False
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...] = Field(min_length=3)
    counter_examples: tuple[Example, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _known(self) -> Self:
        o = ontology()
        if self.relation is None and self.event is None:
            raise ValueError("a frame needs a relation or an event")
        if self.relation is not None and self.relation not in o.relations:
            raise ValueError(f"no relation {self.relation!r}")
        for event in (self.event, *(rule.event for rule in self.rules)):
            if event is not None and event not in o.events:
                raise ValueError(f"no event {event!r}")
        if self.relation is None and self.event is not None and not o.events[self.event].one_party:
            raise ValueError(f"{self.event} is not a one-party event")
        if len({rule.name for rule in self.rules}) != len(self.rules):
            raise ValueError("two rules have one name")
        for example in (*self.examples, *self.counter_examples):
            missing = [name for name in example.entities if name not in example.text]
            if missing:
                raise ValueError(f"{missing} not in the example {example.text!r}")
        if not all(example.gives for example in self.examples) or any(example.gives for example in self.counter_examples):
            raise ValueError("every example gives something, no counter-example does")
        return self


class FrameFile(Record):
    """A frame with the name of its file."""

    name: str
    frame: Frame


class Trigger(Record):
    """A rule as the index holds it."""

    frame_name: str
    frame: Frame
    rule: Rule

    @property
    def label(self) -> str:
        return f"{self.frame_name}/{self.rule.name}"


@cache
def frame_files() -> tuple[FrameFile, ...]:
    """Every frame, by file name. Raises KnowledgeError with file and line where one is malformed."""
    names = knowledge_names("frames")
    if not names:
        raise KnowledgeError("no frames", "kg/knowledge/frames")
    return tuple(FrameFile(name=name.removeprefix("frames/").removesuffix(".yaml"), frame=load_knowledge(name, Frame)) for name in names)


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """The rules by (kind, lemma) of their trigger; kind is "verb", "noun", "adjective" or "word"."""
    index: dict[tuple[str, str], list[Trigger]] = {}
    for file in frame_files():
        for rule in file.frame.rules:
            trigger = Trigger(frame_name=file.name, frame=file.frame, rule=rule)
            for kind, lemmas in (("verb", rule.verb), ("noun", rule.noun), ("adjective", rule.adjective), ("word", rule.word)):
                for lemma in lemmas:
                    index.setdefault((kind, lemma), []).append(trigger)
    return {key: tuple(value) for key, value in index.items()}
