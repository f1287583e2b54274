"""Loads a model with sentence-transformers without a word on the screen, and says in one line why where it cannot."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coach.errors import WeightsError


def load_quietly(folder: Path, build: Callable[..., Any], what: str, hint: str) -> Any:
    """Load a model from a folder, on the processor and in 32-bit floats; nothing is looked up on the network.

    Args:
        folder: The model, with its weights as safetensors.
        build: The library's class.
        what: What the model is loaded as: `an embedder`.
        hint: What to do where the folder holds no such model.

    Raises:
        WeightsError: The folder does not hold such a model.
    """
    hush()
    try:
        return build(str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}).float()
    except Exception as error:  # each library below raises errors of its own about a file that it cannot use
        raise WeightsError(f"{folder} could not be loaded as {what}: {first_line(error)}.", hint) from error


def not_importable(error: ImportError) -> WeightsError:
    """Return the error for a library that only models of the user's choice need and that cannot be loaded."""
    return WeightsError(
        f"sentence-transformers cannot be loaded: {first_line(error)}.",
        "Install the program again, or choose the embedder that comes with it, and no second vote.",
    )


def hush() -> None:
    """Keep the libraries quiet: their bars and warnings would be drawn across the screen."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import transformers  # noqa: PLC0415 - heavy: loads with the weights

    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)


def first_line(error: Exception) -> str:
    """Return the first line of what a library says about a failure, without a full stop."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def encodable(text: str) -> str:
    """Put a question mark for half a character, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
