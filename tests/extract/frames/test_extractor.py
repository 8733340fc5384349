"""From articles to readings: the real parse, the real mentions, the real frames."""

from decimal import Decimal

from kg.extract.frames import FramesExtractor
from kg.extract.frames.examples import named_entities
from kg.extract.frames.frames import Example
from kg.extract.frames.parse import parse
from kg.extract.frames.reader import read_claims
from kg.records import Article, Claim, Reading, Section, Span


def read(text: str, entities: dict[str, str], published: str | None = None, sections: tuple[Section, ...] = ()) -> Reading:
    article = Article(source="a.txt", text=text, title=text.split("\n")[0], date=published, sections=sections)
    example = Example.model_validate({"text": text, "entities": entities})
    ((article, doc),) = parse([article])
    return read_claims(article, doc, named_entities(example))


def said(reading: Reading, predicate: str) -> list[tuple[str, str]]:
    names = [entity.name for entity in reading.entities]
    return [(names[c.subject], names[c.object]) for c in reading.claims if c.predicate == predicate and c.object is not None]


def only(reading: Reading, predicate: str) -> Claim:
    (claim,) = [c for c in reading.claims if c.predicate == predicate]
    return claim


TWO = {"Acme": "Company", "SEC": "Agency"}


def test_whole_way_with_real_mentions() -> None:
    text = "The European Commission fined Microsoft €561 million in 2013. Microsoft sued Motorola."
    (reading,) = FramesExtractor().read([Article(source="a.txt", text=text)])
    assert ("European Commission", "Microsoft") in said(reading, "fined")
    assert ("Microsoft", "Motorola") in said(reading, "sued")


def test_articles_come_out_in_order_and_equal_ones_give_equal_readings() -> None:
    articles = [Article(source=f"{i}.txt", text=f"Microsoft sued Motorola. Google bought Fitbit in 201{i}.") for i in range(4)]
    first, second = list(FramesExtractor().read(articles)), list(FramesExtractor().read(reversed(articles)))
    assert [r.article.source for r in first] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert first == second[::-1]


def test_nothing_to_read_gives_an_empty_reading() -> None:
    (reading,) = FramesExtractor().read([Article(source="a.txt", text="It rained all day.")])
    assert reading.claims == ()


def test_a_claim_stands_on_its_sentence_and_trigger() -> None:
    text = "It was cold. The SEC fined Acme $5 million. Nobody came."
    claim = only(read(text, TWO), "fined")
    assert claim.span.of(text) == "The SEC fined Acme $5 million."
    assert claim.trigger is not None
    assert claim.trigger.of(text) == "fined"
    assert (claim.engine, claim.rule, claim.event) == ("frames", "fined/verb", "Fine")


def test_a_neighbours_sum_and_date_are_not_taken() -> None:
    claim = only(read("The SEC fined Acme, which earned $9 billion in 2011.", TWO), "fined")
    assert (claim.money, claim.date) == (None, None)


def test_its_own_sum_and_date_are_taken() -> None:
    claim = only(read("In 2015 the SEC fined Acme $3.5 million.", TWO), "fined")
    assert claim.money is not None
    assert (claim.money.amount, claim.money.currency, claim.date) == (Decimal("3500000"), "USD", "2015")


def test_the_sum_of_the_deal_that_it_is_done_in_is_taken() -> None:
    two = {"Acme": "Company", "Beta": "Company"}
    money = only(read("Acme bought Beta in a deal worth $2 billion.", two), "acquired").money
    assert money is not None
    assert money.amount == 2_000_000_000
    assert only(read("Worth $2 billion, Acme bought Beta.", two), "acquired").span.start == 0


def test_a_relative_date_counts_from_publication_and_without_one_is_none() -> None:
    text = "The SEC fined Acme on Tuesday."
    assert only(read(text, TWO, "2021-05-12"), "fined").date == "2021-05-11"
    assert only(read(text, TWO), "fined").date is None


def test_captions_bylines_and_author_notes_give_no_claims() -> None:
    text = "News of the day\n\nThe SEC fined Acme."
    for kind in ("caption", "byline", "author_note", "furniture"):
        below = Section.model_validate({"kind": kind, "span": {"start": 17, "end": len(text)}})
        sections = (Section(kind="title", span=Span(start=0, end=15)), below)
        assert read(text, TWO, sections=sections).claims == ()
    assert read(text, TWO).claims != ()


def test_a_headline_in_the_present_tense() -> None:
    assert said(read("SEC fines Acme", TWO), "fined") == [("SEC", "Acme")]


def test_conjunctions_distribute() -> None:
    names = {"Acme": "Company", "Beta": "Company", "Gamma": "Company", "Delta": "Company"}
    reading = read("Acme and Beta sued Gamma and Delta.", names)
    assert sorted(said(reading, "sued")) == [("Acme", "Delta"), ("Acme", "Gamma"), ("Beta", "Delta"), ("Beta", "Gamma")]
    assert [e.name for e in reading.entities if e.type == "Lawsuit"] == ["Acme v. Gamma"]


def test_a_suit_told_of_twice_is_one_lawsuit() -> None:
    reading = read("Acme sued Beta in May. The lawsuit against Beta is about phones.", {"Acme": "Company", "Beta": "Company"})
    assert [e.name for e in reading.entities if e.type == "Lawsuit"] == ["Acme v. Beta"]


def test_who_says_so_is_kept() -> None:
    reading = read("Acme said that it was cold. Beta said the SEC had fined Acme.", {**TWO, "Beta": "Company"})
    claim = only(reading, "fined")
    assert claim.speaker is not None
    assert reading.entities[claim.speaker].name == "Beta"
    assert claim.speaker_text == "Beta said"


def test_argument_types_must_fit_the_ontology() -> None:
    assert read("Jane Roe fined Acme.", {"Jane Roe": "Person", "Acme": "Company"}).claims == ()


def test_the_post_is_kept_in_its_words() -> None:
    claim = only(read("Acme's vice president Jane Roe spoke.", {"Acme": "Company", "Jane Roe": "Person"}), "worksFor")
    assert claim.role == "vice president"


def test_a_further_defendant_is_sued_by_the_plaintiff() -> None:
    reading = read("Acme sued Beta. The complaint names Jane Roe as a defendant.", {"Acme": "Company", "Beta": "Company", "Jane Roe": "Person"})
    assert said(reading, "sued") == [("Acme", "Beta"), ("Acme", "Jane Roe")]


def test_what_a_paper_takes_back_is_no_fact() -> None:
    text = "We wrote on Monday that the SEC had fined Acme. That was wrong."
    assert only(read(text, TWO), "fined").status == "negated"
    assert only(read("The SEC wrote on Monday that it had fined Acme. That was right.", TWO), "fined").status == "fact"
