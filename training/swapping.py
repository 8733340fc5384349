"""Names swapped for others of the same type and shape, so that contexts are learned and not names.

In an article that is swapped, a name is replaced wherever it stands, in all its forms: full form, short form, surname, acronym. Words that tell what
kind of firm it is ("Bank", "Energy"), legal forms and titles stay. The article is annotated anew and the places compared: what does not come out
the same is not swapped.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import kg
from kg.extract.learned.names import LEGAL, PLACES, SMALL, TITLES, acronym_of
from training.data import document_text, find_all_loose, place_names

SHARES = {"Person": 0.9, "Company": 0.9, "Product": 0.8, "Agency": 0.3}  # of the entities in an article that is swapped
ORDER = tuple(SHARES)  # earlier ones give their words to later ones: "Ford", then "Ford Motor"
FILES = {"Company": "companies.csv", "Product": "products.csv", "Agency": "agencies.csv"}
GENERIC = 20  # names that share a word from which on it tells a kind of thing
LEAST_DONORS = 8
USUAL = 0.6  # of the first names, that are drawn from the articles' own
DRAWS, ATTEMPTS = 12, 3
AFTER_NAMES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_WORD = re.compile(r"[^\s,()/\"“”]+")
_RUNS = ((r"[A-Z]{2,}", "A"), (r"[A-Z][a-z]+", "C"), (r"[A-Z]", "I"), (r"[a-z]+", "l"), (r"\d+", "d"))


def words_of(form: str) -> list[str]:
    return _WORD.findall(form)


@cache
def shape_of(word: str) -> str:
    """Letter case by runs: "Siemens" C, "BP" A, "J." I., "iPad" lC, "Coca-Cola" C-C, "A380" Id."""
    plain = "".join(c if c.isascii() or not c.isalpha() else "A" if c.isupper() else "a" for c in word)
    out, at = "", 0
    while at < len(plain):
        for pattern, sign in _RUNS:
            if run := re.compile(pattern).match(plain, at):
                out, at = out + sign, run.end()
                break
        else:
            out, at = out + plain[at], at + 1
    return out


def bare(word: str) -> str:
    return word.casefold().strip(".,;:!'’")


def in_case_of(new: str, like: str, model: str) -> str:
    """`new`, which stands for `model`, in the letter case in which `like` gives `model`."""
    if like != model and like.isupper() and len(like) > 1:
        return new.upper()
    return new.lower() if like != model and like.islower() else new


@dataclass(frozen=True)
class Names:
    """What is drawn from: by type and shape of the telling words, those words; whole names of agencies; parts of persons' names; words of kind."""

    telling: dict[tuple[str, tuple[str, ...]], tuple[tuple[str, ...], ...]]
    agencies: dict[tuple[str, ...], tuple[str, ...]]
    first: tuple[str, ...]  # of the articles' persons
    rare: tuple[str, ...]  # first names of the whole world
    last: tuple[str, ...]
    generic: dict[str, frozenset[str]] = field(default_factory=dict)

    def tells(self, type_: str, word: str) -> bool:
        """Whether a word of a firm's or product's name is its own rather than one of kind, of law, of grammar, or a number."""
        plain = bare(word)
        if not plain or plain in LEGAL or plain in SMALL or plain in PLACES or not any(c.isalpha() for c in plain) or word.islower():
            return False
        return plain not in self.generic.get(type_, ())

    def part_of_person(self, word: str) -> bool:
        """Whether a word of a person's name is first name or surname rather than title, particle, initial or addition."""
        plain = bare(word)
        return len(plain) > 1 and plain not in TITLES and plain not in AFTER_NAMES and not word.islower() and word[0].isalpha() and "." not in word


def gazetteer(file: str) -> list[str]:
    """The names in a file of kg/knowledge/gazetteers, in its order."""
    path = Path(kg.__file__).parent / "knowledge" / "gazetteers" / file
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    if file.endswith(".txt"):
        return [name for line in lines for name in line.split()]
    at = lines[0].split(",").index("name")
    return [line.split(",")[at] for line in lines[1:] if '"' not in line]


