import gc
import importlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from small_library import (
    TokenWordEncoder,
    harbour_report,
    make_document,
    orchard_treaty,
    write_terms,
    write_vectors,
)

from index import Library, publish
from index.lexical import Terms, split_terms
from index.vectors import Vectors
from ingest import Document, LibraryError

publish_module = importlib.import_module("index.publish")  # index.publish is the function
segment_module = importlib.import_module("index.segment")


def letter(number):
    return make_document(
        f"letter{number}.txt", f"Letter {number} asks for rope.", f"Signed by keeper {number}."
    )


def add(folder, *documents, encoder=None):
    return publish(folder, documents, encoder=encoder or TokenWordEncoder(), keep=lambda document: True)


def live(folder):
    return folder / "generations" / (folder / "CURRENT").read_text().strip()


def segments(folder):
    return json.loads((live(folder) / "manifest.json").read_text())["segments"]


@pytest.fixture
def folder(tmp_path):
    documents = [harbour_report(), orchard_treaty(), *map(letter, range(20))]
    publish(tmp_path / "library", documents, encoder=TokenWordEncoder())
    return tmp_path / "library"


def inodes(segment):
    return {path.name: path.stat().st_ino for path in segment.rglob("*") if path.is_file()}


def answers(folder, question):
    with Library.open(folder, TokenWordEncoder()) as library:
        library.verify()
        return {hit.paragraph.id: hit.parts for hit in library.search(question, 50)}


def test_an_added_document_is_all_that_is_embedded_and_all_that_is_written(folder):
    before = inodes(next(live(folder).glob("segments/*")))
    encoder = TokenWordEncoder()
    published = add(folder, letter(90), encoder=encoder)
    assert len(encoder.seen) == 2
    assert published.changes.added == ("letter90.txt",)
    assert len(published.changes.kept) == 22
    old, new = sorted(live(folder).glob("segments/*"))
    assert inodes(old) == before
    assert len((new / "documents.jsonl").read_text("utf-8").splitlines()) == 1


def test_many_segments_find_what_one_finds(folder, tmp_path):
    for number in (30, 31, 32):
        add(folder, letter(number))
    assert len(segments(folder)) > 1
    documents = [harbour_report(), orchard_treaty(), *map(letter, [*range(20), 30, 31, 32])]
    publish(tmp_path / "one", documents, encoder=TokenWordEncoder())
    several, one = answers(folder, "ferry levy keeper"), answers(tmp_path / "one", "ferry levy keeper")
    assert several.keys() == one.keys()
    for paragraph, parts in one.items():
        assert several[paragraph].dense == pytest.approx(parts.dense, abs=1e-6)
        assert several[paragraph].rerank == pytest.approx(parts.rerank, abs=1e-6)


def test_the_number_of_segments_grows_with_the_logarithm(tmp_path):
    counts = []
    for number in range(40):
        add(tmp_path, letter(number))
        counts.append(len(segments(tmp_path)))
    assert max(counts) <= 6
    with Library.open(tmp_path, TokenWordEncoder()) as library:
        assert {each.source for each in library.documents} == {f"letter{n}.txt" for n in range(40)}
        assert library.manifest.counts.paragraphs == 80


@pytest.mark.parametrize(
    "few", [1, 1024]
)  # written before it is known that they are to be merged, or with the others
def test_merged_segments_keep_the_order_in_which_documents_came(tmp_path, monkeypatch, few):
    monkeypatch.setattr(publish_module, "_FEW", few)
    for number in range(9):
        add(tmp_path, letter(number))
    with Library.open(tmp_path, TokenWordEncoder()) as library:
        assert [each.source for each in library.documents] == [f"letter{n}.txt" for n in range(9)]
        library.verify()
    assert len(list(live(tmp_path).glob("segments/*"))) == len(segments(tmp_path)) <= 4


def test_documents_are_written_as_they_come_and_none_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(segment_module, "_AT_ONCE", 8)
    monkeypatch.setattr(publish_module, "_FEW", 8)
    alive, embedded, encoder = [], [], TokenWordEncoder()

    def read():
        for number in range(200):
            yield letter(number)
            alive.append(sum(type(each) is Document for each in gc.get_objects()))
            embedded.append(len(encoder.seen))

    gc.collect()
    before = sum(type(each) is Document for each in gc.get_objects())
    publish(tmp_path, read(), encoder=encoder)
    assert max(alive) <= before + 6  # the first few, later the one that came and the one that is written
    assert all(2 * taken - seen <= 8 + 2 for taken, seen in enumerate(embedded))


