"""The evaluators' tab, with two real runs of a small question set."""

from urllib.parse import urlsplit

import pytest
from browser import browsing, served, write_documents
from test_eval_measures import SHELF
from test_eval_runner import CASES, ORACLE, Stumbles

from assistant.building import build
from assistant.desk import Desk
from assistant.runs_tab import run_view
from eval.run_pages import RunPages
from eval.runner import run


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two runs; the later one fails on a question that the earlier one answers."""
    folder = tmp_path_factory.mktemp("runs")
    for name, answers in (("2031-01-01", ORACLE), ("2031-01-02", Stumbles(CASES[0].question))):
        run(answers, CASES, SHELF, folder / name, {"split": "all", "library": "harbours"})
    (folder / "unfinished").mkdir()
    return RunPages(folder)


def test_finished_runs_are_named_the_latest_first(runs):
    assert runs.names() == ("2031-01-02", "2031-01-01")


def test_two_runs_compared_name_the_case_that_was_lost(runs):
    assert f"no longer right: {CASES[0].id}" in runs.comparison("2031-01-01", "2031-01-02")


def test_a_name_that_leads_out_of_the_folder_is_no_run(runs):
    assert "expected a finished run" in run_view(runs, "../" + runs.names()[0])


def test_a_report_stands_in_a_frame_that_can_touch_nothing_of_the_page(runs):
    shown = run_view(runs, "2031-01-01")
    assert 'sandbox="allow-scripts"' in shown
    assert "<!doctype" not in shown.lower().replace("&lt;", "")[:200] and "srcdoc=" in shown


@pytest.mark.browser
def test_an_evaluator_reads_a_report_and_compares_two_runs(runs, tmp_path):
    build([write_documents(tmp_path / "documents")], tmp_path / "library")
    desk = Desk(tmp_path / "library")
    with (
        served(desk, runs=runs) as address,
        browsing(viewport={"width": 1280, "height": 860}) as page,
    ):
        page.goto(address)
        page.locator(".rp-welcome").wait_for()
        page.get_by_role("tab", name="Evaluation").click()
        page.locator("#rp-run input").click()
        page.locator("#rp-run").get_by_role("option", name="2031-01-02").click()
        report = page.frame_locator(".rp-report")
        report.get_by_role("heading", name="Citation accuracy").wait_for()
        assert CASES[0].question in report.locator("body").inner_text()
        page.locator("#rp-run-before input").click()
        page.locator("#rp-run-before").get_by_role("option", name="2031-01-01").click()
        page.locator(".rp-moved", has_text=f"no longer right: {CASES[0].id}").wait_for()
        hosts = {urlsplit(each).hostname for each in page.requests if each.startswith("http")}
        assert hosts == {"127.0.0.1"}
        assert page.errors == []
    desk.close()
