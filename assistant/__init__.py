"""A question in, a cited answer out; command line and page. Imports `ingest` and `index`.

Reading order: answer (the nouns and the JSON contract), provisions, names,
lookup (the provision asked for), intent, evidence, refusal, gate (what is said
and what is not), followup, ask (all of it together), library (building one),
terminal, cli, page.
"""

from .answer import Answer, Citation, Quotation, Removed, Sentence, paragraph_record
from .ask import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Quotation", "Removed", "Sentence", "paragraph_record"]