def test_a_segment_ends_where_it_is_large_enough_and_texts_are_embedded_once_in_all(tmp_path, monkeypatch):
    monkeypatch.setattr(publish_module, "_LARGEST", 10)
    monkeypatch.setattr(segment_module, "_AT_ONCE", 3)
    documents = [make_document(f"n{n}.txt", "Rope.", f"Knot {n}.", "Rope.", title="Knots") for n in range(8)]
    encoder = TokenWordEncoder()
    published = publish(tmp_path / "many", documents, encoder=encoder)
    assert [each["counts"]["passages"] for each in segments(tmp_path / "many")] == [9, 9, 6]
    assert len(encoder.seen) == len(set(encoder.seen)) == 9
    assert (published.embedded, published.reused) == (6 + 3 + 3 + 2, 4 + 6)
    monkeypatch.undo()
    publish(tmp_path / "one", documents, encoder=TokenWordEncoder())
    assert len(segments(tmp_path / "one")) == 1
    many, one = answers(tmp_path / "many", "rope knot 5"), answers(tmp_path / "one", "rope knot 5")
    assert {key: round(parts.rerank, 5) for key, parts in many.items()} == {
        key: round(parts.rerank, 5) for key, parts in one.items()
    }


def test_how_many_texts_there_are_is_told_when_the_last_document_has_come(tmp_path, monkeypatch):
    monkeypatch.setattr(segment_module, "_AT_ONCE", 4)
    told = []
    publish(
        tmp_path,
        (letter(number) for number in range(5)),
        encoder=TokenWordEncoder(),
        progress=lambda stage, done, total: told.append((done, total)) if stage == "embedding" else None,
    )
    assert told == [(4, 0), (8, 0), (10, 10)]


def test_what_damages_a_segment_is_seen_before_anything_is_copied_from_it(folder):
    path = next(live(folder).glob("segments/*/vectors.faiss"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-3] + b"?" + whole[-2:])
    # a document that shares no text takes nothing from it; it passes on, and who searches in it is told
    add(folder, letter(90))
    with pytest.raises(LibraryError, match=r"vectors\.faiss: expected other contents"):
        answers(folder, "ferry levy")
    shared = make_document("other.txt", "Letter 3 asks for rope.", "And for tar.", title="letter3.txt")
    with pytest.raises(LibraryError, match=r"vectors\.faiss: expected other contents"):
        add(folder, shared)


def test_a_removed_document_is_noted_not_rewritten_and_found_no_more(folder):
    publish(folder, [], encoder=TokenWordEncoder(), keep=lambda document: document.source != "letter7.txt")
    (only,) = segments(folder)
    assert only["removed"] == [letter(7).id]
    with Library.open(folder, TokenWordEncoder()) as library:
        assert len(library.documents) == 21
        assert letter(7).id not in {hit.paragraph.document for hit in library.search("Letter 7 keeper", 50)}
        with pytest.raises(LibraryError, match="found none"):
            library.paragraph(letter(7).paragraphs[0].id)
        assert library.paragraph(letter(8).paragraphs[0].id) == letter(8).paragraphs[0]


def test_a_segment_mostly_removed_is_written_anew_without_embedding(folder):
    encoder = TokenWordEncoder()
    publish(folder, [], encoder=encoder, keep=lambda document: document.source == "letter7.txt")
    (only,) = segments(folder)
    assert (only["removed"], only["counts"]["documents"], encoder.seen) == ([], 1, [])


def test_a_document_read_anew_takes_the_place_of_the_one_with_its_source(folder):
    changed = make_document("letter3.txt", "Letter 3 asks for tar.")
    assert add(folder, changed).changes.changed == ("letter3.txt",)
    with Library.open(folder, TokenWordEncoder()) as library:
        assert library.document("letter3.txt") == changed
        assert len(library.documents) == 22


def test_two_that_add_at_once_lose_nothing(folder):
    def until_added(number):
        for _ in range(1000):
            try:
                return add(folder, letter(number))
            except LibraryError:
                time.sleep(0.01)
        return None

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(until_added, range(50, 58)))
    with Library.open(folder, TokenWordEncoder()) as library:
        assert {f"letter{n}.txt" for n in range(50, 58)} <= {each.source for each in library.documents}


def test_an_interrupted_addition_leaves_the_old_library_whole(folder):
    class Interrupted(TokenWordEncoder):
        def encode_tokens(self, texts, *, progress=None):
            raise KeyboardInterrupt

    before = answers(folder, "ferry levy")
    with pytest.raises(KeyboardInterrupt):
        add(folder, letter(90), encoder=Interrupted())
    assert answers(folder, "ferry levy") == before
    assert [path.name for path in (folder / "generations").iterdir()] == ["000001"]


