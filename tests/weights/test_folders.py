from pathlib import Path

import pytest

from coach.errors import WeightsError
from coach.weights.catalogue import Role
from coach.weights.folders import check_folder, why_unfit

WHISPER = {"model.bin", "config.json", "tokenizer.json", "vocabulary.txt"}
EMBEDDER = {"modules.json", "config.json", "model.safetensors", "tokenizer.json"}


def test_a_complete_whisper_folder_fits() -> None:
    assert why_unfit("whisper", WHISPER) == ""


@pytest.mark.parametrize("name", sorted(WHISPER))
def test_each_file_that_whisper_needs_is_missed_by_name(name: str) -> None:
    assert name in why_unfit("whisper", WHISPER - {name})


def test_whisper_in_another_format_is_told_how_to_become_right() -> None:
    assert "ct2-transformers-converter" in why_unfit("whisper", {"model.safetensors", "config.json", "tokenizer.json"})


def test_an_embedder_with_safetensors_fits_with_either_settings_file() -> None:
    assert why_unfit("embedder", EMBEDDER) == ""
    assert why_unfit("embedder", EMBEDDER - {"modules.json"}) == ""
    assert why_unfit("embedder", EMBEDDER - {"config.json"}) == ""
    assert "modules.json or config.json" in why_unfit("embedder", {"model.safetensors"})


def test_pickled_weights_are_refused_and_said_why() -> None:
    reason = why_unfit("embedder", {"modules.json", "config.json", "pytorch_model.bin"})
    assert "pytorch_model.bin is a pickle, which can run any code" in reason


def test_a_pickle_of_one_layer_is_refused_although_the_rest_is_safe() -> None:
    assert "2_Dense/pytorch_model.bin" in why_unfit("embedder", EMBEDDER | {"2_Dense/pytorch_model.bin"})


def test_a_pickle_beside_safetensors_does_no_harm_because_it_is_not_loaded() -> None:
    assert why_unfit("embedder", EMBEDDER | {"pytorch_model.bin"}) == ""


def test_an_embedder_without_weights_is_refused() -> None:
    assert "no .safetensors" in why_unfit("embedder", {"modules.json", "config.json"})


@pytest.mark.parametrize("role", ["embedder", "nli"])
def test_any_tokenizer_will_do_but_without_one_transformers_would_make_one_up(role: Role) -> None:
    others = {"config.json", "model.safetensors"}
    for tokenizer in ("tokenizer.json", "vocab.txt", "vocab.json", "spm.model", "0_Transformer/vocab.txt"):
        assert why_unfit(role, others | {tokenizer}) == ""
    assert why_unfit(role, others | {"tokenizer_config.json"}) == "there is no tokenizer"


def test_a_cross_encoder_that_is_pickled_or_has_no_settings_is_refused() -> None:
    assert "is a pickle" in why_unfit("nli", {"config.json", "pytorch_model.bin", "vocab.txt"})
    assert why_unfit("nli", {"modules.json", "model.safetensors", "vocab.txt"}) == "config.json is missing"


def test_other_roles_take_no_folder() -> None:
    assert "only the shipped weights" in why_unfit("voice", {"voice.onnx"})


def test_a_folder_on_disk_is_judged_by_what_is_in_it(tmp_path: Path) -> None:
    for name in WHISPER:
        (tmp_path / name).write_bytes(b"x")
    check_folder("whisper", tmp_path)
    (tmp_path / "model.bin").unlink()
    with pytest.raises(WeightsError) as caught:
        check_folder("whisper", tmp_path)
    assert caught.value.message == f"The weights in {tmp_path} cannot be used: model.bin is missing."
    assert caught.value.hint == "Give the folder of a faster-whisper (CTranslate2) model."


def test_a_folder_that_is_not_there_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="nowhere is not a folder"):
        check_folder("whisper", tmp_path / "nowhere")
