"""The page in a real browser, before a real library of invented documents."""

import json
import threading
from urllib.parse import urlsplit

import pytest
from browser import HOSTILE_NAME, ask, browsing, served, write_documents
from small_library import WordEncoder, harbour_report

from assistant.building import build
from assistant.desk import Desk
from index import publish

pytestmark = pytest.mark.browser
LEVY = "How much is the ferry levy for each passenger?"
LEVY_WORDS = "The ferry levy was raised to four shells for each passenger in 2019."


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    build([write_documents(folder / "documents")], folder / "library")
    return folder / "library"


@pytest.fixture(scope="module")
def address(library):
    desk = Desk(library)
    with served(desk) as address:
        yield address
    desk.close()


@pytest.fixture
def page(address):
    with browsing(viewport={"width": 1280, "height": 860}) as page:
        page.goto(address)
        page.locator(".rp-welcome").wait_for()
        yield page
        assert page.errors == []


def test_an_answer_stands_beside_its_paragraph_with_the_quotation_marked(page):
    turn = ask(page, LEVY)
    assert LEVY_WORDS in turn.locator(".rp-said").first.inner_text()
    card = page.locator("#rp-cited .rp-card").first
    assert card.locator("h3").inner_text().endswith("Report on the ferries of Pellworth Sound")
    assert "para. 1" in card.locator(".rp-locator").inner_text()
    assert "The ferry levy" in card.locator(".rp-section").inner_text()
    assert "It had been three shells since the flood." in card.locator("blockquote").inner_text()
    assert LEVY_WORDS in card.locator("mark").all_inner_texts()[0]


def test_no_request_leaves_this_machine(page):
    ask(page, LEVY)
    page.locator(".rp-mark").first.click()
    page.locator(".rp-text mark").first.wait_for()
    for tab in ("Look up", "Compare", "Check draft", "Library"):
        page.get_by_role("tab", name=tab).click()
    page.locator(".rp-document").first.wait_for()
    assert {urlsplit(each).hostname for each in page.requests if not each.startswith(("data:", "blob:"))} == {
        "127.0.0.1"
    }


def test_a_mark_opens_its_document_at_the_quotation(page):
    ask(page, LEVY)
    page.locator(".rp-mark").first.click()
    marked = page.locator(".rp-text mark").first
    marked.wait_for()
    assert LEVY_WORDS in marked.inner_text()
    assert "Fishing nets" in page.locator(".rp-text").inner_text()
    box, frame = marked.bounding_box(), page.locator("#rp-frame").bounding_box()
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    page.keyboard.press("Escape")
    assert page.locator("#rp-cited .rp-card").first.is_visible()


def test_a_mark_tells_place_and_words_to_pointer_and_keyboard(page):
    ask(page, LEVY)
    page.locator(".rp-mark").first.hover()
    assert "para. 1" in page.locator("#rp-tip").inner_text()
    page.mouse.move(0, 0)
    page.locator("#rp-tip").wait_for(state="hidden")
    page.locator(".rp-mark").first.focus()
    assert LEVY_WORDS in page.locator("#rp-tip").inner_text()


def test_a_note_opens_in_its_place(page):
    ask(page, LEVY)
    note = page.locator("#rp-cited .rp-note", has_text="volume 9").first
    assert note.is_hidden()
    page.locator("#rp-cited .rp-notemark").first.press("Enter")
    assert note.is_visible()


def test_citations_are_stepped_through_in_order(page):
    ask(page, "What does the Convention on the Lamps of Pellworth Sound, article 2, say?")
    assert page.locator(".rp-mark").count() >= 2
    page.locator(".rp-mark").first.click()
    page.locator("[data-act=next]").click()
    page.locator(".rp-text mark", has_text="trim the wick").wait_for()
    assert page.locator(".rp-which").inner_text().startswith("Citation 2 of")
    page.locator("[data-act=previous]").click()
    page.locator(".rp-text mark", has_text="broken beacon").wait_for()


def test_a_question_the_library_cannot_answer_shows_the_nearest_paragraphs_as_such(page):
    turn = ask(page, "Who won the football World Cup in Brazil?")
    assert turn.get_attribute("data-status") == "refused"
    assert page.locator("#rp-cited h2").inner_text().lower() == "nearest paragraphs"
    assert page.locator("#rp-cited mark").count() == 0


def test_an_answer_is_copied_with_its_citations(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, LEVY).get_by_role("button", name="Copy with citations").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(LEVY + "\n")
    assert LEVY_WORDS in copied
    assert "[1] Report on the ferries of Pellworth Sound" in copied


