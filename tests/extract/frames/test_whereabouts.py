"""Entities found by where an article names them."""

from collections.abc import Iterator

import pytest
from spacy.tokens import Doc, Token

from kg.extract.frames.deals import Told
from kg.extract.frames.examples import named_entities
from kg.extract.frames.fillers import Filler, MentionIndex
from kg.extract.frames.frames import Example
from kg.extract.frames.parse import parse
from kg.extract.frames.whereabouts import Whereabouts
from kg.records import Article

KINDS = {"Acme": "Company", "Beta": "Company", "Ann Lee": "Person", "Ministry of Defence": "Agency", "Fair Trade Board": "Agency"}
COMPANIES = frozenset({"company"})


class Place:
    """A text, what it names, and the search through it."""

    def __init__(self, text: str, buys: str | None = None) -> None:
        self.entities = named_entities(Example(text=text, entities={n: k for n, k in KINDS.items() if n in text}))
        self.doc: Doc
        _, self.doc = next(iter(parse([Article(source="x", text=text)])))
        self.index = MentionIndex(self.doc, self.entities)
        self.buys = buys
        self.asked = 0
        self.where = Whereabouts(self.index, self.told)

    def told(self, token: Token) -> Iterator[Told]:
        self.asked += 1
        if token.text == self.buys:
            yield [self.filler(token.i - 1)], [self.filler(token.i + 1)]

    def filler(self, i: int) -> Filler:
        return Filler(*self.index.at[i], self.doc[i], 1.0)

    def token(self, word: str) -> Token:
        return next(t for t in self.doc if t.text == word)

    def names(self, tokens: list[Token]) -> list[str]:
        return [self.entities[self.index.at[t.i][0]].name for t in tokens]


TWO = "Acme grew last year. Beta lost money, and the firm blamed Acme."


def test_near_is_the_last_named_in_this_sentence_or_the_one_before() -> None:
    place = Place(TWO)
    assert place.names(place.where.near(place.token("firm"), COMPANIES)) == ["Beta"]
    assert place.names(place.where.near(place.token("lost"), frozenset({"person"}))) == []
    far = Place("Acme grew last year. It was a good year. The firm was proud.")
    assert far.where.near(far.token("firm"), COMPANIES) == []


def test_beside_is_the_nearest_on_either_side() -> None:
    place = Place("Beta, which is old and large, said that the rival Acme had won.")
    assert place.names(place.where.beside(place.token("rival"), COMPANIES)) == ["Acme"]


def test_sole_needs_one_in_the_sentence_or_else_one_in_the_sentence_before() -> None:
    place = Place("Acme grew last year. The firm was proud. Acme and Beta are rivals.")
    assert place.names(place.where.sole(place.token("proud"), COMPANIES)) == ["Acme"]
    assert place.where.sole(place.token("rivals"), COMPANIES) == []


@pytest.mark.parametrize(("text", "found"), [("Acme grew. Acme hired. Acme sold. Acme won. Beta lost.", ["Acme"]), (TWO, [])])
def test_focal_is_the_one_that_the_article_speaks_of_most(text: str, found: list[str]) -> None:
    place = Place(text)
    end = place.doc[len(place.doc) - 1]
    assert place.names(place.where.focal(end, COMPANIES)) == found


def test_focal_is_where_it_was_named_last_before_the_word_else_first() -> None:
    place = Place("The firm grew. Acme hired. Acme sold. The boss left. Acme won. Acme lost.")
    sold, hired = place.token("sold"), place.token("hired")
    assert [t.i for t in place.where.focal(place.token("boss"), COMPANIES)] == [sold.i - 1]
    assert [t.i for t in place.where.focal(place.token("firm"), COMPANIES)] == [hired.i - 1]


def test_lone_is_the_only_one_of_the_article() -> None:
    place = Place("Acme grew. Ann Lee was glad. The firm hired.")
    assert place.names(place.where.lone(place.token("firm"), COMPANIES)) == ["Acme"]
    two = Place(TWO)
    assert two.where.lone(two.token("firm"), COMPANIES) == []


def test_an_office_is_the_one_body_whose_name_holds_the_word() -> None:
    place = Place("The Ministry of Defence and the Fair Trade Board met. The defense secretary left.")
    assert place.names(place.where.office(place.token("secretary"), frozenset())) == ["Ministry of Defence"]
    assert place.where.office(place.token("secretary"), frozenset({"health"})) == []


def test_the_buyer_is_who_buys_in_the_only_deal_and_is_looked_for_once() -> None:
    place = Place("Acme buys Beta. The purchase was blocked.", buys="buys")
    assert place.names(place.where.buyer(place.token("purchase"))) == ["Acme"]
    asked = place.asked
    assert place.names(place.where.buyer(place.token("blocked"))) == ["Acme"]
    assert place.asked == asked == len(place.doc)


def test_an_employer_is_the_body_that_the_person_was_last_said_to_work_for() -> None:
    place = Place("Acme hired Ann Lee.")
    lee, acme = place.token("Lee"), place.token("Acme")
    assert place.where.employer(lee) == []
    place.where.employers[place.index.at[lee.i][0]] = acme.i
    assert place.names(place.where.employer(lee)) == ["Acme"]


@pytest.mark.parametrize(
    ("text", "noun", "found"), [("The chairman Ann Lee left.", "chairman", ["Ann Lee"]), ("The chairman saw Ann Lee.", "chairman", [])]
)
def test_a_title_stands_before_its_name(text: str, noun: str, found: list[str]) -> None:
    place = Place(text)
    assert place.names(place.where.titled(place.token(noun))) == found


@pytest.mark.parametrize(("text", "found"), [("The Acme finance chief left.", ["Acme"]), ("Acme said that the chief left.", [])])
def test_a_name_may_stand_right_before_the_noun(text: str, found: list[str]) -> None:
    place = Place(text)
    assert place.names(place.where.before(place.token("chief"))) == found
