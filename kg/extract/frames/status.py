"""How an article presents a claim: as fact, alleged, planned, former or negated; and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field
from spacy.tokens import Token

from kg.checked_yaml import load_knowledge
from kg.extract.frames import syntax
from kg.records import Record, Status

Place = Literal[
    "auxiliary",
    "negation",
    "above",
    "noun_above",
    "adverb",
    "adjective",
    "determiner",
    "mark",
    "preposition",
    "prefix",
    "behind",
    "phrase",
    "fate",
    "away",
]

_ORDER: tuple[Status, ...] = ("negated", "former", "planned", "alleged", "fact")  # the first that any cue gives wins
_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN")
_NEGATING = frozenset({"never", "neither", "nor", "hardly"})
_BETWEEN = frozenset({"NOUN", "ADJ", "PROPN", "PUNCT", "CCONJ", "SYM"})
_STEPS = 10  # clauses above a trigger that are looked at

Cue = Status | Literal["agreed"]


class StatusExample(Record):
    text: str
    trigger: str
    status: Status


class CueEntry(Record):
    name: str
    at: Place
    gives: Cue
    words: tuple[str, ...]
    examples: tuple[StatusExample, ...] = Field(min_length=1)


class WordList(Record):
    about: str
    words: tuple[str, ...]


class StatusLexicon(Record):
    entries: tuple[CueEntry, ...]
    reporting: WordList
    proving: WordList
    retracting: WordList
    superseded: WordList
    light: WordList
    undertakings: WordList
    naming: WordList


@cache
def status_lexicon() -> StatusLexicon:
    """kg/knowledge/lexicons/status.yaml, read once."""
    lexicon: StatusLexicon = load_knowledge("lexicons/status.yaml", StatusLexicon)
    return lexicon


@cache
def _cues() -> dict[str, dict[str, Cue]]:
    table: dict[str, dict[str, Cue]] = {}
    for entry in status_lexicon().entries:
        for word in entry.words:
            table.setdefault(entry.at, {}).setdefault(word, entry.gives)
    return table


@cache
def _reporting() -> frozenset[str]:
    return frozenset(status_lexicon().reporting.words)


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that only carry a noun trigger."""
    return frozenset(status_lexicon().light.words)


@dataclass(frozen=True)
class Standing:
    """The status of a trigger, the token of who says so (None where nobody is named), and the words that say it."""

    status: Status
    speaker: Token | None = None
    said: Token | None = None


def standing(trigger: Token, agreed: Status = "planned") -> Standing:
    """Judge a trigger token by its clause and the clauses above it. `agreed`: what "agreed to" makes of it."""
    climb = _Climb(trigger, agreed)
    climb.run()
    sentence = trigger.sent.text
    lowered = sentence.lower()
    for phrase, cue in _cues()["phrase"].items():
        if phrase in lowered:
            climb.note(cue)
    if sentence.rstrip("\"'”’ \n").endswith("?"):
        climb.note("planned")
    speaker, said = (climb.speaker, climb.said) if climb.said is not None else _according(trigger)
    return Standing(next(s for s in _ORDER if s in climb.found or s == "fact"), speaker, said)


