"""Which frame rules fire, how often, over given articles, and which never do: a table, one row a rule, the busiest first.

    python benchmarks/frame_coverage.py seeds/ [MORE ...] [--never]

A rule counts for every claim that it makes in the reading of the frames alone, before both readers are weighed. A rule that never fires is not
wrong: its examples are run by the tests; but over many articles it is one to ask about.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.extract.frames.extractor import FramesExtractor
from kg.extract.frames.frames import frame_files
from kg.read import read
from kg.records import Article, Reading


def rule_labels() -> tuple[str, ...]:
    """Every rule as claims name it, "file/rule", in the order of the files."""
    return tuple(f"{file.name}/{rule.name}" for file in frame_files() for rule in file.frame.rules)


def fired(readings: Iterable[Reading]) -> Counter[str]:
    """How many claims each rule made; rules that made none stand with 0. What is no rule of a frame (a notice's form) is not counted."""
    counts = Counter(dict.fromkeys(rule_labels(), 0))
    for reading in readings:
        counts.update(claim.rule for claim in reading.claims if claim.rule in counts)
    return counts


def table(counts: Counter[str], never: bool) -> str:
    """The rules with their counts, then how many fired; `never`: only those that did not."""
    rows = [(label, n) for label, n in sorted(counts.items(), key=lambda row: (-row[1], row[0])) if not never or n == 0]
    width = max((len(label) for label, _ in rows), default=4)
    lines = [f"{'rule':<{width}}  claims", *(f"{label:<{width}}  {n:>6}" for label, n in rows)]
    return "\n".join([*lines, f"{sum(n > 0 for n in counts.values())} of {len(counts)} rules fired"])


def articles_of(inputs: Sequence[str]) -> list[Article]:
    """The articles of files and folders, as a build reads them."""
    return [item for item in read(inputs) if isinstance(item, Article)]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("inputs", nargs="+", help="files and folders of articles")
    parser.add_argument("--never", action="store_true", help="only the rules that never fire")
    args = parser.parse_args()
    print(table(fired(FramesExtractor().read(articles_of(args.inputs))), args.never))
    return 0


if __name__ == "__main__":
    sys.exit(main())
