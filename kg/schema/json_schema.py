"""article.schema.json and claim.schema.json: what an article given as JSON may hold, and what a claim in graph.jsonld looks like."""

from __future__ import annotations

import json
from typing import Any

from kg.ontology import Ontology

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


def article_schema(o: Ontology) -> str:
    """The schema of an article given as JSON."""
    text = {"type": "string", "minLength": 1}
    said = {
        "text": {**text, "description": "The body, plain text."},
        "title": {"type": "string", "description": "The headline."},
        "date": {
            "type": "string",
            "pattern": r"^\d{4}",
            "description": "When it was published; YYYY, YYYY-MM or YYYY-MM-DD; a time is left out.",
        },
        "publisher": {"type": "string", "description": "Who published it."},
        "url": {"type": "string", "description": "Where it was published."},
        "language": {"type": "string", "description": "An IETF language tag; English is read, other languages are set aside."},
        "id": {"type": ["string", "integer"], "description": "Names the record in its file: the source is path#id."},
    }
    return _printed("article", "An article, as a JSON object or one line of JSONL.", {"type": "object", "properties": said, "required": ["text"]}, o)


def claim_schema(o: Ontology) -> str:
    """The schema of a node of type Claim in graph.jsonld."""
    id_ = {"type": "string", "minLength": 1}
    number = {"type": "string", "pattern": r"^\d+(\.\d+)?$"}
    date = {
        "type": "object",
        "properties": {"type": {"enum": ["xsd:gYear", "xsd:gYearMonth", "xsd:date"]}, "@value": {"type": "string", "pattern": _DATE}},
        "required": ["type", "@value"],
        "additionalProperties": False,
    }
    position = _exactly({"type": {"const": "TextPositionSelector"}, "start": _offset(), "end": _offset()})
    quote = _exactly({"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string", "minLength": 1}})
    given: dict[str, Any] = {
        "id": id_,
        "type": {"const": "Claim"},
        "subject": id_,
        "predicate": {"enum": [*o.relations, "participant"]},
        "object": id_,
        "status": {"enum": list(o.statuses)},
        "confidence": {"type": "string", "pattern": r"^(0(\.\d+)?|1(\.0+)?)$"},
        "derivedFrom": id_,
        "selectors": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"oneOf": [position, quote]}},
        "engine": {"type": "string"},
        "rule": {"type": "string"},
    }
    perhaps: dict[str, Any] = {
        "describes": id_,
        "date": date,
        "amount": number,
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "role": {"type": "string"},
        "accordingTo": id_,
        "attribution": {"type": "string"},
        "retractedBy": id_,
        "denies": {"type": "array", "minItems": 1, "items": id_},
        "triggerStart": _offset(),
        "triggerEnd": _offset(),
    }
    for name, shape in (given | perhaps).items():
        if name in o.attributes:
            shape = {**shape, "description": o.attributes[name].definition}
            (given if name in given else perhaps)[name] = shape
    schema = {
        "type": "object",
        "properties": given | perhaps,
        "required": list(given),
        "additionalProperties": False,
        "dependentRequired": {"amount": ["currency"], "currency": ["amount"], "triggerStart": ["triggerEnd"], "triggerEnd": ["triggerStart"]},
    }
    return _printed("claim", "A claim, as a node of graph.jsonld: one article saying one thing, with its words.", schema, o)


def _exactly(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _offset() -> dict[str, Any]:
    return {"type": "integer", "minimum": 0}


def _printed(name: str, description: str, schema: dict[str, Any], o: Ontology) -> str:
    head = {"$schema": _DIALECT, "$id": f"{o.namespace.rstrip('#/')}/{name}.schema.json", "title": name, "description": description}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"
