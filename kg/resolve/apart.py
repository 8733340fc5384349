"""Two things of one article that were read as one, set apart: a firm and its holding, two numbers of a row, two courts."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import Mention, Reading, Record, Span
from kg.resolve import names
from kg.resolve.homes import countries_in, country_in
from kg.resolve.moving import Moves
from kg.resolve.reference import is_state_word, known_names, owning_state, state_of

_PLACE_BEHIND = re.compile(r" (?:in|of|for) ((?:[A-Z][\w.]*)(?: (?:and )?[A-Z][\w.]*)*)")
_DATELINE = re.compile(r"[A-Z][A-Z .,]{2,30} (?:-|–|—|--) ")
_VERSUS = re.compile(r"\s+(?:v|vs|versus)\.?\s+")  # ends where the next word begins
_HOLDERS = frozenset({"group", "groupe", "gruppe", "holding", "holdings"})
_WITH_FIGURES = ("Company", "Organization", "Product")
_FIGURE_BEHIND = re.compile(r"\s(\d{1,3}|[IVX]{2,4})(?![\w%]|[.,:]\d|\s(?:[mbt]r?illion|thousand|hundred|percent|per cent|years?)\b)")
_WIDE = 160  # code points in front of a name that are looked at for what is called so, too


class Namesakes(Record):
    """See the head of lexicons/namesakes.yaml."""

    also: tuple[str, ...]
    of_one_name: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def set_apart(reading: Reading) -> Reading:
    """The same reading; what names another thing than the rest of its entity stands with that, and its claims with it."""
    work = _Apart(reading)
    work.datelines()
    work.clipped()
    work.seats()
    work.papers()
    work.cases()
    work.figures()
    work.holders()
    work.longer()
    work.shorts()
    work.states()
    work.namesakes()
    work.courts()
    return work.done()


class _Apart(Moves):
    def datelines(self) -> None:
        """ "CAIRO - Omar Harl" is Omar Harl, named where the report is dated from."""
        for number in range(len(self.entities)):
            for m in self._shown(number):
                if (line := _DATELINE.match(m.text)) and line.end() < len(m.text):
                    self._cut(number, m, line.end())

    def clipped(self) -> None:
        """The "s Toll Board" of "Kenya's Toll Board" is the Toll Board."""
        for number in range(len(self.entities)):
            for m in self._shown(number):
                if m.text.startswith("s ") and self.text[m.span.start - 1 : m.span.start] in ("'", "’"):
                    self._cut(number, m, len("s "))

    def _cut(self, number: int, mention: Mention, size: int) -> None:
        """Take what is no part of it from the front of a name."""
        span = Span(start=mention.span.start + size, end=mention.span.end)
        plain = Mention(span=span, text=span.of(self.text))
        self.mentions[number] = [o for o in self.mentions[number] if o.span not in (mention.span, span)] + [plain]
        e = self.entities[number]
        aliases = tuple(a for a in e.aliases if a not in (mention.text, plain.text))
        self.entities[number] = e.model_copy(update={"name": plain.text if e.name == mention.text else e.name, "aliases": aliases})
        self.moved[number, mention.span] = number

    def seats(self) -> None:
        """ "Orme of Lyon" is Orme, where the article calls it so, too."""
        for number, e in enumerate(self.entities):
            name, of, place = e.name.partition(" of ")
            if e.type == "Company" and of and name in e.aliases and country_in(place):
                self._rename(number, name)

    def papers(self) -> None:
        """ "The Argus" in the Oster Argus is the Oster Argus."""
        paper = self.reading.article.publisher or ""
        for number, e in enumerate(self.entities):
            own, whole = names.words(e.name), names.words(paper)
            if e.type not in ("Company", "Organization") or e.reference or not 0 < len(own) < len(whole) or whole[-len(own) :] != own:
                continue
            if all(self.text[max(0, m.span.start - 4) : m.span.start].casefold() == "the " for m in self._shown(number)):
                self._rename(number, paper)

    def cases(self) -> None:
        """ "Harl v. Orme" names the proceeding, and not Orme."""
        sides: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
        for c in self.reading.claims:
            if c.object is not None and c.predicate in ("plaintiffIn", "defendantIn"):
                sides[c.object][c.predicate == "defendantIn"].add(c.subject)
            if c.predicate == "sued" and c.lawsuit is not None and c.object is not None:
                sides[c.lawsuit][0].add(c.subject)
                sides[c.lawsuit][1].add(c.object)
        begins: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number in range(len(self.entities)) if sides else ():
            for m in self._shown(number):
                begins[m.span.start].append((m.span.end, number))
        for start, ends in sorted(begins.items()):
            for end, left in sorted(ends):
                versus = _VERSUS.match(self.text, end)
                for next_end, right in sorted(begins.get(versus.end(), ())) if versus else ():
                    suits = [n for n, (plaintiffs, defendants) in sorted(sides.items()) if left in plaintiffs and right in defendants]
                    if len(suits) == 1 and self.entities[suits[0]].type == "Lawsuit":
                        span = Span(start=start, end=next_end)
                        if all(m.span != span for m in self.mentions[suits[0]]):
                            self._put(suits[0], Mention(span=span, text=span.of(self.text)))

    def _put(self, number: int, mention: Mention) -> None:
        mentions = tuple(sorted((*self.entities[number].mentions, mention), key=lambda m: (m.span.start, m.span.end)))
        self.entities[number] = self.entities[number].model_copy(update={"mentions": mentions})
        self.mentions[number].append(mention)

    def figures(self) -> None:
        """ "Quill 7" and "Quill 9" are two, and so are "Orme Fund II" and "Orme Fund III"."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type not in _WITH_FIGURES:
                continue
            by_figure: dict[tuple[tuple[str, ...], str], list[tuple[Mention, Span]]] = defaultdict(list)
            for m in self._shown(number):
                base, figure = names.figure_of(m.text)
                span = m.span
                if not figure and (behind := _FIGURE_BEHIND.match(self.text, span.end)):
                    span = Span(start=span.start, end=behind.end())
                    base, figure = names.figure_of(span.of(self.text))
                if figure:
                    by_figure[base, figure].append((m, span))
            bases = [b for b, _ in by_figure]
            rivals = [k for k in by_figure if any(b == k[0] or b[-len(k[0]) :] == k[0] or k[0][-len(b) :] == b for b in bases if b)]
            if len({f for _, f in rivals}) < 2:
                continue
            own = names.figure_of(e.name)[1] or next(iter(by_figure))[1]
            for (_, figure), places in by_figure.items():
                if figure == own:
                    continue
                home = self._new(e.type, places[0][1].of(self.text))
                for m, span in places:
                    self._move(number, m.span, home)
                    if span != m.span:
                        self.mentions[home] = [o for o in self.mentions[home] if o.span != m.span] + [Mention(span=span, text=span.of(self.text))]

    def holders(self) -> None:
        """ "Orme Holdings" is not short for Orme UK Trucks; "the group" behind it is the holder."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type != "Company":
                continue
            whole = names.words(e.name)
            apart: dict[str, list[Mention]] = defaultdict(list)
            for m in self._shown(number):
                few = names.words(m.text)
                rest = whole[len(few) :]
                in_full = bool(names.forms_of(m.text))
                if len(few) > 1 and few[-1] in _HOLDERS:
                    few, rest, in_full = few[:-1], whole[len(few) - 1 :], rest != () or whole[-1] not in _HOLDERS
                if in_full and rest and whole[: len(few)] == few and any(w not in names.name_forms().descriptors and w not in _HOLDERS for w in rest):
                    apart[names.normal(m.text)].append(m)
            for mentions in apart.values():
                home = self._new(e.type, mentions[0].text)
                for m in mentions:
                    self._move(number, m.span, home)
                for m in [m for m in self.mentions[number] if m.kind == "nominal" and m.span.start > mentions[0].span.end]:
                    if m.text.split()[-1] in ("group", "parent"):
                        self._move(number, m.span, home)

    def shorts(self) -> None:
        """ "Orme" is Orme Group and not Orme UK, Orme Partners and not Orme Fund 3: of several firms whose names it begins, the plainest."""
        firms = [(n, names.words(e.name)) for n, e in enumerate(self.entities) if e.type == "Company"]
        begin: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for number, ws in firms:
            begin[ws[0] if ws else ""].append((number, ws))
        for number, own in firms:
            for m in self._shown(number):
                few = names.words(m.text)
                longer = [(n, ws) for n, ws in begin[few[0] if few else ""] if len(ws) > len(few) and ws[: len(few)] == few]
                if len(longer) < 2 or (own != few and not _is_part(own[len(few) :])):
                    continue
                plain = [n for n, ws in longer if not _is_part(ws[len(few) :])]
                if len(plain) == 1 and plain[0] != number and not names.forms_of(m.text):
                    self._move(number, m.span, plain[0])

    def longer(self) -> None:
        """ "Oster Hill University" is not Oster University, and "Hill" beside it is the former."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type not in ("Company", "Organization", "Agency"):
                continue
            own = names.words(e.name)
            if len(own) < 2:
                continue
            apart: dict[str, list[Mention]] = defaultdict(list)
            for m in self._shown(number):
                many = names.words(m.text)
                if (
                    len(many) <= len(own)
                    or many[0] != own[0]
                    or many[-1] != own[-1]
                    or many in {names.words(n) for n in known_names().get(e.reference or "", ())}
                ):
                    continue
                extra = many[1 : len(many) - len(own) + 1]
                if (
                    many[len(extra) + 1 :] == own[1:]
                    and any(w.capitalize() in m.text.split() for w in extra)
                    and not any(countries_in(w.capitalize()) for w in extra)
                ):
                    apart[names.normal(m.text)].append(m)
            for mentions in apart.values():
                home = self._new(e.type, mentions[0].text)
                for m in mentions:
                    self._move(number, m.span, home)
        self._middles()

    def _middles(self) -> None:
        """One word of a name stands for it where another name begins as it does."""
        bodies = [(n, names.words(e.name)) for n, e in enumerate(self.entities) if e.type in ("Company", "Organization", "Agency")]
        for number, own in bodies:
            if len(own) != 1 or self.entities[number].reference:
                continue
            held = [n for n, ws in bodies if own[0] in ws[1:-1]]
            if len(held) == 1 and any(n != held[0] and ws[0] == dict(bodies)[held[0]][0] and len(ws) > 1 for n, ws in bodies):
                for m in list(self.mentions[number]):
                    self._move(number, m.span, held[0])

    def states(self) -> None:
        """ "The federal government" is no senate and no ministry."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type != "Agency" or state_of(e.name) or names.normal(e.name).endswith(("government", "administration")):
                continue
            for m in self._shown(number):
                if names.normal(m.text) in ("government", "federal government", "national government", "central government"):
                    self._move(number, m.span, self._named(m.text.removeprefix("The ").removeprefix("the "), "Agency", None))

    def courts(self) -> None:
        """ "Kenya's High Court" is not the High Court in England that the article also names."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            named = [m for m in self.mentions[number] if m.kind == "name"]
            if e.type != "Court" or e.reference:
                continue
            of = {m.span: owning_state(self.text[: m.span.start]) or self._behind(m) for m in named}
            told = {c for c in of.values() if c}
            whole = next((c for m in named if m.text == e.name and (c := of[m.span])), None)
            if (whole or len(told) == 1) and not e.country:
                self.entities[number] = e.model_copy(update={"country": whole or min(told)})
            for m in named:
                if whole and of[m.span] not in (None, whole) and m.text != e.name:
                    self._move(number, m.span, self._court(m.text, of[m.span]))

    def _court(self, name: str, country: str | None) -> int:
        """The court of this name and country that has been set apart before; a new one where none has."""
        added = enumerate(self.entities[len(self.reading.entities) :], len(self.reading.entities))
        home = next((n for n, e in added if (e.type, e.name, e.country) == ("Court", name, country)), None)
        return self._new("Court", name, country=country) if home is None else home

    def _behind(self, mention: Mention) -> str | None:
        """The country of the place behind the name: "the High Court in London"."""
        place = _PLACE_BEHIND.match(self.text, mention.span.end)
        found = countries_in(place[1]) if place else frozenset()
        return min(found) if len(found) == 1 else None

    def namesakes(self) -> None:
        """ "An explorer that is also called Orme" is another Orme."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            shown = self._shown(number)
            if e.type not in ("Company", "Organization") or len(shown) < 2:
                continue
            for m in shown[1:]:
                if is_namesake(self.text, m.span.start, m.span.end):
                    self._move(number, m.span, self._new(e.type, m.text))


def _is_part(rest: tuple[str, ...]) -> bool:
    """Whether the words behind a firm's short name make it a part of the firm, or one of a row: a country, a figure, a fund."""
    return any(w.isdigit() or w == "fund" or is_state_word(w) for w in rest)


def is_namesake(text: str, start: int, end: int) -> bool:
    """Whether the words beside the name at [start, end) say that it is the name of another, too, that the article speaks of here."""
    before, behind = _namesake_patterns()
    return bool(before.search(text[max(0, start - _WIDE) : start]) or behind.match(text, end))


@cache
def _namesake_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_knowledge("lexicons/namesakes.yaml", Namesakes)
    also, of_one = ("|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ws) for ws in (words.also, words.of_one_name))
    # "a rival that is also called": what is called so has been named by a common noun with "a", or "another".
    return (
        re.compile(rf"\b(?:an?|another|the other)\s+(?:[\w-]+\s+){{1,6}}?(?:(?:that|which|who)\s+(?:is|was)\s+)?(?:{also})\s+$", re.IGNORECASE),
        re.compile(rf",?\s+(?:{of_one})\b", re.IGNORECASE),
    )
