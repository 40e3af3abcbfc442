"""Metadata: what a document says of itself: title, symbol, date, authors, kind, and the names users give it.

Pure. Everything comes from the document's own first and last lines, its file
properties and name; what cannot be found is left unknown. `sources.toml`
(sources) overrides any of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .blocks import Block
from .document import Binding, Genre
from .labels import parse_label
from .recitals import is_opener
from .references import SYMBOL
from .structure import Shape

_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) ((?:19|20)\d\d)\b")
_MASTHEAD = re.compile(
    rf"""^(?:United\ Nations|General\ Assembly|Security\ Council|Economic\ and\ Social\ Council|Human\ Rights\ Council|
      Conference\ of\ the\ (?:States\ )?Parties\b.*|Commission\ on\ .*|Working\ Group\ on\ .*|Distr\.?.*|Original:.*|English\b.*|
      .*\bsession|Agenda\ items?\b.*|Item\ \d+.*\bagenda|(?:\w+,\ )?\d.*\b(?:{'|'.join(_MONTHS)})\ \d{{4}}|
      \[?(?:without\ reference|on\ the\ (?:report|recommendation|proposal)).*|Resolution\ adopted\ by.*|on\ \d.*|
      Adopted\ by\ the\ Security\ Council.*|Provisional.*|Summary|\d{{2}}-\d{{4,6}}.*|\*\d+\*|Page\ .*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:Background |Discussion |Working |Conference room )?(?:paper|note|report|document)s?|Report|Note|Letter|Memorandum)"
    r"\s(?:prepared |submitted |drafted )?(?:by|of)\s(?:the\s)?(?P<who>[A-Z][^.]{2,90})$"
)
_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w.'’À-ÿ-]+(?: (?:and|AND|&) |, | )?){2,8}$")
_RESOLUTION_TITLE = re.compile(r"(?P<number>\d{1,3}/\d{1,3}(?: [A-Z])?|\d{1,3}/[A-Z][\w.]*)\.\s+(?P<title>[A-Z].*)")
_TREATY_WORD = re.compile(r"\b(convention|protocol|charter|statute|covenant|treaty|agreement|accord|pact)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:©|\(c\)|[Cc]opyright)\s*(?:by\s+)?(?:the\s+)?(?P<who>[A-Z][\w’'& .-]{3,70}?),?\s*(?:19|20)\d\d")
_SELF = re.compile(r"(?:The )?(?P<name>[A-Z][\w ]{2,60}?)(?: \((?P<short>[A-Z]{2,})\))?,? is an? (?:independent|international|global|non)")
_MODEL_UN = re.compile(
    r"(?:key terms|major (?:parties|countries)|possible solutions|past actions?|timeline of|un involvement|background information|"
    r"bloc positions|questions to consider|topic background|country position)",
    re.IGNORECASE,
)
_PAPER_WORD = re.compile(r"\b((?:summary )?meeting report|discussion paper|working paper|policy brief|background paper|policy paper|research paper|issue brief|report|paper)\b", re.IGNORECASE)
_FRONT = 40  # blocks from the start that may hold the masthead and title


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its paragraphs. titles and masthead:
    indices of the blocks that hold its title, and of the lines about it that say nothing else."""

    title: str
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
    title = _title(blocks, titles, stem, properties)
    genre = _genre(blocks, front, shape, title, symbol)
    authors = _authors(blocks, front, titles, genre)
    publisher, short = _publisher(blocks, genre, symbol)
    return Metadata(
        title=title,
        titles=frozenset(titles),
        masthead=frozenset(at for at in range(front) if at not in titles and _is_masthead(blocks[at], authors)),
        symbol=symbol,
        aliases=_aliases(title, symbol, stem, genre, authors, publisher, short, blocks),
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
        if block.kind == "heading" and (label and not _RESOLUTION_TITLE.match(block.text)):
            return at
        if re.match(r"(?:article|chapter|part|preamble|annex|introduction|abstract|executive summary|abbreviations)\b", block.text, re.I):
            return at
        if is_opener(block.text) or len(block.text) >= 220 or (label and label[0].form == "number" and len(block.text) > 60):
            return at
    return min(len(blocks), _FRONT)


def _title_blocks(blocks: Sequence[Block], front: int) -> tuple[int, ...]:
    """The blocks of the front matter that make the title, and any later repeat of it."""
    candidates = [at for at in range(front) if _may_be_title(blocks[at])]
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


def _is_masthead(block: Block, authors: Sequence[str]) -> bool:
    """A line of the front matter that only feeds the metadata."""
    if block.kind not in ("heading", "text"):
        return False
    text = block.text.strip("* ")
    by_names = bool(authors) and all(author.casefold() in text.casefold() for author in authors) and len(text) < 120
    return bool(_MASTHEAD.match(text) or _BYLINE.match(text) or SYMBOL.fullmatch(text) or by_names)


def _may_be_title(block: Block) -> bool:
    if block.kind not in ("heading", "text") or not 8 <= len(block.text) <= 400:
        return False
    return not (_MASTHEAD.match(block.text) or _BYLINE.match(block.text) or SYMBOL.fullmatch(block.text))


def _title_weight(blocks: Sequence[Block], at: int, candidates: Sequence[int]) -> tuple[float, int]:
    """How much a block looks like the title: type size, markup, repetition; then its length."""
    block = blocks[at]
    repeated = sum(1 for other in candidates if blocks[other].text.casefold() == block.text.casefold()) > 1
    markup = 1.0 if block.kind == "heading" and block.level in (1, 2) else 0.0
    names = -2.0 if _NAMES.fullmatch(block.text) and len(block.text.split()) <= 6 and not block.text.endswith(":") else 0.0
    return (2 * block.size + markup + 2.0 * repeated + 0.5 * block.bold + names, len(block.text))


def _title(blocks: Sequence[Block], titles: Sequence[int], stem: str, properties: dict[str, str]) -> str:
    if titles:
        lines = dict.fromkeys(blocks[at].text for at in titles)
        return _plain_case(" ".join(lines))
    given = properties.get("title", "").strip()
    if len(given) > 8 and not re.match(r"(?:microsoft word|untitled)|.*\.(?:docx?|pdf|indd)$", given, re.IGNORECASE):
        return given
    return stem


def _plain_case(text: str) -> str:
    """A title in capitals, in the case of a sentence's names."""
    if not text.isupper():
        return text
    small = {"of", "the", "and", "to", "in", "on", "for", "a", "an", "against", "with", "by", "from", "at", "or"}
    words = [word if word in ("UN", "EU", "SIPRI", "IPI", "AU", "NATO") else word.capitalize() for word in text.split()]
    return " ".join(w.lower() if at and w.lower() in small else w for at, w in enumerate(words))


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


