"""Bodies: the courts, councils and offices of the United Nations system that a question names, and whether a text does.

Pure. A table of names and their abbreviations as people write them: how many judges a court has
is not told by a paragraph on another court, however alike the two may sound.
"""

from __future__ import annotations

import re

_BODIES = tuple(
    # "Security Council resolution 2423" names a document
    re.compile(rf"\b(?:{names})\b(?! resolutions?\b)", re.IGNORECASE)
    for names in (
        "international court of justice|icj|world court",
        "international criminal court|icc",
        "secretary-general",
        "security council|unsc",
        "general assembly|unga",
        "economic and social council|ecosoc",
        "trusteeship council",
        "military staff committee",
        "human rights council|hrc",
        "human rights committee",
        "committee against torture",
        "sub-?committee on prevention(?: of torture)?|torture sub-?committee",
        "international narcotics control board|incb",
        "commission on narcotic drugs|cnd",
        "commission on crime prevention(?: and criminal justice)?|crime commission|ccpcj",
        "international law commission|ilc",
        "peacebuilding commission",
        "red cross|icrc",
        "interpol",
        "europol",
        "unodc|office on drugs and crime",
        "undp",
        "unicef",
        "unhcr",
        "ohchr",
        "international labour organi[sz]ation|ilo",
        "world health organi[sz]ation",
        "world trade organi[sz]ation|wto",
        "world bank",
        "international monetary fund|imf",
        "financial action task force|fatf",
        "african union",
        "european union",
        "asean|association of southeast asian nations",
        "ecowas|economic community of west african states",
        "nato",
        "osce",
        "council of europe",
        "transparency international",
    )
)

# Whose documents they are, by how their symbols begin, and its name.
_SYMBOLS = (
    (re.compile(r"\bS/(?:RES|PRST|PV)"), "security council"),
    (re.compile(r"\bA/RES/"), "general assembly"),
    (re.compile(r"\bA/HRC/"), "human rights council"),
)


def bodies_named(text: str) -> frozenset[int]:
    """The bodies that a text names, each by a number of its own."""
    return frozenset(number for number, names in enumerate(_BODIES) if names.search(text))


def bodies_speaking(text: str) -> frozenset[int]:
    """The bodies whose documents' symbols a text has, by the same numbers."""
    return bodies_named(" ".join(name for symbol, name in _SYMBOLS if symbol.search(text)))
