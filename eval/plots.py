"""Plots: small SVG drawings as text, coloured by the page's own style sheet.

Every drawing has a title for those who cannot see it, and the page gives the
same numbers in a table. Nothing is computed here beyond the counting of bins.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import log10

from .bootstrap import Estimate

_RATIOS = (
    "svg{background:#fff}text{font:11px system-ui,sans-serif;fill:#222}.grid{stroke:#ddd}.one{stroke:#666}"
    ".target{stroke:#222;stroke-width:2}.met,.open{fill:#1f5fa8}.open{fill-opacity:.45}.missed{fill:#b3261e}"
)


def interval_svg(found: Estimate) -> str:
    """A dot at the value and a line over its interval, on a scale from 0 to 1; stretches to its cell."""
    low, high, value = (100 * min(max(each, 0.0), 1.0) for each in (found.low, found.high, found.value))
    title = f"{found.value:.3f}, interval {found.low:.3f} to {found.high:.3f}"
    return (
        f'<svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" '
        f'aria-label="{title}">'
        '<line class="scale" x1="0" y1="6" x2="100" y2="6"/>'
        f'<line class="whisker" x1="{low:.1f}" y1="6" x2="{max(high, low + 0.5):.1f}" y2="6"/>'
        f'<line class="dot" x1="{value:.1f}" y1="1" x2="{value:.1f}" y2="11"/></svg>'
    )


def bars_html(counts: Sequence[tuple[str, int, str]], total: int) -> str:
    """A list of bars: (label, count, link or ""), each as long as its share of `total`."""
    rows = []
    for label, count, link in counts:
        name = f'<a href="{escape(link)}">{escape(label)}</a>' if link else escape(label)
        share = 100 * count / max(total, 1)
        rows.append(
            f'<li><span class="name">{name}</span><span class="count">{count} ({share:.0f} %)</span>'
            f'<span class="bar" aria-hidden="true"><i style="width:{share:.1f}%"></i></span></li>'
        )
    return f'<ul class="bars">{"".join(rows)}</ul>'


def calibration_svg(answerable: Sequence[float], unanswerable: Sequence[float], bins: int = 20) -> str:
    """Two histograms of scores on one axis: answerable upwards, unanswerable downwards.

    Each is a share of its own group, so that groups of unequal size compare.
    """
    scores = [*answerable, *unanswerable]
    low, high = min(scores), max(scores)
    span = (high - low) or 1.0
    ups, downs = _shares(answerable, low, span, bins), _shares(unanswerable, low, span, bins)
    top = max([*ups, *downs, 0.01])
    wide = 340 / bins
    parts = []
    for number, (up, down) in enumerate(zip(ups, downs, strict=True)):
        left = 10 + number * wide
        parts.append(_rectangle("answerable", left, 100 - 80 * up / top, wide - 1.5, 80 * up / top))
        parts.append(_rectangle("unanswerable", left, 100, wide - 1.5, 80 * down / top))
    return (
        '<svg class="plot" viewBox="0 0 360 222" role="img" aria-label="Score of each question: '
        'answerable above the line, unanswerable below">'
        f'{"".join(parts)}<line class="axis" x1="10" y1="100" x2="350" y2="100"/>'
        f'<text x="10" y="14">answerable ({len(answerable)}), tallest bar {max(ups):.0%}</text>'
        f'<text x="10" y="196">unanswerable ({len(unanswerable)}), tallest bar {max(downs):.0%}</text>'
        f'<text x="10" y="216">{low:.3g}</text><text x="180" y="216" text-anchor="middle">score</text>'
        f'<text x="350" y="216" text-anchor="end">{high:.3g}</text></svg>'
    )


def _shares(values: Sequence[float], low: float, span: float, bins: int) -> list[float]:
    counts = [0] * bins
    for value in values:
        counts[min(int((value - low) / span * bins), bins - 1)] += 1
    return [count / max(len(values), 1) for count in counts]


def _rectangle(name: str, x: float, y: float, width: float, height: float) -> str:
    if not height:
        return ""
    return f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def threshold_svg(answerable: Sequence[float], unanswerable: Sequence[float]) -> str:
    """What a threshold on the best score would do: true refusals (y) for the false ones it costs (x)."""
    steps = sorted({*answerable, *unanswerable})
    points = [(_below(answerable, step), _below(unanswerable, step)) for step in steps] + [(1.0, 1.0)]
    line = " ".join(f"{30 + 180 * x:.1f},{190 - 180 * y:.1f}" for x, y in points)
    return (
        '<svg class="plot" viewBox="0 0 360 222" role="img" aria-label="Share of unanswerable questions '
        'below a threshold, against the share of answerable questions below it">'
        '<polyline class="axis" points="30,10 30,190 210,190"/>'
        f'<line class="chance" x1="30" y1="190" x2="210" y2="10"/><polyline class="curve" points="{line}"/>'
        '<text x="30" y="206">0</text><text x="210" y="206" text-anchor="end">1</text>'
        '<text x="24" y="190" text-anchor="end">0</text><text x="24" y="18" text-anchor="end">1</text>'
        f'<text x="222" y="30">area {_area(answerable, unanswerable):.3f}</text>'
        '<text x="222" y="48">(0.5: the score</text><text x="222" y="62">says nothing)</text>'
        '<text x="30" y="220">answerable questions refused</text>'
        '<text x="222" y="90">upwards:</text><text x="222" y="104">unanswerable</text>'
        '<text x="222" y="118">questions refused</text></svg>'
    )


def ratios_svg(ratios: Sequence[tuple[str, float, float | None, bool | None]]) -> str:
    """A picture of its own: each ratio (label, value, target or None, met or None) on one logarithmic scale.

    A dot at the value, a tick at its target, a line where ours takes as much as the reference.
    """
    rows = []
    for number, (label, value, target, met) in enumerate(ratios):
        y = 34 + 18 * number
        name = {None: "open", True: "met", False: "missed"}[met]
        tick = f'<line class="target" x1="{_log(target)}" x2="{_log(target)}" y1="{y - 7}" y2="{y + 7}"/>'
        rows.append(
            f'<text x="270" y="{y + 4}" text-anchor="end">{escape(label)}</text>{tick if target else ""}'
            f'<circle class="{name}" cx="{_log(value)}" cy="{y}" r="4.5"><title>{value:.3g}</title></circle>'
        )
    tall = 34 + 18 * len(ratios)
    marks = "".join(
        f'<line class="{"one" if mark == 1 else "grid"}" x1="{_log(mark)}" x2="{_log(mark)}" y1="22" y2="{tall}"/>'
        f'<text x="{_log(mark)}" y="15" text-anchor="middle">{mark:g}</text>'
        for mark in (0.01, 0.1, 1, 10)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 {tall + 22}" role="img" aria-label="Ratio of '
        f'ours to the reference, with the targets"><style>{_RATIOS}</style>{marks}{"".join(rows)}'
        f'<text x="280" y="{tall + 16}">dot: ours by reference; tick: target; red: missed</text></svg>'
    )


def _log(ratio: float | None) -> str:
    """Where a ratio between 0.005 and 50 stands across; beyond them at the edge."""
    inside = min(max(ratio or 1.0, 0.005), 50.0)
    return f"{280 + 310 * (log10(inside) - log10(0.005)) / 4:.1f}"


def _below(values: Sequence[float], threshold: float) -> float:
    return sum(value < threshold for value in values) / max(len(values), 1)


def _area(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """Share of pairs in which the answerable question scores higher; ties are half (the ROC area)."""
    pairs = [(one > other) + (one == other) / 2 for one in answerable for other in unanswerable]
    return sum(pairs) / max(len(pairs), 1)
