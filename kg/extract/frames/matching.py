"""Frames against one sentence: which rules' triggers stand in it, and which entities fill their slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from kg.extract.frames import syntax
from kg.extract.frames.fillers import Filler, MentionIndex
from kg.extract.frames.frames import Path, Rule, Trigger, triggers
from kg.extract.frames.gapping import gapped
from kg.extract.frames.lists import NameLists
from kg.extract.frames.paths import PathWalker
from kg.extract.frames.trigger_words import rules_at, stems
from kg.extract.frames.whereabouts import Whereabouts
from kg.ontology import ontology
from kg.records import LocalEntity

_FETCHED = 0.85  # a filler that the clause itself does not name
_LISTED = 0.95  # a filler that the list tells, not the parse
_SAID_OF = frozenset({"appos", "titled", "is"})  # steps that lead to those of whom the trigger is said
_LISTING = frozenset({"subject", "object", "prep", "clause", "dative", "pobj", "within", "does"}) | _SAID_OF
_BY_FORM = frozenset({"behind", "owning"})  # steps that give every name of a list by themselves
_ARMS_LENGTH = 30  # tokens between the ends of a claim beyond which it loses confidence


@dataclass
class Match:
    """One rule that fits: its trigger token and who fills its slots (all lists may be empty but not all at once)."""

    trigger: Trigger
    token: Token
    subjects: list[Filler] = field(default_factory=list)
    objects: list[Filler] = field(default_factory=list)
    sides: dict[str, list[Filler]] = field(default_factory=dict)
    sureness: float = 1.0
    sum_at: Token | None = None  # the name that the claim's own sum follows, where the verb is not said again


class SentenceMatcher:
    """Runs every frame over the sentences of one article."""

    def __init__(self, doc: Doc, entities: Sequence[LocalEntity], title_end: int = 0) -> None:
        self.mentions = MentionIndex(doc, entities)
        named = {i: self.mentions.last[i] for i, (_, mention) in self.mentions.at.items() if mention.kind == "name"}
        self.lists = NameLists(doc, named)
        self.types = [e.type for e in entities]
        self.title_end = title_end
        self.where = Whereabouts(self.mentions, self._deals)
        self.paths = PathWalker(self.mentions, self.lists, self.where)
        self.ontology = ontology()

    def matches(self, sentence: Span) -> Iterator[Match]:
        """Every rule that fits, in text order of the triggers."""
        at = self.mentions.at
        if not any(token.i in at for token in sentence):
            return
        index = triggers()
        for token in sentence:
            if self.mentions.names(token) and token.tag_ != "POS":
                continue
            rules = rules_at(token, index)
            found: set[str] = set()
            for trigger in rules:
                if trigger.rule.last_resort and trigger.frame_name in found:
                    continue
                match = self.match(token, trigger)
                if match is not None:
                    found.add(trigger.frame_name)
                    if trigger.frame.posts:
                        self.where.employers.update((s.entity, o.token.i) for s in match.subjects for o in match.objects[:1])
                    further = list(self._gapped(match))
                    yield match
                    yield from further
            if not found and token.idx < self.title_end:
                yield from self._headline(token, index)

    def _gapped(self, match: Match) -> Iterator[Match]:
        """ "The FCA fined Acme £2m and the PRA £3m", "fined Acme £2m and Beta £3m": the verb holds on; Beta is taken off the match itself."""
        if not match.trigger.frame.money or not match.trigger.rule.verb or not match.subjects or not match.objects:
            return
        relation, rule = match.trigger.frame.relation, match.trigger.rule
        taken = {f.entity for f in (*match.subjects, match.objects[0])}
        for name in gapped(match.token, self.mentions):
            for filler in self.mentions.fillers(name)[:1]:
                kind = self.types[filler.entity]
                slot = "object" if self.types[match.objects[0].entity] == kind else "subject"
                alike = kind == self.types[(match.objects if slot == "object" else match.subjects)[0].entity]
                if filler.entity in taken or not alike or not self._fits(relation, rule, slot, filler):
                    continue
                match.objects = [f for f in match.objects if f.entity != filler.entity]
                subjects, objects = (match.subjects, [filler]) if slot == "object" else ([filler], match.objects)
                yield Match(match.trigger, match.token, subjects, objects, sureness=match.sureness, sum_at=name)

    def match(self, token: Token, trigger: Trigger) -> Match | None:
        """The rule at this trigger, None where its conditions fail or no slot that it needs is filled."""
        rule = trigger.rule
        if not all(self.paths.leads_to(token, path, lemmas) for path, lemmas in rule.when.items()):
            return None
        if any(self.paths.leads_to(token, path, lemmas) for path, lemmas in rule.unless.items()):
            return None
        match = Match(trigger, token)
        relation = trigger.frame.relation
        if rule.subject or rule.object:
            self._fill(match, relation)
        for side, paths in (("plaintiff", rule.plaintiff), ("defendant", rule.defendant), ("court", rule.court), ("judge", rule.judge)):
            found = self._side(match, side, paths)
            if found:
                match.sides[side] = found
        if not match.sides and (not match.subjects or (rule.object and not match.objects)):
            return None
        return match

    def _fill(self, match: Match, relation: str | None) -> None:
        rule = match.trigger.rule
        whole = match.trigger.frame.whole
        subjects: list[Filler] = []
        objects: list[Filler] = []
        for path in rule.subject:
            subjects = [f for f in self._at(match.token, path, rule, whole) if self._fits(relation, rule, "subject", f)]
            if subjects:
                break
        taken = {f.entity for f in subjects}
        for path in rule.object:
            if path.same == "subject":  # "Acme and Beta merged": each with each
                objects = subjects if len(subjects) > 1 else []
                break
            found = self._at(match.token, path, rule, whole)
            objects = [f for f in found if f.entity not in taken and self._fits(relation, rule, "object", f)]
            if objects:
                break
        match.subjects, match.objects = subjects, objects

    def _fits(self, relation: str | None, rule: Rule, slot: str, filler: Filler) -> bool:
        kind = self.types[filler.entity]
        if kind == "Court" and slot == "object" and rule.defendant:
            return False
        wanted = rule.subject_types if slot == "subject" else rule.object_types
        if wanted:
            return any(self.ontology.is_a(kind, w) for w in wanted)
        if relation is None:  # what befalls one party does not befall a court
            return kind != "Court" and any(self.ontology.is_a(kind, p) for p in self.ontology.groups["Party"])
        spec = self.ontology.relations[relation]
        return any(self.ontology.is_a(kind, m) for m in self.ontology.members(spec.domain if slot == "subject" else spec.range))

    def _side(self, match: Match, side: str, paths: Iterable[Path]) -> list[Filler]:
        rule = match.trigger.rule
        for path in paths:
            if path.same == "subject":
                found = match.subjects
            elif path.same == "object":
                found = match.objects
            else:
                found = self._at(match.token, path, rule)
            wanted = {"court": ("Court",), "judge": ("Person",)}.get(side, self.ontology.groups["Party"])
            found = [f for f in found if any(self.ontology.is_a(self.types[f.entity], w) for w in wanted)]
            if side in ("plaintiff", "defendant"):  # a court hears a case; it is no side of it
                found = [f for f in found if self.types[f.entity] != "Court"]
            if found:
                return found
        return []

    def _at(self, token: Token, path: Path, rule: Rule, whole: bool = False) -> list[Filler]:
        found: dict[int, Filler] = {}
        for end in self.paths.walk(token, path):
            by_form = path.steps[-1].name in _BY_FORM if path.steps else False
            found_here = self.mentions.named(end) if by_form else self._with_listed(self.mentions.fillers(end), path)
            for filler in found_here:
                if filler.mention.kind == "pronoun" and not rule.pronouns:
                    continue
                if whole and filler.part:
                    continue
                if path.steps and path.steps[-1].name in ("appos", "head") and end.i < token.i < filler.token.i:
                    continue  # "Anna Berg, the minister, and Lotte Dahl": the post is the first one's
                if token.tag_ in ("POS", "PRP$") and filler.token != end and not syntax.shares_owner(end, filler.token):
                    continue  # "Acme's Fooline and Beta's Barline", "Acme's Fooline and the Barline": each is its own
                if path.steps and path.steps[-1].name in ("near", "focal", "beside", "sole", "lone", "employer", "buyer"):
                    filler = replace(filler, sureness=filler.sureness * _FETCHED)
                if self._behind_comma(token, path, end, filler):
                    continue
                found.setdefault(filler.entity, filler)
        return self._of_one(token, path, list(found.values()))

    def _behind_comma(self, token: Token, path: Path, end: Token, filler: Filler) -> bool:
        """ "Acme, a unit of Beta, and Gamma": what a comma parts from the apposition is no part of it."""
        last = path.steps[-1] if path.steps else None
        if last is None or last.name != "prep" or token.dep_ != "appos" or filler.token.i <= end.i or end.i not in self.mentions.at:
            return False
        between = token.doc[self.mentions.last.get(end.i, end.i) + 1 : filler.token.i]
        return any(t.text in (",", ";") for t in between)

    def _of_one(self, noun: Token, path: Path, found: list[Filler]) -> list[Filler]:
        """A singular post or kind is said of the nearest one: "its chief executive, Ann Lee, and Ben Roe", "Acme and Beta, a unit of Gamma"."""
        last = path.steps[-1].name if path.steps else ""
        if (
            last not in ("appos", "titled")
            or len(path.steps) > 1
            or len(found) < 2
            or noun.tag_ not in ("NN", "NNP")
            or any(c.dep_ == "conj" for c in noun.children)
        ):
            return found
        after = [f for f in found if f.token.i > noun.i]
        before = [f for f in found if f.token.i < noun.i]
        return [min(after, key=lambda f: f.token.i)] if len(after) == len(found) else [max(before or found, key=lambda f: f.token.i)]

    def _with_listed(self, found: list[Filler], path: Path) -> list[Filler]:
        """The fillers, and whoever stands in one list with the first of them by the list's form."""
        last = path.steps[-1].name if path.steps else ""
        if not found or last not in _LISTING or found[0].mention.kind != "name" or found[0].part:
            return found
        first = found[0]
        taken = {f.entity for f in found}
        for end in self.lists.beside(first.token, last not in _SAID_OF):
            entity, mention = self.mentions.at[end.i]
            if entity not in taken:
                taken.add(entity)
                found.append(Filler(entity, mention, end, first.sureness * _LISTED))
        return found

    def _deals(self, token: Token) -> Iterator[tuple[list[Filler], list[Filler]]]:
        """Who buys whom by a word, whatever the status."""
        for trigger in rules_at(token, triggers()):
            if trigger.frame.relation == "acquired" and not self.mentions.names(token):
                match = self.match(token, trigger)
                if match is not None:
                    yield match.subjects, match.objects

    def _headline(self, token: Token, index: dict[tuple[str, str], tuple[Trigger, ...]]) -> Iterator[Match]:
        """A headline that the parser did not make out: a name, a verb's present or past form, a name."""
        if token.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ"):
            return
        word = token.lower_
        lemmas = [token.lemma_.lower(), *stems(word)] if word.endswith(("s", "ed")) else [token.lemma_.lower()]
        left, right = token.i - 1, token.i + 1
        if right in self.mentions.last and (end := self.mentions.last[right] + 1) < len(token.doc) and token.doc[end].tag_ == "POS":
            return
        if left < 0 or right >= len(token.doc) or left not in self.mentions.at or right not in self.mentions.at:
            return
        for lemma in dict.fromkeys(lemmas):
            for trigger in index.get(("verb", lemma), ()):
                rule = trigger.rule
                if not (rule.subject and rule.object and rule.subject[0].text == "subject" and rule.object[0].text == "object") or rule.when:
                    continue
                match = Match(trigger, token, sureness=0.9)
                relation = trigger.frame.relation
                match.subjects = [f for f in self.mentions.fillers(token.doc[left]) if self._fits(relation, rule, "subject", f)]
                taken = {f.entity for f in match.subjects}
                others = [f for f in self.mentions.fillers(token.doc[right]) if f.entity not in taken]
                match.objects = [f for f in others if self._fits(relation, rule, "object", f)]
                if match.subjects and match.objects:
                    for side, paths in (("plaintiff", rule.plaintiff), ("defendant", rule.defendant)):
                        found = self._side(match, side, [p for p in paths if p.same])
                        if found:
                            match.sides[side] = found
                    yield match
                    return


def confidence(match: Match, subject: Filler, obj: Filler | None) -> float:
    """The rule's own figure, lowered for coreference, for detours and for distance."""
    value = match.trigger.rule.confidence * match.sureness * subject.sureness * (obj.sureness if obj else 1.0)
    if obj is not None and abs(subject.token.i - obj.token.i) > _ARMS_LENGTH:
        value *= 0.85
    return round(value, 3)
