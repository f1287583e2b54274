"""What a folder of weights must hold to be used, and what it must not."""

from collections.abc import Collection
from pathlib import Path

from coach.errors import WeightsError
from coach.weights.catalogue import Role
from coach.wording import plural

WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json")
"""Without a tokenizer in the folder, faster-whisper would go and download one."""
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
"""CTranslate2 reads either."""
PICKLE = "pytorch_model.bin"
SAFETENSORS = ".safetensors"
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json")
"""Any of these, or a file of SentencePiece; without one, transformers makes up a tokenizer that knows no word."""
WANTED = {
    "whisper": "a faster-whisper (CTranslate2)",
    "embedder": "a sentence-transformers",
    "nli": "a CrossEncoder",
}
"""What a folder must hold, in words."""


def why_unfit(role: Role, files: Collection[str]) -> str:
    """Return why weights with these files cannot be used, in one clause; empty when they can.

    Args:
        role: What the weights are for.
        files: Paths inside the folder, with forward slashes.
    """
    if role == "whisper":
        return _why_unfit_whisper(files)
    if role == "embedder":
        return _why_unfit_encoder(files)
    if role == "nli":
        return _why_unfit_encoder(files) or ("" if "config.json" in files else "config.json is missing")
    return f"only the shipped weights can be used as {role}"


def check_folder(role: Role, folder: Path) -> None:
    """See that a folder holds weights that can be used.

    Raises:
        WeightsError: It is no folder, files are missing, or the weights are pickled.
    """
    try:
        if not folder.is_dir():
            raise WeightsError(
                f"{folder} is not a folder.", "Give the folder that holds the weights, or a model's name."
            )
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    except OSError as error:
        raise WeightsError(f"{folder} cannot be read: {error.strerror}.", "Check its permissions.") from error
    reason = why_unfit(role, files)
    if reason:
        wanted = WANTED.get(role, "another")
        raise WeightsError(f"The weights in {folder} cannot be used: {reason}.", f"Give the folder of {wanted} model.")


def _why_unfit_whisper(files: Collection[str]) -> str:
    missing = [name for name in WHISPER_FILES if name not in files]
    if not any(name in files for name in VOCABULARIES):
        missing.append(" or ".join(VOCABULARIES))
    if "model.bin" in missing and any(name.endswith((SAFETENSORS, PICKLE, ".pt")) for name in files):
        return "this is Whisper in another format; ct2-transformers-converter turns it into faster-whisper's"
    return f"{_listing(missing)} missing" if missing else ""


def _why_unfit_encoder(files: Collection[str]) -> str:
    for name in sorted(files):
        place, _, last = name.rpartition("/")
        if last == PICKLE and not any(
            other.rpartition("/")[0] == place and other.endswith(SAFETENSORS) for other in files
        ):
            return (
                f"{name} is a pickle, which can run any code when it is loaded, and there is no {SAFETENSORS} beside it"
            )
    if "modules.json" not in files and "config.json" not in files:
        return "modules.json or config.json is missing"
    if not any(name.endswith(SAFETENSORS) for name in files):
        return f"there is no {SAFETENSORS} file"
    if not any(name.endswith((*TOKENIZERS, ".model")) for name in files):
        return "there is no tokenizer"
    return ""


def _listing(names: list[str]) -> str:
    return f"{', '.join(names)} {plural(len(names), 'is', 'are')}"
