"""Ranked retrieval measured by ir_measures: hit@k, reciprocal rank, nDCG@10, recall@k, average precision.

The one file that knows ir_measures. It is given identifiers, relevant and
ranked, and gives numbers; what is relevant is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest import SettingsError

HITS = ("Success@1", "Success@5", "Success@10", "Success@20")
RANKED = (*HITS, "RR", "nDCG@10", "R@5", "R@10", "R@20")


def _ir_measures() -> Any:
    try:
        import ir_measures
    except ModuleNotFoundError as error:
        found = "the evaluation needs ir_measures, found it not installed"
        raise SettingsError(f"{found}: install rapporteur[dev]") from error
    return ir_measures


def measure_rankings(
    relevant: Mapping[str, Sequence[str]], ranked: Mapping[str, Sequence[str]], measures: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Each measure of each question, 0 to 1.

    relevant  question to the identifiers that it should find, at least one
    ranked    question to the identifiers found, best first, none twice
    measures  names as ir_measures writes them: "Success@5", "RR", "nDCG@10", "R@10", "AP@10"

    A question without a ranking has zero in every measure.
    """
    ir_measures = _ir_measures()
    parsed = {ir_measures.parse_measure(name): name for name in measures}
    qrels = [ir_measures.Qrel(query, each, 1) for query, found in relevant.items() for each in found]
    run = [
        # Falling scores keep the order given: the library sorts by score itself.
        ir_measures.ScoredDoc(query, each, -float(rank))
        for query, found in ranked.items()
        for rank, each in enumerate(found)
    ]
    scores = {query: dict.fromkeys(measures, 0.0) for query in relevant}
    for metric in ir_measures.iter_calc(list(parsed), qrels, run):
        scores[metric.query_id][parsed[metric.measure]] = float(metric.value)
    return scores
