import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from small_library import WordEncoder, harbour_report, make_document, orchard_treaty

from index import Library, publish
from index.generations import next_generation
from ingest import LibraryError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path / "library", [harbour_report(), orchard_treaty()], encoder=WordEncoder())
    return tmp_path / "library"


def generation(folder):
    return folder / "generations" / (folder / "CURRENT").read_text().strip()


def segments(folder):
    return sorted((generation(folder) / "segments").iterdir())


def segment(folder):
    (only,) = segments(folder)
    return only


def generations(folder):
    return sorted(path.name for path in (folder / "generations").iterdir())


def sources(folder):
    with Library.open(folder, WordEncoder()) as library:
        library.verify()
        return [document.source for document in library.documents]


def run(script, *arguments):
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


# What is embedded again


def test_publishing_again_embeds_nothing_and_gives_the_same_vectors(folder):
    with Library.open(folder, WordEncoder()) as library:
        before = library.search("ferry")
    encoder = WordEncoder()
    published = publish(folder, [harbour_report(), orchard_treaty()], encoder=encoder)
    assert encoder.seen == []
    assert (published.embedded, published.reused) == (0, 5)
    assert published.changes.kept == ("harbour.txt", "orchard.txt")
    with Library.open(folder, WordEncoder()) as library:
        assert library.search("ferry") == before


def test_a_changed_document_embeds_only_its_changed_paragraph(folder):
    treaty = orchard_treaty()
    changed = make_document(
        "orchard.txt",
        treaty.paragraphs[0].text,
        "Disputes over hedges go to the bees.",
        title=treaty.title,
        aliases=("OT",),
    )
    encoder = WordEncoder()
    published = publish(folder, [harbour_report(), changed], encoder=encoder)
    assert encoder.seen == ["Orchard Treaty (OT)\nDisputes over hedges go to the bees."]
    assert (published.embedded, published.reused) == (1, 4)
    assert published.changes.changed == ("orchard.txt",)


def test_a_removed_document_disappears(folder):
    published = publish(folder, [orchard_treaty()], encoder=WordEncoder())
    assert published.changes.removed == ("harbour.txt",)
    assert sources(folder) == ["orchard.txt"]
    with Library.open(folder, WordEncoder()) as library:
        assert len(library.search("ferry levy")) == 2


def test_an_added_document_leaves_the_ids_of_the_others(folder):
    kept = [paragraph.id for paragraph in orchard_treaty().paragraphs]
    published = publish(
        folder, [make_document("new.txt", "Rope."), harbour_report(), orchard_treaty()], encoder=WordEncoder()
    )
    assert published.changes.added == ("new.txt",)
    with Library.open(folder, WordEncoder()) as library:
        assert [library.paragraph(each).id for each in kept] == kept


def test_the_same_bytes_under_two_names_are_kept_once_and_reported(folder):
    twin = make_document("twin.txt", *(each.text for each in orchard_treaty().paragraphs))
    published = publish(folder, [orchard_treaty(), twin], encoder=WordEncoder())
    assert published.changes.duplicates == ("twin.txt",)
    assert sources(folder) == ["orchard.txt"]


def test_the_same_text_in_one_publication_is_embedded_once(tmp_path):
    encoder = WordEncoder()
    document = make_document("a.txt", "Ibid.", "Ibid.")
    assert publish(tmp_path / "library", [document], encoder=encoder).embedded == 2
    assert len(encoder.seen) == 1


def test_another_encoder_embeds_everything_anew(folder):
    published = publish(folder, [orchard_treaty()], encoder=WordEncoder(32, fingerprint="words-2"))
    assert published.embedded == 2
    assert published.changes.kept == ("orchard.txt",)


