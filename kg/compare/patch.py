"""The difference between two sets of triples as an RDF Patch (https://afs.github.io/rdf-patch/): lines that take away and lines that add.

Blank nodes are named as in graph.nt, by the claim whose words they hold, so that a store that was loaded from there, names kept, can be patched.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox


def rdf_patch(old: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> str:
    """One transaction that makes `old` into `new`: D lines, then A lines, each sorted."""
    before, after = (dict.fromkeys(triples) for triples in (old, new))
    lost, added = _lines("D", (t for t in before if t not in after)), _lines("A", (t for t in after if t not in before))
    return "\n".join(["TX .", *lost, *added, "TC .", ""])


def _lines(sign: str, triples: Iterable[ox.Triple]) -> list[str]:
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")
    return sorted(f"{sign} {line}" for line in text.split("\n") if line)  # not splitlines: a literal may hold U+2028 as it is
