"""Named things of one article: what is named, of what type, where, and by which other names."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.chunks import Chunk, chunks
from kg.extract.frames.governments import acting_states, lower_case_bodies, merge_governments, states_by_of
from kg.extract.frames.grouping import Group, group_surfaces
from kg.extract.frames.name_context import OTHER, PLACE
from kg.extract.frames.name_neighbours import coordinate, reweigh
from kg.extract.frames.name_types import Surface, entity_type, settle
from kg.extract.frames.runs import Tokens, columns
from kg.records import Article, LocalEntity, Mention, Span

UNREAD = frozenset(("byline", "author_note", "furniture"))


def find_entities(article: Article, doc: Doc) -> tuple[LocalEntity, ...]:
    """The article's named Companies, Agencies, Courts, Organizations, People, Products, RegulatoryLists and Laws.

    `doc` is the parse of `article.text`. Each thing stands once, with all mentions of its name in text order and `id` its index;
    things are ordered by their first mention. Names in bylines, author notes and page furniture are passed over.
    """
    tokens = columns(doc)
    runs = [c for c in chunks(doc, tokens) if article.section_at(doc[c.start].idx) not in UNREAD]
    runs = _trim(doc, tokens, runs)
    runs = _headlines(article, doc, tokens, runs)
    surfaces = _surfaces(doc, tokens, runs)
    groups = group_surfaces(doc, tokens, surfaces)
    groups += acting_states(doc, tokens, groups)
    groups += lower_case_bodies(doc, tokens, groups)
    groups += states_by_of(doc, tokens, groups)
    groups = merge_governments(groups)
    return _entities(article, doc, groups)


def _trim(doc: Doc, t: Tokens, runs: list[Chunk]) -> list[Chunk]:
    """Cut a nation's adjective and posts off the front of names that do not hold them ("German Dieselwerke" but "US Treasury")."""
    trimmed = []
    for run in runs:
        start, before = run.start, list(run.before)
        while start < run.end - 1 and not run.known:
            word = t.text[start]
            rest_start = start + 1
            two = f"{word} {t.text[start + 1]}"
            if two in gazetteer.adjectives() and run.end - start > 2:
                word, rest_start = two, start + 2
            if gazetteer.fold(word) in gazetteer.adjectives():
                rest = doc[rest_start : run.end].text
                if _state_body(t, rest_start, run.end, rest) or (
                    t.label[start] == t.label[run.end - 1] == "ORG" and not any(t.begins[start + 1 : run.end]) and not gazetteer.lookup(rest)
                ):
                    break
                start = rest_start
            elif (
                t.lower[start].strip(".") in words.post_words()
                and not _office(t, start, run.end)
                and t.text[start + 1] not in ("&", "-")
                and start not in t.known
            ):
                before.append(t.lower[start])
                start += 1
            elif t.text[start] in ("-", ",", ".", "&"):
                start += 1
            else:
                break
        if start != run.start:
            text = doc[start : run.end].text
            run = Chunk(
                start=start,
                end=run.end,
                text=text,
                known=bool(gazetteer.lookup(text)),
                before=tuple(before),
                label=t.label[start] or run.label,
                kind=run.kind,
                marks=run.marks,
            )
        trimmed.append(run)
    return trimmed


def _state_body(t: Tokens, start: int, end: int, rest: str) -> bool:
    """Whether the words name an office, so that the nation before them belongs to the name."""
    rows = gazetteer.lookup(rest)
    if rows:
        return any(row.type in ("Agency", "Court", "RegulatoryList", "Organization") for row in rows)
    types = words.last_word_types()
    if types.get(t.text[end - 1]) == "Organization" or (
        t.text[end - 1] == "Bank" and end - start == 2 and t.text[start] in ("National", "Central", "Reserve", "Investment", "Commercial")
    ):
        return end - start > 1
    return any(types.get(t.text[k]) in ("Agency", "Court", "RegulatoryList") for k in range(start, end))


