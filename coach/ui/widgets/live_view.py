"""An answer while it is spoken: the stage, the pace, the last words, and what is worth saying about the recording."""

from collections.abc import Sequence
from typing import Protocol

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from coach.delivery.pace import counted_words, measure_pace_now, words_a_minute
from coach.domain.delivery import Measure
from coach.domain.recording import Level, LevelWarning, Samples
from coach.domain.transcript import TimeSpan, Word
from coach.practice.listening import WordsSoFar
from coach.report.marking import word_as_text
from coach.scoring.bands import PACE_LEAST_SECONDS, PACE_LEAST_WORDS, QUIET_PACE
from coach.settings import DeliverySettings
from coach.ui.lines import Fitted, plain
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.stage import Stage
from coach.wording import clock, count

SCALE = (60.0, 220.0)
"""Words a minute at the gauge's ends; what lies beyond is drawn at the end."""


LINES = 3
"""Lines of words that are shown; more would draw the eye from what is being said."""


MOST_WORDS = 60
"""Words that are looked at; more do not fit into LINES."""


ASK_FROM_SECONDS = 1.0
"""A shorter recording is dropped without asking."""


LITTLE_ROOM_SECONDS = 120.0
"""From here on the room on the disk is worth a word: the longest answer of most questions, and some time to act."""


_LABEL_WIDTH, _WORD_WIDTH = 7, 22


class Recorded(Protocol):
    """A recording that is looked at while it runs."""

    @property
    def elapsed(self) -> float:
        """Seconds of sound so far."""
        ...

    @property
    def running(self) -> bool:
        """Whether sound is still coming in."""
        ...

    @property
    def dropped_blocks(self) -> int:
        """Blocks that the sound card lost."""
        ...

    @property
    def room_seconds(self) -> float:
        """Sound that the disk has room for, in seconds."""
        ...

    @property
    def problem(self) -> str:
        """What has gone wrong so far; empty when nothing has."""
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
    """Stage, pace gauge and captions; what is switched off takes no room, and calm leaves only the clock."""

    DEFAULT_CSS = """
    LiveView { height: auto; max-width: 76; }
    LiveView > PaceGauge { padding: 0 2; }
    LiveView.-no-captions > Captions { display: none; }
    LiveView.-no-pace > PaceGauge { display: none; }
    LiveView.-calm > PaceGauge { display: none; }
    LiveView.-calm > Captions { display: none; }
    LiveView.-calm Waveform { display: none; }
    LiveView.-calm WindowBar { display: none; }
    LiveView.-calm LevelMeter { display: none; }
    """

    def __init__(
        self,
        window: tuple[float, float],
        limit: float,
        delivery: DeliverySettings,
        *,
        captions: bool,
        calm: bool = False,
    ) -> None:
        """Prepare.

        Args:
            window: Shortest and longest good answer, in seconds.
            limit: Seconds after which recording stops by itself.
            delivery: Which measures are shown, and which words are fillers.
            captions: Whether words are shown.
            calm: Whether only the clock is shown.
        """
        super().__init__()
        self._window, self._limit = window, limit
        self._heard: tuple[Word, ...] = ()
        self._counted: tuple[Word, ...] = ()
        self.show_captions(captions)
        self.show_calm(calm)
        self.show_measures(delivery)

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Stage(self._window, self._limit)
        yield PaceGauge()
        yield Captions()

    def show_captions(self, shown: bool) -> None:
        """Show the words, or take them away."""
        self.set_class(not shown, "-no-captions")

    def show_calm(self, calm: bool) -> None:
        """Show only the clock, or everything."""
        self.set_class(calm, "-calm")

    def show_measures(self, delivery: DeliverySettings) -> None:
        """Show the pace or not, and count by other word lists, as the settings are now."""
        self._delivery = delivery
        self._heard = ()
        self.set_class(Measure.PACE not in delivery.shown, "-no-pace")

    def wait(self, state: str, hint: str = "", digits: str = "0:00") -> None:
        """Show that nothing is recorded; see `Stage.wait`."""
        self.query_one(Stage).wait(state, hint, digits)
        self.query_one(PaceGauge).pace = None

    def record(self, live: Recorded) -> None:
        """Show the state of a recording; cheap where nothing is new."""
        calm = self.has_class("-calm")
        self.query_one(Stage).record(live.elapsed, live.level(), live.peaks, calm=calm)
        if calm:
            return
        so_far = live.words_so_far()
        if not self.has_class("-no-captions"):
            self.query_one(Captions).show_words(so_far.settled, so_far.unsettled + so_far.glanced)
        if Measure.PACE in self._delivery.shown:
            gauge = self.query_one(PaceGauge)
            gauge.pace, gauge.whole = self._pace(so_far.words, so_far.heard_until)

    def _pace(self, words: tuple[Word, ...], heard_until: float) -> tuple[float | None, float | None]:
        """Measure the pace now, and of the whole answer so far once there is enough of it to be judged by."""
        if not words:
            return None, None
        if words != self._heard:
            self._heard = words
            self._counted = counted_words(words, self._delivery.lists)
        heard = TimeSpan(words[0].start, max(words[0].start, heard_until))
        enough = heard.seconds >= PACE_LEAST_SECONDS and len(self._counted) >= PACE_LEAST_WORDS
        whole = words_a_minute(self._counted, TimeSpan(heard.start, words[-1].end)) if enough else None
        return measure_pace_now(self._counted, heard), whole


