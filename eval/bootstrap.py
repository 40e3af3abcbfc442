"""Bootstrap intervals and the paired test: how far a mean, or a difference of means, can be trusted.

Pure and seeded: equal input gives equal output on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

RESAMPLES = 2_000
SHUFFLES = 10_000
_EXACT_UP_TO = 15


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic of `count` values with its 95 % interval; low <= value <= high for a mean."""

    value: float
    low: float
    high: float
    count: int


def estimate(
    values: Sequence[float], statistic: Literal["mean", "p50", "p95"] = "mean", *, seed: int = 0
) -> Estimate:
    """A statistic with its 95 % percentile-bootstrap interval (Efron 1979), 2,000 resamples.

    values has at least one number; ValueError otherwise.
    """
    if not values:
        raise ValueError("a bootstrap interval needs at least one value")
    data = np.asarray(values, dtype=float)
    low, high = np.percentile(_statistic(data[_draws(len(data), seed)], statistic), [2.5, 97.5])
    return Estimate(float(_statistic(data[None, :], statistic)[0]), float(low), float(high), len(data))


@lru_cache(maxsize=64)
def _draws(count: int, seed: int) -> np.ndarray:
    """Which values each resample takes, shape (resamples, values)."""
    return np.random.default_rng(seed).integers(0, count, size=(RESAMPLES, count))


def _statistic(rows: np.ndarray, statistic: str) -> np.ndarray:
    """One number a row; rows has shape (resamples, values)."""
    if statistic == "mean":
        return np.asarray(rows.mean(axis=1))
    return np.asarray(np.percentile(rows, float(statistic.removeprefix("p")), axis=1))


def paired_p(before: Sequence[float], after: Sequence[float], *, seed: int = 0) -> float:
    """Two-sided p of the paired sign-flip permutation test of "no difference of means".

    Exact for up to 15 pairs that differ, else 10,000 random sign flips with
    the observed one counted among them (Phipson and Smyth 2010), so never 0.
    """
    if len(before) != len(after):
        raise ValueError(f"paired test of {len(before)} and {len(after)} values")
    differences = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    differences = differences[differences != 0]
    if not len(differences):
        return 1.0
    exact = len(differences) <= _EXACT_UP_TO
    sums = np.abs(_signs(len(differences), exact, seed) @ differences)
    extreme = int((sums >= abs(differences.sum()) - 1e-9).sum())
    return extreme / len(sums) if exact else (extreme + 1) / (len(sums) + 1)


def _signs(count: int, exact: bool, seed: int) -> np.ndarray:
    """Rows of +1 and -1: every row there is, or 10,000 random ones."""
    if exact:
        bits = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    else:
        bits = np.random.default_rng(seed).integers(0, 2, size=(SHUFFLES, count))
    return np.asarray(1.0 - 2.0 * bits)
