"""A small difference to an encoder's weights: what our training changed, as 8-bit integers with a scale a row."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from coach.errors import WeightsError

Tensors = Mapping[str, npt.NDArray[np.float32]]
"""Values to add, by the parameter's name."""

LEVELS = 127
"""Steps on either side of zero that eight bits can tell apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """What a difference holds."""

    encoder: Tensors
    """Values to add to the encoder's parameters, by name."""
    comparer: Tensors
    """Weights of the comparer that was trained with it, by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """A difference that was read; it fits only the weights that it was made for."""

    name: str
    """What the result is called beside the weights' own name."""
    sha256: str
    """Of its file, 64 hexadecimal digits."""
    added: Added
    """What it holds."""


def read_difference(name: str, path: Path, sha256: str) -> Difference:
    """Read a difference.

    Args:
        name: What the result is called beside the weights' own name.
        path: A safetensors file written by `write_difference`.
        sha256: What the file must have, 64 hexadecimal digits.

    Raises:
        WeightsError: The file is missing, damaged, or not such a file.
    """
    from safetensors import SafetensorError  # noqa: PLC0415 - only where weights are loaded
    from safetensors.numpy import load  # noqa: PLC0415

    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WeightsError(f"{path} is damaged.", "Install the program again.")
        stored = load(content)
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"{path} cannot be read: {error}.", "Install the program again.") from error
    return Difference(name, sha256, _unpacked(stored))


def write_difference(path: Path, added: Added) -> str:
    """Write a difference: the encoder's matrices as 8-bit integers with a scale a row, all else as 16-bit floats.

    Returns:
        The file's SHA-256.
    """
    from safetensors.numpy import save  # noqa: PLC0415 - only where weights are made

    stored: dict[str, npt.NDArray[np.generic]] = {
        f"comparer|{key}": values.astype(np.float16) for key, values in sorted(added.comparer.items())
    }
    for key, values in sorted(added.encoder.items()):
        if values.ndim == 1:
            stored[f"encoder|{key}"] = values.astype(np.float16)
            continue
        scale = np.abs(values).max(axis=1, keepdims=True) / LEVELS
        stored[f"steps|{key}"] = np.round(values / np.where(scale > 0, scale, 1.0)).astype(np.int8)
        stored[f"scale|{key}"] = scale.astype(np.float32)
    content = save(stored)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def _unpacked(stored: Mapping[str, npt.NDArray[np.generic]]) -> Added:
    encoder: dict[str, npt.NDArray[np.float32]] = {}
    comparer: dict[str, npt.NDArray[np.float32]] = {}
    for key, values in stored.items():
        part, _, name = key.partition("|")
        if part == "comparer":
            comparer[name] = values.astype(np.float32)
        elif part == "encoder":
            encoder[name] = values.astype(np.float32)
        elif part == "steps":
            encoder[name] = values.astype(np.float32) * stored[f"scale|{name}"].astype(np.float32)
    return Added(encoder, comparer)
