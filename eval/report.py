"""The report of a run: one HTML page that needs nothing beside it.

Filled into report_template.html: summary with intervals, where cases are lost,
groups, calibration of refusal, and the failing cases. It reads rows; it judges
nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from .bootstrap import Estimate
from .failures import case_html
from .groups import SECONDS, WAYS, figures, figures_by
from .measures import MEASURES
from .plots import bars_html, calibration_svg, interval_svg, threshold_svg
from .rows import Row
from .speed_rows import Row as SpeedRow
from .speed_rows import rows_html
from .stages import STAGES

_COLUMNS = tuple((each.key, each.title, each.about) for each in MEASURES) + tuple(
    (key, title, "wall time of one question") for key, title in SECONDS.items()
)


def render_report(rows: Sequence[Row], settings: dict[str, Any], speed: Sequence[SpeedRow] = ()) -> str:
    """The whole page as HTML, with the speed last measured."""
    template = Template(files("eval").joinpath("report_template.html").read_text(encoding="utf-8"))
    return template.substitute(
        title="Citation accuracy",
        about=escape(_about(rows, settings)),
        summary=summary_html(rows),
        lost=lost_html(rows),
        groups=groups_html(rows),
        calibration=calibration_html(rows),
        speed=rows_html(speed),
        cases=cases_html(rows),
        settings=escape(json.dumps(settings, indent=2, ensure_ascii=False)),
    )


def _about(rows: Sequence[Row], settings: dict[str, Any]) -> str:
    sets = ", ".join(sorted({row.case.set for row in rows if row.case.set}))
    return (
        f"{len(rows)} questions ({sets or 'unnamed set'}; split: {settings.get('split', 'all')}), "
        f"library {settings.get('library', '?')}, program {settings.get('program', '?')}, "
        f"{settings.get('started', '?')}"
    )


def summary_html(rows: Sequence[Row]) -> str:
    """Every measure with its interval; then the seconds a question took."""
    found = figures(rows)
    lines = [_figure_line(*each, found[each[0]]) for each in _COLUMNS if each[0] in found]
    numbers = "".join(f"<th scope=col class=number>{each}</th>" for each in ("Value", "Interval", "n"))
    drawn = "<th scope=col class=drawn aria-hidden=true>0 to 1</th>"
    head = f"<tr><th scope=col>Measure</th>{numbers}{drawn}</tr>"
    return _table(head, lines, "Summary of measures")


def _figure_line(key: str, title: str, about: str, found: Estimate) -> str:
    drawn = "" if key in SECONDS else interval_svg(found)
    return (
        f"<tr><th scope=row>{escape(title)}<small>{escape(about)}</small></th>"
        f"<td class=number>{found.value:.3f}</td><td class=number>{found.low:.3f} to {found.high:.3f}</td>"
        f"<td class=number>{found.count}</td><td class=drawn>{drawn}</td></tr>"
    )


def _table(head: str, lines: Iterable[str], name: str) -> str:
    return (
        f'<div class=scroll role=region tabindex=0 aria-label="{escape(name)}"><table>'
        f"<thead>{head}</thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def lost_html(rows: Sequence[Row]) -> str:
    """How many cases each stage lost, with a link to the first of them."""
    counts = Counter(row.stage for row in rows)
    first = {row.stage: row for row in reversed(rows)}
    bars = [("right", counts[""], "")]
    bars += [
        (f"{stage}: {about}", counts[stage], f"#{anchor(first[stage])}")
        for stage, about in STAGES.items()
        if counts[stage]
    ]
    return bars_html(bars, len(rows))


def anchor(row: Row) -> str:
    """The fragment that opens a case."""
    return f"case-{row.case.id}"


def groups_html(rows: Sequence[Row]) -> str:
    """A table of all measures for each way of grouping."""
    return "".join(f"<h3>{way}</h3>{_group_table(way, figures_by(rows, key))}" for way, key in WAYS.items())


def _group_table(way: str, groups: dict[str, tuple[int, dict[str, Estimate]]]) -> str:
    present = [
        (key, title) for key, title, _ in _COLUMNS if any(key in found for _, found in groups.values())
    ]
    heads = "".join(f"<th scope=col class=number>{escape(title)}</th>" for _, title in present)
    lines = []
    for name, (count, found) in groups.items():
        cells = "".join(_group_cell(found.get(key)) for key, _ in present)
        lines.append(f"<tr><th scope=row>{escape(name)}</th><td class=number>{count}</td>{cells}</tr>")
    head = f"<tr><th scope=col>{way}</th><th scope=col class=number>n</th>{heads}</tr>"
    return _table(head, lines, f"Measures by {way.lower()}")


def _group_cell(found: Estimate | None) -> str:
    if found is None:
        return "<td class=number>–</td>"
    return f"<td class=number>{found.value:.2f}<small>{found.low:.2f}–{found.high:.2f}</small></td>"


def calibration_html(rows: Sequence[Row]) -> str:
    """The scores that a refusal can go by, of answerable questions and of the others.

    An answer's own "confidence" where every answer of the run gives one, else
    the score of its best-ranked paragraph.
    """
    answers = [(row.case.answerable, row.answer) for row in rows if row.answer]
    own = all("confidence" in answer for _, answer in answers)
    scores = {True: list[float](), False: list[float]()}
    for answerable, answer in answers:
        found = [answer["confidence"]] if own else [each["score"] for each in answer["retrieved"][:1]]
        scores[answerable] += [float(each) for each in found]
    if not (scores[True] and scores[False]):
        return "<p>This run has no scores of both answerable and unanswerable questions.</p>"
    what = (
        "The confidence of each answer" if own else "The score of the best-ranked paragraph of each question"
    )
    return (
        f'<p class="soft">{what}. The further apart the two groups, the better a threshold on it refuses.</p>'
        f'<div class="plots">{calibration_svg(scores[True], scores[False])}'
        f"{threshold_svg(scores[True], scores[False])}</div>"
    )


def cases_html(rows: Sequence[Row]) -> str:
    """Every failing case, in the order of the stages, with a choice of the stage."""
    order = {stage: number for number, stage in enumerate(STAGES)}
    failing = sorted((row for row in rows if row.stage), key=lambda row: order[row.stage])
    if not failing:
        return "<p>None.</p>"
    stages = dict.fromkeys(row.stage for row in failing)
    options = "".join(f'<option value="{escape(each)}">{escape(each)}</option>' for each in stages)
    choice = (
        f'<p><label for="stage">Show</label> <select id="stage"><option value="">all stages</option>'
        f"{options}</select></p>"
    )
    return choice + "".join(case_html(row, anchor(row)) for row in failing)
