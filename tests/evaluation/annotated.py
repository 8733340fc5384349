"""A small annotated story of our own, and graphs that say something like it, with faults of every kind."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from kg.ids import prefixes

TEXT = (
    "Regulator fines Acme\n\n"
    "The Federal Market Authority (FMA) fined Acme Corp. $5 million on 3 May 2021. Bolt Ltd had sued Acme in March in the Harbour Court. "
    "Acme, a rival of Bolt, may buy Crank. Dent GmbH filed for bankruptcy and pleaded guilty, but Crank did not."
)


def entity(name: str, kind: str, *aliases: str, optional: bool = False) -> dict[str, Any]:
    return {"name": name, "type": kind, "aliases": list(aliases), "optional": optional}


def relation(s: str, p: str, o: str, status: str = "fact", **more: Any) -> dict[str, Any]:
    return {"s": s, "p": p, "o": o, "status": status, "date": None, "amount": None, "currency": None, "optional": False, **more}


def event(kind: str, who: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "who": who, "status": "fact", "date": None, "optional": False, **more}


GOLD: dict[str, Any] = {
    "id": "acme.txt",
    "entities": [
        entity("Federal Market Authority", "Agency", "FMA"),
        entity("Acme Corp.", "Company", "Acme"),
        entity("Bolt Ltd", "Company", "Bolt"),
        entity("Harbour Court", "Court"),
        entity("Crank", "Company", optional=True),
        entity("Dent GmbH", "Company"),
        entity("Bolt Ltd v. Acme Corp.", "Lawsuit"),
    ],
    "relations": [
        relation(
            "Federal Market Authority", "fined", "Acme Corp.", date="2021-05-03", amount=5000000, currency="USD", quote="fined Acme Corp. $5 million"
        ),
        relation("Bolt Ltd", "sued", "Acme Corp.", date="2021-03", quote="Bolt Ltd had sued Acme", trigger="sued"),
        relation("Bolt Ltd", "plaintiffIn", "Bolt Ltd v. Acme Corp."),
        relation("Acme Corp.", "defendantIn", "Bolt Ltd v. Acme Corp."),
        relation("Bolt Ltd v. Acme Corp.", "heardIn", "Harbour Court", optional=True),
        relation("Acme Corp.", "competesWith", "Bolt Ltd"),
        relation("Acme Corp.", "acquired", "Crank", "planned"),
        relation("Crank", "sued", "Dent GmbH", "negated"),
        relation("Acme Corp.", "settledWith|^fined", "Federal Market Authority", optional=True),
    ],
    "events": [
        event("BankruptcyFiling", "Dent GmbH"),
        event("GuiltyPlea", "Crank", status="negated"),
        event("GuiltyPlea", "Dent GmbH", optional=True),
    ],
}


def write_gold(path: Path, *documents: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(d) + "\n" for d in documents), "utf-8")
    return path


class TurtleGraph:
    """A graph put together a piece at a time."""

    def __init__(self) -> None:
        self.lines = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes().items()] + ["@base <https://w3id.org/corekg/id/> ."]
        self._claims = 0

    def article(self, source: str, mentions: list[str]) -> str:
        iri = f"<article/{source}>"
        self.lines.append(f"{iri} a reg:Article ; dcterms:source {json.dumps(source)} .")
        self.lines += [f"{iri} schema:mentions <{m}> ." for m in mentions]
        return iri

    def entity(self, iri: str, kind: str, label: str, *aliases: str) -> str:
        self.lines.append(f"<{iri}> a reg:{kind} ; rdfs:label {json.dumps(label)} .")
        self.lines += [f"<{iri}> skos:altLabel {json.dumps(alias)} ." for alias in aliases]
        return iri

    def claim(
        self,
        article: str,
        s: str,
        p: str,
        o: str,
        status: str = "fact",
        confidence: str = "0.9",
        quote: str = "so",
        date: str | None = None,
        money: str | None = None,
    ) -> None:
        """`p` a relation, or "participant": then `o` is the class of the event."""
        self._claims += 1
        claim, event_iri = f"<claim/{self._claims}>", f"<event/{self._claims}>"
        target = event_iri if p == "participant" else f"<{o}>"
        self.lines.append(f"{claim} a reg:Claim ; rdf:subject <{s}> ; rdf:predicate reg:{p} ; rdf:object {target} ; reg:status reg:{status} ;")
        self.lines.append(f"  reg:confidence {confidence} ; prov:wasDerivedFrom {article} ; reg:describes {event_iri} ;")
        self.lines.append(f"  oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact {json.dumps(quote)} ] .")
        self.lines.append(f"{event_iri} a reg:{o if p == 'participant' else 'Event'} .")
        if date is not None:
            self.lines.append(f'{event_iri} reg:date "{date}"^^xsd:{ {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)] } .')
        if money is not None:
            amount, currency = money.split()
            self.lines.append(f'{event_iri} reg:amount "{amount}"^^xsd:decimal ; reg:currency "{currency}" .')

    def write(self, path: Path) -> Path:
        path.write_text("\n".join(self.lines) + "\n", "utf-8")
        return path


def faulty_graph(documents: list[dict[str, Any]], seed: int) -> TurtleGraph:
    """A graph that says most of what the gold does, some of it wrongly, and other things besides; the same for the same seed."""
    chance = Random(seed)
    graph = TurtleGraph()
    kinds = ["Company", "Agency", "Court", "Organization", "Person", "Product", "Law", "Lawsuit", "RegulatoryList"]
    statuses = ["fact", "alleged", "planned", "former", "negated"]
    for number, document in enumerate(documents):
        if chance.random() < 0.05:
            continue
        iris: dict[str, str] = {}
        for i, e in enumerate(document["entities"]):
            for copy in range(1 + (chance.random() < 0.1)):
                kind = chance.choice(kinds) if chance.random() < 0.15 and e["type"] != "Lawsuit" else e["type"]
                names = [e["name"], *e["aliases"]]
                label = chance.choice(names)
                if e["type"] == "Lawsuit" and chance.random() < 0.3:
                    label = f"{label.split(' v')[0]} v. Somebody"
                iris[e["name"]] = graph.entity(f"e/{number}/{i}/{copy}", kind, label, *chance.sample(names, k=chance.randrange(len(names) + 1)))
        spare = [graph.entity(f"x/{number}/{i}", chance.choice(kinds), f"Someone {i} Inc.") for i in range(chance.randrange(4))]
        everyone = [*iris.values(), *spare]
        folder = "deep/er/" if chance.random() < 0.3 else ""
        article = graph.article(folder + document["id"], [iri for iri in everyone if chance.random() < 0.9])
        for r in document["relations"]:
            if chance.random() < 0.3:
                continue
            p = (
                chance.choice(["sued", "fined", "acquired", "competesWith", "worksFor"])
                if chance.random() < 0.15
                else r["p"].split("|")[0].lstrip("^")
            )
            s, o = (iris[r["o"]], iris[r["s"]]) if chance.random() < 0.2 else (iris[r["s"]], iris[r["o"]])
            o = chance.choice(everyone) if chance.random() < 0.1 else o
            status = chance.choice(statuses) if chance.random() < 0.3 else r["status"] or "fact"
            date = r.get("date")
            date = chance.choice([date, date[:4], "1999-12", None]) if date else chance.choice([None, "2001"])
            money = (
                f"{r['amount'] * chance.choice([1, 1, 1.005, 2])} {chance.choice([r['currency'], 'USD'])}" if r.get("amount") is not None else None
            )
            graph.claim(article, s, p, o, status, f"{chance.random():.2f}", r.get("quote") or "so", date, money)
        for e in document.get("events", []):
            if chance.random() < 0.7:
                who = chance.choice(everyone) if chance.random() < 0.2 else iris[e["who"]]
                kind = chance.choice(["Appeal", "GuiltyPlea"]) if chance.random() < 0.2 else e["type"]
                graph.claim(
                    article,
                    who,
                    "participant",
                    kind,
                    chance.choice(["fact", "fact", "alleged", "negated"]),
                    f"{chance.random():.2f}",
                    e.get("quote") or "so",
                )
    return graph
