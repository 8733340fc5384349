"""Names that one list joins, by its form: where long lists with titles, places and short forms in brackets are torn by the parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extract.frames import name_words as words

_REACH = 30  # tokens that may stand between two neighbours of a list
_BESIDE = frozenset({"conj", "appos", "dep", "nmod", "npadvmod"})
# What stands between two names: letters after a name, a place, brackets, then a comma or "and", then words of what the next one is.
_AFTER = r"(?:,?L)*(?:,?o[Pp]+(?:,[Pp]+)*)?B?"
_JOINT = r"(?:,a?|;a?|a)"
_NARROW = re.compile(rf"{_AFTER}{_JOINT}h?t?")
_WIDE = re.compile(rf"{_AFTER}{_JOINT}(?:h?t?|(?:s[nj]{{1,4}}|d[nj]{{1,4}})(?:an{{1,2}})?,?t?)")


class NameLists:
    """`last`: the last token of each name by each of its tokens; tokens not in it are no part of a name."""

    def __init__(self, doc: Doc, last: dict[int, int]) -> None:
        self.doc = doc
        self.starts = {i for i in last if i - 1 not in last or last[i - 1] != last[i]}
        self.last = last

    def beside(self, token: Token, wide: bool) -> list[Token]:
        """The other names in the list that the name at `token` stands in, last token each, in text order; none where no "and" joins two of them.

        `wide`: also across words that tell what the next is to the first ("Acme and its owners, Ann Lee and Ben Lee").
        """
        if token.i not in self.last:
            return []
        first = token.i
        while first not in self.starts:
            first -= 1
        before, after = list(self._walk(first, -1, wide)), list(self._walk(first, 1, wide))
        run = [*reversed(before), first, *after]
        if len(run) < 2 or not any(self._joined(a, b) for a, b in pairwise(run)):
            return []
        ends = [self.doc[self.last[i]] for i in run if i != first]
        return [end for end in ends if _belongs(end, self.doc[self.last[first]])]

    def _walk(self, start: int, step: int, wide: bool) -> Iterator[int]:
        here = start
        while (there := self._neighbour(here, step)) is not None:
            a, b = (here, there) if step > 0 else (there, here)
            if not (_WIDE if wide else _NARROW).fullmatch(self._between(a, b)):
                return
            yield there
            here = there

    def _neighbour(self, start: int, step: int) -> int | None:
        sentence = self.doc[start].sent
        i = self.last[start] + 1 if step > 0 else start - 1
        depth = 0
        for _ in range(_REACH):
            if not sentence.start <= i < sentence.end:
                return None
            depth += {"(": step, ")": -step}.get(self.doc[i].text, 0)
            if depth == 0 and i in self.last and not self._in_place(i):
                while i not in self.starts:
                    i -= 1
                return i
            i += step
        return None

    def _in_place(self, i: int) -> bool:
        """ "of Richmond, Virginia": a name behind "of" says where from."""
        return i > 0 and self.doc[i].ent_type_ in ("GPE", "LOC") and self.doc[i - 1].lower_ in ("of", "in")

    def _joined(self, a: int, b: int) -> bool:
        return "a" in self._between(a, b)

    def _between(self, a: int, b: int) -> str:
        """One letter for each token between two names; brackets as one."""
        found = []
        depth = 0
        for token in self.doc[self.last[a] + 1 : b]:
            if token.text == "(":
                depth += 1
            if depth == 0:
                found.append(_kind(token))
            elif token.text == ")":
                depth -= 1
                found.append("B" if depth == 0 else "")
        return "".join(found)


def _kind(token: Token) -> str:
    low = token.lower_
    if token.text in (",", ";"):
        return token.text
    if low in ("and", "&"):
        return "a"
    if token.text in words.cues().post_nominals or token.text.rstrip(".") in words.cues().post_nominals:
        return "L"
    if low.strip(".") in words.honorifics():
        return "t"
    if low in ("its", "their", "his", "her"):
        return "s"
    if low in ("a", "an", "the"):
        return "h" if low == "the" else "d"
    if low in ("of", "in", "from"):
        return "o"
    if token.pos_ == "PROPN":
        return "P"
    if token.pos_ == "NOUN":
        return "n"
    return "j" if token.pos_ == "ADJ" or (token.pos_ == "VERB" and token.tag_ in ("VBN", "VBG")) else "x"


def _belongs(member: Token, anchor: Token) -> bool:
    """Whether the parse lets a name be one of the anchor's list: it stands beside it, or is nothing to any other word."""
    alike = member.dep_ == anchor.dep_ and member.head == anchor.head
    return alike or member.dep_ in _BESIDE or (anchor.dep_ in _BESIDE and member.is_ancestor(anchor))
