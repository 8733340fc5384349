from tests.resolve.make import entity, ids, only_event, resolve, says, told


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
