"""A path of a rule, walked in an article: from the trigger, step by step, to the tokens that it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from kg.extract.frames import syntax
from kg.extract.frames.fillers import MentionIndex
from kg.extract.frames.frames import Path, Step, parse_path
from kg.extract.frames.kinds import items, of_kind
from kg.extract.frames.lists import NameLists
from kg.extract.frames.whereabouts import Whereabouts

_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "acl"})


class PathWalker:
    """Walks paths in one article."""

    def __init__(self, mentions: MentionIndex, lists: NameLists, where: Whereabouts) -> None:
        self.mentions = mentions
        self.lists = lists
        self.where = where

    def walk(self, token: Token, path: Path) -> list[Token]:
        """The tokens that a path leads to."""
        here = [token]
        for step in path.steps:
            there: dict[int, Token] = {}
            for start in here:
                for end in self._step(start, step):
                    there.setdefault(end.i, end)
            here = list(there.values())
        return here

    def leads_to(self, token: Token, path: str, lemmas: tuple[str, ...]) -> bool:
        """Whether one of the lemmas stands where the path leads to; "any": whether anything does."""
        wanted = set(lemmas)
        ends = self.walk(token, _path(path))
        return bool(ends) if "any" in wanted else any(end.lemma_.lower() in wanted or end.lower_ in wanted for end in ends)

    def _step(self, token: Token, step: Step) -> list[Token]:
        name, words = step.name, step.words
        match name:
            case "subject":
                return syntax.subjects(token)
            case "object":
                return syntax.objects(token)
            case "prep":
                return syntax.prepositional(token, words)
            case "gov" | "does":
                return _limited(syntax.governors(token) if name == "gov" else syntax.doers(token), words)
            case "within":
                start = token.head if token.dep_ in ("pobj", "pcomp") else None
                return [start.head] if start is not None and start.lower_ in words else []
            case "poss":
                return [syntax.antecedent(t) for t in syntax.owners(token)]
            case "mod":
                return [t for t in syntax.modifiers(token) if not words or t.lemma_.lower() in words]
            case "items":
                return items(token, self.mentions.names)
            case "kind":
                return of_kind(token, self.mentions.names)
            case "appos":
                return syntax.apposed(token)
            case "is":
                return syntax.copular_subjects(token)
            case "titled":
                return self.where.titled(token)
            case "head":
                return [token.head] if token.head != token else []
            case "clause":
                return syntax.clause_subjects(token)
            case "before":
                return self.where.before(token)
            case "after":
                return [token.nbor(1)] if token.i + 1 < len(token.doc) and token.i + 1 in self.mentions.at else []
            case "dative":
                return [t for c in syntax.children(token, "dative") for t in ([c] if c.pos_ != "ADP" else syntax.children(c, "pobj"))]
            case "xcomp":
                return _limited([c for c in token.children if c.dep_ in _COMPLEMENTS or (c.dep_ == "relcl" and syntax.is_to(c))], words)
            case "up":
                return _limited([token.head] if token.dep_ in ("xcomp", "advcl", "acl", "pcomp", "conj", "ccomp", "relcl") else [], words)
            case "near":
                return self.where.near(token, words)
            case "beside":
                return self.where.beside(token, words)
            case "office":
                return self.where.office(token, words)
            case "lone":
                return self.where.lone(token, words)
            case "sole":
                return self.where.sole(token, words)
            case "focal":
                return self.where.focal(token, words)
            case "behind":
                return self.lists.behind(token)
            case "owning":
                return self.lists.owning(token)
            case "employer":
                return self.where.employer(token)
            case "realm":
                return self.where.realm(token)
            case "buyer":
                return self.where.buyer(token)
            case "said":
                return syntax.quoted(token)
            case "pobj":
                return syntax.children(token, "pobj")
            case "child":
                return list(token.children)
            case _:
                return [token]


def _limited(tokens: Iterable[Token], words: frozenset[str]) -> list[Token]:
    return [t for t in tokens if not words or t.lemma_.lower() in words]


@cache
def _path(text: str) -> Path:
    return parse_path(text)
