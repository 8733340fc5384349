"""Text as XML can hold it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_RETURN = {"\r": "&#13;"}  # a bare one would be read back as a line feed
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """`text` with U+FFFD in the place of every character that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def element_text(text: str) -> str:
    """What stands between two tags."""
    return escape(legal(text), _RETURN)


def attribute(text: str) -> str:
    """An attribute's value with its quotes."""
    return quoteattr(legal(text))
