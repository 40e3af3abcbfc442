"""One failing case as HTML: question, answer, the cited and the gold paragraphs side by side."""

from __future__ import annotations

from html import escape
from typing import Any

from .answers import Given, Retrieved, read_answer
from .measures import MEASURES, facts_said, holds
from .rows import Row

_SHOWN_RANKS = 10


def case_html(row: Row, anchor: str) -> str:
    """The case as a `<details>` that its anchor opens."""
    case = row.case
    return (
        f'<details id="{escape(anchor)}" data-stage="{escape(row.stage)}"><summary>'
        f'<span class="stage">{escape(row.stage)}</span> {escape(case.question)} '
        f'<span class="soft">{escape(case.id)}</span></summary><div class="inside">'
        f"{_about(row)}{_answer(row)}"
        f'<div class="pair"><div><h3>Cited</h3>{_cited(row)}</div>'
        f'<div class="gold"><h3>Gold</h3>{_gold(row)}</div></div>'
        f"{_ranked(row)}{_scores(row)}</div></details>"
    )


def _about(row: Row) -> str:
    case = row.case
    history = "".join(f"<li>{escape(each)}</li>" for each in case.history)
    earlier = f"<h4>Earlier questions</h4><ol>{history}</ol>" if history else ""
    note = f'<p class="soft">{escape(case.note)}</p>' if case.note else ""
    described = f"{case.kind}, {case.persona}, {row.genre}; needs {case.need}; {row.seconds:.3f} s"
    link = f'<a href="#case-{escape(case.id)}">link to this case</a>'
    return f'<p class="soft">{escape(described)} · {link}</p>{note}{earlier}'


def _answer(row: Row) -> str:
    if row.answer is None:
        return f"<h3>No answer</h3><pre>{escape(row.error)}</pre>"
    status, said = escape(row.answer["status"]), escape(row.answer["answer"])
    return f"<h3>Answer: {status}</h3><blockquote>{said}</blockquote>{_facts(row)}{_removed(row.answer)}"


def _removed(answer: dict[str, Any]) -> str:
    items = "".join(
        f"<li>{escape(each['text'])} <span class=soft>({escape(str(each.get('reason', '')))})</span></li>"
        for each in answer["removed"]
    )
    return f"<h4>Removed by the gate</h4><ul>{items}</ul>" if items else ""


def _facts(row: Row) -> str:
    given = _given(row)
    if not row.case.facts or given is None:
        return ""
    said = facts_said(row.case, given)
    items = ", ".join(
        f'<span class="{"yes" if found else "no"}">{"✓" if found else "✗ missing:"} {escape(fact)}</span>'
        for fact, found in said.items()
    )
    return f"<p>Facts: {items}</p>"


def _given(row: Row) -> Given | None:
    return read_answer(row.answer) if row.answer else None


def _cited(row: Row) -> str:
    citations = row.answer["citations"] if row.answer else ()
    return "".join(_citation(each) for each in citations) or "<p>Nothing.</p>"


def _citation(record: dict[str, Any]) -> str:
    text, start, end = record["paragraph"], record["start"], record["end"]
    if text[start:end] == record["quote"]:
        shown = f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"
    else:
        fault = "<span class=no>quoted, but not at that place:</span>"
        shown = f"{escape(text)}\n\n{fault} {escape(record['quote'])}"
    place = f"[{record['number']}] {record['source']}, {record['locator']}"
    return f"<h4>{escape(place)}</h4><blockquote>{shown}</blockquote>"


def _gold(row: Row) -> str:
    shown = "".join(
        f"<h4>{escape(each.doc)}, {escape(each.locator or 'no locator')}</h4><blockquote>"
        f"{escape(each.paragraph) or '<span class=no>No paragraph of the library holds the evidence.</span>'}"
        "</blockquote>"
        for each in row.gold
    )
    return shown or "<p>The library has no answer.</p>"


def _ranked(row: Row) -> str:
    given = _given(row)
    if given is None or not given.retrieved:
        return ""
    ranked = [(rank, each, _is_gold(row, each)) for rank, each in enumerate(given.retrieved, start=1)]
    items = "".join(_ranked_item(*each) for each in ranked if each[0] <= _SHOWN_RANKS or each[2])
    return f"<h3>Ranked paragraphs</h3><ol>{items}</ol>"


def _ranked_item(rank: int, found: Retrieved, is_gold: bool) -> str:
    sign = "<span class=yes>✓ gold</span> " if is_gold else ""
    place = f"{escape(found.source)}, {escape(found.locator)}"
    score = f"<span class=soft>{found.score:.3f}</span>"
    return f"<li value={rank}>{sign}{place} {score} {escape(_start_of(found.paragraph))}</li>"


def _is_gold(row: Row, found: Retrieved) -> bool:
    return any(holds(found.source, found.paragraph, gold) for gold in row.case.gold)


def _start_of(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:160]}…"


def _scores(row: Row) -> str:
    shown = ", ".join(
        f"{each.title} {row.scores[each.key]:.2f}" for each in MEASURES if each.key in row.scores
    )
    return f'<p class="soft">{escape(shown)}</p>'