class PaceGauge(Widget):
    """The pace of the last ten seconds that have been heard; it falls in a pause."""

    DEFAULT_CSS = "PaceGauge { height: 1; }"

    pace: reactive[float | None] = reactive(None)
    """Words a minute; None where there is nothing to tell."""
    whole: reactive[float | None] = reactive(None)
    """Words a minute of the whole answer so far, which its result will go by; None where it is too short to tell."""

    def render(self) -> Content:
        """Draw the gauge."""
        word, style = pace_word(self.pace, self.whole)
        width = max(4, self.content_size.width - _LABEL_WIDTH - _WORD_WIDTH)
        label = Content.styled("pace".ljust(_LABEL_WIDTH), "$quiet")
        return label + draw_gauge(width, self.pace) + "  " + Content.styled(word.rjust(_WORD_WIDTH - 2), style)


def pace_word(pace: float | None, whole: float | None = None) -> tuple[str, str]:
    """Return a pace in words, and the style that goes with it.

    Args:
        pace: Of the last ten seconds.
        whole: Of the whole answer so far; where that is too slow or too fast, ten good seconds do not hide it.
    """
    if pace is None:
        return "–", "$quiet"
    if whole is not None and QUIET_PACE[0] <= pace <= QUIET_PACE[1] and not QUIET_PACE[0] <= whole <= QUIET_PACE[1]:
        return f"{pace:.0f} wpm, {whole:.0f} in all", "$warning"
    if pace < QUIET_PACE[0]:
        return f"{pace:.0f} wpm, slow", "$warning"
    if pace > QUIET_PACE[1]:
        return f"{pace:.0f} wpm, fast", "$warning"
    return f"{pace:.0f} wpm, good", "$success"


def draw_gauge(width: int, pace: float | None) -> Content:
    """Draw the scale with its quiet zone as the double line, and a needle.

    Args:
        width: Cells.
        pace: Words a minute; None draws no needle.
    """
    zone = tuple(_cell(limit, width) for limit in QUIET_PACE)
    needle = None if pace is None else _cell(pace, width)
    parts = []
    for cell in range(width):
        inside = zone[0] <= cell <= zone[1]
        if cell == needle:
            parts.append(("●", f"{pace_word(pace)[1]} bold"))
        else:
            parts.append(("═" if inside else "─", "$quiet" if inside else "$faint"))
    return Content.assemble(*parts)


def _cell(pace: float, width: int) -> int:
    share = (pace - SCALE[0]) / (SCALE[1] - SCALE[0])
    return min(width - 1, max(0, round(share * (width - 1))))


class Captions(Static):
    """The last words heard: settled ones plain, the unsettled tail dim and in italics.

    Its height stays, so that nothing jumps.
    """

    DEFAULT_CSS = f"Captions {{ height: {LINES}; max-width: 76; padding: 0 2; margin-top: 1; }}"

    def __init__(self) -> None:
        """Nothing is heard yet."""
        super().__init__("", markup=False)
        self._shown: tuple[Sequence[Word], Sequence[Word]] = ((), ())

    def show_words(self, settled: Sequence[Word], unsettled: Sequence[Word]) -> None:
        """Show what has been heard so far; cheap where nothing is new."""
        if (settled, unsettled) != self._shown:
            self._shown = (settled, unsettled)
            self.update(Fitted(lambda width: describe_words(settled, unsettled, width)))


def describe_words(settled: Sequence[Word], unsettled: Sequence[Word], width: int) -> Content:
    """Set the last words into at most LINES lines.

    Args:
        settled: Words that do not change any more.
        unsettled: Words behind them that still may.
        width: Cells of a line.
    """
    told = [plain(word_as_text(word)) for word in settled[-MOST_WORDS:]]
    told += [plain(word_as_text(word), "$quiet italic") for word in unsettled[-MOST_WORDS:]]
    return Content("\n").join(Content(" ").join(told).wrap(max(1, width))[-LINES:])


def describe_live(notice: Notice, live: Recorded) -> None:
    """Say what matters most: a problem, then the level, then lost sound.

    Args:
        notice: Where to say it.
        live: The recording.
    """
    warning = live.level().warning
    if live.problem:
        notice.say(live.problem, "", Severity.ERROR)
    elif warning is LevelWarning.SILENT:
        notice.say("No sound is coming in.", "Is the microphone muted, or is another one chosen?", Severity.WARNING)
    elif warning is LevelWarning.CLIPPING:
        notice.say("Too loud.", "Move back from the microphone or turn it down.", Severity.WARNING)
    elif live.room_seconds < LITTLE_ROOM_SECONDS:
        room = f"The disk has room for only {clock(live.room_seconds)} more."
        notice.say(room, "Free some space; what does not fit stays in memory until then.", Severity.WARNING)
    elif live.dropped_blocks:
        lost = count(live.dropped_blocks, "piece")
        notice.say(f"{lost} of sound lost.", "The machine is too busy; close other programs.", Severity.WARNING)
    else:
        notice.say("")


def why_over(live: Recorded, limit: float) -> str:
    """Return why a recording ended by itself; empty while it goes on, and where its sound had come to its end.

    Args:
        live: The recording.
        limit: Seconds after which it is stopped.
    """
    if live.elapsed >= limit:
        return f"The recording stopped at its limit of {clock(limit)}."
    if live.running or not live.problem:
        return ""
    return f"{live.problem} What you said up to then was kept."


def worth_asking(live: Recorded) -> bool:
    """Whether so much was recorded that nobody should lose it by one key."""
    return live.elapsed >= ASK_FROM_SECONDS
