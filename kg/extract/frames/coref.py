"""Nominals and pronouns that point back to a named thing, with restraint: where two could be meant, none is taken."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract.frames import name_words as words
from kg.extract.frames import syntax
from kg.extract.frames.epithets import bears, doubtful_person, product_of, stands_alone, trade, unfit
from kg.extract.frames.governments import state_of
from kg.extract.frames.national import Nationals
from kg.extract.frames.places import Place, Places
from kg.extract.frames.plurals import link_plurals
from kg.records import Article, EntityType, LocalEntity, Mention, Span

BODIES: frozenset[EntityType] = frozenset(("Company", "Agency", "Court", "Organization"))
PERSONS: frozenset[EntityType] = frozenset(("Person",))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
REACH = 3  # sentences back that a noun may point; a pronoun points into its own or the one before


@dataclass(slots=True)
class _State:
    entities: tuple[LocalEntity, ...]
    places: Places
    sentence_of: list[int]
    covered: dict[int, int] = field(default_factory=dict)
    quoted: frozenset[int] = frozenset()  # tokens inside direct speech, where a pronoun may point to what only the speaker knows
    gender: dict[int, str] = field(default_factory=dict)  # "m" or "f" where a title or a pronoun has told


def link_nominals(article: Article, doc: Doc, entities: tuple[LocalEntity, ...]) -> tuple[LocalEntity, ...]:
    """The same entities with mentions of kind nominal ("the company") and pronoun ("it") added, all in text order.

    A noun or pronoun is linked only where one entity of its kind is the clear antecedent; else it stays unlinked.
    """
    state = _state(doc, entities)
    nationals = Nationals(entities)
    added: list[tuple[int, int, int, str]] = []
    for token in doc:
        if token.i in state.covered or token.i in state.quoted:
            continue
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            found = _pronoun(token, state)
        else:
            found = _national(token, nationals, state) or _nominal(token, state)
            if found is not None and (nationals.abroad(token, found[0]) or (nationals.untold(token, found[0]) and _rivals(token, found[0], state))):
                found = None
        if found is None:
            continue
        entity, start, end, kind = found
        added.append((entity, start, end, kind))
        state.places.add(Place(entity, start, end, state.sentence_of[start], token.dep_ in SUBJECTS, token.dep_ == "poss"))
        state.covered.update(dict.fromkeys(range(start, end), entity))
    return link_plurals(article, doc, _with_mentions(article, doc, entities, added))


def _national(token: Token, nationals: Nationals, state: _State) -> tuple[int, int, int, str] | None:
    """ "South Korea's antitrust regulator": a body named somewhere in the article; a firm must have been named before."""
    hit = nationals.pointed(token)
    if hit is None or any(i in state.covered for i in range(hit[1], token.i + 1)) or any(c.dep_ == "appos" for c in token.children):
        return None
    if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):  # "the British arm of Quall" is Quall's
        return None
    if state.entities[hit[0]].type == "Company" and not state.places.named_before(hit[0], token.i):
        return None
    return hit[0], hit[1], token.i + 1, "nominal"


def _state(doc: Doc, entities: tuple[LocalEntity, ...]) -> _State:
    sentence_of, at, ends = [], {}, {}
    number = -1
    for token in doc:
        number += bool(token.is_sent_start)
        sentence_of.append(max(number, 0))
        at[token.idx] = token.i
        ends[token.idx + len(token)] = token.i + 1
    places, covered = [], {}
    for entity in entities:
        for mention in entity.mentions:
            start, end = at.get(mention.span.start), ends.get(mention.span.end)
            if start is None or end is None:
                continue
            root = doc[start:end].root
            subject = root.dep_ in SUBJECTS or (root.dep_ == "conj" and root.head.dep_ in SUBJECTS)
            owner = root.dep_ in ("poss", "compound", "nmod", "amod")
            aside = root.dep_ == "pobj" and root.head.lower_ not in ("by", "against")
            places.append(Place(entity.id, start, end, sentence_of[start], subject, owner, aside))
            covered.update(dict.fromkeys(range(start, end), entity.id))
    places.sort(key=lambda p: (p.start, p.end))
    state = _State(entities, Places(doc, entities, places), sentence_of, covered, quoted=_quoted(doc))
    for place in places:
        title = doc[place.start - 1].lower_.strip(".") if place.start else ""
        if title == "." and place.start > 1:
            title = doc[place.start - 2].lower_
        if title in words.cues().gendered_titles and entities[place.entity].type == "Person":
            state.gender.setdefault(place.entity, _gender(title))
    return state


def _quoted(doc: Doc) -> frozenset[int]:
    """The tokens inside quotation marks; a mark left open ends with its paragraph."""
    inside: set[int] = set()
    opened: int | None = None
    for token in doc:
        if token.text == "“" or (token.text == '"' and opened is None):
            opened = token.i
        elif token.text in ("”", '"') and opened is not None:
            inside.update(range(opened, token.i))
            opened = None
        elif token.is_space and "\n" in token.text:
            opened = None
    return frozenset(inside)


def _rivals(token: Token, entity: int, state: _State) -> bool:
    """Whether another firm, or what may be one, has been named: then "the Dutch brewer" is not the one of which no country is told."""
    others = {p.entity for p in state.places.near(token.i, state.sentence_of[token.i], REACH)} - {entity}
    return any(state.entities[e].type == "Company" or doubtful_person(state.entities[e], e in state.gender) for e in others)


def _nominal(token: Token, state: _State) -> tuple[int, int, int, str] | None:
    """ "the company", "the watchdog", "the judge": a definite noun phrase without a name in it."""
    if token.pos_ != "NOUN":
        return None
    noun = token.lower_
    if noun == "judge" and token.doc[token.left_edge.i].lower_ == "a":
        entity = _titled_anywhere(token, state)
        return (entity, token.left_edge.i, token.i + 1, "nominal") if entity is not None else None
    determiner = next((child for child in token.lefts if child.dep_ == "det" and child.lower_ in ("the", "this")), None)
    if (
        determiner is None
        or token.tag_ == "NNS"
        or any(child.dep_ in ("relcl", "prep", "acl") and child.lower_ in ("of", "that", "which", "for", "in") for child in token.rights)
    ):
        return None
    named = [child for child in token.children if child.dep_ == "appos" and not _person_beside_body(token, child, state)]
    if named or token.dep_ in ("compound", "appos"):
        return None
    before = [token.doc[k] for k in range(determiner.i + 1, token.i)]
    if any(
        t.i in state.covered
        or t.lower_
        in (
            "other",
            "first",
            "second",
            "new",
            "third",
            "same",
            "former",
            "latter",
            "whole",
            "biggest",
            "largest",
            "rival",
            "combined",
            "merged",
            "parent",
            "holding",
            "joint",
            "local",
        )
        or t.pos_ == "NUM"
        for t in before
    ):
        return None
    phrase = " ".join([*(t.lower_ for t in before), noun])
    two = " ".join(phrase.split()[-2:])
    type_ = words.noun_types().get(two) or words.noun_types().get(noun)
    if type_ is None and noun in (
        "judge",
        "man",
        "woman",
        "executive",
        "banker",
        "businessman",
        "trader",
        "lawyer",
        "chairman",
        "minister",
        "commissioner",
        "founder",
    ):
        wanted: frozenset[EntityType] = frozenset(("Person",))
    elif type_ is None or noun in words.nominals().not_pointing:
        entity = _ending_in(token, noun, state) if not before else None
        return (entity, determiner.i, token.i + 1, "nominal") if entity is not None else None
    elif type_ == "Agency":
        wanted = frozenset(("Agency",))
    else:
        wanted = frozenset((type_,))
    if wanted == {"Person"} and noun in ("judge", "minister", "chairman", "commissioner", "founder"):
        entity = _titled(token, noun, state)
    else:
        general = noun in words.nominals().general
        barred = frozenset(e.id for e in state.entities if e.type in wanted and (unfit(noun, before, e) or product_of(e, state.entities)))
        entity = _named_by(token, noun, before, state)
        if entity is None and general and wanted == {"Company"} and (trades := trade(before)):
            entity = _of_trade(token, two, trades, state, wanted)
        elif entity is None:
            described = two if two in words.noun_types() else noun
            entity = _clear(token.i, state, wanted, REACH, barred) if general else _described(token, described, state, wanted)
        if entity in barred:
            return None
    if entity is not None and noun in ("government", "administration") and not _governs(state.entities[entity]):
        return None  # no ministry, no senate
    return (entity, determiner.i, token.i + 1, "nominal") if entity is not None else None


def _governs(entity: LocalEntity) -> bool:
    return state_of(entity.name) is not None or entity.name.casefold().endswith(("government", "administration"))


def _named_by(token: Token, noun: str, before: list[Token], state: _State) -> int | None:
    """The one entity before it whose name holds the noun ("the commission" for "Federal Trade Commission")."""
    fitting = state.places.headed(noun, token.i, BODIES)
    if words.noun_types().get(noun) == "Company":  # "the fund" is not the Harbour Pension Fund where another is called a fund
        fitting = sorted({*fitting, *state.places.called(noun, token.i, frozenset(("Company",)))}) if fitting else fitting
    return fitting[0] if len(fitting) == 1 and not before else None


def _person_beside_body(token: Token, apposed: Token, state: _State) -> bool:
    """ "The director of the unit, Ann Lee": an apposition that belongs to a noun further left."""
    entity = state.covered.get(apposed.i)
    person = entity is not None and state.entities[entity].type == "Person"
    return person and token.dep_ == "pobj" and words.noun_types().get(token.lower_) in BODIES


def _ending_in(token: Token, noun: str, state: _State) -> int | None:
    """The one authority before it whose name ends in the noun ("the unit" for "Harbour Crimes Unit")."""
    ending = [e for e in state.places.ending(noun, token.i) if state.entities[e].type != "Company"]
    return ending[0] if len(ending) == 1 and state.entities[ending[0]].type in BODIES else None


def _titled(token: Token, noun: str, state: _State) -> int | None:
    """The one person before it who bears the title."""
    bearers = state.places.called(noun, token.i, PERSONS)
    return bearers[0] if len(bearers) == 1 else None


def _titled_anywhere(token: Token, state: _State) -> int | None:
    """ "A federal judge on Tuesday …": the one person whom the article, further on, calls Judge."""
    if any(t.lower_ not in ("a", "federal", "district", "us", "u.s.", "american") for t in token.doc[token.left_edge.i : token.i]):
        return None
    return next(iter(state.places.judges)) if len(state.places.judges) == 1 else None


def _described(token: Token, noun: str, state: _State, wanted: frozenset[EntityType]) -> int | None:
    """The one entity that the text has called so beside its name ("the bank" after "Quall, a bank"), or the only one of its kind so far."""
    called = state.places.called(noun, token.i, wanted)
    if called:
        return called[0] if len(called) == 1 else None
    return state.places.only_before(token.i, wanted)


def _of_trade(token: Token, two: str, trades: list[str], state: _State, wanted: frozenset[EntityType]) -> int | None:
    """ "The shipping group": the one that has the word in its name or is called so; else the only one so far of which nothing else is said."""
    kind = [e.id for e in state.entities if e.type in wanted and state.places.named_before(e.id, token.i)]
    named = [e for e in kind if bears(state.entities[e], trades)]
    called = named or state.places.called(two, token.i, wanted)
    if called:
        return called[0] if len(called) == 1 else None
    if len(kind) != 1 or _unread_name(token, state):
        return None
    general = words.nominals().general
    others = [n for n, type_ in words.noun_types().items() if type_ in wanted and n not in general and not set(n.split()) & {*trades, *general}]
    return None if state.places.kinds_of(kind[0], others) else kind[0]


def _unread_name(token: Token, state: _State) -> bool:
    """Whether a name that was read as nothing stands shortly before, so that the phrase may speak of that."""
    sentence = state.sentence_of[token.i]
    begin = bisect_left(state.sentence_of, sentence - 1)
    return any(stands_alone(t) for t in token.doc[begin : token.i] if t.i not in state.covered)


def _clear(at: int, state: _State, wanted: frozenset[EntityType], reach: int, barred: frozenset[int] = frozenset()) -> int | None:
    """The one entity of the wanted type that stands out among those mentioned shortly before; None where two compete."""
    sentence = state.sentence_of[at]
    near = [p for p in state.places.near(at, sentence, reach) if state.entities[p.entity].type in wanted and p.entity not in barred]
    if not near:
        # none near: the only one of its kind in all that went before, if there is one
        return state.places.only_before(at, wanted)
    kinds = sorted({p.entity for p in near})
    return kinds[0] if len(kinds) == 1 else _salient(near, sentence)


def _salient(near: list[Place], sentence: int) -> int | None:
    """The subject of the latest sentence that has one of them as its only subject; None where it is not alone or too far back."""
    for back in (0, 1):
        here = [p for p in near if p.sentence == sentence - back]
        if not here:
            continue
        subjects = sorted({p.entity for p in here if p.subject})
        if len(subjects) == 1:
            return subjects[0] if len({p.entity for p in here if not p.owner}) <= 2 else None
        others = sorted({p.entity for p in here if not p.owner})
        aside = all(p.aside for p in here) and back  # "He used to work for Quall.": the firm spoken of is another
        return others[0] if len(others) == 1 and not subjects and not aside else None
    return None


def _pronoun(token: Token, state: _State) -> tuple[int, int, int, str] | None:
    low = token.lower_
    lexicon = words.nominals()
    sentence = state.sentence_of[token.i]
    if low in lexicon.person:
        wanted: frozenset[EntityType] = frozenset(("Person",))
    elif low in lexicon.thing:
        if _empty(token):
            return None
        wanted = BODIES | {"Product"} if low in ("its", "it") else BODIES
    elif low in lexicon.many:
        wanted = frozenset(("Company", "Organization"))
    else:
        return None
    near = [p for p in state.places.near(token.i, sentence, 1) if state.entities[p.entity].type in wanted]
    if low in lexicon.person:
        near = [p for p in near if state.gender.get(p.entity, _gender(low)) == _gender(low)]
    if not near:
        return None
    if low in lexicon.many:
        entity = _many(token, near, state)
    elif low in lexicon.person:
        kinds = sorted({p.entity for p in near})
        entity = kinds[0] if len(kinds) == 1 else _by_clause(token, near)
        entity = entity if entity is not None else _salient(near, sentence)
        if entity is not None:
            state.gender.setdefault(entity, _gender(low))
    else:
        entity = _thing(token, near, sentence, state)
    return (entity, token.i, token.i + 1, "pronoun") if entity is not None else None


def _gender(word: str) -> str:
    return "f" if word in ("she", "her", "hers", "herself", "mrs", "ms", "miss", "dame", "lady", "madame", "baroness") else "m"


def _many(token: Token, near: list[Place], state: _State) -> int | None:
    """A firm may be "they"; two people or firms together are not one."""
    sentence = state.sentence_of[token.i]
    kinds = sorted({p.entity for p in near})
    people = any(state.entities[p.entity].type == "Person" for p in state.places.near(token.i, sentence, 1))
    return kinds[0] if len(kinds) == 1 and not people and not _plural_before(token, state) else None


def _thing(token: Token, near: list[Place], sentence: int, state: _State) -> int | None:
    """What "it" and "its" point to: the subject of their own clause or of the clause above; at a sentence's start, the subject before."""
    if token.dep_ not in SUBJECTS and token.lower_ == "it":
        return _told_to(token, near, sentence)
    near = _of_owner_kind(token, [p for p in near if p.entity not in _itself(token, near)], state)
    entity = _joined_with(token, near)
    entity = entity if entity is not None else _by_clause(token, near)
    if entity is not None:
        return entity
    opens = token.i - token.sent.start <= (3 if token.lower_ == "its" else 1)
    before = [p for p in near if p.sentence == sentence - 1]
    subjects = sorted({p.entity for p in before if p.subject})
    if opens and len(subjects) == 1 and not _common_subject(token, before, state):
        return subjects[0]
    return _only_one(near, sentence) if token.lower_ == "its" and not _other_owner(token, state) else None


