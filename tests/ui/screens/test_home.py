from coach.practice.loading import Loading, Say, loaded, warm_up
from coach.ui.screens.home import describe


def broken(_say: Say) -> object:
    raise OSError("no space left")


def test_everything_ready_is_one_short_line() -> None:
    assert describe([loaded("voice", 1), loaded("Whisper", 2)]).plain == "✓ Ready: voice, Whisper"


def test_each_state_has_its_own_sign_and_word() -> None:
    failed: Loading[object] = Loading("judge", broken)
    warm_up([failed])
    waiting: Loading[object] = Loading("Whisper", lambda _say: 1)
    line = describe([loaded("voice", 1), failed, waiting]).plain
    assert line == "✓ voice ready  ✗ judge failed: no space left  · Whisper waiting"


def test_progress_is_shown_while_something_loads() -> None:
    lines: list[str] = []

    def slow(say: Say) -> object:
        say("joining Whisper base, 40 %")
        lines.append(describe([loading]).plain)
        return 1

    loading: Loading[object] = Loading("Whisper", slow)
    loading.get()
    assert lines == ["… joining Whisper base, 40 %"]