def test_documents_of_a_damaged_library_are_not_lost_in_silence(folder):
    path = next(live(folder).glob("segments/*/vectors.faiss"))
    path.write_bytes(b"")
    with pytest.raises(LibraryError, match=r"vectors\.faiss"):
        add(folder, letter(90))


def test_a_library_of_version_1_is_read_and_added_to(folder):
    # Version 1 had no folder for its one segment, a list of words, and no digests.
    (segment,) = live(folder).glob("segments/*")
    manifest = json.loads((live(folder) / "manifest.json").read_text())
    for file in manifest["files"]:
        file["name"] = Path(file["name"]).relative_to(segment.relative_to(live(folder))).as_posix()
    for path in segment.iterdir():
        path.rename(live(folder) / path.name)
    segment.rmdir()
    segment.parent.rmdir()
    del manifest["segments"]
    (live(folder) / "manifest.json").write_text(json.dumps(manifest | {"version": 1}))
    before = answers(folder, "ferry levy")
    encoder = TokenWordEncoder()
    add(folder, letter(90), encoder=encoder)
    assert len(encoder.seen) == 2
    assert before.keys() <= answers(folder, "ferry levy").keys()


def test_terms_of_several_segments_weigh_by_how_rare_they_are_in_all(tmp_path):
    texts = ["lamp quay rope", "quay ferry toll", "ferry toll quay", "lamp lamp ferry"]
    write_terms(tmp_path / "all", texts)
    write_terms(tmp_path / "one", texts[:2])
    write_terms(tmp_path / "two", texts[2:])
    whole = Terms([tmp_path / "all"], [4])
    parts = Terms([tmp_path / "one", tmp_path / "two"], [2, 2])
    # Texts of one length, so that the average length is the same in each part.
    for question in ("lamp", "quay toll", "rope ferry lamp", "anchor"):
        assert parts.scores(question) == pytest.approx(whole.scores(question), abs=1e-6)
        assert parts.weights(question) == whole.weights(question)
    assert parts.words() == whole.words()
    assert split_terms("quays") == ["quay"]


def clustered(count, width=32):
    random = np.random.default_rng(1)
    centres = random.standard_normal((50, width))
    vectors = centres[random.integers(50, size=count)] + 0.6 * random.standard_normal((count, width))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_a_large_index_finds_nearly_all_that_an_exact_one_finds(tmp_path):
    vectors = clustered(6000)
    (tmp_path / "exact").mkdir()
    assert write_vectors(tmp_path, vectors, exact_up_to=5000)[0].startswith("PQ8x4fs")
    assert write_vectors(tmp_path / "exact", vectors) == ("Flat", 1.0)
    large, exact = Vectors([tmp_path]), Vectors([tmp_path / "exact"])
    queries = clustered(6050)[-50:]
    shares = [len({*large.nearest(each, 10)} & {*exact.nearest(each, 10)}) / 10 for each in queries]
    assert np.mean(shares) >= 0.97


def test_the_ten_nearest_are_found_as_well_where_a_hundred_are_wanted(tmp_path):
    write_vectors(tmp_path, clustered(6000), exact_up_to=5000)
    index = Vectors([tmp_path])
    for query in clustered(6050)[-50:]:
        assert index.nearest(query, 100)[:10] == index.nearest(query, 10)


def test_a_large_index_keeps_the_vectors_themselves_and_searches_within_rows(tmp_path):
    vectors = clustered(6000)
    write_vectors(tmp_path, vectors, exact_up_to=5000)
    index = Vectors([tmp_path])
    assert (index.take([5, 5999, 0]) == vectors[[5, 5999, 0]]).all()
    inside = [*range(10, 20), *range(5000, 5010)]
    best = sorted(inside, key=lambda row: -float(vectors[row] @ vectors[3]))[:5]
    assert index.nearest(vectors[3], 5, [(10, 20), (5000, 5010)]) == best


def test_where_codes_do_not_find_enough_the_index_stays_exact(tmp_path):
    random = np.random.default_rng(2).standard_normal((6000, 4)).astype(np.float32)
    many = np.repeat(random[:20], 300, axis=0)  # three hundred of each: ten nearest are anybody's
    kind, recall = write_vectors(tmp_path, many, exact_up_to=5000)
    assert (kind, recall) == ("Flat", 1.0)
