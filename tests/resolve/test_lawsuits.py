from kg.records import Article
from tests.resolve.make import entity, ids, only_event, resolve, says, thing, told


def suit(
    source: str, plaintiff: str | None, defendant: str | None, *, judge: str | None = None, filed: str | None = None, kind: str = "Company"
) -> object:
    entities = [(kind, n) for n in (plaintiff, defendant) if n]
    number = len(entities)
    entities.append(("Lawsuit", f"{plaintiff or '?'} v. {defendant or '?'}"))
    claims = []
    if plaintiff:
        claims.append(says(0, "plaintiffIn", number))
    if defendant:
        claims.append(says(number - 1, "defendantIn", number))
    if plaintiff and defendant:
        claims.append(says(0, "sued", 1, event="LawsuitFiling", lawsuit=number, date=filed))
    if judge:
        entities.append(("Person", judge))
        claims.append(says(number + 1, "judgeIn", number))
    return told(source, entities, claims)


def test_one_proceeding_over_articles_with_the_resolved_names() -> None:
    r = resolve([suit("a.txt", "Quillmark Inc.", "Harrow Motor Co."), suit("b.txt", "Quillmark", "Harrow Motor")])
    assert ids(r, "lawsuit/") == ["lawsuit/quillmark-v-harrow-motor"]
    assert entity(r, "lawsuit/quillmark-v-harrow-motor").label == "Quillmark Inc. v. Harrow Motor Co."
    assert only_event(r).lawsuit == "lawsuit/quillmark-v-harrow-motor"


def test_the_suit_and_the_countersuit_are_two() -> None:
    assert len(ids(resolve([suit("a.txt", "Quillmark", "Harrow"), suit("b.txt", "Harrow", "Quillmark")]), "lawsuit/")) == 2


def test_the_same_parties_years_later_are_another_proceeding() -> None:
    r = resolve(
        [
            suit("a.txt", "Quillmark", "Harrow", filed="2012-03-01"),
            suit("b.txt", "Quillmark", "Harrow", filed="2019-03-01"),
            suit("c.txt", "Quillmark", "Harrow", filed="2012"),
        ]
    )
    assert ids(r, "lawsuit/") == ["lawsuit/quillmark-v-harrow", "lawsuit/quillmark-v-harrow-2019"]
    assert len(r.graph.events) == 2


def test_an_unnamed_side_is_filled_only_by_another_sign() -> None:
    whole = suit("a.txt", "Quillmark", "Harrow", judge="Ada Moss")
    assert len(ids(resolve([whole, suit("b.txt", None, "Harrow", judge="Ada Moss")]), "lawsuit/")) == 1, "one judge, one defendant"
    also = told(
        "b.txt",
        [("Company", "Harrow"), ("Lawsuit", "? v. Harrow"), ("Court", "Leeds County Court")],
        [says(0, "defendantIn", 1), says(1, "heardIn", 2)],
    )
    court = told(
        "a.txt",
        [("Company", "Quillmark"), ("Company", "Harrow"), ("Lawsuit", "Quillmark v. Harrow"), ("Court", "Leeds County Court")],
        [says(0, "plaintiffIn", 2), says(1, "defendantIn", 2), says(2, "heardIn", 3)],
    )
    assert ids(resolve([court, also]), "lawsuit/") == ["lawsuit/quillmark-v-harrow"]
    assert len(ids(resolve([court, suit("c.txt", None, "Harrow")]), "lawsuit/")) == 2


def test_an_unnamed_side_is_the_only_agency_that_the_article_names() -> None:
    whole = told("a.txt", [("Company", "Quillmark"), ("Agency", "Harbour Tolls Bureau"), ("Lawsuit", "Quillmark v. Harbour Tolls Bureau")])
    entities = [("Company", "Quillmark"), ("Agency", "Harbour Tolls Bureau"), ("Agency", "China"), ("Lawsuit", "Quillmark v. ?")]
    assert len(ids(resolve([whole, told("b.txt", entities, [says(0, "plaintiffIn", 3)])]), "lawsuit/")) == 1
    entities[2] = ("Agency", "Crane Safety Office")
    assert len(ids(resolve([whole, told("b.txt", entities, [says(0, "plaintiffIn", 3)])]), "lawsuit/")) == 2


def test_a_suit_without_claims_finds_its_parties_by_name() -> None:
    r = resolve(
        [
            suit("a.txt", "Quillmark", "Harrow"),
            told("b.txt", [("Company", "Harrow"), ("Company", "Quillmark Ltd", "Quillmark"), ("Lawsuit", "Quillmark v. Harrow")]),
        ]
    )
    assert len(ids(r, "lawsuit/")) == 1


