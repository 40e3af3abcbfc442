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


def test_each_of_a_list_of_resolutions_is_a_reference() -> None:
    text = "its resolutions 71/4 of 11 September 2017, 73/5 of 16 May 2019 and 75/6, and 12 others"
    assert [each[1] for each in found(text)] == ["A/RES/71/4", "A/RES/73/5", "A/RES/75/6"]
    assert found("resolution 2200 A (XXI)")[0][1] == "A/RES/2200 A (XXI)"


def test_the_resolution_behind_a_paragraph_is_its_document() -> None:
    assert found("in paragraph 3 of its resolution 71/4") == [
        ("paragraph", "paragraph 3", "A/RES/71/4"),
        ("resolution", "A/RES/71/4", "A/RES/71/4"),
    ]
    assert found("resolution 71/4, annex, para. 3")[1] == ("paragraph", "annex, paragraph 3", "A/RES/71/4")


def test_a_convention_is_named_with_all_its_words() -> None:
    text = "article 2 (b) of the Canal Convention against the Theft of Sluices, as"
    assert found(text) == [("article", "article 2 (b)", "Canal Convention against the Theft of Sluices")]
    assert found("article 3 of the Convention and the Protocols thereto")[0][2] == "Convention"


def test_a_volume_or_section_belongs_to_the_symbol() -> None:
    assert found("(A/80/5 (Vol. II), para. 216)") == [
        ("symbol", "A/80/5 (Vol. II)", "A/80/5 (Vol. II)"),
        ("paragraph", "paragraph 216", "A/80/5 (Vol. II)"),
    ]


def test_this_convention_is_this_document() -> None:
    assert found("Article 4 of this Convention applies.")[0][2] == ""


def test_the_symbol_of_a_resolution_follows_from_its_number() -> None:
    assert resolution_symbol("76/181") == "A/RES/76/181"
    assert resolution_symbol("1373 (2001)") == "S/RES/1373 (2001)"
    assert resolution_symbol("59/25", "Human Rights Council") == "A/HRC/RES/59/25"
    assert resolution_symbol("2025/17", "Economic and Social Council") == "E/RES/2025/17"
    assert resolution_symbol("2005/80") == "resolution 2005/80"
    assert found("The Human Rights Council adopted resolution 52/24")[0][1] == "A/HRC/RES/52/24"


def test_a_reference_within_the_document_leads_to_its_paragraph() -> None:
    text = f"### Article 1\n\n1. {LONG}\n\n2. See paragraph 1.\n\n### Article 2\n\nSee article 1, paragraph 2.\n\n### Article 3\n\nX.\n"
    read = document(text, markdown=True)
    assert at(read, "art. 1(2)").references[0].paragraph == at(read, "art. 1(1)").id
    assert at(read, "art. 2").references[0].paragraph == at(read, "art. 1(2)").id


def test_a_sub_paragraph_behind_its_article_is_found_however_it_is_spaced() -> None:
    text = (
        f"### Article 1\n\n1. {LONG} As follows:\n\n(a) gates;\n\n(b) sills.\n\n"
        "### Article 2\n\nSee article 1, paragraph 1 (b).\n\n### Article 3\n\nX.\n"
    )
    read = document(text, markdown=True)
    assert at(read, "art. 2").references[0].paragraph == at(read, "art. 1(1)(b)").id


def test_a_reference_to_what_is_not_there_stays_unresolved() -> None:
    read = document(
        "### Article 1\n\nSee article 90.\n\n### Article 2\n\nX.\n\n### Article 3\n\nY.\n", markdown=True
    )
    assert [each.paragraph for each in at(read, "art. 1").references] == [None]


def test_a_number_that_begins_again_is_looked_for_in_its_own_section_first() -> None:
    weirs = "1. Requests {0}\n\n2. Recalls paragraph 1 above and {0}\n\n"
    text = (
        "# The canal\n\nResolution 13/9\n\nThe Assembly of the Canal,\n\n"
        f"## I. Locks\n\n{weirs.format(LONG)}## II. Weirs\n\n{weirs.format(LONG)}"
        f"3. Recalls section I, paragraph 2, and paragraph 2 of section II, and {LONG}\n"
    )
    read = document(text, markdown=True)
    for number in ("I", "II"):
        (own,) = at(read, f"sect. {number}, para. 2").references
        assert own.paragraph == at(read, f"sect. {number}, para. 1").id
    named = at(read, "sect. II, para. 3").references
    assert [each.paragraph for each in named] == [at(read, f"sect. {n}, para. 2").id for n in ("I", "II")]


def test_a_number_in_an_annex_is_the_annexs_own_where_it_has_it() -> None:
    text = (
        "# The canal\n\nResolution 13/9\n\nThe Assembly of the Canal,\n\n"
        + "".join(f"{number}. Requests {LONG}\n\n" for number in (1, 2, 3))
        + f"## Annex\n\n1. {LONG}\n\n2. See paragraphs 1 and 3. {LONG}\n\n4. See paragraph 3. {LONG}\n"
    )
    read = document(text, markdown=True)
    assert at(read, "annex, para. 2").references[0].paragraph == at(read, "annex, para. 1").id
    assert at(read, "annex, para. 4").references[0].paragraph == at(read, "para. 3").id
