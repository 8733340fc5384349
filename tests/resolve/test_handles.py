"""Which names of single articles a decision can take apart."""

from __future__ import annotations

import pytest

from kg.records import Article, ArticleNode, Entity, KnowledgeGraph
from kg.resolve.handles import read_as_one

HEAD = "verdict,score,left,right,left_id,right_id,reason,by\n"
JOINED = HEAD + "same,0.9,a.txt: Harl,a.txt: Harl Holdings,company/harl,company/harl,one key,rules\n"


def told() -> KnowledgeGraph:
    articles = tuple(
        ArticleNode(id=f"article/{n}", article=Article(source=f"{n}.txt", text="Harl sued Orme."), mentions=("company/harl", "company/orme"))
        for n in "ab"
    )
    return KnowledgeGraph(
        entities=(
            Entity(id="company/harl", type="Company", label="Harl Holdings", aliases=("Harl",)),
            Entity(id="company/orme", type="Company", label="Orme"),
        ),
        articles=articles,
    )


def test_two_names_of_one_thing_in_one_article_were_read_as_one() -> None:
    assert read_as_one(told(), HEAD, "a.txt: Harl", "a.txt: Harl Holdings")


@pytest.mark.parametrize(
    ("ledger", "left", "right"),
    [
        (JOINED, "a.txt: Harl", "a.txt: Harl Holdings"),  # two that the rules joined
        (HEAD, "a.txt: Harl", "b.txt: Harl Holdings"),  # of two articles
        (HEAD, "a.txt: Harl", "a.txt: Orme"),  # two in the graph
        (HEAD, "a.txt: Harl", "company/orme"),
        (HEAD, "a.txt: Harl", "a.txt: Nobody"),
    ],
)
def test_others_may_be_parted(ledger: str, left: str, right: str) -> None:
    assert not read_as_one(told(), ledger, left, right)
