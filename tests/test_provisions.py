"""How people write provisions."""

import pytest

from assistant.provisions import Provision, parse_request
from assistant.tokens import NAME


def paths(text, **options):
    return [".".join(each.path) for each in parse_request(text, **options).provisions]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("article one hundred and twelve", "112"),
        ("Article a hundred", "100"),
        ("article two hundred three", "203"),
        ("article forty two", "42"),
        ("article forty-two", "42"),
    ],
)
def test_numbers_of_several_words_are_one_number(text, path):
    assert paths(text) == [path]


def test_a_paragraph_behind_a_list_of_articles_is_the_last_one_s():
    assert paths("Articles 99, 100 para 1") == ["99", "100.1"]
    assert paths("articles 8, 9 and 10, paragraph 2") == ["8", "9", "10.2"]
    assert paths("paragraph 2 of articles 9 and 10") == ["9.2", "10.2"]


def test_a_number_with_its_paragraph_before_the_name_is_one_provision():
    assert paths(f"what exactly does 16(10) of {NAME} say", bare=True) == ["16.10"]
    assert paths(f"(a) of {NAME} 5.1", bare=True) == ["5.1.a"]


def test_letters_are_written_in_latin_too_and_a_charter_is_no_chapter():
    assert paths("art 29 par 1 litt c + f") == ["29.1.c", "29.1.f"]
    assert paths("art 31 para 1 lett d (ii)") == ["31.1.d.ii"]
    assert paths("charter 103") == []
    assert paths("chaptar 7") == ["7"]


def test_a_paragraph_behind_a_bare_number_is_that_article_s():
    assert paths(f"{NAME} 31 para 3 lit. b", bare=True) == ["31.3.b"]
    assert paths(f"para 3 of {NAME}", bare=True) == ["3"]
    assert paths(f"{NAME} 3 bis para 1", bare=True) == ["3 bis.1"]
    assert paths(f"{NAME} 2014, para. 3", bare=True) == ["3"]  # a year is no article


@pytest.mark.parametrize(
    "text",
    [
        "article 12(2)(c)",
        "Art. 12 (2) (c)",
        "art12.2.c",
        "art.12(2)c",
        "ART. 12 [2] [C]",
        "art 12 para 2 (c)",
        "art 12 § 2 (c)",
        "article 12, paragraph 2, subparagraph (c)",
        "article 12 paragraph 2 lit. c",
        "paragraph 2 (c) of article 12",
        "sub-paragraph (c) of paragraph 2 of article 12",
        "subparagraph (c) of article 12, paragraph 2",
        "article twelve, paragraph two, sub-para (c)",
        "art. XII para 2(c)",
        "the twelfth article, second paragraph (c)",
        "artcle 12 paragrah 2 (c)",
        f"article 12 of {NAME}, paragraph 2 (c)",
        f"article 12 of the Convention ({NAME}), paragraph 2 (c)",
        "Article 12, 2 c)",
        "article 12.2.(c)",
        "(c) of article 12(2)",
        "art 12 para 2 sub c",
    ],
)
def test_one_provision_written_in_many_ways_is_one_path(text):
    assert parse_request(text).provisions == (Provision("article", ("12", "2", "c")),)


