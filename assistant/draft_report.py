"""The report of a checked draft, as Markdown, as one HTML page that needs nothing else, and as JSON.

Pure: a DraftReport in, text out. It shows the draft's own words and the
source's; it adds no judgement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from html import escape

from .draft import DraftReport, Finding, Source, Verdict
from .draft_quotations import Change
from .writing import escape_markdown

_SIGNS: dict[Verdict, str] = {
    "correct": "✓",
    "wrong locator": "↷",
    "altered wording": "≠",
    "wrong figure": "#",
    "not in the library": "?",
}
_UNCHECKED = "Could not be checked"
_SHOWN = 400  # letters of a source's text in the report


def write_markdown(report: DraftReport) -> str:
    """The report as Markdown: what is to be mended first, then what is right."""
    lines = [f"# Check of {_plain(report.name)}", "", _summary(report), ""]
    wrong = [each for each in report.findings if each.verdict != "correct"]
    right = [each for each in report.findings if each.verdict == "correct"]
    if wrong:
        lines += ["## To be looked at", ""]
        for number, each in enumerate(wrong, 1):
            lines += [*_markdown_finding(number, each), ""]
    if right:
        lines += ["## Correct", ""]
        lines += [
            f"- {each.kind}: {_quoted(each)} (paragraph {each.paragraph}): {_cited(each.source)}"
            for each in right
        ]
        lines += [""]
    if left := [each for each in report.unchecked if each.why]:
        lines += [f"## {_UNCHECKED}", ""]
        lines += [
            f"- “{_plain(each.text)}” (paragraph {each.paragraph}): {_plain(each.why)}" for each in left
        ]
        lines += [""]
    return "\n".join(lines)


def _summary(report: DraftReport) -> str:
    counts = ", ".join(f"{count} {verdict}" for verdict, count in report.counts.items() if count)
    library = f"{report.documents} documents, generation {report.generation}"
    passages = "1 passage" if len(report.findings) == 1 else f"{len(report.findings)} passages"
    checked = f"{passages} checked ({counts or 'nothing to check'}) against a library of {library}."
    return " ".join((checked, *_silences(report)))


def _silences(report: DraftReport) -> Iterator[str]:
    """How many sentences say nothing of the library's, and how many could not be checked."""
    asserted = sum(bool(each.why) for each in report.unchecked)
    plain = len(report.unchecked) - asserted
    if asserted:
        yield f"{asserted} sentence{'s' if asserted > 1 else ''} could not be checked."
    if plain:
        yield f"{plain} sentence{'s hold' if plain > 1 else ' holds'} nothing that can be checked."


def _markdown_finding(number: int, finding: Finding) -> Iterator[str]:
    yield f"{number}. **{finding.verdict}**, {finding.kind} in paragraph {finding.paragraph}: {_quoted(finding)}"
    if finding.changes:
        yield f"   - Differs: {''.join(_markdown_change(each) for each in finding.changes).strip()}"
    if finding.note:
        yield f"   - Note: {_plain(finding.note)}"
    if finding.source:
        yield f"   - Source: {_cited(finding.source)}: “{_plain(_short(finding.source.text))}”"


def _markdown_change(change: Change) -> str:
    text = _plain(change.text)
    return {"same": f"{text} ", "deleted": f"~~{text}~~ ", "inserted": f"**{text}** "}[change.kind]


def _quoted(finding: Finding) -> str:
    return f"“{_plain(finding.text)}”"


def _cited(source: Source | None) -> str:
    return _plain(f"{source.document}, {source.locator}") if source else "no source"


def _plain(text: str) -> str:
    """One line, with what Markdown would take for markup escaped."""
    return escape_markdown(text).strip()


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SHOWN else one_line[:_SHOWN].rsplit(" ", 1)[0] + " …"


def write_json(report: DraftReport) -> str:
    """The report as JSON, two spaces deep."""
    return json.dumps(report.to_record(), ensure_ascii=False, indent=2) + "\n"


# -- HTML -----------------------------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --dim: #57606a; --line: #d0d7de;
  --good: #1a7f37; --bad: #b42318; --warn: #8a5a00; --plain: #57606a; --del: #ffd9d6; --ins: #ccf0d4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #10151b; --dim: #9aa5b1; --line: #343c46;
  --good: #56d364; --bad: #ff8f85; --warn: #e3b341; --plain: #9aa5b1; --del: #5c1f1b; --ins: #12451f; } }
body { margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 46rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
.meta, .kind, dt { color: var(--dim); font: .85rem/1.5 system-ui, sans-serif; }
ol.findings { padding: 0; list-style: none; }
ol.findings > li { border: 1px solid var(--line); border-left-width: 4px; border-radius: 4px; margin: 1rem 0;
  padding: .7rem 1rem; }
.verdict { font: 600 .85rem/1.5 system-ui, sans-serif; }
li.correct { --tone: var(--good); } li.altered, li.figure { --tone: var(--bad); }
li.locator { --tone: var(--warn); } li.absent { --tone: var(--plain); }
ol.findings > li { border-left-color: var(--tone); } .verdict { color: var(--tone); }
blockquote { margin: .4rem 0; } dl { margin: .4rem 0 0; } dd { margin: 0 0 .4rem; }
del { background: var(--del); } ins { background: var(--ins); text-decoration: underline; }
.draft mark { background: none; color: inherit; border-bottom: 2px solid var(--plain); }
.draft mark.correct { border-color: var(--good); } .draft mark.locator { border-color: var(--warn); }
.draft mark.altered, .draft mark.figure { border-color: var(--bad); }
.draft mark a { color: inherit; text-decoration: none; } .draft sup { font: .7rem system-ui, sans-serif; }
"""
_CLASSES: dict[Verdict, str] = {
    "correct": "correct",
    "wrong locator": "locator",
    "altered wording": "altered",
    "wrong figure": "figure",
    "not in the library": "absent",
}


def _named(source: Source) -> str:
    return f"{escape(source.document)}, {escape(source.locator)} ({escape(source.source)})"


Named = Callable[[Source], str]


def write_html(report: DraftReport) -> str:
    """The report as one HTML page: no script, nothing loaded from anywhere, light or dark as the reader has it."""
    title = escape(f"Check of {report.name}")
    parts = [
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
        write_fragment(report),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def write_fragment(report: DraftReport, name_source: Named = _named) -> str:
    """The report without the page around it.

    name_source  HTML that names a finding's source; the page makes it a button
    """
    numbered = list(enumerate(report.findings, 1))
    wrong = [(number, each) for number, each in numbered if each.verdict != "correct"]
    right = [(number, each) for number, each in numbered if each.verdict == "correct"]
    parts = [
        f'<p class="meta">{escape(_summary(report))}</p>',
        *_html_list("To be looked at", wrong, name_source),
        *_html_list("Correct", right, name_source),
        *_html_unchecked(report),
        '<h2>The draft</h2>\n<div class="draft">',
        *(_html_paragraph(number, text, numbered) for number, text in enumerate(report.paragraphs, 1)),
        "</div>",
    ]
    return "\n".join(parts)


def _html_list(title: str, findings: Sequence[tuple[int, Finding]], name_source: Named) -> Iterator[str]:
    if not findings:
        return
    yield f'<h2>{title} ({len(findings)})</h2>\n<ol class="findings">'
    for number, finding in findings:
        yield _html_finding(number, finding, name_source)
    yield "</ol>"


def _html_unchecked(report: DraftReport) -> Iterator[str]:
    left = [each for each in report.unchecked if each.why]
    if not left:
        return
    yield f"<h2>{_UNCHECKED} ({len(left)})</h2>\n<ul>"
    for each in left:
        place = f'<a href="#d{each.paragraph}">paragraph {each.paragraph}</a>'
        yield f'<li>“{escape(each.text)}” <span class="kind">{place}: {escape(each.why)}</span></li>'
    yield "</ul>"


def _html_finding(number: int, finding: Finding, name_source: Named) -> str:
    verdict = f"{_SIGNS[finding.verdict]} {finding.verdict}"
    rows = list(_html_rows(finding, name_source))
    return (
        f'<li class="{_CLASSES[finding.verdict]}" id="f{number}"><span class="verdict">{escape(verdict)}</span> '
        f'<span class="kind">{finding.kind} {number}, <a href="#d{finding.paragraph}">paragraph '
        f"{finding.paragraph}</a></span>\n<blockquote>“{escape(finding.text)}”</blockquote>"
        + (f"\n<dl>{''.join(rows)}</dl>" if rows else "")
        + "</li>"
    )


def _html_rows(finding: Finding, name_source: Named) -> Iterator[str]:
    if finding.changes:
        yield f"<dt>Against the source</dt><dd>{' '.join(map(_html_change, finding.changes))}</dd>"
    if finding.note:
        yield f"<dt>Note</dt><dd>{escape(finding.note)}</dd>"
    if finding.source:
        source = finding.source
        yield f"<dt>{name_source(source)}</dt><dd>“{escape(_short(source.text))}”</dd>"


def _html_change(change: Change) -> str:
    text = escape(change.text)
    return {"same": text, "deleted": f"<del>{text}</del>", "inserted": f"<ins>{text}</ins>"}[change.kind]


def _html_paragraph(number: int, text: str, findings: Sequence[tuple[int, Finding]]) -> str:
    """A paragraph of the draft with its findings marked; of overlapping ones the first."""
    pieces, at = [], 0
    for each_number, each in findings:
        if each.paragraph == number and each.start >= at:
            pieces.append(escape(text[at : each.start]))
            inside = f'<a href="#f{each_number}">{escape(text[each.start : each.end])}</a>'
            pieces.append(
                f'<mark class="{_CLASSES[each.verdict]}">{inside}<sup>{_SIGNS[each.verdict]}</sup></mark>'
            )
            at = each.end
    return f'<p id="d{number}">{"".join(pieces)}{escape(text[at:])}</p>'
