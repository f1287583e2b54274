"""An answer while it is spoken: the clock, the sound so far, the level, the pace, the words."""

from typing import Protocol

from textual.app import ComposeResult
from textual.containers import Vertical

from coach.delivery.pace import counted_words, measure_pace_now
from coach.domain.delivery import Measure
from coach.domain.recording import Level, Samples
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.practice.listening import WordsSoFar
from coach.settings import DeliverySettings
from coach.ui.widgets.captions import Captions
from coach.ui.widgets.pace_gauge import PaceGauge
from coach.ui.widgets.stage import Stage


class Recorded(Protocol):
    """What is looked at."""

    @property
    def elapsed(self) -> float:
        """Seconds of sound so far."""
        ...

    @property
    def peaks(self) -> Samples:
        """The outline of the sound so far."""
        ...

    def level(self) -> Level:
        """How loud it is."""
        ...

    def words_so_far(self) -> WordsSoFar:
        """The words heard."""
        ...


class LiveView(Vertical):
    """Stage, pace gauge and captions; what is switched off takes no room."""

    DEFAULT_CSS = """
    LiveView { height: auto; max-width: 76; }
    LiveView > PaceGauge { padding: 0 2; }
    LiveView.-no-captions > Captions { display: none; }
    """

    def __init__(
        self, window: tuple[float, float], limit: float, delivery: DeliverySettings, *, captions: bool
    ) -> None:
        """Prepare.

        Args:
            window: Shortest and longest good answer, in seconds.
            limit: Seconds after which recording stops by itself.
            delivery: Which measures are shown, and which words are fillers.
            captions: Whether words are shown.
        """
        super().__init__()
        self._window, self._limit, self._delivery = window, limit, delivery
        self._heard: tuple[Word, ...] = ()
        self._counted: tuple[Word, ...] = ()
        self.show_captions(captions)

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Stage(self._window, self._limit)
        if Measure.PACE in self._delivery.shown:
            yield PaceGauge()
        yield Captions()

    def show_captions(self, shown: bool) -> None:
        """Show the words, or take them away."""
        self.set_class(not shown, "-no-captions")

    def wait(self, state: str, hint: str = "", digits: str = "0:00") -> None:
        """Show that nothing is recorded; see `Stage.wait`."""
        self.query_one(Stage).wait(state, hint, digits)
        for gauge in self.query(PaceGauge):
            gauge.pace = None

    def record(self, take: Recorded) -> None:
        """Show the state of a recording; cheap where nothing is new."""
        self.query_one(Stage).record(take.elapsed, take.level(), take.peaks)
        so_far = take.words_so_far()
        if not self.has_class("-no-captions"):
            self.query_one(Captions).show_words(so_far.settled, so_far.unsettled + so_far.glanced)
        for gauge in self.query(PaceGauge):
            gauge.pace = self._pace(so_far.words, so_far.heard_until)

    def _pace(self, words: tuple[Word, ...], heard_until: float) -> float | None:
        if not words:
            return None
        if words != self._heard:
            self._heard = words
            self._counted = counted_words(words, self._delivery.lists)
        return measure_pace_now(self._counted, TimeSpan(words[0].start, max(words[0].start, heard_until)))
