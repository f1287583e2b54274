"""The reader's delta: what training added to the weights, as 8-bit steps with a scale a row; and its heads."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from coach.errors import WeightsError
from coach.whole_files import replace_whole

Tensors = Mapping[str, npt.NDArray[np.float32]]
"""Values by the parameter's name."""

LEVELS = 127
"""Steps on either side of zero that eight bits can tell apart."""

ADDED, STEPS, SCALE, HEADS = "added|", "steps|", "scale|", "heads|"
"""What the names in the file begin with: values to add, the same in steps and their scale, weights of the heads."""


@dataclass(frozen=True, slots=True, eq=False)
class Delta:
    """A delta that was read; it fits only the weights that it was made for."""

    name: str
    """What the result is called."""
    sha256: str
    """Of its file, 64 hexadecimal digits."""
    encoder: Tensors
    """Values to add to the encoder's parameters."""
    heads: Tensors
    """Weights of the heads, as they are."""


def read_delta(name: str, path: Path, sha256: str) -> Delta:
    """Read a delta.

    Args:
        name: What the result is called.
        path: A safetensors file written by `write_delta`.
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
    missing = {key for key in stored if key.startswith(STEPS) and SCALE + key.removeprefix(STEPS) not in stored}
    if missing:
        raise WeightsError(f"{path} holds no scale for {min(missing)}.", "Install the program again.")
    encoder = {key.removeprefix(ADDED): _floats(values) for key, values in stored.items() if key.startswith(ADDED)}
    for key, values in stored.items():
        if key.startswith(STEPS):
            parameter = key.removeprefix(STEPS)
            encoder[parameter] = _floats(values) * _floats(stored[SCALE + parameter])
    heads = {key.removeprefix(HEADS): _floats(values) for key, values in stored.items() if key.startswith(HEADS)}
    return Delta(name, sha256, encoder, heads)


def write_delta(path: Path, encoder: Tensors, heads: Tensors) -> str:
    """Write a delta: the encoder's matrices as 8-bit integers with a scale a row, all else as 16-bit floats.

    Args:
        path: The file.
        encoder: Values to add to the encoder's parameters.
        heads: Weights of the heads.

    Returns:
        The file's SHA-256.
    """
    from safetensors.numpy import save  # noqa: PLC0415 - only where weights are made

    stored: dict[str, npt.NDArray[np.generic]] = {
        HEADS + key: values.astype(np.float16) for key, values in sorted(heads.items())
    }
    for key, values in sorted(encoder.items()):
        if values.ndim == 1:
            stored[ADDED + key] = values.astype(np.float16)
            continue
        scale = np.abs(values).max(axis=1, keepdims=True) / LEVELS
        stored[STEPS + key] = np.round(values / np.where(scale > 0, scale, 1.0)).astype(np.int8)
        stored[SCALE + key] = scale.astype(np.float32)
    content = save(stored)
    replace_whole(path, content)
    return hashlib.sha256(content).hexdigest()


def _floats(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
    return values.astype(np.float32)
