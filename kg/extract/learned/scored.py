"""One article through both models: its entities, and how strongly each label stands between them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.extract.frames import gazetteer
from kg.extract.frames.name_words import noun_types
from kg.extract.learned.encoders import Base, Encoders
from kg.extract.learned.heads import Floats, Window, distance_bucket, softmax
from kg.extract.learned.labels import allowed, labels, symmetric
from kg.extract.learned.names import Found, Group, fold, group_names, named_part, next_sentence, tidy, without_title
from kg.extract.learned.pieces import MENTION_TYPES, TAGS, Pieces, sentences, windows
from kg.ontology import ontology

SPREAD_LEAST = 4  # letters of a name that is looked for where the tagger saw none


@dataclass(frozen=True)
class Candidate:
    """A label on a pair of groups (equal: said of one), how far above the pair's threshold, and where its pair stands in `Scored`."""

    subject: int
    object: int
    label: str
    margin: float
    pair: int


@dataclass(frozen=True)
class Shown:
    """The words that show a candidate, as code points [start, end), how sure that is, and the shares of the statuses."""

    start: int
    end: int
    sure: float
    statuses: tuple[float, ...]


class Scored:
    """An article's groups of names and the candidates between them, best first; `show` points to a candidate's words."""

    def __init__(self, text: str, encoders: Encoders, body: int = 0) -> None:
        self.text = text
        self._encoders = encoders
        self.sentences = sentences(text)
        self.pieces = encoders.cut(text)
        self.groups: list[Group] = []
        self.candidates: list[Candidate] = []
        self._windows: list[Window] = []
        if not len(self.pieces):
            return
        spans = windows(self.pieces, [a for a, _ in self.sentences])
        bases = [encoders.base(self.pieces, span) for span in spans]
        found = spread(text, unjoined(text, decode(text, self.pieces, encoders.tag(self.pieces, bases))))
        groups = group_names(text, found, body)
        self.groups = [g for g in groups if sure_enough(g) and any(self._inside(f, spans) for f in g.found)]
        if self.groups:
            self._relate(bases)

    def _inside(self, f: Found, spans: Sequence[range]) -> bool:
        at = self.pieces.within(f.start, f.end)
        return bool(at) and any(s.start <= at.start and at.stop <= s.stop for s in spans)

    def _relate(self, bases: Sequence[Base]) -> None:
        spans = [base.span for base in bases]
        tags = [0] * len(self.pieces)
        mentions: list[list[range]] = []
        kinds = [MENTION_TYPES.index(g.type) for g in self.groups]
        heads = [a for a, _ in self.sentences]
        lines: list[list[int]] = []
        for kind, group in zip(kinds, self.groups, strict=True):
            mentions.append([self.pieces.within(f.start, f.end) for f in group.found if self._inside(f, spans)])
            lines.append([bisect_right(heads, self.pieces.starts[m.start]) for m in mentions[-1]])
            for mention in mentions[-1]:
                for i in mention:
                    tags[i] = 1 + 2 * kind + (self.pieces.word[i] != self.pieces.word[mention.start])
        self._windows = [self._encoders.relate(base, tags) for base in bases]
        everyone = range(len(self.groups))
        pairs, far, admitted = [], [], []
        for s in everyone:
            for o in everyone:
                ok = allowed(self.groups[s].type, None if s == o else self.groups[o].type)
                if any(ok):
                    pairs.append((s, o))
                    far.append(distance_bucket(lines[s], lines[o]))
                    admitted.append(ok)
        if not pairs:
            return
        model = self._encoders.heads
        pooled = model.pool(self._windows, mentions)
        zs, zo = model.halves(self._windows, pooled, np.array(pairs), np.array(kinds), np.array(far))
        self._zs, self._zo = zs, zo
        margins = np.where(np.array(admitted), model.margins(zs, zo), np.float32(-1e4))
        self.candidates = sorted(_candidates(pairs, margins), key=lambda c: (-c.margin, c.subject, c.object, c.label))

    def show(self, chosen: Sequence[Candidate]) -> list[Shown]:
        """Where each of these is shown, and with what status."""
        if not chosen:
            return []
        names = labels()
        states = np.concatenate([w.states for w in self._windows])
        piece = np.concatenate([np.array([-1, *w.span, -1]) for w in self._windows])
        pair = np.array([c.pair for c in chosen])
        label = np.array([names.index(c.label) for c in chosen])
        shown, statuses = self._encoders.heads.point(states, piece >= 0, self._zs[pair], self._zo[pair], label)
        out = []
        for row, status in zip(shown, statuses, strict=True):
            share = np.zeros(len(self.pieces), np.float32)
            np.add.at(share, piece[piece >= 0], row[piece >= 0])
            start, end, sure = _peak(share, self.pieces)
            out.append(Shown(start, end, sure, tuple(float(x) for x in status)))
        return out

    def sentence_at(self, position: int) -> int:
        """The number of the sentence that holds the code point."""
        return max(bisect_right([a for a, _ in self.sentences], position) - 1, 0)