def _other_owner(token: Token, state: _State) -> bool:
    """Whether a common noun in the singular, as a subject or an owner, stands between the sentence's start and the pronoun."""
    between = token.doc[token.sent.start : token.i]
    return any(
        t.tag_ == "NN" and t.i not in state.covered and (t.dep_ in (*SUBJECTS, "poss") or words.noun_types().get(t.lower_) in BODIES) for t in between
    )


def _only_one(near: list[Place], sentence: int) -> int | None:
    """The one thing named before in the sentence; where there is none, the one named in the sentence before."""
    here = sorted({p.entity for p in near if p.sentence == sentence})
    kinds = here or sorted({p.entity for p in near if p.sentence == sentence - 1})
    return kinds[0] if len(kinds) == 1 else None


def _joined_with(token: Token, near: list[Place]) -> int | None:
    """ "Quall and its founder", "Januvia, its pill" apart: the thing that the owned noun is joined to by "and"."""
    if token.lower_ != "its" or token.dep_ != "poss" or token.head.dep_ != "conj":
        return None
    first = token.head.head
    while first.dep_ in ("appos", "conj") and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    held = sorted({p.entity for p in near if p.start <= first.i < p.end})
    return held[0] if len(held) == 1 else None


def _common_subject(token: Token, before: list[Place], state: _State) -> bool:
    """Whether the sentence of those places also has a common noun in the singular, pointing to none of them, as the subject of its main clause."""
    sentence = token.doc[before[0].start].sent
    return any(t.dep_ in SUBJECTS and t.tag_ == "NN" and t.head.dep_ == "ROOT" and t.i not in state.covered for t in sentence)


