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

OPENING = 12  # code points ahead of whoever a sentence is about
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
    gone: tuple[str, ...]
    replacing: tuple[str, ...]
    choosing: tuple[str, ...]
    staying: tuple[str, ...]
    used: tuple[str, ...]
    to_take_up: tuple[str, ...]
    no_longer: tuple[str, ...]
    examples: tuple[PostExample, ...]


@cache
def post_words() -> PostWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: PostWords = load_knowledge("lexicons/post_turns.yaml", PostWords)
    return words


@dataclass(frozen=True)
class Telling:
    """A sentence that tells of a person's post.

    `names`: where it names the person; `people`: where it names anybody; `news`: the report's month, where it tells the report's news; `now`: that
    month anyhow.
    `posts`: where the words of this and of each other post stand that it gives the person.
    """

    text: str
    span: Span
    dates: Sequence[DateMention]
    names: Sequence[Span]
    people: Sequence[Span]
    news: PartialDate | None
    posts: Sequence[Span] = ()
    now: PartialDate | None = None


_SINCE = re.compile(r"\b(since|until|till) (?:(?:early|late|mid|about|around) )?\Z", re.IGNORECASE)
_STRETCH = re.compile(r"\b(?:from|between) (?:[A-Z][a-z]+ )?((?:19|20)\d\d) (?:to|until|till|and|through) (?:[A-Z][a-z]+ )?((?:19|20)\d\d)\b")
_TO_VERB = re.compile(r"(?:,[^,;.]{1,90},|,)?(?: who)?(?: has| had| was)?(?: just| finally| today| yesterday)? ")
_BY = re.compile(r" by (?:the |Mr |Ms |Mrs )?")
_OVER = re.compile(r"\b(?:[Ff]ormer|ex-|once|then|until|was|were|had)\b")
_ELSE = re.compile(r"\b(?:which|that|whose)\b")
_UNDER_WAY = re.compile(r"(?:is|was) \w+ing\b")
_ENDS = re.compile(r"\s?(?:[.,;]|after\b|amid\b|following\b|with\b|\Z)")


def dated_post(claim: Claim, told: Telling) -> Claim:
    """The claim that somebody has or had a post, with the event that began or ended it and its date; as it came where the sentence tells none."""
    claim = _as_told(claim, told)
    place = claim.place
    several = any(not p.overlaps(place) for p in told.posts)
    if (turned := _turned(claim, told, place if several else None)) is not None:
        return turned
    marks = [(d, m) for d in told.dates if (m := _SINCE.search(told.text, max(told.span.start, d.span.start - 16), d.span.start))]
    if not marks and claim.status in ("fact", "former") and (stretch := _stretch(claim, told)) is not None and claim.date in (None, *stretch):
        return claim.model_copy(update={"status": "former", "event": "Departure", "date": stretch[1]})
    if len(marks) != 1:
        return claim
    day, mark = marks[0]
    when = day.resolve("past")
    if when is None:
        return claim
    begun = mark[1].lower() == "since"
    if not told.names and claim.date == when and begun == (claim.status == "fact"):  # "He ran it until 2021"
        return claim.model_copy(update={"event": "Appointment" if begun else "Departure"})
    holder = [p for p in told.people if p.start > day.span.end and _BY.fullmatch(told.text, day.span.end, p.start)]
    if not begun and holder:  # "held until May by Jo Field"
        return claim.model_copy(update={"status": "former", "event": "Departure", "date": when}) if holder[0] in told.names else claim
    if not _of_post(claim, told, mark.start()) or claim.date not in (None, when):
        return claim
    if begun and claim.status == "former" and _lasts(told, mark.start()):
        claim = claim.model_copy(update={"status": "fact"})  # "its head since May" is that still
    if begun != (claim.status == "fact"):
        return claim
    return claim.model_copy(update={"event": "Appointment" if begun else "Departure", "date": when})


def _as_told(claim: Claim, told: Telling) -> Claim:
    """The claim, former where the person "used to" have the post, of now where they just took it up, planned where they do so on a day to come."""
    words, place = post_words(), claim.place
    if claim.status == "fact" and any_word(words.used).match(told.text, place.start):
        return claim.model_copy(update={"status": "former", "event": None})
    for name in told.names:
        end = min(told.span.end, name.end + NEAR)
        if claim.status == "fact" and (verb := _verb(words.to_take_up, told, name.end, end)) is not None and verb.start <= place.end + NEAR:
            day = next((d for d in own_dates(told.text, (told.span.start, told.span.end), verb, told.dates) if d.span.start >= verb.end), None)
            if day is not None and day.exact is None and day.future is not None and (place.overlaps(verb) or 0 <= place.start - verb.end < NEAR):
                return claim.model_copy(update={"status": "planned", "event": "Appointment", "date": day.future})
        if claim.status == "former" and (verb := _verb(words.taking_up, told, name.end, end)) is not None:
            took = place.overlaps(verb) or 0 <= place.start - verb.end < NEAR
            recent = any(d.exact is None for d in own_dates(told.text, (told.span.start, told.span.end), verb, told.dates))  # "in May"
            if took and recent and not any_word(words.no_longer).search(told.text, told.span.start, told.span.end):
                return claim.model_copy(update={"status": "fact"})
    return claim


