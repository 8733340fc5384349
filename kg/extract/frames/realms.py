"""Whose a minister is: the state that the words before the post name ("the Argentine economy minister"), or that the text around speaks of alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.frames import gazetteer
from kg.extract.frames.fillers import MentionIndex
from kg.extract.frames.governments import state_of

_WORDS = 8  # words before a post that may tell whose it is
_CLEAR = 2  # how often a country must be named, and how many times as often as any other, for a post to be its


class Realms:
    """The states of one article, and where it names countries."""

    def __init__(self, mentions: MentionIndex) -> None:
        self.mentions = mentions
        self._states: dict[str, int] = {}  # country -> what stands for it, of several what is mentioned most
        for entity in sorted(mentions.entities, key=lambda e: -len(e.mentions)):
            if entity.type == "Agency":
                for name in (entity.name, *entity.aliases):
                    if (code := state_of(name)) is not None:
                        self._states.setdefault(code, entity.id)
        self._named: list[tuple[int, str]] | None = None  # where the article names countries, once it was asked for

    def of_post(self, noun: Token, holder: Token | None) -> list[Token]:
        """Where the state is named that the holder of the post serves; none where two could be meant, or what is meant is no entity."""
        if not self._states:
            return []
        told = {code for post in (noun, *self._other_posts(holder)) if (code := self._before(post)) is not None}
        code = told.pop() if len(told) == 1 else None if told else self._alone(noun)
        return self.mentions.last_before(noun, self._states.get(code)) if code is not None else []

    def _other_posts(self, holder: Token | None) -> Iterator[Token]:
        """The first words of the other places where the article names the holder: what stands before them may tell the country."""
        if holder is None or holder.i not in self.mentions.at:
            return
        for mention in self.mentions.entities[self.mentions.at[holder.i][0]].mentions:
            span = holder.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if mention.kind == "name" and span is not None and span.start > 0:
                yield span[0]

    def _before(self, word: Token) -> str | None:
        """The country named last in the phrase that leads up to the word: among the adjectives, nouns and owners right before it."""
        start = word.i
        while start > word.sent.start and word.i - start < _WORDS:
            left = word.doc[start - 1]
            hit = self.mentions.at.get(left.i)
            person = hit is not None and self.mentions.entities[hit[0]].type == "Person"
            if person or left.pos_ not in ("ADJ", "NOUN", "PROPN", "PART", "CCONJ", "PUNCT") or left.text in (",", ";", ":", '"', "(", ")"):
                break
            start -= 1
        named = [code for _, code in _countries(word.doc, start, word.i)]
        return named[-1] if named else None

    def _alone(self, noun: Token) -> str | None:
        """The country that the sentence, or the one before, names alone and that the whole article names clearly most."""
        doc = noun.doc
        if self._named is None:
            self._named = list(_countries(doc, 0, len(doc)))
        counts = Counter(code for _, code in self._named).most_common(2)
        if not counts or counts[0][1] < _CLEAR or (len(counts) > 1 and (noun.lower_ == "president" or counts[0][1] < _CLEAR * counts[1][1])):
            return None  # a president may be any country's: the text must name no other
        begin = doc[noun.sent.start - 1].sent.start if noun.sent.start > 0 else 0
        near = {code for i, code in self._named if begin <= i < noun.sent.end}
        return counts[0][0] if near <= {counts[0][0]} else None


def _countries(doc: Doc, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Each country named between two tokens, as an adjective, by its name or by the seat of its government."""
    i = start
    while i < end:
        for size in (3, 2, 1):
            name = gazetteer.fold(doc[i : min(i + size, end)].text)
            code = gazetteer.adjectives().get(name) or gazetteer.country_names().get(name)
            if code is not None:
                yield i, code
                break
        i += size
