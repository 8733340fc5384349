"""Long names that differ by one letter: "Thyrsquil" and "Thirsquil" may be one name, spelt wrong by one of two articles.

A letter is little: without a second sign the two are only possibly the same, and short words, figures and two known names are never taken for slips.
In one article a name that is written so once, beside one of the same kind that is written more often, is a slip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, islice, product

from kg.resolve import names
from kg.resolve.alike import shared_signs, told_apart
from kg.resolve.judge import Clusters, contradicts, person_contradicts
from kg.resolve.members import Material, Member
from kg.resolve.surroundings import Surroundings

_LETTERS = 8  # of the longer name; below that, one letter makes another name
_WORD = 5  # letters of the word that is spelt in two ways
_MOST = 10_000  # pairs of bearers that are looked at for two names
_LONG = 10  # letters of a known name of which a slip makes no other
_FAMILY = 6  # letters of the longer of two family names in one article
_STEM = 3  # letters that tell one misspelt word from another, and not from itself with another ending
_KINDS = ("Company", "Organization", "Person")


def join_slips(clusters: Clusters, material: Material) -> None:
    """Join, within each article, what is written once with one letter other than a thing of the same kind that is written more often.

    Two of which something is said of both are two; "the Harls" are not Ida Harl.
    """
    for first, reading in zip(material.first, material.readings, strict=True):
        for slip, right in _slips(material.members[first : first + len(reading.entities)]):
            if (slip.reference and right.reference) or not _rarer(slip, right) or (slip.type == "Person" and not _of_family(slip, right)):
                continue
            ends = {slip.entity.id, right.entity.id}
            if not any({c.subject, c.object} == ends for c in reading.claims):
                clusters.join_unless(right.index, slip.index, "one name but for a letter, in one article", contradicts, 0.8)


def _slips(members: Iterable[Member]) -> Iterator[tuple[Member, Member]]:
    """Members of one kind whose names, persons' family names, one letter parts: each pair both ways."""
    bearers: dict[str, dict[tuple[str, ...], list[Member]]] = {kind: defaultdict(list) for kind in _KINDS}
    for m in members:
        if m.type in bearers:
            bearers[m.type][(names.person(m.entity.name).family,) if m.type == "Person" else names.words(m.entity.name)].append(m)
    for kind, of in bearers.items():
        for left, right, _ in sorted(_alike(of, _FAMILY if kind == "Person" else _LETTERS)):
            for a, b in product(of[left], of[right]):
                yield from ((a, b), (b, a))


def _rarer(slip: Member, right: Member) -> bool:
    few, many = (sum(m.kind == "name" for m in o.entity.mentions) for o in (slip, right))
    return few == 1 and (many > 1 or right.reference is not None or len(right.entity.name) > len(slip.entity.name))


def _of_family(slip: Member, right: Member) -> bool:
    """Whether a family name stands alone beside the other person's in full, and is no plural of it."""
    one, other = names.person(slip.entity.name), names.person(right.entity.name)
    return not one.given and bool(other.given) and one.family.rstrip("s") != other.family.rstrip("s")


