"""Which texts are taken for another language than English."""

from __future__ import annotations

import pytest

from kg.read.language import languages, other_language

CASES = [(entry, text) for entry in languages().entries for text in entry.examples]


@pytest.mark.parametrize(("entry", "text"), CASES, ids=[entry.code for entry, _ in CASES])
def test_example_is_of_its_language(entry, text):
    found = other_language(text)
    if entry.code == "en":
        assert found is None
    else:
        assert found is not None
        siblings = {"da": ("Danish", "Norwegian"), "no": ("Danish", "Norwegian")}  # which write most words alike
        assert found in siblings.get(entry.code, (entry.name,))


@pytest.mark.parametrize("entry", languages().entries, ids=lambda entry: entry.code)
def test_no_word_stands_twice(entry):
    assert len(entry.words) == len(set(entry.words))
    assert all(word == word.lower() for word in entry.words)


@pytest.mark.parametrize(
    "text",
    [
        "Acme fined $5m",
        "Acme",
        "Bundesbank",
        "Deutsche Bank, Société Générale, Crédit Agricole, Banco Santander, Assicurazioni Generali, Telefónica de España",
        "Acme Handels GmbH und Co. KG; Banco de la Nación; Caisse des Dépôts; Société de la Ville de Paris. Fined.",
        "The ministry said « la société est coupable » and closed the case, but the court did not.",
        "“Der Fall ist nicht zu Ende,” said the lawyer in Berlin. It is not the first time that the firm has lost.",
        "Minister fines Acme over Die Zeit and Le Monde adverts",
        "Москва: Acme was fined by the regulator in Moscow on Monday, the Федеральная служба said.",
        "12 345 678",
        "",
        "\n".join(f"PETROV{i}, Ivan; DOB 1960; Acme{i} Trading; Damascus; Linked To: GLOBEX{i} FZE" for i in range(40)),
    ],
)
def test_english_and_what_cannot_be_told_stay(text):
    assert other_language(text) is None


@pytest.mark.parametrize(
    ("text", "declared", "name"),
    [
        ("Суд отклонил иск компании к регулятору.", None, "Cyrillic script"),
        ("규제당국은월요일회사에벌금을부과했다고법원이말했다", None, "Hangul script"),
        ("法院驳回了该公司对监管机构的诉讼请求，并维持原判，公司表示将上诉。", None, "CJK script"),
        ("Urteil gegen die Bank ist ein Signal", "de", "German"),
        ("Amparo de la empresa", "es-MX", "Spanish"),
        ("Mahakama ilikataa kesi hiyo " * 20 + "lakini kampuni inasema haitakubali uamuzi huo kamwe", None, "a language other than English"),
    ],
)
def test_other_languages_are_named(text, declared, name):
    assert other_language(text, declared) == name


@pytest.mark.parametrize("declared", ["fr", "de-DE", "zz", ""])
def test_a_false_declaration_yields_to_the_words(declared):
    assert other_language("The regulator fined Acme on Monday, the court said.", declared) is None
    assert other_language("Acme fined", declared) is None
