"""A document for tests, written as lines."""

from ingest import Document, Locator, Paragraph


def document(source, lines, **fields):
    """A document of lines "article 2 / paragraph 1 | text"; a line with "#" before it is a heading, with "##" one below it."""
    name = f"{sum(map(ord, source)):016x}"
    paragraphs = []
    for position, line in enumerate(lines):
        depth = len(line) - len(line.lstrip("#"))
        where, text = line.lstrip("# ").split(" | ")
        steps = tuple(tuple((*step.split(" ", 1), "")[:2]) for step in where.split(" / "))
        own = steps[-1][0] if steps[-1][0] in ("note", "row", "item") else "body"
        above = [each.id for each in paragraphs if each.locator.steps == steps[:-1]]
        above_it = paragraphs[-1].section if paragraphs else ()
        section = (*above_it[: depth - 1], text) if depth else above_it
        paragraphs.append(
            Paragraph(
                f"{name}#{position}",
                name,
                position,
                "heading" if depth else own,
                text,
                Locator(where, steps=steps),
                section=section,
                parent=above[-1] if above and own == "item" else None,
            )
        )
    return Document(name, source, fields.pop("title"), tuple(paragraphs), **fields)
