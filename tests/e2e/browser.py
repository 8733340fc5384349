"""A real Chromium for the tests of the page, with the network off and everything it asks for or complains about written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip


@dataclass
class Watched:
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser itself, to be shared by the tests of a module. Skips where no Chromium is installed."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, path: Path, fragment: str = "", width: int = 1400, height: int = 900, **context: object) -> Iterator[Watched]:
    """The file at `path`, opened and drawn in a window of its own."""
    window = browser.new_context(viewport={"width": width, "height": height}, offline=True, **context)  # type: ignore[arg-type]
    try:
        watched = Watched(window.new_page())
        watched.page.set_default_timeout(10_000)
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("console", lambda message: watched.complaints.append(message.text) if message.type in ("error", "warning") else None)
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.goto(path.as_uri() + fragment)
        watched.page.wait_for_function("document.documentElement.dataset.ready === 'true'")
        yield watched
    finally:
        window.close()
