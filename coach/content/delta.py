"""The reader's delta: what training added to the weights, matrices as products of two slim ones; and its heads."""

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

LowRank = Mapping[str, tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]
"""Matrices by the parameter's name, each as the product of a tall one, shape (rows, rank), and a wide one, shape (rank,
columns); see Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models"."""

ADDED, TALL, WIDE, HEADS = "added|", "tall|", "wide|", "heads|"
"""What the names in the file begin with: values to add, the two factors of a matrix to add, weights of the heads."""


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
    encoder = {key.removeprefix(ADDED): _floats(values) for key, values in stored.items() if key.startswith(ADDED)}
    for parameter in (key.removeprefix(TALL) for key in stored if key.startswith(TALL)):
        try:
            encoder[parameter] = _floats(stored[TALL + parameter]) @ _floats(stored[WIDE + parameter])
        except (KeyError, ValueError) as error:
            raise WeightsError(
                f"{path} holds no two factors that fit each other for {parameter}.", "Install the program again."
            ) from error
    heads = {key.removeprefix(HEADS): _floats(values) for key, values in stored.items() if key.startswith(HEADS)}
    return Delta(name, sha256, encoder, heads)


def write_delta(path: Path, encoder: Tensors, low_rank: LowRank, heads: Tensors) -> str:
    """Write a delta, as 16-bit floats.

    Args:
        path: The file.
        encoder: Values to add to the encoder's parameters.
        low_rank: The same of matrices, in factors.
        heads: Weights of the heads.

    Returns:
        The file's SHA-256.
    """
    from safetensors.numpy import save  # noqa: PLC0415 - only where weights are made

    tall, wide = ({key: factors[at] for key, factors in low_rank.items()} for at in range(2))
    kinds: tuple[tuple[str, Tensors], ...] = ((ADDED, encoder), (TALL, tall), (WIDE, wide), (HEADS, heads))
    content = save(
        {kind + key: np.ascontiguousarray(some[key], dtype=np.float16) for kind, some in kinds for key in sorted(some)}
    )
    replace_whole(path, content)
    return hashlib.sha256(content).hexdigest()


def _floats(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
    return values.astype(np.float32)
