"""Stages of one matter are one case, and it is known where it stood when."""

from __future__ import annotations

import pytest

from kg.records import KnowledgeGraph, Reading
from kg.resolve.cases import case_stages, state, timelines
from tests.resolve.make import fine, resolve, says, told

BOARD, FIRM, COURT = ("Agency", "Harbour Board"), ("Company", "Quillmark"), ("Court", "Leeds County Court")


def act(source: str, kind: str, date: str | None, published: str = "2022-12-01", **rest: object) -> Reading:
    """One article telling of one event of a class of the lexicon (or "RulingFor")."""
    if kind == "Appeal" or kind in case_stages().criminal:
        return told(source, [FIRM], [says(0, "participant", event=kind, date=date, **rest)], published)
    predicates = {"Investigation": "investigated", "Fine": "fined", "Sanction": "sanctioned", "SanctionLifting": "liftedSanctionOn",
        "LawsuitFiling": "sued", "Settlement": "settledWith", "RulingFor": "ruledFor"}  # fmt: skip
    event = kind.removesuffix("For")
    entities = [COURT if event == "Ruling" else BOARD, FIRM]
    suit: dict[str, object] = {}
    if kind == "LawsuitFiling":
        entities, suit = [*entities, ("Lawsuit", "Harbour Board v. Quillmark")], {"lawsuit": 2}
    claims = [says(0, predicates[kind], 1, event=event, date=date, **suit, **rest)]
    return told(source, entities, [*claims, *([says(0, "plaintiffIn", 2)] if kind == "LawsuitFiling" else [])], published)


def together(*readings: Reading) -> Reading:
    """The claims of several readings as one article's."""
    entities, claims = [], []
    for r in readings:
        for c in r.claims:
            shifted = {k: getattr(c, k) + len(entities) for k in ("subject", "object", "lawsuit") if getattr(c, k) is not None}
            claims.append({**c.model_dump(exclude={"span", "subject", "object", "lawsuit"}), **shifted})
        entities += [(e.type, e.name) for e in r.entities]
    return told("all.txt", entities, claims, max(r.article.date or "" for r in readings) or None)


def stages(graph: KnowledgeGraph, as_of: str | None = None) -> dict[str, list[str | None]]:
    return {case: [s.stage for s in steps] for case, steps in timelines(graph, as_of).items()}


MATTER = [
    act("a.txt", "Investigation", "2021-03-01", "2021-03-02"),
    act("b.txt", "Fine", "2022-05-12", "2022-05-13"),
]


@pytest.mark.parametrize("example", case_stages().examples)
def test_the_examples_of_the_lexicon(example: tuple[tuple[str, str], ...]) -> None:
    readings = [act(f"{n}.txt", kind, f"202{n}-05-12", f"202{n}-05-13") for n, (kind, _) in enumerate(example)]
    (found,) = stages(resolve([together(*readings)]).graph).values()
    assert found == [stage for _, stage in example]


def test_investigation_fine_appeal_and_annulment() -> None:
    story = together(*MATTER, act("c.txt", "Appeal", "2022-07-01"))
    graph = resolve([story]).graph
    assert stages(graph) == {"case/harbour-board-quillmark": ["investigated", "fined", "appealed"]}
    (case,) = graph.cases
    assert (case.state, case.since, case.parties) == ("appealed", "2022-07-01", ("agency/harbour-board", "company/quillmark"))
    ruling = together(
        *MATTER, act("c.txt", "Appeal", "2022-07-01"), told("d.txt", [COURT, FIRM], [says(0, "ruledFor", 1, event="Ruling", date="2023-02-01")])
    )
    assert stages(resolve([ruling]).graph) == {"case/harbour-board-quillmark": ["investigated", "fined", "appealed", "overturned"]}


def test_a_ruling_for_a_party_that_did_not_appeal_overturns_nothing() -> None:
    ruling = told("d.txt", [COURT, FIRM], [says(0, "ruledFor", 1, event="Ruling", date="2023-02-01")])
    assert stages(resolve([together(*MATTER, ruling)]).graph) == {"case/harbour-board-quillmark": ["investigated", "fined", "ruled"]}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2020", "open"), ("2021-03-01", "investigated"), ("2022-05-11", "investigated"), ("2022-05", "fined"), ("2030", "fined")],
)
def test_where_it_stood(as_of: str, expected: str) -> None:
    (steps,) = timelines(resolve(MATTER).graph, as_of).values()
    assert state(steps)[0] == expected