def test_the_keyboard_alone_asks_opens_a_source_and_comes_back(page):
    page.keyboard.press("/")
    page.keyboard.type(LEVY)
    page.keyboard.press("Enter")
    page.locator(".rp-turn[data-status]").wait_for()
    page.locator(".rp-mark").first.focus()
    page.keyboard.press("Enter")
    page.locator(".rp-text mark").first.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("rp-mark")


def test_a_printed_page_has_answer_and_paragraphs_and_no_controls(page):
    ask(page, LEVY)
    page.emulate_media(media="print")
    assert page.locator(".rp-words").first.is_visible()
    assert page.locator("#rp-cited blockquote").first.is_visible()
    assert not page.locator("#rp-composer").is_visible()
    assert not page.get_by_role("button", name="Copy with citations").is_visible()


def test_a_follow_up_shows_how_it_was_understood(page):
    ask(page, LEVY)
    turn = ask(page, "And for children?")
    assert turn.locator(".rp-understood").inner_text().startswith("Understood as:")


def test_a_link_restores_question_answer_and_open_source(page):
    ask(page, LEVY)
    page.locator(".rp-mark").first.click()
    page.locator(".rp-text mark").first.wait_for()
    link = page.url
    assert "open=1" in link
    page.goto("about:blank")
    page.goto(link)
    page.locator(".rp-text mark", has_text="four shells").first.wait_for()
    assert page.locator(".rp-question").inner_text().endswith(LEVY)
    assert page.url == link


def test_documents_and_file_names_never_become_markup(page):
    page.evaluate("() => { window.hacked = () => { window.harmed = true; }; }")
    ask(page, "Where is marmalade stored?")
    page.locator(".rp-mark").first.click()
    page.locator(".rp-text mark").first.wait_for()
    assert (
        "<script>hacked()</script> below the quay, ${hacked()} and {{hacked}}."
        in page.locator(".rp-text").inner_text()
    )
    assert page.locator("#rp-panel img, #rp-panel script").count() == 0
    page.get_by_role("tab", name="Library").click()
    page.locator(".rp-documents", has_text=HOSTILE_NAME).wait_for()
    assert page.locator("#rp-conversation img, #rp-panel img, #rp-library img, #rp-panel script").count() == 0
    assert page.evaluate("window.harmed") is None


def test_only_the_chosen_documents_are_searched(page):
    page.get_by_role("button", name="Search only in").click()
    page.get_by_label("Convention on the Lamps of Pellworth Sound").check()
    turn = ask(page, LEVY)
    assert "four shells" not in turn.inner_text()
    assert "&in=convention.txt" in page.url


def test_a_suggested_question_is_asked_by_choosing_it(page):
    button = page.locator("[data-ask]").first
    question = button.get_attribute("data-ask")
    button.click()
    page.locator(".rp-turn[data-status]").wait_for()
    assert page.locator(".rp-question").inner_text().endswith(question)


def test_a_provision_is_looked_up_word_for_word(page):
    page.get_by_role("tab", name="Look up").click()
    page.locator("#rp-request textarea").fill("Convention on the Lamps of Pellworth Sound, article 2(2)")
    page.keyboard.press("Enter")
    page.locator("#rp-looked mark", has_text="Each wick keeper shall trim the wick at dusk.").wait_for()


def test_instruments_are_compared_and_a_paragraph_opens_its_source(page):
    page.get_by_role("tab", name="Compare").click()
    page.locator("#rp-topic textarea").fill("duties of wick keepers")
    page.get_by_role("button", name="Compare").click()
    table = page.locator(".rp-compare")
    table.wait_for()
    assert "Article 2 Duties of wick keepers" in table.locator("th").inner_text()
    assert "report a broken beacon within two days" in table.inner_text()
    table.locator(".rp-open").first.click()
    page.locator(".rp-text .rp-here").wait_for()
    assert "report a broken beacon" in page.locator(".rp-text .rp-here").inner_text()


def test_the_panel_shows_what_belongs_to_the_tab_and_comes_back_with_it(page):
    ask(page, LEVY)
    page.locator(".rp-mark").first.click()
    page.locator(".rp-text mark", has_text="four shells").wait_for()
    for tab in ("Compare", "Check draft", "Library"):
        page.get_by_role("tab", name=tab).click()
        page.locator("#rp-panel").wait_for(state="hidden")
    page.get_by_role("button", name="Convention on the Lamps of Pellworth Sound").last.click()
    page.locator(".rp-text", has_text="Wick keeper").wait_for()
    page.get_by_role("tab", name="Look up").click()
    page.locator("#rp-shelf", has_text="Convention on the Lamps").wait_for()
    assert page.locator("#rp-source").is_hidden()
    page.get_by_role("tab", name="Ask").click()
    page.locator(".rp-text mark", has_text="four shells").wait_for()
    assert page.locator(".rp-which").inner_text().startswith("Citation 1 of")
    assert "open=1" in page.url
    page.get_by_role("tab", name="Library").click()
    page.locator(".rp-text", has_text="Wick keeper").wait_for()
    assert page.locator(".rp-text mark").count() == 0


