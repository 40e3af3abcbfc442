"""Where references lead: into other documents of the library, and into the text's own."""

import pytest
from small_library import WordEncoder
from text_documents import at, document

from assistant.crossings import Crossings
from assistant.lookup import Lookup
from index import Library, publish

CONVENTION = """# Convention against the Dimming of Lanterns

## Article 1

1. Each keeper shall light the lanterns of the upper quay before dusk.

2. Each keeper shall fill the oil.

## Article 2

Lanterns may be green.

## Article 3

Fog horns are allowed.
"""
PROTOCOL = """# Protocol on Green Lamps, supplementing the Convention against the Dimming of Lanterns

## Article 1

Green lamps follow article 1, paragraph 2, of the Convention.

## Article 2

Lamps are counted under article 9 of the Convention and article 1 of this Protocol.

## Article 3

Keepers rest under article 4 of the Convention on Keepers.
"""
LONG = "at all hours of the day and in every season, whatever the weather on the quay may be."
RESOLUTION = f"""A/RES/90/4

90/4. Light on the quays

The General Assembly,

Recalling its resolutions 89/1 and 89/2 on fog,

Guided by the Convention against the Dimming of Lanterns (“the Convention”),

1. Decides to apply article 2 of the Convention {LONG}

2. Requests the keepers to report {LONG}
"""
REPORT = f"""# Report on the quays

1. The keepers were asked in paragraph 2 of resolution 90/4 to report {LONG}

2. The Convention against the Dimming of Lanterns is applied; pursuant to article 3, horns are heard {LONG}

3. Under the Convention on Fog, article 3 applies {LONG}

4. See A/RES/90/4, para. 1, and A/90/77 {LONG}

5. The Pact says so in article 2 of the Convention {LONG}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crossings") / "library"
    documents = [
        document(CONVENTION, markdown=True, stem="lanterns"),
        document(PROTOCOL, markdown=True, stem="lamps"),
        document(RESOLUTION, stem="quays"),
        document(REPORT, markdown=True, stem="report"),
    ]
    publish(folder, documents, encoder=WordEncoder())
    with Library.open(folder, WordEncoder()) as opened:
        yield opened


def leads(library, stem, locator):
    """(target, source, locators) of each reference of a paragraph."""
    of = library.document(f"{stem}.txt")
    records = [each.to_record() for each in Crossings(Lookup(library)).of(at(of, locator))]
    return [(each["target"], each["source"], each["locators"]) for each in records]


def test_the_convention_of_a_protocol_is_the_one_in_its_title(library):
    assert leads(library, "lamps", "art. 1") == [("article 1, paragraph 2", "lanterns.txt", ["art. 1(2)"])]


def test_a_place_that_the_other_document_does_not_have_leads_to_the_document_alone(library):
    assert leads(library, "lamps", "art. 2") == [
        ("article 9", "lanterns.txt", []),
        ("article 1", "lamps.txt", ["art. 1"]),
    ]


def test_a_document_that_is_not_in_the_library_leads_nowhere(library):
    assert leads(library, "lamps", "art. 3") == [("article 4", None, [])]
    assert [source for _, source, _ in leads(library, "quays", "preambular para. 1")] == [None, None]


def test_a_name_that_the_text_has_shortened_is_that_document(library):
    assert leads(library, "quays", "para. 1") == [("article 2", "lanterns.txt", ["art. 2"])]


def test_a_paragraph_of_a_resolution_is_found_by_the_resolutions_number(library):
    assert leads(library, "report", "para. 1") == [
        ("paragraph 2", "quays.txt", ["para. 2"]),
        ("A/RES/90/4", "quays.txt", []),
    ]


def test_an_article_without_a_document_is_of_the_instrument_named_before_it(library):
    assert leads(library, "report", "para. 2") == [("article 3", "lanterns.txt", ["art. 3"])]
    assert leads(library, "report", "para. 3") == [("article 3", None, [])]


def test_a_symbol_and_its_paragraph_lead_to_the_document(library):
    assert leads(library, "report", "para. 4") == [
        ("A/RES/90/4", "quays.txt", []),
        ("paragraph 1", "quays.txt", ["para. 1"]),
        ("A/90/77", None, []),
    ]


def test_the_convention_is_left_open_where_two_have_been_named(library):
    assert leads(library, "report", "para. 5") == [("article 2", None, [])]
