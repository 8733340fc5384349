"""Words that point to several named things at once: "the two airlines", "both", "they" after "Acme and Beta"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract.frames import name_words as words
from kg.records import Article, EntityType, LocalEntity, Mention, Span

_NUMBERS = {"two": 2, "three": 3, "pair": 2, "both": 2, "duo": 2, "trio": 3}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PEOPLE = frozenset({"men", "women", "executives", "brothers", "founders", "defendants"})
_REACH = 4  # sentences back in which the things must have been named


def link_plurals(article: Article, doc: Doc, entities: Sequence[LocalEntity]) -> tuple[LocalEntity, ...]:
    """The same entities, each with a nominal mention wherever a plural points to it together with others; none where the number does not fit."""
    index = _Index(doc, entities)
    added: dict[int, list[Mention]] = {}
    for token in doc:
        if token.i in index.covered:
            continue
        for start, end, entity in index.pointed(token):
            span = Span(start=doc[start].idx, end=doc[end - 1].idx + len(doc[end - 1]))
            added.setdefault(entity, []).append(Mention(span=span, text=span.of(article.text), kind="nominal"))
    return tuple(
        e.model_copy(update={"mentions": tuple(sorted((*e.mentions, *added[e.id]), key=lambda m: (m.span.start, m.span.end)))})
        if e.id in added
        else e
        for e in entities
    )


class _Index:
    def __init__(self, doc: Doc, entities: Sequence[LocalEntity]) -> None:
        self.types = {e.id: e.type for e in entities}
        self.named: dict[int, int] = {}
        self.covered: set[int] = set()
        for entity in entities:
            for mention in entity.mentions:
                span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
                if span is not None:
                    self.covered.update(t.i for t in span)
                    self.named.update((t.i, entity.id) for t in span)

    def pointed(self, token: Token) -> list[tuple[int, int, int]]:
        """(start, end, entity) of each thing that a plural token points to."""
        low = token.lower_
        if low in ("they", "their", "them"):
            found = self.coordinated(token)
            return [(token.i, token.i + 1, e) for e in found]
        number = self.number(token)
        if number is None:
            return []
        start, count = number
        wanted = _wanted(token)
        found = self.coordinated(token, wanted) or self.recent(token, wanted, count)
        return [(start, token.i + 1, e) for e in found] if len(found) == count else []

    def number(self, token: Token) -> tuple[int, int] | None:
        """Where "the two airlines", "both firms", "both", "the pair" begins, and how many it speaks of."""
        low = token.lower_
        if low in ("both", "pair", "duo", "trio") and (low == "both" or any(c.lower_ == "the" for c in token.lefts)):
            if token.dep_ not in (*_SUBJECTS, "dobj", "pobj") or any(c.dep_ in ("prep", "cc") for c in token.children):
                return None
            return (token.i if low == "both" else token.left_edge.i), _NUMBERS[low]
        if token.tag_ not in ("NNS", "NNPS") or _wanted(token) is None or any(c.dep_ in ("relcl", "acl", "prep") for c in token.rights):
            return None
        left = [c for c in token.lefts if c.lower_ in ("two", "three", "both")]
        definite = any(c.lower_ in ("the", "these", "those", "both") for c in token.lefts)
        if not left or not definite or any(c.lower_ in ("other", "more", "next", "first", "last", "biggest", "largest") for c in token.lefts):
            return None
        return token.left_edge.i, _NUMBERS[left[0].lower_]

    def coordinated(self, token: Token, wanted: frozenset[EntityType] | None = None) -> list[int]:
        """The things joined in the subject of the clause above, else of the sentence before: two or more, all named, all of one kind."""
        for verb in token.ancestors:
            if verb.pos_ in ("VERB", "AUX"):
                subject = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i < token.i and token not in c.subtree), None)
                if subject is not None:
                    return self.joined(subject, wanted)
        sentence = token.sent
        if sentence.start == 0:
            return []
        before = sentence.doc[sentence.start - 1].sent
        subject = next((c for c in before.root.children if c.dep_ in _SUBJECTS), None)
        return self.joined(subject, wanted) if subject is not None else []

    def joined(self, subject: Token, wanted: frozenset[EntityType] | None) -> list[int]:
        members = [subject, *subject.conjuncts]
        if len(members) < 2 or any(m.i not in self.named for m in members):
            return []
        found = list(dict.fromkeys(self.named[m.i] for m in members))
        kinds = {_broad(self.types[e]) for e in found}
        return found if len(found) > 1 and len(kinds) == 1 and (wanted is None or all(self.types[e] in wanted for e in found)) else []

    def recent(self, token: Token, wanted: frozenset[EntityType] | None, count: int) -> list[int]:
        """All the things of the kind named shortly before, where they are as many as the words say."""
        if wanted is None:
            return []
        floor, sentence = token.sent.start, token.sent
        for _ in range(_REACH):
            if floor == 0:
                break
            sentence = token.doc[floor - 1].sent
            floor = sentence.start
            found = self.between(floor, token.i, wanted)
            if len(found) >= count:
                break
        found = self.between(floor, token.i, wanted)
        if not found and wanted == frozenset(("Person",)):  # none near: all the persons named so far, where they are as many
            found = self.between(0, token.i, wanted, count)
        return found if len(found) == count else []

    def between(self, start: int, end: int, wanted: frozenset[EntityType], most: int | None = None) -> list[int]:
        """Those of the types named there; where `most` is given, as soon as there are more."""
        found: dict[int, None] = {}
        for i in range(start, end):
            if i in self.named and self.types[self.named[i]] in wanted:
                found[self.named[i]] = None
                if most is not None and len(found) > most:
                    break
        return list(found)


def _broad(kind: EntityType) -> str:
    return "person" if kind == "Person" else "thing" if kind == "Product" else "body"


def _wanted(token: Token) -> frozenset[EntityType] | None:
    """The types that a plural noun speaks of; None where it is no noun of a kind known here."""
    if token.lower_ in _PEOPLE:
        return frozenset(("Person",))
    if token.lower_ in ("sides", "parties"):
        return frozenset(("Company", "Agency", "Organization", "Person"))
    kind = words.noun_types().get(token.lemma_.lower())
    return frozenset((kind,)) if kind in ("Company", "Agency") else None
