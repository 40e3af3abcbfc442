"""What a question wants, which sentences are quoted, and when the library does not answer."""

from dataclasses import replace

import pytest
from text_documents import document

from assistant.answer import Quotation
from assistant.choose import joined, quote_list
from assistant.evidence import Asked, coverage, defines, quote_from, sentences_of
from assistant.followup import near_answer, own_words
from assistant.in_parts import bare_term, defined_first
from assistant.intent import asks_which_documents, defined_term, intent_of
from assistant.order import stated_first
from assistant.parts import complete, split_parts, split_sides
from assistant.refusal import Model, Signs, probability, reason
from assistant.retrieve import as_hit
from assistant.side_by_side import documents_speaking
from index import Hit, Parts
from ingest import Locator, Paragraph


def paragraph(text, **fields):
    return Paragraph("d#1", "d", 0, "body", text, Locator("para. 1", "1"), **fields)


FILLING = (
    "The pilots sang, the gulls slept, the tide turned, the fog rose, the ropes dried and the paint held well"
)


def no_fits(question, paragraph, spans):
    return ()


LONG = (
    "3. The harbour council met on 4 May in the old customs house, where it heard the keeper of the northern tower and two pilots. "
    "The ferry levy was raised to four shells for each passenger, as the pilots had asked. "
    "It applies from the first of June. "
    "The council then turned to the state of the nets, which had not been mended since the flood, and to the paint of the boats."
)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What is the definition of a beacon?", "definition"),
        ("what is a wick keeper", "definition"),
        ("What counts as a broken lamp?", "definition"),
        ("How does the report understand wick keeping?", "definition"),
        ("what source is given for the levy figure?", "source"),
        ("four shells for each passenger - where is that number from?", "source"),
        ("Which survey does the report quote for the levy?", "source"),
        ("Name the court case behind the story of the pilot.", "source"),
        ("authors of the “damning report” saying lamps are rare", "source"),
        ("Who wrote the book on old lamps?", "source"),
        ("Who came up with the estimate of forty lamps?", "source"),
        ("Which harbour study puts the levy at four shells?", "source"),
        ("What backs up the claim that the lamps are rusty?", "source"),
        ("On whose work is the advice to keep two lamps based?", "source"),
        ("name of the Osmund harbour case", "source"),
        ("Which research is behind the figure of forty lamps?", "source"),
        ("From which report is the quotation about the price of wicks?", "source"),
        ("Which document is the quotation on rusty lamps taken from?", "source"),
        ("Who wrote the angry report saying that the lamps are rusty?", "source"),
        ("Who wrote the article behind the finding that lamps rust?", "source"),
        ("citation for the rust of the lamps", "source"),
        ("On what report does the keeper rest the claim that lamps rust?", "source"),
        ("From which casebook is the story of the blind pilot taken?", "source"),
        ("source on that keeper who sold the wicks", "source"),
        ("Which policy brief backs the story of the wicks?", "source"),
        ("where does the paper get the bit about rusty lamps", "source"),
        ("Whose dissertation is pointed to for the two lamps?", "source"),
        ("Which speech stands behind the count of lamps?", "source"),
        ("who said that lamps rust in salt air, which report", "source"),
        ("Which independent evaluation is footnoted for the rust?", "source"),
        ("What is the basis for saying that lamps rust?", "source"),
        ("who came up with only 4% of the lamps being rusty", "source"),
        ("Who carried out the assessment finding that lamps rust?", "source"),
        ("wick keeping meaning pls", "definition"),
        ("What sets a raft apart from a barge?", "compare"),
        ("when is a keeper not allowed to leave the tower", "list"),
        ("Under which circumstances may a raft be sold?", "list"),
        ("On which scale is the assessment of the pilots based?", "plain"),
        ("On which paragraph of article 6 is the levy based?", "plain"),
        ("What wins if the keeper's handbook says something else?", "plain"),
        ("What study of the lamps does the keeper want done before winter?", "plain"),
        ("What kind of lamp study should be made first?", "recommendation"),
        ("On what date will the council publish its study of lamps?", "plain"),
        ("Where have study visits been made?", "plain"),
        ("LCLH full name", "definition"),
        ("Compare the levy in the report and in the resolution", "compare"),
        ("which measures does the council list", "list"),
        ("On what grounds may the council close a lock?", "list"),
        ("What does the report recommend?", "recommendation"),
        ("who keeps the northern tower", "plain"),
    ],
)
def test_the_words_of_a_question_tell_what_it_wants(question, intent):
    assert intent_of(question) == intent


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a wick keeper?", "wick keeper"),
        ("How does the background paper define wick keeper?", "wick keeper"),
        ("How does the background paper understand wick keeping?", "wick keeping"),
        ("What counts as a broken lamp under the Convention?", "broken lamp"),
        ("What do “wick” and “lamp” mean?", "wick and lamp"),
        ("who keeps the northern tower", ""),
        ("whats a tide gate", "tide gate"),
        ("definition tide gate", "tide gate"),
        ("tide gate definition", "tide gate"),
        ("How is a tide gate as a barrier defined in the rules?", "tide gate"),
        ("lclh full name", "lclh"),
        ("What is the full name of LCLH?", "lclh"),
        ("What do the letters LCLH stand for?", "lclh"),
    ],
)
def test_the_term_to_be_defined_is_found_wherever_the_question_puts_it(question, term):
    assert defined_term(question) == term


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who keeps the northern tower?", ["Who keeps the northern tower?"]),
        (
            "Who keeps the northern tower, and when was the ferry levy raised?",
            ["Who keeps the northern tower", "when was the ferry levy raised?"],
        ),
        ("What do keepers and pilots report?", ["What do keepers and pilots report?"]),
        ("Who keeps the tower and why?", ["Who keeps the tower and why?"]),
        (
            "Who elects the harbour masters, and can they be elected again?",
            ["Who elects the harbour masters", "can they be elected again?"],
        ),
        (
            "What is the quorum of the pilots, and are its meetings open?",
            ["What is the quorum of the pilots", "are its meetings open?"],
        ),
        ("Who lights lamps, who trims wicks?", ["Who lights lamps", "who trims wicks?"]),
        (
            "fee for ferries in the annex + can it be raised in winter",
            ["fee for ferries in the annex", "can it be raised in winter"],
        ),
        (
            "length of the northern quay, and height of the southern tower",
            ["length of the northern quay", "height of the southern tower"],
        ),
        ("lamps, wicks, and oil of the tower", ["lamps, wicks, and oil of the tower"]),
        (
            "If a lamp goes out at night, how soon must it be lit?",
            ["If a lamp goes out at night, how soon must it be lit?"],
        ),
        (
            "Under the charter, by when must lamps be lit and until when do pilots wait?",
            ["Under the charter, by when must lamps be lit", "until when do pilots wait?"],
        ),
        (
            "What must a raft show when it arrives, and what when it leaves?",
            ["What must a raft show when it arrives", "What must a raft show when it leaves?"],
        ),
        (
            "Term of the keeper and of the clerk, and who pays the pilots?",
            ["Term of the keeper", "Term of the clerk", "who pays the pilots?"],
        ),
        ("Who pays, and what when?", ["Who pays, and what when?"]),
        (
            "May pilots sell rope, and who buys the old nets? (Canal Convention)",
            ["May pilots sell rope", "who buys the old nets? (Canal Convention)"],
        ),
    ],
)
def test_a_question_is_taken_apart_where_a_new_question_word_begins(question, parts):
    assert [part.text for part in split_parts(question)] == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Terms of office of the keeper and of the clerk?",
            ["Terms of office of the keeper?", "Terms of office of the clerk?"],
        ),
        (
            "What is said of oil in the charter and in the annex to it?",
            ["What is said of oil in the charter?", "What is said of oil in the annex to it?"],
        ),
        (
            "The duties of keepers and the rights of clerks?",
            ["The duties of keepers and the rights of clerks?"],
        ),
        ("Who pays for lamps, and for oil?", ["Who pays for lamps?", "Who pays for oil?"]),
        (
            "Compare what is said of oil in the charter and in the annex.",
            ["what is said of oil in the charter", "what is said of oil in the annex."],
        ),
        (
            "Oil for lamps - same rule in the Ferry Board and the Council of Pilots?",
            [
                "Oil for lamps - same rule in the Ferry Board?",
                "Oil for lamps - same rule in the Council of Pilots?",
            ],
        ),
        ("Is the levy the same in May and the winter?", ["Is the levy the same in May and the winter?"]),
        ("Is oil sold both in May and in June?", ["Is oil sold in May?", "Is oil sold in June?"]),
        ("What is paid by ship and paid in May?", ["What is paid by ship and paid in May?"]),
    ],
)
def test_a_question_is_taken_apart_where_it_names_two_things_alike(question, parts):
    assert [part.text for part in split_parts(question)] == parts


