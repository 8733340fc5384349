"""The examples of the frame files, read by the frames themselves: what each gives beside what its file says that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kg.extract.frames.frames import Example
from kg.extract.frames.parse import parse
from kg.extract.frames.reader import read_claims
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span


def named_entities(example: Example) -> tuple[LocalEntity, ...]:
    """The entities that the example itself names, with every place where each stands."""
    made = []
    for i, (name, kind) in enumerate(example.entities.items()):
        places = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", example.text))
        mentions = tuple(Mention(span=Span(start=m.start(), end=m.end()), text=name) for m in places)
        made.append(LocalEntity(id=i, type=kind, name=name, mentions=mentions))
    return tuple(made)


def read_examples(examples: Iterable[Example]) -> Iterator[tuple[Example, Reading]]:
    """Read each example as an article of one paragraph."""
    rows = list(examples)
    articles = [Article(source=f"example-{i}", text=e.text, date=e.published) for i, e in enumerate(rows)]
    for example, (article, doc) in zip(rows, parse(articles), strict=True):
        yield example, read_claims(article, doc, named_entities(example))


def faults(example: Example, reading: Reading, only: str | None = None) -> list[str]:
    """What the example says and the reading lacks, and what the reading says and the example does not; one line each.

    `only`: the relation or event whose surplus claims count (a text may rightly give others); None counts all.
    """
    found = {_key(reading, claim): claim for claim in reading.claims}
    wrong = []
    wanted = set()
    for row in example.gives:
        subject, predicate, obj = row[0], row[1], row[2] if len(row) > 2 else None
        key = (subject, predicate, obj)
        wanted.add(key)
        claim = found.get(key)
        if claim is None and obj is not None:
            claim = found.get((obj, predicate, subject))
            wanted.add((obj, predicate, subject))
        if claim is None:
            wrong.append(f"missed {key} in {example.text!r}")
            continue
        for what, value in (row[3] if len(row) > 3 else {}).items():
            got = _detail(claim, what)
            if got != _wanted(what, value):
                wrong.append(f"{key} has {what} {got}, not {value}, in {example.text!r}")
    for key in sorted(set(found) - wanted, key=str):
        if only is None or key[1] == only:
            wrong.append(f"surplus {key} in {example.text!r} by {found[key].rule}")
    return wrong


def _key(reading: Reading, claim: Claim) -> tuple[str, str, str | None]:
    subject = reading.entities[claim.subject].name
    if claim.object is None:
        return subject, claim.event or claim.predicate, None
    return subject, claim.predicate, reading.entities[claim.object].name


def _detail(claim: Claim, what: str) -> Any:
    if what == "amount":
        return (claim.money.amount, claim.money.currency) if claim.money else None
    return getattr(claim, what)


def _wanted(what: str, value: Any) -> Any:
    if what == "amount" and value is not None:
        amount, currency = str(value).split()
        return Decimal(amount), currency
    return value
