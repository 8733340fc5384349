"""Every example of the currency and number tables, and what must hold for any text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.values import MoneyMention, find_money
from kg.extract.values.figures import number_words
from kg.extract.values.money import currencies


def shown(mention: MoneyMention) -> str:
    about = "~" if mention.approximate and mention.low is None else ""
    return f"{about}{mention.money.amount} {mention.money.currency}{' per unit' * mention.per_unit}{' implied' * mention.implied}"


TABLE = [(text, gives) for currency in currencies().currencies.values() for text, gives in currency.examples.items()]
TABLE += [(example.text, example.gives) for example in number_words().examples] + [(text, ()) for text in number_words().counter_examples]


@pytest.mark.parametrize(("text", "gives"), TABLE, ids=[text for text, _ in TABLE])
def test_tables_examples(text: str, gives: tuple[str, ...]) -> None:
    assert tuple(map(shown, find_money(text))) == gives


def test_every_family_of_a_currency_is_defined() -> None:
    table = currencies()
    for currency in table.currencies.values():
        assert set(filter(None, (currency.family, *currency.also))) <= set(table.families)
    assert all(family.default in (None, *table.currencies) for family in table.families.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Acme paid US$1.2bn (£900m) to settle.", ["US$1.2bn", "£900m"]),
        ("A fine of 4.125bn euros, or $5 million.", ["4.125bn euros", "$5 million"]),
        ("It paid half a billion dollars.", ["half a billion dollars"]),
        ("It bid $5-6 billion.", ["$5", "6 billion"]),
        ("It paid $2 million Canadian.", ["$2 million Canadian"]),
        ("Its A320 dollars flew in 2019.", []),
    ],
)
def test_spans_cover_figure_scale_and_currency(text: str, words: list[str]) -> None:
    assert [m.span.of(text) for m in find_money(text)] == words


def test_a_range_has_two_ends() -> None:
    low, high = find_money("The claim is between $5m and $7m.")
    assert (low.low, low.high) == (low.money, high.money) == (high.low, high.high)
    assert low.approximate
    assert high.approximate


def test_a_change_is_no_range() -> None:
    assert [m.low for m in find_money("It rose from $5m to $7m.")] == [None, None]


def test_bare_dollar_follows_the_caller_then_the_text() -> None:
    assert [m.money.currency for m in find_money("It paid $5m.", dollar="AUD")] == ["AUD"]
    assert [m.money.currency for m in find_money("All figures are in Canadian dollars. It paid $5m.")] == ["CAD"]
    australian = "The Australian watchdog told the Federal Court of Australia in Sydney that Acme owes $5m"
    assert [m.money.currency for m in find_money(australian + ".")] == ["AUD"]
    assert [m.money.currency for m in find_money(australian + ", or A$7m.")] == ["USD", "AUD"]


def test_amounts_are_exact() -> None:
    assert [m.money.amount for m in find_money("It paid $0.1 billion and €43,947.55.")] == [Decimal(100_000_000), Decimal("43947.55")]


PIECES = st.sampled_from(
    [
        "$",
        "€",
        "Rs ",
        "5",
        "1,000",
        ".",
        " million",
        " billion",
        "bn",
        " euros",
        " to ",
        "-",
        " and ",
        "half a",
        " pounds of ",
        "\n",
        "between ",
        " kroner",
        "٣",
        "A$",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_yields_ordered_spans_inside_it(text: str) -> None:
    end = 0
    for mention in find_money(text):
        assert end <= mention.span.start
        end = mention.span.end
        assert any(c.isdigit() or c.isalpha() for c in mention.span.of(text))
        assert mention.money.amount >= 0
    assert end <= len(text)
