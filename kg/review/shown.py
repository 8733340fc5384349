"""What was measured, as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.counting import counted
from kg.review.interval import SURE, Estimate
from kg.review.measure import FEWEST, Cut, Kept, Measured
from kg.review.population import BANDS

_WIDTH = 24


def as_json(found: Measured) -> str:
    """An object; shares lie between 0 and 1, with the ends of their 95 % interval; null where nothing was judged."""
    m = found.matched
    out: dict[str, Any] = {
        "sample": {
            **{"rows": m.rows, **dict(m.verdicts), "set_aside": [str(s) for s in found.set_aside]},
            "faults": [str(f) for f in found.faults],
            **{"graph_changed": m.changed, "otherwise_now": list(m.otherwise), "gone": list(m.gone)},
        },
        "interval": SURE,
        "whole": _estimate(found.whole),
        "date_and_amount_let_pass": _estimate(found.edges),
        "relations": {name: _estimate(e) for name, e in found.relations},
        "confidence": {_band(band): _estimate(e) for band, e in found.bands},
        "errors": {what: {"judged": count, "share": round(share, 4)} for what, count, share in found.errors},
        "thresholds": {
            "precision": found.precision,
            "whole": _cut(found.cut_of_whole),
            "relations": {name: _cut(cut) for name, cut in found.cuts},
        },
        "not_judged": dict(found.unheard),
    }
    return json.dumps(out, ensure_ascii=False, indent=1) + "\n"


def as_text(found: Measured) -> str:
    if not found.whole.judged:
        return (
            "\n".join(
                [
                    *_matched(found),
                    "Judge some in review.html, save its CSV, and read that; or write right or wrong under `verdict` in a spreadsheet.",
                ]
            )
            + "\n"
        )
    return "\n".join([*_matched(found), "", *_figures(found), *_wrong(found), "", *_cuts(found)]) + "\n"


def _matched(found: Measured) -> Iterator[str]:
    m = found.matched
    aside = f"; {len(found.set_aside)} set aside" if found.set_aside else ""
    aside += f"; {counted(len(found.faults), 'cell')} not understood" if found.faults else ""
    yield f"{counted(m.rows, 'claim')}: {', '.join(f'{count} {name}' for name, count in m.verdicts)}{aside}"
    if m.changed:
        yield (
            f"The graph has changed since the sample was drawn. Verdicts are matched by claim: {len(m.otherwise)} say something else now and "
            f"{len(m.gone)} are gone; what was said of these is not used. Claims that are new are taken to be like those of their stratum."
        )
    if found.unheard and not found.whole.judged:
        yield "Nothing is known of any relation yet: no claim was judged right or wrong."
        return
    for name, of in found.unheard:
        yield f"Nothing is known of {name} ({counted(of, 'claim')}): none was judged right or wrong. The figures leave it out."


def _figures(found: Measured) -> Iterator[str]:
    yield f"{'precision':<{_WIDTH}}{'share':>7}{'95 %':>12}{'judged':>9}{'right':>7}{'claims':>8}"
    yield _row("whole graph" if not found.unheard else "what was judged of", found.whole)
    yield _row("  date, amount let pass", found.edges)
    yield ""
    yield from (_row(name, e) for name, e in found.relations)
    yield ""
    yield from (_row(f"confidence {_band(band)}", e) for band, e in found.bands)


def _row(name: str, e: Estimate) -> str:
    share = f"{_figure(e.share):>7}{f'{_figure(e.low)}-{_figure(e.high)}':>12}" if e.share is not None else f"{'-':>7}{'-':>12}"
    return f"{name:<{_WIDTH}}{share}{e.judged:>9}{e.right:>7}{e.of:>8}"


def _wrong(found: Measured) -> Iterator[str]:
    if found.errors:
        yield ""
        yield f"{'wrong in':<{_WIDTH}}{'judged':>7}{'of all claims':>15}"
        yield from (f"{what:<{_WIDTH}}{count:>7}{f'{share:.1%}':>15}" for what, count, share in found.errors)


def _cuts(found: Measured) -> Iterator[str]:
    yield f"to have {found.precision:g} right, keep claims of a confidence from"
    yield f"{'':<{_WIDTH}}{'surely*':>8}{'stay':>7}{'likely**':>10}{'stay':>7}{'claims':>8}"
    told = [(name, cut) for name, cut in found.cuts if cut.judged >= FEWEST or cut.judged == cut.of]
    yield from (_cut_row(name, cut) for name, cut in (("whole graph", found.cut_of_whole), *told))
    yield f"*  the lower end of the 95 % interval reaches it   ** the share itself does   -  nowhere with {FEWEST} judged or more above"
    untold = [name for name, cut in found.cuts if (name, cut) not in told]
    if untold:
        yield f"Fewer than {FEWEST} are judged of {', '.join(untold)}: draw more with --relation."


def _cut_row(name: str, cut: Cut) -> str:
    def part(kept: Kept | None, width: int) -> str:
        return f"{f'{kept.least:.2f}' if kept else '-':>{width}}{kept.kept if kept else '-':>7}"

    return f"{name:<{_WIDTH}}{part(cut.sure, 8)}{part(cut.likely, 10)}{cut.of:>8}"


def _estimate(e: Estimate) -> dict[str, Any]:
    ends = {name: None if value is None else round(value, 4) for name, value in (("share", e.share), ("low", e.low), ("high", e.high))}
    return {**ends, "judged": e.judged, "right": e.right, "claims": e.of}


def _cut(cut: Cut) -> dict[str, Any]:
    kinds = {"by_lower_bound": cut.sure, "by_estimate": cut.likely}
    return {
        **{"claims": cut.of, "judged": cut.judged},
        **{kind: {"least": kept.least, "stay": kept.kept, **_estimate(kept.found)} if kept else None for kind, kept in kinds.items()},
    }


def _band(band: int) -> str:
    return f"{band / BANDS:.1f}-{(band + 1) / BANDS:.1f}"


def _figure(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"
