"""Makes the screenshots in docs/screenshots from the sample library: wide and phone, light and dark.

    python docs/make_screenshots.py [LIBRARY]

Needs the development dependencies and /usr/bin/chromium. Without LIBRARY one is
built from samples/ in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.building import build  # noqa: E402
from assistant.desk import Desk  # noqa: E402
from assistant.page import start_page  # noqa: E402

OUT = ROOT / "docs" / "screenshots"
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
SIZES = {"wide": (1280, 860), "phone": (390, 844)}
QUESTION, FOLLOW_UP = "What is a small dredger?", "And must it carry a transponder?"
MATTER = "inspection"
DRAFT = (
    "A small dredger is “a dredger whose installed pumping power does not exceed 25 kilowatts” "
    "(Convention against Unlawful Dredging in Inland Waters, article 3(h))."
)
UNANSWERED = "Who won the football World Cup?"


def main() -> None:
    """Serves the library and photographs each view in each size and scheme."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "library"
        if len(sys.argv) == 1:
            build([ROOT / "samples"], library)
        desk = Desk(library)
        desk.warm()
        page, address = start_page(desk)
        OUT.mkdir(exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            for size, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme=scheme,
                        reduced_motion="reduce",
                    )
                    photograph(context.new_page(), address, f"{size}-{scheme}")
                    context.close()
            browser.close()
        page.close()


def photograph(page: Page, address: str, name: str) -> None:
    """Every view once."""

    def shoot(view: str) -> None:
        page.mouse.move(2, 2)
        page.wait_for_timeout(500)
        page.screenshot(path=str(OUT / f"{view}-{name}.png"))

    page.goto(address)
    page.wait_for_selector(".rp-welcome li")
    shoot("start")
    ask(page, QUESTION)
    shoot("answer")
    page.locator(".rp-mark").first.click()
    page.wait_for_selector(".rp-text mark")
    shoot("source")
    if page.locator("[data-act=page]").is_visible():
        page.locator("[data-act=page]").click()
        page.locator(".rp-sheet img").wait_for()
        shoot("page")
    page.locator("[data-act=close]").click()
    ask(page, FOLLOW_UP)
    shoot("follow-up")
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector(".rp-welcome li")
    ask(page, UNANSWERED)
    shoot("refusal")
    page.get_by_role("tab", name="Look up").click()
    page.locator("[data-lookup]").last.click()
    page.wait_for_timeout(700)
    shoot("lookup")
    page.get_by_role("tab", name="Compare").click()
    page.locator("#rp-topic textarea").fill(MATTER)
    page.get_by_role("button", name="Compare").click()
    page.locator(".rp-compare").wait_for()
    shoot("compare")
    page.get_by_role("tab", name="Check draft").click()
    page.locator("#rp-draft textarea").fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".rp-draft .findings").first.wait_for()
    shoot("draft")
    page.get_by_role("tab", name="Library").click()
    shoot("library")


def ask(page: Page, question: str) -> None:
    """Types a question and waits for its answer."""
    before = page.locator(".rp-turn[data-status]").count()
    page.locator("#rp-question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".rp-turn[data-status]").nth(before).wait_for()


if __name__ == "__main__":
    main()
