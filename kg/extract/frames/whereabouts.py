"""Entities found by where the article names them: next to a word, near it, alone of their type, most spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Token

from kg.extract.frames import deals, syntax
from kg.extract.frames.fillers import MentionIndex
from kg.extract.frames.governments import state_of
from kg.extract.frames.realms import Realms
from kg.records import LocalEntity

_OFTEN = 4  # mentions that make an entity one that an article is about


class Whereabouts:
    """Looks for entities in one article. `told` gives, for a token, who buys whom by that word."""

    def __init__(self, mentions: MentionIndex, told: Callable[[Token], Iterable[deals.Told]]) -> None:
        self.mentions = mentions
        self.types = [e.type for e in mentions.entities]
        self.employers: dict[int, int] = {}  # person -> the token that names the body that the person was last said to work for
        self._told = told
        self._main: dict[frozenset[str], int | None] = {}  # types -> the entity of them that the article speaks of most
        self._only: dict[frozenset[str], int | None] = {}  # types -> the one entity of them
        agencies = (e for e in mentions.entities if e.type == "Agency")
        self._agencies = [(e.id, set(e.name.casefold().replace("defence", "defense").split())) for e in agencies]
        self._realms = Realms(mentions)
        self._bought: tuple[int | None] | None = None  # the buyer of the article's deal, once it was asked for

    def employer(self, token: Token) -> list[Token]:
        """Where the body is named that the person at the token was last said to work for."""
        return [token.doc[self.employers[f.entity]] for f in self.mentions.fillers(token) if f.entity in self.employers]

    def near(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """The entity of these types named last before the token, no further back than the sentence before."""
        sentence = token.sent
        floor = sentence.doc[sentence.start - 1].sent.start if sentence.start > 0 else 0
        for i in range(token.i - 1, floor - 1, -1):
            hit = self.mentions.at.get(i)
            if hit is not None and self.types[hit[0]].lower() in kinds:
                return [token.doc[i]]
        return []

    def beside(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """The entity of these types that stands nearest in the sentence, on either side."""
        sentence = token.sent
        places = [i for i in range(sentence.start, sentence.end) if i in self.mentions.at and self.types[self.mentions.at[i][0]].lower() in kinds]
        return [token.doc[min(places, key=lambda i: (abs(i - token.i), i))]] if places else []

    def focal(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """Where the article's main entity of these types was mentioned last before the token, else first of all."""
        if kinds not in self._main:
            self._main[kinds] = _main_entity(self.mentions.entities, kinds)
        return self.mentions.last_before(token, self._main[kinds])

    def buyer(self, token: Token) -> list[Token]:
        """Where the buyer in the article's deal was mentioned last before the token, else first of all."""
        if self._bought is None:
            self._bought = (deals.buyer(token.doc, self._told),)
        return self.mentions.last_before(token, self._bought[0])

    def sole(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """The only entity of these types that the sentence names before the token or after it; where there is none, the sentence before."""
        sentence = token.sent
        for _ in range(2):
            places = {self.mentions.at[i][0]: i for i in range(sentence.start, sentence.end) if i in self.mentions.at}
            fitting = [i for entity, i in places.items() if self.types[entity].lower() in kinds]
            if fitting:
                return [token.doc[fitting[0]]] if len(fitting) == 1 else []
            if sentence.start == 0:
                return []
            sentence = token.doc[sentence.start - 1].sent
        return []

    def lone(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """Where the only entity of these types, whole states aside, was mentioned last before the token, else first of all."""
        if kinds not in self._only:
            found = [e.id for e in self.mentions.entities if e.type.lower() in kinds and state_of(e.name) is None]
            self._only[kinds] = found[0] if len(found) == 1 else None
        return self.mentions.last_before(token, self._only[kinds])

    def office(self, token: Token, words: frozenset[str]) -> list[Token]:
        """Where the one agency is named whose name holds one of the words, else a modifier of the noun ("the treasury secretary")."""
        wanted = words or {m.lower_ for m in syntax.modifiers(token)}
        fitting = [e for e, held in self._agencies if wanted & held]
        if len(fitting) != 1:
            return []
        at = self.mentions.in_full(fitting[0])
        return [token.doc[at]] if at is not None else []

    def realm(self, post: Token) -> list[Token]:
        """Where the state is named that the holder of the post serves."""
        holders = self.titled(post) or syntax.apposed(post) or syntax.copular_subjects(post)
        return self._realms.of_post(post, holders[0] if holders else None)

    def titled(self, noun: Token) -> list[Token]:
        """The name that the noun stands before: "chairman Jane Roe"; as the parser has it, else as it stands."""
        current = noun
        while current.dep_ in ("compound", "nmod", "amod", "conj") and current.head.i > noun.i:
            current = current.head
            if current.i in self.mentions.at:
                return [current]
        after = noun.i + 1
        if after < len(noun.doc) and self.mentions.names(noun.doc[after]) and noun.doc[after].sent == noun.sent:
            return [noun.doc[after]]
        return []

    def before(self, noun: Token) -> list[Token]:
        """The name that stands right before a noun and its modifiers: "Acme finance chief"."""
        i = noun.i - 1
        start = noun.sent.start
        for _ in range(5):
            if i < start:
                return []
            token = noun.doc[i]
            if i in self.mentions.at:
                return [token]
            if token.pos_ not in ("NOUN", "ADJ", "PART", "NUM") and token.text not in ("-", "'s", "’s", "&", "and"):
                return []
            i -= 1
        return []


def _main_entity(entities: Sequence[LocalEntity], kinds: frozenset[str]) -> int | None:
    """The entity of these types mentioned most: four times at least, and twice as often as the next."""
    counts = sorted((-len(e.mentions), e.id) for e in entities if e.type.lower() in kinds)
    if not counts or -counts[0][0] < _OFTEN:
        return None
    second = -counts[1][0] if len(counts) > 1 else 0
    return counts[0][1] if -counts[0][0] >= 2 * second else None
