"""Adapters: what training adds to a model's weights, kept apart from the model in a small file.

The file is safetensors. For a linear layer NAME of the transformer it holds
NAME.down, shape (rank, inputs), and NAME.up, shape (outputs, rank); their product
is added to the layer's weights, so that the model keeps its shape and its speed
(Hu et al., LoRA, arXiv 2106.09685). eval/train_encoder.py and eval/train_cross.py make
such files; tensors called head.NAME are not the model's but of what reads its states (cross_encoder.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest import SettingsError

DOWN, UP = ".down", ".up"
HEAD = "head."


def apply_adapters(transformer: Any, path: Path) -> None:
    """Adds the adapters of a file to the weights of a loaded transformers model, in place.

    Raises SettingsError where the file cannot be read or is of another model.
    """
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors = load_file(path)
        if not tensors:
            raise KeyError("it holds nothing")
        with torch.no_grad():
            layers = {key.rpartition(".")[0] for key in tensors if not key.startswith(HEAD)}
            for name in sorted(layers):
                product = tensors[name + UP].float() @ tensors[name + DOWN].float()
                transformer.get_submodule(name).weight += product
    except (OSError, SafetensorError, KeyError, AttributeError, RuntimeError) as error:
        raise SettingsError(
            f"{path}: expected adapters of the model they are put onto, found none that fit "
            f"({str(error).splitlines()[0]}); install Rapporteur anew"
        ) from error
