import hashlib
import io
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.speech.voice import DamagedFileError, HibariPronouncer, HibariVoice, pack, unpack

pytestmark = pytest.mark.weights

TEXT = "What is overfitting?"


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "voice"


@pytest.fixture
def fresh(cache: Path) -> Iterator[HibariVoice]:
    yield HibariVoice(cache)


def test_a_question_sounds(fresh: HibariVoice) -> None:
    utterance = fresh.say(TEXT)
    assert utterance.sample_rate == 24_000
    assert utterance.samples.dtype == np.float32
    assert 0.8 < len(utterance.samples) / utterance.sample_rate < 4.0
    assert 0.1 < np.abs(utterance.samples).max() <= 1.0


def test_the_second_time_comes_from_the_cache_and_sounds_the_same(fresh: HibariVoice, cache: Path) -> None:
    first = fresh.say(TEXT)
    path = only_file(cache)
    before = path.stat().st_mtime_ns
    again = HibariVoice(cache).say(TEXT)
    np.testing.assert_array_equal(first.samples, again.samples)
    assert path.stat().st_mtime_ns == before


def test_the_same_text_sounds_the_same_without_a_cache(fresh: HibariVoice, tmp_path: Path) -> None:
    np.testing.assert_array_equal(fresh.say(TEXT).samples, HibariVoice(tmp_path / "other").say(TEXT).samples)


def test_a_damaged_file_is_made_again(fresh: HibariVoice, cache: Path) -> None:
    first = fresh.say(TEXT)
    path = only_file(cache)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    np.testing.assert_array_equal(fresh.say(TEXT).samples, first.samples)
    assert path.read_bytes() == whole


def test_another_text_and_another_speed_have_files_of_their_own(fresh: HibariVoice, cache: Path) -> None:
    usual = fresh.say(TEXT)
    fresh.say("What is a p-value?")
    faster = HibariVoice(cache, speed=1.5).say(TEXT)
    assert len(list(cache.iterdir())) == 3
    assert len(faster.samples) < 0.85 * len(usual.samples)


def test_a_text_that_looks_like_a_path_stays_in_the_folder(fresh: HibariVoice, cache: Path, tmp_path: Path) -> None:
    fresh.say("../../escaped")
    assert list(tmp_path.iterdir()) == [cache]
    name = only_file(cache).name
    assert len(name) == 2 * hashlib.sha256().digest_size + len(".wav")


def test_the_file_is_a_wav_and_the_folder_is_the_owners(fresh: HibariVoice, cache: Path) -> None:
    utterance = fresh.say(TEXT)
    with wave.open(str(only_file(cache)), "rb") as file:
        assert file.getnframes() == len(utterance.samples)
    if sys.platform != "win32":
        assert cache.stat().st_mode & 0o777 == 0o700
        assert only_file(cache).stat().st_mode & 0o777 == 0o600


def test_it_still_speaks_when_the_cache_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert len(HibariVoice(blocked / "voice").say(TEXT).samples) > 0


def test_an_empty_text_is_silence(fresh: HibariVoice) -> None:
    assert len(fresh.say("").samples) == 0


def test_nothing_is_fetched(cache: Path) -> None:
    program = f"""
import sys
from pathlib import Path
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.")):
        sys.exit(event)
sys.addaudithook(watch)
from coach.speech.voice import HibariPronouncer, HibariVoice
print(len(HibariVoice(Path({str(cache)!r})).say({TEXT!r}).samples) > 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr


@pytest.fixture(scope="module")
def pronouncer() -> HibariPronouncer:
    return HibariPronouncer()


def test_words_of_the_dictionary_in_every_regular_form_are_known(pronouncer: HibariPronouncer) -> None:
    assert pronouncer.unknown_words("The layers' gradients vanished; we're bagging fine-tuned ensembles.") == ()


def test_numbers_and_acronyms_are_no_unknown_words(pronouncer: HibariPronouncer) -> None:
    assert pronouncer.unknown_words("In 2024, L2 cost $5, 99.5% of GPUs ran CNNs, the 3rd k-NN and GPT-4.") == ()


def test_words_that_are_guessed_are_given_in_their_order_each_once(pronouncer: HibariPronouncer) -> None:
    assert pronouncer.unknown_words("Do logits feed tanh? Logits, tanh.") == ("logits", "tanh", "Logits")


def test_of_a_word_with_hyphens_only_the_unknown_part_is_given(pronouncer: HibariPronouncer) -> None:
    assert pronouncer.unknown_words("a xqzt-free model") == ("xqzt",)


def test_a_name_with_capitals_inside_is_unknown_although_its_parts_are_known(pronouncer: HibariPronouncer) -> None:
    assert pronouncer.unknown_words("LoRA and ReLU") == ("LoRA", "ReLU")


def test_no_words_at_all_are_no_unknown_words(pronouncer: HibariPronouncer) -> None:
    assert pronouncer.unknown_words("") == ()
    assert pronouncer.unknown_words("... ! 12") == ()


def test_a_known_word_is_pronounced_as_in_the_dictionary_and_an_unknown_one_is_guessed(
    pronouncer: HibariPronouncer,
) -> None:
    assert pronouncer.pronounce("Hello there.") == "həlˈO ðˈɛɹ."
    assert pronouncer.pronounce("softmax") == "sˈɔftmæks"


def test_a_voice_with_a_dictionary_that_others_use_sounds_the_same(fresh: HibariVoice, tmp_path: Path) -> None:
    asked: list[HibariPronouncer] = []

    def dictionary() -> HibariPronouncer:
        asked.append(HibariPronouncer())
        return asked[-1]

    voice = HibariVoice(tmp_path / "other", dictionary=dictionary)
    assert asked == []
    np.testing.assert_array_equal(voice.say("What is LoRA?").samples, fresh.say("What is LoRA?").samples)
    assert len(asked) == 1


PCM = np.array([0, 1, -1, 32767, -32768], dtype=np.int16)
PACKED = pack(PCM, 24_000)


def test_samples_come_back_as_they_were() -> None:
    np.testing.assert_array_equal(unpack(PACKED, 24_000), PCM)


def test_no_samples_come_back_as_none() -> None:
    assert len(unpack(pack(PCM[:0], 24_000), 24_000)) == 0


def test_any_player_reads_it() -> None:
    with wave.open(io.BytesIO(PACKED), "rb") as file:
        assert (file.getnframes(), file.getframerate(), file.getnchannels(), file.getsampwidth()) == (5, 24_000, 1, 2)


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_any_changed_byte_is_noticed(at: int, by: int) -> None:
    damaged = bytearray(PACKED)
    damaged[at] ^= by
    with pytest.raises(DamagedFileError):
        unpack(bytes(damaged), 24_000)


@given(st.integers(0, len(PACKED) - 1))
def test_a_file_cut_short_anywhere_is_noticed(length: int) -> None:
    with pytest.raises(DamagedFileError):
        unpack(PACKED[:length], 24_000)


def test_another_sample_rate_is_refused() -> None:
    with pytest.raises(DamagedFileError, match="24000"):
        unpack(PACKED, 16_000)