def _itself(token: Token, near: list[Place]) -> frozenset[int]:
    """What an owned noun is said of cannot be its owner: Halden in "Halden, its rival" and in "Halden and Ostwin are its rivals"."""
    if token.dep_ != "poss" or _titles(token.head):
        return frozenset()
    owned = token.head
    if owned.dep_ == "appos":
        said = [owned.head]
    elif owned.dep_ == "attr" and owned.head.lemma_ in ("be", "become", "remain"):
        subjects = [c for c in owned.head.children if c.dep_ in SUBJECTS and c.i < token.i]
        said = [t for s in subjects for t in (s, *s.conjuncts)]
    else:
        return frozenset()
    return frozenset(p.entity for p in near for t in said if p.start <= t.i < p.end)


def _titles(noun: Token) -> bool:
    """Whether a name follows that the noun is a title of: "Halden, its owner Ann Lee and …" is a list."""
    return noun.pos_ == "PROPN" or (noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ == "PROPN")


def _of_owner_kind(token: Token, near: list[Place], state: _State) -> list[Place]:
    """Those among which the owner of such a thing is to be sought: a governor is an authority's, shareholders are a firm's."""
    if token.dep_ != "poss":
        return near
    noun = token.head.lemma_.lower()
    kinds = words.owner_types().get(noun)
    if noun in words.nominals().courts_too:
        return near
    if kinds is not None:
        return [p for p in near if state.entities[p.entity].type == kinds]
    return [p for p in near if state.entities[p.entity].type != "Court"] or near  # "its chairman" is the party's


