"""A BERT encoder in CTranslate2's format: made once out of stock weights and what we add to them, kept, and checked."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.content.delta import Delta
from coach.errors import WeightsError
from coach.private_folder import make_private_folder
from coach.whole_files import replace_whole, sha256_of, sweep, working_folder

MODEL, CONFIG, VOCABULARY = "model.bin", "config.json", "vocabulary.json"
"""Files of a CTranslate2 model."""

TOKENIZER, HEADS, RECORD = "tokenizer.json", "heads.safetensors", "made.json"
"""What lies beside them: the tokenizer as it was, the delta's heads, and what all of it was made from."""

STOCK_MODEL = "model.safetensors"
"""The stock weights."""

KEPT_AS = "float16"
"""CTranslate2's name of the type that matrices are kept in. They are multiplied as 32-bit floats: of 1,740 labelled
points 8-bit integers change 4 % of the verdicts, for half of the time."""

ROOM_MB = 150
"""Megabytes that the two encoders of the program need together while they are made."""

FORMAT = 1
"""Raised whenever the same sources would be converted in another way."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an encoder is made from."""

    name: str
    """Of the folder in which it is kept."""
    title: str
    """As shown while it is made."""
    sources: Mapping[str, str]
    """SHA-256 of everything that goes into it, by name."""
    stock: Callable[[], Path]
    """Finds the folder of the stock weights, which must be intact; asked only where something is to be made."""
    delta: Callable[[], Delta] | None = None
    """Reads what is added to them; None where they stay as they are."""

    @property
    def key(self) -> str:
        """Changes with everything that goes into it, 64 hexadecimal digits."""
        about = [FORMAT, KEPT_AS, sorted(self.sources.items())]
        return hashlib.sha256(json.dumps(about).encode()).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class BertWeights:
    """An encoder that is ready to be loaded."""

    key: str
    """Of its recipe."""
    folder: Path
    """Where its files are, intact."""
    heads: Mapping[str, npt.NDArray[np.float32]]
    """The delta's heads by their parameters' names; none where there is no delta."""


