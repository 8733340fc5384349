"""Who does what in a clause: logical subjects and objects over spaCy's dependency parse, whatever the voice.

Every function takes a token and gives tokens, the nearest reading first. Nothing here knows of entities or frames.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
_VERBAL = frozenset({"VERB", "AUX"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "nummod"})
_DEPTH = 6


def children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Whether what stands as the verb's subject suffers the action."""
    if verb.tag_ not in ("VBN", "VBD") and not any(c.dep_ == "auxpass" for c in verb.children):
        return False
    deps = {c.dep_ for c in verb.children}
    if deps & {"auxpass", "nsubjpass", "csubjpass"}:
        return True
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return "nsubj" not in deps
    if "agent" in deps:
        return True
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not deps & {"aux", "nsubj"}:
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not deps & {"aux", "nsubj", "dobj"} and verb.head.pos_ in _VERBAL:
        return is_passive(verb.head)
    return False


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ in _RELATIVE and token.tag_ in ("WDT", "WP", "IN", "WP$"):
        for up in token.ancestors:
            if up.dep_ == "relcl":
                return up.head
    return token


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """What the clause is about: its own subject, or the one that it shares with the clause above."""
    own = [antecedent(c) for c in verb.children if c.dep_ in _SUBJECTS]
    if own or depth > _DEPTH:
        return own
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ == "conj" and head.pos_ in _VERBAL:
        return surface_subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in _VERBAL | {"ADJ"}:
        if verb.dep_ == "ccomp" and not _is_infinite(verb):
            return []
        controlled = children(head, "dobj", "dative") if head.pos_ == "VERB" and not is_passive(head) else []
        return controlled or _predicate_subjects(head, depth)
    if verb.dep_ in ("advcl", "prep") and head.pos_ in _VERBAL and _is_infinite(verb):
        return surface_subjects(head, depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        if verb.tag_ in ("VBG", "VBN", "VBD") or verb.dep_ == "relcl":
            if is_to(verb) and head.pos_ != "PROPN":
                return _holders(head, depth)
            return [head]  # "the firm that …", and the headline "Acme to buy Beta"
        return _holders(head, depth) if head.pos_ != "PROPN" else [head]
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        above = head.head
        if above.pos_ in _VERBAL:
            objects = children(above, "dobj") if head.lower_ in ("of", "for", "from") and not is_passive(above) else []
            return objects or surface_subjects(above, depth + 1)
        return _holders(above, depth)
    return []


def _predicate_subjects(head: Token, depth: int) -> list[Token]:
    if head.pos_ == "ADJ" and head.dep_ in ("acomp", "oprd", "conj"):
        return surface_subjects(head.head, depth + 1)
    return surface_subjects(head, depth + 1)


def _holders(noun: Token, depth: int) -> list[Token]:
    """Whose plan, bid or decision it is: the possessor, else the subject of the verb that governs the noun."""
    owners = children(noun, "poss")
    if owners:
        return owners
    if noun.dep_ in ("dobj", "attr", "pobj") and noun.head.pos_ in _VERBAL | {"ADP"}:
        verb = noun.head if noun.head.pos_ in _VERBAL else noun.head.head
        if verb.pos_ in _VERBAL:
            return surface_subjects(verb, depth + 1)
    return children(noun, "compound")


def is_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_infinite(verb: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ in ("if", "because", "although", "though", "when", "that") for c in verb.children):
        return False
    return verb.tag_ in ("VBG", "VBN", "VB") and (verb.tag_ != "VB" or is_to(verb))


def agents(verb: Token) -> list[Token]:
    """By whom a passive verb is done."""
    found = [pobj for by in verb.children if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by") for pobj in children(by, "pobj")]
    if not found and verb.dep_ != "conj":
        for other in verb.conjuncts:  # "fined and banned by the regulator"
            if other.i > verb.i and is_passive(other):
                found += [pobj for by in children(other, "agent") for pobj in children(by, "pobj")]
    return found


def subjects(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the by-agent of a passive one."""
    if verb.pos_ not in _VERBAL:
        return []
    return agents(verb) if is_passive(verb) else surface_subjects(verb)


def objects(verb: Token) -> list[Token]:
    """To whom it is done: the object of an active verb, the subject of a passive one."""
    if verb.pos_ not in _VERBAL:
        return []
    if verb.tag_ == "VBN" and verb.head.lemma_ == "be" and verb.i < verb.head.i:  # "also listed were Acme and Beta"
        behind = [c for c in verb.head.children if c.dep_ in ("attr", "nsubj", "nsubjpass") and c.i > verb.head.i]
        if behind:
            return behind
    if is_passive(verb):
        own = [antecedent(c) for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")]
        return own or surface_subjects(verb)
    given = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    joint = next((c.i for c in verb.children if c.dep_ == "cc" and given and c.i > given[0].i), None)
    own = [antecedent(c) for c in given if joint is None or c.i < joint]  # "fined Acme £2m and the ministry £3m": what follows is another's doing
    if not own and verb.lemma_ == "be":  # "its owner is Acme"
        own = children(verb, "attr")
    if own:
        return own
    if verb.dep_ == "relcl":  # "the firm that it bought", "the firm it bought"
        return [verb.head] if not any(c.dep_ in _SUBJECTS and antecedent(c) == verb.head for c in verb.children) else []
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":  # "sued and later settled": a shared object stands with the last verb
        return []
    later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    if later and verb.nbor(1).dep_ == "cc" if verb.i + 1 < len(verb.doc) else False:
        return [antecedent(c) for c in later[0].children if c.dep_ == "dobj"]
    # "told Acme to pay", "found Acme guilty"; who makes a thing dearer does nothing else to it
    small = [c for c in verb.children if c.dep_ == "ccomp" and (c.tag_ == "VB" or c.pos_ == "ADJ") and verb.lemma_ != "make"]
    told = [s for c in small for s in children(c, "nsubj")]
    return told or _listed_objects(verb)


def _listed_objects(verb: Token) -> list[Token]:
    """ "Makes Fooline, Barline and the drug Bazline", of which the parser makes a clause without a verb: the name right behind the verb."""
    for clause in children(verb, "ccomp"):
        if clause.pos_ in ("NOUN", "PROPN"):
            return [s for s in children(clause, "nsubj") if s.left_edge.i == verb.i + 1 and s.pos_ == "PROPN"]
    return []


def prepositional(token: Token, words: frozenset[str]) -> list[Token]:
    """What hangs on `token` by one of these prepositions; also where the parser hung it on the neighbour verb or object."""
    found = list(hanging(token, words))
    if found:
        return found
    if token.pos_ in _VERBAL:
        for child in token.children:
            if child.dep_ in ("dobj", "attr", "acomp", "oprd", "prt", "advmod", "xcomp") and child.i > token.i:
                found += hanging(child, words)
            elif child.dep_ in ("prep", "agent"):  # "with the court against Acme": one preposition's noun carries the next
                for pobj in children(child, "pobj"):
                    found += hanging(pobj, words)
    else:
        head = token.head
        if head != token and head.pos_ in _VERBAL and token.dep_ in ("dobj", "nsubjpass", "attr", "oprd"):
            doers = agents(head) if is_passive(head) else []  # "Acme's software is licensed by Beta": who does it is no part of the thing
            found += [p for p in hanging(head, words) if p.i > token.i and p not in doers]
        for child in token.children:
            if child.dep_ in ("prep", "acl") and child.i > token.i:
                for pobj in children(child, "pobj") if child.dep_ == "prep" else [child]:
                    found += hanging(pobj, words)
    return found


def hanging(token: Token, words: frozenset[str]) -> Iterator[Token]:
    """What hangs on the token itself by one of these prepositions."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ in words:
            yield from (antecedent(pobj) for pobj in children(child, "pobj"))  # "in which it holds a fifth"
            for nested in children(child, "prep"):  # "out of", "from within"
                yield from children(nested, "pobj")
            for verbal in children(child, "pcomp"):
                yield from children(verbal, "dobj")


def modifiers(noun: Token) -> list[Token]:
    """The nouns and names that stand before a noun as its modifiers, left to right."""
    return [c for c in noun.children if c.dep_ in _MODIFIERS and c.i < noun.i]


def governors(noun: Token) -> list[Token]:
    """The verbs whose logical object the noun is: "imposed a fine", "a fine was imposed", "a fine imposed by"."""
    found = []
    start = noun
    if start.dep_ == "amod" and start.head.i < start.i:  # "a $5m fine", read as "m" with an adjective behind it
        start = start.head
    while start.dep_ == "conj" and start.head.pos_ in ("NOUN", "PROPN"):
        start = start.head
    head = start.head
    if head.pos_ in _VERBAL and start != head:
        governed = start.dep_ == "dobj" or (start.dep_ in ("oprd", "attr") and head.lemma_ != "be")  # "was handed a fine" too
        if governed or (start.dep_ in ("nsubjpass", "nsubj") and is_passive(head)):
            found.append(head)
    sums = [p for of in noun.children if of.dep_ == "prep" and of.lower_ == "of" for p in children(of, "pobj") if p.pos_ in ("NUM", "SYM")]
    for verb in (c for s in sums for c in children(s, "acl")):  # "a fine of $5m imposed on Acme"
        found.append(verb)
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.pos_ == "VERB" and noun in objects(child):
            found.append(child)
    return found


def doers(noun: Token) -> list[Token]:
    """The verbs whose logical subject the noun is: "the suit names", "the fine follows"."""
    head = noun.head
    return [head] if noun.dep_ == "nsubj" and head.pos_ in _VERBAL and not is_passive(head) else []


def copular_subjects(noun: Token) -> list[Token]:
    """Of whom the noun is said: "Acme is a unit", "Acme, which is a unit", "Acme became a unit"."""
    start = noun
    while start.dep_ == "conj" and start.head.pos_ in ("NOUN", "PROPN"):
        start = start.head
    if start.dep_ in ("attr", "oprd", "dobj") and start.head.lemma_ in ("be", "become", "remain", "stay"):
        return surface_subjects(start.head)
    if start.dep_ == "pobj" and start.head.lower_ == "as" and start.head.head.pos_ in _VERBAL:
        verb = start.head.head
        return objects(verb) if not is_passive(verb) and children(verb, "dobj") else surface_subjects(verb)
    if start.dep_ == "oprd":
        return objects(start.head)
    return []


def apposed(noun: Token) -> list[Token]:
    """What the noun stands beside in apposition, on either side."""
    found = [c for c in noun.children if c.dep_ == "appos"]
    start = noun
    while start.dep_ == "conj" and start.head.pos_ in ("NOUN", "PROPN"):
        start = start.head
    if start.dep_ == "appos":
        found.append(start.head)
    if not found:
        found = _fronted(start)
    if not found:  # "its founder and chief executive, Ann Lee": the name stands beside both
        joined = [t for t in (start, *start.conjuncts) if t != noun and t.pos_ == "NOUN"]
        found = [c for t in joined for c in t.children if c.dep_ == "appos" and c.i > max(noun.i, t.i)]
    return found


def _fronted(noun: Token) -> list[Token]:
    """ "Acme, maker of the Fooline, is …": the name before the comma, where the parser takes the noun for the subject and the name for an adjunct."""
    first = noun.left_edge.i
    if noun.dep_ not in _SUBJECTS or first < noun.sent.start + 2 or noun.doc[first - 1].text != ",":
        return []
    behind = noun.right_edge.i + 1
    if behind >= len(noun.doc) or noun.doc[behind].text != ",":
        return []
    name = noun.doc[first - 2]
    while name.dep_ in ("compound", "conj") and name.head.i != noun.head.i and name.head.i < first:
        name = name.head
    return (
        [name]
        if name.head == noun.head and name.dep_ in ("advmod", "advcl", "npadvmod", "dep", "nsubj") and name.left_edge.i == noun.sent.start
        else []
    )


def shares_owner(first: Token, other: Token) -> bool:
    """Whether an owner ahead of the first of a list is the other's too: "Acme's Fooline and Barline".

    Not where any member has an article or an owner of its own, nor where the first stands behind others: "the Zed, Acme's Fooline and Barline".
    """
    apart = any(c.dep_ in ("det", "poss") for member in (*first.conjuncts, other) if member.i > first.i for c in member.children)
    return not apart and not any(_listed_before(first, owner) for owner in children(first, "poss"))


def _listed_before(noun: Token, owner: Token) -> bool:
    """Whether a comma parts the noun and its owner from another of its list."""
    start = owner.left_edge.i
    if start == 0 or noun.doc[start - 1].text != ",":
        return False
    behind = noun.dep_ in ("conj", "appos") and noun.head.i < start and noun.head.pos_ in ("NOUN", "PROPN")
    return behind or any(c.dep_ in ("nmod", "compound", "appos") and c.i < start for c in noun.children)


def owners(noun: Token) -> list[Token]:
    """Whose the noun is; "Acme's co-founders" is three words, of which the first bears the owner."""
    found = children(noun, "poss")
    if not found and noun.i > 2 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ in ("co", "ex", "vice"):
        found = children(noun.nbor(-2), "poss")
    return found


def quoted(token: Token) -> list[Token]:
    """The subject of the verb of saying above the token's clause."""
    current = token
    while current.head != current:
        if current.dep_ == "ccomp" and current.head.pos_ == "VERB":
            return surface_subjects(current.head)
        current = current.head
    return [s for c in current.children if c.dep_ in ("parataxis", "ccomp") and c.lemma_ in ("say", "announce") for s in children(c, "nsubj")]


def is_past(token: Token) -> bool:
    """Whether the trigger's own verb, or the copula that says it of somebody, stands in the past tense."""
    verb = token
    if token.pos_ not in _VERBAL:
        start = token
        while start.dep_ == "conj" and start.head.pos_ in ("NOUN", "PROPN"):
            start = start.head
        if start.dep_ not in ("attr", "oprd") or start.head.pos_ not in _VERBAL:
            return False
        verb = start.head
    if verb.tag_ == "VBD":
        return not is_passive(verb)
    return any(c.dep_ == "aux" and c.lower_ in ("had", "used") for c in verb.children) or (verb.dep_ == "xcomp" and verb.head.lower_ == "used")


def clause_subjects(token: Token) -> list[Token]:
    """The subject of the nearest clause above the token that has one."""
    current = token
    while True:
        if current.pos_ in _VERBAL:
            found = surface_subjects(current)
            if found:
                return found
        if current.head == current:
            return []
        current = current.head
