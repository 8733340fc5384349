"""The graph as a whole: statements, articles, what is dropped, and that order never matters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ontology import ontology
from kg.records import KnowledgeGraph, Mention, Reading, Span
from tests.resolve.make import fine, ids, money, named_in, resolve, says, thing, told

AGENCY, FIRM = ("Agency", "Harbour Tolls Bureau"), ("Company", "Quillmark")


def test_statements_carry_the_words() -> None:
    text = "The Harbour Tolls Bureau fined Quillmark on Monday."
    r = resolve([told("a/b.txt", [AGENCY, FIRM], [fine(0, 1, span={"start": 4, "end": 40}, speaker=0, speaker_text="it said")], text=text)])
    (s,) = r.graph.statements
    assert s.quote == text[4:40]
    assert (s.subject, s.object, s.speaker, s.article) == (
        "agency/harbour-tolls-bureau",
        "company/quillmark",
        "agency/harbour-tolls-bureau",
        "a/b.txt",
    )
    assert s.id.startswith("claim/a-b-txt-")


def test_exact_doubles_fall_together_the_surest_stays() -> None:
    r = resolve([told("a.txt", [AGENCY, FIRM], [fine(0, 1, confidence=0.5), fine(0, 1, confidence=0.9, rule="other"), fine(0, 1, status="negated")])])
    assert sorted((s.status, s.confidence) for s in r.graph.statements) == [("fact", 0.9), ("negated", 0.8)]


def test_a_claim_about_oneself_is_dropped_and_counted() -> None:
    r = resolve([told("a.txt", [("Company", "Quillmark Inc."), ("Company", "Quillmark")], [says(0, "subsidiaryOf", 1)])])
    assert not r.graph.statements
    assert [str(d).split(": ")[:2] for d in r.dropped] == [["a.txt", "both ends of subsidiaryOf are company/quillmark"]]


def test_that_a_known_firm_is_owned_by_itself_under_its_new_name_says_nothing() -> None:
    article = told("a.txt", [("Company", "Facebook Inc"), ("Company", "Meta Platforms")], [says(0, "subsidiaryOf", 1)])
    both = tuple(e.model_copy(update={"reference": "company/meta"}) for e in article.entities)
    r = resolve([article.model_copy(update={"entities": both})])
    assert [e.id for e in r.graph.entities] == ["company/meta"]
    assert (r.graph.statements, r.dropped) == ((), ())


def test_a_claim_that_the_final_types_do_not_admit_is_dropped_and_counted() -> None:
    claims = [fine(0, 1)]
    lone = told("a.txt", [("Agency", "Harbour Watch"), FIRM], claims)
    assert not resolve([lone]).dropped
    r = resolve([lone, *(told(f"{n}.txt", [("Organization", "Harbour Watch")]) for n in "bc")])
    assert [d.reason for d in r.dropped] == ["fined from Organization to Company"]
    assert not r.graph.events


def test_unknown_relations_and_missing_objects_are_dropped() -> None:
    r = resolve([told("a.txt", [AGENCY, FIRM], [says(0, "admires", 1), says(0, "fined"), says(0, "participant")])])
    assert sorted(d.reason for d in r.dropped) == ["a one-party claim without an event", "fined without an object", "no relation 'admires'"]


def test_equal_readings_count_once_and_different_ones_of_one_source_are_reported() -> None:
    reading = told("a.txt", [AGENCY, FIRM], [fine(0, 1)])
    assert resolve([reading, reading]) == resolve([reading])
    other = told("a.txt", [AGENCY])
    r = resolve([other, reading])
    assert r == resolve([reading, other])
    assert len(r.graph.articles) == 1
    assert [d.reason for d in r.dropped] == ["a second, different reading of this source"]


def test_articles_mention_what_they_name() -> None:
    reading = told("a.txt", [AGENCY, FIRM, ("Lawsuit", "Harbour Tolls Bureau v. Quillmark")])
    nominal = reading.entities[1].model_copy(update={"mentions": (Mention(span=Span(start=0, end=5), text="a.txt", kind="nominal"),)})
    r = resolve([reading.model_copy(update={"entities": (reading.entities[0], nominal, reading.entities[2])})])
    assert named_in(r, "a.txt") == ("agency/harbour-tolls-bureau", "lawsuit/harbour-tolls-bureau-v-quillmark")
    (article,) = r.graph.articles
    assert [id for id, _ in article.places] == ["agency/harbour-tolls-bureau"]
    assert article.places[0][1].of(article.article.text) == "Harbour Tolls Bureau"


def test_articles_of_like_sources_have_ids_of_their_own() -> None:
    r = resolve([told(s, []) for s in ("a/b.txt", "a-b.txt", "a_b.txt")])
    assert len({a.id for a in r.graph.articles}) == 3


def test_nothing_gives_nothing() -> None:
    assert resolve([]).graph == KnowledgeGraph()


NAMES = {
    "Company": [
        ("Quillmark",),
        ("Quillmark Inc.",),
        ("Samsung Electronics", "Samsung"),
        ("Samsung SDI", "Samsung"),
        ("Samsung",),
        ("Harrow Motor", "Harrow"),
        ("Harrow",),
        ("Reuters",),
    ],
    "Agency": [
        ("FSA",),
        ("Financial Services Authority", "FSA"),
        ("Financial Services Agency", "FSA"),
        ("Ministry of Finance",),
        ("Quillmark",),
        ("China",),
    ],
    "Court": [("Supreme Court",), ("District Court",)],
    "Person": [("John Smith",), ("John A. Smith",), ("John B. Smith",), ("Smith",), ("Ada Moss",)],
    "Organization": [("Quillmark",), ("Harbour Watch",)],
    "Product": [("Zephyr",)],
}
SHORT = st.sampled_from([None, "2020", "2020-03", "2020-03-05", "2021-05-12"])


@st.composite
def entities(draw: st.DrawFn) -> list:
    found = []
    for type in draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=5)):
        name = draw(st.sampled_from(NAMES[type]))
        reference = (
            draw(st.sampled_from([None, None, None, "company/quillmark", "company/quillmark-two"]))
            if type == "Company" and "Quillmark" in name[0]
            else None
        )
        found.append(thing(type, *name, country=draw(st.sampled_from([None, None, "GB", "JP"])), reference=reference))
    return found


@st.composite
def readings(draw: st.DrawFn, prefix: str = "") -> list[Reading]:
    made = []
    for number in range(draw(st.integers(1, 6))):
        things = draw(entities())
        claims = []
        for _ in range(draw(st.integers(0, 5))):
            a, b = draw(st.integers(0, len(things) - 1)), draw(st.integers(0, len(things) - 1))
            predicate = draw(st.sampled_from(["fined", "worksFor", "settledWith", "acquired", "sued", "participant"]))
            event = "BankruptcyFiling" if predicate == "participant" else ontology().default_event(predicate)
            detail = {
                "date": draw(SHORT),
                "status": draw(st.sampled_from(["fact", "planned", "negated"])),
                "money": draw(st.sampled_from([None, money(5), money(9)])),
            }
            claims.append(says(a, predicate, None if predicate == "participant" else b, event=event, **detail))
        made.append(told(f"{prefix}{number}.txt", things, claims, draw(SHORT)))
    return made


@settings(max_examples=150, deadline=None)
@given(readings(), st.randoms(use_true_random=False))
def test_order_never_matters(given_readings: list[Reading], random: object) -> None:
    shuffled = list(given_readings)
    random.shuffle(shuffled)
    assert resolve(shuffled).model_dump_json() == resolve(given_readings).model_dump_json()


@settings(max_examples=150, deadline=None)
@given(readings())
def test_the_graph_holds_together(given_readings: list[Reading]) -> None:
    r = resolve(given_readings)
    graph = r.graph
    for part in (graph.entities, graph.events, graph.statements, graph.articles):
        found = [x.id for x in part]
        assert found == sorted(set(found))
    entity_ids, event_ids = {e.id for e in graph.entities}, {e.id for e in graph.events}
    types = {e.id: e.type for e in graph.entities}
    told_of = set()
    for s in graph.statements:
        assert s.subject in entity_ids
        assert s.object in (event_ids if s.predicate == "participant" else entity_ids)
        assert s.subject != s.object
        assert s.predicate == "participant" or ontology().admits(s.predicate, types[s.subject], types[s.object])
        assert s.event is None or s.event in event_ids
        told_of.add(s.event)
    assert event_ids <= told_of
    for e in graph.events:
        assert {*e.agents, *e.targets, *e.participants} <= entity_ids
    for a in graph.articles:
        assert set(a.mentions) <= entity_ids


@settings(max_examples=150, deadline=None)
@given(readings())
def test_different_references_and_countries_never_meet(given_readings: list[Reading]) -> None:
    r = resolve(given_readings)
    by_reference: dict[str, set[str]] = {}
    by_source = {a.article.source: dict.fromkeys(a.mentions) for a in r.graph.articles}
    for reading in given_readings:
        for e in reading.entities:
            if e.reference:
                by_reference.setdefault(e.reference, set()).update(m for m in by_source[reading.article.source] if m == e.reference)
    for reference, found in by_reference.items():
        assert found == {reference}


@settings(max_examples=100, deadline=None)
@given(readings("old-"), st.lists(st.sampled_from(["Marsden Freight", "Lulua Bank", "Pine Creek", "Vltava Banka"]), min_size=1, max_size=4))
def test_articles_about_others_change_no_id(given_readings: list[Reading], others: list[str]) -> None:
    before = resolve(given_readings).graph
    added = [
        told(f"new-{n}.txt", [("Company", name), ("Person", f"Zoe {name.split()[0]}")], [says(1, "worksFor", 0)], "2001-01-01")
        for n, name in enumerate(others)
    ]
    after = resolve([*given_readings, *added]).graph
    assert set(before.entities) <= set(after.entities)
    assert set(before.events) <= set(after.events)
    assert set(before.statements) <= set(after.statements)
    assert set(before.articles) <= set(after.articles)


def test_a_thousand_articles_stay_quick_in_comparisons() -> None:
    """Linear by construction: each name is looked up, so that ten times the articles make about ten times the judgements."""

    def count(articles: int) -> int:
        made = [
            told(f"{n}.txt", [("Company", f"Firm {n % (articles // 5)} Works"), ("Person", f"Pat Lee{n % (articles // 4)}")]) for n in range(articles)
        ]
        return len(resolve(made).judgements)

    assert count(1000) < 11 * count(100)


def test_shared_names_do_not_multiply_pairs() -> None:
    r = resolve([told(f"{n}.txt", [("Person", "John Smith"), ("Company", f"Firm {n}")], [says(0, "worksFor", 1)]) for n in range(400)])
    assert len(ids(r, "person/")) == 400