def gather(rows: Iterable[dict]) -> Names:
    """The names of the articles' entities and of the gazetteers."""
    seen: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for e in row["entities"]:
            seen[e["type"]].add(e["name"])
    for type_, file in FILES.items():
        seen[type_].update(gazetteer(file))
    generic = {}
    for type_ in ("Company", "Product"):
        counted = Counter(plain for name in seen[type_] for plain in {bare(w) for w in words_of(name)})
        generic[type_] = frozenset(w for w, n in counted.items() if n >= GENERIC)
    names = Names({}, {}, (), (), (), generic)
    telling: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = defaultdict(set)
    for type_ in ("Company", "Product"):
        for name in seen[type_]:
            if own := tuple(w for w in words_of(name) if names.tells(type_, w)):
                telling[type_, tuple(map(shape_of, own))].add(own)
    agencies: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in seen["Agency"]:
        if may_be_swapped(name):
            agencies[tuple(map(shape_of, words_of(name)))].add(name)
    people = [[w for w in words_of(name) if names.part_of_person(w)] for name in seen["Person"]]
    first = {p[0] for p in people if len(p) > 1}
    rare = {w for w in gazetteer("first_names.txt") if names.part_of_person(w)}
    last = {p[-1] for p in people if len(p) > 1}
    return Names(
        {k: tuple(sorted(v)) for k, v in sorted(telling.items())},
        {k: tuple(sorted(v)) for k, v in sorted(agencies.items())},
        tuple(sorted(w for w in first if shape_of(w) == "C")),
        tuple(sorted(w for w in rare if shape_of(w) == "C")),
        tuple(sorted(w for w in last if shape_of(w) in ("C", "C-C", "CC", "I'C", "I’C"))),
        generic,
    )


def may_be_swapped(agency: str) -> bool:
    """Not a country that stands for its government, nor a name of one plain word."""
    words = words_of(agency)
    return len(words) > 2 or (len(words) == 1 and shape_of(agency) == "A" and len(agency) > 2)


class NotSwappedError(Exception):
    """No fit replacement was found."""


