"""ArcadeDB, asked by Bolt with Neo4j's own driver."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.databases.virtuoso import free_port


@dataclass(frozen=True)
class Arcade:
    """`folder` holds what it may read."""

    url: str
    folder: Path
    password: str = field(repr=False)

    def ask(self, database: str, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows, column -> value in the order of the columns. What its own upkeep was in the way of is asked again, as it demands."""
        neo4j = pytest.importorskip("neo4j")
        with neo4j.GraphDatabase.driver(self.url, auth=("root", self.password)) as driver, driver.session(database=database) as session:
            for pause in (0.1, 0.5, 2.0, None):
                try:
                    result = session.run(query, **parameters)
                    return [dict(zip(result.keys(), record.values(), strict=True)) for record in result]
                except neo4j.exceptions.TransientError:
                    if pause is None:
                        raise
                    time.sleep(pause)
        raise AssertionError("not reached")

    def number(self, database: str, query: str, **parameters: Any) -> int:
        """The one number of the one row."""
        ((number,),) = (row.values() for row in self.ask(database, query, **parameters))
        return int(number)


@contextmanager
def running(folder: Path) -> Iterator[Arcade]:
    """A server with the empty databases seeds, story, hostile, csv and resumed."""
    bolt, http, password = free_port(), free_port(), secrets.token_urlsafe(12)
    script = Path(__file__).with_name("arcade_server.py")
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(script), str(folder / "databases"), str(bolt), str(http), password],
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output, text=True,
        )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        line = ""
        while line != "ready\n":  # its log comes the same way
            line = process.stdout.readline()
            assert line, (folder / "output.txt").read_text("utf-8", "replace")[-2000:]
        # What it says from here on must be read, or it stands still.
        reader = threading.Thread(target=process.stdout.read)
        reader.start()
        yield Arcade(f"bolt://127.0.0.1:{bolt}", folder, password)
    finally:
        process.stdin.close()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(30)
    reader.join()
    process.stdout.close()
