"""The page as assistive technology finds it: axe-core sees no serious fault on any tab, light or dark.

axe-core is an npm package; `make .axe/axe.min.js` fetches the pinned version.
"""

import pytest
from browser import ask, browsing, served, write_documents
from conftest import ROOT

from assistant.building import build
from assistant.desk import Desk

pytestmark = pytest.mark.browser
AXE = ROOT / ".axe" / "axe.min.js"
RUN = """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})).violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => [each.id, ...each.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`)])"""
LEVY = "How much is the ferry levy for each passenger?"
DRAFT = "The report says: “The ferry levy was raised to nine shells for each passenger in 2019.”"


def show_start(page):
    page.locator(".rp-welcome li").first.wait_for()


def show_answer(page):
    ask(page, LEVY)
    page.locator("#rp-cited .rp-card").first.wait_for()


def show_source(page):
    ask(page, LEVY)
    page.locator(".rp-mark").first.click()
    page.locator(".rp-text mark").first.wait_for()


def show_refusal(page):
    ask(page, "Who won the football World Cup in Brazil?")


def show_lookup(page):
    page.get_by_role("tab", name="Look up").click()
    page.locator("[data-lookup]").first.click()
    page.locator("#rp-looked mark").first.wait_for()


def show_comparison(page):
    page.get_by_role("tab", name="Compare").click()
    page.locator("#rp-topic textarea").fill("duties of wick keepers")
    page.get_by_role("button", name="Compare").click()
    page.locator(".rp-compare").wait_for()


def show_draft(page):
    page.get_by_role("tab", name="Check draft").click()
    page.locator("#rp-draft textarea").fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".rp-draft .findings li").first.wait_for()


def show_library(page):
    page.get_by_role("tab", name="Library").click()
    page.locator(".rp-document").first.wait_for()


VIEWS = (
    show_start,
    show_answer,
    show_source,
    show_refusal,
    show_lookup,
    show_comparison,
    show_draft,
    show_library,
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("axe")
    build([write_documents(folder / "documents")], folder / "library")
    desk = Desk(folder / "library")
    with served(desk) as address:
        yield address
    desk.close()


@pytest.fixture(scope="module", params=["light", "dark"])
def page(address, request):
    if not AXE.is_file():
        pytest.skip(f"axe-core is not at {AXE}; `make .axe/axe.min.js` fetches it")
    with browsing(viewport={"width": 1280, "height": 860}, color_scheme=request.param) as page:
        yield page


def find_faults(page):
    # Gradio fades what is being drawn, and axe would measure the faded letters
    page.wait_for_function("() => !document.querySelector('.pending')")
    page.wait_for_timeout(250)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN)


@pytest.mark.parametrize("show", VIEWS, ids=lambda show: show.__name__.removeprefix("show_"))
def test_a_view_has_no_serious_fault(page, address, show):
    page.goto(address)
    page.locator(".rp-welcome").wait_for()
    show(page)
    assert find_faults(page) == []


def test_a_fault_would_be_found(page, address):
    page.goto(address)
    page.locator(".rp-welcome").wait_for()
    page.evaluate("document.querySelector('.rp-welcome').innerHTML = '<button></button>'")
    assert [each[0] for each in find_faults(page)] == ["button-name"]