def _genre(blocks: Sequence[Block], front: int, shape: Shape, title: str, symbol: str | None) -> Genre:
    head = " ".join(block.text for block in blocks[: front + 3] if block.kind != "note")[:4000]
    if symbol and "/RES/" in symbol or shape.resolution and not shape.treaty:
        return "resolution"
    if shape.treaty and (_TREATY_WORD.search(title) or not shape.numbered):
        return "treaty"
    if sum(1 for block in blocks if block.kind == "heading" and _MODEL_UN.search(block.text)) >= 3:
        return "delegate"
    if re.search(r"\b(?:Delegation of|Position paper|Model United Nations|Committee:|Country:)", head, re.IGNORECASE):
        return "delegate"
    by_secretariat = re.search(r"(?:prepared|submitted) by the Secretariat|(?:Report|Note|Letter)\w* (?:of|by|from) the Secretary-General|Secretariat", head)
    if symbol or by_secretariat:
        return "secretariat"
    text = " ".join(block.text for block in blocks if block.kind == "furniture") + head
    if re.search(r"institute|think tank|©|discussion paper|policy (?:brief|report|paper)|working paper|foundation|university", text, re.IGNORECASE):
        return "paper"
    return "unknown"


def _binding(genre: Genre, symbol: str | None, blocks: Sequence[Block]) -> Binding:
    if genre == "treaty":
        return "binding"
    if genre == "resolution" and symbol and symbol.startswith("S/RES/"):
        acting = any(re.search(r"\bActing under Chapter VII\b", block.text) for block in blocks)
        return "binding" if acting else "unknown"
    return "unknown" if genre == "unknown" else "not binding"


