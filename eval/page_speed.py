"""How long the page takes to show the first quotation, beside `ask` alone: `python -m eval page-speed --library DIR`.

Both in one process on the same questions: the page in headless Chromium, from
the press of the button to the frame in which the first quotation stands. It
measures this machine, loaded as it is; the ratio lasts longer than the seconds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import SettingsError

RATIO, EXTRA = 1.5, 150.0  # what the page may take: so many times `ask`, and milliseconds on top
_CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_ANSWERED = ".rp-turn[data-status] .rp-words"
_ASK = """async (question) => {
    const line = document.querySelector("#rp-question textarea");
    line.value = question;
    line.dispatchEvent(new Event("input", {bubbles: true}));
    await new Promise((done) => setTimeout(done, 100));
    const begun = performance.now();
    document.getElementById("rp-send").click();
    while (!document.querySelector("ANSWERED")) {
        if (performance.now() - begun > 30000) throw new Error("no answer in 30 s: " + question);
        await new Promise(requestAnimationFrame);
    }
    return performance.now() - begun;
}""".replace("ANSWERED", _ANSWERED)


@dataclass(frozen=True, slots=True)
class Shown:
    """One question: milliseconds of `ask`, and of the page until the first quotation is seen."""

    question: str
    ask: float
    page: float

    @property
    def allowed(self) -> float:
        """Milliseconds that the page may take."""
        return RATIO * self.ask + EXTRA


def measure(library: Path, questions: Sequence[str], runs: int = 3) -> tuple[Shown, ...]:
    """The median of several runs for each question that the library answers.

    Raises SettingsError when there is no browser or nothing is answered.
    """
    from assistant import Desk, start_page

    desk = Desk(library)
    desk.warm()
    with desk.reading() as assistant:
        answered = [each for each in questions if assistant.ask(each).status == "answered"]
        if not answered:
            raise SettingsError(f"{library}: expected questions that it answers, found none; name others")
        alone = {each: statistics.median(_seconds(assistant, each) for _ in range(runs)) for each in answered}
    server, address = start_page(desk)
    try:
        with _browser() as page:
            page.goto(address)
            page.locator(".rp-welcome").wait_for()
            return tuple(
                Shown(each, 1000 * alone[each], statistics.median(_shown(page, each) for _ in range(runs)))
                for each in answered
            )
    finally:
        server.close(verbose=False)
        desk.close()


def format_shown(found: Sequence[Shown]) -> str:
    """The medians and how many questions keep within what is allowed."""
    ask, page = (statistics.median(getattr(each, name) for each in found) for name in ("ask", "page"))
    within = sum(each.page <= each.allowed for each in found)
    return (
        f"{len(found)} questions: ask {ask:.0f} ms, page until the first quotation {page:.0f} ms (medians)\n"
        f"within {RATIO} times ask + {EXTRA:.0f} ms: {within} of {len(found)}"
    )


def _seconds(assistant: Any, question: str) -> float:
    begun = time.perf_counter()
    assistant.ask(question)
    return time.perf_counter() - begun


def _shown(page: Any, question: str) -> float:
    page.locator("#rp-new").click()
    page.locator(".rp-welcome").wait_for()
    return float(page.evaluate(_ASK, question))


@contextmanager
def _browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        raise SettingsError("page-speed: expected playwright, found none; install rapporteur[dev]") from None
    if not _CHROMIUM.is_file():
        raise SettingsError(
            f"page-speed: expected a browser at {_CHROMIUM}, found none; apt-get install chromium"
        )
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        try:
            yield browser.new_page(reduced_motion="reduce")
        finally:
            browser.close()
