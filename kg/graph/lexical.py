"""Which strings are legal for a datatype of XML Schema, of those that the graph uses."""

from __future__ import annotations

import re
from datetime import date

from kg.ids import STANDARD_PREFIXES

_XSD = STANDARD_PREFIXES["xsd"]
_FORMS = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    _XSD + "gYear": re.compile(r"[0-9]{4}"),
    _XSD + "gYearMonth": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])"),
    _XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def is_legal(text: str, datatype: str) -> bool:
    """Whether `text` is in the lexical space of the datatype (an IRI). Dates are taken without a time zone; other datatypes take any text."""
    form = _FORMS.get(datatype)
    if form is None:
        return True
    if form.fullmatch(text) is None or (datatype.startswith(_XSD + "gYear") and text.startswith("0000")):
        return False
    if datatype == _XSD + "date":
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
    return True
