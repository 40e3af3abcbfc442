import sys

import numpy as np
import onnx
import pytest

from index import products
from index.products import MODEL, multiply_bytes


def test_the_model_is_one_product_of_bytes_into_whole_numbers():
    model = onnx.load_from_string(MODEL)
    onnx.checker.check_model(model, full_check=True)
    (node,) = model.graph.node
    assert (node.op_type, list(node.input), list(node.output)) == ("MatMulInteger", ["c", "q"], ["p"])


@pytest.mark.parametrize("shape", [(1, 1, 1), (5, 194, 13), (1000, 33, 40)])
def test_products_are_those_of_whole_numbers(shape):
    rows, width, columns = shape
    random = np.random.default_rng(0)
    left = random.integers(0, 16, (rows, width)).astype(np.uint8)
    right = random.integers(-127, 128, (width, columns)).astype(np.int8)
    assert (multiply_bytes(left, right) == left.astype(np.int64) @ right.astype(np.int64)).all()


def test_no_row_gives_no_product():
    assert multiply_bytes(np.zeros((0, 4), np.uint8), np.ones((4, 2), np.int8)).shape == (0, 2)


def test_without_onnxruntime_the_products_are_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    products._session.cache_clear()
    random = np.random.default_rng(1)
    left = random.integers(0, 16, (40, 194)).astype(np.uint8)
    right = random.integers(-127, 128, (194, 7)).astype(np.int8)
    try:
        assert products._session() is None
        assert (multiply_bytes(left, right) == left.astype(np.int64) @ right.astype(np.int64)).all()
    finally:
        products._session.cache_clear()
