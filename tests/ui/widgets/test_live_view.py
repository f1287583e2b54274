from dataclasses import dataclass

import numpy as np
import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from coach.domain.recording import Level, LevelWarning, Samples
from coach.domain.transcript import Word
from coach.practice.listening import WordsSoFar
from coach.settings import DeliverySettings
from coach.ui.widgets.live_view import (
    LINES,
    Captions,
    LiveView,
    PaceGauge,
    describe_live,
    describe_words,
    draw_gauge,
    pace_word,
    why_over,
    worth_asking,
)
from coach.ui.widgets.notice import Notice
from coach.ui.widgets.stage import Stage


class Answer:
    """Ten seconds with two words a second, every fifth an um; then silence."""

    peaks: Samples = np.full(100, 0.4, dtype=np.float32)

    def __init__(self, elapsed: float = 10.0) -> None:
        self.elapsed = elapsed

    def level(self) -> Level:
        return Level(-20.0, 0.4)

    def words_so_far(self) -> WordsSoFar:
        words = tuple(Word("um," if at % 5 == 0 else f"word{at}", 0.5 * at, 0.5 * at + 0.5) for at in range(20))
        return WordsSoFar(words[:10], words[10:15], words[15:], heard_until=self.elapsed)


class Live(App[None]):
    def __init__(self, delivery: DeliverySettings, *, captions: bool = True) -> None:
        super().__init__()
        self._view = LiveView((30.0, 60.0), 90.0, delivery, captions=captions)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "faint": "#444444", "missed": "#aa4444"}

    def compose(self) -> ComposeResult:
        yield self._view


async def test_the_pace_leaves_filled_pauses_out() -> None:
    app = Live(DeliverySettings())
    async with app.run_test():
        app.query_one(LiveView).record(Answer())
        assert app.query_one(PaceGauge).pace == 96.0  # 16 words in 10 s
        app.query_one(LiveView).wait("Stopped")
        assert app.query_one(PaceGauge).pace is None


async def test_the_pace_falls_in_a_pause() -> None:
    app = Live(DeliverySettings())
    async with app.run_test():
        app.query_one(LiveView).record(Answer(elapsed=15.0))
        assert app.query_one(PaceGauge).pace == 48.0  # 8 words in the last 10 s


async def test_words_that_were_only_glanced_at_are_shown_as_unsettled() -> None:
    app = Live(DeliverySettings())
    async with app.run_test(size=(80, 20)) as pilot:
        app.query_one(LiveView).record(Answer())
        await pilot.pause()
        shown = [segment for line in app.query_one(Captions).render_lines(Region(0, 0, 76, 3)) for segment in line]
        dim = " ".join(segment.text.strip() for segment in shown if segment.style and segment.style.italic)
        assert dim.split() == [f"word{at}" if at % 5 else "um," for at in range(10, 20)]


async def test_a_switched_off_pace_has_no_gauge_and_switched_off_captions_no_words() -> None:
    app = Live(DeliverySettings(pace=False), captions=False)
    async with app.run_test():
        app.query_one(LiveView).record(Answer())
        assert not app.query_one(PaceGauge).display
        assert not app.query_one(Captions).display
        app.query_one(LiveView).show_measures(DeliverySettings())
        assert app.query_one(PaceGauge).display
        app.query_one(LiveView).show_captions(True)
        assert app.query_one(Captions).display
        assert app.query_one(Stage).display


async def test_calm_leaves_the_clock_and_everything_comes_back_as_it_stands_by_then() -> None:
    app = Live(DeliverySettings())
    async with app.run_test() as pilot:
        view = app.query_one(LiveView)
        view.show_calm(True)
        view.record(Answer())
        await pilot.pause()
        assert [each.display for each in view.query("Digits, .stage-state")] == [True, True]
        hidden = "Waveform, WindowBar, LevelMeter, PaceGauge, Captions"
        assert [each.display for each in view.query(hidden)] == [False] * 5
        view.show_calm(False)
        view.record(Answer(12.0))
        assert [each.display for each in view.query(hidden)] == [True] * 5
        assert view.query_one(PaceGauge).pace is not None


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(each, float(at), at + 0.5) for at, each in enumerate(text.split()))


