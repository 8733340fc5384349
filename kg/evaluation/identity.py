"""Who is who: sets of small articles whose mentions are labelled by what they name, and how well an answer agrees with them.

A set is YAML: a list `clusters`, each with its name (`cluster`) and two `articles` or more (`date`, `publisher`, `title`, `text`).
In a text, `[key|words]` marks a mention. Two mentions of one key are the same, wherever in the set; of two keys they are different;
those of two keys that `either` names side by side may be one or two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError

from kg.checked_yaml import parse_yaml
from kg.errors import KnowledgeError, UsageError
from kg.records import Article, PartialDate, Record, Section, Span

Verdict = Literal["same", "different", "either"]

_MARK = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class MarkedArticle(Record):
    date: PartialDate | None = None
    publisher: str | None = None
    title: str = ""
    text: str = Field(min_length=1)


class _Cluster(Record):
    cluster: str = Field(min_length=1)
    articles: Annotated[tuple[MarkedArticle, ...], Field(min_length=2)]
    either: tuple[tuple[str, str], ...] = ()


class _File(Record):
    clusters: Annotated[tuple[_Cluster, ...], Field(min_length=1)]


class LabelledMention(Record):
    """Words of the article `source` that name, or point to, what `key` stands for."""

    source: str
    span: Span
    words: str
    key: str
    cluster: str

    def __str__(self) -> str:
        return f'"{self.words}" ({self.source}:{self.span.start})'


class IdentitySet(Record):
    """The articles, marks taken off, and the mentions in the order of the files. `either` holds pairs of keys, each sorted."""

    articles: tuple[Article, ...]
    mentions: tuple[LabelledMention, ...]
    either: frozenset[tuple[str, str]] = frozenset()

    def verdict(self, a: str, b: str) -> Verdict:
        """What is so of two mentions with these keys."""
        if a == b:
            return "same"
        return "either" if (min(a, b), max(a, b)) in self.either else "different"


class Placed(NamedTuple):
    """A stretch of an article and the id of what an answer says it names."""

    span: Span
    who: str


class WrongPair(Record):
    """Two mentions on which an answer is wrong: `merged` where it takes two things for one, else it takes one for two."""

    merged: bool
    a: LabelledMention
    b: LabelledMention

    def __str__(self) -> str:
        return f"{'merged' if self.merged else 'split'}\t{self.a.cluster}\t{self.a.key}: {self.a}\t{self.b.key}: {self.b}"


class IdentityScores(Record):
    """`mentions` were labelled, `unread` of them not found by the reader: those are no matter of identity and count for nothing else.

    B³ precision and recall are means over the mentions read; of each, those are left out of its answer that may be the same or not.
    `pairs` counts the labelled pairs within clusters, `pairs_right` those judged right. Of the `merged` pairs over the whole set,
    `wrong` are of two things.
    """

    clusters: int
    mentions: int
    unread: tuple[LabelledMention, ...]
    precision: float
    recall: float
    pairs: int
    pairs_right: int
    merged: int
    wrong: int
    wrong_pairs: tuple[WrongPair, ...]

    @property
    def f1(self) -> float:
        """B³ F1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def wrong_merges(self) -> float:
        """Which share of the merged pairs are of two things."""
        return self.wrong / self.merged if self.merged else 0.0

    def figures(self) -> dict[str, float]:
        """The figures by name, shares rounded to four places."""
        return {
            "clusters": self.clusters, "mentions": self.mentions, "unread": len(self.unread),
            "b3_precision": round(self.precision, 4), "b3_recall": round(self.recall, 4), "b3_f1": round(self.f1, 4),
            "pairs": self.pairs, "pairs_right": round(self.pairs_right / self.pairs, 4) if self.pairs else 0.0,
            "merged_pairs": self.merged, "wrong_merges": round(self.wrong_merges, 4),
        }  # fmt: skip

    def to_table(self) -> str:
        """A figure a line, then each mention not read and each pair that is wrong."""
        lines = [f"{name:<14}{value:>10.4f}" if isinstance(value, float) else f"{name:<14}{value:>10}" for name, value in self.figures().items()]
        lines += [f"unread\t{m.cluster}\t{m.key}: {m}" for m in self.unread]
        return "\n".join(lines + [str(pair) for pair in self.wrong_pairs])