class _Climb:
    """The way up from a trigger, noting the cues that it passes; a cue past which the trigger's clause is asserted is not reached."""

    def __init__(self, trigger: Token, agreed: Status) -> None:
        self.trigger = trigger
        self.agreed = agreed
        self.cues = _cues()
        self.found: list[Status] = []
        self.speaker: Token | None = None
        self.said: Token | None = None
        self.carried = trigger.pos_ in _VERBS  # whether a modal on the verb at hand is one on the trigger

    def note(self, cue: Cue | None) -> None:
        if cue is not None:
            self.found.append(self.agreed if cue == "agreed" else cue)

    def run(self) -> None:
        self.own(self.trigger)
        if self.trigger.head == self.trigger and syntax.is_to(self.trigger):
            self.note("planned")
        current: Token | None = self.trigger
        for _ in range(_STEPS):
            if current is None or current.head == current:
                return
            current = self.step(current)

    def step(self, current: Token) -> Token | None:
        """Note what stands on the way to the head; the token to go on from, None where the climb ends."""
        if current.pos_ in (*_NOUNS, "ADJ", "NUM") or current.dep_ == "pobj":
            return self.from_noun(current, current.head)
        match current.dep_:
            case "conj":
                return self.from_conjunct(current, current.head)
            case "advcl":
                return self.from_adverbial(current, current.head)
            case "acl" | "relcl" if current.dep_ == "acl" or syntax.is_to(current):
                self.from_noun_clause(current, current.head)
                return None
            case "pcomp":
                return self.from_prepositional_clause(current.head)
            case "xcomp" | "ccomp":
                return self.from_complement(current, current.head)
        return None

    def from_noun(self, noun: Token, head: Token) -> Token | None:
        dep, word = noun.dep_, head.lemma_.lower()
        if dep in ("dobj", "nsubjpass", "oprd", "attr", "nsubj") and head.pos_ in _VERBS:
            light = word in light_verbs() or dep == "attr"
            particle = next((c.lower_ for c in head.children if c.dep_ == "prt"), None)
            if particle is not None and f"{word} {particle}" in self.cues["above"]:
                self.note(self.cues["above"][f"{word} {particle}"])
            elif (dep != "nsubj" or light) and word not in status_lexicon().naming.words:
                self.note(self.cues["above"].get(word))
            elif not syntax.is_passive(head):
                self.note(self.cues["fate"].get(word) or next((c for p in _after(head) if (c := self.cues["fate"].get(f"{word} {p}"))), None))
            if light:
                self.own(head)
            else:
                self.modal(head)
            self.carried = light
            return head
        if dep == "pobj":
            return self.from_preposition(head)
        return head if dep == "conj" else None

    def from_preposition(self, preposition: Token) -> Token | None:
        self.note(self.cues["preposition"].get(preposition.lower_))
        if self.left(preposition) is not None:
            return None
        above, word = preposition.head, preposition.lower_
        lemma = above.lemma_.lower()
        if above.pos_ in _NOUNS and word in ("of", "for", "about", "on", "over") and lemma in self.cues["noun_above"]:
            self.note(self.cues["noun_above"][lemma])
            return above
        if above.pos_ == "VERB" and word in ("for", "to", "of", "about", "against", "with", "on"):
            cue = self.cues["above"].get(lemma)
            self.note(cue if cue != "alleged" or word == "of" else None)
        return None

    def left(self, preposition: Token) -> Token | None:
        """The verb that, with the words up to a preposition, says that a thing was given up ("walked away from"); noted."""
        verb = next((t for t in preposition.ancestors if t.pos_ in _VERBS), None)
        if verb is None or not verb.i < preposition.i <= verb.i + 3:
            return None
        words = " ".join((verb.lemma_.lower(), *(t.lower_ for t in verb.doc[verb.i + 1 : preposition.i + 1])))
        cue = self.cues["away"].get(words)
        if cue is None:
            return None
        unsure = any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in self.cues["auxiliary"]) for c in verb.children) or syntax.is_to(verb)
        self.note("planned" if unsure else cue)  # who "may walk away" from a deal has not yet
        return verb

    def from_conjunct(self, verb: Token, head: Token) -> Token | None:
        """Conjoined verbs share a modal where the second has neither its own nor a subject of its own."""
        own = any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in verb.children)
        if not own and head.pos_ in _VERBS:
            self.modal(head)
            return head
        return head if head.dep_ in ("ccomp", "xcomp") else None

    def from_adverbial(self, verb: Token, head: Token) -> Token | None:
        marks = [c for c in verb.children if c.dep_ in ("mark", "advmod")]
        self.note(next((self.cues["mark"][c.lower_] for c in marks if c.lower_ in self.cues["mark"]), None))
        if any(c.dep_ == "mark" or c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            if head.lemma_.lower() in _reporting() and verb.i < head.i and not any(c.dep_ == "mark" for c in verb.children):
                self.quote(head)
            return None
        if verb.tag_ != "VB":
            return None
        for preposition in head.doc[head.i + 1 : min(verb.i, head.i + 4)]:  # "pulled out of its deal to buy"
            held = [c.lemma_.lower() for c in preposition.children if c.dep_ == "pobj"]
            if any(h in status_lexicon().undertakings.words for h in held):
                self.left(preposition)
        self.note(self.cues["above"].get(head.lemma_.lower()))  # "has offered $5m to buy", "agreed to pay to settle"
        self.own(head)
        return head

    def from_noun_clause(self, verb: Token, noun: Token) -> None:
        if verb.tag_ == "VBN" and not any(c.dep_ == "mark" or c.lower_ == "that" for c in verb.children):  # "reports that it had been fined"
            return
        if noun.pos_ == "PROPN" and syntax.is_to(verb):  # the headline "Acme to buy Beta"
            self.note("planned")
        self.note(self.cues["noun_above"].get(noun.lemma_.lower()))
        if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB":  # "abandoned its plan to buy"
            self.note(self.cues["above"].get(noun.head.lemma_))
            self.modal(noun.head)
        elif noun.dep_ == "pobj":
            self.left(noun.head)

    def from_prepositional_clause(self, preposition: Token) -> Token | None:
        self.note(self.cues["preposition"].get(preposition.lower_))
        if self.left(preposition) is not None:
            return None
        above, word = preposition.head, preposition.head.lemma_.lower()
        if preposition.i > preposition.sent.start:  # "instead of suing Acme"
            self.note(self.cues["preposition"].get(f"{preposition.nbor(-1).lower_} {preposition.lower_}"))
        if above.pos_ not in _VERBS:
            self.note(self.cues["noun_above"].get(word))
            return None
        self.note(self.cues["above"].get(f"{word} {preposition.lower_}") or self.cues["above"].get(word))
        if preposition.lower_ in ("about", "on"):  # "will decide on suing"
            self.modal(above)
        return above if above.pos_ == "VERB" and preposition.lower_ in ("of", "from", "against", "out", "about", "on") else None

    def from_complement(self, verb: Token, head: Token) -> Token | None:
        word = head.lemma_.lower()
        self.note(next((self.cues["mark"][c.lower_] for c in verb.children if c.dep_ == "mark" and c.lower_ in self.cues["mark"]), None))
        if head.pos_ == "ADJ":
            self.note({"likely": "planned", "expected": "planned", "unlikely": "negated", "unable": "negated"}.get(word))  # type: ignore[arg-type]
            return head
        if head.pos_ not in _VERBS:
            self.note(self.cues["noun_above"].get(word))
            return None
        if word == "be" and syntax.is_to(verb):  # "is to buy"
            self.note("planned")
        self.note(self.cues["above"].get(word))
        if any(c.dep_ == "nsubj" and (self.is_nobody(c) or c.lower_ == "few") for c in head.children):  # "nobody expects Acme to be fined"
            self.note("negated")
        if self.cues["above"].get(word) in ("planned", "agreed") and _superseded(head):
            self.note("negated")
        if verb.dep_ == "ccomp" and word in status_lexicon().proving.words and any(c.dep_ == "neg" for c in head.children):
            self.note("negated")
        if verb.dep_ == "ccomp" and word in _reporting():
            if self.said is None:
                self.quote(head)
            if word in ("say", "announce", "tell"):
                return None
        if verb.dep_ == "xcomp":
            self.own(head)
        elif self.carried:
            self.modal(head)
        return head

    def quote(self, verb: Token) -> None:
        who = syntax.surface_subjects(verb)
        if who and who[0].lower_ in ("we", "article", "report", "story") and verb.tag_ in ("VBD", "VBN") and _retracted(verb):
            self.note("negated")
        self.speaker, self.said = (who[0] if who else None), verb

    def modal(self, verb: Token) -> None:
        for child in verb.children:
            if child.dep_ in ("aux", "auxpass") and child.lower_ in self.cues["auxiliary"]:
                had = child.lower_ in ("'d", "’d") and verb.tag_ == "VBN"
                self.note(None if had else self.cues["auxiliary"][child.lower_])

    def own(self, token: Token) -> None:
        """The cues that hang on the token itself."""
        self.modal(token)
        for child in token.children:
            word, dep = child.lower_, child.dep_
            if dep == "neg" or (dep in ("advmod", "preconj", "cc", "det") and word in _NEGATING and child.i < token.i):
                self.note(self.cues["negation"].get(word))
            elif dep == "advmod" and not (word == "once" and child.i > token.i):
                self.note(self.cues["adverb"].get(word))
            elif dep == "det":
                self.note(self.cues["determiner"].get(word))
            elif dep in ("nsubj", "nsubjpass") and self.is_nobody(child):
                self.note("negated")
            elif token.pos_ in _NOUNS and dep in ("amod", "compound", "nmod") and child.i < token.i:
                self.note(self.cues["adjective"].get(word))
            elif token.pos_ in _NOUNS and dep in ("prep", "mark") and child.i > token.i:
                self.note(self.cues["behind"].get(word))
        if token.pos_ in _NOUNS:
            self.before(token)

    def is_nobody(self, subject: Token) -> bool:
        """ "Nobody was fined", "neither firm", "no agency"."""
        dets = [c.lower_ for c in subject.children if c.dep_ == "det"]
        neither = any(c.lower_ == "neither" and c.i < subject.i for c in subject.children)
        return neither or subject.lower_ in ("neither", "nobody", "none") or any(d in self.cues["determiner"] for d in dets)

    def before(self, noun: Token) -> None:
        """ "ex-chairman", "the then chairman", "former Acme finance chief": cues that the parser hangs elsewhere."""
        if noun.lower_.startswith(("ex-", "then-")):
            self.note("former")
        start = max(noun.sent.start, noun.i - 4)
        left = list(noun.doc[start : noun.i])
        for i, token in enumerate(left):
            between = left[i + 1 :]
            if token.lower_ == "then" and between and between[0].lower_ == "new":  # "its then new chip": new at the time
                continue
            if token.lower_.removesuffix("-") in self.cues["prefix"] and all(t.pos_ in _BETWEEN for t in between):
                self.note(self.cues["prefix"][token.lower_.removesuffix("-")])


def _after(verb: Token) -> list[str]:
    """Particles and adverbs right behind a verb: "fell apart", "fell through"."""
    return [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2] if t.head == verb and t.dep_ in ("prt", "advmod", "prep", "acomp")]


def _superseded(verb: Token) -> bool:
    """Whether the plan or agreement was only the first one: "had first agreed to be bought by …"."""
    had = any(c.dep_ == "aux" and c.lower_ in ("had", "'d") for c in verb.children)
    return had and any(c.lower_ in status_lexicon().superseded.words for c in verb.children)


def _retracted(verb: Token) -> bool:
    """Whether what the paper itself had written is taken back in the same sentence or the two after it."""
    end = verb.sent.end
    for _ in range(2):
        end = verb.doc[end].sent.end if end < len(verb.doc) else end
    after = verb.doc[verb.sent.start : end]
    return any(t.lemma_.lower() in status_lexicon().retracting.words for t in after) or any(
        phrase in after.text.lower() for phrase in status_lexicon().retracting.words if " " in phrase
    )


def _according(trigger: Token) -> tuple[Token | None, Token | None]:
    for token in trigger.sent:
        if token.lower_ == "according" and token.i + 2 < len(token.doc) and token.nbor(1).lower_ == "to":
            for child in (*token.children, *token.nbor(1).children):
                if child.dep_ == "pobj":
                    return child, token
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner, token
    return None, None
