"""Makes the int8 ONNX export of a model, in a process of its own: python -m index.export FOLDER EXPORT [ADAPTERS].

Exit status 0: the export stands there, whole and verified. 3: this model cannot
be exported, the last line of standard error says why. Another: this time it could
not. Uses torch's TorchScript exporter, which needs the package onnx and no other. The
only owner of onnx; where exports are kept is not known here (fast_encoder.py).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ingest import SettingsError

from .encoder import SentenceTransformerEncoder
from .fast_encoder import REFUSED
from .model_files import ModelFiles
from .onnx_encoder import RECIPE_KEY, NoExportError, OnnxEncoder, Recipe, mute_onnxruntime

if TYPE_CHECKING:
    import torch

LEAST_COSINE = 0.985
_OPSET = 17
_STATES = "token_embeddings"
_LONGEST = 100_000

# Lengths from nothing to more than is read, and what tokenizers treat differently.
SAMPLE = (
    "Who keeps the keys of the lighthouse?",
    "conflict of interest",
    "",
    "Article 7 (2)(b): The Council shall, within 90 days, notify every Party of its decision.",
    "ALL CAPITALS, AS ON A COVER PAGE: A/77/L.3, 14 MARCH 1997",
    "Le Comité décide d'ajourner l'élection jusqu'à la prochaine réunion à Nœud-sur-Mer.",
    "Комитет принимает решение большинством голосов.",
    "委员会应每年举行一次会议。",
    "Costs rose by 12.5 % to $ 3,400 (see para. 9 above); nothing was paid — not even once.",
    "A café ☕ beside the harbour, naïve façades, ﬁne ligatures, soft\u00adhyphens, e\u0301 in two pieces.",
    "The members of the commission serve in their own name and may be chosen again once. " * 4,
    "Every ferry that enters the strait reports its cargo, its port and the number of its crew. " * 40,
)


def export_model(files: ModelFiles, export: Path) -> None:
    """Writes the export of a model, verified against it; the file appears whole or not at all.

    Raises NoExportError when the model's steps cannot be done from an export, or
    when its vectors come out too far from the model's own.
    """
    reference = SentenceTransformerEncoder(files, attn_implementation="eager")
    recipe = read_recipe(reference)
    with TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        try:
            _trace(reference.model(), whole)
        except (RuntimeError, TypeError, ValueError, LookupError, AttributeError) as error:
            # What the tracer meets in a model that it was not written for; its own errors are RuntimeErrors.
            raise NoExportError(f"the exporter cannot follow it ({type(error).__name__}: {error})") from error
        # Where sums of products run over 16 bits (x86 without VNNI), weights of 7 bits are the more exact.
        for seven_bits in (False, True):
            _quantise(whole, small, recipe, seven_bits=seven_bits)
            cosine = compare(reference, OnnxEncoder(files, small))
            if cosine >= LEAST_COSINE:
                return _put_in_place(small, export)
    raise NoExportError(f"its export is not exact enough (mean cosine {cosine:.3f}, expected {LEAST_COSINE})")


def read_recipe(reference: SentenceTransformerEncoder) -> Recipe:
    """How the loaded model makes its vectors; NoExportError when that is more than is done here."""
    model = reference.model()
    steps = [type(module).__name__ for module in model]
    if steps not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise NoExportError(f"its steps are {', '.join(steps)}, expected Transformer, Pooling, Normalize")
    if model.default_prompt_name:
        raise NoExportError(f"it puts a prompt before each text ({model.default_prompt_name})")
    length = model.max_seq_length
    if not length or length > _LONGEST:
        raise NoExportError("it states no greatest number of tokens")
    return Recipe(
        pooling=read_pooling(model[1].get_config_dict()),
        dimension=reference.dimension,
        max_length=int(length),
        pad=int(model.tokenizer.pad_token_id),
        marks=reference.marks(),
    )


def read_pooling(settings: dict[str, Any]) -> str:
    """ "mean" or "cls" from the Pooling module's settings, of sentence-transformers 5 or 6.

    NoExportError for every other way.
    """
    old = {"mean": "pooling_mode_mean_tokens", "cls": "pooling_mode_cls_token"}
    on = {key for key, value in settings.items() if key.startswith("pooling_mode_") and value is True}
    for mode, key in old.items():
        if settings.get("pooling_mode") == mode or on == {key}:
            return mode
    stated = settings.get("pooling_mode", sorted(on))
    raise NoExportError(f"its pooling is {stated}, expected mean or cls")


def compare(reference: SentenceTransformerEncoder, encoder: OnnxEncoder) -> float:
    """Mean cosine over the sample; NoExportError when they see other tokens."""
    expected = {each.number: each for each in reference.encode_tokens(SAMPLE)}
    cosines = []
    for each in encoder.encode_tokens(SAMPLE):
        twin = expected[each.number]
        if len(each.tokens) != len(twin.tokens):
            raise NoExportError("its tokenizer.json cuts texts otherwise than its tokenizer does")
        cosines.append(float(each.vector @ twin.vector))
    return sum(cosines) / len(cosines)


def _trace(model: Any, path: Path) -> None:
    import torch

    tensors = dict(model.tokenizer(list(SAMPLE[:2]), padding=True, return_tensors="pt"))
    torch.onnx.export(
        _states_of(model.float()[0], list(tensors)),
        tuple(tensors.values()),
        str(path),
        input_names=list(tensors),
        output_names=[_STATES],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in [*tensors, _STATES]},
        opset_version=_OPSET,
        dynamo=False,
    )


def _states_of(transformer: Any, names: list[str]) -> torch.nn.Module:
    """The model's first step as a module from tensors, in the order of their names, to token states."""
    import torch

    class States(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.transformer(dict(zip(names, tensors, strict=True)))[_STATES]
            return states

    return States().eval()


def _quantise(whole: Path, small: Path, recipe: Recipe, *, seven_bits: bool) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    rough = small.with_suffix(".rough")
    quantize_dynamic(whole, rough, per_channel=True, reduce_range=seven_bits, weight_type=QuantType.QInt8)
    _fuse(rough, small)
    model = onnx.load(small)
    onnx.helper.set_model_props(model, {RECIPE_KEY: recipe.to_json()})
    onnx.save(model, small)


def _fuse(rough: Path, small: Path) -> None:
    """Writes the graph as onnxruntime would arrange it at each start, which halves the time to open it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(small)
    onnxruntime.InferenceSession(str(rough), options, providers=["CPUExecutionProvider"])


def _put_in_place(made: Path, export: Path) -> None:
    """Copies beside the export first: a rename is whole or not at all only within one file system."""
    beside = export.with_suffix(f".{os.getpid()}.part")
    shutil.copyfile(made, beside)
    beside.replace(export)


def main(folder: str, export: str, adapters: str = "") -> None:
    """Ends the process with the exit status that the module's docstring lists."""
    mute_onnxruntime()
    try:
        files = ModelFiles(Path(folder).name, Path(folder), Path(adapters) if adapters else None)
        export_model(files, Path(export))
    except (NoExportError, SettingsError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        raise SystemExit(REFUSED) from None


if __name__ == "__main__":
    main(*sys.argv[1:])
