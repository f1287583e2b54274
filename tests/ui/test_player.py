from pathlib import Path

import pytest
from fakes import FakeSpeaker, tone

from coach.audio.wav import write_wav
from coach.ui.player import SPEEDS, Player


@pytest.fixture
def speaker() -> FakeSpeaker:
    return FakeSpeaker()


@pytest.fixture
def player(speaker: FakeSpeaker, tmp_path: Path) -> Player:
    write_wav(tmp_path / "a.wav", tone(4.0))
    player = Player(speaker)
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
