"""Writes the report as Markdown and the position paper as plain text.

Their sources are nearly the documents already: here come the cover, the contents, the table
rules and the notes at the end.
"""

from __future__ import annotations

import re

from .markup import Source, curl

_WIDTH = 100


def write_markdown(source: Source) -> bytes:
    """The Markdown of a report: cover, imprint, contents, body, notes."""
    fields = source.fields
    cover = [f"# {fields['title']}", f"**{fields['subtitle']}**", "  \n".join(source.parts("cover"))]
    cover += [f"*{fields['mark']}*", *source.parts("imprint")]
    contents = ["## Contents", "\n".join(_contents(source.body))]
    chunks = [_markdown_chunk(chunk) for chunk in source.body.split("\n\n") if not chunk.startswith("[^")]
    notes = [f"[^{number}]: {text}" for number, text in enumerate(source.notes, 1)]
    parts = [*cover, *contents, *chunks, "## Notes", *notes]
    return (curl("\n\n".join(parts)) + "\n").encode()


def _contents(body: str) -> list[str]:
    heads = re.findall(r"^(##+) (.+)$", body, re.MULTILINE)
    return [f"{'  ' * (len(signs) - 2)}- {title}" for signs, title in heads]


def _markdown_chunk(chunk: str) -> str:
    lines = chunk.splitlines()
    caption = [f"**{line.removeprefix('!table ')}**\n" for line in lines if line.startswith("!table")]
    rows = [line for line in lines if not line.startswith("!")]
    if rows[0].startswith("|"):
        rows.insert(1, "|" + " --- |" * (rows[0].count("|") - 1))
    return "\n".join([*caption, *rows])


def write_text(source: Source) -> bytes:
    """The text of a position paper: a centred head, then the body with its headings in capitals."""
    heads = [source.fields["title"], *source.parts("lines"), f"[{source.fields['mark']}]"]
    centred = [line.center(_WIDTH).rstrip() for line in heads]
    body = re.sub(r"^# (.+)$", lambda match: match[1].upper(), source.body, flags=re.MULTILINE)
    return ("\n".join(centred) + "\n\n\n" + body + "\n").encode()
