"""Finished runs as the page shows them: their names, the report of each, and two compared. Reads a folder of runs."""

from __future__ import annotations

from pathlib import Path

from ingest import SettingsError

from .compare import compare, format_changes
from .report import render_report
from .rows import SETTINGS, read_run
from .speed_rows import SPEED, read_rows

_MOST = 50  # runs named


class RunPages:
    """The runs of a folder; what `assistant.start_page` takes as `runs`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """Names of the finished runs, the latest first."""
        return tuple(sorted((each.parent.name for each in self._folder.glob(f"*/{SETTINGS}")), reverse=True))[
            :_MOST
        ]

    def report(self, name: str) -> str:
        """The report of a run as a whole HTML page. Raises SettingsError when there is no such run."""
        return render_report(*read_run(self._run(name)), read_rows(self._folder / SPEED))

    def comparison(self, before: str, after: str) -> str:
        """Which measures moved between two runs, as text. Raises SettingsError."""
        old, new = (
            {row.case.id: row.scores for row in read_run(self._run(name))[0]} for name in (before, after)
        )
        if not set(old) & set(new):
            raise SettingsError(
                f"{before} and {after}: expected runs of the same questions, found none in common"
            )
        return format_changes(compare(old, new))

    def _run(self, name: str) -> Path:
        if name not in self.names():
            raise SettingsError(f"{name}: expected a finished run in {self._folder}, found none of that name")
        return self._folder / name