def test_the_stretch_of_a_part_is_what_is_its_alone():
    question = "Terms of office of the keeper and of the clerk?"
    assert [question[part.start : part.end] for part in split_parts(question)] == ["the keeper", "the clerk"]
    question = "Who keeps the northern tower, and when was the levy raised?"
    stretches = [question[part.start : part.end] for part in split_parts(question)]
    assert stretches == ["Who keeps the northern tower", "when was the levy raised?"]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Length of service: keepers versus harbour pilots",
            ["Length of service: keepers", "Length of service: harbour pilots"],
        ),
        ("Compare the oath of keepers with that of clerks.", ["the oath of keepers", "the oath of clerks"]),
        (
            "Compare pay and leave of clerks with those of the pilots of the canal.",
            ["pay and leave of clerks", "pay and leave of the pilots of the canal"],
        ),
        (
            "compare the duty to take back rafts: buyers vs builders",
            ["the duty to take back rafts: buyers", "the duty to take back rafts: builders"],
        ),
        ("How does a raft differ from a barge?", ["a raft", "a barge"]),
        ("What is the difference between a raft and a barge?", ["a raft", "a barge"]),
        ("lamps vs oil: who pays?", ["lamps: who pays?", "oil: who pays?"]),
        ("What distinguishes a raft from a barge?", ["a raft", "a barge"]),
        (
            "How do rafts and barges compare as regards the levy?",
            ["rafts as regards the levy", "barges as regards the levy"],
        ),
        ("levy on barges, as against punts", ["levy on barges", "punts"]),
        ("Convention against punts", ["Convention against punts"]),
        ("levy on barges as opposed to punts?", ["levy on barges", "punts?"]),
        ("What do keepers and pilots both report?", ["What do keepers and pilots both report?"]),
    ],
)
def test_a_comparison_has_two_sides(question, sides):
    assert [part.text for part in split_sides(question)] == sides


