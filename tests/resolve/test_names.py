import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import names

FORMS = [(form, full, left) for form, spec in names.legal_forms().forms.items() for full, left in spec.examples.items()]
KEEPS = [(form, name) for form, spec in names.legal_forms().forms.items() for name in spec.keeps]


@pytest.mark.parametrize(("form", "full", "left"), FORMS)
def test_every_legal_form_comes_off_its_examples(form: str, full: str, left: str) -> None:
    assert names.bare(full) == left
    assert names.forms_of(full)


@pytest.mark.parametrize(("form", "name"), KEEPS)
def test_names_that_only_look_like_a_form_keep_it(form: str, name: str) -> None:
    assert names.bare(name) == name


def test_every_form_has_an_example() -> None:
    assert not [f for f, spec in names.legal_forms().forms.items() if not spec.examples]


@pytest.mark.parametrize(("left", "right"), names.name_forms().same)
def test_one_writing(left: str, right: str) -> None:
    assert names.key(left) == names.key(right)


@pytest.mark.parametrize(("left", "right"), names.name_forms().differ)
def test_two_writings(left: str, right: str) -> None:
    assert names.key(left) != names.key(right)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("The U.S. Harbour Dept.", "us harbour department"),
        ("Crédit Moselle", "credit moselle"),
        ("Ørsund", "orsund"),
        ("Stone & Field’s", "stone and field"),
        ("the", "the"),
    ],
)
def test_normal(name: str, form: str) -> None:
    assert names.normal(name) == form


@pytest.mark.parametrize("name", ["J.P. Morrow & Co.", "JP Morrow", "JPMorrow", "J. P. Morrow"])
def test_blanks_and_dots_make_no_other_name(name: str) -> None:
    assert names.key(name) == "jpmorrow"


def test_a_name_that_is_all_legal_form_stays() -> None:
    assert names.bare("Limited") == "Limited"
    assert names.bare("The Co.") == "The Co."
    assert names.key("Inc")


@pytest.mark.parametrize(
    ("short", "full", "is_it"),
    [
        ("SEC", "Securities and Exchange Commission", True),
        ("SEC", "U.S. Securities and Exchange Commission", True),
        ("DoH", "Department of Harbours", True),
        ("DOH", "US Department of Harbours", True),
        ("S&F", "Stone & Field", True),
        ("IBM", "International Bolt Makers Corp.", True),
        ("FSA", "Fair Trade Office", False),
        ("A", "Acme", False),
        ("Acme Bolts", "Acme Bolts Works", False),
    ],
)
def test_acronyms(short: str, full: str, is_it: bool) -> None:
    assert names.is_acronym_of(short, full) is is_it


def test_short_forms() -> None:
    assert names.is_short_of("Harrow", "Harrow Motor Co.")
    assert names.adds_nothing("Harrow", "Harrow Motor Co.")
    assert not names.adds_nothing("Harrow", "Harrow Foundation")
    assert not names.is_short_of("Motor", "Harrow Motor Co.")
    assert not names.is_short_of("Harrow", "Harrow Ltd"), "a legal form alone makes no longer name"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Rudolph Sandberg", "rudolph sandberg"),
        ("Judge Rudolph Sandberg", "rudolph sandberg"),
        ("Sandberg, Rudolph", "rudolph sandberg"),
        ("Rudolph M. Sandberg", "rudolph sandberg"),
        ("Rudolph Sandberg, Jr.", "rudolph sandberg"),
        ("Ursula van der Meer", "ursula van der meer"),
        ("R. Sandberg", None),
        ("Mr. Sandberg", None),
        ("Sandberg", None),
    ],
)
def test_person_key(name: str, key: str | None) -> None:
    assert names.person_key(name) == key


def test_middle_names_and_suffixes_tell_persons_apart() -> None:
    assert names.persons_contradict("John A. Smith", "John B. Smith")
    assert not names.persons_contradict("John A. Smith", "John Smith")
    assert not names.persons_contradict("John A. Smith", "John Andrew Smith")
    assert names.persons_contradict("John Smith Jr.", "John Smith Sr.")


@given(st.text(max_size=40))
def test_normal_forms_are_stable(text: str) -> None:
    once = names.normal(text)
    assert once == names.normal(text.upper().lower()) or not text.isascii()
    assert "  " not in once
    assert once == once.strip()


@given(st.text(alphabet=st.characters(codec="ascii"), min_size=1, max_size=30))
def test_bare_never_adds_and_never_empties(text: str) -> None:
    left = names.bare(text)
    assert len(left) <= len(text) + text.count(",")
    assert bool(left.strip()) == bool(text.strip()) or not text.strip()