@dataclass
class _Article:
    """One article while its names are drawn: words that may not be drawn, and what has been drawn, by word (casefolded)."""

    names: Names
    rng: random.Random
    taken: set[str]
    words: dict[str, tuple[str, str]] = field(default_factory=dict)  # casefolded -> as it stood in the name, what it becomes

    def draw(self, pool: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        if len(pool) >= LEAST_DONORS:
            for _ in range(DRAWS):
                drawn = self.rng.choice(pool)
                if not any(bare(w) in self.taken for w in drawn):
                    self.taken.update(map(bare, drawn))
                    return drawn
        raise NotSwappedError

    def mapped(self, word: str, local: dict[str, tuple[str, str]] | None = None) -> str | None:
        """What a word becomes; None where nothing is known of it. A plural follows its singular."""
        known = self.words if local is None else local
        plain = bare(word)
        for stem, tail in ((plain, ""), (plain.removesuffix("s"), "s")):
            if stem in known:
                model, new = known[stem]
                end = word[len(word.rstrip(".,;:!'’")) :]
                return in_case_of(new, word.rstrip(".,;:!'’").removesuffix(tail), model) + tail + end
        return None

    def rewritten(self, form: str, local: dict[str, tuple[str, str]] | None = None) -> str:
        return _WORD.sub(lambda m: self.mapped(m[0], local) or m[0], form)

    def learn(self, old: Sequence[str], new: Sequence[str]) -> None:
        for a, b in zip(old, new, strict=True):
            if self.words.setdefault(bare(a), (a.rstrip(".,;:!'’"), b))[1] != b:
                raise NotSwappedError

    def person(self, forms: Sequence[str]) -> None:
        for form in sorted(forms, key=lambda f: -len(words_of(f))):
            parts = [w for w in words_of(form) if self.names.part_of_person(w)]
            for n, word in enumerate(parts):
                if self.mapped(word) is None:
                    pool = self.names.last if n == len(parts) - 1 else self.names.first if self.rng.random() < USUAL else self.names.rare
                    self.learn([word.title() if word.isupper() else word], self.draw([(w,) for w in pool]))

    def thing(self, type_: str, forms: Sequence[str]) -> None:
        """A firm or a product: the words of its own are drawn; those already drawn for another name are taken from there."""
        for form in forms:
            own = [w for w in words_of(form) if self.names.tells(type_, w)]
            if own and not any(self.mapped(w) for w in own) and not self._acronym(form, forms[0]):
                self.learn(own, self.draw(self.names.telling.get((type_, tuple(map(shape_of, own))), ())))

    @staticmethod
    def _acronym(form: str, full: str) -> bool:
        return form != full and acronym_of(form, full)

    def acronym(self, form: str, full: str, new: str) -> str:
        """The first letters of the new name as the old one's acronym has them."""
        for small in (False, True):
            words = [w for w in re.split(r"[\s\-/]+", new) if w and w[0].isalnum() and (small or w.casefold() not in SMALL)]
            words = [w for w in words if bare(w) not in LEGAL] or words
            letters = "".join(w[0].upper() for w in words)
            if "." in form:
                letters = "".join(f"{c}." for c in letters)
            if acronym_of(letters, new) and bare(letters) not in self.taken and abs(len(letters) - len(form)) <= 1:
                return letters
        raise NotSwappedError

    def forms(self, e: dict) -> dict[str, str]:
        """What each form of an entity becomes, once the words are drawn."""
        full = e["name"]
        new = {full: self.rewritten(full)}
        for form in e["aliases"]:
            acronym = e["type"] in SHARES and new[full] != full and self._acronym(form, full)
            new[form] = self.acronym(form, full, new[full]) if acronym else self.rewritten(form)
        return new

    def agency(self, e: dict) -> dict[str, str]:
        full = e["name"]
        if not may_be_swapped(full):
            raise NotSwappedError
        pool = [(n,) for n in self.names.agencies.get(tuple(map(shape_of, words_of(full))), ())]
        old = words_of(full)
        if len(pool) < LEAST_DONORS:
            raise NotSwappedError
        for _ in range(DRAWS):
            (name,) = self.rng.choice(pool)
            drawn = words_of(name)
            if any(bare(b) in self.taken and bare(b) not in map(bare, old) for b in drawn) or name == full:
                continue
            local = {bare(a): (a, b) for a, b in zip(old, drawn, strict=True)}
            new = {full: name}
            for form in e["aliases"]:
                if self._acronym(form, full):
                    new[form] = self.acronym(form, full, name)
                elif all(self.mapped(w, local) for w in words_of(form)):
                    new[form] = self.rewritten(form, local)
                else:
                    raise NotSwappedError
            self.taken.update(map(bare, drawn))
            return new
        raise NotSwappedError


@dataclass(frozen=True)
class Swapper:
    """Swaps names in a share `rate` of the articles, anew each epoch. The same seed, epoch and article give the same."""

    names: Names
    rate: float
    seed: int

    def swap(self, row: dict, epoch: int) -> dict:
        """The row with names replaced, its title joined to its text; the row itself where nothing is replaced."""
        rng = random.Random(f"{self.seed}/{epoch}/{row['id']}")
        if rng.random() >= self.rate:
            return row
        text = document_text(row.get("title"), row["text"])
        for _ in range(ATTEMPTS):
            new = rebuilt(row, text, self._drawn(row, text, rng))
            if new is not None:
                return new
        return row

    def _drawn(self, row: dict, text: str, rng: random.Random) -> list[dict[str, str]]:
        """For each entity, what its forms become."""
        article = _Article(self.names, rng, {bare(w) for w in re.findall(r"[\w'’&.+-]+", text)} | {bare(w) for w in re.findall(r"\w+", text)})
        out: list[dict[str, str]] = [{} for _ in row["entities"]]
        chosen = {type_: [i for i, e in enumerate(row["entities"]) if e["type"] == type_ and rng.random() < SHARES[type_]] for type_ in ORDER}
        for type_ in ("Person", "Company", "Product"):
            # Short names first: "Ford" gives its word to "Ford Motor Credit".
            for i in sorted(chosen[type_], key=lambda i: (len(words_of(row["entities"][i]["name"])), i)):
                e, before = row["entities"][i], dict(article.words)
                try:
                    if type_ == "Person":
                        article.person([e["name"], *e["aliases"]])
                    else:
                        article.thing(type_, [e["name"], *e["aliases"]])
                except NotSwappedError:
                    article.words = before
        for i, e in enumerate(row["entities"]):
            try:
                if i in chosen["Agency"]:
                    out[i] = article.agency(e)
            except NotSwappedError:
                out[i] = {}
            if not out[i] and e["type"] != "Lawsuit":
                try:
                    out[i] = article.forms(e)
                except NotSwappedError:  # its acronym is not to be had: let the acronym stand
                    out[i] = {form: article.rewritten(form) if not acronym_of(form, e["name"]) else form for form in (e["name"], *e["aliases"])}
        return out


def rebuilt(row: dict, text: str, forms: Sequence[dict[str, str]]) -> dict | None:
    """The row with each entity's forms replaced in the text and in the gold; None where a name would not stand where the old one stood.

    `forms`: parallel to row["entities"]. The new row's text holds the title.
    """
    places = place_names(text, row["entities"])
    new_text, shifts, at = "", [], 0
    wanted = []
    for start, end, i in places:
        e = row["entities"][i]
        stands = text[start:end]
        form = next((f for f in (e["name"], *e["aliases"]) if f.split() == stands.split()), None)
        if form is None:
            form = next((f for f in (e["name"], *e["aliases"]) if f.casefold().split() == stands.casefold().split()), None)
        if form is None:
            return None
        new = forms[i].get(form, form)
        new = stands if new == form else in_case_of(new, " ".join(stands.split()), form)
        new_text += text[at:start]
        wanted.append((len(new_text), len(new_text) + len(new), i))
        shifts.append((start, end, len(new_text), len(new_text) + len(new)))
        new_text += new
        at = end
    new_text += text[at:]

    def moved(start: int, end: int) -> tuple[int, int]:
        """Where a span lies in the new text; a name cut by its edge is taken whole."""
        out = [start, end]
        for n, position in enumerate((start, end)):
            shift = 0
            for a, b, c, d in shifts:
                if b <= position:
                    shift = d - b
                elif a < position < b or (a == position and n == 0):
                    shift = (c if n == 0 else d) - position
                else:
                    break
            out[n] = position + shift
        return out[0], out[1]

    entities = []
    for e, new in zip(row["entities"], forms, strict=True):
        entities.append({**e, "aliases": [new.get(f, f) for f in e["aliases"]], **({"shown": new.get(e["name"], e["name"])})})
    placed = [{**e, "name": e["shown"]} for e in entities]
    if place_names(new_text, placed) != wanted:
        return None
    if any(next(find_all_loose(new_text, f), None) is None for e in placed if e["type"] != "Lawsuit" for f in (e["name"], *e["aliases"])):
        return None

    def with_words(r: dict) -> dict | None:
        at = next(find_all_loose(text, r["quote"]), None) if r.get("quote") else None
        if at is None:
            return {**r, "quote": None, "trigger": None}
        start, end = moved(*at)
        quote = new_text[start:end]
        if next(find_all_loose(new_text, quote), None) != (start, end):
            return None
        trigger = None
        inside = next(find_all_loose(text[at[0] : at[1]], r["trigger"]), None) if r.get("trigger") else None
        if inside is not None:
            a, b = moved(at[0] + inside[0], at[0] + inside[1])
            trigger = new_text[a:b]
            if next(find_all_loose(quote, trigger), None) != (a - start, b - start):
                return None
        return {**r, "quote": quote, "trigger": trigger}

    names = {e["name"]: e["shown"] for e in entities}
    if len(set(names.values())) != len(names):
        return None
    relations = [with_words({**r, "s": names.get(r["s"], r["s"]), "o": names.get(r["o"], r["o"])}) for r in row["relations"]]
    events = [with_words({**e, "who": names.get(e["who"], e["who"])}) for e in row.get("events", [])]
    if None in relations or None in events:
        return None
    for e in placed:
        del e["shown"]
    return {**row, "title": None, "text": new_text, "entities": placed, "relations": relations, "events": events}