def test_a_part_that_leaves_its_verb_out_takes_the_one_before():
    before = "When may a keeper of lamps leave the tower in fog"
    assert complete("when in storms?", before) == "When may a keeper of lamps leave the tower in storms?"
    assert complete("when under sail?", before) == "when under sail?"
    ferry = "What must a raft show when it arrives"
    assert complete("what when it leaves?", ferry) == "What must a raft show when it leaves?"


def test_a_part_that_points_back_takes_the_words_before_it_along():
    before = "How many judges does the ferry court have"
    assert complete("how long do they serve?", before) == "how long do they serve? judges ferry court"
    assert complete("who pays the pilots?", before) == "who pays the pilots?"


def test_it_is_the_document_where_the_question_names_one():
    before, part = "When does the Canal Convention enter into force", "how may a Party denounce it?"
    assert complete(part, before, document="Canal Convention") == part
    assert complete(part, before) == f"{part} Canal Convention enter force"


def test_a_part_that_says_too_little_takes_what_the_question_is_about():
    parts = split_parts("joining the ferry club: who qualifies + who decides")
    assert [part.text for part in parts] == [
        "joining the ferry club: who qualifies",
        "joining the ferry club: who decides",
    ]


def test_a_question_for_documents_that_say_a_thing_is_told_from_one_for_those_that_are_named():
    for question in ("which treaties forbid rafts", "Which of the conventions don't allow rafts?"):
        assert asks_which_documents(question)
    for question in (
        "Which treaties are named in the paper?",
        "what treaties does it cite",
        "the treaties on rafts",
    ):
        assert not asks_which_documents(question)


def test_a_side_of_a_comparison_that_may_be_a_term_is_told():
    assert bare_term("a ferry pass?") == "ferry pass"
    assert bare_term("“Raft”") == "raft"
    assert bare_term("the levy of 4 shells") == ""
    assert bare_term("what keepers of northern towers must do in May") == ""


def test_what_defines_a_term_comes_first_and_what_begins_with_it_before_another():
    texts = (
        "Rafts race in May.",
        "“Old raft” means a deck that leaks.",
        "“Raft of timber” means a deck of logs.",
    )
    hits = [as_hit(paragraph(text), 0.7 - at / 10) for at, text in enumerate(texts)]
    assert [hit.paragraph.text for hit in defined_first("raft", hits)] == [texts[2], texts[0], texts[1]]
    assert [hit.paragraph.text for hit in defined_first("raft", hits[:2])] == [texts[1], texts[0]]
    assert defined_first("barge", hits) == []


def test_a_document_is_not_silent_whose_best_paragraph_is_as_good():
    hits = [
        as_hit(replace(paragraph("Lamps."), document=document), score)
        for document, score in (("lake", 0.74), ("canal", 0.68), ("hedge", 0.5), ("lake", 0.4))
    ]
    assert documents_speaking(hits) == {"lake", "canal"}
    assert documents_speaking([]) == frozenset()


