"""From the entities, frames and status of one parsed article to its Reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.extract.frames.circumstances import Circumstances
from kg.extract.frames.fillers import Filler
from kg.extract.frames.lawsuits import Proceeding, Telling, gather
from kg.extract.frames.matching import Match, SentenceMatcher, confidence
from kg.extract.frames.roles import role_words
from kg.extract.frames.status import Standing, standing
from kg.extract.frames.syntax import is_past
from kg.ontology import ontology
from kg.records import STATUSES, Article, Claim, LocalEntity, Mention, Money, Reading, Span, Status

ENGINE = "frames"
CLAIMLESS = frozenset({"caption", "byline", "author_note", "furniture"})
_OPPOSITE = {"ruledFor": "ruledAgainst", "ruledAgainst": "ruledFor"}
_BEGINNING = frozenset({"sued", "charged", "plaintiffIn"})  # frames that tell of a proceeding's beginning
_IMPLIED = 0.85
_SIDES = (("plaintiff", "plaintiffIn"), ("defendant", "defendantIn"), ("judge", "judgeIn"))


def without_blanks(sentence: DocSpan) -> Span | None:
    """A sentence's words, the blanks at its ends left out; None where it has none."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return Span(start=start, end=start + len(text.strip())) if text.strip() else None


def read_claims(article: Article, doc: Doc, entities: Sequence[LocalEntity]) -> Reading:
    """What the frames find in a parsed article whose entities are known."""
    return _ArticleReader(article, doc, entities).reading()


@dataclass(frozen=True)
class _Told:
    """A match with all that its clause says of it."""

    match: Match
    standing: Standing
    status: Status
    span: Span
    telling: int | None  # index among the article's tellings


class _ArticleReader:
    def __init__(self, article: Article, doc: Doc, entities: Sequence[LocalEntity]) -> None:
        self.article = article
        self.doc = doc
        self.entities = list(entities)
        self.circumstances = Circumstances(doc, article.date)
        title_end = len(article.title) if article.title and article.text.startswith(article.title) else 0
        self.matcher = SentenceMatcher(doc, entities, title_end)
        self.tellings: list[Telling] = []
        self.ontology = ontology()

    def reading(self) -> Reading:
        told = [t for sentence in self.doc.sents if self._is_read(sentence) for t in self._sentence(sentence)]
        proceedings, belongs = gather(self.tellings)
        lawsuit_ids = [self._lawsuit(p.name(self.entities), p.mentions) for p in proceedings]
        claims: list[Claim] = []
        for t in told:
            lawsuit = lawsuit_ids[belongs[t.telling]] if t.telling is not None and t.telling in belongs else None
            claims += self._claims(t, lawsuit)
        claims += _implied(claims, dict(zip(lawsuit_ids, proceedings, strict=True)))
        return Reading(article=self.article, entities=tuple(self.entities), claims=tuple(_distinct(claims)))

    def _is_read(self, sentence: DocSpan) -> bool:
        first = next((t for t in sentence if not t.is_space), None)
        return first is not None and self.article.section_at(first.idx) not in CLAIMLESS

    def _sentence(self, sentence: DocSpan) -> Iterator[_Told]:
        span = without_blanks(sentence)
        if span is None:
            return
        for match in self.matcher.matches(sentence):
            said = standing(match.token, match.trigger.frame.agreed)
            rule = match.trigger.rule
            by_tense = rule.past if rule.past is not None and is_past(match.token) else None
            status = rule.status if rule.firm and rule.status else _combined(rule.status or by_tense, said.status)
            yield _Told(match, said, status, span, self._telling(match, status))

    def _telling(self, match: Match, status: Status) -> int | None:
        if not match.sides:
            return None
        ids = {side: tuple(f.entity for f in fillers) for side, fillers in match.sides.items()}
        courts, judges = ids.get("court", ()), ids.get("judge", ())
        plaintiffs = ids.get("plaintiff", ())
        defendants = tuple(d for d in ids.get("defendant", ()) if d not in plaintiffs)
        if status == "planned" and match.trigger.frame.relation in _BEGINNING and not (plaintiffs and defendants):  # "threatened to sue": no suit yet
            return None
        case = match.trigger.rule.case or "civil"
        if case == "criminal" and plaintiffs and not defendants:  # who prosecutes nobody named tells of no proceeding
            return None
        mention = Mention(span=Span(start=match.token.idx, end=match.token.idx + len(match.token)), text=match.token.text, kind="nominal")
        self.tellings.append(Telling(match.token.idx, plaintiffs, defendants, courts, judges, case, mention, match.trigger.rule.further))
        return len(self.tellings) - 1

    def _lawsuit(self, name: str, mentions: Sequence[Mention]) -> int:
        for entity in self.entities:
            if entity.type == "Lawsuit" and name in (entity.name, *entity.aliases):
                return entity.id
        entity = LocalEntity(id=len(self.entities), type="Lawsuit", name=name, mentions=tuple(sorted(set(mentions), key=lambda m: m.span.start)))
        self.entities.append(entity)
        return entity.id

    def _claims(self, told: _Told, lawsuit: int | None) -> Iterator[Claim]:
        match, frame, rule = told.match, told.match.trigger.frame, told.match.trigger.rule
        relation = frame.relation
        if relation is None:
            for subject in match.subjects:
                yield self._claim(told, subject, None, "participant", rule.event or frame.event, lawsuit)
        elif match.subjects and match.objects:
            event = rule.event or frame.event or self.ontology.default_event(relation)
            for subject in match.subjects:
                for obj in match.objects:
                    if subject.entity != obj.entity and self.ontology.admits(relation, self._type(subject), self._type(obj)):
                        yield self._claim(told, subject, obj, relation, event, lawsuit)
        if lawsuit is None:
            return
        filing = "LawsuitFiling" if relation == "sued" and match.subjects and match.objects else None
        for side, predicate in _SIDES:
            for filler in match.sides.get(side, ()):
                if side == "defendant" and filler.entity in {f.entity for f in match.sides.get("plaintiff", ())}:
                    continue
                yield self._claim(told, filler, None, predicate, filing if side != "judge" else None, lawsuit, lawsuit)
        if told.status == "planned":  # "may be challenged before the High Court": no court has it yet
            return
        for court in match.sides.get("court", ()):
            yield self._claim(told, court, None, "heardIn", None, lawsuit, lawsuit, turned=True)

    def _type(self, filler: Filler) -> str:
        return self.entities[filler.entity].type

    def _claim(
        self,
        told: _Told,
        subject: Filler,
        obj: Filler | None,
        predicate: str,
        event: str | None,
        lawsuit: int | None,
        proceeding: int | None = None,
        turned: bool = False,
    ) -> Claim:
        match, frame = told.match, told.match.trigger.frame
        ends = [subject.token, *([obj.token] if obj is not None else [])]
        own = frame.relation == predicate or (frame.relation is None and predicate == "participant")
        starts = frame.relation in ("sued", "charged") and predicate in ("plaintiffIn", "defendantIn")  # being a party begins with the filing
        dated = frame.dated and (own or event is not None or starts)
        date = self.circumstances.date(match.token, ends, told.status, match.trigger.rule.carrying) if dated else None
        money = self._money(match, ends) if frame.money and own else None
        subject_id, object_id = subject.entity, obj.entity if obj is not None else proceeding
        if turned and object_id is not None:
            subject_id, object_id = object_id, subject_id
        return Claim(
            subject=subject_id,
            predicate=predicate,
            object=object_id,
            event=event,
            status=told.status,
            date=date,
            money=money,
            role=role_words(match.token, self.matcher.mentions.at) if frame.posts else None,
            lawsuit=lawsuit,
            speaker=self._speaker(told.standing.speaker),
            speaker_text=_words(told.standing),
            span=told.span,
            trigger=Span(start=match.token.idx, end=match.token.idx + len(match.token)),
            confidence=confidence(match, subject, obj),
            engine=ENGINE,
            rule=match.trigger.label,
        )

    def _money(self, match: Match, ends: Sequence[Token]) -> Money | None:
        return self.circumstances.money_behind(match.sum_at) if match.sum_at is not None else self.circumstances.money(match.token, ends)

    def _speaker(self, token: Token | None) -> int | None:
        fillers = self.matcher.mentions.fillers(token) if token is not None else []
        return fillers[0].entity if fillers else None