def join_misspelt(clusters: Clusters, surroundings: Surroundings) -> None:
    """Join what is one but for a letter where a second sign says so, or where the articles spell another word in two ways; the rest is unsure."""
    bearers: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for m in clusters.members:
        if m.type in _KINDS and (words := _words(m)):
            bearers[words].append(m)
    pairs = [
        (a, b, slip)
        for left, right, slip in sorted(_alike(bearers))
        for a, b in islice(product(bearers[left], bearers[right]), _MOST)
        if _open(clusters, a, b)
    ]
    slips: dict[tuple[int, int], set[str]] = defaultdict(set)  # two articles -> the words that they spell in two ways
    for a, b, slip in pairs:
        slips[min(a.reading, b.reading), max(a.reading, b.reading)].add(slip[:_STEM])
    unsure: dict[tuple[int, int], tuple[Member, Member]] = {}
    for a, b, slip in pairs:
        if a.type != b.type:
            continue
        against = person_contradicts if a.type == "Person" else told_apart
        sign = surroundings.second_sign(a, b) if a.type == "Person" else _named(surroundings, a, b)
        if sign is None and len(slips[min(a.reading, b.reading), max(a.reading, b.reading)]) > 1:
            sign = "the articles spell another name in two ways, too"
        if sign is None and _is_slip_of_known(a, b):
            sign = "one a long name that is known"
        if sign is None and a.type == "Company" and len(slip) >= _LETTERS and surroundings.near_in_time(a, b) and not _goes_on(a.key, b.key):
            sign = "both told of within a fortnight"
        if sign:
            clusters.join_unless(a.index, b.index, f"one name but for a letter, {sign}", against, 0.7)
        elif against(a, b) is None:
            unsure.setdefault((clusters.root(a.index), clusters.root(b.index)), (a, b))
    for a, b in unsure.values():
        if clusters.root(a.index) != clusters.root(b.index):
            clusters.note(a.index, b.index, "unsure", "one name but for a letter, no second sign", 0.4)


def _goes_on(left: str, right: str) -> bool:
    """Whether one is the other with a letter behind it: "Pacific", "Pacifica" are more often two."""
    return left.startswith(right) or right.startswith(left)


def _is_slip_of_known(left: Member, right: Member) -> bool:
    return bool(left.reference or right.reference) and min(len(left.key), len(right.key)) >= _LONG


def _words(member: Member) -> tuple[str, ...]:
    """The words by which a long name is compared; nothing where it is short, or a person's without a given name."""
    if member.type == "Person":
        words = tuple((names.loose_person_key(member.entity.name) or "").split())
    else:
        words = names.words(member.entity.name)
    return words if sum(map(len, words)) >= _LETTERS - 1 else ()


def _open(clusters: Clusters, left: Member, right: Member) -> bool:
    """Whether the two are of two articles, not one yet, and not both known."""
    return left.reading != right.reading and clusters.root(left.index) != clusters.root(right.index) and not (left.reference and right.reference)


def _named(surroundings: Surroundings, left: Member, right: Member) -> str | None:
    shared = shared_signs(surroundings, left, right)
    return f"both with {surroundings.named(shared)}" if shared else None


def _alike(names_of: Iterable[tuple[str, ...]], least: int = _LETTERS) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """The names that one letter parts, found by what is left of their words without one; with each pair the word of the first that differs."""
    by_rest: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words in names_of:
        key = "".join(words)
        for rest in {key, *(key[:k] + key[k + 1 :] for k in range(len(key)))}:
            by_rest[rest].add(words)
    for left, right in {pair for ws in by_rest.values() if len(ws) > 1 for pair in combinations(sorted(ws), 2)}:
        if slip := slip_of(left, right, least):
            yield left, right, slip


def slip_of(left: tuple[str, ...], right: tuple[str, ...], least: int = _LETTERS) -> str | None:
    """The word of the first name that the second spells with one letter more, less, another or two that changed places; None where they differ more.

    A figure is no slip, nor is a short word, or a name of fewer than `least` letters.
    """
    a, b = "".join(left), "".join(right)
    if a == b or max(len(a), len(b)) < least or abs(len(a) - len(b)) > 1 or any(c.isdigit() for c in a + b):
        return None
    start = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    one, other = a[start:], b[start:]
    same_rest = one[1:] == other[1:] or one[1:] == other or one == other[1:]
    turned = one[:2] == other[1::-1] and one[2:] == other[2:]
    words = _word_at(left, start), _word_at(right, start)
    return words[0] if (same_rest or turned) and min(map(len, words)) >= _WORD else None


def _word_at(words: tuple[str, ...], at: int) -> str:
    """The word that stands at a place in the words without blanks; behind the last, the last."""
    for word in words:
        if at < len(word):
            return word
        at -= len(word)
    return words[-1]
