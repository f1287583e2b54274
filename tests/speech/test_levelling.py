import numpy as np
import pytest
from sounds import babble, gap

from coach.domain.recording import Samples
from coach.speech.levelling import LevelledDetector, levelled


class Recorder:
    """Remembers how loud the frames were that it was given."""

    def __init__(self) -> None:
        self.levels: list[float] = []

    def probability(self, frame: Samples) -> float:
        self.levels.append(float(np.sqrt(np.mean(np.square(frame)))))
        return 0.0

    def forget(self) -> None:
        pass


def heard(sound: Samples) -> np.ndarray:
    recorder = Recorder()
    detector = LevelledDetector(recorder)
    for at in range(0, len(sound) - 511, 512):
        detector.probability(sound[at : at + 512])
    return np.array(recorder.levels)


def test_a_quiet_voice_reaches_the_detector_as_loud_as_a_normal_one() -> None:
    speech = np.concatenate((gap(1.0), babble(2.7)))
    normal, quiet = heard(speech), heard((0.3 * speech).astype(np.float32))
    assert quiet[60:] == pytest.approx(normal[60:], rel=0.02)


def test_a_loud_voice_is_left_as_it_is() -> None:
    speech = (5 * babble(1.8)).astype(np.float32)
    frames = speech[: len(speech) // 512 * 512].reshape(-1, 512)
    assert heard(speech) == pytest.approx(np.sqrt(np.square(frames).mean(axis=1)), rel=1e-5)


def test_what_is_always_there_is_not_made_louder_than_a_quiet_room() -> None:
    rng = np.random.default_rng(1)
    noise = (0.0003 * rng.standard_normal(32_000)).astype(np.float32)
    assert 20 * np.log10(np.median(heard(noise))) == pytest.approx(-45.0, abs=0.6)


def test_a_soft_voice_in_music_is_made_louder_all_the_same() -> None:
    sound = (0.05 * babble(2.7)).astype(np.float32)
    sound += (0.003 * np.sin(np.arange(len(sound)) / 8)).astype(np.float32)
    assert heard(sound)[40:].max() == pytest.approx(10 * np.abs(heard_raw(sound))[40:].max(), rel=0.05)


def heard_raw(sound: Samples) -> np.ndarray:
    frames = sound[: len(sound) // 512 * 512].reshape(-1, 512)
    return np.sqrt(np.square(frames).mean(axis=1))


def decibels(sound: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(sound))))


def test_a_sentence_said_to_the_wall_is_lifted_for_detector_and_recogniser() -> None:
    sentence = babble(2.7)
    sound = np.concatenate((sentence, gap(1.5), (0.03 * sentence).astype(np.float32)))
    soft = slice(len(sentence) + 24_000 + 16_000, None)
    given = levelled(sound)
    assert decibels(sound[: len(sentence)]) - decibels(sound[soft]) > 28
    assert decibels(given[: len(sentence)]) - decibels(given[soft]) < 16
    frames = heard(sound)
    assert 20 * np.log10(frames[-30:].max()) > 20 * np.log10(frames[:80].max()) - 16


def test_the_soft_end_of_a_sentence_stays_soft() -> None:
    sentence = babble(2.7)
    ending = (0.35 * sentence).astype(np.float32)
    sound = np.concatenate((sentence, ending))
    given = levelled(sound)
    assert decibels(given[: len(sentence)]) - decibels(given[len(sentence) :]) == pytest.approx(9.1, abs=0.5)


def test_what_the_recogniser_gets_is_equally_loud_however_loud_it_was_said() -> None:
    speech = np.concatenate((gap(0.5), babble(1.8)))
    for gain in (0.2, 0.5, 3.0):
        assert levelled((gain * speech).astype(np.float32)) == pytest.approx(levelled(speech), rel=0.01, abs=1e-6)


def test_silence_and_next_to_nothing_stay_what_they_are() -> None:
    assert not levelled(gap(0.5)).any()
    assert len(levelled(gap(0.01))) == 160


def test_the_first_word_after_a_long_silence_is_not_overdriven() -> None:
    sound = np.concatenate((gap(5.0), babble(0.54)))
    given = heard(sound)
    own = np.sqrt(np.square(sound[: len(sound) // 512 * 512].reshape(-1, 512)).mean(axis=1))
    loudest = int(np.argmax(own))
    assert 20 * np.log10(given[loudest]) < -11.9


class Deafening:
    """Hears speech in the first frames and nothing afterwards, until it begins anew."""

    def __init__(self) -> None:
        self.left = 5
        self.forgot: list[int] = []
        self.rated = 0

    def probability(self, frame: Samples) -> float:
        self.rated += 1
        self.left -= 1
        return 0.9 if self.left >= 0 else 0.05

    def forget(self) -> None:
        self.forgot.append(self.rated)


def test_a_detector_that_hears_nothing_in_a_sound_as_loud_as_the_speech_begins_anew() -> None:
    for behind, forgot in ((babble(2.7), True), (gap(2.7), False)):
        deafening = Deafening()
        detector = LevelledDetector(deafening)
        sound = np.concatenate((babble(0.54), behind))
        for at in range(0, len(sound) - 511, 512):
            detector.probability(sound[at : at + 512])
        assert bool(deafening.forgot) is forgot


def test_a_loud_sound_before_anybody_spoke_is_just_a_loud_sound() -> None:
    deafening = Deafening()
    deafening.left = 0
    detector = LevelledDetector(deafening)
    sound = babble(2.7)
    for at in range(0, len(sound) - 511, 512):
        detector.probability(sound[at : at + 512])
    assert deafening.forgot == []
