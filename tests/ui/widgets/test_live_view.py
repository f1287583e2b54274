import numpy as np
from textual.app import App, ComposeResult
from textual.geometry import Region

from coach.domain.recording import Level, Samples
from coach.domain.transcript import Word
from coach.practice.listening import WordsSoFar
from coach.settings import DeliverySettings
from coach.ui.widgets.captions import Captions
from coach.ui.widgets.live_view import LiveView
from coach.ui.widgets.pace_gauge import PaceGauge
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
        assert not app.query(PaceGauge)
        assert not app.query_one(Captions).display
        app.query_one(LiveView).show_captions(True)
        assert app.query_one(Captions).display
        assert app.query_one(Stage).display