@pytest.mark.parametrize(
    "text",
    [
        "article 5(1)(a)(ii)",
        "article 5, paragraph 1, subparagraph (a), clause (ii)",
        "clause (ii) of subparagraph (a) of paragraph 1 of article 5",
        "article 5, para. 1, subpara. (a), sub-subpara. (ii)",
        "Article 5 - paragraph 1 - (a)(ii)",
        "art. 5, § 1, (a), (ii)",
    ],
)
def test_four_levels_are_put_in_order_from_the_outermost(text):
    assert paths(text) == ["5.1.a.ii"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("articles 3, 5 and 7", ["3", "5", "7"]),
        ("art.s 3 and 5", ["3", "5"]),
        ("the first three articles", ["1", "2", "3"]),
        ("the first two paragraphs of article 12", ["12.1", "12.2"]),
        ("the last two paragraphs of article 12", ["12.penultimate", "12.last"]),
        ("Art. 12 no. 2", ["12.2"]),
        ("art 12 para 2 sub b number xxii", ["12.2.b.xxii"]),
        ("Convention No. 182, article 3", ["3"]),
        ("the first and the third paragraphs of article 12", ["12.1", "12.3"]),
        ("12(2)(a)+(b)", ["12.2.a", "12.2.b"]),
        ("arts. 5-8", ["5", "6", "7", "8"]),
        ("paras. 44–46", ["44", "45", "46"]),
        ("from paragraph 44 to paragraph 46", ["44", "45", "46"]),
        ("12(2)(a) to (c)", ["12.2.a", "12.2.b", "12.2.c"]),
        ("article 12(2)(a), (c) and (e)", ["12.2.a", "12.2.c", "12.2.e"]),
        ("article 5(1)(a)(i)-(iii)", ["5.1.a.i", "5.1.a.ii", "5.1.a.iii"]),
        ("paragraphs 2 and 3 of article 12", ["12.2", "12.3"]),
        ("article 12, paragraph 1 and paragraph 3", ["12.1", "12.3"]),
        ("paragraph 2 of article 12 and article 14", ["12.2", "14"]),
        ("article 12, paragraphs 2 and 3, and article 14", ["12.2", "12.3", "14"]),
        ("article 12, letters (a) to (c)", ["12.a", "12.b", "12.c"]),
        ("para 16 a-c", ["16.a", "16.b", "16.c"]),
        ("article 5(1)(a) ii-iv", ["5.1.a.ii", "5.1.a.iii", "5.1.a.iv"]),
        ("articles 37 and following", ["37+"]),
        ("paras. 44 ff.", ["44+"]),
        ("article 12(2)(b) et seq.", ["12.2.b+"]),
        ("the sole paragraph of article 12", ["12.1"]),
        ("art 13, par. 1, lit. d), no. ii", ["13.1.d.ii"]),
        ("art. 31, § 3, let. (c)", ["31.3.c"]),
        ("art. 57 §3 (a)/(b)/(c)", ["57.3.a", "57.3.b", "57.3.c"]),
        ("article 26, section 1", ["26.1"]),
        ("section 3, article 26", ["26"]),
        ("Art. 27 Abs. 3", ["27.3"]),
        ("article 2, definition (d)", ["2.d"]),
        ("articles 16 (paras. 1 and 3) and 18 (para. 2)", ["16.1", "16.3", "18.2"]),
        ("articles 16 (para. 1), 18 (para. 2) and 20", ["16.1", "18.2", "20"]),
        ("articles 12, paragraph 2, and 14", ["12.2", "14"]),
        ("art. V.1.b", ["5.1.b"]),
        ("art. 12/2/c", ["12.2.c"]),
    ],
)
def test_lists_and_ranges_are_written_out(text, expected):
    assert paths(text, bare=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OP 7", Provision("paragraph", ("7",))),
        ("OP-7", Provision("paragraph", ("7",))),
        ("o.p. 7", Provision("paragraph", ("7",))),
        ("P.P. 3", Provision("preambular", ("3",))),
        ("para's 7", Provision("paragraph", ("7",))),
        ("op7(b)", Provision("paragraph", ("7", "b"))),
        ("operative clause 7", Provision("paragraph", ("7",))),
        ("pp3", Provision("preambular", ("3",))),
        ("third preambular paragraph", Provision("preambular", ("3",))),
        ("preambulatory clause 3", Provision("preambular", ("3",))),
        ("3rd paragraph of the preamble", Provision("preambular", ("3",))),
        ("preamble, para. 3", Provision("preambular", ("3",))),
        ("the last preambular paragraph", Provision("preambular", ("last",))),
        ("the penultimate preambular paragraph", Provision("preambular", ("penultimate",))),
        ("third bullet point of article 2", Provision("article", ("2", "#3"))),
        ("second item in paragraph 4", Provision("paragraph", ("4", "#2"))),
        ("table 24.3", Provision("table", ("24", "3"))),
        ("the operative part", Provision("operative", ())),
        (
            "section II.B, para. 4",
            Provision("paragraph", ("4",), within=(("section", "2"), ("section", "b"))),
        ),
        ("sect. II B, para. 4", Provision("paragraph", ("4",), within=(("section", "2"), ("section", "b")))),
        (
            "part C, section II, OP 4",
            Provision("paragraph", ("4",), within=(("part", "c"), ("section", "2"))),
        ),
        (f"{NAME} B, para. 4", Provision("paragraph", ("4",), within=(("part", "b"),))),
        (f"{NAME}, XI, para. 4", Provision("paragraph", ("4",), within=(("section", "11"),))),
        ("the preamble", Provision("preamble", ())),
        ("footnote 25", Provision("note", ("25",))),
        ("n. 25", Provision("note", ("25",))),
        ("footnote **", Provision("note", ("**",))),
        ("article 5 bis", Provision("article", ("5 bis",))),
        ("art. 5bis", Provision("article", ("5 bis",))),
        ("annex I, para. 2", Provision("paragraph", ("2",), "i")),
        ("paragraph 57 of the annex", Provision("paragraph", ("57",), "")),
        ("chapter VII", Provision("chapter", ("7",))),
        ("section 2 of part V", Provision("section", ("2",), within=(("part", "5"),))),
        ("p. 14", Provision("page", ("14",))),
        ("twenty-third paragraph", Provision("paragraph", ("23",))),
    ],
)
def test_every_unit_has_its_ways_to_be_written(text, expected):
    assert parse_request(text).provisions == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NAME} 12(2)(c)", ["12.2.c"]),
        (f"12(2)(c) {NAME}", ["12.2.c"]),
        (f"{NAME}, 12 (2) c)", ["12.2.c"]),
        (f"{NAME} 18.9", ["18.9"]),
        (f"{NAME} 12 2 c", ["12.2.c"]),
        (f"what does {NAME} 12 say?", ["12"]),
        (f"since {NAME} 20 years have passed", []),
        (f"2.5 million in {NAME}", []),
        (f"how many of the 157 parties to {NAME}", []),
        (f"{NAME} of 2003", []),
    ],
)
def test_a_number_without_a_word_counts_only_beside_the_name_or_with_brackets(text, expected):
    assert paths(text, bare=True) == expected
    assert paths(text) == []