def test_settled_words_are_plain_and_unsettled_ones_are_marked() -> None:
    content = describe_words(words("dropout switches units"), words("off, um"), 60)
    assert content.plain == "dropout switches units off, um"
    assert [(content.plain[span.start : span.end], span.style) for span in content.spans if span.style] == [
        ("off,", "$quiet italic"),
        ("um", "$quiet italic"),
    ]


def test_only_the_last_lines_are_shown() -> None:
    shown = describe_words(words(" ".join(f"word{at:02d}" for at in range(50))), (), 13).plain
    assert shown.split("\n") == ["word44 word45", "word46 word47", "word48 word49"]
    assert len(shown.split("\n")) == LINES


def test_what_was_said_is_never_markup() -> None:
    assert describe_words(words("[bold]loud[/bold]"), words("\x1b[31mred"), 60).plain == "[bold]loud[/bold] ␛[31mred"


def test_before_the_first_word_nothing_is_shown() -> None:
    assert describe_words((), (), 60).plain == ""


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (None, "–"),
        (109.0, "109 wpm, slow"),
        (110.0, "110 wpm, good"),
        (170.0, "170 wpm, good"),
        (171.0, "171 wpm, fast"),
    ],
)
def test_a_pace_is_a_number_and_a_word(pace: float | None, said: str) -> None:
    assert pace_word(pace)[0] == said


def test_ten_good_seconds_do_not_hide_that_the_whole_is_too_fast() -> None:
    assert pace_word(150.0, 177.0) == ("150 wpm, 177 in all", "$warning")
    assert pace_word(150.0, 168.0)[0] == "150 wpm, good"
    assert pace_word(180.0, 177.0)[0] == "180 wpm, fast"


def test_the_needle_stands_in_the_zone_where_the_pace_needs_no_remark() -> None:
    # 161 cells from 60 to 220: one cell a word a minute; the zone is 110 to 170.
    drawn = draw_gauge(161, 140.0).plain
    assert drawn.index("●") == 80
    assert drawn.index("═") == 50
    assert drawn.rindex("═") == 110


def test_what_lies_beyond_the_scale_is_drawn_at_its_end() -> None:
    assert draw_gauge(21, 400.0).plain.endswith("●")
    assert draw_gauge(21, 10.0).plain.startswith("●")


def test_without_a_pace_there_is_no_needle() -> None:
    assert "●" not in draw_gauge(21, None).plain


@dataclass
class Running:
    elapsed: float = 5.0
    running: bool = True
    dropped_blocks: int = 0
    problem: str = ""
    warning: LevelWarning | None = None
    room_seconds: float = 3600.0

    def level(self) -> Level:
        return Level(-20.0, 0.3, self.warning)


def said(live: Running) -> str:
    notice = Notice()
    describe_live(notice, live)
    return notice.message


def test_a_take_that_runs_well_says_nothing() -> None:
    assert said(Running()) == ""


def test_a_full_disk_matters_more_than_the_level() -> None:
    assert said(Running(problem="The disk is full.", warning=LevelWarning.SILENT)) == "The disk is full."


def test_a_disk_with_little_room_is_told_of_in_time() -> None:
    assert said(Running(room_seconds=45.4)) == "The disk has room for only 0:45 more."
    assert said(Running(room_seconds=120.0)) == ""


def test_lost_sound_is_counted() -> None:
    assert said(Running(dropped_blocks=2)) == "2 pieces of sound lost."


def test_a_take_ends_at_the_limit_and_when_the_microphone_is_gone() -> None:
    assert why_over(Running(), 90.0) == ""
    assert why_over(Running(elapsed=90.0), 90.0) == "The recording stopped at its limit of 1:30."
    gone = Running(running=False, problem="The microphone stopped delivering sound.")
    assert why_over(gone, 90.0) == "The microphone stopped delivering sound. What you said up to then was kept."


def test_only_a_recording_of_a_second_or_more_is_worth_asking_about() -> None:
    assert not worth_asking(Running(elapsed=0.99))
    assert worth_asking(Running(elapsed=1.0))
