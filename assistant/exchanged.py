"""What a follow-up puts in the place of something in the question before: another document, term or word.

Pure: it is told what the library defines, and how near words are to each other in meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index import split_terms

from .intent import defined_term, intent_of
from .names import Names, Naming

Likeness = Callable[[str, Sequence[str]], Sequence[float]]

# words by which something is asked for, so that it is not only named
ASKING = re.compile(
    r"\b(?:what|which|who|whom|whose|how|when|where|why|is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|"
    r"should|shall|will|would|give|name|list|tell|show|any)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"^\W*(?:(?:and |but )?(?:what|how) about|and) (?:the |their |its )?(?P<term>(?:an? )?[\w’'-]+(?: [\w’'-]+){0,2})\W*$",
    re.IGNORECASE,
)
_OTHER_WORD = re.compile(
    r"^\W*(?:(?:and|but|then) )?(?:(?:what|how) about )?(?:(?:for|in|with|of|under|by|as for|in the case of) )?"
    r"(?:the |an? |its |their )?(?P<word>[\w’'-]+(?: based)?)(?: ones?)?\W*$",
    re.IGNORECASE,
)
# of what was found, not of what was asked
_OF_ANSWER = frozenset(
    "paragraph para article art page sources source note footnote document treaty evidence one reason reasons example examples "
    "exception exceptions limit everything else more again".split()
)
_OTHER_DOCUMENT = re.compile(
    r"\bthe other (?:treaty|convention|protocol|one|report|paper|document|instrument|resolution|text)\b",
    re.IGNORECASE,
)
_NAMED_ONE = re.compile(r"\bthe (?P<name>[\w-]+(?: [\w-]+)?) one\b", re.IGNORECASE)
_TREATIES = ("Convention", "Protocol", "Charter", "Statute", "Treaty")
_OTHERS = ("paper", "report", "resolution", "guide")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_WORDS_OF_TERM = 4
_LIKE = 0.4  # a word's likeness to the one that it takes the place of, at least
_LEAD = 0.1  # by which that one is more like it than any other


def with_kind(question: str, names: Names) -> str:
    """The question with what "one" stands for after a document's name: "and in the Canal one" asks of the Canal Treaty."""

    def spelt_out(found: re.Match[str]) -> str:
        for kind in (*_TREATIES, *_OTHERS):
            naming = names.find(f"the {found['name']} {kind}", forgiving=False)
            fits = {(each.genre == "treaty") == (kind in _TREATIES) for each in naming.documents}
            if fits == {True} and naming.name.endswith(kind):
                return f"the {naming.name}"
        return found[0]

    return _NAMED_ONE.sub(spelt_out, question)


def with_other_document(question: str, history: Sequence[str], names: Names) -> str:
    """The question with the name of the document that was spoken of before the last one, for "the other treaty"."""
    found = _OTHER_DOCUMENT.search(question)
    named = [each for before in reversed(history) for each in names.find_all(before) if each.documents]
    if found is None or not named:
        return question
    other = next((each for each in named if each.documents != named[0].documents), None)
    return f"{question[: found.start()]}the {other.name}{question[found.end() :]}" if other else question


def put_for(last: str, before: Naming, named: Naming, question: str) -> str:
    """The question before, with another document in the place of the one that it named."""
    start = last[: before.start]
    called = re.search(r"\bthe\s+$", question[: named.start], re.IGNORECASE)
    article = "the " if called and not re.search(r"\bthe\s+$", start, re.IGNORECASE) else ""
    return f"{start}{article}{named.name}{last[before.end :]}"


def other_term(question: str, last: str, is_defined: Callable[[str], bool]) -> str:
    """The question before with another term to be defined: "and what about rafts?"; "" where it is no such term."""
    asked = _ANOTHER.match(question)
    term = defined_term(last)
    if asked is None or not term or len(term.split()) > _WORDS_OF_TERM or intent_of(last) != "definition":
        return ""
    before = re.search(rf"(?<!\bthe )\b(?:an? )?{re.escape(term)}\b", last, re.IGNORECASE)
    if before is None or not is_defined(defined_term(f"define {asked['term']}")):
        return ""  # "what about children?" goes on about the same term
    return f"{last[: before.start()]}{asked['term']}{last[before.end() :]}"


def other_word(question: str, last: str, names: Names, likeness: Likeness) -> str:
    """The question before with another word for the one most like it: "and the weaknesses?"; "" where none is."""
    asked = _OTHER_WORD.match(question)
    if asked is None or not split_terms(asked["word"]) or ASKING.search(asked["word"]):
        return ""
    if intent_of(last) == "definition":  # another term that is defined took its place already
        return ""
    word = asked["word"]
    places = [each for each in _places(last, names) if last[each[0]].isupper() == word[0].isupper()]
    if word.lower() in _OF_ANSWER or not places:
        return ""
    scores = likeness(word, [last[start:end] for start, end in places])
    (best, (start, end)), *others = sorted(zip(scores, places, strict=True), reverse=True)
    leads = all(best >= other + _LEAD for other, _ in others)
    alike = _is_many(word) == _is_many(last[start:end])
    return f"{last[:start]}{word}{last[end:]}" if leads and alike and best >= _LIKE else ""


def _places(question: str, names: Names) -> Iterator[tuple[int, int]]:
    """Where its content words stand, without the name of a document."""
    named = names.find(question)
    for found in _WORD.finditer(question):
        in_name = named.documents and found.start() < named.end and found.end() > named.start
        if not in_name and split_terms(found[0]) and not ASKING.fullmatch(found[0]):
            yield found.span()


def _is_many(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")