@pytest.mark.parametrize(
    "question",
    [
        "which articles deal with lanterns",
        "in 2017 what did the survey cover",
        "more than 100 keepers were dismissed",
        "name the first article about piracy",
        "write me one paragraph on ferries",
        "the part I played in the talks",
        "what is discussed under agenda item 98",
        "note the differences between the two",
        "what part did the wind play",
        "how many articles has the treaty",
        "point out 3 problems",
        "what share was 30 per cent in 2018",
        "the second item on the agenda",
        "which tables show lanterns",
    ],
)
def test_ordinary_questions_name_no_provision(question):
    assert parse_request(question).provisions == ()


def test_the_rest_keeps_the_other_words_as_written():
    assert parse_request("does Article 12(2) bind Ferry owners?").rest == "does bind Ferry owners"
    assert paths("what does article 5 a State party") == ["5"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("the footnote to paragraph 6", True),
        ("what do the footnotes in article 5(1) say", True),
        ("the note to paragraph 6", True),
        ("which footnotes does paragraph 6 have", True),
        ("takes note of paragraph 6", False),
        ("footnote 3 to paragraph 6", False),
        ("paragraph 6 and its footnote", False),
    ],
)
def test_a_footnote_to_a_provision_is_told_from_a_numbered_one(text, notes):
    assert parse_request(text).notes is notes


def test_a_number_after_a_comma_that_counts_something_else_is_no_article():
    assert paths("under article 5, 23 harbours were closed") == ["5"]


def test_very_long_ranges_are_not_written_out():
    assert paths("paragraphs 1 to 900") == ["1", "900"]
