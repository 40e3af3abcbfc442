"""Two runs of the same questions: which measures moved, by more than chance or not, and by which cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .bootstrap import paired_p
from .measures import BY_KEY, MEASURES

Scores = Mapping[str, Mapping[str, float]]
"""Case id to measure key to value."""


@dataclass(frozen=True, slots=True)
class Change:
    """How one measure moved over the cases that it applies to in both runs.

    p             two-sided p of the paired permutation test
    better, worse ids of the cases that rose and fell, by their effect on quality
    """

    key: str
    title: str
    before: float
    after: float
    count: int
    p: float
    better: tuple[str, ...]
    worse: tuple[str, ...]

    def is_drop(self, alpha: float) -> bool:
        """Whether quality fell by more than chance explains at level alpha."""
        return self.p < alpha and len(self.worse) > 0 and self.quality_change < 0

    @property
    def quality_change(self) -> float:
        """after - before, with the sign turned for measures of which less is better."""
        quality = BY_KEY[self.key].quality
        return quality(self.after) - quality(self.before)


def compare(before: Scores, after: Scores) -> tuple[Change, ...]:
    """One Change a measure, over the cases of `before`.

    A case that `after` lacks counts there as its worst value; one that only
    `after` has is left out.
    """
    return tuple(_changes(before, after))


def _changes(before: Scores, after: Scores) -> Iterator[Change]:
    for measure in MEASURES:
        key = measure.key
        ids = [case for case, scores in before.items() if key in scores]
        if not ids:
            continue
        olds = [before[case][key] for case in ids]
        news = [after.get(case, {}).get(key, measure.worst) for case in ids]
        moves = {
            case: measure.quality(new) - measure.quality(old)
            for case, old, new in zip(ids, olds, news, strict=True)
        }
        yield Change(
            key=key,
            title=measure.title,
            before=sum(olds) / len(olds),
            after=sum(news) / len(news),
            count=len(ids),
            p=paired_p(olds, news),
            better=tuple(case for case, move in moves.items() if move > 0),
            worse=tuple(case for case, move in moves.items() if move < 0),
        )


def format_changes(changes: tuple[Change, ...]) -> str:
    """A table of the changes and, under it, the cases that changed sides."""
    lines = [f"{'measure':<28}  before   after   change       p  better  worse     n"]
    lines += [
        f"{each.title:<28} {each.before:>7.3f} {each.after:>7.3f} {each.after - each.before:>+8.3f} "
        f"{each.p:>7.4f} {len(each.better):>7} {len(each.worse):>6} {each.count:>5}"
        for each in changes
    ]
    for each in changes:
        if each.key == "right":
            lines += ["", f"now right: {', '.join(each.better) or 'none'}"]
            lines += [f"no longer right: {', '.join(each.worse) or 'none'}"]
    return "\n".join(lines)