def _office(t: Tokens, start: int, end: int) -> bool:
    return (
        t.text[end - 1] in words.last_word_types()
        or (start + 1 < end and t.lower[start + 1] in ("of", "for"))
        or t.text[end - 1].strip(".") in words.legal_forms()
        or any(t.lower[k] in ("of", "for", "'s", "’s") for k in range(start, end))
    )


def _headlines(article: Article, doc: Doc, t: Tokens, runs: list[Chunk]) -> list[Chunk]:
    """In a headline written With Capitals a capital says nothing: there only names count that the body or a list knows."""
    end_of_title = len(article.title) if article.title and article.text.startswith(article.title) else article.text.find("\n\n")
    if end_of_title <= 0:
        return runs
    head = [run for run in runs if doc[run.start].idx < end_of_title]
    body = [run for run in runs if doc[run.start].idx >= end_of_title]
    longer = [token for token in doc if token.idx < end_of_title and token.is_alpha and len(token.text) > 3]
    capitals = sum(article.text[token.idx].isupper() for token in longer)  # as it was written, whatever the parser was given
    if len(longer) < 3 or capitals <= 0.6 * len(longer) or not body:
        return runs
    names = {run.text for run in body}
    for run in body:
        if run.end - run.start == 1 or run.known:
            continue
        parts = run.text.split()
        names.add(gazetteer.without_legal_form(run.text))
        names.update(
            word
            for word in (parts[-1], parts[0])
            if word not in words.last_word_types()
            and word not in words.first_word_types()
            and word.strip(".") not in words.legal_forms()
            and word not in words.subjects()
            and word.lower() not in words.post_words()
        )
        names.difference_update(words.not_name_words())
    kept: list[Chunk] = []
    for run in head:
        k = run.start
        while k < run.end:
            for stop in range(run.end, k, -1):
                text = doc[k:stop].text
                if (text in names and (len(text) > 2)) or t.known.get(k) == stop or gazetteer.fold(text) in gazetteer.country_names():
                    kept.append(Chunk(start=k, end=stop, text=text, known=t.known.get(k) == stop, label=t.label[k], kind=t.kind[k]))
                    k = stop
                    break
            else:
                k += 1
    return kept + body


def _dateline(t: Tokens, run: Chunk) -> bool:
    """Whether the run is the place a report is dated from: "LEEDS, England - ", "PARIS (Reuters) - "."""
    if run.start > 0 and "\n" not in t.text[run.start - 1]:
        return False
    k = run.end
    while k < len(t.text) and k < run.end + 6 and (t.text[k] in (",", ".", "(", ")") or t.text[k][0].isupper() or t.text[k].isdigit()):
        k += 1
    return (
        k < len(t.text)
        and t.text[k] in ("-", "–", "—", "--")
        and t.spaced[k - 1]
        and t.spaced[k]
        and (run.text.isupper() or t.label[run.start] in ("GPE", "LOC", ""))
    )


def _idle(doc_words: frozenset[str], tokens: Tokens, surface: Surface) -> bool:
    """Whether a single word has its capital from its place alone: it only begins sentences, and small letters or no mark speak against it."""
    if surface.rows or not surface.name[1:].islower() or not surface.name.isalpha() or max(surface.scores.values(), default=0.0) >= 2.0:
        return False
    if not all(tokens.sentence_start[c.start] for c in surface.chunks):
        return surface.name.lower() in doc_words and not any(c.label for c in surface.chunks)
    return surface.name.lower() in doc_words or not any(c.label for c in surface.chunks)


