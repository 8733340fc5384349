"""Which entities a noun phrase names: the article's mentions by token, conjuncts and appositions followed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pydantic import Field
from spacy.tokens import Doc, Span, Token

from kg.checked_yaml import load_knowledge
from kg.extract.frames import name_words as words
from kg.extract.frames import syntax
from kg.extract.frames.plurals import wanted_by
from kg.records import LocalEntity, Mention, Record

_JOINTS = (("along", "with"), ("together", "with"), ("as", "well", "as"))
_WORN_BY = {"name": 1.0, "nominal": 0.92, "pronoun": 0.85}  # how sure a filler is by the kind of its mention


class TransparentNouns(Record):
    """Nouns that stand for the body whose they are: "SEC officials", "the board of Acme", "shares in Acme"."""

    about: str
    people: tuple[str, ...]
    parts: tuple[str, ...]
    lesser: tuple[str, ...]
    sums: tuple[str, ...]
    sum_verbs: tuple[str, ...]
    examples: tuple[str, ...] = Field(min_length=1)


def transparent_nouns() -> TransparentNouns:
    """kg/knowledge/lexicons/transparent_nouns.yaml, read once."""
    lexicon: TransparentNouns = load_knowledge("lexicons/transparent_nouns.yaml", TransparentNouns)
    return lexicon


@cache
def _transparent() -> frozenset[str]:
    return frozenset(transparent_nouns().people + transparent_nouns().parts)


@cache
def _people() -> frozenset[str]:
    return frozenset(transparent_nouns().people)


@cache
def _lesser() -> frozenset[str]:
    return frozenset(transparent_nouns().lesser)


@cache
def _post_nominals() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in words.cues().post_nominals)


@dataclass(frozen=True)
class Filler:
    """An entity in a slot: the mention that stands there, the token that led to it, how sure that is.

    `part`: whether only a piece of it stands there ("the British arm of Acme").
    """

    entity: int
    mention: Mention
    token: Token
    sureness: float
    part: bool = False


class MentionIndex:
    """The mentions of one article by token."""

    def __init__(self, doc: Doc, entities: Sequence[LocalEntity]) -> None:
        self.entities = entities
        self.at: dict[int, tuple[int, Mention]] = {}
        self.last: dict[int, int] = {}  # token index -> index of the last token of its mention
        self.more: dict[int, list[tuple[int, Mention]]] = {}  # what else a plural means ("the two airlines")
        self._places: dict[int, list[int]] = {}  # entity -> its tokens, in text order
        self._longest: dict[int, int] = {}  # entity -> the first token of its longest mention
        placed: list[tuple[Span, LocalEntity, Mention]] = []
        for entity in entities:
            for mention in entity.mentions:
                span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
                if span is not None:
                    placed.append((span, entity, mention))
        placed.sort(key=lambda p: (-(p[2].span.end - p[2].span.start), p[2].kind != "name", p[2].span.start, p[1].id))
        for span, entity, mention in placed:
            if any(token.i in self.at for token in span):
                if mention.kind == "nominal" and all(token.i in self.at and self.at[token.i][1].span == mention.span for token in span):
                    for token in span:
                        self.more.setdefault(token.i, []).append((entity.id, mention))
                continue
            for token in span:
                self.at[token.i] = (entity.id, mention)
                self.last[token.i] = span[-1].i
                self._longest.setdefault(entity.id, token.i)
        for i in sorted(self.at):
            self._places.setdefault(self.at[i][0], []).append(i)

    def names(self, token: Token) -> bool:
        hit = self.at.get(token.i)
        return hit is not None and hit[1].kind == "name"

    def last_before(self, token: Token, entity: int | None) -> list[Token]:
        """Where the entity was mentioned last before the token, else first of all."""
        places = self._places.get(entity, []) if entity is not None else []
        return [token.doc[places[max(bisect_left(places, token.i) - 1, 0)]]] if places else []

    def in_full(self, entity: int) -> int | None:
        """The first token of the longest mention of the entity."""
        return self._longest.get(entity)

    def fillers(self, token: Token, depth: int = 0) -> list[Filler]:
        """The entities that a noun phrase, given by its head, names; conjuncts distribute."""
        found = self._own(token, depth)
        if depth < 4:
            found += self._together(token, depth)
            hit = self.at.get(token.i)
            inside = range(token.i, self.last[token.i] + 1) if hit else range(0)
            for child in token.children:
                if child.dep_ == "conj" and child.i > token.i and child.i not in inside:
                    found += self.fillers(child, depth + 1)
        unique: dict[int, Filler] = {}
        for filler in found:
            unique.setdefault(filler.entity, filler)
        return list(unique.values())

    def _together(self, token: Token, depth: int) -> list[Filler]:
        """ "Acme, along with Beta", "Acme as well as Beta": what joins as "and" does, where both are of one type."""
        if not self.names(token):
            return []
        doc, i = token.doc, self.last[token.i] + 1
        i += i < len(doc) and doc[i].text == ","
        joint = next((j for j in _JOINTS if tuple(t.lower_ for t in doc[i : i + len(j)]) == j), None)
        if joint is None:
            return []
        i += len(joint)
        i += i < len(doc) and doc[i].lower_ == "the"
        if i >= len(doc) or not self.names(doc[i]):
            return []
        kind = self.entities[self.at[token.i][0]].type
        found = self.fillers(doc[self.last[i]], depth + 1)
        return [replace(f, sureness=f.sureness * 0.95) for f in found if self.entities[f.entity].type == kind]

    def _instances(self, noun: Token, depth: int) -> list[Filler]:
        """ "Firms including Acme and Beta", "banks such as Acme": those who are named of the several that the noun means."""
        if wanted_by(noun) is None or noun.tag_ not in ("NNS", "NNPS"):
            return []
        names = list(syntax.hanging(noun, frozenset({"including"})))
        names += [n for c in noun.children if c.lower_ == "as" and any(s.lower_ == "such" for s in c.children) for n in syntax.children(c, "pobj")]
        return [replace(f, sureness=f.sureness * 0.95) for n in names for f in self.fillers(n, depth + 1) if f.mention.kind == "name"]

    def _somebody(self, noun: Token) -> bool:
        """Whether the noun means some persons who are not the body ("a former executive of Acme", "five Acme executives")."""
        if noun.lemma_.lower() not in _people():
            return False
        return any(c.lower_ in ("former", "ex") or c.dep_ == "nummod" or (c.lower_ in ("a", "an") and noun.tag_ == "NN") for c in noun.lefts)

    def _unit_named(self, noun: Token) -> list[Token]:
        """ "Acme's Beta unit": Beta, where the noun has an owner besides."""
        if not syntax.children(noun, "poss"):
            return []
        return [m for m in syntax.modifiers(noun) if self.names(m) and self.entities[self.at[m.i][0]].type == "Company"]

    def named(self, token: Token) -> list[Filler]:
        """What the name at the token alone names, whatever is joined to it."""
        hit = self.at.get(token.i)
        return [Filler(hit[0], hit[1], token, 1.0)] if hit is not None and hit[1].kind == "name" else []

    def _short_form(self, apposed: Token, noun: Token) -> bool:
        """Whether the apposition only shortens, in brackets, another name that ends right before them ("an employee of Acme Group ("Acme")")."""
        doc = apposed.doc
        opening = next((i for i in range(apposed.i - 1, max(apposed.i - 4, 0), -1) if doc[i].text == "("), None)
        return opening is not None and opening - 1 != noun.i and opening - 1 in self.at

    def _named_before(self, token: Token) -> Token | None:
        """The end of the name right before the token, a comma between them or none."""
        back = 2 if token.i > 1 and token.nbor(-1).text == "," else 1
        return token.doc[token.i - back] if token.i >= back and self.names(token.doc[token.i - back]) else None

    def _own(self, token: Token, depth: int) -> list[Filler]:
        hit = self.at.get(token.i)
        if hit is not None:
            return [Filler(entity, mention, token, _WORN_BY[mention.kind]) for entity, mention in (hit, *self.more.get(token.i, ()))]
        if token.text.rstrip(".") in _post_nominals() and (before := self._named_before(token)) is not None:  # "Ann Lee, M.D., agreed"
            return [Filler(self.at[before.i][0], self.at[before.i][1], before, 0.95)]
        if depth >= 4 or token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
            return []
        near = [c for c in token.children if c.dep_ == "appos" and c.i > token.i and not self._short_form(c, token)]
        for child in near:
            found = self.fillers(child, depth + 1)
            if found:
                return found
        found = self._instances(token, depth)
        if found:
            return found
        if token.lemma_.lower() in _transparent() and not self._somebody(token):
            ways = [
                *self._unit_named(token),
                *syntax.children(token, "poss"),
                *syntax.modifiers(token),
                *syntax.hanging(token, frozenset({"of", "in", "at", "from"})),
            ]
            for way in ways:
                found = self.fillers(way, depth + 1)
                if found:
                    part = token.lemma_.lower() in _lesser()
                    return [replace(f, sureness=f.sureness * 0.9, part=f.part or part) for f in found]
        if token.pos_ == "NUM":  # "two of its managers, Ann Lee and Ben Roe, were acquitted"
            found = [
                f for of in syntax.hanging(token, frozenset({"of"})) for c in of.children if c.dep_ == "appos" for f in self.fillers(c, depth + 1)
            ]
            if found:
                return found
        after = token.i + 1
        if token.pos_ == "NOUN" and after in self.at and self.names(token.doc[after]) and token.doc[after].sent == token.sent:
            name = token.doc[after]
            if token.is_ancestor(name) or name.head == token:  # "chipmaker Acme", read with the noun as head
                return [Filler(self.at[after][0], self.at[after][1], name, 0.9)]
        clause = any(c.dep_ in ("relcl", "acl") for c in token.children)
        if clause and token.dep_ == "appos" and token.i > token.head.i and self.names(token.head):  # "Acme, a chipmaker that …"
            hit = self.at[token.head.i]
            return [Filler(hit[0], hit[1], token.head, 0.95)]
        return []