def test_what_has_no_date_is_known_from_when_it_was_told() -> None:
    graph = resolve([MATTER[0], act("b.txt", "Fine", None, "2022-05-13")]).graph
    assert stages(graph, "2022-05-12") == {"case/harbour-board-quillmark": ["investigated"]}
    assert stages(graph, "2022-05-13") == {"case/harbour-board-quillmark": ["investigated", "fined"]}


def test_two_fines_in_two_years_are_two_matters() -> None:
    again = [act("c.txt", "Investigation", "2023-03-01", "2023-03-02"), act("d.txt", "Fine", "2024-05-12", "2024-05-13")]
    assert stages(resolve([*MATTER, *again]).graph) == {
        "case/harbour-board-quillmark-2021": ["investigated", "fined"],
        "case/harbour-board-quillmark-2023": ["investigated", "fined"],
    }
    alone = resolve([told("a.txt", [BOARD, FIRM], [fine(0, 1, date=d, span={"start": 0, "end": n}) for n, d in ((4, "2019"), (5, "2021"))])])
    assert alone.graph.cases == ()


@pytest.mark.parametrize(("status", "expected"), [("planned", "planned"), ("negated", "negated"), ("alleged", "alleged")])
def test_what_did_not_happen_moves_nothing(status: str, expected: str) -> None:
    (case,) = resolve([act("a.txt", "LawsuitFiling", "2021-05-12", status=status)]).graph.cases
    assert case.state == expected
    fined = resolve([MATTER[0], act("b.txt", "Fine", "2022-05-12", status=status)]).graph.cases[0]
    assert fined.state == ("alleged" if status == "alleged" else "investigated")


def test_a_suit_against_the_agency_follows_its_sanction() -> None:
    sanction = act("a.txt", "Sanction", "2021-01", "2021-01-15")
    suit = told(
        "b.txt", [FIRM, BOARD, ("Lawsuit", "Quillmark v. Harbour Board")], [says(0, "sued", 1, event="LawsuitFiling", lawsuit=2, date="2021-01-29")]
    )
    lifted = act("c.txt", "SanctionLifting", "2021-05-12", "2021-05-12")
    graph = resolve([sanction, suit, lifted]).graph
    assert stages(graph) == {"case/quillmark-v-harbour-board": ["sued", "sanctioned", "lifted"]} or stages(graph) == {
        "case/quillmark-v-harbour-board": ["sanctioned", "sued", "lifted"]
    }
    assert {e.case for e in graph.entities if e.type == "Lawsuit"} == {"case/quillmark-v-harbour-board"}


def test_a_plea_belongs_to_no_civil_suit_but_to_a_prosecution() -> None:
    civil = together(act("a.txt", "LawsuitFiling", "2021-05-12"), act("b.txt", "GuiltyPlea", "2021-08-01"))
    assert stages(resolve([civil]).graph) == {"case/harbour-board-v-quillmark": ["sued"]}
    tried = told(
        "a.txt", [FIRM, ("Lawsuit", "? v. Quillmark")], [says(0, "defendantIn", 1), says(0, "participant", event="GuiltyPlea", date="2021-08")]
    )
    assert stages(resolve([tried]).graph) == {"case/unknown-v-quillmark": ["pleaded guilty"]}


def test_other_parties_are_other_matters() -> None:
    other = told("c.txt", [BOARD, ("Company", "Orsel")], [fine(0, 1, date="2022-06-01")])
    graph = resolve([*MATTER, other]).graph
    assert len(graph.cases) == 1
    assert [e.case for e in graph.events if "orsel" in e.id] == [None]


def test_more_articles_leave_a_case_its_id() -> None:
    before = {c.id for c in resolve(MATTER).graph.cases}
    more = told("z.txt", [BOARD, ("Company", "Orsel")], [fine(0, 1, date="2022-06-01")])
    assert before <= {c.id for c in resolve([*MATTER, more]).graph.cases}
