"""When what lasts began: a listing, a firm, a party's or a court's part in a suit, a holding. Without a date there is no event of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.dates import DateMention
from kg.extract.values.figures import any_word, words_pattern
from kg.extract.values.owners import own_dates, parted
from kg.records import Claim, PartialDate, Record, Span

BESIDE = 30  # code points before the words of a claim in which those of a beginning or an end may stand
BROUGHT = 20  # and behind what a proceeding is called: "a claim that was brought"


class BeginningExample(Record):
    relation: str
    text: str


class BeginningWords(Record):
    """kg/knowledge/lexicons/beginnings.yaml"""

    events: dict[str, str]
    words: dict[str, tuple[str, ...]]
    placing: tuple[str, ...]
    ended: tuple[str, ...]
    coming: tuple[str, ...]
    since: tuple[str, ...]
    heading: tuple[str, ...]
    suits: tuple[str, ...]
    filing: tuple[str, ...]
    starting: tuple[str, ...]
    before: tuple[str, ...]
    examples: tuple[BeginningExample, ...]
    counter_examples: tuple[BeginningExample, ...]


@cache
def beginning_words() -> BeginningWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: BeginningWords = load_knowledge("lexicons/beginnings.yaml", BeginningWords)
    return words


_BEFORE = re.compile(r"\bsince (?:early |late |about )?\Z")
_AHEAD = re.compile(r" (?:(?:has|have) |on (?:the |its )?)?[^,;.]{0,20}")
_SINCE = re.compile(r"(?:[^,;.]{0,40} )?since (?:early |late |about )?")
IN_COURT = frozenset({"plaintiffIn", "defendantIn", "sued", "charged"})
_OF_FOUNDING = re.compile(r"(?:(?! (?:was|were|is|has|had|and) )[^,;])*,? (?:in|on) (?:early |late |about )?")
_HEADING = re.compile(r"[ *•_–—-]*")
_HEADED = re.compile(r"[*_]*(?:[.:][*_]*| [–—-])\s")


def begun(claim: Claim, text: str, sentence: tuple[int, int], dates: Sequence[DateMention], names: Iterable[Span]) -> Claim:
    """The claim as one that tells of a beginning, undated where its own clause tells no date; as it came where it tells of none.

    `names`: where the sentence names the claim's object, or the judge.
    """
    words = beginning_words()
    event = words.events.get(claim.predicate)
    lasted = claim.status == "former" and claim.predicate == "listedOn"  # since taken off
    if event is None or not (claim.status == "fact" or lasted) or claim.event is not None:
        return claim
    place = claim.place
    around = text[max(sentence[0], place.start - BESIDE) : place.end]
    wanted = words.words.get(claim.predicate)
    if wanted is not None and not any_word(wanted).search(around):
        noun = any_word(words.suits).search(place.of(text))
        if not noun or not any_word(wanted).search(text, place.end, place.end + BROUGHT):
            return claim
        dates = [d for d in dates if d.span.start > place.end]  # "fined in 2020 in a case that was brought in 2018"
        if claim.date not in [d.resolve("past") for d in dates]:
            claim = claim.model_copy(update={"date": None})
    if claim.predicate in ("heardIn", "judgeIn"):
        if any_word(words.coming).search(around):
            return claim.model_copy(update={"date": None})
        near = [n for n in names if not parted(text, *sorted((place.end, n.start)))]
        body = min(near, key=lambda n: max(n.start - place.end, place.start - n.end), default=place)
        held = (own_dates(text, sentence, body, dates)[:1] or own_dates(text, sentence, place, dates)[:1]) if near else []
        for day in held:
            ends = (place, body, day.span)
            clause = text[max(sentence[0], min(e.start for e in ends) - 15) : max(e.end for e in ends)]
            if not any_word(words.coming).search(clause):
                return claim.model_copy(update={"event": event, "date": day.resolve("past")})
        return claim.model_copy(update={"event": event, "date": None})
    if claim.predicate == "listedOn" and any_word(words.ended).search(text[max(sentence[0], place.start - 15) : place.end + 15]):
        return claim
    if lasted and not any_word(words.placing).search(place.of(text)):
        return claim
    if claim.predicate == "founded":
        dates = [d for d in dates if d.span.start < place.start or _OF_FOUNDING.fullmatch(text, place.end, d.span.start)]
    when = since(claim, text, dates) or claim.date or _own(text, sentence, place, dates)
    return claim.model_copy(update={"event": event, "date": when})


def tells_start(claim: Claim, text: str) -> bool:
    """Whether the words of a suit or charge, or those beside them, say that it begins."""
    words, place = beginning_words().words, claim.place
    told = (*words["plaintiffIn"], *words["defendantIn"], *beginning_words().filing)
    return any_word(told).search(text, max(0, place.start - BESIDE), place.end + BROUGHT) is not None


def settled(claim: Claim) -> Claim:
    """The claim, without the event of a beginning that it tells no date of; a side with a date tells when it came to court."""
    own = beginning_words().events.get(claim.predicate)
    if claim.date is None:
        return claim.model_copy(update={"event": None}) if own == claim.event and claim.event not in (None, "StakePurchase") else claim
    if own == "GoingToCourt" and claim.event is not None and claim.status == "fact":
        return claim.model_copy(update={"event": own})
    return claim


def since(claim: Claim, text: str, dates: Sequence[DateMention]) -> PartialDate | None:
    """The date behind "since", right behind the words of a claim that lasts, or right ahead of them."""
    if claim.predicate not in beginning_words().since:
        return None
    place = claim.place
    for day in dates:
        behind = day.span.start > place.end and _SINCE.fullmatch(text, place.end + 1, day.span.start)
        ahead = day.span.end <= place.start and _BEFORE.search(text, max(0, day.span.start - 16), day.span.start)
        if behind or (ahead and _AHEAD.fullmatch(text, day.span.end, place.start)):
            return day.resolve("past")
    return None


def heading(claim: Claim, text: str, dates: Sequence[DateMention], start: int) -> PartialDate | None:
    """The date that heads the paragraph which begins at `start`: "6 January: ..."."""
    if claim.predicate not in beginning_words().heading:
        return None
    for day in dates:
        if _HEADING.fullmatch(text, start, day.span.start) and _HEADED.match(text, day.span.end):
            return day.resolve("past")
    return None


@cache
def _started() -> re.Pattern[str]:
    w = beginning_words()
    held = rf"(?: (?:{words_pattern(w.before)}) [^,;.]{{1,50}})?"
    return re.compile(
        rf"\b(?:{words_pattern(w.suits)})(?:,? (?:which|that))?,?(?: (?:was|were|had been|has been))? (?:{words_pattern(w.starting)}){held}"
        r" (?:in|on) (?:early |late |mid-)?\Z"
    )


def started(text: str, sentences: Iterable[tuple[int, Sequence[DateMention]]]) -> PartialDate | None:
    """When the article says that a proceeding began: "the case, which opened in 2016"; None where it says two dates.

    `sentences`: where each begins, with its dates.
    """
    found = {d.resolve("past") for start, dates in sentences for d in dates if _started().search(text, start, d.span.start)}
    return found.pop() if len(found) == 1 else None


def with_start(claims: Sequence[Claim], start: PartialDate) -> list[Claim]:
    """The claims, with the date on which their only proceeding began on those who are in it and have none."""
    return [
        c.model_copy(update={"event": c.event or "GoingToCourt", "date": start})
        if c.predicate in IN_COURT and c.status == "fact" and c.date is None
        else c
        for c in claims
    ]


def unlike_start(claim: Claim, when: PartialDate | None, text: str, sentence: tuple[int, int], dates: Sequence[DateMention]) -> bool:
    """Whether a date ahead of a suit or charge is that of something else that is told of it: "On Monday its prosecution of Acme came to an end"."""
    if claim.predicate not in ("sued", "charged") or when is None or claim.trigger is None:
        return False
    words = beginning_words()
    ahead = [d for d in dates if d.span.end <= claim.trigger.start and d.resolve("past") == when]
    noun = any_word(words.suits).fullmatch(claim.trigger.of(text)) is not None
    return bool(ahead) and noun and not any_word((*words.starting, *words.words["defendantIn"])).search(text, *sentence)


def _own(text: str, sentence: tuple[int, int], place: Span, dates: Sequence[DateMention]) -> PartialDate | None:
    own = own_dates(text, sentence, place, dates)
    return next((when for day in own if (when := day.resolve("past")) is not None), None)