def test_progress_tells_of_embedding_and_writing(tmp_path):
    told = []
    publish(
        tmp_path / "library",
        [orchard_treaty()],
        encoder=WordEncoder(),
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert ("embedding", 2, 2) in told
    assert told[-1][0] == "writing"
    assert told[-1][1] == told[-1][2]


def test_two_paragraphs_with_one_id_are_a_bug_and_leave_the_library_as_it_was(folder):
    treaty = orchard_treaty()
    broken = make_document("b.txt", "One.")
    twice = type(broken)(broken.id, "b.txt", "B", broken.paragraphs * 2)
    with pytest.raises(ValueError, match="2 paragraphs have the id"):
        publish(folder, [treaty, twice], encoder=WordEncoder())
    assert sources(folder) == ["harbour.txt", "orchard.txt"]
    assert len(generations(folder)) == 1


# What is refused


def refusal(folder, encoder=None):
    with pytest.raises(LibraryError) as caught, Library.open(folder, encoder or WordEncoder()) as library:
        library.search("ferry")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_no_library_is_refused_with_the_command_that_makes_one(tmp_path):
    assert f"rapporteur ingest PATH --library {tmp_path}" in refusal(tmp_path)
    assert "no library" in refusal(tmp_path / "absent")


def test_another_encoder_is_refused_with_both_named(folder):
    message = refusal(folder, WordEncoder(64, name="other", fingerprint="other-1"))
    assert "words (dimension 64" in message
    assert "other (dimension 64" in message
    assert "rapporteur ingest" in message
    assert "dimension 32" in refusal(folder, WordEncoder(32))


def test_a_newer_format_is_refused_by_reader_and_writer(folder):
    path = generation(folder) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": 3}))
    message = refusal(folder)
    assert "version 2 or older, found 3" in message
    with pytest.raises(LibraryError, match="found 3"):
        publish(folder, [orchard_treaty()], encoder=WordEncoder())
    assert len(generations(folder)) == 1


@pytest.mark.parametrize("what", ["documents", "paragraphs", "passages"])
def test_a_wrong_count_is_refused(folder, what):
    path = generation(folder) / "manifest.json"
    record = json.loads(path.read_text())
    record["counts"][what] += 1
    path.write_text(json.dumps(record))
    with pytest.raises(LibraryError, match=f"{what}, found"), Library.open(folder, WordEncoder()) as library:
        _ = library.documents


@pytest.mark.parametrize(
    "name",
    ["vectors.faiss", "paragraphs.jsonl", "passages.npy", "terms/data.csc.index.npy", "documents.jsonl"],
)
def test_a_truncated_a_changed_and_a_missing_file_are_refused(folder, name):
    path = segment(folder) / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert f"{name}: expected {len(whole)} bytes, found {len(whole) - 1}" in refusal(folder)
    path.write_bytes(whole[:-3] + b"?" + whole[-2:])
    assert f"{name}: expected other contents" in refusal(folder)
    path.unlink()
    assert f"{name}: expected {len(whole)} bytes, found none" in refusal(folder)


def test_a_manifest_that_is_not_json_is_refused(folder):
    (generation(folder) / "manifest.json").write_text("{")
    assert "manifest.json" in refusal(folder)


@pytest.mark.parametrize("content", ["", "../..", "000099", "\x00"])
def test_a_current_that_names_no_generation_is_refused(folder, content):
    (folder / "CURRENT").write_text(content)
    assert "CURRENT" in refusal(folder)


def test_a_damaged_library_is_mended_by_publishing_again(folder):
    (segment(folder) / "vectors.faiss").write_bytes(b"")
    published = publish(folder, [harbour_report(), orchard_treaty()], encoder=WordEncoder())
    assert published.embedded == 5
    assert sources(folder) == ["harbour.txt", "orchard.txt"]


def test_a_folder_with_other_files_is_not_made_a_library(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(LibraryError, match=r"thesis\.docx"):
        publish(tmp_path, [orchard_treaty()], encoder=WordEncoder())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


# What is on disk


def test_nothing_on_disk_is_a_pickle_and_the_text_is_plain_json_lines(folder):
    files = [path for path in generation(folder).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".json", ".jsonl", ".npy", ".faiss"}
    for path in files:
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)
    lines = (segment(folder) / "paragraphs.jsonl").read_text("utf-8").splitlines()
    texts = [
        paragraph.text
        for document in (harbour_report(), orchard_treaty())
        for paragraph in document.paragraphs
    ]
    assert [json.loads(line)["text"] for line in lines] == texts


def test_the_manifest_states_size_and_checksum_of_every_other_file(folder):
    record = json.loads((generation(folder) / "manifest.json").read_text())
    assert (record["format"], record["version"], record["dimension"]) == ("rapporteur-library", 2, 64)
    assert record["counts"] == {"documents": 2, "paragraphs": 5, "passages": 5}
    listed = {each["name"]: each["size"] for each in record["files"]}
    on_disk = {
        path.relative_to(generation(folder)).as_posix(): path.stat().st_size
        for path in generation(folder).rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert listed == on_disk


# Readers and writers at once


def test_a_reader_keeps_its_generation_until_it_closes(folder):
    reader = Library.open(folder, WordEncoder())
    for _ in range(2):
        publish(folder, [orchard_treaty()], encoder=WordEncoder())
    assert generations(folder) == ["000001", "000003"]
    assert reader.search("ferry levy")[0].paragraph == harbour_report().paragraphs[1]
    reader.close()
    publish(folder, [orchard_treaty()], encoder=WordEncoder())
    assert generations(folder) == ["000004"]
    assert list((folder / "readers").iterdir()) == []


def test_a_reader_that_was_killed_holds_nothing(folder):
    script = """
        import sys
        from pathlib import Path
        from index import Library
        library = Library.open(Path(sys.argv[1]))
        print("open", flush=True)
        sys.stdin.read()
    """
    reader = run(script, folder)
    assert reader.stdout.readline() == "open\n"
    publish(folder, [orchard_treaty()], encoder=WordEncoder())
    assert generations(folder) == ["000001", "000002"]
    reader.kill()
    reader.communicate()
    publish(folder, [orchard_treaty()], encoder=WordEncoder())
    assert generations(folder) == ["000003"]


def test_a_second_writer_is_refused_while_the_first_writes(folder):
    with next_generation(folder), pytest.raises(LibraryError, match="another process writing"):
        publish(folder, [orchard_treaty()], encoder=WordEncoder())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_a_writer_killed_at_any_file_operation_leaves_the_old_or_the_new_library_whole(tmp_path):
    # Forks one writer for each open, rename, mkdir or removal in a publication and kills it right there.
    script = """
        import os, shutil, signal, sys
        from pathlib import Path
        from small_library import TokenWordEncoder, harbour_report, orchard_treaty
        from index import Library, publish

        base, library = Path(sys.argv[1]) / "base", Path(sys.argv[1]) / "library"
        old, new = [harbour_report()], [harbour_report(), orchard_treaty()]
        publish(base, old, encoder=TokenWordEncoder())
        countdown = 0

        def strike(event, arguments):
            global countdown
            touches = event == "open" or event.startswith(("os.", "shutil."))
            if countdown and touches and any(str(library) in str(each) for each in arguments):
                countdown -= 1
                if not countdown:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(strike)
        for number in range(1, 1000):
            shutil.rmtree(library, ignore_errors=True)
            shutil.copytree(base, library)
            child = os.fork()
            if not child:
                countdown = number
                publish(library, new, encoder=TokenWordEncoder())
                os._exit(0)
            killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
            with Library.open(library, TokenWordEncoder()) as opened:
                opened.verify()
                print("killed" if killed else "ended", len(opened.documents), len(opened.search("pear lamp")))
            publish(library, new, encoder=TokenWordEncoder())
            assert len(list((library / "generations").iterdir())) == 1
            if not killed:
                break
    """
    writer = run(script, tmp_path)
    outcomes = writer.communicate()[0].splitlines()
    assert writer.returncode == 0
    assert outcomes[-1] == "ended 2 5"
    killed = outcomes[:-1]
    assert len(killed) > 40
    assert set(killed) == {"killed 1 3", "killed 2 5"}
    assert killed == sorted(killed)