def keep_bert(recipe: Recipe, folder: Path, say: Callable[[str], None]) -> BertWeights:
    """Return an encoder; makes it where it isn't kept yet, where it is damaged, and where its recipe has changed.

    Each file is written whole or not at all, and the record, which has the SHA-256 of each, comes last: a run that is
    killed, or another one at the same time, never leaves anything wrong that would be used.

    Args:
        recipe: What it is made from.
        folder: Where such encoders are kept.
        say: Takes one line when something is made.

    Raises:
        WeightsError: The stock weights are missing or damaged, the delta does not fit them, or the folder cannot
            be written.
    """
    from safetensors.numpy import load_file  # noqa: PLC0415 - only where weights are loaded

    place = folder / recipe.name
    if not _is_kept(place, recipe):
        say(f"Preparing {recipe.title}")
        try:
            make_private_folder(place)
            sweep(place, (".*",))
        except OSError as error:
            raise _no_room(recipe, place, error) from error
        files = _make(recipe, place)
        record = {"key": recipe.key, "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}}
        try:
            for name, content in files.items():
                replace_whole(place / name, content, follow=False)
            replace_whole(place / RECORD, json.dumps(record, indent=1), follow=False)
        except OSError as error:
            raise _no_room(recipe, place, error) from error
    heads = {} if recipe.delta is None else load_file(place / HEADS)
    return BertWeights(recipe.key, place, heads)


def _is_kept(place: Path, recipe: Recipe) -> bool:
    """Whether what is kept is what it should be."""
    wanted = {MODEL, CONFIG, VOCABULARY, TOKENIZER} | ({HEADS} if recipe.delta is not None else set())
    try:
        if not all((place / name).is_file() for name in (*wanted, RECORD)):  # anything else might never end
            return False
        record = json.loads((place / RECORD).read_bytes())
        return (
            record["key"] == recipe.key
            and set(record["files"]) == wanted
            and all(sha256_of(place / name) == sha256 for name, sha256 in record["files"].items())
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _no_room(recipe: Recipe, place: Path, error: OSError) -> WeightsError:
    return WeightsError(
        f"{recipe.title[:1].upper()}{recipe.title[1:]}, could not be prepared in {place}: {error.strerror or error}.",
        f"They need {ROOM_MB} MB of free space there and permission to write; delete whatever is in the way.",
    )


def _make(recipe: Recipe, place: Path) -> dict[str, bytes]:
    from safetensors import SafetensorError  # noqa: PLC0415 - only where weights are made
    from safetensors.numpy import load_file, save  # noqa: PLC0415

    stock = recipe.stock()
    delta = None if recipe.delta is None else recipe.delta()
    try:
        tokenizer, config = (stock / TOKENIZER).read_bytes(), json.loads((stock / CONFIG).read_bytes())
        weights = dict(load_file(stock / STOCK_MODEL))
    except (OSError, ValueError, SafetensorError) as error:
        raise WeightsError(f"{stock} cannot be read: {error}.", "Install the program again.") from error
    try:
        if delta is not None:
            _add(weights, delta)
        pieces = json.loads(tokenizer)["model"]["vocab"]
        vocabulary = sorted(pieces, key=pieces.__getitem__)
        with working_folder(place) as work:
            _save(weights, config, vocabulary, str(work))
            files = {name: (work / name).read_bytes() for name in (MODEL, CONFIG, VOCABULARY)}
    except OSError as error:
        raise _no_room(recipe, place, error) from error
    except (ValueError, KeyError, AttributeError) as error:
        raise WeightsError(f"{stock} does not hold a BERT encoder: {error}.", "Install the program again.") from error
    files[TOKENIZER] = tokenizer
    if delta is not None:
        files[HEADS] = save({name: np.ascontiguousarray(values) for name, values in delta.heads.items()})
    return files


def _add(weights: dict[str, Any], delta: Delta) -> None:
    """Add what training changed.

    Raises:
        WeightsError: It was made for other weights.
    """
    for key, values in delta.encoder.items():
        if key not in weights or weights[key].shape != values.shape:
            raise WeightsError(
                f"{delta.name} does not fit these weights: {key} is missing or of another shape.",
                "Install the program again.",
            )
        weights[key] = weights[key] + values


def _save(weights: Mapping[str, Any], config: Mapping[str, Any], vocabulary: list[str], folder: str) -> None:
    """Write a BERT encoder, as transformers names its parameters, in CTranslate2's format.

    Raises:
        KeyError: A parameter or a number of the configuration is missing.
        ValueError: A parameter has another shape than the configuration says.
    """
    with _torch_left_out():
        from ctranslate2.specs import common_spec, transformer_spec  # noqa: PLC0415 - only where weights are made

    encoder = transformer_spec.TransformerEncoderSpec(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder, pooling_layer=False)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = weights["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"]

    def linear(target: Any, *names: str) -> None:
        target.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
        target.bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def norm(target: Any, name: str) -> None:
        target.gamma, target.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]

    norm(encoder.layernorm_embedding, "embeddings.LayerNorm")
    for at, layer in enumerate(encoder.layer):
        name = f"encoder.layer.{at}"
        linear(layer.self_attention.linear[0], *(f"{name}.attention.self.{part}" for part in ("query", "key", "value")))
        linear(layer.self_attention.linear[1], f"{name}.attention.output.dense")
        norm(layer.self_attention.layer_norm, f"{name}.attention.output.LayerNorm")
        linear(layer.ffn.linear_0, f"{name}.intermediate.dense")
        linear(layer.ffn.linear_1, f"{name}.output.dense")
        norm(layer.ffn.layer_norm, f"{name}.output.LayerNorm")
    spec.register_vocabulary(vocabulary)
    spec.config.unk_token = "[UNK]"  # noqa: S105 - a piece of the vocabulary
    spec.config.layer_norm_epsilon = config["layer_norm_eps"]
    spec.validate()
    spec.optimize(quantization=KEPT_AS)
    spec.save(folder)


@contextmanager
def _torch_left_out() -> Iterator[None]:
    """Keep CTranslate2's converter from importing torch, for seconds, only to know tensors of torch from others.

    Whatever another thread imports in these milliseconds takes torch for missing; what needs torch is loaded after it.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # makes `import torch` fail, as where it isn't installed
    try:
        yield
    finally:
        del sys.modules["torch"]
