"""How good the assistant is: questions with known paragraphs, measures, report, gate. Imports all others.

Reading order: evidence, cases and shelf (what is asked, and of which
paragraphs), answers, retrieval, bootstrap, measures, stages and judge (what an
answer is worth), runner and rows (a run), groups, plots, failures and report (a run
to read), compare and gate (two runs), oracle and selftest (is the instrument
right?), checking and make_set (are the questions right?), labels (do people
agree?), run_pages (runs on the page),
obliqa (a public benchmark), growth, ingestion, reading,
page_speed and speed (how fast), cli.
"""

from .cases import Case, Gold, read_cases
from .evidence import Evidence
from .measures import MEASURES, score_answer
from .report import render_report
from .runner import ask_all, run
from .shelf import Shelf

__all__ = [
    "MEASURES",
    "Case",
    "Evidence",
    "Gold",
    "Shelf",
    "ask_all",
    "read_cases",
    "render_report",
    "run",
    "score_answer",
]
