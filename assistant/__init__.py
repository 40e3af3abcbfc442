"""A question in, a cited answer out; command line and page. Imports `ingest` and `index`.

Reading order: answer and citing (the nouns, the JSON contract, how a citation is
written); tokens, paths, units, asked_notes, bare_numbers, provisions (how people write provisions),
spelling, name_words, document_names, described_names, near_names, names, containers, stretches, under_headings,
worded, provision_table, asked_of, lookup, crossings (the provision asked for or referred to); sourced, intent, evidence, plain_words,
in_turn, headed, retrieve, choose, series, order, about, composing, refusal, country_names, asking,
plainly, wanted, nearest, bodies, definitions, unsaid, missing (what is
said); figures, wording, proper_names, agreement, gate (what may be said); parts, in_parts, scope, side_by_side,
abbreviations, initials, known_as, exchanged, followup, mending, neighbour, understanding, sufficiency, ask (all of it together); bearing, writer, model, chain
(language models); compare, comparison_view (instruments side by side); claims,
concordance and the draft files (drafts); bibliography, writing and the export files
(answers taken away); building, showing, batch, terminal, options, usage, the commands, cli,
mcp_server; desk, users, door, endpoints, sharing, suggest, page_marks, pictures, strings,
the handlers, the views, page_tools, runs_tab and page (the page).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answer import Answer, Citation, Quotation, Removed, Sentence, paragraph_record
    from .ask import Assistant
    from .building import build
    from .citing import short_name
    from .desk import Desk
    from .draft import check_draft
    from .page import start_page
    from .refusal import Signs

# loaded at first use: a command loads what it needs and nothing else
_LATER = {
    **dict.fromkeys(
        ("Answer", "Citation", "Quotation", "Removed", "Sentence", "paragraph_record"), ".answer"
    ),
    "Assistant": ".ask",
    "Desk": ".desk",
    "Signs": ".refusal",
    "build": ".building",
    "check_draft": ".draft",
    "short_name": ".citing",
    "start_page": ".page",
}


def __getattr__(name: str) -> Any:
    """All that is below and the LangChain parts, loaded when they are asked for."""
    if name in _LATER:
        return getattr(import_module(_LATER[name], __name__), name)
    if name not in ("RapporteurRetriever", "rapporteur_tool"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .chain import rapporteur_tool, retriever_class

    return rapporteur_tool if name == "rapporteur_tool" else retriever_class()


__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Desk",
    "Quotation",
    "Removed",
    "Sentence",
    "Signs",
    "build",
    "check_draft",
    "paragraph_record",
    "short_name",
    "start_page",
]