def _surfaces(doc: Doc, tokens: Tokens, runs: list[Chunk]) -> list[Surface]:
    doc_words = frozenset(word for word in tokens.text if word.islower())
    by_name: dict[str, list[Chunk]] = {}
    for run in runs:
        dotted = gazetteer.fold(run.text) in gazetteer.country_names()  # "U.S."
        if run.text in words.not_name_words() or not (dotted or re.search(r"\w\w|\w&\w", run.text)):
            continue
        parts = [tokens.lower[k].strip(".") for k in range(run.start, run.end)]
        if not run.known and all(part in words.post_words() or part in ("in", "of", "special", "") for part in parts):
            continue
        if run.end < len(tokens.text) and tokens.lower[run.end] in ("judge", "judges") and tokens.text[run.end][0].isupper():
            continue  # "U.S. District Court Judge Ann Lee" names her, not the court
        if all(part.replace(".", "") in words.legal_forms_lower() for part in parts) or _dateline(tokens, run):
            continue
        if run.end - run.start == 1 and run.text.endswith("s") and gazetteer.fold(run.text[:-1]) in gazetteer.adjectives():
            continue  # "Germans"
        if "-" in run.text and gazetteer.fold(run.text.split("-")[-1]) in gazetteer.adjectives():
            continue  # "Pan-European"
        # "Ms Ford" is not the carmaker: a titled bearer of a firm's name is kept apart from it
        titled = " (person)" if run.before and any(row.type == "Company" for row in gazetteer.lookup(run.text)) else ""
        by_name.setdefault(gazetteer.fold(run.text) + titled, []).append(run)
    surfaces = []
    for found in by_name.values():
        surface = Surface(name=found[0].text, chunks=found)
        settle(surface, doc, tokens)
        if not _idle(doc_words, tokens, surface):
            surfaces.append(surface)
    reweigh(surfaces)
    coordinate(surfaces, tokens)
    return surfaces


def _entities(article: Article, doc: Doc, groups: list[Group]) -> tuple[LocalEntity, ...]:
    drafts = []
    for group in groups:
        type_ = entity_type(group.type)
        if type_ is None or group.type in (OTHER, PLACE):
            continue
        spans = sorted({(doc[c.start].idx, doc[c.end - 1].idx + len(doc[c.end - 1])) for c in group.chunks})
        mentions = tuple(Mention(span=Span(start=a, end=b), text=article.text[a:b]) for a, b in spans)
        names = list(dict.fromkeys([group.name, *(m.text for m in mentions), *group.extra_names]))
        reference, country = _known_as(group, article)
        drafts.append((spans[0], type_, names, mentions, reference, country))
    drafts.sort(key=lambda draft: (draft[0], draft[1]))
    return tuple(
        LocalEntity(id=i, type=type_, name=names[0], aliases=tuple(names[1:]), mentions=mentions, reference=reference, country=country)
        for i, (_, type_, names, mentions, reference, country) in enumerate(drafts)
    )


def _known_as(group: Group, article: Article) -> tuple[str | None, str | None]:
    """The gazetteer's key and country where all forms in the article lead to one row."""
    if group.country is not None:
        return None, group.country
    named = [(surface.name, rows) for surface in group.surfaces if (rows := tuple(row for row in surface.rows if row.type == group.type))]
    if not named or (any(surface.name in words.ambiguous() for surface in group.surfaces) and len(group.surfaces) == 1):
        return None, None
    row = gazetteer.bearer(named, lambda country: _country_named(country, article.text))
    if row is None:
        return None, None
    full = [s for s in group.surfaces if s.rows and not (s.name.isupper() and len(s.name) <= 6)]
    if row.key is not None and not full and row.type in ("Agency", "Court", "Organization") and not _country_named(row.country, article.text):
        return None, None
    return row.key, row.country


def _country_named(country: str | None, text: str) -> bool:
    """Whether the article speaks of the country at all; an acronym alone is not enough to tell the FSA of one from another's."""
    if country is None:
        return True
    government = next((g for g in gazetteer.governments() if g.country == country), None)
    return government is not None and any(
        re.search(rf"\b{re.escape(n)}(?!\w)", text) for n in (*government.names, *government.adjectives, *government.seats)
    )
