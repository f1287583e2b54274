from coach.practice.habits import Habits, change_thinking, switch_voice


def test_the_voice_is_muted_and_comes_back() -> None:
    muted, said = switch_voice(Habits(muted=False, thinking_seconds=5))
    assert (muted, said) == (Habits(muted=True, thinking_seconds=5), "Muted. Questions are only shown.")
    assert switch_voice(muted)[0] == Habits(muted=False, thinking_seconds=5)


def test_thinking_time_goes_to_the_next_choice_and_back_to_off() -> None:
    assert change_thinking(Habits(muted=False, thinking_seconds=10)) == (Habits(False, 20), "Thinking time: 20 s.")
    off, said = change_thinking(Habits(muted=False, thinking_seconds=20))
    assert (off.thinking_seconds, said) == (0, "Thinking time: off. Space starts the recording.")
