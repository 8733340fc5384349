"""Frames against one sentence: which rules' triggers stand in it, and which entities fill their slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.extract.frames import syntax
from kg.extract.frames.deals import buyer
from kg.extract.frames.fillers import Filler, MentionIndex
from kg.extract.frames.frames import Path, Rule, Step, Trigger, parse_path, triggers
from kg.extract.frames.gapping import gapped
from kg.extract.frames.governments import state_of
from kg.extract.frames.lists import NameLists
from kg.ontology import ontology
from kg.records import LocalEntity

_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_FETCHED = 0.85  # a filler that the clause itself does not name
_LISTED = 0.95  # a filler that the list tells, not the parse
_SAID_OF = frozenset({"appos", "titled", "is"})  # steps that lead to those of whom the trigger is said
_LISTING = frozenset({"subject", "object", "prep", "clause", "dative", "pobj", "within", "does"}) | _SAID_OF
_BY_FORM = frozenset({"behind", "owning"})  # steps that give every name of a list by themselves
_OFTEN = 4  # mentions that make an entity one that an article is about
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
        self.employers: dict[int, int] = {}  # person -> the token that names the body that the person was last said to work for
        self.ontology = ontology()
        self._bought: tuple[int | None] | None = None  # the buyer of the article's deal, once it was asked for

    def matches(self, sentence: Span) -> Iterator[Match]:
        """Every rule that fits, in text order of the triggers."""
        at = self.mentions.at
        if not any(token.i in at for token in sentence):
            return
        index = triggers()
        for token in sentence:
            if self.mentions.names(token) and token.tag_ != "POS":
                continue
            rules = _rules(token, index)
            found: set[str] = set()
            for trigger in rules:
                if trigger.rule.last_resort and trigger.frame_name in found:
                    continue
                match = self.match(token, trigger)
                if match is not None:
                    found.add(trigger.frame_name)
                    if trigger.frame.posts:
                        self.employers.update((s.entity, o.token.i) for s in match.subjects for o in match.objects[:1])
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
        if not all(self._has(token, path, lemmas) for path, lemmas in rule.when.items()):
            return None
        if any(self._has(token, path, lemmas) for path, lemmas in rule.unless.items()):
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
        if relation is None:
            return any(self.ontology.is_a(kind, p) for p in self.ontology.groups["Party"])
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
        for end in self.walk(token, path):
            by_form = path.steps[-1].name in _BY_FORM if path.steps else False
            found_here = self.mentions.named(end) if by_form else self._with_listed(self.mentions.fillers(end), path)
            for filler in found_here:
                if filler.mention.kind == "pronoun" and not rule.pronouns:
                    continue
                if whole and filler.part:
                    continue
                if path.steps and path.steps[-1].name in ("appos", "head") and end.i < token.i < filler.token.i:
                    continue  # "Anna Berg, the minister, and Lotte Dahl": the post is the first one's
                if token.tag_ in ("POS", "PRP$") and filler.token != end and syntax.children(filler.token, "poss"):
                    continue  # "Acme's Fooline and Beta's Barline": each has an owner of its own
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
        if last != "appos" or len(path.steps) > 1 or len(found) < 2 or noun.tag_ != "NN" or any(c.dep_ == "conj" for c in noun.children):
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

    def walk(self, token: Token, path: Path) -> list[Token]:
        """The tokens that a path leads to."""
        here = [token]
        for step in path.steps:
            there: dict[int, Token] = {}
            for start in here:
                for end in self._step(start, step):
                    there.setdefault(end.i, end)
            here = list(there.values())
        return here

    def _has(self, token: Token, path: str, lemmas: tuple[str, ...]) -> bool:
        wanted = set(lemmas)
        ends = self.walk(token, _path(path))
        return bool(ends) if "any" in wanted else any(end.lemma_.lower() in wanted or end.lower_ in wanted for end in ends)

    def _step(self, token: Token, step: Step) -> list[Token]:
        name, words = step.name, step.words
        match name:
            case "subject":
                return syntax.subjects(token)
            case "object":
                return syntax.objects(token)
            case "prep":
                return syntax.prepositional(token, words)
            case "gov" | "does":
                return _limited(syntax.governors(token) if name == "gov" else syntax.doers(token), words)
            case "within":
                start = token.head if token.dep_ in ("pobj", "pcomp") else None
                return [start.head] if start is not None and start.lower_ in words else []
            case "poss":
                return [syntax.antecedent(t) for t in syntax.children(token, "poss")]
            case "mod":
                return [t for t in syntax.modifiers(token) if not words or t.lemma_.lower() in words]
            case "appos":
                return syntax.apposed(token)
            case "is":
                return syntax.copular_subjects(token)
            case "titled":
                return self._titled(token)
            case "head":
                return [token.head] if token.head != token else []
            case "clause":
                return syntax.clause_subjects(token)
            case "before":
                return self._before(token)
            case "after":
                return [token.nbor(1)] if token.i + 1 < len(token.doc) and token.i + 1 in self.mentions.at else []
            case "dative":
                return [t for c in syntax.children(token, "dative") for t in ([c] if c.pos_ != "ADP" else syntax.children(c, "pobj"))]
            case "xcomp":
                return _limited([c for c in token.children if c.dep_ in ("xcomp", "ccomp", "advcl", "acl")], words)
            case "up":
                return _limited([token.head] if token.dep_ in ("xcomp", "advcl", "acl", "pcomp", "conj", "ccomp", "relcl") else [], words)
            case "near":
                return self._near(token, words)
            case "beside":
                return self._beside(token, words)
            case "office":
                return self._office(token, words)
            case "lone":
                return self._lone(token, words)
            case "sole":
                return self._sole(token, words)
            case "focal":
                return self._focal(token, words)
            case "behind":
                return self.lists.behind(token)
            case "owning":
                return self.lists.owning(token)
            case "employer":
                return [token.doc[self.employers[f.entity]] for f in self.mentions.fillers(token) if f.entity in self.employers]
            case "buyer":
                return self._buyer(token)
            case "said":
                return syntax.quoted(token)
            case "pobj":
                return syntax.children(token, "pobj")
            case "child":
                return list(token.children)
            case _:
                return [token]

    def _near(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """The entity of these types named last before the token, no further back than the sentence before."""
        sentence = token.sent
        floor = sentence.doc[sentence.start - 1].sent.start if sentence.start > 0 else 0
        for i in range(token.i - 1, floor - 1, -1):
            hit = self.mentions.at.get(i)
            if hit is not None and self.types[hit[0]].lower() in kinds:
                return [token.doc[i]]
        return []

    def _beside(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """The entity of these types that stands nearest in the sentence, on either side."""
        sentence = token.sent
        places = [i for i in range(sentence.start, sentence.end) if i in self.mentions.at and self.types[self.mentions.at[i][0]].lower() in kinds]
        return [token.doc[min(places, key=lambda i: (abs(i - token.i), i))]] if places else []

    def _focal(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """Where the article's main entity of these types was mentioned last before the token, else first of all."""
        main = _main_entity(self.mentions.entities, kinds)
        places = [i for i, (entity, _) in self.mentions.at.items() if entity == main]
        before = [i for i in places if i < token.i]
        return [token.doc[max(before) if before else min(places)]] if places else []

    def _buyer(self, token: Token) -> list[Token]:
        """Where the buyer in the article's deal was mentioned last before the token, else first of all."""
        if self._bought is None:
            self._bought = (buyer(token.doc, self._deals),)
        places = [i for i, (entity, _) in self.mentions.at.items() if entity == self._bought[0]]
        before = [i for i in places if i < token.i]
        return [token.doc[max(before) if before else min(places)]] if places else []

    def _deals(self, token: Token) -> Iterator[tuple[list[Filler], list[Filler]]]:
        """Who buys whom by a word, whatever the status."""
        for trigger in _rules(token, triggers()):
            if trigger.frame.relation == "acquired" and not self.mentions.names(token):
                match = self.match(token, trigger)
                if match is not None:
                    yield match.subjects, match.objects

    def _sole(self, token: Token, kinds: frozenset[str]) -> list[Token]:
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

    def _lone(self, token: Token, kinds: frozenset[str]) -> list[Token]:
        """Where the only entity of these types, whole states aside, was mentioned last before the token, else first of all."""
        found = [e for e in self.mentions.entities if e.type.lower() in kinds and state_of(e.name) is None]
        places = [i for i, (entity, _) in self.mentions.at.items() if len(found) == 1 and entity == found[0].id]
        before = [i for i in places if i < token.i]
        return [token.doc[max(before) if before else min(places)]] if places else []

    def _office(self, token: Token, words: frozenset[str]) -> list[Token]:
        """Where the one agency is named whose name holds one of the words, else a modifier of the noun ("the treasury secretary")."""
        wanted = words or {m.lower_ for m in syntax.modifiers(token)}
        fitting = [e for e in self.mentions.entities if e.type == "Agency" and wanted & set(e.name.casefold().replace("defence", "defense").split())]
        if len(fitting) != 1:
            return []
        return [token.doc[i] for i, (entity, _) in self.mentions.at.items() if entity == fitting[0].id][:1]

    def _titled(self, noun: Token) -> list[Token]:
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

    def _before(self, noun: Token) -> list[Token]:
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

    def _headline(self, token: Token, index: dict[tuple[str, str], tuple[Trigger, ...]]) -> Iterator[Match]:
        """A headline that the parser did not make out: a name, a verb's present or past form, a name."""
        if token.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ"):
            return
        word = token.lower_
        stems = [token.lemma_.lower(), *_stems(word)] if word.endswith(("s", "ed")) else [token.lemma_.lower()]
        left, right = token.i - 1, token.i + 1
        if right in self.mentions.last and (end := self.mentions.last[right] + 1) < len(token.doc) and token.doc[end].tag_ == "POS":
            return
        if left < 0 or right >= len(token.doc) or left not in self.mentions.at or right not in self.mentions.at:
            return
        for stem in dict.fromkeys(stems):
            for trigger in index.get(("verb", stem), ()):
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