def left_elsewhere(claim: Claim, told: Telling) -> Claim:
    """The claim of a person's only post, with the leaving of it that another sentence tells with its own date: "He resigned in May"."""
    words = post_words()
    for name in told.names:
        end = min(told.span.end, name.end + NEAR)
        for verbs in (words.for_good, words.leaving if claim.status == "former" else ()):
            # What a sentence tells by the way of somebody who is said to have the post now may be of a namesake.
            opens = claim.status == "former" or name.start - told.span.start <= OPENING
            verb = _verb(verbs, told, name.end, end) if verbs and opens else None
            if verb is not None and (when := _own(told, verb)) is not None and not any_word(words.staying).search(told.text, name.end, told.span.end):
                return claim.model_copy(update={"status": "former", "event": "Departure", "date": when})
    return claim


def _lasts(told: Telling, mark: int) -> bool:
    """Whether nothing but the post stands between the person's name and a date, and nothing that says that it is over."""
    between = told.text[max(p.end for p in told.names if p.start < mark) : mark]
    return bool(re.fullmatch(r",?[^,;]*", between)) and not _OVER.search(between)


def _of_post(claim: Claim, told: Telling, mark: int) -> bool:
    """Whether a date is of the claim's post: the last person named before it is its own, and so is the last of the person's posts."""
    last = max((p for p in told.people if p.start < mark), key=lambda p: p.start, default=None)
    place = claim.place
    if last is None or last not in told.names or _ELSE.search(told.text, last.end, mark):
        return False
    posts = [p for p in told.posts if p.start < mark]
    return len(told.posts) < 2 or bool(posts and max(posts, key=lambda p: p.start).overlaps(place))


def _stretch(claim: Claim, told: Telling) -> tuple[PartialDate, PartialDate] | None:
    """Both ends of the only stretch of years in the sentence, told behind the person's name and no other's: "led Acme from 2009 to 2017"."""
    found = list(_STRETCH.finditer(told.text, told.span.start, told.span.end))
    if len(found) != 1:
        return None
    return (found[0][1], found[0][2]) if _of_post(claim, told, found[0].start()) else None


def _turned(claim: Claim, told: Telling, place: Span | None) -> Claim | None:
    """The post that the person's own verb says is taken up or left, on a day told with the verb, or with the news.

    `place`: where the words of the claim stand, if the sentence tells of several posts: the verb must be among them.
    """
    words = post_words()
    stays = any_word(words.staying).search(told.text, told.span.start, told.span.end)

    def said(verbs: tuple[str, ...], name: Span) -> Span | None:
        verb = _verb(verbs, told, name.end, min(told.span.end, name.end + NEAR))
        if verb is None or place is None or verb.overlaps(place):
            return verb
        return verb if claim.status == "fact" and verb.of(told.text).endswith(" from") else None  # "arrived from Acme": to the other post

    for name in told.names:
        if not stays and claim.status == "fact" and (verb := said(words.for_good, name)) is not None:
            when = _own(told, verb) or _of_news(told, verb)
            return claim.model_copy(update={"status": "former", "event": "Departure", "date": when})
        if not stays and (verb := said(words.gone, name)) is not None and (when := _at_end(told, verb)) is not None:
            return claim.model_copy(update={"status": "former", "event": "Departure", "date": when})
        event, verbs = ("Appointment", words.taking_up) if claim.status == "fact" else ("Departure", words.leaving)
        if (verb := said(verbs, name)) is not None and (
            when := _own(told, verb) or (_of_news(told, verb) if event == "Departure" else None)
        ) is not None:
            return claim.model_copy(update={"event": event, "date": when})
        going = said(words.going, name) if claim.status == "former" else None
        if going is not None and claim.date is None and (when := _own(told, going) or _of_news(told, going)) is not None:
            return claim.model_copy(update={"event": "Departure", "date": when})
        verb = _before_name(post_words().replacing, told, name) if claim.status == "former" else None
        if verb is not None and (when := _own(told, verb)) is not None:
            return claim.model_copy(update={"event": "Departure", "date": when})
        verb = _before_name(post_words().choosing, told, name) if claim.status == "fact" else None
        if verb is not None and (place is None or verb.overlaps(place)) and (when := _own(told, verb)) is not None:
            return claim.model_copy(update={"event": "Appointment", "date": when})
    return None


def _verb(verbs: tuple[str, ...], told: Telling, start: int, end: int) -> Span | None:
    found = any_word(verbs).search(told.text, start, end)
    if found is None or not _TO_VERB.fullmatch(told.text, start, found.start()):
        return None
    return Span(start=found.start(), end=found.end())


def _before_name(verbs: tuple[str, ...], told: Telling, name: Span) -> Span | None:
    """The verb right before a name that gives its bearer a post, or takes it: "the board chose Jo Field", "took over from Jo Field"."""
    before = list(any_word(verbs).finditer(told.text, max(told.span.start, name.start - 24), name.start))
    if not before or told.text[before[-1].end() : name.start] != " ":
        return None
    return Span(start=before[-1].start(), end=before[-1].end())


def _at_end(told: Telling, verb: Span) -> PartialDate | None:
    """The date right behind a verb that tells of leaving by itself: "went in May", not "went to Oslo", "went in May to Oslo"."""
    for day in told.dates:
        if re.fullmatch(r" (?:in |on |at )?(?:early |late |mid-)?", told.text[verb.end : day.span.start]) and _ENDS.match(told.text, day.span.end):
            return day.resolve("past")
    return None


def _of_news(told: Telling, verb: Span) -> PartialDate | None:
    if any(d.span.start >= verb.end for d in told.dates):
        return None
    return told.now if _UNDER_WAY.match(verb.of(told.text)) else told.news


def _own(told: Telling, verb: Span) -> PartialDate | None:
    own = own_dates(told.text, (told.span.start, told.span.end), verb, told.dates)
    return next((when for day in own if (when := day.resolve("past")) is not None), None)
