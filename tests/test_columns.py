"""Columns: whole numbers of .npy files, read without NumPy as NumPy reads them."""

import numpy as np
import pytest

from index.columns import Column, read_shape


@pytest.mark.parametrize("kind", [np.int32, np.int64, np.uint64])
def test_the_numbers_are_those_that_numpy_wrote_row_after_row(tmp_path, kind):
    written = np.array([[3, 2**31 - 1], [0, 7], [5, 1]], dtype=kind)
    np.save(tmp_path / "a.npy", written)
    column = Column(tmp_path / "a.npy")
    assert column.shape == (3, 2)
    assert [column[at] for at in range(len(column))] == [3, 2**31 - 1, 0, 7, 5, 1]


def test_numbers_below_nought_and_above_the_signed_ones_keep_their_sign(tmp_path):
    np.save(tmp_path / "signed.npy", np.array([-1, -(2**63)], dtype=np.int64))
    np.save(tmp_path / "unsigned.npy", np.array([2**64 - 1], dtype=np.uint64))
    assert list(Column(tmp_path / "signed.npy")) == [-1, -(2**63)]
    assert list(Column(tmp_path / "unsigned.npy")) == [2**64 - 1]


def test_an_empty_array_has_a_shape_and_no_numbers(tmp_path):
    np.save(tmp_path / "none.npy", np.zeros((0, 4), dtype=np.int32))
    assert read_shape(tmp_path / "none.npy") == (0, 4)
    assert len(Column(tmp_path / "none.npy")) == 0
