"""The assistant: a question in, a cited answer out. It joins look-up, retrieval, evidence and gate."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index import Encoder, Hit, Library, split_terms
from ingest import Document, Paragraph

from .abbreviations import Abbreviations
from .answer import Answer, Quotation, whole
from .choose import choose, choose_led
from .citing import short_name
from .composing import RETRIEVED, compose, compose_provision, look_up, sources_of
from .definitions import term_to_define
from .document_names import is_law
from .evidence import Asked, coverage, defines
from .followup import judged_words, near_answer, own_words, refocus, words_before
from .in_parts import bare_term, choose_in_parts, defined_first
from .initials import Initials
from .intent import Intent, defined_term, intent_of
from .known_as import KnownAs
from .lookup import Found, Lookup, asks_for_table, in_turns, says_no_more, spans_articles
from .names import Names, Naming
from .order import decided_first, is_recital, numbered_so_first, quoted_first, stated_first
from .parts import Part, complete, split_parts, split_sides
from .refusal import ANSWERS, Signs, probability, reason
from .retrieve import as_hit, late_of, nameless, numbered, rank, without_twins
from .scope import scope_of, searched_in, shared_by
from .side_by_side import set_side_by_side
from .sufficiency import doubted, missing_of, signs_of, unknown_words, vouched
from .understanding import Understanding
from .wanted import wanted_in

if TYPE_CHECKING:
    from .missing import Missing
    from .writer import ChatModel, Evidence, OnSentence

_LAW = 0.02  # what treaty and resolution text is lifted by: law before opinion, among equals
_ABOVE = 0.25  # weight, within a provision, of words that stand only in the headings over a paragraph
_RECITAL = 0.1  # against a recital within a provision: of near equals what is decided comes first
_OWN_TERMS = 3  # content words of a part of a comparison that asks for something else than the other
_SPARE = 10  # hits fetched beyond, since the same paragraph may stand in two files of a document


class Assistant:
    """Answers questions from one library. Open it once, ask as often as you like, from any thread."""

    def __init__(self, library: Library, model: ChatModel | None = None) -> None:
        self.library = library
        self.model = model
        self.lookup = Lookup(library)
        self.names: Names = self.lookup.names
        self.abbreviations = Abbreviations(library, self.names)
        self._understanding = Understanding(library, self.lookup)
        self._initials = Initials(library, self.names)
        self._known_as = KnownAs(self.names, self.abbreviations, self._initials)
        self._documents = sources_of(library)

    @classmethod
    def open(
        cls, library: Path, encoder: Encoder | None = None, *, model: ChatModel | None = None
    ) -> Assistant:
        """Open the library in a folder. Raises LibraryError."""
        return cls(Library.open(library, encoder), model)

    def warm(self) -> None:
        """Loads the model and the index and learns the library's short names, so that no question waits for it."""
        self.library.warm()
        self.abbreviations.warm()
        self._initials.warm()

    def close(self) -> None:
        """Let the library go."""
        self.library.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- asking -----------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        documents: Sequence[str] | None = None,
        on_sentence: OnSentence | None = None,
    ) -> Answer:
        """Answer a question.

        history    earlier questions of the conversation, oldest first
        documents  sources to search in, all when None
        """
        begun = time.perf_counter()
        asked, found = self._understood(question, history)
        open_question = found.outcome == "ambiguous" or spans_articles(asked, found)
        if found.outcome == "none" or (open_question and found.rest):
            answer = self._search(question, asked, documents, on_sentence)
        elif found.outcome == "found" and found.rest and not (says_no_more(found) or asks_for_table(asked)):
            answer = self._within(question, asked, found) or self._beyond(
                self._search(question, asked, documents, on_sentence), found
            )
        else:
            answer = self._provision(question, asked, found)
        return _timed(answer, asked, time.perf_counter() - begun)

    def _understood(self, question: str, history: Sequence[str] = ()) -> tuple[str, Found]:
        """A question as it is asked of the library, and what it looks up."""
        return self._understanding.of(question, history, self.ask)

    def look_up(self, request: str) -> Answer:
        """The provision that a request names; status `no_such_provision` when it names none. No model."""
        return look_up(self.lookup, request)

    # -- provisions -------------------------------------------------------------------------

    def _provision(self, question: str, asked: str, found: Found) -> Answer:
        if found.outcome != "missing":
            return compose_provision(self.library, self._documents, question, found)
        hits = self.library.search(asked, RETRIEVED)
        return Answer(question, "no_such_provision", found.message, retrieved=hits, sources=self._documents)

    def _within(self, question: str, asked: str, found: Found) -> Answer | None:
        """A question about a named provision is answered from it; None where it does not state what is asked for."""
        wanted = Asked(asked, "plain", self._weights(asked))
        ranked = sorted(
            (as_hit(each, self._fit(each, wanted)) for _, each in found.paragraphs),
            key=lambda hit: -hit.score,
        )
        turns = in_turns(ranked, found, each_provision=intent_of(asked) == "compare")
        missing = self._missing(asked, "plain", ranked, wanted.weights) if len(turns) == 1 else None
        if missing and missing.wanted and missing.probability > 1.0 - ANSWERS:
            return None
        chosen = [each for hits in turns for each in choose_led(wanted, hits, self.library)]
        return self._compose(question, [self._from(each) for each in chosen], numbered(ranked[:RETRIEVED]))

    def _beyond(self, answer: Answer, found: Found) -> Answer:
        """The whole library's answer where the named provision has none; a refusal shows the provision first."""
        if answer.status != "refused":
            return answer
        named = [as_hit(paragraph) for _, paragraph in found.paragraphs]
        there = {hit.paragraph.id for hit in named}
        others = [hit for hit in answer.retrieved if hit.paragraph.id not in there]
        return replace(answer, retrieved=numbered([*named, *others][:RETRIEVED]))

    def _fit(self, paragraph: Paragraph, asked: Asked) -> float:
        """How well a paragraph of a provision fits what is asked about it, about -0.1 to 1.5."""
        late = self.library.fit_spans(asked.text, paragraph, [(0, len(paragraph.text))])
        own = coverage(paragraph.text, asked.weights)
        above = coverage(paragraph.text, asked.weights, *paragraph.section) - own
        recital = _RECITAL if is_recital(paragraph) else 0.0
        return (late[0] if late else 0.0) + own + _ABOVE * above - recital

    # -- questions --------------------------------------------------------------------------

    def _search(
        self, question: str, asked: str, documents: Sequence[str] | None, on_sentence: OnSentence | None
    ) -> Answer:
        own = own_words(asked)
        intent = intent_of(own)
        named = self.names.find_more(asked, [each for each in self.lookup.namings(asked) if each.documents])
        if documents is None and own == asked and intent != "compare" and (scope := scope_of(asked, named)):
            return self._search(question, scope.question, scope.sources, on_sentence)
        if documents is None and own == asked and (about := self._about(asked, named)):
            hits = numbered([as_hit(each) for each in about])
            return self._compose(question, [self._from(whole(each)) for each in about], hits)
        weights = self._weights(asked)
        namings = list(named) if intent == "compare" else searched_in(asked, named)
        if intent not in ("compare", "source") and len({each.documents for each in namings}) > 1:
            intent = "compare"
        if intent == "compare" and (there := self.lookup.beside(asked)):
            # what the provisions are headed is asked of the other documents
            headed = dict.fromkeys(each.section[-1] for _, each in there if each.section)
            hits = self._ranked(" ".join((asked, *headed)), own, intent, namings, documents)
            hits = self._only_there(asked, hits, there)
        else:
            hits = self._ranked(asked, own, intent, namings, documents)
        # of a comparison each document's best comes first, however well it fits
        orders = [hits, sorted(hits, key=late_of, reverse=True)] if intent == "compare" else [hits]
        missing = self._missing(asked, intent, hits, weights, named)
        subject = max(
            (
                probability(signs_of(self.library, self._documents, words, each, self._weights(words)))
                for each in orders
                for words in dict.fromkeys((asked, own))
                if each
            ),
            default=0.0,
        )
        subject = vouched(self.library, subject, asked, hits)
        confidence = min(subject, 1.0 - (missing.probability if missing else 0.0))
        if hits and defines(hits[0].paragraph, defined_term(own)):
            confidence = max(confidence, ANSWERS)
        if confidence < ANSWERS:
            return self._refused(question, asked, hits, missing, confidence)
        if own != asked:  # once it is settled that they answer: what is near says nothing of that
            hits = self._led_from(asked, hits, namings, documents)
        parts = self._parts(asked, intent, namings) if own == asked else ()
        if len(parts) > 1:
            chosen = self._part_by_part(asked, parts, hits, namings, documents)
        else:
            chosen = self._chosen(asked, intent, hits, len(namings) if intent == "compare" else 1)
            hits = numbered(quoted_first(hits, chosen)) if intent == "source" else hits
        quotations = [self._from(each) for each in chosen]
        lead = ""
        if intent == "compare" and len(namings) > 1 and len(parts) < 2:
            quotations, lead = set_side_by_side(self.library, asked, namings, quotations, hits)
        answer = self._answered(question, asked, quotations, hits, on_sentence, lead)
        return replace(answer, confidence=confidence)

    def _parts(self, asked: str, intent: Intent, namings: Sequence[Naming]) -> Sequence[Part]:
        """What is asked part by part; of a comparison its sides, where not both are documents."""
        parts = split_parts(asked)
        if intent != "compare":
            return parts
        if len(namings) < 2:
            return parts if len(parts) > 1 else split_sides(asked)
        return parts if all(self._asks_of_its_own(part, asked) for part in parts) else ()

    def _asks_of_its_own(self, part: Part, asked: str) -> bool:
        """Whether a part of a comparison asks something of its own of a document that it names."""
        own = self.names.find(asked[part.start : part.end])
        return bool(own.documents) and len(split_terms(own.rest)) >= _OWN_TERMS

    def _missing(
        self,
        asked: str,
        intent: Intent,
        hits: Sequence[Hit],
        weights: Mapping[str, float],
        namings: Sequence[Naming] = (),
    ) -> Missing | None:
        """What the best paragraphs lack of what is asked, and how surely they answer it; None where none can judge."""
        own = judged_words(asked)
        term = term_to_define(nameless(own, namings))
        named = {each.id for naming in namings for each in naming.documents}

        def names_another(sentence: str) -> bool:
            others = (each.documents for each in self.lookup.namings(sentence) if each.exact)
            return bool(named) and any(named.isdisjoint(each.id for each in its) for its in others)

        known_as = self._known_as.others
        missing = missing_of(own, intent, hits, self._documents, weights, term, names_another, known_as)
        return missing and doubted(self.library, missing, asked, hits)

    def _refused(
        self, question: str, asked: str, hits: tuple[Hit, ...], missing: Missing | None, confidence: float
    ) -> Answer:
        """That the library does not say, with the nearest paragraphs and what they lack."""
        unknown = unknown_words(self.library, asked)
        text = reason(unknown, hits, missing.remark(unknown) if missing else "")
        return Answer(
            question, "refused", text, retrieved=hits, confidence=confidence, sources=self._documents
        )

    def _about(self, asked: str, named: Sequence[Naming]) -> Sequence[Paragraph]:
        """What a document says of itself, where a question asks who wrote or issued it, or when."""
        if len(named) != 1 or len({short_name(each) for each in named[0].documents}) != 1:
            return ()
        from .about import said_of_itself

        return said_of_itself(asked, named[0], self.library.document(named[0].documents[0].id))

    def _ranked(
        self,
        asked: str,
        own: str,
        intent: Intent,
        namings: Sequence[Naming],
        documents: Sequence[str] | None,
    ) -> tuple[Hit, ...]:
        """The best paragraphs for a question, in the order in which they answer."""
        either = self._spelt_out(asked)
        hits = rank(
            self.library, either, intent, self._weights(asked), namings, RETRIEVED + _SPARE, documents
        )
        hits = self._in_order(hits, law_first=not namings and intent != "source")
        if own != asked:
            return refocus(self.library, hits, own)
        wanted = wanted_in(asked) if intent == "plain" else None
        hits = tuple(stated_first(hits, wanted.states)) if wanted else hits
        return numbered(numbered_so_first(hits, asked))

    def _led_from(
        self, asked: str, hits: Sequence[Hit], namings: Sequence[Naming], documents: Sequence[str] | None
    ) -> tuple[Hit, ...]:
        """The hits of a follow-up, those beside what answers the question before a little higher."""
        last = words_before(asked)
        own = own_words(last)
        return near_answer(hits, self._ranked(last, own, intent_of(own), namings, documents))

    def _only_there(
        self, asked: str, hits: Sequence[Hit], there: Sequence[tuple[Document, Paragraph]]
    ) -> tuple[Hit, ...]:
        """The hits of a comparison, of the documents whose provisions are named these provisions alone."""
        wanted = Asked(asked, "compare", self._weights(asked))
        named = {document.id for document, _ in there}
        others = [hit for hit in hits if hit.paragraph.document not in named]
        own = sorted((as_hit(each, self._fit(each, wanted)) for _, each in there), key=lambda hit: -hit.score)
        return numbered([*own[: RETRIEVED // 2], *others][:RETRIEVED])

    def _in_order(self, hits: Sequence[Hit], *, law_first: bool) -> tuple[Hit, ...]:
        """The hits once each, of equals the law before opinion."""
        single = without_twins(hits, self._documents)
        if law_first:
            lifted = [replace(hit, score=hit.score + (_LAW if self._is_law(hit) else 0.0)) for hit in single]
            single = sorted(lifted, key=lambda hit: -hit.score)
        return numbered(single[:RETRIEVED])

    def _is_law(self, hit: Hit) -> bool:
        return is_law(self._documents[hit.paragraph.document])

    def _chosen(self, wanted: str, intent: Intent, hits: Sequence[Hit], together: int) -> Sequence[Quotation]:
        """The quotations that answer a question that asks one thing, or of several documents one."""
        own = own_words(wanted)
        hits = hits if intent == "compare" else decided_first(hits)
        if own != wanted and intent != "source":
            asked = Asked(own, intent, self._weights(own), wanted)
        else:
            asked = Asked(wanted, intent, self._weights(wanted))
        return choose(asked, hits, self.library, together, prose=not self._is_law(hits[0]))

    def _part_by_part(
        self,
        asked: str,
        parts: Sequence[Part],
        hits: Sequence[Hit],
        namings: Sequence[Naming],
        documents: Sequence[str] | None,
    ) -> Sequence[Quotation]:
        """The quotations that answer each part in turn, then those of the paragraphs that fit the whole best."""

        def search(part: Part, before: str) -> tuple[str, Sequence[Hit]]:
            shared = shared_by(part, parts, namings)
            meant = () if any(each.documents for each in self.names.find_all(part.text)) else shared
            about = complete(part.text, before, document=meant[0].name if meant else "")
            if scope := scope_of(about, self.names.find_all(about)):
                about, within = scope.question, scope.sources
            else:
                within = tuple(document.source for each in meant for document in each.documents)
            where = documents or within or None
            if part.contrasts and (term := bare_term(about)):
                wanted = f"definition of {term}"
                ranked = self._ranked(wanted, wanted, "definition", shared, where)
                if defined := defined_first(term, ranked):
                    return wanted, defined
            return about, self._ranked(about, about, intent_of(part.text), shared, where)

        return choose_in_parts(asked, parts, hits, self.library, search)

    def _answered(
        self,
        question: str,
        asked: str,
        quotations: Sequence[Evidence],
        hits: Sequence[Hit],
        on_sentence: OnSentence | None,
        lead: str = "",
    ) -> Answer:
        """The quotations, or what the language model makes of them where there is one."""
        if self.model is None:
            return self._compose(question, quotations, hits, lead)
        from .writer import write_answer

        written = write_answer(self.model, asked, quotations, on_sentence)
        composed = self._compose(question, written.quotations or quotations, hits, lead)
        return written.put_into(composed)

    def signs(self, question: str, history: Sequence[str] = ()) -> Signs | None:
        """What speaks for an answer to a question; None when it asks for a provision by its number."""
        asked, found = self._understood(question, history)
        if found.outcome in ("found", "missing"):
            return None
        weights = self._weights(asked)
        either = self._spelt_out(asked)
        hits = rank(self.library, either, intent_of(asked), weights, self.names.find_all(asked), RETRIEVED)
        return signs_of(self.library, self._documents, asked, hits, weights)

    def missing(self, question: str) -> Missing | None:
        """What the best paragraphs for a question lack; None when it is not a single question, or for a provision.

        For the fit: without the cross-encoder's doubt, since it was trained on the fit's questions.
        """
        asked, found = self._understood(question)
        if found.outcome in ("found", "missing"):
            return None
        namings = searched_in(asked, [each for each in self.lookup.namings(asked) if each.documents])
        intent = intent_of(asked)
        hits = self._ranked(asked, asked, intent, namings, None)
        return missing_of(asked, intent, hits, self._documents, self._weights(asked))

    def _spelt_out(self, asked: str) -> str:
        """The question as it is searched: with the names that its abbreviations stand for."""
        return self.abbreviations.expand(self._initials.read(asked))

    def _weights(self, asked: str) -> dict[str, float]:
        return self.library.weigh(asked)

    def _from(self, quotation: Quotation) -> tuple[Document, Quotation]:
        return self._documents[quotation.paragraph.document], quotation

    def _compose(
        self, question: str, quotations: Sequence[Evidence], hits: Sequence[Hit], lead: str = ""
    ) -> Answer:
        return compose(self.library, self._documents, question, "answered", quotations, hits, lead)


def _timed(answer: Answer, asked: str, seconds: float) -> Answer:
    return replace(answer, asked=asked, seconds=seconds)
