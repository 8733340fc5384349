"""What the relation model can say about an ordered pair of entities, or about one entity (a pair of it with itself)."""

from __future__ import annotations

from functools import cache

from kg.extract.learned.pieces import MENTION_TYPES
from kg.ontology import ontology

LAWSUIT_RELATIONS = ("plaintiffIn", "defendantIn", "heardIn", "judgeIn")
EVENTS = ("BankruptcyFiling", "GuiltyPlea", "Conviction", "Sentencing", "Acquittal", "Appeal")
# A lawsuit has no name in the text, so what is said of it is learned as what its parties are to each other.
SUIT_PAIRS = {
    "against": ("Party", "Party"),  # plaintiff to defendant
    "plaintiffsTogether": ("Party", "Party"),
    "defendantsTogether": ("Party", "Party"),
    "judges": ("Person", "Party"),
    "hears": ("Court", "Party"),
}
SYMMETRIC_SUIT_PAIRS = ("plaintiffsTogether", "defendantsTogether")
PARTY = ("Company", "Agency", "Court", "Organization", "Person")


@cache
def relation_labels() -> tuple[str, ...]:
    """The relations that stand between two named entities."""
    return tuple(name for name in ontology().relations if name not in LAWSUIT_RELATIONS and name not in SUIT_PAIRS)


@cache
def labels() -> tuple[str, ...]:
    """All labels that the ontology has a use for, in the order in which a model trained today has its outputs."""
    o = ontology()
    suits, events = (name for name in LAWSUIT_RELATIONS if name in o.relations), (name for name in EVENTS if name in o.one_party_events())
    return (*relation_labels(), *SUIT_PAIRS, *suits, *events)


@cache
def symmetric() -> frozenset[str]:
    return frozenset(name for name in relation_labels() if ontology().relations[name].symmetric) | frozenset(SYMMETRIC_SUIT_PAIRS)


def _admits(group: str, type_: str) -> bool:
    return type_ in PARTY if group == "Party" else type_ == group


@cache
def allowed(subject_type: str, object_type: str | None) -> tuple[bool, ...]:
    """For each label, whether it may stand between these types; `object_type` None asks for what is said of one entity."""
    out = []
    for label in labels():
        if label in LAWSUIT_RELATIONS or label in EVENTS:
            wanted = {"heardIn": "Court", "judgeIn": "Person"}.get(label, "Party")
            if label in EVENTS:
                ok = subject_type in ("Company", "Organization", "Person", "Agency") and object_type is None
            else:
                ok = _admits(wanted, subject_type) and object_type is None
        elif object_type is None:
            ok = False
        elif label in SUIT_PAIRS:
            ok = _admits(SUIT_PAIRS[label][0], subject_type) and _admits(SUIT_PAIRS[label][1], object_type)
        else:
            ok = ontology().admits(label, subject_type, object_type)
        out.append(ok)
    return tuple(out)


def types() -> tuple[str, ...]:
    return MENTION_TYPES