def test_a_term_in_the_brackets_of_a_heading_is_defined_by_the_words_before_them():
    text = "A pact is void that breaks it. A binding custom of the sea is a custom accepted by all harbours."
    under = paragraph(text, section=("Pacts that break a binding custom of the sea (lex maris)",))
    assert defines(under, "lex maris")
    assert not defines(under, "lex terrae")
    assert not defines(paragraph(text, section=("Binding custom of the sea",)), "lex maris")


def test_two_terms_asked_for_together_are_each_defined():
    assert defines(paragraph("“Wick” means the cord of a lamp."), "wick and lamp")
    assert defines(paragraph("“Lamp” means a light in a tower."), "wick and lamp")
    assert not defines(paragraph("“Tower” means a house for a lamp."), "wick and lamp")


def test_a_term_between_quotation_marks_is_defined_by_what_is_put_after_it():
    assert defines(
        paragraph("This may become ‘harbour rule’, where pilots appoint the council."), "harbour rule"
    )
    assert defines(paragraph("This is “harbour rule” (i.e. the pilots appoint the council)."), "harbour rule")
    assert not defines(paragraph("Some speak of ‘harbour rule’ and mean the pilots."), "harbour rule")


def test_a_thing_is_defined_by_what_it_consists_in():
    assert defines(
        paragraph("A material fault, for this article, consists in selling the lamp."), "material fault"
    )


def test_a_term_is_under_its_heading_however_its_words_are_joined():
    under = paragraph("They tend the light at night.", section=("Wick-keepers",))
    assert defines(under, "wick keeper")
    assert defines(under, "wickkeepers")
    assert not defines(under, "wick")


def fits_of(*scores):
    return lambda question, paragraph, spans: scores


FOUR = (
    "The ferry levy of the upper canal was raised to four shells for each passenger in the spring of that year. "
    "The pilots of the canal had asked for it at the meeting. "
    "The ferry levy of the lower canal stayed at two shells for each passenger until the end of the year. "
    "Nets were mended, boats were painted, and the old tower was given a new roof before the winter storms."
)


def test_two_sentences_that_answer_bring_the_one_between():
    asked = Asked("how high was the ferry levy", "definition", {})
    quoted = quote_from(paragraph(FOUR), asked, fits_of(1.0, 0.5, 0.9, 0.1)).text
    assert quoted == FOUR[: FOUR.index(" Nets")]


def test_a_poorer_sentence_beyond_another_is_left_out():
    asked = Asked("how high was the ferry levy", "definition", {})
    quoted = quote_from(paragraph(FOUR), asked, fits_of(1.0, 0.5, 0.8, 0.1)).text
    assert quoted == FOUR[: FOUR.index(" The pilots")]


def test_the_next_sentence_comes_along_where_it_goes_on_about_the_same():
    asked = Asked("how high is the ferry levy", "definition", {})
    quoted = quote_from(paragraph(LONG, lead=3), asked, fits_of(0.1, 1.0, 0.6, 0.1)).text
    assert quoted.startswith("The ferry levy") and quoted.endswith("first of June.")


def test_a_quotation_reaches_to_the_nearest_sentence_that_states_the_figure_asked_for():
    asked = Asked("how many shells does the ferry levy cost", "plain", {"ferri": 3.0, "levi": 3.0})
    sentences = [
        "The ferry levy is set by the council of the harbour after the pilots have been heard in public.",
        f"{FILLING}.",
        "It came to nine shells in the year of the fire.",
        "Seven shells are paid for a boat that carries sheep or goats or other beasts to the island.",
    ]
    quoted = quote_from(paragraph(" ".join([*sentences, f"{FILLING}."])), asked, no_fits).text
    assert quoted == " ".join(sentences[:3])
    named = Asked("who sets the ferry levy", "plain", asked.weights)
    assert quote_from(paragraph(" ".join([*sentences, f"{FILLING}."])), named, no_fits).text == sentences[0]


def test_a_follow_up_is_told_from_the_question_that_it_leans_on():
    assert (
        own_words("Who keeps the tower — when was the ferry levy raised?")
        == "when was the ferry levy raised?"
    )
    assert own_words("Who keeps the tower — why?") == "Who keeps the tower — why?"


