"""ObliQA, a public benchmark: the product's own retrieval over 13,732 regulatory passages.

Gokhan, Wang, Gurevych and Briscoe, "RIRAG: Regulatory Information Retrieval
and Answer Generation" (arXiv 2409.05677). Each passage becomes one paragraph,
published with the product's index and searched as users search; nothing is
tuned here. The folder is the data set's own: `StructuredRegulatoryDocuments/`
and `ObliQA_<split>.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from ingest import Document, Locator, Paragraph, SettingsError

from .bootstrap import Estimate, estimate
from .progress import watched
from .retrieval import measure_rankings

MEASURES = ("R@10", "AP@10")
PUBLISHED = (("BM25", 0.7611, 0.6237), ("best published", 0.8333, 0.7016))
_DEPTH = 10
_BATCH = 1_500


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the passages that answer it, as "document/passage"."""

    id: str
    text: str
    relevant: tuple[str, ...]


class Searches(Protocol):
    """Whatever ranks passages for a question: their names "document/passage", best first."""

    def __call__(self, question: str) -> Sequence[str]:
        """The names of the best passages."""
        ...


def read_documents(data: Path) -> tuple[Document, ...]:
    """The documents, by number; a passage without text is left out, as nothing can be found by it."""
    files = sorted((data / "StructuredRegulatoryDocuments").glob("*.json"), key=lambda each: int(each.stem))
    if not files:
        raise SettingsError(
            f"{data}: expected ObliQA's folder StructuredRegulatoryDocuments with JSON files, found none"
        )
    return tuple(_read_document(file) for file in files)


def _read_document(file: Path) -> Document:
    content = file.read_bytes()
    id = sha256(content).hexdigest()[:16]
    passages = [each for each in json.loads(content) if each["Passage"].strip()]
    paragraphs = tuple(_paragraphs(id, passages))
    return Document(id=id, source=file.name, title=f"ADGM document {file.stem}", paragraphs=paragraphs)


def _paragraphs(document: str, passages: list[dict[str, Any]]) -> Iterator[Paragraph]:
    seen: dict[str, int] = {}
    for position, each in enumerate(passages):
        label = each["PassageID"]
        seen[label] = seen.get(label, 0) + 1
        # A few passages share one number; each must keep an id of its own.
        shown = label if seen[label] == 1 else f"{label} ({seen[label]})"
        yield Paragraph(
            id=f"{document}#{shown}",
            document=document,
            position=position,
            kind="body",
            text=" ".join(each["Passage"].split()),
            locator=Locator(shown, label),
        )


def read_questions(data: Path, split: str) -> tuple[Question, ...]:
    """The questions of a split; SettingsError where the folder has no file for it."""
    path = data / f"ObliQA_{split}.json"
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: expected ObliQA's questions, found: {error}") from error
    return tuple(_question(record) for record in records)


def _question(record: dict[str, Any]) -> Question:
    names = (f"{each['DocumentID']}/{each['PassageID']}" for each in record["Passages"])
    return Question(record["QuestionID"], record["Question"], tuple(dict.fromkeys(names)))


def publish_documents(
    documents: Sequence[Document], cache: Path, progress: Callable[[str, int, int], None]
) -> None:
    """Publish the documents into `cache`, some more with each generation.

    A batch that is published is not embedded again: an interrupted run goes on
    where it stood, and a finished one embeds nothing.
    """
    from index import load_encoder, publish

    encoder = load_encoder()
    if _holds(cache, documents, encoder):
        return
    # Paragraphs of earlier batches are written again, but only new ones are embedded.
    done = total = 0
    for number, document in enumerate(documents, start=1):
        total += len(document.paragraphs)
        if total - done >= _BATCH or number == len(documents):
            done = total
            publish(cache, documents[:number], encoder=encoder, progress=progress)


def _holds(cache: Path, documents: Sequence[Document], encoder: Any) -> bool:
    from index import Library
    from ingest import LibraryError

    try:
        with Library.open(cache, encoder) as library:
            return {each.id for each in library.documents} == {each.id for each in documents}
    except LibraryError:
        return False


def measure(questions: Sequence[Question], search: Searches) -> dict[str, Estimate]:
    """Recall@10 and MAP@10 as trec_eval computes them, each with its bootstrap interval."""
    asked = watched(questions, len(questions), "questions")
    relevant = {each.id: each.relevant for each in questions}
    ranked = {each.id: list(dict.fromkeys(search(each.text)))[:_DEPTH] for each in asked}
    scores = measure_rankings(relevant, ranked, MEASURES).values()
    return {name: estimate([each[name] for each in scores]) for name in MEASURES}


def library_search(library: Any, documents: Sequence[Document]) -> Searches:
    """The product's search as names of passages."""
    numbers = {each.id: Path(each.source).stem for each in documents}

    def search(question: str) -> Sequence[str]:
        # More than are measured: passages that share a number count once.
        hits = library.search(question, k=2 * _DEPTH)
        return [f"{numbers[hit.paragraph.document]}/{hit.paragraph.locator.label}" for hit in hits]

    return search


def format_figures(found: dict[str, Estimate], count: int, split: str) -> str:
    """The figures beside the published ones."""
    recall, precision = found["R@10"], found["AP@10"]
    lines = [f"ObliQA {split}, {count} questions", f"{'system':<16} {'Recall@10':>24} {'MAP@10':>24}"]
    ours = "".join(
        f" {each.value:.4f} ({each.low:.4f}-{each.high:.4f})".rjust(25) for each in (recall, precision)
    )
    lines.append(f"{'this library':<16}{ours}")
    lines += [f"{name:<16} {at:>24.4f} {mean:>24.4f}" for name, at, mean in PUBLISHED]
    return "\n".join(lines)
