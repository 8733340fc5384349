"""Names that one list joins, by its form: where long lists with titles, places and short forms in brackets are torn by the parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extract.frames import name_words as words

_REACH = 30  # tokens that may stand between two neighbours of a list
_WORDS = 5  # tokens from "its" to the noun that it owns
_OWNERS = frozenset({"its", "their", "his", "her"})
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

    def beside(self, token: Token, wide: bool, joined: bool = False) -> list[Token]:
        """The other names in the list that the name at `token` stands in, last token each, in text order; none where no "and" joins two of them.

        `wide`: also across words that tell what the next is to the first ("Acme and its owners, Ann Lee and Ben Lee").
        `joined`: the "and" is known to stand behind the list.
        """
        if token.i not in self.last:
            return []
        first = token.i
        while first not in self.starts:
            first -= 1
        before, after = list(self._walk(first, -1, wide)), list(self._walk(first, 1, wide))
        run = [*reversed(before), first, *after]
        if len(run) < 2 or not (joined or any(self._joined(a, b) for a, b in pairwise(run))):
            return []
        ends = [self.doc[self.last[i]] for i in run if i != first]
        return [end for end in ends if _belongs(end, self.doc[self.last[first]])]

    def behind(self, noun: Token) -> list[Token]:
        """The names that the noun and a comma introduce: "their owners and operators, Ann Lee and Ben Lee"; last token each."""
        doc, i = noun.doc, noun.i + 1
        end = noun.sent.end
        if i + 1 < end and doc[i].lower_ == "and" and doc[i + 1].tag_ == noun.tag_:
            i += 2
        while i < end and (doc[i].text in (",", ":") or _kind(doc[i]) == "t" or doc[i].text == "."):
            i += 1
        if i >= end or i not in self.starts:
            return []
        first = doc[self.last[i]]
        return [first, *(t for t in self.beside(first, wide=False) if t.i > first.i)]

    def owning(self, noun: Token) -> list[Token]:
        """Whose the noun is, where "its" or "their" before it stands right behind a name: "Acme, Beta and their parent"; last token each."""
        doc, i = noun.doc, noun.i - 1
        while i > noun.sent.start and doc[i].pos_ in ("NOUN", "ADJ", "PROPN") and i not in self.last and noun.i - i < _WORDS:
            i -= 1
        if doc[i].lower_ not in _OWNERS:
            return []
        many = doc[i].lower_ == "their"
        i -= 1
        while i > noun.sent.start and (doc[i].text in (",", '"', "”") or doc[i].lower_ == "and"):
            i -= 1
        if i > noun.sent.start and doc[i].text == ")":
            while i > noun.sent.start and doc[i].text != "(":
                i -= 1
            i -= 1
        i = self._past_place(i, noun.sent.start)
        if i < noun.sent.start or i not in self.last:
            return []
        nearest = doc[self.last[i]]
        return [*(t for t in self.beside(nearest, wide=False, joined=True) if many and t.i < nearest.i), nearest]

    def _past_place(self, i: int, floor: int) -> int:
        """The last token before ", of Drexel Hill, Pennsylvania" that ends at `i`; `i` itself where no such words do."""
        k = i
        while k > floor and i - k < _WORDS and (self.doc[k].pos_ == "PROPN" or self.doc[k].text == ","):
            k -= 1
        if self.doc[k].lower_ not in ("of", "in", "from") or k == i:
            return i
        return k - 2 if self.doc[k - 1].text == "," else k - 1

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
    if low in _OWNERS:
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
