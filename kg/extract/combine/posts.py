"""What a post's own words rule out: a judge sits in a court, and is in no firm's service for having ruled for it; other words name no post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.combine.candidates import READERS, Candidate, Joined
from kg.extract.values.figures import any_word, words_pattern
from kg.records import Claim, Record, Span

_JUDGE = re.compile(r"\b(?:judge|justice|magistrate)\b", re.IGNORECASE)
_BENCHES = frozenset(("Court", "Agency", "Organization"))
_APART = 80  # code points between two names of which the one is called after the other


class NoPostsExample(Record):
    text: str
    firm: str
    trigger: str
    person: str | None = None
    other: str | None = None


class NoPosts(Record):
    """See the head of lexicons/no_posts.yaml."""

    nothing: tuple[str, ...]
    writing: tuple[str, ...]
    after: tuple[str, ...]
    titles: tuple[str, ...]
    shared: tuple[str, ...]
    examples: tuple[NoPostsExample, ...]
    counter_examples: tuple[NoPostsExample, ...]


@cache
def no_posts() -> NoPosts:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: NoPosts = load_knowledge("lexicons/no_posts.yaml", NoPosts)
    return words


def without_judges_of_firms(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """Without firms of which only the word "judge" says that somebody works for them: "Judge Harl ruled for Acme"."""
    text, entities = joined.article.text, joined.aligned.entities

    def stands(c: Candidate) -> bool:
        if c.label != "worksFor" or entities[c.object].type in _BENCHES:
            return True
        return not all(k.trigger is not None and _JUDGE.search(text, k.trigger.start, k.trigger.end) for r in READERS for k in c.claims[r])

    return [c for c in candidates if stands(c)]


def without_no_posts(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """Without those of whom only the learned reader says that they work for a firm, by words that name no post in it."""

    def unfounded(c: Candidate, claim: Claim) -> bool:
        person, firm = joined.named(c.subject, claim), joined.named(c.object, claim)
        others = [s for e in joined.aligned.entities if e.id not in (c.subject, c.object) for s in joined.named(e.id, claim)]
        return claim.trigger is not None and is_no_post(joined.article.text, claim.trigger, firm, person, others)

    def stands(c: Candidate) -> bool:
        return c.label != "worksFor" or c.finder != "learned" or not all(unfounded(c, k) for k in c.claims["learned"])

    return [c for c in candidates if stands(c)]


def without_halves(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without what the frames alone take for a further employer by a word that both read as a post elsewhere: "head of Orme and Building Systems"."""
    read = [(c.subject, k.trigger) for c in candidates if c.label == "worksFor" and c.finder == "both" for k in c.claims["frames"] if k.trigger]

    def half(c: Candidate, claim: Claim) -> bool:
        return claim.trigger is not None and any(person == c.subject and claim.trigger.overlaps(t) for person, t in read)

    return [c for c in candidates if c.label != "worksFor" or c.finder != "frames" or not all(half(c, k) for k in c.claims["frames"])]


def is_no_post(text: str, trigger: Span, firm: Sequence[Span], person: Sequence[Span], others: Iterable[Span]) -> bool:
    """Whether the words at `trigger` tell of no post in a firm, named at these places as the person and others are."""
    words = trigger.of(text).strip()
    if _nothing().fullmatch(words) or _writing().match(words):
        return True
    if any(trigger.end < s.start <= trigger.end + 2 for s in others) and _titles().fullmatch(words):
        return True
    if firm and all(_shared().match(text, s.end) for s in firm):
        return True
    ends = [(min(a.end, b.end), max(a.start, b.start)) for a in firm for b in person]
    return any(end - start < _APART and any_word(no_posts().after).search(text, start, end) for start, end in ends)


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(rf"(?:[\W_]|(?<!\w)(?:{words_pattern(no_posts().nothing)})(?!\w))*", re.IGNORECASE)


@cache
def _writing() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_pattern(no_posts().writing)})(?!\w)", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?:[\w-]+ )?(?:{words_pattern(no_posts().titles)})", re.IGNORECASE)


@cache
def _shared() -> re.Pattern[str]:
    """The words right behind a name, or behind another name that "and" or a hyphen joins to it."""
    return re.compile(rf"(?:(?:-| and | & )(?:[A-Z][\w-]*)(?: [A-Z][\w-]*)*)? (?:{words_pattern(no_posts().shared)})(?!\w)")