def _candidates(pairs: Sequence[tuple[int, int]], margins: Floats) -> Iterator[Candidate]:
    """Those worth a look; of a symmetric label one for both ways round, with the mean margin."""
    names = labels()
    row = {pair: i for i, pair in enumerate(pairs)}
    for i, (s, o) in enumerate(pairs):
        for k, label in enumerate(names):
            margin = float(margins[i, k])
            if label in symmetric() and s != o:
                other = row.get((o, s))
                back = float(margins[other, k]) if other is not None else -1e4
                if back > -1e3 and margin > -1e3:
                    if s > o:
                        continue
                    margin = (margin + back) / 2
            if margin > LEAST_MARGIN:
                yield Candidate(s, o, label, round(margin * MARGIN_STEPS) / MARGIN_STEPS, i)


LEAST_MARGIN = -6.0
MARGIN_STEPS = 32
"""So many steps in one unit of margin: how many threads multiply matrices changes the sixth digit, and must change nothing that is told."""


def _peak(share: Floats, pieces: Pieces) -> tuple[int, int, float]:
    """The likeliest word and its neighbours that are nearly as likely, as code points, and their share of all."""
    top = int(share.argmax())
    first = last = top
    bar = 0.25 * float(share[top])

    def joined(a: int, b: int) -> bool:
        return pieces.word[a] == pieces.word[b] or (abs(a - b) == 1 and float(share[b]) >= bar)

    while first > 0 and last - first < 8 and joined(first, first - 1):
        first -= 1
    while last + 1 < len(pieces) and last - first < 8 and joined(last, last + 1):
        last += 1
    return pieces.starts[first], pieces.ends[last], float(share[first : last + 1].sum())


GOES_ON = 0.1  # a beginning is doubted where a later word of the name is at least this likely, as a share of the beginning


def _goes_on(text: str, pieces: Pieces, here: int, before: int, tag: int, shares: Floats) -> bool:
    """Whether a word tagged as a name's beginning rather goes on with the name before it, of the same type and but a blank away."""
    kind = (tag - 1) // 2
    if (before - 1) // 2 != kind or text[pieces.ends[here - 1] : pieces.starts[here]] not in (" ", ""):
        return False
    return float(shares[2 + 2 * kind]) >= GOES_ON * float(shares[tag])


LEAST_SURE = {"Agency": 0.75, "Court": 0.75, "Organization": 0.6, "Company": 0.6, "Product": 0.5, "RegulatoryList": 0.6, "Law": 0.5, "Person": 0.4}
"""How sure the tagger must be of one place of a name at least; most wanted where a mere place may be meant."""


def sure_enough(group: Group) -> bool:
    return max(f.sure for f in group.found) >= LEAST_SURE[group.type]


