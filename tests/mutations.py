"""Changes to a paragraph's text: those that change what it says, and those that change only how it looks."""

import re

NUMBER_WORDS = {
    "two": "three",
    "three": "five",
    "four": "ten",
    "five": "six",
    "six": "nine",
    "ten": "four",
    "one": "two",
    "seven": "eight",
    "fifteen": "fifty",
    "thirty": "thirteen",
    "third": "fourth",
    "first": "second",
    "half": "third",
}
UNITS = {
    "years": "months",
    "days": "weeks",
    "months": "days",
    "kilometres": "metres",
    "tonnes": "kilograms",
    "hours": "minutes",
    "crowns": "dollars",
    "per cent": "per thousand",
    "million": "billion",
    "weeks": "years",
    "year": "month",
    "kilowatts": "megawatts",
}
MODALS = ("shall", "may", "should", "must")
TAIL = " and shall at once inform every lamplighter of the upper valley"


def _spots(pattern, text):
    return list(re.finditer(pattern, text))


def _put(text, found, new):
    return text[: found.start()] + new + text[found.end() :]


def swap_word(text, choose):
    found = choose(_spots(r"\b[a-z]{5,}\b", text))
    return found and _put(text, found, "windmill" if found[0] != "windmill" else "harbour")


def swap_small_word(text, choose):
    pairs = {
        "and": "or",
        "or": "and",
        "before": "after",
        "after": "before",
        "with": "without",
        "to": "from",
        "from": "to",
        "all": "some",
    }
    found = choose(_spots(rf"\b(?:{'|'.join(pairs)})\b", text))
    return found and _put(text, found, pairs[found[0]])


def change_digit(text, choose):
    found = choose(_spots(r"\d", text))
    return found and _put(text, found, str((int(found[0]) + 3) % 10))


def lengthen_number(text, choose):
    found = choose(_spots(r"\d(?!\d)", text))
    return found and _put(text, found, f"{found[0]}0")


