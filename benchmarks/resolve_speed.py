"""How long it takes to say who is who, and how that grows: articles made up from the names of training/data, taken apart and put together anew.

    python benchmarks/resolve_speed.py [--mentions N] [--seconds S] [--growth G]

Prints one table over N/8, N/4, N/2 and N mentions. Exit 1 where N of them take more than S seconds, or where, from one size to the next, the
time divided by n log n grows by more than the factor G in the mean: below 1.25 that is the noise of a busy machine, and n squared would be 1.9.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span
from kg.resolve import resolve

DATA = Path(__file__).parents[1] / "training" / "data"
_TYPES = ("Company", "Agency", "Court", "Organization", "Person", "Product", "Law")
_FRESH = 0.4  # so many names in a hundred are put together anew from the words of two others, the rest are known
_EACH = 8  # entities of an article
_RELATIONS = (("Agency", "fined", "Company", "Fine"), ("Person", "worksFor", "Company", None), ("Company", "sued", "Company", "LawsuitFiling"))


@cache
def _names() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By type the names in the training articles with their aliases, sorted."""
    found: dict[str, set[tuple[str, tuple[str, ...]]]] = {t: set() for t in _TYPES}
    for file in sorted(DATA.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            for e in json.loads(line).get("entities", ()):
                if e["type"] in found:
                    found[e["type"]].add((e["name"], tuple(e["aliases"])))
    return {t: sorted(names) for t, names in found.items()}


def readings(count: int, seed: int, prefix: str = "made") -> Iterator[Reading]:
    """`count` readings of eight entities each, two mentions an entity and more; the same for the same seed.

    Names are drawn by rank, the first often and the last seldom, as in the press; new ones come from two others' words, so that every size
    brings firms and persons that no smaller one has.
    """
    chance = random.Random(seed)
    weights = {t: [1 / (rank + 3) for rank in range(len(names))] for t, names in _names().items()}
    for number in range(count):
        text, entities = "", []
        for id in range(_EACH):
            type = chance.choices(_TYPES, (6, 2, 1, 1, 4, 2, 1))[0]
            name, aliases = chance.choices(_names()[type], weights[type])[0]
            if chance.random() < _FRESH and type in ("Company", "Person", "Organization", "Product"):
                other = chance.choice(_names()[type])[0]
                name, aliases = f"{name.split()[0]} {other.split()[-1]}{chance.choice(('', '', ' Group', ' Inc')) if type == 'Company' else ''}", ()
            mentions = []
            for form in dict.fromkeys((name, name, *aliases[:1], chance.choice((name, *aliases)))):
                for words in (form, " said so in article ", f"{number} of ", f"{seed}. "):
                    if words == form:
                        mentions.append(Mention(span=Span(start=len(text), end=len(text) + len(words)), text=words))
                    text += words
            entities.append(LocalEntity(id=id, type=type, name=name, aliases=aliases, mentions=tuple(mentions)))
        date = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        article = Article(source=f"{prefix}/{seed}-{number:06}.txt", text=text, date=date)
        yield Reading(article=article, entities=tuple(entities), claims=tuple(_claims(entities, len(text), chance)))


def _claims(entities: list[LocalEntity], end: int, chance: random.Random) -> Iterator[Claim]:
    for subject, predicate, object, event in _RELATIONS:
        ones, others = ([e for e in entities if e.type == t] for t in (subject, object))
        if ones and others and ones[0] is not (other := chance.choice(others)):
            place: dict[str, Any] = {"span": Span(start=0, end=end), "confidence": 0.8, "engine": "made", "rule": "made"}
            yield Claim(subject=ones[0].id, predicate=predicate, object=other.id, event=event, **place)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mentions", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--growth", type=float, default=1.25)
    wanted = parser.parse_args()
    resolve(readings(20, 0))  # the knowledge files are read now and not counted to the first size
    print(f"{'mentions':>10}{'entities':>10}{'seconds':>10}{'us / n log n':>14}")
    costs, seconds = [], 0.0
    for part in (8, 4, 2, 1):
        made, mentions = [], 0
        for reading in readings(wanted.mentions, 1):
            made.append(reading)
            mentions += sum(len(e.mentions) for e in reading.entities)
            if mentions >= wanted.mentions / part:
                break
        start = time.process_time()
        found = resolve(made)
        seconds = time.process_time() - start
        costs.append(seconds / (mentions * math.log2(mentions)))
        print(f"{mentions:>10}{len(found.graph.entities):>10}{seconds:>10.2f}{costs[-1] * 1e6:>14.2f}")
    growth = (costs[-1] / costs[0]) ** (1 / (len(costs) - 1))
    print(f"{seconds:.1f} s of processor time for the last, {growth:.2f} times the cost by n log n at twice the size")
    return int(seconds > wanted.seconds or growth > wanted.growth)


if __name__ == "__main__":
    sys.exit(main())
