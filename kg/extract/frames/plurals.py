"""Words that point to several named things at once: "the two airlines", "both", "each", "the banks", "they" after "Acme and Beta"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from kg.checked_yaml import load_knowledge
from kg.extract.frames import name_words as words
from kg.extract.frames.named_groups import SUBJECTS, NamedGroups
from kg.records import Article, EntityType, LocalEntity, Mention, Record, Span

_PLACES = frozenset({*SUBJECTS, "dobj", "pobj", "dative"})
_DEFINITE = frozenset({"the", "these", "those", "both", "all"})
_ACTING: tuple[EntityType, ...] = ("Company", "Person")
_FAR = 12  # sentences back in which the only group of its size is still meant
_PARTIES: frozenset[EntityType] = frozenset(("Company", "Agency", "Organization", "Person"))


class GroupExample(Record):
    """A passage in which each of `words` must point to all the entities named `to`, or, where nothing is to be linked, to none of them."""

    text: str
    to: tuple[str, ...]
    words: tuple[str, ...]


class Plurals(Record):
    """kg/knowledge/lexicons/plurals.yaml."""

    numbers: dict[str, int]
    sets: dict[str, int]
    pronouns: frozenset[str]
    people: frozenset[str]
    sides: frozenset[str]
    plain: frozenset[str]
    apart: frozenset[str]
    tails: frozenset[str]
    examples: tuple[GroupExample, ...]
    not_linked: tuple[GroupExample, ...]


@cache
def plurals() -> Plurals:
    lexicon: Plurals = load_knowledge("lexicons/plurals.yaml", Plurals)
    return lexicon


def link_plurals(article: Article, doc: Doc, entities: Sequence[LocalEntity]) -> tuple[LocalEntity, ...]:
    """The same entities, each with a nominal mention wherever a plural points to it together with others; none where the number does not fit."""
    groups = NamedGroups(doc, entities)
    pointing = _Pointing(groups)
    added: dict[int, list[Mention]] = {}
    for token in doc:
        if token.i in groups.covered:
            continue
        start, found = pointing.pointed(token)
        if not found:
            continue
        groups.add(token, found)
        span = Span(start=doc[start].idx, end=token.idx + len(token))
        for entity in found:
            added.setdefault(entity, []).append(Mention(span=span, text=span.of(article.text), kind="nominal"))
    return tuple(
        e.model_copy(update={"mentions": tuple(sorted((*e.mentions, *added[e.id]), key=lambda m: (m.span.start, m.span.end)))})
        if e.id in added
        else e
        for e in entities
    )


class _Pointing:
    def __init__(self, groups: NamedGroups) -> None:
        self.groups = groups
        self.lexicon = plurals()

    def pointed(self, token: Token) -> tuple[int, list[int]]:
        """Where the words that end at the token begin, and all the entities that they mean."""
        low = token.lower_
        if low in self.lexicon.pronouns:
            return token.i, self.coordinated(token) or self.acted_on(token)
        if low in self.lexicon.sets or low == "each" or low in self.lexicon.numbers:
            count = self.count_alone(token)
            return self.start(token), self.several(token, None, count[0]) if count else []
        wanted = wanted_by(token)
        if wanted is None or not self.points(token):
            return token.i, []
        counts = [n for c in token.lefts if (n := self.lexicon.numbers.get(c.lower_, 2 if c.lower_ == "both" else None)) is not None]
        if counts:
            found = self.coordinated(token, wanted)
            found = found if len(found) == counts[0] else self.groups.recent(token, wanted, counts[0]) or self.groups.only(token, wanted, counts[0])
            return self.start(token), found if len(found) == counts[0] else []
        if token.lemma_.lower() in words.nominals().not_pointing or any(c.pos_ == "NUM" for c in token.lefts) or not self.bare(token):
            return token.i, []
        return self.start(token), self.groups.only(token, wanted, None)

    def several(self, token: Token, wanted: frozenset[EntityType] | None, count: int | None) -> list[int]:
        """What stands near; "the pair", "the trio" is said of persons and firms and may reach further back than "both" and "the two"."""
        found = self.coordinated(token, wanted)
        if found and count in (None, len(found)):
            return found
        if token.lower_ == "both" or token.lower_ not in self.lexicon.sets:
            return self.groups.only(token, wanted, count, reach=1 if count else 2)
        found = self.groups.only(token, wanted, count) or self.groups.only(token, wanted, count, reach=_FAR)
        kinds = [near for kind in _ACTING if count and (near := self.groups.recent(token, frozenset((kind,)), count))]
        return found or (kinds[0] if len(kinds) == 1 else [])

    def count_alone(self, token: Token) -> tuple[int | None] | None:
        """How many "both", "the pair", "all three", "each" speak of (each: any number); None where it is no noun phrase by itself."""
        low = token.lower_
        if token.dep_ not in _PLACES or any(c.dep_ == "cc" for c in token.children):
            return None
        of = [c for c in token.children if c.dep_ == "prep"]
        if low in ("each", "both"):
            them = [p for c in of for p in c.children if c.lower_ == "of" and p.lower_ == "them"]
            return ((2,) if low == "both" else (None,)) if len(them) == len(of) else None
        if of or any(c.dep_ in ("relcl", "acl", "appos") or c.lower_ in self.lexicon.apart for c in token.children):
            return None
        if not any(c.lower_ in _DEFINITE for c in token.lefts):
            return None
        return (self.lexicon.sets.get(low) or self.lexicon.numbers.get(low),)

    def points(self, token: Token) -> bool:
        """Whether the noun stands with "the", "all", "both", "each" and nothing that makes it another group."""
        each = token.tag_ == "NN" and any(c.lower_ == "each" for c in token.lefts)
        if not each and token.tag_ not in ("NNS", "NNPS"):
            return False
        if any(c.lower_ in self.lexicon.apart for c in token.lefts):
            return False
        tails = [c for c in token.rights if c.dep_ in ("relcl", "acl", "prep", "appos") and c.lower_ not in self.lexicon.tails]
        return not tails and (each or any(c.lower_ in _DEFINITE for c in token.lefts))

    def bare(self, token: Token) -> bool:
        """Whether nothing but plain words stands between the determiner and the noun."""
        return all(c.lower_ in self.lexicon.plain or c.lower_ in _DEFINITE or c.lower_ == "each" for c in token.lefts if not c.is_punct)

    def start(self, token: Token) -> int:
        """Where the phrase begins; at its noun where a name stands in it."""
        first = token.left_edge.i
        return token.i if any(i in self.groups.covered for i in range(first, token.i)) else first

    def coordinated(self, token: Token, wanted: frozenset[EntityType] | None = None) -> list[int]:
        """The things joined in the subject of the clause above, else of the sentence before: two or more, all named, all of one kind."""
        for verb in token.ancestors:
            if verb.pos_ in ("VERB", "AUX"):
                subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < token.i and token not in c.subtree), None)
                if subject is not None:
                    return self.groups.together(subject, wanted)
        before = _before(token)
        subject = next((c for c in before.children if c.dep_ in SUBJECTS), None) if before is not None else None
        return self.groups.together(subject, wanted) if subject is not None else []

    def acted_on(self, token: Token) -> list[int]:
        """ "The agency fined Acme and Beta. They …": the one group of the sentence before, where nothing else in it is several."""
        before = _before(token)
        if before is None:
            return []
        begin = before.sent.start
        for other in token.doc[begin : token.i]:
            several = other.tag_ in ("NNS", "NNPS") and other.i not in self.groups.plurals and other.i not in self.groups.covered
            if several and (other.dep_ in SUBJECTS or wanted_by(other) is not None or other.lower_.endswith(("ers", "ors", "ees"))):
                return []
        return self.groups.only(token, None, None, reach=1)


def _before(token: Token) -> Token | None:
    """The main word of the sentence before."""
    first = token.sent.start
    return token.doc[first - 1].sent.root if first else None


def wanted_by(token: Token) -> frozenset[EntityType] | None:
    """The types that a plural noun speaks of; None where it is no noun of a kind known here."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    if token.lower_ in plurals().people:
        return frozenset(("Person",))
    if token.lower_ in plurals().sides:
        return _PARTIES
    kind = words.noun_types().get(token.lemma_.lower())
    return frozenset((kind,)) if kind in ("Company", "Agency") else None