def _authors(blocks: Sequence[Block], front: int, titles: Sequence[int], genre: Genre) -> tuple[str, ...]:
    for block in blocks[: front + 1]:
        if found := _BYLINE.match(block.text):
            return (found["who"].strip(),)
    if genre in ("treaty", "resolution"):
        return ()
    for at in range(front):
        text = blocks[at].text.strip(" *")
        if at in titles or blocks[at].kind not in ("heading", "text") or not _NAMES.fullmatch(text) or re.search(r"\d", text):
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
    return any(told.search(block.text) or (block.kind == "note" and cited.search(block.text)) for block in blocks)


def _publisher(blocks: Sequence[Block], genre: Genre, symbol: str | None) -> tuple[str | None, str]:
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
        spelled = (block.text for block in blocks if block.text.isupper() and _initials(block.text) == short)
        name = _plain_case(next(spelled, short))
    if name is None and (symbol or genre in ("secretariat", "resolution")):
        return "United Nations", short
    return name, short


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper() and word.lower() not in ("of", "the", "and"))


def _date(blocks: Sequence[Block], front: int) -> str | None:
    """ISO date (or year and month) from the front matter, else from the imprint."""
    imprint = (block for block in blocks if block.kind == "furniture")
    for block in (*blocks[:front], *imprint):
        if block.kind != "note" and (found := _DATE.search(block.text)):
            month = f"{found[3]}-{_MONTHS.index(found[2]) + 1:02d}"
            return f"{month}-{int(found[1]):02d}" if found[1] else month
    found_year = (re.search(r"(?:©.*|\()((?:19|20)\d\d)\b", block.text) for block in blocks if block.kind == "furniture")
    return next((found[1] for found in found_year if found), None)


def _aliases(
    title: str,
    symbol: str | None,
    stem: str,
    genre: Genre,
    authors: Sequence[str],
    publisher: str | None,
    short: str,
    blocks: Sequence[Block],
) -> tuple[str, ...]:
    names: list[str] = []
    if symbol:
        names += _symbol_names(symbol)
    if genre == "treaty":
        names += _instrument_names(title, stem)
    else:
        words = _paper_words(title, blocks, genre)
        owners = [each for each in (short, publisher) if each and each != "United Nations"]
        owners += [author.split()[-1] for author in authors if author != "Secretariat"]
        owners += ["Secretariat"] if "Secretariat" in authors else []
        names += [f"{owner} {word}" for owner in owners for word in words]
        names += words
        names += [short] if short else []
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() != title.casefold()))


def _symbol_names(symbol: str) -> Iterable[str]:
    yield symbol
    if found := re.search(r"/RES/(.+)$", symbol):
        yield f"resolution {found[1]}"
        bare = re.sub(r"\s*\(\d{4}\)", "", found[1])
        if bare != found[1]:
            yield f"resolution {bare}"


def _instrument_names(title: str, stem: str) -> list[str]:
    folded = re.sub(r"\s+", " ", title.casefold())
    names = [name for phrase, known in _known().items() if _is_about(folded, phrase) for name in known]
    plain = re.sub(r"^(?:the )?united nations (?=[a-z]*\s*convention)", "", title, flags=re.IGNORECASE)
    bare = re.sub(r"\.(?:en|fr|es)$", "", stem)
    if re.fullmatch(r"[A-Za-z]{3,10}", bare):
        names.append(bare.upper())
    return [*names, plain]


def _is_about(title: str, phrase: str) -> bool:
    """Whether the phrase names this instrument, not one that it supplements."""
    at = title.find(phrase)
    return at >= 0 and "supplementing" not in title[:at] and not (at > 0 and "protocol" in title[:at] and "protocol" not in phrase)


@cache
def _known() -> dict[str, list[str]]:
    text = files("ingest").joinpath("known_instruments.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["names"])


def _paper_words(title: str, blocks: Sequence[Block], genre: Genre) -> list[str]:
    """What such a document is called: report, paper, background paper."""
    head = [block.text for block in blocks[:30] if len(block.text) < 120] + [
        block.text for block in blocks if block.text.isupper() and len(block.text) < 60
    ]
    found = [match[1].lower() for text in [title, *head] for match in _PAPER_WORD.finditer(text)]
    body = [match[1].lower() for block in blocks[:60] for match in re.finditer(r"\b[Tt]his (report|paper|policy brief)\b", block.text)]
    words = list(dict.fromkeys([*found, *body]))
    words += ["paper"] if any(word.endswith(" paper") for word in words) else []
    return list(dict.fromkeys(words))[:4]
