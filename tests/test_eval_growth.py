import numpy as np
import pytest

from eval.growth import DrawnVectors, measure_growth
from eval.ingestion import measure_ingestion


def test_growth_is_measured_on_libraries_of_the_sizes_asked_for():
    small, larger = measure_growth([1000, 300])
    assert (small.passages, larger.passages) == (300, 1000)
    assert larger.vectors == "Flat"
    assert larger.recall == 1.0
    assert 1536 < larger.bytes_each < 10_000  # four bytes for each of 384 numbers, and the text
    assert min(larger.build_s, larger.add_s, larger.open_s, larger.search_ms) > 0


def test_a_text_has_always_the_same_drawn_vector_of_length_one():
    one, two = DrawnVectors().encode(["rope", "tar"]), DrawnVectors().encode(["tar", "rope"])
    assert np.linalg.norm(one, axis=1) == pytest.approx([1, 1])
    assert not np.allclose(one[0], one[1])
    assert (one[0] == DrawnVectors().encode(["rope"])[0]).all()
    assert two.shape == one.shape


def test_ingestion_is_measured_on_real_files_of_the_number_asked_for():
    (measured,) = measure_ingestion([12])
    assert (measured.files, measured.passages) == (12, 12 * 30)
    assert measured.peak_mib > 20  # an interpreter alone takes ten
    assert measured.alone_ms > 0
    assert 0 < measured.added_ms <= measured.merged_ms
