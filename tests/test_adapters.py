import pytest
import torch
from safetensors.torch import save_file

from index import DEFAULT_MODEL, Library, load_encoder, publish
from index.encoder import SentenceTransformerEncoder
from index.model_files import ModelFiles
from ingest import Document, LibraryError, Locator, Paragraph, SettingsError

BASE = "all-MiniLM-L6-v2"
LAYER = "encoder.layer.2.attention.self.query"


@pytest.fixture(scope="module")
def folder():
    return load_encoder(BASE).folder


def write(path, **factors):
    save_file({f"{LAYER}.{name}": tensor for name, tensor in factors.items()}, path)
    return path


def test_the_product_of_the_factors_is_added_to_the_layer_that_they_name_and_to_no_other(folder, tmp_path):
    down, up = torch.full((2, 384), 0.5), torch.full((384, 2), 0.01)
    adapters = write(tmp_path / "a.safetensors", down=down, up=up)
    plain = SentenceTransformerEncoder(ModelFiles("plain", folder)).model()[0].auto_model.state_dict()
    adapted = (
        SentenceTransformerEncoder(ModelFiles("adapted", folder, adapters)).model()[0].auto_model.state_dict()
    )
    # each of the 2 ranks adds 0.5 * 0.01
    assert torch.allclose(
        adapted[f"{LAYER}.weight"] - plain[f"{LAYER}.weight"], torch.tensor(0.01), atol=1e-6
    )
    assert [name for name in plain if not torch.equal(plain[name], adapted[name])] == [f"{LAYER}.weight"]


@pytest.mark.parametrize(
    "factors",
    [
        {"up": torch.zeros(384, 2)},
        {"down": torch.zeros(2, 384)},
        {},
        {"up": torch.zeros(100, 2), "down": torch.zeros(2, 384)},
        None,
    ],
    ids=["no down", "no up", "empty", "another width", "no such file"],
)
def test_adapters_that_do_not_fit_are_named_in_one_line(factors, folder, tmp_path):
    path = tmp_path / "a.safetensors"
    if factors is not None:
        write(path, **factors)
    files = ModelFiles("adapted", folder, path)
    with pytest.raises(SettingsError, match="expected adapters of the model") as caught:
        SentenceTransformerEncoder(files).model()
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_the_default_model_is_told_from_the_one_that_it_is_made_of():
    default, base = load_encoder(), load_encoder(BASE)
    assert default.name == DEFAULT_MODEL
    assert default.folder == base.folder
    assert default.dimension == base.dimension
    assert default.fingerprint != base.fingerprint


def test_the_default_model_runs_from_an_export_that_holds_its_adapters():
    texts = ["A dredger that lost its licence may appeal to the Council.", "who pays for the lamps"]
    fast = load_encoder().encode(texts)
    files = load_encoder()._files
    adapted = SentenceTransformerEncoder(files).encode(texts)
    plain = SentenceTransformerEncoder(ModelFiles(BASE, files.folder)).encode(texts)
    assert (fast * adapted).sum(axis=1).min() > 0.97
    assert (fast * adapted).sum(axis=1).min() > (fast * plain).sum(axis=1).max()


def test_a_library_of_the_model_without_adapters_says_how_it_is_read(tmp_path):
    paragraph = Paragraph("d#1", "d", 0, "body", "Lamps are lit at dusk.", Locator("para. 1", "1"))
    publish(tmp_path, [Document("d", "d.txt", "Lamps", (paragraph,))], encoder=load_encoder(BASE))
    with Library.open(tmp_path, load_encoder(BASE)) as library:
        assert [hit.paragraph.id for hit in library.search("when are lamps lit")] == ["d#1"]
    with pytest.raises(LibraryError, match=f"set RAPPORTEUR_MODEL={BASE}, or"):
        Library.open(tmp_path, load_encoder())
