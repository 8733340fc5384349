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

Place = Literal["auxiliary", "negation", "above", "noun_above", "adverb", "adjective", "determiner", "mark", "preposition", "prefix", "behind", "phrase"]

_ORDER: tuple[Status, ...] = ("negated", "former", "planned", "alleged", "fact")  # the first that any cue gives wins
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "conj"})


class StatusExample(Record):
    text: str
    trigger: str
    status: Status


class CueEntry(Record):
    name: str
    at: Place
    gives: Status | Literal["agreed"]
    words: tuple[str, ...]
    examples: tuple[StatusExample, ...] = Field(min_length=1)


class WordList(Record):
    about: str
    words: tuple[str, ...]


class StatusLexicon(Record):
    entries: tuple[CueEntry, ...]
    reporting: WordList
    light: WordList


@cache
def status_lexicon() -> StatusLexicon:
    return load_knowledge("lexicons/status.yaml", StatusLexicon)


@cache
def _cues() -> dict[str, dict[str, Status | Literal["agreed"]]]:
    table: dict[str, dict[str, Status | Literal["agreed"]]] = {}
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
    found: list[Status] = []
    speaker: Token | None = None
    said: Token | None = None

    def note(cue: Status | Literal["agreed"] | None) -> None:
        if cue is not None:
            found.append(agreed if cue == "agreed" else cue)

    cues = _cues()
    current = trigger
    _own_cues(current, cues, note)
    carried = trigger.pos_ in ("VERB", "AUX")  # whether a cue on the verb at hand is one on the trigger
    for _ in range(10):
        head, dep = current.head, current.dep_
        if head == current:
            break
        word = head.lemma_.lower()
        if current.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or dep == "pobj":
            if dep in ("dobj", "nsubjpass", "oprd", "attr", "nsubj") and head.pos_ in ("VERB", "AUX"):
                light = word in light_verbs() or (dep == "attr")
                if dep != "nsubj" or light:
                    note(cues["above"].get(word))
                if light:
                    _own_cues(head, cues, note)
                elif dep in ("nsubj", "nsubjpass", "dobj"):
                    _modal(head, cues, note)
                carried = light
                current = head
                continue
            if dep == "pobj":
                note(cues["preposition"].get(head.lower_))
                above = head.head
                if above.pos_ in ("NOUN", "PROPN"):
                    if head.lower_ in ("of", "for", "about", "on", "over"):
                        note(cues["noun_above"].get(above.lemma_.lower()))
                        if above.lemma_.lower() in cues["noun_above"]:
                            current = above
                            continue
                elif head.lower_ in ("for", "to", "of", "about", "against", "with", "on") and above.pos_ == "VERB":
                    cue = cues["above"].get(above.lemma_.lower())
                    note(cue if cue != "alleged" or head.lower_ == "of" else None)
                break
            if dep in ("conj", "compound", "appos", "nmod"):
                if dep == "conj":
                    current = head
                    continue
                break
            break
        if dep not in _CLAUSAL:
            break
        if dep == "conj":
            if not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in current.children) and head.pos_ in ("VERB", "AUX"):
                _modal(head, cues, note)
                current = head
                continue
            current = head
            if head.dep_ in ("ccomp", "xcomp"):
                continue
            break
        if dep == "advcl":
            note(next((cues["mark"][c.lower_] for c in current.children if c.dep_ in ("mark", "advmod") and c.lower_ in cues["mark"]), None))
            if not any(c.dep_ == "mark" for c in current.children) and not any(c.dep_ in ("nsubj", "nsubjpass") for c in current.children):
                if current.tag_ == "VB":  # "has offered $5m to buy", "agreed to pay to settle"
                    note(cues["above"].get(word))
                    _own_cues(head, cues, note)
                    current = head
                    continue
            elif word in _reporting() and current.i < head.i:
                speaker, said = _speaker(head)
            break
        if dep == "acl":
            if current.tag_ != "VBN":
                note(cues["noun_above"].get(word))
                if head.dep_ in ("dobj", "nsubjpass") and head.head.pos_ == "VERB":
                    cue = cues["above"].get(head.head.lemma_)
                    note(cue)
                    _modal(head.head, cues, note)
            break
        if dep == "pcomp":
            note(cues["preposition"].get(head.lower_))
            above = head.head
            note(cues["above" if above.pos_ in ("VERB", "AUX") else "noun_above"].get(above.lemma_.lower()))
            if above.pos_ == "VERB" and head.lower_ in ("of", "from", "against", "out"):
                current = above
                continue
            break
        note(next((cues["mark"][c.lower_] for c in current.children if c.dep_ == "mark" and c.lower_ in cues["mark"]), None))
        if head.pos_ == "ADJ":
            note(cues["adjective"].get(word) if word in ("likely", "expected") else None)
            if word in ("unlikely", "unable"):
                note("negated")
            current = head
            continue
        if head.pos_ not in ("VERB", "AUX"):
            note(cues["noun_above"].get(word))
            break
        note(cues["above"].get(word))
        if word in _reporting() and dep == "ccomp":
            if speaker is None:
                speaker, said = _speaker(head)
            if word in ("say", "announce", "tell"):
                break
        if dep == "xcomp" or (dep == "ccomp" and carried):
            _own_cues(head, cues, note) if dep == "xcomp" else _modal(head, cues, note)
        current = head
    sentence = trigger.sent.text.lower()
    for phrase, cue in cues["phrase"].items():
        if phrase in sentence:
            note(cue)
    if trigger.sent.text.rstrip("\"'”’ \n").endswith("?"):
        note("planned")
    if said is None:
        speaker, said = _according(trigger)
    status = next(s for s in _ORDER if s in found or s == "fact")
    return Standing(status, speaker, said)


