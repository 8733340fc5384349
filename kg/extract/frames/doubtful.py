"""What the frames say with too little confidence to be said by them alone; beside the learned reader it is heard all the same."""

from __future__ import annotations

from kg.records import Claim, Reading

LEAST = 0.6  # of claims less sure than this about half were wrong, over 1,300 articles of training/data; above it one in six


def without_doubtful(reading: Reading, least: float = LEAST) -> Reading:
    """The reading without claims less sure than `least`, and without the lawsuits that only such claims told of."""
    kept = [c for c in reading.claims if c.confidence >= least]
    if len(kept) == len(reading.claims):
        return reading
    told = {i for c in kept for i in (c.subject, c.object, c.lawsuit) if i is not None}
    entities = [e for e in reading.entities if e.type != "Lawsuit" or e.id in told]
    at = {e.id: n for n, e in enumerate(entities)}
    return reading.model_copy(
        update={
            "entities": tuple(e.model_copy(update={"id": n}) for n, e in enumerate(entities)),
            "claims": tuple(_moved(c, at) for c in kept),
        }
    )


def _moved(claim: Claim, at: dict[int, int]) -> Claim:
    ends = {name: at[old] for name in ("subject", "object", "lawsuit", "speaker") if (old := getattr(claim, name)) is not None}
    return claim.model_copy(update=ends)