def _main_entity(entities: Sequence[LocalEntity], kinds: frozenset[str]) -> int | None:
    """The entity of these types mentioned most: four times at least, and twice as often as the next."""
    counts = sorted((-len(e.mentions), e.id) for e in entities if e.type.lower() in kinds)
    if not counts or -counts[0][0] < _OFTEN:
        return None
    second = -counts[1][0] if len(counts) > 1 else 0
    return counts[0][1] if -counts[0][0] >= 2 * second else None


def _rules(token: Token, index: dict[tuple[str, str], tuple[Trigger, ...]]) -> tuple[Trigger, ...]:
    """The rules that a token may trigger, by its part of speech; where the tagger or lemmatizer errs, by its form."""
    rules = index.get(("word", token.lower_), ())
    kind = _KINDS.get(token.pos_)
    if kind is None:
        return rules
    lemma = token.lemma_.lower()
    if kind == "verb":
        stems = [lemma, *_stems(token.lower_)]
        return rules + next((index["verb", stem] for stem in stems if ("verb", stem) in index), ())
    own = index.get((kind, lemma), ())
    if kind == "noun" and not own and lemma.endswith("s"):  # a capitalised plural is lemmatised as a name
        own = index.get((kind, lemma.removesuffix("s")), ())
    if kind == "adjective" and not own:
        stranded = token.dep_ in ("amod", "acomp", "pobj", "dobj", "conj") and token.head.i < token.i  # "a $5m fine", tagged as an adjective
        own = index.get(("noun", lemma), ()) if stranded else ()
        own = own or (index.get(("verb", lemma), ()) if token.tag_ in ("VBN", "JJ") else ())
    return rules + own


def _stems(word: str) -> list[str]:
    """What a regular verb form may come from, the likeliest first."""
    if word.endswith("ing"):
        return [word[:-3], word[:-3] + "e", word[:-4]]
    if word.endswith("ed"):
        return [word[:-1], word[:-2], word[:-3]]
    return [word[:-1], word[:-2]] if word.endswith("s") else [word]


def _limited(tokens: Iterable[Token], words: frozenset[str]) -> list[Token]:
    return [t for t in tokens if not words or t.lemma_.lower() in words]


@cache
def _path(text: str) -> Path:
    return parse_path(text)
