"""Multiplies matrices of bytes into whole numbers, which processors do several times as fast as floats.

NumPy has no fast product of bytes, onnxruntime has: what stands here is one node
of its own. What the numbers mean is the caller's business (tokens.py).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# An ONNX model: c (uint8) and q (int8) go into one MatMulInteger of opset 13, p (int32) comes out.
# tests/test_products.py reads it with the package onnx, which takes too long to load to make it here.
MODEL = (
    b"\x08\x08:P\n\x18\n\x01c\n\x01q\x12\x01p"
    b'"\rMatMulInteger\x12\x01gZ\x0f\n\x01c\x12\n\n\x08\x08\x02\x12\x04\n\x00\n\x00'
    b"Z\x0f\n\x01q\x12\n\n\x08\x08\x03\x12\x04\n\x00\n\x00b\x0f\n\x01p\x12\n"
    b"\n\x08\x08\x06\x12\x04\n\x00\n\x00B\x04\n\x00\x10\r"
)


def multiply_bytes(left: NDArray[np.uint8], right: NDArray[np.int8]) -> NDArray[np.int32]:
    """The product of two matrices, shapes (n, k) and (k, m) to (n, m). Safe for threads.

    Exact where no two neighbouring products of a row add up to 2**15 or more, as with numbers up to 128
    on the left: older processors add such pairs in 16 bits.
    """
    import numpy as np

    session = _session()
    if session is None:  # floats of 24 bits hold sums of a thousand such products
        return (left.astype(np.float32) @ right.astype(np.float32)).astype(np.int32)
    product: NDArray[np.int32] = session.run(None, {"c": left, "q": right})[0]
    return product


@cache
def _session() -> Any:
    """None where onnxruntime cannot be loaded: the encoder, which is the slower for it too, says so."""
    from .onnx_encoder import NoExportError, open_session

    try:
        return open_session(MODEL)
    except NoExportError:
        return None