def _implied(claims: Sequence[Claim], proceedings: Mapping[int, Proceeding]) -> list[Claim]:
    """Who is named on one side of a civil suit sues each on the other; a decision about one side is the opposite for the other."""
    told = {(c.subject, c.predicate, c.object) for c in claims}
    made: list[Claim] = []
    for claim in claims:
        suit = proceedings.get(claim.lawsuit) if claim.lawsuit is not None else None
        if suit is None or claim.status == "negated":
            continue
        if claim.predicate == "defendantIn" and suit.case == "civil":
            pairs = [(p, "sued", claim.subject) for p in suit.plaintiffs]
            event: str | None = "LawsuitFiling"
        elif claim.predicate in _OPPOSITE and claim.object is not None:
            mine, others = (suit.plaintiffs, suit.defendants) if claim.object in suit.plaintiffs else (suit.defendants, suit.plaintiffs)
            pairs = [(claim.subject, _OPPOSITE[claim.predicate], other) for other in others if claim.object in mine]
            event = claim.event
        else:
            continue
        for subject, predicate, obj in pairs:
            if subject != obj and (subject, predicate, obj) not in told:
                told.add((subject, predicate, obj))
                update = {"subject": subject, "predicate": predicate, "object": obj, "event": event, "money": None}
                made.append(claim.model_copy(update=update | {"confidence": round(claim.confidence * _IMPLIED, 3)}))
    return made


def _combined(by_rule: Status | None, by_clause: Status) -> Status:
    """What the rule says of the status holds against a plain fact; a denial holds against the rule."""
    if by_rule is None or by_clause == "negated":
        return by_clause
    if by_clause == "fact" or by_rule in ("negated", "former"):
        return by_rule
    return by_clause


def _words(said: Standing) -> str | None:
    """The words that say who says so: "the SEC said"."""
    if said.speaker is None or said.said is None:
        return None
    left = min(said.speaker.left_edge.i, said.said.i)
    right = max(said.speaker.right_edge.i if said.speaker.i > said.said.i else said.speaker.i, said.said.i)
    return said.said.doc[left : right + 1].text if right - left <= 25 else said.speaker.text


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each thing that a sentence says: the surest, then the strongest in status; in text order."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        symmetric = claim.predicate in ontology().relations and ontology().relations[claim.predicate].symmetric
        ends: tuple[object, ...] = (claim.subject, claim.object)
        if symmetric:
            ends = tuple(sorted((claim.subject, claim.object or 0)))
        key = (claim.predicate, *ends, claim.event if claim.object is None else None, claim.span.start)
        known = best.get(key)
        if known is None or _better(claim, known):
            best[key] = claim
    return sorted(best.values(), key=lambda c: (c.span.start, c.trigger.start if c.trigger else 0, c.predicate, c.subject, c.object or -1, c.rule))


def _better(claim: Claim, known: Claim) -> bool:
    def rank(c: Claim) -> tuple[bool, bool, float, int]:
        return (c.money is not None, c.date is not None, c.confidence, -STATUSES.index(c.status))

    return rank(claim) > rank(known)
