"""Handlers: what each request of the page does, as values in and HTML out. Knows nothing of Gradio."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from index import original_of
from ingest import Document, Outcome, RapporteurError

from . import strings
from .answer import Answer
from .ask import Assistant
from .bibliography import Style
from .conversation_view import conversation_view, examples_view, header_view, problem_view
from .desk import Desk, note_texts
from .export import export, stamp_of
from .library_view import (
    Adding,
    adding_view,
    built_view,
    count_paragraphs,
    library_view,
    removed_view,
    trouble_view,
)
from .pages_view import pages_view
from .pictures import draw_pages
from .reading_view import lost_view, part_view, reading_view
from .sharing import QUESTION_MOST, read_link, write_link
from .views import NEAREST, Span, cited_view, shelf_view
from .writer import OnSentence

Turns = tuple[Answer, ...]
Shown = tuple[str, str, Turns]  # conversation, sources beside it, turns


def _asked_again(assistant: Assistant, questions: Sequence[str], only: Sequence[str]) -> list[Answer]:
    """The answers of a conversation, as its address asks for them."""
    return [
        assistant.ask(each, questions[:at], documents=list(only) or None) for at, each in enumerate(questions)
    ]


def _quoted(wanted: dict[str, Any]) -> Span | None:
    start, end = wanted.get("start"), wanted.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


class Handlers:
    """The requests of the page to one library."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # -- asking -----------------------------------------------------------------------------

    def ask(
        self, question: str, turns: Turns, only: Sequence[str] | None
    ) -> Iterator[tuple[str, str, str, Turns]]:
        """The question while it is searched for, then its answer. The first value empties the question's line."""
        question = question.strip()
        if not question:
            yield ("", *self._show(turns, only))
            return
        try:
            for shown in self._turn(question, turns, only):
                yield ("", *shown)
        except RapporteurError as error:
            yield question, conversation_view(turns, problem=str(error)), self._beside(turns), turns

    def begin(self) -> Shown:
        """A new conversation."""
        return self._show((), ())

    def apologise(self, turns: Turns) -> Shown:
        """What stands where an error in the program kept an answer back; its traceback is in the terminal."""
        return conversation_view(turns, problem=strings.FAULT), self._beside(turns), turns

    def shared_documents(self, query: str) -> tuple[str, list[str]]:
        """The address as it came and the documents that it searches; those that are gone are left out."""
        held = {each.source for each in self.desk.documents}
        return query, [each for each in read_link(query).only if each in held]

    def restore(self, query: str) -> Iterator[Shown]:
        """The conversation that an address holds, asked again, turn by turn."""
        shared = read_link(query)
        only = self.shared_documents(query)[1]
        turns: Turns = ()
        for question in shared.questions:
            try:
                for shown in self._turn(question, turns, only):
                    yield shown
                turns = shown[2]
            except RapporteurError as error:
                yield conversation_view(turns, problem=str(error)), self._beside(turns), turns
                return
        if not shared.questions:
            yield self._show((), only)

    def _turn(self, question: str, turns: Turns, only: Sequence[str] | None) -> Iterator[Shown]:
        """One more turn as it grows: nothing yet, each sentence as a language model writes it, the answer."""
        said: list[str] = []
        pieces: SimpleQueue[str | None] = SimpleQueue()
        with ThreadPoolExecutor(1) as worker:
            answer = worker.submit(
                self._answer, question, turns, only, lambda sentence: pieces.put(sentence.text)
            )
            answer.add_done_callback(lambda _: pieces.put(None))
            yield conversation_view(turns, waiting=question), "", turns
            while (piece := pieces.get()) is not None:
                said.append(piece)
                yield conversation_view(turns, waiting=question, said=said), "", turns
        yield self._show((*turns, answer.result()), only)

    def _answer(
        self, question: str, turns: Turns, only: Sequence[str] | None, on_sentence: OnSentence
    ) -> Answer:
        if len(question) > QUESTION_MOST:
            raise RapporteurError(strings.TOO_LONG.format(found=len(question), most=QUESTION_MOST))
        with self.desk.reading() as assistant:
            return assistant.ask(
                question,
                [each.question for each in turns],
                documents=list(only) if only else None,
                on_sentence=on_sentence,
            )

    def _show(self, turns: Turns, only: Sequence[str] | None) -> Shown:
        link = write_link([each.question for each in turns], only or ())
        first = () if turns else self.desk.suggestions
        return conversation_view(turns, link=link, first=first), self._beside(turns), turns

    def _beside(self, turns: Turns) -> str:
        return self._sources(turns[-1]) if turns else ""

    def _sources(self, answer: Answer, title: str = strings.CITED) -> str:
        shown = [each.quotation.paragraph for each in answer.citations] or [
            each.paragraph for each in answer.nearest(NEAREST)
        ]
        with self.desk.reading() as assistant:
            return cited_view(answer, note_texts(assistant, shown), title)

    # -- looking up and reading -------------------------------------------------------------

    def look_up(self, request: str) -> str:
        """The provision, or what there is instead."""
        try:
            with self.desk.reading() as assistant:
                answer = assistant.look_up(request.strip()[:QUESTION_MOST])
            if not answer.citations:
                return problem_view(strings.STATUS[answer.status], answer.text)
            return self._sources(answer, strings.LOOKED_UP)
        except RapporteurError as error:
            return problem_view(strings.PROBLEM, str(error))

    def for_browser(self) -> list[Callable[[Any], Any]]:
        """The functions that the browser calls by name."""
        return [self.open_source(), self.open_part(), self.open_pages(), self.take_away()]

    def open_source(self) -> Callable[[Any], str]:
        """The function by which the browser opens a document at a paragraph."""

        def open_source(place: Any) -> str:
            wanted = place if isinstance(place, dict) else {}
            at, quoted = str(wanted.get("paragraph")), _quoted(wanted)
            return self._read(
                wanted,
                lambda document: reading_view(document, at, quoted, pages=self._pdf(document) is not None),
            )

        return open_source

    def open_pages(self) -> Callable[[Any], str]:
        """The function by which the browser takes the pages that a quotation stands on, as pictures."""

        def open_pages(place: Any) -> str:
            wanted = place if isinstance(place, dict) else {}
            at, quoted = str(wanted.get("paragraph")), _quoted(wanted)
            return self._read(wanted, lambda document: self._pages(document, at, quoted))

        return open_pages

    def _pages(self, document: Document, at: str, quoted: Span | None) -> str:
        paragraph = next((each for each in document.paragraphs if each.id == at), None)
        file = self._pdf(document)
        pictures = draw_pages(file, paragraph, quoted) if file and paragraph else ()
        return pages_view(document, paragraph, pictures)

    def _pdf(self, document: Document) -> Path | None:
        return original_of(self.desk.folder, document.id)

    def open_part(self) -> Callable[[Any], str]:
        """The function by which the browser takes more of the document that is open."""

        def open_part(place: Any) -> str:
            wanted = place if isinstance(place, dict) else {}
            first = wanted.get("first")
            return self._read(
                wanted, lambda document: part_view(document, first if isinstance(first, int) else 0)
            )

        return open_part

    def take_away(self) -> Callable[[Any], dict[str, str]]:
        """The function by which the browser takes a conversation away: its address, a form and a style in, a file out."""

        def take_away(wanted: Any) -> dict[str, str]:
            wanted = wanted if isinstance(wanted, dict) else {}
            form = str(wanted.get("form"))
            style: Style = "chicago" if wanted.get("style") == "chicago" else "un"
            shared = read_link(str(wanted.get("query")))
            only = self.shared_documents(str(wanted.get("query")))[1]
            try:
                with self.desk.reading() as assistant:
                    answers = _asked_again(assistant, shared.questions, only)
                    content = export(answers, form, stamp_of(assistant.library), style)
            except RapporteurError as error:
                return {"error": str(error)}
            return {"name": f"answers.{form}", "content": b64encode(content).decode("ascii")}

        return take_away

    def _read(self, wanted: dict[str, Any], draw: Callable[[Document], str]) -> str:
        try:
            with self.desk.reading() as assistant:
                return draw(assistant.library.document(str(wanted.get("document"))))
        except RapporteurError as error:
            return lost_view(str(error))

    # -- the library ------------------------------------------------------------------------

    def stock(self) -> tuple[str, list[tuple[str, str]], str, str, str]:
        """Header, (title, source) of each document to choose from, table, examples for the look-up, and the shelf."""
        documents = self.desk.documents
        count = sum(map(count_paragraphs, documents))
        choices = [(each.title, each.source) for each in documents]
        return (
            header_view(len(documents), count),
            choices,
            library_view(documents),
            examples_view(self.desk.provisions()),
            shelf_view(documents),
        )

    def add(self, files: Sequence[str]) -> Iterator[str]:
        """Adds uploaded files: each with its own progress as it is read, then what became of them all."""
        if not files:
            yield trouble_view(strings.ADD_NOTHING)
            return
        paths = [Path(each) for each in files]
        adding = Adding(tuple(each.name for each in paths))
        steps: SimpleQueue[Adding | None] = SimpleQueue()

        def told(stage: str, done: int, total: int) -> None:
            stages[stage] = (done, total)
            steps.put(replace(adding, stages=dict(stages), read=tuple(read)))

        read: list[Outcome] = []
        stages: dict[str, tuple[int, int]] = {}
        with ThreadPoolExecutor(1) as worker:
            built = worker.submit(self.desk.add, paths, told, read.append)
            built.add_done_callback(lambda _: steps.put(None))
            yield adding_view(adding)
            while (step := steps.get()) is not None:
                yield adding_view(step)
        try:
            yield built_view(built.result())
        except RapporteurError as error:
            yield trouble_view(str(error))

    def remove(self, sources: Sequence[str] | None) -> str:
        """Takes documents out."""
        if not sources:
            return trouble_view(strings.REMOVE_NOTHING)
        try:
            self.desk.remove(sources)
        except RapporteurError as error:
            return trouble_view(str(error))
        return removed_view(sources)
