"""Pages that are cut off, and whole ones that look like it."""

from __future__ import annotations

import pytest

from kg.read import read
from kg.read.page_end import cut_off

STORY = "The regulator fined Acme on Monday, the court said. Acme said that it would appeal against the fine."
HEAD = "<!doctype html><html><head><title>Acme fined</title></head><body>"
PAGE = f"{HEAD}<main><p>{STORY}</p><p>{STORY}</p>"


@pytest.mark.parametrize(
    ("page", "inside"),
    [
        (f"{PAGE}<p", "a tag"),
        (f"{PAGE}<", "a tag"),
        (f"{PAGE}</", "a tag"),
        (f"{PAGE}<p class='story", "a tag"),
        (f"{PAGE}<img src='/a?b=1&amp;c=", "a tag"),
        (f"{PAGE}<!doc", "a tag"),
        (f"{PAGE}<!-- the <b>rest</b>", "a comment"),
        (f"{PAGE}<script>var a = '<p>';\n", "a script"),
        (f"{PAGE}<script src='a.js'>", "a script"),
        (f"{PAGE}<style>p {{ color:", "a style"),
        (f"{PAGE}<p>The fine of 5&nbs", "an entity"),
        (f"{PAGE}<p>The fine of &#82", "an entity"),
        (f"{PAGE}<p>The fine is the hi", "a sentence, with elements open"),
        (f"{HEAD}<p>{STORY}</p><p>{STORY}</p><p>The fine is the hi", "a sentence, with elements open"),
        (f"<p>{STORY}</p><p cla", "a tag"),
    ],
)
def test_a_page_that_is_cut_off_is_told_by_what_it_ends_inside_of(page, inside):
    assert cut_off(page) == inside


@pytest.mark.parametrize(
    "page",
    [
        f"{PAGE}</main></body></html>",
        f"{PAGE}</main></body></html>\n<!-- made by",
        f"{PAGE}</main></html",
        f"{PAGE}</main>",
        PAGE,
        f"{HEAD}<p>{STORY}<p>{STORY}<ul><li>Acme<li>Bolt</ul><p>Dover Post",
        f"{HEAD}<p>{STORY}<p>{STORY}<p>Copyright Dover Post",
        f"{HEAD}<div>{STORY}<p>All rights reserved.",
        f"{HEAD}<a name='top'/><p>{STORY}</p>Dover Post",
        f"{PAGE}<!--[if IE]><!--><p>{STORY}</p><!--<![endif]-->",
        f"{PAGE}<!-->",
        f"{PAGE}<script>var a = '<p';</script>",
        f"<p>{STORY}</p><p>AT&T fell, as 3 < 5",
        STORY,
        "",
    ],
)
def test_a_page_that_may_be_whole_is_not_told_to_be_cut_off(page):
    assert cut_off(page) is None


@pytest.mark.parametrize("ending", ["<p cla", "<p>The fine is the hi"])
def test_such_a_page_is_set_aside_with_the_line_of_its_end(tmp_path, ending):
    (tmp_path / "a.html").write_text(f"{PAGE}\n\n{ending}\n")
    (told,) = read([tmp_path])
    assert str(told).startswith("a.html:3: not whole: ends inside a ")