def test_a_new_look_up_is_seen_though_a_source_was_open(page):
    page.get_by_role("tab", name="Look up").click()
    page.locator("#rp-request textarea").fill("Convention on the Lamps of Pellworth Sound, article 2(2)")
    page.keyboard.press("Enter")
    page.locator("#rp-looked .rp-open").first.click()
    page.locator(".rp-text mark").first.wait_for()
    page.locator("#rp-request textarea").fill("Convention on the Lamps of Pellworth Sound, article 2(1)")
    page.keyboard.press("Enter")
    page.locator("#rp-looked mark", has_text="report a broken beacon").wait_for()
    page.get_by_role("tab", name="Ask").click()
    page.locator("#rp-looked").wait_for(state="hidden")


def test_comparing_without_a_matter_says_what_is_missing(page):
    page.get_by_role("tab", name="Compare").click()
    page.get_by_role("button", name="Compare").click()
    assert "Write the matter" in page.locator("#rp-compared [role=alert]").inner_text()


def test_a_pasted_draft_is_checked_and_its_finding_opens_the_source(page):
    page.get_by_role("tab", name="Check draft").click()
    page.locator("#rp-draft textarea").fill(
        "The report says: “The ferry levy was raised to nine shells for each passenger in 2019.”"
    )
    page.get_by_role("button", name="Check", exact=True).click()
    finding = page.locator(".rp-draft .findings li.altered")
    finding.wait_for()
    assert finding.locator("del").inner_text() == "four"
    assert finding.locator("ins").inner_text() == "nine"
    finding.locator(".rp-open").click()
    page.locator(".rp-text .rp-here").wait_for()
    assert "raised to four shells" in page.locator(".rp-text .rp-here").inner_text()


def test_a_draft_as_a_file_is_checked_and_its_report_saved(page, tmp_path):
    draft = tmp_path / "speech.md"
    draft.write_text("# <b>Speech</b>\n\nThe levy “was raised to four shells for each passenger in 2019”.\n")
    page.get_by_role("tab", name="Check draft").click()
    with page.expect_file_chooser() as chooser:
        page.locator("#rp-draft-file button", has_text="Click to Upload").click()
    chooser.value.set_files(draft)
    page.locator("#rp-draft-file", has_text="speech").wait_for()
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".rp-draft .findings li.correct").first.wait_for()
    with page.expect_download() as saved:
        page.get_by_role("button", name="draft-check.json").click()
    record = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert record["name"] == "speech.md"
    assert record["counts"]["correct"] == len(record["findings"]) > 0


@pytest.mark.parametrize(("form", "holds"), [("md", "[^1]: "), ("bib", "para. 1}"), ("docx", "PK")])
def test_a_conversation_is_saved_with_its_citations(page, form, holds):
    ask(page, LEVY)
    page.locator("#rp-form").select_option(form)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save", exact=True).click()
    assert saved.value.suggested_filename == f"answers.{form}"
    assert holds in saved.value.path().read_bytes().decode("utf-8", "replace")


def test_the_page_of_a_pdf_is_shown_with_the_passage_boxed(samples_library):
    desk = Desk(samples_library)
    with served(desk) as address, browsing(viewport={"width": 1280, "height": 860}) as page:
        page.goto(address)
        page.locator(".rp-welcome").wait_for()
        ask(page, "Lowmere Convention article 4(5)").locator(".rp-mark").first.click()
        page.locator(".rp-text mark").first.wait_for()
        page.get_by_role("button", name="Page", exact=True).click()
        page.locator(".rp-sheet img").wait_for()
        assert page.locator(".rp-figure figcaption").inner_text() == "p. 2, PDF page 2"
        frame, box = page.locator("#rp-frame").bounding_box(), page.locator(".rp-box").first.bounding_box()
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="Text", exact=True).click()
        page.locator(".rp-text mark").first.wait_for()
        assert page.errors == []
    desk.close()


def test_a_document_without_pages_offers_none(page):
    ask(page, LEVY)
    page.locator(".rp-mark").first.click()
    page.locator(".rp-text mark").first.wait_for()
    assert not page.locator(".rp-as").is_visible()


