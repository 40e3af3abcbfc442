"""Comparison view: what several instruments say on a matter, as a table in HTML and in Markdown. Pure.

Every word of a document is escaped here. The words that differ from the row's
first cell are marked; the source is one click away where the page draws it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from . import strings
from .citing import name_of, short_name
from .compare import Cell, Comparison, Provision
from .views import source_button, status_pill, tag
from .writing import escape_markdown

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --dim: #57606a; --line: #d0d7de; --mark: #fff3c4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #10151b; --dim: #9aa5b1; --line: #343c46;
  --mark: #4d3f0d; } }
body { margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 90rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.6 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.5rem; line-height: 1.3; } p.rp-hint, .rp-locator { color: var(--dim); font: .85rem/1.5 system-ui, sans-serif; }
.rp-compare { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .6rem .8rem; text-align: left; vertical-align: top; min-width: 14rem; }
mark { background: var(--mark); color: inherit; } td.rp-none { color: var(--dim); }
"""


def comparison_view(comparison: Comparison, *, buttons: bool = True) -> str:
    """The comparison as HTML: a heading, one column an instrument, rows of paragraphs that answer to each other.

    buttons  whether each paragraph opens its source (the page) or stands alone (a file)
    """
    found = [each for each in comparison.provisions if each.paragraphs]
    silent = [each for each in comparison.provisions if not each.paragraphs]
    table = _table(comparison, found, buttons=buttons) if found else ""
    hint = tag("p", escape(strings.COMPARE_MARKS), class_="rp-hint") if len(found) > 1 else ""
    return tag("section", hint + table + _silent(silent), class_="rp-comparison", aria_label=comparison.topic)


def write_html(comparison: Comparison) -> str:
    """The comparison as one HTML page that needs nothing else."""
    title = escape(strings.COMPARED.format(topic=comparison.topic))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{comparison_view(comparison, buttons=False)}\n</body>\n</html>\n"
    )


def _table(comparison: Comparison, found: list[Provision], *, buttons: bool) -> str:
    columns = [at for at, each in enumerate(comparison.provisions) if each.paragraphs]
    head = tag("tr", "".join(tag("th", _instrument(each), scope="col") for each in found))
    body = "".join(
        tag("tr", "".join(_cell(row[at], buttons=buttons) for at in columns)) for row in comparison.rows
    )
    table = tag("table", tag("thead", head) + tag("tbody", body))
    return tag(
        "div", table, class_="rp-compare", tabindex="0", role="region", aria_label=strings.COMPARED_TABLE
    )


def _instrument(provision: Provision) -> str:
    document = provision.document
    name = tag("span", escape(short_name(document)), class_="rp-instrument", title=document.title)
    heading = tag("span", escape(provision.heading), class_="rp-locator") if provision.heading else ""
    others = strings.COMPARE_ALSO.format(locators=", ".join(provision.others)) if provision.others else ""
    also = tag("span", escape(others), class_="rp-locator") if others else ""
    return "<br>".join(each for each in (name, status_pill(document), heading, also) if each)


def _cell(cell: Cell | None, *, buttons: bool) -> str:
    if cell is None:
        return tag("td", escape(strings.COMPARE_NOTHING_LIKE), class_="rp-none")
    paragraph = cell.paragraph
    shown = paragraph.locator.shown
    where = (
        source_button(shown, cell.document, paragraph, None, class_="rp-open")
        if buttons
        else tag("span", escape(shown), class_="rp-locator")
    )
    return tag("td", where + tag("p", _marked(cell)))


def _marked(cell: Cell) -> str:
    text, at, pieces = cell.paragraph.text, cell.paragraph.lead, []
    for start, end in cell.differs:
        pieces += [escape(text[at:start]), tag("mark", escape(text[start:end]))]
        at = end
    return "".join([*pieces, escape(text[at:])])


def _silent(silent: list[Provision]) -> str:
    if not silent:
        return ""
    names = "".join(tag("li", escape(name_of(each.document))) for each in silent)
    return tag("h3", escape(strings.COMPARE_NONE)) + tag("ul", names, class_="rp-silent")


def write_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown: a table, differing words bold."""
    found = [(at, each) for at, each in enumerate(comparison.provisions) if each.paragraphs]
    lines = [f"# {escape_markdown(strings.COMPARED.format(topic=comparison.topic))}", ""]
    if found:
        lines.append(
            _line(
                f"{escape_markdown(name_of(each.document))}, {escape_markdown(each.heading)}".rstrip(", ")
                for _, each in found
            )
        )
        lines.append(_line("---" for _ in found))
        lines += [_line(_markdown_cell(row[at]) for at, _ in found) for row in comparison.rows]
        lines.append("")
    silent = [each for each in comparison.provisions if not each.paragraphs]
    if silent:
        lines += [
            f"{strings.COMPARE_NONE}: {', '.join(escape_markdown(name_of(each.document)) for each in silent)}",
            "",
        ]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _markdown_cell(cell: Cell | None) -> str:
    if cell is None:
        return "–"
    text, at, pieces = cell.paragraph.text, cell.paragraph.lead, []
    for start, end in cell.differs:
        pieces += [escape_markdown(text[at:start]), f"**{escape_markdown(text[start:end])}**"]
        at = end
    return f"*{escape_markdown(cell.paragraph.locator.shown)}* " + "".join(
        [*pieces, escape_markdown(text[at:])]
    )
