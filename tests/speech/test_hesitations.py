import numpy as np
import pytest
from sounds import babble, gap, voice

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import Word
from coach.speech.hesitations import find_hums, recover_hesitations
from coach.speech.voice_track import VoiceTrack, noise_level


def recovered(sound: list[Samples], *words: Word) -> list[tuple[str, float, bool]]:
    """Text, start and whether it was spelled, of what stands there afterwards."""
    rng = np.random.default_rng(2)
    whole = np.concatenate(sound)
    track = VoiceTrack()
    track.feed((whole + 0.0005 * rng.standard_normal(len(whole))).astype(np.float32))
    track.finish()
    found = list(recover_hesitations(words, track, 0.0, len(whole) / SAMPLE_RATE).words)
    assert found == sorted(found, key=lambda word: word.start)
    return [(word.text, round(word.start, 2), word.spelled) for word in found]


def near(text: str, start: float, spelled: bool) -> tuple[str, object, bool]:
    return (text, pytest.approx(start, abs=0.06), spelled)


def test_a_hum_between_words_that_nobody_spelled_becomes_a_filler() -> None:
    sound = [babble(0.54), gap(0.4), voice(0.4, 105), gap(0.4), babble(0.54)]
    words = [Word("regularization", 0.0, 0.54), Word("helps", 1.74, 2.28)]
    assert recovered(sound, *words) == [
        near("regularization", 0.0, True),
        near("uh", 0.94, False),
        near("helps", 1.74, True),
    ]


def test_a_hum_within_an_over_long_word_becomes_a_filler() -> None:
    sound = [babble(0.54), gap(0.4), voice(0.4, 105), gap(0.4), babble(0.54)]
    words = [Word("regularization", 0.0, 1.7), Word("helps", 1.74, 2.28)]
    assert ("uh", pytest.approx(0.94, abs=0.06), False) in recovered(sound, *words)


def test_a_long_vowel_that_is_a_word_itself_stays_that_word() -> None:
    sound = [babble(0.54), gap(0.4), voice(0.6, 105), gap(0.4), babble(0.54)]
    words = [Word("penalty", 0.0, 0.54), Word("so,", 0.9, 1.5), Word("helps", 1.94, 2.48)]
    assert [text for text, _, _ in recovered(sound, *words)] == ["penalty", "so,", "helps"]


def test_a_lengthened_vowel_without_silence_around_it_is_no_filler() -> None:
    sound = [gap(0.3), babble(0.54), voice(0.5, 105), babble(0.54), gap(0.3)]
    words = [Word("penalty", 0.3, 0.84), Word("helps", 1.36, 1.9)]
    assert [text for text, _, _ in recovered(sound, *words)] == ["penalty", "helps"]


def test_three_hums_of_which_two_were_spelled_are_three_fillers_with_their_own_times() -> None:
    hum = [voice(0.4, 105), gap(0.25)]
    sound = [babble(0.54), gap(0.4), *hum, *hum, *hum, babble(0.54)]
    words = [Word("forced", 0.0, 0.54), Word("uh,", 0.9, 1.5), Word("um,", 1.5, 2.8), Word("aligner", 2.89, 3.4)]
    found = recovered(sound, *words)
    assert [start for _, start, _ in found] == [pytest.approx(at, abs=0.06) for at in (0.0, 0.94, 1.59, 2.24, 2.89)]
    assert sum(not spelled for _, _, spelled in found) == 1
    assert [text for text, _, spelled in found if spelled] == ["forced", "uh,", "um,", "aligner"]


def test_a_spelled_filler_gets_the_times_of_its_hum() -> None:
    sound = [babble(0.54), gap(0.6), voice(0.5, 105), gap(0.6), babble(0.54)]
    words = [Word("so", 0.0, 0.54), Word("um...", 0.7, 2.2), Word("yes", 2.24, 2.7)]
    assert recovered(sound, *words)[1] == near("um...", 1.14, True)


def test_a_spelled_filler_where_there_is_no_voice_is_dropped() -> None:
    sound = [babble(2.7), gap(0.8), babble(2.7)]
    words = [Word("so", 0.0, 2.6), Word("um...", 2.95, 3.3), Word("yes", 3.5, 4.0)]
    assert [text for text, _, _ in recovered(sound, *words)] == ["so", "yes"]


