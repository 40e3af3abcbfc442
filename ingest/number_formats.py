"""Numbers as word processors and browsers print them before list items and notes: 3, c, iii, †.

It only prints; reading printed numbers is labels.py's.
"""

from __future__ import annotations

_ROMAN = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9}
_ROMAN |= {"v": 5, "iv": 4, "i": 1}


def format_number(number: int, style: str) -> str:
    """A number in one of the formats of ISO/IEC 29500-1, 17.18.59; decimal for those unknown here.

    >>> [format_number(28, style) for style in ("decimal", "lowerLetter", "upperRoman")]
    ['28', 'bb', 'XXVIII']
    """
    if style in ("none", "bullet"):
        return ""
    if style.endswith("Roman"):
        return _cased(_roman(number), style)
    if style.endswith("Letter") and number > 0:  # a to z, then aa to zz
        return _cased(chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1), style)
    if style == "chicago" and number > 0:  # * † ‡ § ** †† ...
        return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
    if style == "ordinal":
        return f"{number}{_ordinal_tail(number)}"
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _cased(text: str, style: str) -> str:
    return text.upper() if style.startswith("upper") else text


def _roman(number: int) -> str:
    signs = ""
    for sign, worth in _ROMAN.items():
        while number >= worth:
            signs, number = signs + sign, number - worth
    return signs


def _ordinal_tail(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
