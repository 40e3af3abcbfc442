"""Cross-references, found and kept as data."""

from __future__ import annotations

from text_documents import at, document

from ingest import find_references, resolution_symbol

LONG = "The warden of the upper canal shall keep the gates, the sills and the towpath in good repair at all times of year."


def found(text: str) -> list[tuple[str, str, str]]:
    return [(each.form, each.target, each.document) for each in find_references(text)]


def test_symbols_resolutions_articles_paragraphs_and_notes_are_found() -> None:
    assert found("See A/HRC/41/46/Add.1, para. 67.") == [
        ("symbol", "A/HRC/41/46/Add.1", "A/HRC/41/46/Add.1"),
        ("paragraph", "paragraph 67", "A/HRC/41/46/Add.1"),
    ]
    assert found("under article 12, paragraph 2, of the Canal Convention, it") == [
        ("article", "article 12, paragraph 2", "Canal Convention")
    ]
    assert found("Security Council resolution 2331 (2016)") == [
        ("resolution", "S/RES/2331 (2016)", "S/RES/2331 (2016)")
    ]
    assert found("Lock Review (note 12), p. 4.") == [("note", "n. 12", "")]


def test_a_reference_knows_its_place_in_the_text() -> None:
    text = "As article 7 says."
    (reference,) = find_references(text)
    assert text[reference.start : reference.end] == "article 7"


def test_lists_of_articles_are_one_reference() -> None:
    assert found("Articles 8 and 9 apply.") == [("article", "article 8 and 9", "")]


def test_this_convention_is_this_document() -> None:
    assert found("Article 4 of this Convention applies.")[0][2] == ""


def test_the_symbol_of_a_resolution_follows_from_its_number() -> None:
    assert resolution_symbol("76/181") == "A/RES/76/181"
    assert resolution_symbol("1373 (2001)") == "S/RES/1373 (2001)"
    assert resolution_symbol("59/25", "Human Rights Council") == "A/HRC/RES/59/25"


def test_a_reference_within_the_document_leads_to_its_paragraph() -> None:
    text = f"### Article 1\n\n1. {LONG}\n\n2. See paragraph 1.\n\n### Article 2\n\nSee article 1, paragraph 2.\n\n### Article 3\n\nX.\n"
    read = document(text, markdown=True)
    assert at(read, "art. 1(2)").references[0].paragraph == at(read, "art. 1(1)").id
    assert at(read, "art. 2").references[0].paragraph == at(read, "art. 1(2)").id


def test_a_reference_to_what_is_not_there_stays_unresolved() -> None:
    read = document(
        "### Article 1\n\nSee article 90.\n\n### Article 2\n\nX.\n\n### Article 3\n\nY.\n", markdown=True
    )
    assert [each.paragraph for each in at(read, "art. 1").references] == [None]
