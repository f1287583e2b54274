from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeSpeaker, tone
from pilots import sample_attempt

from coach.audio.wav import write_wav
from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Evidence
from coach.domain.transcript import TimeSpan, Word
from coach.practice.player import SPEEDS, Player, evidence_span, next_unclear, unclear_span, why_silent, word_at


@pytest.fixture
def speaker() -> FakeSpeaker:
    return FakeSpeaker()


@pytest.fixture
def player(speaker: FakeSpeaker, tmp_path: Path) -> Player:
    write_wav(tmp_path / "a.wav", tone(4.0))
    player = Player(lambda: speaker)
    player.load(tmp_path / "a.wav")
    return player


def test_a_stretch_is_played_and_its_position_is_that_of_the_recording(player: Player, speaker: FakeSpeaker) -> None:
    assert player.position is None
    player.play(1.0, 3.0)
    assert speaker.played == [(32_000, 16_000)]
    speaker.position = 0.5
    assert player.position == 1.5
    speaker.position = 2.2  # the silence after the sound
    assert player.position == 3.0
    speaker.finish()
    assert player.position is None


def test_at_double_speed_half_as_much_is_played_and_the_position_runs_twice_as_fast(
    player: Player, speaker: FakeSpeaker
) -> None:
    player.speed = 2.0
    player.play()
    assert speaker.played[0][0] == pytest.approx(32_000, rel=0.02)
    speaker.position = 1.0
    assert player.position == 2.0


def test_another_speed_goes_on_from_the_same_place(player: Player, speaker: FakeSpeaker) -> None:
    player.play()
    speaker.position = 2.0
    player.change_speed(1)
    assert player.speed == 1.25
    assert speaker.played[1][0] == pytest.approx(2.0 * 16_000 / 1.25, rel=0.02)
    speaker.position = 0.4
    assert player.position == 2.5


def test_speeds_end_somewhere_and_change_quietly_while_nothing_plays(player: Player, speaker: FakeSpeaker) -> None:
    for _ in SPEEDS:
        player.change_speed(-1)
    assert player.speed == SPEEDS[0]
    assert speaker.played == []


def test_what_others_play_has_no_position_in_the_recording(player: Player, speaker: FakeSpeaker) -> None:
    player.play()
    player.stop()
    speaker.play(tone(1.0), 16_000)
    assert player.position is None


def test_evidence_is_played_with_three_tenths_of_a_second_around_it() -> None:
    assert evidence_span(Evidence("x", 0, 0, 2.0, 3.5)) == TimeSpan(1.7, 3.8)


def test_evidence_at_the_beginning_starts_at_zero() -> None:
    assert evidence_span(Evidence("x", 0, 0, 0.1, 1.0)).start == 0.0


def test_what_was_not_understood_is_played_with_half_a_second_around_it() -> None:
    assert unclear_span(TimeSpan(0.3, 2.0)) == TimeSpan(0.0, 2.5)


def test_the_word_that_sounds_is_the_last_one_that_has_begun() -> None:
    words = (Word("a", 0.5, 1.0), Word("b", 1.5, 2.0))
    assert [word_at(words, seconds) for seconds in (0.4, 0.5, 1.4, 1.5, 9.0)] == [None, 0, 0, 1, 1]


def test_an_answer_that_cannot_be_played_says_why(tmp_path: Path) -> None:
    attempt = replace(sample_attempt(), audio=tmp_path / "a.flac")
    assert why_silent(attempt) == ""
    assert why_silent(None) == "The answer can be played once it is judged."
    assert why_silent(replace(attempt, audio=None)) == "No recording of this answer was kept."
    assert "typed" in why_silent(replace(attempt, kind=AnswerKind.TYPED))


def test_the_next_unclear_stretch_is_the_one_behind_the_last_and_after_all_the_first() -> None:
    stretches = (TimeSpan(1.0, 2.0), TimeSpan(5.0, 6.0))
    assert next_unclear(stretches, None) == stretches[0]
    assert next_unclear(stretches, stretches[0]) == stretches[1]
    assert next_unclear(stretches, TimeSpan(2.5, 3.0)) == stretches[1]
    assert next_unclear(stretches, stretches[1]) == stretches[0]


def test_what_is_played_next_comes_from_the_speaker_that_is_chosen_by_then(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(4.0))
    speakers = [FakeSpeaker(), FakeSpeaker()]
    player = Player(lambda: speakers[0])
    player.load(tmp_path / "a.wav")
    speakers.reverse()
    player.play()
    assert [len(each.played) for each in speakers] == [1, 0]
