"""Reads the whole numbers of a .npy file without NumPy, whose import takes longer than a look-up.

Memory-mapped, one or two axes. The format is NumPy's own (NEP 1); writing it,
and all reckoning with arrays, is NumPy's.
"""

from __future__ import annotations

import ast
import mmap
from math import prod
from pathlib import Path
from typing import Literal

_Format = Literal["i", "q", "Q"]
_FORMATS: dict[str, _Format] = {"<i4": "i", "<i8": "q", "<u8": "Q"}
_BEFORE = 10  # bytes before the header: the mark, the version, and the header's length in two of them


class Column:
    """The numbers of one file, row after row."""

    def __init__(self, path: Path) -> None:
        self.shape, code, start = _read_header(path)
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = prod(self.shape) * (4 if code == "i" else 8)
        self._numbers: memoryview[int] = memoryview(mapped)[start : start + size].cast(code)

    def __len__(self) -> int:
        """Numbers in all, not rows."""
        return len(self._numbers)

    def __getitem__(self, at: int) -> int:
        return self._numbers[at]


def read_shape(path: Path) -> tuple[int, ...]:
    """The shape of the array in a .npy file."""
    return _read_header(path)[0]


def _read_header(path: Path) -> tuple[tuple[int, ...], _Format, int]:
    """Shape, format of a number as `memoryview.cast` names it, and where the numbers begin."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_BEFORE)[-2:], "little")
        header = ast.literal_eval(file.read(length).decode("latin-1"))
    return header["shape"], _FORMATS[header["descr"]], _BEFORE + length
