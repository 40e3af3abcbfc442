"""The desk: one library that many people ask, and add to, while it changes on disk.

Who asks keeps the generation that he began with; a new one is taken up as soon
as it is published, here or by the command line. Adding and removing go one at a
time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index import Encoder, drop_originals, load_encoder, publish
from ingest import Document, LibraryError, Outcome, Paragraph, meaning_of

from .ask import Assistant
from .building import Built, Progress, build
from .suggest import suggest_provisions, suggest_questions
from .writer import ChatModel

_SUGGESTED = 5


class _Open:
    """An opened assistant and how many are using it; closed when nobody does any more."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.users = 0
        self.retired = False

    def close_when_idle(self) -> None:
        if self.retired and not self.users:
            self.assistant.close()


class Desk:
    """A library folder for the page. Safe for threads. Raises LibraryError when there is no library."""

    def __init__(
        self, folder: Path, encoder: Encoder | None = None, *, model: ChatModel | None = None
    ) -> None:
        self.folder = folder
        self._model = model
        self._encoder = encoder or load_encoder()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._suggested: tuple[int, tuple[str, ...]] = (-1, ())
        self._open = self._open_live()

    def close(self) -> None:
        """Lets the library go once nobody asks any more."""
        with self._lock:
            self._open.retired = True
            self._open.close_when_idle()

    # -- reading ----------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Assistant]:
        """The assistant of the live generation; it stays open until the block ends."""
        held = self._take()
        try:
            yield held.assistant
        finally:
            with self._lock:
                held.users -= 1
                held.close_when_idle()

    def _take(self) -> _Open:
        with self._lock:
            if self._open.assistant.library.generation != self._live():
                fresh = self._open_live()
                self._open.retired = True
                self._open.close_when_idle()
                self._open = fresh
            self._open.users += 1
            return self._open

    def _open_live(self) -> _Open:
        return _Open(Assistant.open(self.folder, self._encoder, model=self._model))

    def _live(self) -> int:
        return int((self.folder / "CURRENT").read_text("ascii"))

    # -- what the page shows of it ----------------------------------------------------------

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, without paragraphs."""
        with self.reading() as assistant:
            return assistant.library.documents

    def warm(self) -> None:
        """Loads the model and finds which suggested questions are answered; the first question is fast after it."""
        with self.reading() as assistant:
            assistant.warm()
            plain = Assistant(assistant.library)  # quotations suffice to know what is answered
            answered = (each for each in self._drafted(assistant) if plain.ask(each).status == "answered")
            found = tuple(each for _, each in zip(range(_SUGGESTED), answered, strict=False))
            self._suggested = assistant.library.generation, found

    @property
    def suggestions(self) -> tuple[str, ...]:
        """First questions; before `warm` has ended, drafts that nobody has tried."""
        with self.reading() as assistant:
            generation, found = self._suggested
            return (
                found if generation == assistant.library.generation else self._drafted(assistant)[:_SUGGESTED]
            )

    def _drafted(self, assistant: Assistant) -> tuple[str, ...]:
        return suggest_questions(_whole(assistant))

    def provisions(self) -> tuple[str, ...]:
        """Provisions to try the look-up with."""
        with self.reading() as assistant:
            found = suggest_provisions(_whole(assistant))
            return tuple(each for each in found if assistant.look_up(each).status == "answered")

    # -- writing ----------------------------------------------------------------------------

    def add(
        self,
        paths: Sequence[Path],
        progress: Progress | None = None,
        on_outcome: Callable[[Outcome], None] | None = None,
    ) -> Built:
        """Adds files, each in place of one with the same name; raises SourceError or LibraryError."""
        with self._writing:
            return build(
                paths,
                self.folder,
                add=True,
                through_page=True,
                encoder=self._encoder,
                progress=progress,
                on_outcome=on_outcome,
            )

    def remove(self, sources: Sequence[str]) -> None:
        """Takes documents out by their source names; LibraryError when none would be left."""
        with self._writing, self.reading() as assistant:
            kept = {each.id for each in assistant.library.documents if each.source not in sources}
            if not kept:
                raise LibraryError(
                    f"library {self.folder}: expected at least one document to stay, found none; add another first"
                )
            publish(self.folder, [], keep=lambda each: each.source not in sources, encoder=self._encoder)
            drop_originals(self.folder, kept)


def _whole(assistant: Assistant) -> tuple[Document, ...]:
    return tuple(assistant.library.document(each.id) for each in assistant.library.documents)


def note_texts(assistant: Assistant, paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """The text of each note marked in the paragraphs by its id; an "Ibid." with what it stands for."""
    texts: dict[str, str] = {}
    for paragraph in paragraphs:
        wanted = {each.note for each in paragraph.notes if each.note}
        if wanted:
            document = assistant.library.document(paragraph.document)
            texts |= {each.id: _meant(each, document) for each in document.paragraphs if each.id in wanted}
    return texts


def _meant(note: Paragraph, document: Document) -> str:
    meant = meaning_of(note, document.paragraphs)
    return note.text if meant.id == note.id else f"{note.text} [{meant.locator.shown}: {meant.text}]"