def change_number_word(text, choose):
    found = choose(_spots(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", text))
    return found and _put(text, found, NUMBER_WORDS[found[0]])


def change_unit(text, choose):
    found = choose(_spots(rf"\b(?:{'|'.join(UNITS)})\b", text))
    return found and _put(text, found, UNITS[found[0]])


def change_modal(text, choose):
    found = choose(_spots(rf"\b(?:{'|'.join(MODALS)})\b", text))
    return found and _put(text, found, MODALS[(MODALS.index(found[0]) + 1) % 4])


def change_duty(text, choose):
    """Unlike change_modal never from "must" to "shall", which says the same."""
    others = {"shall": "may", "may": "shall", "should": "must", "must": "should"}
    found = choose(_spots(rf"\b(?:{'|'.join(others)})\b", text))
    return found and _put(text, found, others[found[0]])


def negate(text, choose):
    found = choose(_spots(r"\b(?:shall|may|should|must|is|are|was|were|has|have)\b(?! not)", text))
    return found and _put(text, found, f"{found[0]} not")


def assert_denied(text, choose):
    found = choose(_spots(r"\b(?:not|no|never) ", text))
    return found and _put(text, found, "")


def replace_name(text, choose):
    found = choose(_spots(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", text))
    return found and _put(text, found, "Zanthia" if found[0] != "Zanthia" else "Orvale")


def change_plural(text, choose):
    found = choose(_spots(r"\b[a-z]{4,}[^su\W]s?\b", text))
    return found and _put(text, found, found[0][:-1] if found[0].endswith("s") else f"{found[0]}s")


def leave_out_words(text, choose):
    found = choose(_spots(r"(?<=\w )\w+ \w+ (?=\w)", text))
    return found and _put(text, found, "")


def leave_out_word(text, choose):
    found = choose(_spots(r"(?<=\w )\w{2,} (?=\w)", text))
    return found and _put(text, found, "")


def reorder(text, choose):
    found = choose(
        [each for each in _spots(r"\b(\w{3,}) (\w{3,})\b", text) if each[1].lower() != each[2].lower()]
    )
    return found and _put(text, found, f"{found[2]} {found[1]}")


def add_tail(text, choose):
    return text.rstrip(".;,: ") + TAIL


def add_head(text, choose):
    return "Subject to the consent of the lamplighters, " + text


def splice(text, choose):
    words = text.split()
    if len(words) < 14:
        return None
    third = len(words) // 3
    return " ".join((*words[:third], *words[third + 4 :]))


def splice_with_ellipsis(text, choose):
    words = text.split()
    if len(words) < 14:
        return None
    third = len(words) // 3
    return " ".join((*words[:third], "…", *words[third + 4 :]))


FALSE = (
    swap_word,
    swap_small_word,
    change_digit,
    lengthen_number,
    change_number_word,
    change_unit,
    change_modal,
    negate,
    assert_denied,
    replace_name,
    change_plural,
    leave_out_word,
    leave_out_words,
    reorder,
    add_tail,
    add_head,
    splice,
    splice_with_ellipsis,
)

TELLING = (change_digit, change_number_word, change_unit, change_duty, negate, assert_denied, replace_name)


def _every(pattern, new, text, step=3):
    """The text with every third match changed, so that changed and unchanged places stand side by side."""
    count = 0

    def change(found):
        nonlocal count
        count += 1
        return new(found) if count % step == 1 else found[0]

    return re.sub(pattern, change, text)


def break_lines(text):
    return _every(r" ", lambda _: "\n", text)


def break_lines_indented(text):
    return _every(r" ", lambda _: " \r\n    ", text)


def break_page(text):
    return _every(r" ", lambda _: "\n\n\f\n", text, 5)


def hyphenate(text):
    return _every(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "-\n", text, 4)


def hyphenate_with_soft_hyphen(text):
    return _every(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "\u00ad\n", text, 4)


def break_at_own_hyphens(text):
    return re.sub(r"(?<=\w)[-‐‑–/](?=\w)", lambda found: f"{found[0]}\n", text)


def put_soft_hyphens(text):
    return _every(r"(?<=[a-z])(?=[a-z])", lambda _: "\u00ad", text)


def put_ligatures(text):
    for plain, joined in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        text = text.replace(plain, joined)
    return text


def straighten(text):
    return text.translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"'}))


def curl(text):
    return re.sub(r'"(?=\w)', "“", text).replace('"', "”").replace("'", "’")


def change_dashes(text):
    return (
        text.translate(str.maketrans({"–": "-", "—": "–", "-": "‑", "−": "-"}))
        if "—" not in text
        else text.replace("—", " – ")
    )


def put_nbsp(text):
    return _every(r" ", lambda _: "\u00a0", text, 2)


def double_spaces(text):
    return _every(r" ", lambda _: "  ", text, 2)


def put_zero_width(text):
    return _every(r"(?<=\w)(?=\w)", lambda _: "\u200b", text, 7)


def decompose(text):
    import unicodedata

    return unicodedata.normalize("NFD", text)


def quote_it(text):
    return f"“{text}”"


def quote_it_with_comma(text):
    return f'"{text.rstrip(".;,:")},"'


def open_with_ellipsis(text):
    return f"… {text.rstrip('.;,:')} ..."


def change_ellipsis(text):
    return text.replace("…", "...") if "…" in text else text.replace("...", "…")


def end_with_stop(text):
    return text.rstrip(".;,: ") + "."


TRUE = (
    break_lines,
    break_lines_indented,
    break_page,
    hyphenate,
    hyphenate_with_soft_hyphen,
    break_at_own_hyphens,
    put_soft_hyphens,
    put_ligatures,
    straighten,
    curl,
    change_dashes,
    put_nbsp,
    double_spaces,
    put_zero_width,
    decompose,
    quote_it,
    quote_it_with_comma,
    open_with_ellipsis,
    change_ellipsis,
    end_with_stop,
)
