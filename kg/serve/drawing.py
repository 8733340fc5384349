"""The viewer's page, drawn in a process of its own: the graph comes in, HTML goes out. Arguments: the ending of its file, its base, the title."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError
from kg.graph.reading import read_graph
from kg.serve.worker import FORMATS
from kg.viewer import render


def drawn(content: bytes, suffix: str, base: str, title: str) -> str:
    """Raises ReadError: not one of our graphs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.ttl")
        if suffix in (".ttl", ".nt"):
            path.write_bytes(content)
        else:
            ox.serialize(dict.fromkeys(quad.triple for quad in ox.parse(content, format=FORMATS[suffix])), str(path), ox.RdfFormat.TURTLE)
        return render(read_graph(path, base), title)


if __name__ == "__main__":
    try:
        page = drawn(sys.stdin.buffer.read(), *sys.argv[1:4])
    except KGError as error:
        sys.exit(str(getattr(error, "reason", error)))
    sys.stdout.buffer.write(page.encode("utf-8"))
