"""A comparison as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.compare.comparison import Comparison, Explained

_WIDEST = 90  # characters of a value in the text
_SIGNS = {"added": "+", "lost": "-", "changed": "~"}


def as_json(comparison: Comparison) -> str:
    """An object: for each kind its counts and its changes, with the old and new value of each field that differs and the causes."""
    out: dict[str, Any] = {}
    sizes = {name: (old, new) for name, old, new in comparison.sizes}
    for name, changes in comparison.parts():
        old, new = sizes.get(name, (0, 0))
        counts = {what: sum(c.what == what for c in changes) for what in _SIGNS}
        out[name] = {"old": old, "new": new, **counts, "changes": [c.model_dump(mode="json", exclude_none=False) for c in changes]}
    return json.dumps(out, ensure_ascii=False, indent=2) + "\n"


def as_text(comparison: Comparison) -> str:
    """A line a change, a line a cause; at the end one line of counts."""
    if comparison.same:
        return "no difference\n"
    lines: list[str] = []
    for name, changes in comparison.parts():
        if changes:
            lines.append(f"{name}:")
            for change in changes:
                lines += _change(change, of_articles=name == "articles")
            lines.append("")
    counts = []
    for name, old, new in comparison.sizes:
        changes = dict(comparison.parts())[name]
        signs = "".join(f" {sign}{count}" for what, sign in _SIGNS.items() if (count := sum(c.what == what for c in changes)))
        counts.append(f"{old} -> {new} {name}{f' ({signs.strip()})' if signs else ''}")
    lines.append(", ".join(counts))
    return "\n".join(lines) + "\n"


def _change(change: Explained, of_articles: bool) -> Iterator[str]:
    was = f" (was {change.was})" if change.was else ""
    yield f"  {_SIGNS[change.what]} {change.id}{was}: {_line(change.label)}"
    for field in change.fields:
        if field.name in ("text", "quote"):
            yield f"      {field.name}: {_first_difference(field.old, field.new)}"
        elif isinstance(field.old, list | tuple) and isinstance(field.new, list | tuple):
            yield f"      {field.name}: {_of_lists(field.old, field.new)}"
        else:
            yield f"      {field.name}: {_value(field.old)} -> {_value(field.new)}"
    if of_articles and change.what != "changed":
        return  # it is the cause
    for cause in change.causes:
        yield f"      because {_line(str(cause), 400)}"


def _first_difference(old: str | None, new: str | None) -> str:
    old, new = old or "", new or ""
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, at - 20)
    return f"from place {at}: {_value(old[start : at + 40])} -> {_value(new[start : at + 40])}"


def _of_lists(old: Sequence[Any], new: Sequence[Any]) -> str:
    """What one list has and the other has not; both whole where they differ in order or number alone."""
    lost, added = ([_value(one) for one in these if one not in those] for these, those in ((old, new), (new, old)))
    if not lost and not added:
        return f"{_value(old)} -> {_value(new)}"
    return " ".join([*(f"-{one}" for one in lost), *(f"+{one}" for one in added)])


def _value(value: Any) -> str:
    return _line(json.dumps(value, ensure_ascii=False)) if value is not None else "-"


def _line(text: str, widest: int = _WIDEST) -> str:
    """In one line, no control characters, cut where it is too long."""
    text = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return text if len(text) <= widest else text[: widest - 1] + "…"