def test_a_follow_up_is_rather_answered_beside_the_paragraph_before_than_by_it():
    def hit(document, article, number, score):
        steps = (("article", article), ("paragraph", number))
        locator = Locator(f"art. {article}({number})", f"{article}({number})", steps)
        own = Paragraph(f"{document}{article}{number}", document, 0, "body", "a", locator)
        return Hit(own, score, 0, Parts(score, 0.0), 0, 1)

    answer, beside = hit("canal", "1", "1", 0.50), hit("canal", "1", "2", 0.48)
    same_document, other = hit("canal", "9", "1", 0.47), hit("lake", "1", "2", 0.49)
    found = near_answer([answer, other, beside, same_document], [answer])
    assert [each.paragraph.id for each in found] == ["canal12", "canal11", "canal91", "lake12"]
    assert [each.rank for each in found] == [1, 2, 3, 4]
    assert near_answer([other, answer], []) == (other, answer)
    again = near_answer([answer, other, beside, same_document], [answer], 0.09)
    assert [each.paragraph.id for each in again] == ["canal12", "canal91", "canal11", "lake12"]


def test_quotations_that_touch_in_one_paragraph_become_one():
    one = paragraph(LONG)
    assert joined([Quotation(one, 0, 20), Quotation(one, 60, 80), Quotation(one, 10, 40)]) == (
        Quotation(one, 0, 40),
        Quotation(one, 60, 80),
    )


def test_a_long_paragraph_is_quoted_by_the_sentence_that_answers():
    asked = Asked("how high is the ferry levy", "plain", {"ferri": 3.0, "levi": 3.0, "high": 1.0})
    assert (
        quote_from(paragraph(LONG, lead=3), asked, no_fits).text
        == "The ferry levy was raised to four shells for each passenger, as the pilots had asked."
    )


def test_a_sentence_that_leans_on_the_one_before_brings_it():
    asked = Asked("from when on", "plain", {"appli": 3.0, "june": 2.0})
    assert quote_from(paragraph(LONG, lead=3), asked, no_fits).text.startswith("The ferry levy was raised")


def test_a_short_paragraph_is_quoted_whole_without_its_number():
    asked = Asked("levy", "plain", {"levi": 1.0})
    assert (
        quote_from(paragraph("7. The levy is four shells.", lead=3), asked, no_fits).text
        == "The levy is four shells."
    )


def test_the_printed_number_is_no_part_of_the_first_sentence():
    assert sentences_of(paragraph(LONG, lead=3))[0][0] == 3


def test_coverage_is_the_weighted_share_of_the_terms():
    assert coverage("The levy of the ferries", {"levi": 3.0, "ferri": 1.0, "net": 4.0}) == pytest.approx(0.5)


def test_a_better_sign_never_makes_an_answer_less_likely():
    model = Model(weights=(4.0, 1.0, -3.0, -1.0), bias=-2.0)
    poor, rich = Signs(0.2, 0.2, 0.8, 0.6), Signs(0.7, 0.6, 0.0, 0.0)
    assert probability(poor, model) < 0.5 < probability(rich, model)


def test_a_refusal_begins_by_saying_that_the_library_does_not_say():
    assert reason((), ()).startswith("The library does not say")


def test_a_lead_in_of_a_bare_number_is_not_quoted():
    number, item = paragraph("2."), paragraph("A Party may leave the list at any time.")
    assert [each.text for each in quote_list([number, item])] == ["A Party may leave the list at any time."]
    led = paragraph("A Party may:")
    assert next(each.text for each in quote_list([led, item])) == "A Party may:"
    leant = paragraph(f"{FILLING}. {FILLING}. A levy is paid by ships. Such a levy may be:")
    assert (
        next(each.text for each in quote_list([leant, item]))
        == "A levy is paid by ships. Such a levy may be:"
    )


def test_a_hit_that_states_the_thing_comes_first_of_its_article_or_of_its_document():
    text = "# Canal Convention\n\n### Article 1\n\n1. Locks open.\n\n2. Within two days.\n\n### Article 2\n\nIn six days.\n"
    opens, two, six = (p for p in document(text, markdown=True).paragraphs if p.kind == "body")

    def firsts(*scored):
        hits = stated_first([as_hit(*each) for each in scored], lambda words: "days" in words)
        return [hit.paragraph.id for hit in hits]

    assert firsts((opens, 0.8), (six, 0.79), (two, 0.73)) == [two.id, opens.id, six.id]
    assert firsts((opens, 0.8), (six, 0.78), (two, 0.7)) == [six.id, opens.id, two.id]
    assert firsts((opens, 0.8), (six, 0.76), (two, 0.7)) == [opens.id, six.id, two.id]
    assert firsts((six, 0.8), (two, 0.79)) == [six.id, two.id]
