"""Block quotations that nothing but a colon and a note sets apart."""

from text_documents import document

HEAD = "# Report on the upper canal\n\n## Gates\n\n"
LEAD = "The warden has long complained of the sills, and at the spring assembly of keepers he"
QUOTE = "Is it not strange that the gates are painted each year, and that nobody has ever thought of the sills beneath?"


def kinds(text: str) -> list[tuple[str, str]]:
    read = document(HEAD + text, markdown=True)
    by_id = {each.id: each for each in read.paragraphs}
    flow = [each for each in read.paragraphs if each.kind in ("body", "quotation", "item")]
    return [
        (each.kind, by_id[each.parent].locator.shown if each.parent else "")
        for each in flow
        if len(each.text) > 20
    ]


def test_what_a_verb_of_saying_announces_is_a_quotation_of_its_own() -> None:
    assert kinds(f"{LEAD} asked:\n\n{QUOTE}\n\nNobody answered him at the time.\n") == [
        ("body", ""),
        ("quotation", '"Gates", para. 1'),
        ("body", ""),
    ]


def test_a_paragraph_that_ends_in_its_source_after_a_colon_is_a_quotation() -> None:
    text = f"{LEAD} gave the council a new task:\n\n{QUOTE}<sup>1</sup>\n\nAll of them agreed to it at once.\n\n<sup>1</sup> Minutes, p. 4.\n"
    assert [kind for kind, _ in kinds(text)] == ["body", "quotation", "body"]


def test_a_paragraph_after_a_colon_with_neither_stays_body() -> None:
    assert kinds(f"{LEAD} set out on this path:\n\n{QUOTE}\n")[1] == ("body", '"Gates", para. 1')
