"""The choice: which of the best paragraphs are quoted, by what the question wants.

Works on ranked hits; what a paragraph's sentences are worth is evidence's
business, whether to answer at all refusal's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Hit, Library
from ingest import NoteMark, Paragraph, meaning_of

from .answer import Quotation, whole
from .document_names import is_law
from .evidence import Asked, coverage, defines, leans, quote_from, score_sentences, sentences_of
from .headed import asks_for_heading, leading_paragraph
from .intent import asks_which_documents, defined_term
from .order import is_of_article

_MOST = 3  # paragraphs quoted for one question, lists aside
_FIRST = 3  # hits that may begin a list
_AMONG = 5  # hits of which two in one list bring the list
_OF_LONG = 3  # where the list is long
_ITEMS = 24  # items of one list
_SHORT_LIST = 10  # items that are quoted with their lead-in, asked for as a list or not
_LEANT_WORDS = 90  # of a paragraph that comes along for the one that leans on it
_LEAD_WORDS = 45  # of a lead-in that is quoted whole
_LIST_WORDS = 200  # of a list that was not asked for as one
_LIST_NEAR = 0.07  # how far behind the best a list may begin, for a question that wants one
_NEAR = {"compare": 0.04, "definition": 0.02}  # how far behind the best a second one may be
_NEAR_OF_ARTICLE = (
    0.07  # in a comparison, for a paragraph of the same article: what one leaves open the next may settle
)
_NEAR_OF_EACH = 0.07  # how far behind the best another document's may be, where several are asked for,
_MOST_OF_EACH = 4  # and how many documents are quoted
_NEAR_LIST = 0.05  # how far behind the best another item of its list may be that brings the list
_NEAR_PLAIN = 0.04
_NEAR_THIRD = 0.04
_NEAR_THIRD_PROSE = 0.05
_NEAR_PROSE = 0.08  # where the best is no treaty or resolution: prose says a thing in several places
_NEAR_LAW = 0.02  # for a treaty or resolution after prose
_AS_GOOD = 0.85  # of the best's best sentence: prose that comes second must have one that answers as well
_MORE_ASKED = 0.1  # of the question's weighted words, that a lead-in has more than its item
_LEADS_IN = (":", "—", ";", ",")  # how a paragraph with items ends that is no sentence without them
_SAME_CLAIM = 0.02  # how far behind the best sentence another may be whose notes are given too
_HALF = 4  # items among the best hits that bring a list of recommendations, or half of them


def choose(
    asked: Asked, hits: Sequence[Hit], library: Library, together: int = 1, *, prose: bool = False
) -> tuple[Quotation, ...]:
    """The quotations that answer, best first; in a list's own order for a list.

    together  how many of the first hits belong together (a comparison's documents)
    prose     whether the best hit is of a report or paper, not of a treaty or resolution
    """
    if asked.intent == "source" and (notes := notes_behind(asked, hits, library)):
        return tuple(whole(note) for note in notes)
    if asked.intent in ("list", "recommendation") and (items := _list(asked, hits, library)):
        return quote_list(items)
    if together > 1:
        return _complete(asked, _of_each(hits, together), library)
    if asks_which_documents(asked.text) and len(each := _of_each_document(hits)) > 1:
        return _complete(asked, each, library)
    if asked.intent == "plain" and (first := _headed(asked, hits, library)):
        return first
    best = hits[0].paragraph
    if (
        not _states_figure(asked, best)
        and (  # else the rest of its list adds nothing
            led := _led_in(asked, best, library) or _scattered(hits[:_FIRST], library)
        )
    ):
        return quote_list(led)
    if asked.intent == "definition" and (each := _of_each_term(asked, hits)):
        return _complete(asked, each, library)
    chosen = [hits[0]]
    near = _NEAR.get(asked.intent, _NEAR_PROSE if prose else _NEAR_PLAIN)
    others = [hit for hit in hits[1 : 1 + _AMONG] if _may_follow(hit.paragraph)]
    for hit in others[: _MOST - 1]:
        law_after_prose = (
            prose and asked.intent not in _NEAR and is_law(library.described(hit.paragraph.document))
        )
        least = hits[0].score - (_NEAR_LAW if law_after_prose else near)
        if _states_figure(asked, hit.paragraph) and not _states_figure(asked, best):
            least = hits[0].score - _NEAR_PROSE
        if hit is not others[0]:
            least = max(least, hits[0].score - (_NEAR_THIRD_PROSE if prose else _NEAR_THIRD))
        if hit.score >= least and (not prose or _says_as_much(asked, hit.paragraph, best, library)):
            chosen.append(hit)
    return _complete(asked, chosen, library)


def choose_led(asked: Asked, hits: Sequence[Hit], library: Library) -> tuple[Quotation, ...]:
    """The same for a provision that is asked for by its number: an item comes after its lead-in, so that the sentence is whole."""
    each = (part for own in choose(asked, hits, library) for part in _led(own, library))
    return tuple({(part.paragraph.id, part.start): part for part in each}.values())


def _of_each(hits: Sequence[Hit], together: int) -> list[Hit]:
    """Of each document of a comparison the hit that leads for it, and the next best where it is as good."""
    chosen: list[Hit] = []
    for first in hits[:together]:
        its = [hit for hit in hits[together:] if hit.paragraph.document == first.paragraph.document]
        second = next((hit for hit in its if _may_follow(hit.paragraph)), None)
        pair = [first]
        of_one = (
            second is not None and first.paragraph.locator.steps[:1] == second.paragraph.locator.steps[:1]
        )
        near = _NEAR_OF_ARTICLE if of_one and is_of_article(first.paragraph) else _NEAR["compare"]
        if second and second.score >= first.score - near:
            pair.append(second)
            if of_one:
                pair.sort(key=lambda hit: hit.paragraph.position)  # of one article in its order
        chosen += pair
    return list({hit.paragraph.id: hit for hit in chosen}.values())


def _of_each_document(hits: Sequence[Hit]) -> list[Hit]:
    """The best hit of each document that has one nearly as good as the first."""
    near = [
        hit
        for hit in hits
        if hit.score >= hits[0].score - _NEAR_OF_EACH and (hit is hits[0] or _may_follow(hit.paragraph))
    ]
    firsts = {hit.paragraph.document: hit for hit in reversed(near)}
    return [hit for hit in hits if hit in firsts.values()][:_MOST_OF_EACH]


def _of_each_term(asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that define a term each, where several are to be defined: "definition of raft and of barge"."""
    terms = re.split(r",? and (?:of )?(?:an? |the )?", defined_term(asked.text))
    found = [next((hit for hit in hits if defines(hit.paragraph, term)), None) for term in terms]
    each = list(dict.fromkeys(hit for hit in found if hit))
    return each if len(each) > 1 and None not in found else []


def _complete(asked: Asked, chosen: Sequence[Hit], library: Library) -> tuple[Quotation, ...]:
    """What of each hit answers, and before it what it leans on."""
    every = (each for hit in chosen for each in _quoted(asked, hit.paragraph, library))
    quoted = {(each.paragraph.id, each.start): each for each in every}.values()
    ids = {each.paragraph.id for each in quoted}
    result: list[Quotation] = []
    for own in quoted:
        before = _leant_on(own, library) or _stating_lead(asked, own.paragraph, library)
        if before and before.id not in ids:
            result.append(whole(before))
        result.append(own)
    return tuple(result)


def _quoted(asked: Asked, paragraph: Paragraph, library: Library) -> tuple[Quotation, ...]:
    """What of a paragraph answers; a lead-in with all that it leads in to, if one figure is not asked for."""
    if asked.intent == "compare" and (items := _of_bare_number(paragraph, library)):
        return tuple(whole(each) for each in items)
    led = () if _states_figure(asked, paragraph) else _led_in(asked, paragraph, library)
    return quote_list(led) if led else (quote_from(paragraph, asked, library.fit_spans),)


def _of_bare_number(paragraph: Paragraph, library: Library) -> tuple[Paragraph, ...]:
    """The items that a bare number leads in to, where a paragraph is one: what is said is said by all of them."""
    parent = library.paragraph(paragraph.parent) if paragraph.parent else None
    if parent is None or any(map(str.isalpha, parent.words)):
        return ()
    items = library.items_of(parent)
    return items if _words(items) <= _LIST_WORDS else ()


def _leant_on(quotation: Quotation, library: Library) -> Paragraph | None:
    """The paragraph before one that begins "Such a ...", in the same provision: alone it says of nothing."""
    paragraph = quotation.paragraph
    above = paragraph.locator.steps[:-1]
    if (
        not above
        or not quotation.text.startswith(("Such a ", "Such an "))
        or quotation.start > paragraph.lead + 1
    ):
        return None
    before = [
        each
        for each in library.document(paragraph.document).paragraphs
        if each.locator.steps[:-1] == above
        and each.kind == paragraph.kind
        and each.position < paragraph.position
    ]
    return before[-1] if before and len(before[-1].text.split()) <= _LEANT_WORDS else None


def _led(quotation: Quotation, library: Library) -> tuple[Quotation, ...]:
    paragraph = quotation.paragraph
    lead = library.paragraph(paragraph.parent) if paragraph.parent else None
    leads_in = (
        lead is not None and lead.text.rstrip().endswith(_LEADS_IN) and any(map(str.isalpha, lead.words))
    )
    if lead is None or not leads_in or len(lead.text.split()) > _LEANT_WORDS:
        return (quotation,)
    return whole(lead), quotation


def _stating_lead(asked: Asked, paragraph: Paragraph, library: Library) -> Paragraph | None:
    """The lead-in that an item is told by: it states the figure asked for, "for not less than ten years: (a) ...", which
    the item does not, or has clearly more of the question's words."""
    lead = library.paragraph(paragraph.parent) if paragraph.parent else None
    if lead is None or _states_figure(asked, paragraph) or len(lead.text.split()) > _LEANT_WORDS:
        return None
    more = coverage(lead.text, asked.weights) - coverage(paragraph.text, asked.weights)
    leads_in = lead.text.rstrip().endswith(_LEADS_IN)
    return lead if _states_figure(asked, lead) or (leads_in and more >= _MORE_ASKED) else None


def _may_follow(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be quoted beside the best: no note, and no bare "(a)"."""
    return paragraph.kind != "note" and any(map(str.isalpha, paragraph.words))


def _says_as_much(asked: Asked, second: Paragraph, best: Paragraph, library: Library) -> bool:
    """Whether a second paragraph has a sentence nearly as good as the best one's, or as many of the question's words."""
    if second.kind == "row" or coverage(second.text, asked.weights) >= coverage(best.text, asked.weights):
        return True
    return _best_sentence(asked, second, library) >= _AS_GOOD * _best_sentence(asked, best, library)


def _best_sentence(asked: Asked, paragraph: Paragraph, library: Library) -> float:
    return max((each.score for each in score_sentences(paragraph, asked, library.fit_spans)), default=0.0)


def _headed(asked: Asked, hits: Sequence[Hit], library: Library) -> tuple[Quotation, ...]:
    """The leading paragraph of the article that the question asks about by its heading, then the best hits."""
    best = hits[0].paragraph
    if not asks_for_heading(asked.text, library.described(best.document), best.section):
        return ()
    first = leading_paragraph(asked.text, library.document(best.document))
    if first is None:
        return ()
    items = library.items_of(first)
    leading = (first, *(items if len(items) <= _SHORT_LIST else ()))
    others = [hit for hit in hits[:_FIRST] if hit.paragraph not in leading and hit.paragraph.kind != "note"]
    near = [hit for hit in others if hit.score >= hits[0].score - _NEAR_PLAIN][:_MOST]
    return (*map(whole, leading), *(quote_from(hit.paragraph, asked, library.fit_spans) for hit in near))


def _states_figure(asked: Asked, paragraph: Paragraph) -> bool:
    """Whether one figure is asked for and a paragraph states one."""
    from .wanted import FIGURES, wanted_in

    wanted = wanted_in(asked.text)
    return wanted is not None and wanted.kind in FIGURES and wanted.states(paragraph.text)


def _led_in(asked: Asked, best: Paragraph, library: Library) -> tuple[Paragraph, ...]:
    """A paragraph that only leads in, with all that it leads in to: alone it says nothing."""
    if not best.text.rstrip().endswith(_LEADS_IN):
        return ()
    if len(best.words.split()) > _LEAD_WORDS and quote_from(best, asked, library.fit_spans).end < len(
        best.text
    ):
        return ()
    items = library.items_of(best)
    return (best, *items) if 1 <= len(items) <= _SHORT_LIST else ()


def _scattered(hits: Sequence[Hit], library: Library) -> tuple[Paragraph, ...]:
    """The list that the best hit is of, when another one of the best is an item of it too: all of it or none."""
    best = hits[0].paragraph
    items = list_around(best, library)
    near = {hit.paragraph.id for hit in hits if hit.score >= hits[0].score - _NEAR_LIST}
    together = len(near & {each.id for each in items}) >= 2 and best.id != items[0].id
    return items if together and len(items) <= _SHORT_LIST and _words(items) <= _LIST_WORDS else ()


def quote_list(items: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """A lead-in and its items; of a long lead-in only the sentence that leads in and what it leans on, of a bare number nothing."""
    lead = items[0]
    if not any(map(str.isalpha, lead.text)):
        return tuple(whole(each) for each in items[1:])
    quotation = whole(lead)
    if len(quotation.text.split()) > _LEAD_WORDS and (sentences := sentences_of(lead)):
        first = -2 if len(sentences) > 1 and leans(lead.text[slice(*sentences[-1])]) else -1
        quotation = Quotation(lead, sentences[first][0], sentences[-1][1])
    return (quotation, *(whole(each) for each in items[1:]))


def _words(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(each.text.split()) for each in paragraphs)


def _list(asked: Asked, hits: Sequence[Hit], library: Library) -> tuple[Paragraph, ...]:
    """The list that the best hit leads in to, or that several of the best are items of."""
    found = {hit.paragraph.id for hit in hits[:_AMONG]}
    for hit in hits[:_FIRST]:
        if hit.score < hits[0].score - _LIST_NEAR:
            break
        items = list_around(hit.paragraph, library)
        leads = hit is hits[0] and items and hit.paragraph.id == items[0].id
        enough = 2 if len(items) <= _SHORT_LIST else _OF_LONG
        if asked.intent == "recommendation":  # each item of a list may recommend another thing
            enough = max(enough, min(len(items) // 2, _HALF))
        holds_best = any(each.id == hits[0].paragraph.id for each in items)
        if (
            holds_best
            and 2 < len(items) <= _ITEMS
            and (leads or sum(each.id in found for each in items) >= enough)
        ):
            return items
    return ()


def list_around(paragraph: Paragraph, library: Library) -> tuple[Paragraph, ...]:
    """The list that a paragraph leads in to or belongs to: its lead-in and all its items; () when it is no list."""
    items = library.items_of(paragraph)
    if len(items) >= 2:
        return (paragraph, *items)
    if not paragraph.parent:
        return ()
    parent = library.paragraph(paragraph.parent)
    items = library.items_of(parent)
    return (parent, *items) if len(items) >= 2 else ()


def notes_behind(asked: Asked, hits: Sequence[Hit], library: Library) -> tuple[Paragraph, ...]:
    """The notes of the sentence that the question asks the source of."""
    for hit in hits[:2]:
        if hit.score < hits[0].score - _NEAR_PLAIN:
            break
        if hit.paragraph.kind == "note":
            return _with_meant([hit.paragraph], library)
        if marks := _marks_after(asked, hit.paragraph, library):
            return _with_meant([library.paragraph(mark.note) for mark in marks if mark.note], library)
    return ()


def _with_meant(notes: Sequence[Paragraph], library: Library) -> tuple[Paragraph, ...]:
    """Notes, after each that points back ("Ibid.") the one that it means."""
    result: dict[str, Paragraph] = {}
    for note in notes:
        result[note.id] = note
        meant = meaning_of(note, library.document(note.document).paragraphs)
        result.setdefault(meant.id, meant)
    return tuple(result.values())


def _marks_after(asked: Asked, paragraph: Paragraph, library: Library) -> list[NoteMark]:
    """The marks in or right after the sentence that fits best; else the first ones that follow it.

    A note at the end of several sentences on one matter stands for all of them.
    """
    marks = [mark for mark in paragraph.notes if mark.note]
    scored = score_sentences(paragraph, asked, library.fit_spans)
    if not scored or not marks:
        return marks[:2]
    best = max(scored, key=lambda each: each.score)
    near = [each for each in scored if each.score >= best.score - _SAME_CLAIM]
    inside = [mark for mark in marks if any(each.start < mark.start <= each.end + 1 for each in near)]
    following = [mark for mark in marks if mark.start > best.end]
    return inside[:2] or following[:1] or marks[-1:]


def joined(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Quotations in order, those that touch or overlap in one paragraph as one."""
    result: list[Quotation] = []
    for each in quotations:
        for place, other in enumerate(result):
            if (
                other.paragraph.id == each.paragraph.id
                and each.start <= other.end + 1
                and other.start <= each.end + 1
            ):
                start, end = min(each.start, other.start), max(each.end, other.end)
                result[place] = Quotation(each.paragraph, start, end)
                break
        else:
            result.append(each)
    return tuple(result)