def _told_to(token: Token, near: list[Place], sentence: int) -> int | None:
    """ "The judge ordered it to …": the only one named before in the sentence; what is told to do something is no mere thing."""
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_ not in words.nominals().telling or not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return None
    here = sorted({p.entity for p in near if p.sentence == sentence})
    return here[0] if len(here) == 1 else None


def _empty(token: Token) -> bool:
    """ "It is likely that …", "it rained": a pronoun that points to nothing."""
    if token.lower_ != "it" or token.dep_ not in SUBJECTS | {"expl"}:
        return token.dep_ == "expl"
    head = token.head
    if token.dep_ == "expl" or head.lemma_ in ("rain", "snow", "seem", "appear", "emerge", "transpire", "follow", "matter", "take"):
        return True
    if head.lemma_ == "be":
        return any(child.dep_ in ("ccomp", "xcomp", "acomp", "advcl") for child in head.children)
    return False


def _plural_before(token: Token, state: _State) -> bool:
    sentence = state.sentence_of[token.i]
    first = bisect_left(state.sentence_of, max(sentence - 1, 0))
    return any(t.tag_ in ("NNS", "NNPS") and t.dep_ in SUBJECTS | {"dobj", "pobj"} for t in token.doc[first : token.i])


def _by_clause(token: Token, near: list[Place]) -> int | None:
    """ "Quall said it would …", "Quall sold its mill": the subject of the clause that holds the pronoun or its clause."""
    for verb in token.ancestors:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS and child.i != token.i), None)
        if subject is None and verb.dep_ == "pcomp":  # "fined Quall for using its mill"
            subject = next(iter(syntax.surface_subjects(verb)), None)
        if subject is None and verb.dep_ == "xcomp":  # "ordered Quall to sell its mill"
            subject = next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i and c.i != token.i), None)
        if subject is None or subject.i > token.i:
            continue
        held = sorted({p.entity for p in near if p.start <= subject.i < p.end})
        return held[0] if len(held) == 1 else None
    return None


def _with_mentions(article: Article, doc: Doc, entities: tuple[LocalEntity, ...], added: list[tuple[int, int, int, str]]) -> tuple[LocalEntity, ...]:
    extra: dict[int, list[Mention]] = {}
    for entity, start, end, kind in added:
        span = Span(start=doc[start].idx, end=doc[end - 1].idx + len(doc[end - 1]))
        mention = Mention(span=span, text=span.of(article.text), kind="nominal" if kind == "nominal" else "pronoun")
        extra.setdefault(entity, []).append(mention)
    return tuple(
        entity.model_copy(update={"mentions": tuple(sorted((*entity.mentions, *extra[entity.id]), key=lambda m: (m.span.start, m.span.end)))})
        if entity.id in extra
        else entity
        for entity in entities
    )