def test_on_a_phone_the_sources_stand_below_the_answer(address):
    with browsing(viewport={"width": 390, "height": 844}) as page:
        page.goto(address)
        page.locator(".rp-welcome").wait_for()
        ask(page, LEVY)
        answer, panel = page.locator(".rp-answer").bounding_box(), page.locator("#rp-panel").bounding_box()
        assert panel["y"] > answer["y"] + answer["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def add_file(page, file):
    with page.expect_file_chooser() as chooser:
        page.locator("#rp-files button", has_text="Click to Upload").click()
    chooser.value.set_files(file)
    page.locator("#rp-files", has_text=file.stem).wait_for()
    page.get_by_role("button", name="Add to the library").click()


def test_a_file_is_added_asked_of_and_removed_while_the_page_runs(page, tmp_path):
    file = tmp_path / "toads.txt"
    file.write_text("Report on toads\n\nToads\n\n1. The toad census of Pellworth counted ninety toads.\n")
    page.get_by_role("tab", name="Library").click()
    add_file(page, file)
    page.locator(".rp-outcomes", has_text="Added").wait_for()
    page.locator(".rp-documents", has_text="toads.txt").wait_for()
    page.get_by_role("tab", name="Ask").click()
    assert "ninety toads" in ask(page, "How many toads did the census count?").inner_text()
    page.get_by_role("tab", name="Library").click()
    page.locator("#rp-unwanted input").click()
    page.get_by_role("option", name="toads").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove from the library").click()
    page.locator(".rp-outcomes", has_text="Removed").wait_for()
    page.locator(".rp-documents", has_text="toads.txt").wait_for(state="detached")


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(page, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 this is no PDF")
    page.get_by_role("tab", name="Library").click()
    add_file(page, tmp_path / "broken.pdf")
    assert "broken.pdf" in page.locator("#rp-outcome .rp-failed, #rp-outcome .rp-problem").inner_text()


def test_nothing_is_shown_before_signing_in_where_a_password_is_set(library):
    desk = Desk(library)
    with (
        served(desk, sign_in=lambda name, word: (name, word) == ("ada", "lamp")) as address,
        browsing() as page,
    ):
        page.goto(address)
        page.locator("input[type=password]").wait_for()
        assert page.locator("text=Pellworth").count() == 0
        assert page.request.get(address + "/config").status == 401
        page.locator("input").first.fill("ada")
        page.locator("input[type=password]").fill("lamp")
        page.keyboard.press("Enter")
        page.locator(".rp-welcome").wait_for()
        assert {urlsplit(each).hostname for each in page.requests} == {"127.0.0.1"}
    desk.close()


class SlowModel:
    """Writes one sentence, then waits to be told to end."""

    name = "slow:model"
    go_on = threading.Event()

    def stream(self, messages, tool):
        evidence = json.loads(messages[-1][1])["evidence"]
        number = next(each["number"] for each in evidence if LEVY_WORDS in each["text"])
        sentence = {"text": LEVY_WORDS, "quotations": [{"number": number, "words": LEVY_WORDS}]}
        yield '{"sentences": [' + json.dumps(sentence)
        self.go_on.wait(20)
        yield "]}"


class FailingEncoder(WordEncoder):
    """Fails at the first question, as a program with an error in it does."""

    def encode(self, texts, *, progress=None):
        raise ZeroDivisionError("a bug")


def test_an_error_in_the_program_ends_the_waiting_and_says_so(tmp_path):
    publish(tmp_path / "library", [harbour_report()], encoder=WordEncoder())
    desk = Desk(tmp_path / "library", FailingEncoder())
    with served(desk) as address, browsing() as page:
        page.goto(address)
        page.locator("#rp-question textarea").fill("What may the ferry levy not exceed?")
        page.keyboard.press("Tab")
        page.locator("#rp-send").click()
        page.locator(".rp-problem", has_text="error in the program").wait_for()
        assert page.locator(".rp-waiting").count() == 0
    desk.close()


def test_an_answer_appears_sentence_by_sentence_as_a_model_writes_it(library):
    desk = Desk(library, model=SlowModel())
    with served(desk) as address, browsing() as page:
        page.goto(address)
        page.locator(".rp-welcome").wait_for()
        page.locator("#rp-question textarea").fill(LEVY)
        page.keyboard.press("Enter")
        page.locator(".rp-turn[aria-busy] .rp-words", has_text="four shells").wait_for()
        SlowModel.go_on.set()
        page.locator(".rp-turn[data-status=answered] .rp-words", has_text="four shells").wait_for()
    desk.close()


def test_every_answer_of_the_server_has_a_content_policy_that_names_no_other_host(address):
    with browsing() as page:
        headers = page.goto(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
