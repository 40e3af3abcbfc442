"""Makes the sample library: every file in source/ becomes the document that users would have.

    python samples/make.py            writes the documents beside this script
    python samples/make.py FOLDER     writes them into FOLDER

The same sources give the same bytes on every run: dates and ids are fixed, and nothing is
compressed, because compressors differ from one machine to the next. It needs reportlab and
python-docx and does not ingest anything.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from typeset.markup import Source, read_source
from typeset.plain import write_markdown, write_text
from typeset.prints import write_paper, write_treaty
from typeset.word import write_resolution

HERE = Path(__file__).resolve().parent

# document layout -> suffix of the document, function from source to bytes
LAYOUTS: dict[str, tuple[str, Callable[[Source], bytes]]] = {
    "treaty": (".pdf", write_treaty),
    "paper": (".pdf", write_paper),
    "resolution": (".docx", write_resolution),
    "report": (".md", write_markdown),
    "position": (".txt", write_text),
}


def make(folder: Path) -> list[Path]:
    """Write every document of the pack into `folder`; return their paths, sorted by name."""
    made = []
    for path in sorted((HERE / "source").glob("*.src")):
        source = read_source(path.read_text(encoding="utf-8"))
        suffix, write = LAYOUTS[source.fields["layout"]]
        target = folder / (path.stem + suffix)
        target.write_bytes(write(source))
        made.append(target)
    return made


if __name__ == "__main__":
    for each in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(each)
