"""The reading benchmark, on the sample documents."""

from pathlib import Path

from eval.reading import measure

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def test_both_ways_read_every_page_of_the_samples(tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    speed = measure([*sorted(SAMPLES.glob("*.pdf")), broken], runs=1)
    assert (speed.files, speed.pages, speed.left_out) == (2, 17, 1)
    assert speed.ratio == speed.ours / speed.bare
