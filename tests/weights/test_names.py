import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import WeightsError
from coach.weights.catalogue import Role
from coach.weights.names import is_hub_name, repository_of


@pytest.mark.parametrize(
    ("role", "choice", "repository"),
    [
        ("whisper", "small", "Systran/faster-whisper-small"),
        ("whisper", "base.en", "Systran/faster-whisper-base.en"),
        ("whisper", "large", "Systran/faster-whisper-large-v3"),
        ("whisper", "turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo"),
        ("whisper", "large-v3-turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo"),
        ("whisper", "distil-small.en", "Systran/faster-distil-whisper-small.en"),
        ("whisper", "distil-large-v3", "Systran/faster-distil-whisper-large-v3"),
        ("whisper", "distil-large-v3.5", "distil-whisper/distil-large-v3.5-ct2"),
        ("whisper", "somebody/their-whisper", "somebody/their-whisper"),
        ("embedder", "all-mpnet-base-v2", "sentence-transformers/all-mpnet-base-v2"),
        ("embedder", "BAAI/bge-small-en-v1.5", "BAAI/bge-small-en-v1.5"),
        ("nli", "nli-deberta-v3-small", "cross-encoder/nli-deberta-v3-small"),
        ("nli", "somebody/their-nli", "somebody/their-nli"),
    ],
)
def test_a_choice_stands_for_one_repository(role: Role, choice: str, repository: str) -> None:
    assert repository_of(role, choice) == repository


@pytest.mark.parametrize("choice", ["", "a b", "../x", "a/b/c", "/a", "a/", "a..b/c", "a--b", "-a", "a\nb", "x" * 97])
def test_what_cannot_be_a_name_is_refused(choice: str) -> None:
    assert not is_hub_name(choice)
    with pytest.raises(WeightsError, match="neither a folder nor a model's name"):
        repository_of("whisper", choice)


def test_a_voice_is_never_looked_for_on_the_hub() -> None:
    with pytest.raises(WeightsError, match="kore is no voice"):
        repository_of("voice", "kore")


@given(st.text(alphabet="ab/.-_\\~: \n", max_size=12))
def test_a_name_never_climbs_out_of_a_folder(choice: str) -> None:
    if is_hub_name(choice):
        assert ".." not in choice
        assert "--" not in choice
        assert choice.count("/") <= 1
        assert not choice.startswith((".", "/", "~", "-"))
        assert "\\" not in choice