def decode(text: str, pieces: Pieces, scores: Floats) -> list[Found]:
    """Names from the tags of the words' first pieces, but for those of a class that the ontology has not.

    A later word that follows no name of its type begins one.
    """
    heads = [i for i in range(len(pieces)) if i == 0 or pieces.word[i] != pieces.word[i - 1]]
    shares = softmax(scores[heads])
    out: list[Found] = []
    run: list[int] = []

    def close() -> None:
        if not run:
            return
        last = heads[run[-1] + 1] - 1 if run[-1] + 1 < len(heads) else len(pieces) - 1
        if (cut := next_sentence(text, pieces.starts[heads[run[0]]], pieces.ends[last])) is not None:
            rest = [k for k in run if pieces.starts[heads[k]] >= cut]
            del run[len(run) - len(rest) :]
            close()
            run.extend(rest)
            close()
            return
        start, end = tidy(text, pieces.starts[heads[run[0]]], pieces.ends[last])
        weight: dict[str, float] = defaultdict(float)
        for n, k in enumerate(run):
            for t, name in enumerate(MENTION_TYPES):
                weight[name] += float(shares[k, 1 + 2 * t] + shares[k, 2 + 2 * t]) * (1.0 if n else 1.01)
        kind = max(MENTION_TYPES, key=lambda name: weight[name])
        span = without_title(text, start, end) if kind == "Person" else (start, end)
        if span is not None and kind in ("Company", "Person"):
            span = named_part(text, *span)
        if span is not None and kind in ontology().entity_types() and _names_something(text[slice(*span)], kind):
            start, end = span
            out.append(Found(start, end, kind, weight[kind] / len(run)))
        run.clear()

    best = shares.argmax(1)
    for k, tag in enumerate(best):
        if tag == 0:
            close()
        else:
            if run and TAGS[tag].startswith("B-") and not _goes_on(text, pieces, heads[k], int(best[run[-1]]), int(tag), shares[k]):
                close()
            run.append(k)
    close()
    return out


def _names_something(form: str, kind: str) -> bool:
    """A bare "company" names nothing, whatever stood before it, and a country or its adjective ("the Danish firm") no firm and no product."""
    if form in noun_types() or not any(c.isalpha() for c in form):
        return False
    return kind not in ("Company", "Product") or gazetteer.fold(form) not in gazetteer.adjectives()


def unjoined(text: str, found: list[Found]) -> list[Found]:
    """The names, and of "Orme/Harl" its two parts where both begin other names: Orme Trucks and Harl Mines."""
    begun = {words[0] for f in found if len(words := fold(text[f.start : f.end])) > 1}
    out: list[Found] = []
    for f in found:
        first, _, second = text[f.start : f.end].partition("/")
        if second and {fold(first), fold(second)} <= {(word,) for word in begun}:
            middle = f.start + len(first)
            out += [Found(f.start, middle, f.type, f.sure), Found(middle + 1, f.end, f.type, f.sure)]
        else:
            out.append(f)
    return out


def spread(text: str, found: Sequence[Found]) -> list[Found]:
    """The names, and every other place where one of their forms stands verbatim and untagged, as sure as the form is at most."""
    taken = bytearray(len(text))
    for f in found:
        taken[f.start : f.end] = b"\1" * (f.end - f.start)
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for f in found:
        votes[text[f.start : f.end]][f.type] += f.sure
    out = list(found)
    for form in sorted(votes, key=lambda n: (-len(n), n)):
        if len(form) < SPREAD_LEAST and not (form.isupper() and len(form) > 1):
            continue
        kind = max(sorted(votes[form]), key=lambda t: votes[form][t])
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            alone = not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
            if alone and not any(taken[at:end]):
                taken[at:end] = b"\1" * len(form)
                out.append(Found(at, end, kind, 0.5))
            at = text.find(form, end)
    return sorted(out, key=lambda f: (f.start, f.end))
