"""When a post began or ended, where the text tells it beside the person's name: "boss since January", "chairman until 2012", "resigned on Monday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.dates import DateMention
from kg.extract.values.figures import any_word
from kg.extract.values.owners import own_dates
from kg.records import Claim, PartialDate, Record, Span, Status

NEAR = 80  # code points behind a person's name in which the verb that ends or begins a post stands


class PostExample(Record):
    """`status` goes in; what comes out is `event` with `date`, and `becomes` where the status changes."""

    published: PartialDate
    text: str
    status: Status
    event: str | None = None
    date: PartialDate | None = None
    becomes: Status | None = None


class PostWords(Record):
    """kg/knowledge/lexicons/post_turns.yaml"""

    taking_up: tuple[str, ...]
    leaving: tuple[str, ...]
    going: tuple[str, ...]
    for_good: tuple[str, ...]
    staying: tuple[str, ...]
    examples: tuple[PostExample, ...]


@cache
def post_words() -> PostWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: PostWords = load_knowledge("lexicons/post_turns.yaml", PostWords)
    return words


@dataclass(frozen=True)
class Telling:
    """The sentence that tells of a post.

    `names`: where it names the person; `people`: where it names anybody; `news`: the report's month, where it tells the report's news.
    """

    text: str
    span: Span
    dates: Sequence[DateMention]
    names: Sequence[Span]
    people: Sequence[Span]
    news: PartialDate | None


_SINCE = re.compile(r"\b(since|until|till) (?:(?:early|late|mid|about|around) )?\Z", re.IGNORECASE)
_STRETCH = re.compile(r"\b(?:from|between) (?:[A-Z][a-z]+ )?((?:19|20)\d\d) (?:to|until|till|and|through) (?:[A-Z][a-z]+ )?((?:19|20)\d\d)\b")
_TO_VERB = re.compile(r"(?:,[^,;.]{1,60},|,)?(?: who)?(?: has| had| was)?(?: just| finally| today| yesterday)? ")


def dated_post(claim: Claim, told: Telling) -> Claim:
    """The claim that somebody has or had a post, with the event that began or ended it and its date; as it came where the sentence tells none."""
    if (turned := _turned(claim, told)) is not None:
        return turned
    marks = [(d, m) for d in told.dates if (m := _SINCE.search(told.text, max(told.span.start, d.span.start - 16), d.span.start))]
    if claim.status == "former" and not marks and (stretch := _stretch(told)) is not None and claim.date in (None, *stretch):
        return claim.model_copy(update={"event": "Departure", "date": stretch[1]})
    if len(marks) != 1:
        return claim
    day, mark = marks[0]
    last = max((p for p in told.people if p.start < mark.start()), key=lambda p: p.start, default=None)
    when = day.resolve("past")
    if when is None or last is None or last not in told.names:
        return claim
    begun = mark[1].lower() == "since"
    if begun != (claim.status == "fact") or claim.date not in (None, when):
        return claim
    return claim.model_copy(update={"event": "Appointment" if begun else "Departure", "date": when})


def _stretch(told: Telling) -> tuple[PartialDate, PartialDate] | None:
    """Both ends of the only stretch of years in the sentence, told behind the person's name and no other's: "led Acme from 2009 to 2017"."""
    found = list(_STRETCH.finditer(told.text, told.span.start, told.span.end))
    if len(found) != 1:
        return None
    last = max((p for p in told.people if p.start < found[0].start()), key=lambda p: p.start, default=None)
    return (found[0][1], found[0][2]) if last in told.names else None


def _turned(claim: Claim, told: Telling) -> Claim | None:
    """The post that the person's own verb says is taken up or left, on a day told with the verb, or with the news."""
    words = post_words()
    stays = any_word(words.staying).search(told.text, told.span.start, told.span.end)
    for name in told.names:
        end = min(told.span.end, name.end + NEAR)
        if not stays and claim.status == "fact" and (verb := _verb(words.for_good, told, name.end, end)) is not None:
            when = _own(told, verb) or _of_news(told, verb)
            return claim.model_copy(update={"status": "former", "event": "Departure", "date": when})
        event, verbs = ("Appointment", words.taking_up) if claim.status == "fact" else ("Departure", words.leaving)
        if (verb := _verb(verbs, told, name.end, end)) is not None and (
            when := _own(told, verb) or (_of_news(told, verb) if event == "Departure" else None)
        ) is not None:
            return claim.model_copy(update={"event": event, "date": when})
        going = _verb(words.going, told, name.end, end) if claim.status == "former" else None
        if going is not None and claim.date is None and (when := _own(told, going) or _of_news(told, going)) is not None:
            return claim.model_copy(update={"event": "Departure", "date": when})
    return None


def _verb(verbs: tuple[str, ...], told: Telling, start: int, end: int) -> Span | None:
    found = any_word(verbs).search(told.text, start, end)
    if found is None or not _TO_VERB.fullmatch(told.text, start, found.start()):
        return None
    return Span(start=found.start(), end=found.end())


def _of_news(told: Telling, verb: Span) -> PartialDate | None:
    return None if any(d.span.start >= verb.end for d in told.dates) else told.news


def _own(told: Telling, verb: Span) -> PartialDate | None:
    own = own_dates(told.text, (told.span.start, told.span.end), verb, told.dates)
    return next((when for day in own if (when := day.resolve("past")) is not None), None)
