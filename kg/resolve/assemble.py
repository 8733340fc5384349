"""From readings to the graph: entities, events, and every claim as a statement over both. What cannot be said is set aside and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from hashlib import blake2b

from kg.ids import slug
from kg.ontology import ontology
from kg.records import ArticleNode, Claim, Entity, Event, KnowledgeGraph, Reading, Record, Statement, Status
from kg.resolve import names
from kg.resolve.cases import with_cases
from kg.resolve.clustering import cluster
from kg.resolve.corrections import Said, TakenBack, denials, taken_back
from kg.resolve.decisions import Decision, rulings
from kg.resolve.events import Choice, Telling, choices, dated, events
from kg.resolve.identity import Draft, name_ids
from kg.resolve.judge import Clusters, Judgement
from kg.resolve.lawsuits import lawsuits
from kg.resolve.members import Material, Member, gather
from kg.resolve.reference import known
from kg.resolve.sources import independent, reprints
from kg.resolve.suit_dates import Told, suit_events


class Dropped(Record):
    """A claim or a reading that did not reach the graph, with the reason; `words` is the evidence, empty for a reading."""

    source: str
    reason: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}" + (f": {' '.join(self.words.split())[:120]}" if self.words else "")


class Resolution(Record):
    """The graph, what was left out of it, why entities were taken for one or kept apart, and what events took of claims that conflict."""

    graph: KnowledgeGraph
    dropped: tuple[Dropped, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    choices: tuple[Choice, ...] = ()


def resolve(readings: Iterable[Reading], decisions: Iterable[Decision] = ()) -> Resolution:
    """One entity for each real thing over all readings, one event for each happening, one statement for each claim.

    Every part is sorted by id and depends on the readings and the decisions alone, not on their order. Equal readings count once; of two different
    readings of one source the first by content is kept and the other dropped. `decisions` of people about who is who win over every rule;
    one about what these readings do not name is left out and said so. Raises UsageError where two of them cannot both be kept.
    """
    kept, dropped = _one_a_source(readings)
    material = gather(kept)
    clusters, entity_of = _identified(material, tuple(decisions), dropped)
    judgements = clusters.judgements(lambda i: entity_of[i].id)
    entities = _with_doubts({e.id: e for e in entity_of.values()}, judgements)
    labels = {id: e.label for id, e in entities.items()}
    claims = _claims(material, entity_of, dropped)
    back = taken_back(_said(c) for c in claims)
    for c in claims:
        if c.id in back:
            c.taken_back = back[c.id]
    denied = denials([_said(c) for c in claims if c.taken_back is None])
    tellings = [_telling(c) for c in claims if _tells_of_event(c.claim)]
    happened, event_of = events(tellings, labels)
    chosen = choices(happened, tellings, event_of)
    suited, happened = suit_events([_told(c, event_of.get(c.id)) for c in claims], happened)
    chosen = [c for c in chosen if c.event in {e.id for e in happened}]
    event_of |= suited
    filings = {e.id for e in happened if e.type == "LawsuitFiling"}
    came: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for c in claims:
        if suited.get(c.id) in filings and c.claim.predicate == "plaintiffIn" and c.status == "fact" and c.claim.date:
            came[suited[c.id]].append((c.claim.date, c.reading.article.source))
    happened = [dated(e, came[e.id]) if e.id in came else e for e in happened]
    corrected = _corrected(claims)
    copies = reprints(r.article for r in kept)
    graph = with_cases(
        KnowledgeGraph(
            entities=tuple(sorted(entities.values(), key=lambda e: e.id)),
            events=tuple(_counted(happened, event_of, claims, copies, chosen)),
            statements=tuple(sorted((c.statement(event_of.get(c.id), denied.get(c.id, ())) for c in claims), key=lambda s: s.id)),
            articles=tuple(sorted((_article(material, n, entity_of, copies, corrected) for n in range(len(kept))), key=lambda a: a.id)),
        )
    )
    left_out = tuple(sorted(dropped, key=lambda d: (d.source, d.reason, d.words)))
    return Resolution(graph=graph, dropped=left_out, judgements=tuple(judgements), choices=tuple(chosen))


def article_id(source: str) -> str:
    """The id of an article: a readable form of its source, and a digest of it."""
    return f"article/{slug(source, 60)}-{blake2b(source.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"


def _one_a_source(readings: Iterable[Reading]) -> tuple[list[Reading], list[Dropped]]:
    by_source: dict[str, dict[str, Reading]] = defaultdict(dict)
    for reading in readings:
        by_source[reading.article.source][reading.model_dump_json()] = reading
    kept: list[Reading] = []
    dropped: list[Dropped] = []
    for source, different in sorted(by_source.items()):
        first, *others = [reading for _, reading in sorted(different.items())]
        kept.append(first)
        dropped += [Dropped(source=source, reason="a second, different reading of this source") for _ in others]
    return kept, dropped


def _identified(material: Material, decisions: tuple[Decision, ...], dropped: list[Dropped]) -> tuple[Clusters, dict[int, Entity]]:
    """Who is who: first by the rules alone, so that the ids of the decisions have a meaning; then with the decisions."""
    clusters = cluster(material)
    entity_of = _entities(material, clusters)
    if not decisions:
        return clusters, entity_of
    by_id: dict[str, set[int]] = defaultdict(set)
    by_handle: dict[str, set[int]] = defaultdict(set)
    for m in material.members:
        by_id[entity_of[m.index].id].add(m.index)
        by_handle[m.handle].add(m.index)
    wanted = {end for d in decisions for end in d.pair} - by_id.keys() - by_handle.keys()
    for m in material.members if wanted else ():
        # What the rules have since joined to another is still known by the id that it would have by itself.
        if m.type != "Lawsuit" and (own := Draft([m]).base_id) in wanted:
            by_id[own].add(m.index)
    ends = ({end: frozenset(indexes) for end, indexes in table.items()} for table in (by_id, by_handle))
    ruled = rulings(decisions, *ends)
    kept = [r.decision for r in ruled]
    for d in decisions:
        if d not in kept:
            unknown = [end for end in (d.left, d.right) if end not in by_id and end not in by_handle] or [d.left, d.right]
            dropped.append(Dropped(source=d.place, reason=f"a decision about what is not here: {', '.join(unknown)}"))
    clusters = cluster(material, ruled)
    return clusters, _entities(material, clusters)


def _with_doubts(entities: dict[str, Entity], judgements: list[Judgement]) -> dict[str, Entity]:
    """The entities with those that they may be the same as: what is unsure, and not called different for another reason."""
    pairs: dict[str, set[tuple[str, str]]] = {"unsure": set(), "different": set(), "same": set()}
    for j in judgements:
        pairs[j.verdict].add((min(j.left_id, j.right_id), max(j.left_id, j.right_id)))
    found = dict(entities)
    for left, right in sorted(pairs["unsure"] - pairs["different"]):
        found[left] = found[left].model_copy(update={"possibly_same": (*found[left].possibly_same, right)})
    return found


def _entities(material: Material, clusters: Clusters) -> dict[int, Entity]:
    """The entity of every member: bodies first, then persons, whose ids may lean on them, then lawsuits, which are named after both."""
    groups = [[material.members[i] for i in c] for c in clusters.all()]
    drafts = {g[0].index: Draft(g) for g in groups if g[0].type != "Lawsuit"}
    things = {n: d for n, d in drafts.items() if d.type != "Person"}
    ids = name_ids(things, {n: d.hints for n, d in things.items()})
    id_of_member = {m.index: ids[n] for n, d in things.items() for m in d.members}
    persons = {n: d for n, d in drafts.items() if d.type == "Person"}
    ids |= name_ids(persons, {n: _hints(material, d, id_of_member) for n, d in persons.items()})
    found = {m.index: d.entity(ids[n]) for n, d in drafts.items() for m in d.members}
    return found | lawsuits(material, clusters, found)


def _hints(material: Material, draft: Draft, ids: Container[int]) -> tuple[str, ...]:
    """What tells the person from a namesake: those that it works for, its offices; by the earliest article.

    Who it works for is called as the article does, so that no change to that one's id changes the person's.
    """
    found = []
    for member in sorted(draft.members, key=lambda m: m.age):
        for claim in material.claims_of(member):
            if claim.predicate in ("worksFor", "founded") and claim.subject == member.entity.id and claim.object is not None:
                partner = material.member(member.reading, claim.object)
                if partner.index in ids:
                    found.append(partner.reference.partition("/")[2] if partner.reference else names.bare(partner.entity.name))
    offices = [office for member in sorted(draft.members, key=lambda m: m.age) for office in sorted(material.offices(member))]
    return tuple(dict.fromkeys([*found, *offices]))


class _Resolved:
    """A claim with its ends resolved, on its way to a statement."""

    def __init__(self, reading: Reading, claim: Claim, ends: dict[str, str | None]) -> None:
        self.reading, self.claim, self.ends = reading, claim, ends
        self.id = ""
        self.taken_back: TakenBack | None = None

    @property
    def status(self) -> Status:
        return self.taken_back.status if self.taken_back else self.claim.status

    @property
    def triple(self) -> tuple[str | None, ...]:
        c = self.claim
        return (self.ends["subject"], c.predicate, self.ends["object"], c.event if c.predicate == "participant" else None)

    def content(self) -> str:
        """What the id is made of: the words and the local names, so that it stays as it is when entities elsewhere are joined."""
        local = self.reading.entities
        c = self.claim
        ends = [local[i].name if i is not None else "" for i in (c.subject, c.object, c.lawsuit)]
        return c.model_dump_json(exclude={"subject", "object", "lawsuit", "speaker", "confidence"}) + "\x00".join(ends)

    def statement(self, event: str | None, denies: tuple[str, ...]) -> Statement:
        c = self.claim
        subject, object = self.ends["subject"], self.ends["object"] or event
        assert subject is not None
        assert object is not None
        return Statement(
            id=self.id, subject=subject, predicate=c.predicate, object=object, status=self.status, article=self.reading.article.source,
            span=c.span, quote=c.span.of(self.reading.article.text), trigger=c.trigger, event=event, date=c.date, money=c.money, role=c.role,
            speaker=self.ends["speaker"], speaker_text=c.speaker_text, confidence=c.confidence, engine=c.engine, rule=c.rule,
            retracted_by=article_id(self.taken_back.by) if self.taken_back else None, denies=denies,
        )  # fmt: skip


def _claims(material: Material, entity_of: dict[int, Entity], dropped: list[Dropped]) -> list[_Resolved]:
    found: list[_Resolved] = []
    for number, reading in enumerate(material.readings):

        def entity(local: int | None, number: int = number) -> Entity | None:
            return None if local is None else entity_of[material.member(number, local).index]

        best: dict[tuple[object, ...], _Resolved] = {}
        for claim in reading.claims:
            subject, object = entity(claim.subject), entity(claim.object)
            if _of_names(claim, reading, subject, object):
                continue
            reason = _fault(claim, subject, object)
            if reason:
                dropped.append(Dropped(source=reading.article.source, reason=reason, words=claim.span.of(reading.article.text)))
                continue
            named = {"subject": subject, "object": object, "lawsuit": entity(claim.lawsuit), "speaker": entity(claim.speaker)}
            ends = {part: e.id if e else None for part, e in named.items()}
            resolved = _Resolved(reading, claim, ends)
            same = (resolved.triple, claim.event, claim.span.start, claim.span.end, claim.status, claim.date, claim.money)
            if same not in best or (-claim.confidence, resolved.content()) < (-best[same].claim.confidence, best[same].content()):
                best[same] = resolved
        found += _with_ids(reading, list(best.values()))
    return found


def _with_ids(reading: Reading, claims: list[_Resolved]) -> list[_Resolved]:
    """Give each claim of one article its id; the digest is lengthened until no two are equal."""
    stem = slug(reading.article.source, 60)
    claims.sort(key=lambda c: (c.content(), c.claim.subject, -1 if c.claim.object is None else c.claim.object))
    for size in (5, 16):
        texts = [reading.article.source + "\x00" + c.content() for c in claims]
        marks = [blake2b(t.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest() for t in texts]
        if len(set(marks)) == len(marks):
            break
    seen: dict[str, int] = {}
    for c, mark in zip(claims, marks, strict=True):
        seen[mark] = seen.get(mark, 0) + 1  # equal words about equal names that are two entities: numbered
        c.id = f"claim/{stem}-{mark}" + (f"-{seen[mark]}" if seen[mark] > 1 else "")
    return claims


def _of_names(claim: Claim, reading: Reading, subject: Entity | None, object: Entity | None) -> bool:
    """Whether the claim says no more than that one known firm has two names ("Facebook's owner, Meta"): nothing is lost where it is left out."""
    if claim.predicate != "subsidiaryOf" or subject is None or object is None or subject.id != object.id or claim.object is None:
        return False
    ends = (reading.entities[claim.subject], reading.entities[claim.object])
    return subject.id in known() and names.key(ends[0].name) != names.key(ends[1].name)


def _fault(claim: Claim, subject: Entity | None, object: Entity | None) -> str | None:
    """Why the claim cannot be said of the resolved entities, if it cannot."""
    assert subject is not None
    if claim.predicate == "participant":
        return None if claim.event else "a one-party claim without an event"
    if claim.predicate not in ontology().relations:
        return f"no relation {claim.predicate!r}"
    if object is None:
        return f"{claim.predicate} without an object"
    if object.id == subject.id:
        return f"both ends of {claim.predicate} are {subject.id}"
    if not ontology().admits(claim.predicate, subject.type, object.type):
        return f"{claim.predicate} from {subject.type} to {object.type}"
    return None


def _tells_of_event(claim: Claim) -> bool:
    """Whether the claim's event is one that its relation can tell of; a party's side in a lawsuit tells of none."""
    return claim.event is not None and (claim.predicate == "participant" or claim.event in ontology().relations[claim.predicate].event)


def _said(resolved: _Resolved) -> Said:
    """The claim for corrections and denials: the words that carry it, and a triple that is equal either way round where the relation is."""
    c = resolved.claim
    ends = (resolved.ends["subject"] or "", resolved.ends["object"] or "")
    symmetric = c.predicate in ontology().relations and ontology().relations[c.predicate].symmetric
    kind = c.event or "" if c.predicate == "participant" else ""
    return Said(
        id=resolved.id, triple=(c.predicate, *(sorted(ends) if symmetric else ends), kind), event=c.event, status=resolved.status,
        article=resolved.reading.article, own=c.place, date=c.date, money=c.money,
    )  # fmt: skip


def _corrected(claims: list[_Resolved]) -> dict[str, list[str]]:
    """Source of a correction -> ids of the other articles whose claims it withdraws."""
    found: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        if c.taken_back and c.taken_back.by != c.reading.article.source:
            found[c.taken_back.by].add(article_id(c.reading.article.source))
    return {source: sorted(ids) for source, ids in found.items()}


def _counted(
    happened: list[Event], event_of: dict[str, str], claims: list[_Resolved], copies: dict[str, str], chosen: Iterable[Choice]
) -> Iterator[Event]:
    """The events with the number of articles that tell of each, how many of these are independent, and what each took of values that conflict."""
    took: dict[str, list[str]] = defaultdict(list)
    for choice in chosen:
        took[choice.event].append(f"{choice.what} {choice.took}, not {choice.reason}")
    told_by: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        if c.id in event_of:
            told_by[event_of[c.id]].add(c.reading.article.source)
    for event in happened:
        sources = told_by[event.id]
        yield event.model_copy(
            update={"article_count": len(sources), "source_count": independent(sources, copies), "choices": tuple(sorted(took[event.id]))}
        )


def _told(resolved: _Resolved, event: str | None) -> Told:
    c, ends = resolved.claim, resolved.ends
    about = {"heardIn": ends["subject"], "plaintiffIn": ends["object"], "defendantIn": ends["object"], "judgeIn": ends["object"]}
    return Told(
        claim=resolved.id, source=resolved.reading.article.source, predicate=c.predicate, subject=ends["subject"] or "", object=ends["object"],
        suit=about.get(c.predicate, ends["lawsuit"]), status=resolved.status, span=c.span, date=c.date, event=event,
    )  # fmt: skip


def _telling(resolved: _Resolved) -> Telling:
    c = resolved.claim
    subject = resolved.ends["subject"]
    assert subject is not None
    assert c.event is not None
    return Telling(
        claim=resolved.id, type=c.event, subject=subject, predicate=c.predicate, object=resolved.ends["object"], status=resolved.status,
        article=resolved.reading.article.source, published=resolved.reading.article.date, date=c.date, money=c.money,
        lawsuit=resolved.ends["lawsuit"], confidence=c.confidence,
    )  # fmt: skip


def _article(material: Material, number: int, entity_of: dict[int, Entity], copies: dict[str, str], corrected: dict[str, list[str]]) -> ArticleNode:
    reading = material.readings[number]
    mentions: set[str] = set()
    places = []
    for local in reading.entities:
        id = entity_of[material.member(number, local.id).index].id
        spans = [m.span for m in local.mentions if m.kind == "name"]
        if spans or local.type == "Lawsuit":
            mentions.add(id)
        places += [(id, span) for span in spans]
    ordered = sorted(set(places), key=lambda p: (p[1].start, p[1].end, p[0]))
    source = reading.article.source
    return ArticleNode(
        id=article_id(source), article=reading.article, mentions=tuple(sorted(mentions)), places=tuple(ordered),
        reprint_of=article_id(copies[source]) if source in copies else None, corrects=tuple(corrected.get(source, ())),
    )  # fmt: skip


def members_of(resolution_input: Iterable[Reading]) -> list[list[Member]]:
    """The clusters themselves, for those who look at them by eye: lists of members, the largest first."""
    kept, _ = _one_a_source(resolution_input)
    material = gather(kept)
    clusters, _ = _identified(material, (), [])  # lawsuits meet where their parties have their ids
    groups = [[material.members[i] for i in c] for c in clusters.all()]
    return sorted(groups, key=lambda g: (-len(g), g[0].index))