def _against_a_state(source: str, defendant: str, *, agency: str | None = None, judge: str = "", country: str = "US") -> object:
    """Quillmark v. the state, beside (with `agency`) Quillmark v. an agency."""
    entities: list[object] = [("Company", "Quillmark"), thing("Agency", defendant, country=country), ("Lawsuit", f"Quillmark v. {defendant}")]
    claims = [says(0, "plaintiffIn", 2), says(1, "defendantIn", 2)]
    if agency:
        entities += [thing("Agency", agency, country="US"), ("Lawsuit", f"Quillmark v. {agency}")]
        claims += [says(0, "plaintiffIn", 4), says(3, "defendantIn", 4)]
    if judge:
        entities.append(("Person", judge))
        claims.append(says(len(entities) - 1, "judgeIn", 2))
    return told(source, entities, claims)


def test_a_suit_against_a_state_and_its_agency_in_one_article_is_one() -> None:
    r = resolve([_against_a_state("a.txt", "US government", agency="Harbour Tolls Bureau")])
    assert ids(r, "lawsuit/") == ["lawsuit/quillmark-v-harbour-tolls-bureau"]
    other = resolve([_against_a_state("a.txt", "Canadian government", agency="Harbour Tolls Bureau", country="CA")])
    assert len(ids(other, "lawsuit/")) == 2, "the agency is of another state"


def test_a_suit_against_a_state_and_its_agency_over_articles_needs_judge_or_court() -> None:
    state = _against_a_state("a.txt", "US government", judge="Judge Ada Moss")
    assert len(ids(resolve([state, _against_a_state("b.txt", "Harbour Tolls Bureau", judge="Judge Ada Moss")]), "lawsuit/")) == 1
    assert len(ids(resolve([state, _against_a_state("b.txt", "Harbour Tolls Bureau", judge="Judge Bo Lind")]), "lawsuit/")) == 2
    two = [_against_a_state(f"{n}.txt", a, judge="Judge Ada Moss") for n, a in enumerate(["Harbour Tolls Bureau", "Crane Safety Office"])]
    assert len(ids(resolve([state, *two]), "lawsuit/")) == 3, "either agency may be meant"


def test_an_unnamed_side_is_the_firm_that_the_article_is_about() -> None:
    entities = [("Agency", "Harbour Tolls Bureau"), ("Company", "Quillmark"), ("Lawsuit", "Harbour Tolls Bureau v. Quillmark")]
    whole = told("a.txt", entities, [says(0, "plaintiffIn", 2), says(1, "defendantIn", 2)], date="2021-05-12")

    def half(firm: str, date: str) -> object:
        entities = [("Agency", "Harbour Tolls Bureau"), ("Company", firm), ("Lawsuit", "Harbour Tolls Bureau v. ?")]
        return told("b.txt", entities, [says(0, "plaintiffIn", 2)], date=date)

    assert len(ids(resolve([whole, half("Quillmark", "2022-05-12")]), "lawsuit/")) == 1
    assert len(ids(resolve([whole, half("Harrow", "2022-05-12")]), "lawsuit/")) == 2
    assert len(ids(resolve([whole, half("Quillmark", "2029-05-12")]), "lawsuit/")) == 2


def test_an_unnamed_side_is_of_the_only_suit_of_the_party_that_the_article_is_about() -> None:
    def sues(source: str, date: str, *others: str, against: str | None = None) -> object:
        entities = [("Company", "Quillmark"), *(("Agency", n) for n in others), ("Lawsuit", f"Quillmark v. {against or '?'}")]
        claims = [says(0, "plaintiffIn", len(others) + 1), *([says(1, "defendantIn", len(others) + 1)] if against else [])]
        text = f"Quillmark goes to court. Quillmark meets {', '.join(others)}."
        return told(source, entities, claims, date, text).model_copy(
            update={"article": Article(source=source, text=text, date=date, title=text[:24])}
        )

    whole = sues("a.txt", "2021-01-31", "Harbour Tolls Bureau", "Lighthouse Office", against="Harbour Tolls Bureau")
    one = ids(resolve([whole, sues("b.txt", "2021-03-13", "Harbour Tolls Bureau", "Pilots' Ministry")]), "lawsuit/")
    assert one == ["lawsuit/quillmark-v-harbour-tolls-bureau"]
    assert len(ids(resolve([whole, sues("b.txt", "2023-03-13", "Harbour Tolls Bureau", "Pilots' Ministry")]), "lawsuit/")) == 2, "years later"
    assert len(ids(resolve([whole, sues("b.txt", "2021-03-13", "Lamps Agency", "Pilots' Ministry")]), "lawsuit/")) == 2, "without the bureau"
    second = sues("c.txt", "2021-02-28", "Lamps Agency", "Harbour Tolls Bureau", against="Lamps Agency")
    found = ids(resolve([whole, second, sues("b.txt", "2021-03-13", "Harbour Tolls Bureau", "Lamps Agency")]), "lawsuit/")
    assert len(found) == 3, "it may be of either"
