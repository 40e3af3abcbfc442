"""A headless browser, a served page and small invented documents for the tests of the page."""

from contextlib import contextmanager
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

CONVENTION = """Convention on the Lamps of Pellworth Sound

Adopted at Pellworth on 3 May 2011

Article 1
Use of terms

For the purposes of this Convention:

(a) "Beacon" means a lamp of more than forty candles that burns on a fixed tower;

(b) "Wick keeper" means the person who holds the key of a beacon.

Article 2
Duties of wick keepers

1. Each wick keeper shall report a broken beacon within two days.

2. Each wick keeper shall trim the wick at dusk.
"""

REPORT = """# Report on the ferries of Pellworth Sound

## The ferry levy

The ferry levy was raised to four shells for each passenger in 2019. It had been three shells since the flood.[^1]

Nobody under the age of six pays the ferry levy.

## The state of the nets

Fishing nets are inspected each spring by the harbour master.

[^1]: Minutes of the harbour council, volume 9.
"""

HOSTILE_NAME = "a<img src=x onerror=hacked()>.txt"
HOSTILE = """<script>hacked()</script> Report on marmalade

Marmalade <b onmouseover="hacked()">stores</b>

1. Marmalade is stored in <img src=x onerror="hacked()"> cellars <script>hacked()</script> below the quay, ${hacked()} and {{hacked}}.
"""

TITLES = f"""
["convention.txt"]
title = "Convention on the Lamps of Pellworth Sound"
genre = "treaty"
binding = "binding"
["ferries.md"]
title = "Report on the ferries of Pellworth Sound"
["{HOSTILE_NAME}"]
title = "Report on <b onclick=hacked()>marmalade</b>"
"""


def write_documents(folder):
    """The three documents as files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "convention.txt").write_text(CONVENTION)
    (folder / "ferries.md").write_text(REPORT)
    (folder / HOSTILE_NAME).write_text(HOSTILE)
    (folder / "sources.toml").write_text(TITLES)
    return folder


@contextmanager
def served(desk, **options):
    """The address of a page that serves a desk."""
    from assistant.page import start_page

    page, address = start_page(desk, **options)
    try:
        yield address
    finally:
        page.close(verbose=False)


@contextmanager
def browsing(**options):
    """A browser page; `page.requests` holds the address of everything it asked for, `page.errors` its script errors."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not there")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_context(reduced_motion="reduce", **options).new_page()
        page.set_default_timeout(30_000)
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        try:
            yield page
        finally:
            browser.close()


def ask(page, question):
    """Types a question, waits for its answer and gives the turn that holds both."""
    turns = page.locator(".rp-turn[data-status]")
    before = turns.count()
    page.locator("#rp-question textarea").fill(question)
    page.locator("#rp-question textarea").press("Enter")
    turns.nth(before).wait_for()
    return turns.nth(before)