def read_identity(path: Path) -> IdentitySet:
    """Read a set: one YAML file, or a folder's files *.yaml by name.

    Raises UsageError where there is none, and KnowledgeError with file and line where one is no such set or a mark is malformed.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"no *.yaml file in the folder {path}")
    articles: list[Article] = []
    mentions: list[LabelledMention] = []
    either: set[tuple[str, str]] = set()
    for file in files:
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read the identity set {file}: {error.strerror if isinstance(error, OSError) else 'not UTF-8'}") from error
        for number, cluster in enumerate(parse_yaml(text, _File, str(file))[0].clusters, 1):
            known = len(mentions)
            for place, marked in enumerate(cluster.articles, 1):
                article, found = _unmarked(marked, f"{file.stem}/{number}-{place}", cluster.cluster, str(file))
                articles.append(article)
                mentions += found
            keys = {m.key for m in mentions[known:]}
            for a, b in cluster.either:
                if not {a, b} <= keys or a == b:
                    raise KnowledgeError(f"cluster {cluster.cluster!r}: either [{a}, {b}] does not name two of its keys", str(file))
                either.add((min(a, b), max(a, b)))
    return IdentitySet(articles=tuple(articles), mentions=tuple(mentions), either=frozenset(either))


def _unmarked(marked: MarkedArticle, source: str, cluster: str, path: str) -> tuple[Article, list[LabelledMention]]:
    """The article as a reader is to see it, and where its marks stood."""
    title = marked.title.strip()
    whole = f"{title}\n\n{marked.text.strip()}" if title else marked.text.strip()
    parts: list[str] = []
    found: list[tuple[str, int, str]] = []
    length = at = 0
    for mark in _MARK.finditer(whole):
        before, (key, words) = whole[at : mark.start()], mark.groups()
        if not _KEY.fullmatch(key) or not words or words != words.strip():
            raise KnowledgeError(f"cluster {cluster!r}: {mark[0]!r} is not a mark [key|words]", path)
        parts += [before, words]
        found.append((key, length + len(before), words))
        length, at = length + len(before) + len(words), mark.end()
    text = "".join([*parts, whole[at:]])
    if stray := re.search(r"[\[\]|].{0,20}", text):
        raise KnowledgeError(f"cluster {cluster!r}: a mark that is not [key|words] at {stray[0]!r}", path)
    # The title, which has marks of its own, ends where the first blank line stands.
    ends = text.index("\n\n") if title else 0
    body = Section(kind="body", span=Span(start=ends + 2 if title else 0, end=len(text)))
    sections = (Section(kind="title", span=Span(start=0, end=ends)), body) if title else (body,)
    try:
        article = Article(source=source, text=text, title=text[:ends] or None, date=marked.date, publisher=marked.publisher, sections=sections)
    except ValidationError as error:
        raise KnowledgeError(f"cluster {cluster!r}: {error.errors()[0]['msg']}", path) from error
    return article, [
        LabelledMention(source=source, span=Span(start=start, end=start + len(words)), words=words, key=key, cluster=cluster)
        for key, start, words in found
    ]


def score_identity(labelled: IdentitySet, answer: Mapping[str, Sequence[Placed]]) -> IdentityScores:
    """How well `answer`, the stretches placed in each article by its source, agrees with the labels."""
    said = [_said(m, answer.get(m.source, ())) for m in labelled.mentions]
    read = [(m, who) for m, who in zip(labelled.mentions, said, strict=True) if who is not None]
    precision, recall = _b_cubed(read, labelled)
    pairs = right = merged = wrong = 0
    wrong_pairs = []
    for (a, who_a), (b, who_b) in combinations(read, 2):
        verdict, together = labelled.verdict(a.key, b.key), who_a == who_b
        errs = verdict != "either" and (verdict == "same") != together
        merged += together
        wrong += together and errs
        if a.cluster == b.cluster:
            pairs += 1
            right += not errs
        if errs and (together or a.cluster == b.cluster):
            wrong_pairs.append(WrongPair(merged=together, a=a, b=b))
    return IdentityScores(
        clusters=len({m.cluster for m in labelled.mentions}),
        mentions=len(labelled.mentions),
        unread=tuple(m for m, who in zip(labelled.mentions, said, strict=True) if who is None),
        precision=precision,
        recall=recall,
        pairs=pairs,
        pairs_right=right,
        merged=merged,
        wrong=wrong,
        wrong_pairs=tuple(sorted(wrong_pairs, key=lambda pair: not pair.merged)),
    )


def _said(mention: LabelledMention, placed: Sequence[Placed]) -> str | None:
    """Whom the answer sees in a mention: by the stretch most like it that ends where it ends or shares half of it; None where there is none.

    What is said of several ("the two companies") is seen in a mention of just that stretch only.
    """
    of_several = {p.span for p in placed if p.span != mention.span and any(o.span == p.span and o.who != p.who for o in placed)}

    def likeness(other: Span) -> float:
        shared = min(mention.span.end, other.end) - max(mention.span.start, other.start)
        return shared / (max(mention.span.end, other.end) - min(mention.span.start, other.start))

    one = [p for p in placed if p.span not in of_several]
    fit = [p for p in one if likeness(p.span) >= 0.5 or (p.span.overlaps(mention.span) and p.span.end == mention.span.end)]
    return min(fit, key=lambda p: (-likeness(p.span), p.span.start, p.who)).who if fit else None


def _b_cubed(read: Sequence[tuple[LabelledMention, str]], labelled: IdentitySet) -> tuple[float, float]:
    """The means of each mention's precision and recall; 0 where none was read."""
    if not read:
        return 0.0, 0.0
    together = Counter(who for _, who in read)
    of_key = Counter(m.key for m, _ in read)
    both = Counter((m.key, who) for m, who in read)
    alike: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(labelled.either):
        alike[a].append(b)
        alike[b].append(a)
    precision = recall = 0.0
    for mention, who in read:
        right = both[mention.key, who]
        precision += right / (together[who] - sum(both[key, who] for key in alike[mention.key]))
        recall += right / of_key[mention.key]
    return precision / len(read), recall / len(read)
