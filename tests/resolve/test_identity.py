from tests.resolve.make import entity, ids, resolve, says, thing, told


def test_the_label_is_the_fullest_name_that_most_articles_use() -> None:
    names = [("Quillmark Pencils", "Quillmark"), ("Quillmark Pencils Inc.", "Quillmark"), ("Quillmark Pencils", "Quillmark"), ("QUILLMARK PENCILS",)]
    r = resolve([told(f"{n}.txt", [("Company", *ns)]) for n, ns in enumerate(names)])
    assert entity(r, "company/quillmark-pencils").label == "Quillmark Pencils"
    assert entity(r, "company/quillmark-pencils").aliases == ("QUILLMARK PENCILS", "Quillmark", "Quillmark Pencils Inc.")


def test_the_plain_id_goes_to_the_reference_then_to_the_earliest_article() -> None:
    def person(source: str, date: str, firm: str) -> object:
        return told(source, [("Person", "Ada Moss"), ("Company", firm)], [says(0, "worksFor", 1)], date)

    r = resolve([person("a.txt", "2021-05-02", "Acme"), person("b.txt", "2020-01-01", "Quillmark"), person("c.txt", "2022-01-01", "Harrow")])
    assert ids(r, "person/") == ["person/ada-moss", "person/ada-moss-acme", "person/ada-moss-harrow"]


def test_namesakes_without_an_employer_are_told_apart_by_office() -> None:
    r = resolve(
        [told("a.txt", [("Person", "Ada Moss")], text="Ada Moss ran."), told("b.txt", [("Person", "Ada Moss")], text="Then Chancellor Ada Moss ran.")]
    )
    assert ids(r) == ["person/ada-moss", "person/ada-moss-chancellor"]


def test_namesakes_of_two_countries_are_told_apart_by_country() -> None:
    r = resolve(
        [
            told("a.txt", [thing("Agency", "Toll Board", country="GB")], date="2020"),
            told("b.txt", [thing("Agency", "Toll Board", country="JP")], date="2021"),
        ]
    )
    assert ids(r) == ["agency/toll-board", "agency/toll-board-jp"]


def test_a_state_is_named_after_itself_whatever_its_government_is_called() -> None:
    r = resolve([told("a.txt", [("Agency", "the French government")])])
    assert [(e.id, e.label) for e in r.graph.entities] == [("agency/france", "French government")]
    r = resolve([told("a.txt", [("Agency", "the French government")]), told("b.txt", [("Agency", "France")])])
    assert [(e.id, e.label, e.aliases) for e in r.graph.entities] == [("agency/france", "France", ("French government",))]


def test_a_suffixed_id_never_meets_a_plain_one() -> None:
    readings = [
        told("a.txt", [("Person", "Ada Moss"), ("Company", "Acme")], [says(0, "worksFor", 1)]),
        told("b.txt", [("Person", "Ada Moss"), ("Company", "Harrow")], [says(0, "worksFor", 1)]),
        told("c.txt", [("Person", "Ada Moss Harrow")]),
    ]
    assert len(ids(resolve(readings), "person/")) == 3


def test_names_without_a_latin_letter_get_ids_of_their_own() -> None:
    assert len(ids(resolve([told("a.txt", [("Company", "株式会社海風"), ("Company", "山本製作所")])]))) == 2
