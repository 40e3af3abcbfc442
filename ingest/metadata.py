"""Metadata: what a document says of itself: title, symbol, date, authors, publisher, kind and authority.

Pure. Everything comes from the document's own first and last lines, its file
properties and name; what cannot be found is left unknown. The names that users
give it are aliases' work; `sources.toml` (sources) overrides any of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .aliases import Owners, aliases_of
from .blocks import Block
from .divisions import Shape
from .document import Binding, Genre
from .labels import parse_label
from .recitals import is_opener
from .references import SYMBOL

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({_MONTH}) ((?:19|20)\d\d)\b")
_MASTHEAD = re.compile(
    rf"""^(?:United\ Nations|General\ Assembly|Security\ Council|Economic\ and\ Social\ Council|Human\ Rights\ Council|
      Conference\ of\ the\ (?:States\ )?Parties\b.*|Commission\ on\ .*|Working\ Group\ on\ .*|Distr\.?.*|Original:.*|English\b.*|
      .*\bsession|Agenda\ items?\b.*|Item\ \d+.*\bagenda|[\[(]?(?:original|language):?.*|
      (?:[\w .'’-]{{2,30}},\ )?\d.*\b(?:{_MONTH})\ \d{{4}}(?:\ (?:Item|Agenda)\ .*)?|
      \[?(?:without\ reference|on\ the\ (?:report|recommendation|proposal)).*|Resolution\ adopted\ by.*|on\ \d.*|
      Adopted\ by\ the\ Security\ Council.*|Provisional.*|Summary|\d{{2}}-\d{{4,6}}.*|\*\d+\*|Page\ .*|
      (?:Done|Signed|Adopted|Concluded|Opened\ for\ signature|Entr(?:y|ed)\ into\ force)\b.*\b\d{{4}}\b.{{0,60}})$""",
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:Background |Discussion |Working |Conference room )?(?:paper|note|report|document)s?|Report|Note|Letter|Memorandum)"
    r"\s(?:prepared |submitted |drafted )?(?:by|of)\s(?:the\s)?(?P<who>[A-Z][^.]{2,90})$"
)
# the sponsors' line of a draft: "Norway and Peru: draft resolution"
_SPONSORS = re.compile(r".{3,}:\s?\*{0,2}\s?(?:revised |oral )?(?:draft (?:resolution|decision)|amendments?\b).*", re.IGNORECASE)
_SERIES = re.compile(
    r"(?:[A-Z]{2,}\s|[A-Z]\w+ Institute )?(?:(?:summary|final|annual|joint) )?"
    r"(?:(?:meeting|discussion|working|policy|background|research|position|occasional|briefing|issue|concept|special|technical) )?"
    r"(?:report|paper|brief|note)s?(?: (?:no\.?|number|series) ?\d+)?",
    re.IGNORECASE,
)
_DELEGATION = re.compile(r"(?:Delegation|Delegate|Representative)s? (?:of|from) (?:the )?(?P<a>[A-Z][^.,;:]{2,60})|(?:Country|Submitted by|Delegation|Sponsor)s?: *(?:the )?(?P<b>[A-Z][^.;:]{2,60})", re.IGNORECASE)
_TOPIC = re.compile(r"(?:Topic|Subject|Agenda item|Item|Question)(?: +\d+| of)?(?: *:| -| –) *(?P<topic>\S.{5,150})", re.IGNORECASE)
_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w.'’À-ÿ-]+(?: (?:and|AND|&) |, | )?){2,8}$")
_RESOLUTION_TITLE = re.compile(r"(?P<number>\d{1,3}/\d{1,3}(?: [A-Z])?|\d{1,3}/[A-Z][\w.]*)\.\s+(?P<title>[A-Z].*)")
_TREATY_WORD = re.compile(r"\b(convention|protocol|charter|statute|covenant|treaty|agreement|accord|pact)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:©|\(c\)|[Cc]opyright)\s*(?:by\s+)?(?:the\s+)?(?P<who>[A-Z][\w’'& .-]{3,70}?),?\s*(?:19|20)\d\d")
_SELF = re.compile(r"(?:The )?(?P<name>[A-Z][\w ]{2,60}?)(?: \((?P<short>[A-Z]{2,})\))?,? is an? (?:independent|international|global|non)")
_HOUSE = re.compile(r"(?:[A-ZÀ-Ý][\w’'-]+ (?:(?:for|of|on|and) )?){0,6}(?:Institute|Centre|Center|Foundation|University|Think Tank|Observatory|Initiative)(?: (?:for|of|on) [A-Z][\w’' -]{2,50})?")
_MODEL_UN = re.compile(
    r"(?:key terms|major (?:parties|countries)|possible solutions|past actions?|timeline of|un involvement|background information|"
    r"bloc positions|questions to consider|topic background|country position)",
    re.IGNORECASE,
)
_DELEGATE = re.compile(r"\b(?:Delegation of|Position paper|Model United Nations|Committee:|Country:)", re.IGNORECASE)
_SECRETARIAT = re.compile(
    r"(?:prepared|submitted) by the Secretariat|(?:Report|Note|Letter)\w* (?:of|by|from) the Secretary-General|Secretariat"
)
_HOUSE_WORDS = re.compile(
    r"institute|think tank|©|discussion paper|policy (?:brief|report|paper)|working paper|foundation|university", re.IGNORECASE
)
_ABBREVIATIONS = ("UN", "EU", "SIPRI", "IPI", "AU", "NATO", "UNODC", "OSCE", "ASEAN", "ECOWAS", "INTERPOL")
_FRONT = 40  # blocks from the start that may hold the masthead and title


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its paragraphs. titles and masthead:
    indices of the blocks that hold its title, and of the lines about it that say nothing else.
    titled: whether the title is the document's own; its file's name otherwise."""

    title: str
    titled: bool = True
    titles: frozenset[int] = frozenset()
    masthead: frozenset[int] = frozenset()
    symbol: str | None = None
    aliases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None
    genre: Genre = "unknown"
    binding: Binding = "unknown"


def describe(blocks: Sequence[Block], shape: Shape, stem: str, properties: dict[str, str]) -> Metadata:
    """Read a document's metadata off its blocks; stem is the file name without its ending."""
    front = _front(blocks)
    symbol = _symbol(blocks, front, stem)
    titles = _title_blocks(blocks, front)
    title = _title(blocks, titles, properties) or (_running_title(blocks, front) if shape.resolution else "")
    genre = _genre(blocks, front, shape, title, symbol)
    authors = _authors(blocks, front, titles, genre)
    publisher, short = _publisher(blocks, front, genre, symbol)
    if not title and genre == "delegate":
        title = _delegate_title(blocks, front, authors)
    titled, title = bool(title), title or stem
    return Metadata(
        title=title,
        titled=titled,
        titles=frozenset(titles),
        masthead=_masthead(blocks, front, titles, authors) | _cover(blocks, titles, shape),
        symbol=symbol,
        aliases=aliases_of(title, symbol, stem, genre, Owners(publisher, short, authors), blocks),
        authors=authors,
        publisher=publisher,
        date=_date(blocks, front),
        genre=genre,
        binding=_binding(genre, symbol, blocks),
    )


def _front(blocks: Sequence[Block]) -> int:
    """Index of the first block of the content: a numbered heading, an article, a long sentence, an opener."""
    for at, block in enumerate(blocks[:_FRONT]):
        if block.kind in ("furniture", "note"):
            continue
        if _RESOLUTION_TITLE.match(block.text) or _MASTHEAD.match(block.text):
            continue
        label = parse_label(block.text)
        if block.kind == "heading" and label:
            return at
        if re.match(r"(?:article|chapter|part|preamble|annex|introduction|abstract|executive summary|abbreviations)\b", block.text, re.I):
            return at
        if is_opener(block.text) or len(block.text) >= 220 or (label and label[0].form == "number" and len(block.text) > 60):
            return at
    return min(len(blocks), _FRONT)


# -- title ----------------------------------------------------------------------------------


def _title_blocks(blocks: Sequence[Block], front: int) -> tuple[int, ...]:
    """The blocks of the front matter that make the title, and any later repeat of it."""
    candidates = [at for at in range(front) if _may_be_title(blocks[at]) and not _is_section(blocks, at)]
    if not candidates:
        return ()
    numbered = [at for at in candidates if _RESOLUTION_TITLE.match(blocks[at].text)]
    best = numbered[0] if numbered else max(candidates, key=lambda at: _title_weight(blocks, at, candidates))
    chosen = [best]
    while not numbered and chosen[0] - 1 in candidates and blocks[chosen[0] - 1].text.endswith(":"):
        chosen.insert(0, chosen[0] - 1)
    while not numbered and chosen[-1] + 1 in candidates and blocks[chosen[-1]].text.endswith(":"):
        chosen.append(chosen[-1] + 1)
    same = blocks[best].text.casefold()
    repeats = [at for at, block in enumerate(blocks) if block.text.casefold() == same and at not in chosen]
    return (*chosen, *(at for at in repeats if blocks[at].kind in ("heading", "text")))


def _may_be_title(block: Block) -> bool:
    text = block.text.strip("* ")
    if block.kind not in ("heading", "text") or not 8 <= len(text) <= 400 or text.endswith((",", ";")):
        return False
    if re.search(r"@|https?://|www\.", text) or _SERIES.fullmatch(text) or _SPONSORS.fullmatch(text):
        return False
    return not (_MASTHEAD.match(text) or _BYLINE.match(text) or SYMBOL.fullmatch(text) or _DELEGATION.fullmatch(text))


def _is_section(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading of the front is the first of several alike that stand over text: no title, a section."""
    block = blocks[at]
    flow = [each for each in blocks[at + 1 :] if each.kind not in ("note", "furniture")]
    over_text = bool(flow) and flow[0].kind == "text" and len(flow[0].text) >= 220
    looks = (block.level, block.size, block.bold, block.text.isupper())
    alike = [each for each in flow if (each.level, each.size, each.bold, each.text.isupper()) == looks]
    return at > 0 and over_text and sum(each.kind == "heading" for each in alike) >= 2


def _title_weight(blocks: Sequence[Block], at: int, candidates: Sequence[int]) -> tuple[float, int]:
    """How much a block looks like the title: type size, markup, repetition; then its length."""
    block = blocks[at]
    weight = 2 * block.size
    if block.kind == "heading":
        weight += {1: 1.5, 2: 1.0}.get(block.level, 0.0)
    if sum(1 for other in candidates if blocks[other].text.casefold() == block.text.casefold()) > 1:
        weight += 2.0
    if _NAMES.fullmatch(block.text) and len(block.text.split()) <= 6 and not block.text.endswith(":") and not block.level == 1:
        weight -= 2.0
    if re.search(r"[.!]$", block.text):
        weight -= 2.0
    return weight + 0.5 * (block.bold and block.kind != "heading"), len(block.text)


def _title(blocks: Sequence[Block], titles: Sequence[int], properties: dict[str, str]) -> str:
    """The title as one line, "" when there is none."""
    if titles:
        numbered = _RESOLUTION_TITLE.match(blocks[titles[0]].text)
        lines = [numbered["title"]] if numbered else list(dict.fromkeys(blocks[at].text for at in titles))
        return " ".join(_plain_case(line) for line in lines)
    given = properties.get("title", "").strip()
    if len(given) > 8 and not re.match(r"(?:microsoft word|untitled)|.*\.(?:docx?|pdf|indd)$", given, re.IGNORECASE):
        return given
    return ""


def _running_title(blocks: Sequence[Block], front: int) -> str:
    """A resolution's title that stands at the head of its pages too and was taken for furniture with them."""
    over = [block.text for block in blocks[:front] if block.kind == "furniture" and len(block.text) > 12]
    told = (text for text in reversed(over) if not (_MASTHEAD.match(text) or SYMBOL.search(text) or _SPONSORS.fullmatch(text)))
    return next((text for text in told if not text[-1].isdigit() or " " in text), "")


def _delegate_title(blocks: Sequence[Block], front: int, authors: Sequence[str]) -> str:
    """A delegation's paper goes by its delegation and topic when it has no title of its own."""
    topics = (_TOPIC.search(block.text) for block in blocks[:front])
    topic = next((found["topic"].strip() for found in topics if found), "")
    article = "the " if authors and re.match(r"(?:\w+ )?(?:Republic|Kingdom|State|Union|United|Federation)", authors[0]) else ""
    paper = f"Position paper of {article}{authors[0]}" if authors else ""
    return ": ".join(each for each in (paper, topic) if each)


def _plain_case(text: str) -> str:
    """A title in capitals, in the case of a sentence's names."""
    if not text.isupper():
        return text
    small = {"of", "the", "and", "to", "in", "on", "for", "a", "an", "against", "with", "by", "from", "at", "or"}
    words = [word if word.strip("():,") in _ABBREVIATIONS else word.capitalize() for word in text.split()]
    return " ".join(w.lower() if at and w.lower() in small else w for at, w in enumerate(words))


# -- masthead, symbol, date -----------------------------------------------------------------


def _masthead(
    blocks: Sequence[Block], front: int, titles: Sequence[int], authors: Sequence[str]
) -> frozenset[int]:
    """Lines that only feed the metadata: in the front matter, and on a cover that stands elsewhere."""
    found = {at for at in range(front) if at not in titles and _is_masthead(blocks[at], authors)}
    for title in titles:
        for at in (title - 2, title - 1, title + 1, title + 2):
            beside = 0 <= at < len(blocks) and at not in titles
            if beside and (_is_by_names(blocks[at], authors) or _SERIES.fullmatch(blocks[at].text)):
                found.add(at)
    return frozenset(found)


def _cover(blocks: Sequence[Block], titles: Sequence[int], shape: Shape) -> frozenset[int]:
    """What stands before the line that opens a resolution: sponsors, committee, the report it came from."""
    opener = next((at for at, block in enumerate(blocks[:_FRONT]) if is_opener(block.text)), 0)
    if not shape.resolution or shape.treaty:
        return frozenset()
    return frozenset(at for at in range(opener) if at not in titles and blocks[at].kind in ("heading", "text"))


def _is_masthead(block: Block, authors: Sequence[str]) -> bool:
    """A line of the front matter that only feeds the metadata."""
    if block.kind not in ("heading", "text"):
        return False
    text = block.text.strip("* ")
    told = _MASTHEAD.match(text) or _BYLINE.match(text) or SYMBOL.fullmatch(text)
    return bool(told) or _is_by_names(block, authors)


def _is_by_names(block: Block, authors: Sequence[str]) -> bool:
    """Whether a line does nothing but name the authors."""
    text = block.text.strip("* ").casefold()
    named = bool(authors) and all(author.casefold() in text for author in authors)
    return named and len(text) <= sum(len(author) + 12 for author in authors)


def _symbol(blocks: Sequence[Block], front: int, stem: str) -> str | None:
    """The document's own symbol: alone on a line, in a running header, or in the file name and the text."""
    for block in blocks:
        found = SYMBOL.search(block.text)
        if block.kind == "furniture" and found and re.search(r"\d", found[0]) and not re.search(r"[(\[]\s*$", block.text[: found.start()]):
            return found[0].rstrip(".-*")
    for block in blocks[:front]:
        if SYMBOL.fullmatch(block.text.strip("* ")) and re.search(r"\d", block.text):
            return block.text.strip("* ")
    named = re.sub(r"[_ ]+", "/", re.sub(r"\.(?:en|fr|es)$", "", stem))
    for found in (each for block in blocks[:front] for each in SYMBOL.finditer(block.text)):
        if re.sub(r"\W", "", found[0]) in re.sub(r"\W", "", named):
            return found[0]
    return None


def _date(blocks: Sequence[Block], front: int) -> str | None:
    """ISO date (or year and month) from the front matter, else from the imprint."""
    imprint = (block for block in blocks if block.kind == "furniture")
    for block in (*blocks[:front], *imprint):
        if block.kind != "note" and (found := _DATE.search(block.text)):
            month = f"{found[3]}-{_MONTHS.index(found[2]) + 1:02d}"
            return f"{month}-{int(found[1]):02d}" if found[1] else month
    found_year = (re.search(r"(?:©.*|\()((?:19|20)\d\d)\b", block.text) for block in blocks if block.kind == "furniture")
    return next((found[1] for found in found_year if found), None)


# -- kind and authority ---------------------------------------------------------------------


def _genre(blocks: Sequence[Block], front: int, shape: Shape, title: str, symbol: str | None) -> Genre:
    head = " ".join(block.text for block in blocks[: front + 3] if block.kind != "note")[:4000]
    if symbol and "/RES/" in symbol or shape.resolution and not shape.treaty:
        return "resolution"
    if shape.treaty and (_TREATY_WORD.search(title) or not shape.numbered):
        return "treaty"
    if sum(1 for block in blocks if block.kind == "heading" and _MODEL_UN.search(block.text)) >= 3:
        return "delegate"
    if _DELEGATE.search(head):
        return "delegate"
    if symbol and re.search(r"/L\.\d", symbol) and re.search(r"draft (?:resolution|decision)|amendment to", head):
        return "resolution"
    if symbol or _SECRETARIAT.search(head):
        return "secretariat"
    text = " ".join(block.text for block in blocks if block.kind == "furniture") + head
    return "paper" if _HOUSE_WORDS.search(text) else "unknown"


def _binding(genre: Genre, symbol: str | None, blocks: Sequence[Block]) -> Binding:
    if genre == "treaty":
        return "binding"
    if genre == "resolution" and symbol and symbol.startswith("S/RES/"):
        acting = any(re.search(r"\bActing under Chapter VII\b", block.text) for block in blocks)
        return "binding" if acting else "unknown"
    return "unknown" if genre == "unknown" else "not binding"


# -- authors and publisher ------------------------------------------------------------------


def _authors(blocks: Sequence[Block], front: int, titles: Sequence[int], genre: Genre) -> tuple[str, ...]:
    for block in blocks[: front + 1]:
        if found := _BYLINE.match(block.text):
            return (found["who"].strip(),)
        if genre == "delegate" and (found := _DELEGATION.search(block.text)):
            return ((found["a"] or found["b"]).strip(),)
    if genre in ("treaty", "resolution"):
        return ()
    for at in range(front):
        text = blocks[at].text.strip(" *")
        if at in titles or blocks[at].kind in ("note", "row") or not _NAMES.fullmatch(text) or re.search(r"\d", text):
            continue
        names = [name.strip() for name in re.split(r"\s+(?:and|AND|&)\s+|,\s*", text)]
        if all(2 <= len(name.split()) <= 4 for name in names) and _is_person(names[0], blocks):
            return tuple(_plain_case(name) for name in names)
    return ()


def _is_person(name: str, blocks: Sequence[Block]) -> bool:
    """Whether the document says elsewhere who this is, or cites the name in another order."""
    surname = name.split()[-1].casefold()
    told = re.compile(rf"{re.escape(name)}\b.{{0,40}} is (?:the|an?|\w+ )", re.IGNORECASE)
    cited = re.compile(rf"\b{re.escape(surname)},? [a-z]\.", re.IGNORECASE)
    return any(
        told.search(block.text) or (block.kind in ("note", "furniture") and cited.search(block.text)) for block in blocks
    )


def _publisher(blocks: Sequence[Block], front: int, genre: Genre, symbol: str | None) -> tuple[str | None, str]:
    """Publisher and its abbreviation."""
    name, short = None, ""
    for block in blocks:
        if block.kind != "furniture":
            continue
        if found := _PUBLISHED.search(block.text):
            name = name or found["who"].strip()
        if found := _SELF.match(block.text):
            short = found["short"] or (found["name"] if found["name"].isupper() and " " not in found["name"] else short)
            name = name or (_plain_case(found["name"]) if " " in found["name"] else None)
    if short and not name:
        spelled = (block.text for block in blocks if block.text.isupper() and _capitals(block.text) == short)
        name = _plain_case(next(spelled, short))
    if name is None and (symbol or genre in ("secretariat", "resolution")):
        return "United Nations", short
    if name is None and genre == "paper":
        houses = (_HOUSE.fullmatch(block.text.strip(" *")) for block in blocks[:front] if block.kind != "note")
        name = next((found[0] for found in houses if found), None)
    return name, short


def _capitals(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper() and word.lower() not in ("of", "the", "and"))