def _own_cues(token: Token, cues: dict[str, dict[str, Status | Literal["agreed"]]], note: object) -> None:
    assert callable(note)
    for child in token.children:
        word = child.lower_
        if child.dep_ in ("aux", "auxpass") and word in cues["auxiliary"]:
            note(_modal_cue(token, child, cues))
        elif child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc", "det") and word in ("never", "neither", "nor", "hardly") and child.i < token.i):
            note(cues["negation"].get(word))
        elif child.dep_ == "advmod":
            if not (word == "once" and child.i > token.i):
                note(cues["adverb"].get(word))
        elif child.dep_ in ("amod", "compound", "nmod") and token.pos_ in ("NOUN", "PROPN") and child.i < token.i:
            note(cues["adjective"].get(word))
        elif child.dep_ in ("prep", "mark") and token.pos_ in ("NOUN", "PROPN") and child.i > token.i:
            note(cues["behind"].get(word))
        elif child.dep_ == "det":
            note(cues["determiner"].get(word))
        elif (child.dep_ == "nsubj" and any(c.dep_ == "det" and c.lower_ in cues["determiner"] for c in child.children)) or (child.dep_ == "nsubjpass" and (child.lower_ in ("neither", "nobody", "none") or any(c.dep_ == "det" and c.lower_ == "neither" for c in child.children))):
            note("negated")
    if token.pos_ in ("NOUN", "PROPN") and token.i >= 1:
        before = token.nbor(-1)
        note(cues["prefix"].get(before.lower_.removesuffix("-")) if before.lower_.endswith("-") and len(before.lower_) > 1 else None)
        if before.text in ("-", "–") and token.i >= 2:
            note(cues["prefix"].get(token.nbor(-2).lower_))
        word = token.lower_
        if word.startswith(("ex-", "then-")):
            note("former")
        left = [t for t in token.doc[max(token.sent.start, token.i - 3) : token.i] if t.lower_ in ("former", "ex", "then")]
        if left and all(t.pos_ in ("NOUN", "ADJ", "PROPN", "ADV", "PUNCT", "CCONJ") for t in token.doc[left[-1].i : token.i]):
            note("former")


def _modal(verb: Token, cues: dict[str, dict[str, Status | Literal["agreed"]]], note: object) -> None:
    assert callable(note)
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in cues["auxiliary"]:
            note(_modal_cue(verb, child, cues))


def _modal_cue(verb: Token, aux: Token, cues: dict[str, dict[str, Status | Literal["agreed"]]]) -> Status | Literal["agreed"] | None:
    """"'d" is "had" before a participle; "would have" and "could have" tell of what did not happen but may have been meant."""
    if aux.lower_ in ("'d", "’d") and verb.tag_ == "VBN":
        return None
    return cues["auxiliary"][aux.lower_]


def _speaker(verb: Token) -> tuple[Token | None, Token | None]:
    who = syntax.surface_subjects(verb)
    return (who[0] if who else None), verb


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
