from dataclasses import replace

from coach.practice.habits import Habits, change_thinking, follow, switch_calm, switch_voice, usual_habits
from coach.settings import Settings


def test_the_voice_is_muted_and_comes_back() -> None:
    muted, said = switch_voice(Habits(muted=False, thinking_seconds=5))
    assert (muted, said) == (Habits(muted=True, thinking_seconds=5), "Muted. Questions are only shown.")
    assert switch_voice(muted)[0] == Habits(muted=False, thinking_seconds=5)


def test_thinking_time_goes_to_the_next_choice_and_back_to_off() -> None:
    assert change_thinking(Habits(muted=False, thinking_seconds=10)) == (Habits(False, 20), "Thinking time: 20 s.")
    off, said = change_thinking(Habits(muted=False, thinking_seconds=20))
    assert (off.thinking_seconds, said) == (0, "Thinking time: off. Space starts the recording.")


def test_a_changed_setting_changes_its_own_habit_and_no_other() -> None:
    chosen = Habits(muted=True, thinking_seconds=20, captions=False, calm=True)
    assert usual_habits(Settings()) == Habits(muted=False, thinking_seconds=0)
    assert follow(chosen, Settings(), "screen.theme") == chosen
    assert follow(chosen, Settings(), "voice.muted") == replace(chosen, muted=False)
    assert follow(chosen, Settings(), "recording.thinking_seconds") == replace(chosen, thinking_seconds=0)
    assert follow(chosen, Settings(), "screen.captions") == replace(chosen, captions=True)
    assert follow(chosen, Settings(), "screen.calm") == replace(chosen, calm=False)


def test_calm_comes_and_goes_and_says_how_to_get_back() -> None:
    calm, said = switch_calm(Habits(muted=False, thinking_seconds=0))
    assert (calm.calm, said) == (True, "Calm: only the clock and the question, until you press Z again.")
    assert not switch_calm(calm)[0].calm