def test_a_spelled_filler_stays_where_noise_hides_every_voice() -> None:
    rng = np.random.default_rng(9)
    hiss = (0.05 * rng.standard_normal(4 * SAMPLE_RATE)).astype(np.float32)
    words = [Word("so", 0.0, 0.5), Word("um...", 1.0, 1.5), Word("yes", 2.0, 2.5)]
    assert [text for text, _, _ in recovered([hiss], *words)] == ["so", "um...", "yes"]


def test_a_hum_where_nothing_was_said_is_no_filler() -> None:
    assert recovered([gap(0.5), voice(0.5, 105), gap(0.5)]) == []


def test_a_hum_far_from_any_word_is_no_filler() -> None:
    sound = [babble(0.54), gap(3.5), voice(0.5, 105), gap(0.6)]
    assert [text for text, _, _ in recovered(sound, Word("so", 0.0, 0.5))] == ["so"]


def test_a_hum_much_softer_than_the_voice_is_no_filler() -> None:
    soft = (0.03 * voice(0.5, 105)).astype(np.float32)
    sound = [babble(2.7), gap(0.4), soft, gap(0.4), babble(0.54)]
    words = [Word("so", 0.0, 2.6), Word("yes", 4.0, 4.5)]
    assert [text for text, _, _ in recovered(sound, *words)] == ["so", "yes"]


def test_many_fillers_and_many_hums_are_matched_at_once() -> None:
    hum = [voice(0.35, 105), gap(0.2)]
    words = [Word("um" if at % 2 else "uh", 1.02 * at, 1.02 * at + 1.0) for at in range(14)]
    found = recovered([*hum * 26, gap(0.3)], *words)
    assert len(found) == 26
    assert sum(spelled for _, _, spelled in found) == 14


def hums_in(*parts: Samples) -> list[tuple[float, float]]:
    rng = np.random.default_rng(2)
    sound = np.concatenate(parts)
    sound = (sound + 0.0005 * rng.standard_normal(len(sound))).astype(np.float32)
    track = VoiceTrack()
    track.feed(sound)
    track.finish()
    frames = track.between(0.0, len(sound) / SAMPLE_RATE)
    return [(hum.span.start, hum.span.end) for hum in find_hums(frames, noise_level(frames.level))]


def test_a_steady_vowel_between_silences_is_a_hum_with_its_times() -> None:
    found = hums_in(gap(0.5), voice(0.4, 110), gap(0.5))
    assert len(found) == 1
    assert found[0] == (pytest.approx(0.5, abs=0.04), pytest.approx(0.9, abs=0.04))


def test_the_vowel_and_the_m_of_one_um_are_one_hum() -> None:
    found = hums_in(gap(0.5), voice(0.32, 105), voice(0.32, 103, (250, 1000)), gap(0.5))
    assert len(found) == 1
    assert found[0] == (pytest.approx(0.5, abs=0.04), pytest.approx(1.14, abs=0.04))


def test_two_hums_with_a_break_between_them_are_two() -> None:
    found = hums_in(gap(0.5), voice(0.4, 105), gap(0.25), voice(0.4, 100), gap(0.5))
    assert [start for start, _ in found] == [pytest.approx(0.5, abs=0.04), pytest.approx(1.15, abs=0.04)]


def test_a_short_vowel_is_no_hum() -> None:
    assert hums_in(gap(0.5), voice(0.16, 110), gap(0.5)) == []


def test_changing_vowels_are_no_hum() -> None:
    assert hums_in(gap(0.5), babble(2.0), gap(0.5)) == []


def test_a_vowel_with_a_gliding_pitch_is_no_hum() -> None:
    assert hums_in(gap(0.5), voice(0.5, 110, glide=40), gap(0.5)) == []


def test_noise_and_silence_hold_no_hum() -> None:
    rng = np.random.default_rng(4)
    burst = (0.05 * rng.standard_normal(SAMPLE_RATE)).astype(np.float32)
    assert hums_in(gap(0.5), burst, gap(0.5)) == []
    assert hums_in(gap(1.0)) == []


def test_a_hum_that_never_stops_is_the_noise() -> None:
    assert hums_in(voice(5.0, 120)) == []
