"""What a question is put for: to practise it, in a mock interview or a drill, or to speak for a minute without fillers.

The page is the same each time; an occasion says what it offers, and takes the answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import Protocol

from coach.domain.rubric import AGAIN_SECONDS, Rubric, audience_of
from coach.domain.sitting import SittingKind
from coach.errors import CoachError
from coach.practice.answers import GivenAnswer
from coach.practice.clock import limit_for
from coach.practice.engines import Engines
from coach.practice.filler_watch import TONE_RATE, FillerWatch, filler_tone
from coach.practice.live_answer import LiveAnswer
from coach.practice.mock import RAPID_SECONDS
from coach.practice.running_sitting import RunningSitting
from coach.ui import messages
from coach.ui.page import Page, TopLine
from coach.wording import count

RAPID_THINKING_SECONDS = 3
"""Between a question of a rapid-fire drill and its recording, which starts by itself."""

MINUTE = 60.0
"""Seconds."""


class Phase(Enum):
    """What is going on."""

    READING = auto()
    """The question is read aloud, or the voice is being prepared."""
    THINKING = auto()
    """Thinking time runs; recording starts at its end."""
    READY = auto()
    """Everything waits for Space."""
    STARTING = auto()
    """The microphone is being opened."""
    RECORDING = auto()
    """Sound comes in."""
    DONE = auto()
    """The answer was handed on."""


WAITING = (Phase.READING, Phase.THINKING, Phase.READY)
"""Before the recording."""

_NEVER: tuple[Phase, ...] = ()

_OFFERS: Mapping[str, tuple[Phase, ...]] = {
    "start": WAITING,
    "stop": (Phase.RECORDING,),
    "repeat": WAITING,
    "mute": WAITING,
    "think": WAITING,
    "type": WAITING,
    "back": (*WAITING, Phase.STARTING),
    "abandon": (Phase.RECORDING,),
    "start_over": (Phase.RECORDING,),
    "skip": _NEVER,
    "pause": _NEVER,
    "pause_drill": _NEVER,
}


class Occasion(Protocol):
    """What a question is put for."""

    offers: Mapping[str, tuple[Phase, ...]]
    """In which phases an action makes sense; others always do."""
    words: Mapping[Phase, tuple[str, str]]
    """What is going on, and what to do, where it is not the usual."""
    title: str
    """What the question is part of."""
    limit: float
    """Seconds after which recording stops by itself; it stays what was told when the question was put."""
    thinking: int | None
    """Seconds of thinking time; None for as many as the user is used to."""
    lost: str
    """What to ask before the program ends while an answer is recorded."""
    by_itself: bool
    """Whether recording starts by itself once the question was read."""

    def begin(self) -> None:
        """A recording begins, perhaps anew."""
        ...

    def listen(self, page: Page[None], live: LiveAnswer) -> None:
        """Look at what was heard so far; called several times a second."""
        ...

    def answered(self, page: Page[None], given: GivenAnswer) -> None:
        """Take the answer."""
        ...

    def skipped(self, page: Page[None]) -> None:
        """Leave the question out; only where `skip` is offered."""
        ...

    def failed(self, page: Page[None], errand: str, error: CoachError) -> bool:
        """Deal with a failed errand of its own; return whether it was one."""
        ...


class Practice:
    """A question that is practised; its result is shown."""

    offers = _OFFERS
    words: Mapping[Phase, tuple[str, str]] = {}
    thinking: int | None = None

    def __init__(self, engines: Engines, rubric: Rubric, *, demonstration: bool = False) -> None:
        """Practise a question.

        Args:
            engines: What to work with.
            rubric: The question.
            demonstration: Whether nothing is kept.
        """
        self.by_itself = demonstration
        audience = audience_of(rubric.id)
        part = ", follow-up" if rubric.follows else ""
        self.title = audience.title if audience else f"{rubric.topic or 'Practice'}{part}"
        self.limit = limit_for(rubric.seconds, engines.settings.recording.limit_seconds)
        kept = "The demonstration keeps nothing." if demonstration else "The recording is offered at the next start."
        self.lost = f"Quit while recording? {kept}"

    def begin(self) -> None:
        """Nothing is counted."""

    def listen(self, page: Page[None], live: LiveAnswer) -> None:
        """Nothing is said meanwhile."""

    def answered(self, page: Page[None], given: GivenAnswer) -> None:
        """Have it assessed and shown."""
        page.post_message(messages.AnswerGiven(given))

    def skipped(self, page: Page[None]) -> None:
        """It is not offered."""

    def failed(self, page: Page[None], errand: str, error: CoachError) -> bool:  # noqa: ARG002 - the protocol's
        """It has no errands of its own."""
        return False


class SayAgain:
    """One key point to be said again at once, in twenty seconds; whoever asked for it takes the answer."""

    offers: Mapping[str, tuple[Phase, ...]] = {
        **_OFFERS,
        **dict.fromkeys(("repeat", "mute", "think", "type", "hint"), _NEVER),
    }
    words: Mapping[Phase, tuple[str, str]] = {}
    thinking: int | None = 0
    by_itself = True
    title = "One point, said again"
    limit = AGAIN_SECONDS[1]
    lost = "Quit while recording? The recording is offered at the next start."

    def __init__(self, take: Callable[[GivenAnswer], None]) -> None:
        """Ask for one point.

        Args:
            take: Takes the answer, which may still be arriving.
        """
        self._take = take

    def begin(self) -> None:
        """Nothing is counted."""

    def listen(self, page: Page[None], live: LiveAnswer) -> None:
        """Nothing is said meanwhile."""

    def answered(self, page: Page[None], given: GivenAnswer) -> None:
        """Go back with the answer, which has had the best of all hints: the point itself."""
        page.dismiss()
        self._take(replace(given, hints=tuple(point.id for point in given.rubric.key_points)))

    def skipped(self, page: Page[None]) -> None:
        """It is not offered."""

    def failed(self, page: Page[None], errand: str, error: CoachError) -> bool:  # noqa: ARG002 - the protocol's
        """It has no errands of its own."""
        return False


class FillerFree:
    """A question to speak about for a minute, with a tone at each filler; what counts is how."""

    offers = _OFFERS
    words: Mapping[Phase, tuple[str, str]] = {}
    thinking: int | None = None
    by_itself = False
    title = "One minute without fillers"
    limit = MINUTE
    lost = "Quit while recording? The recording is offered at the next start."

    def __init__(self, engines: Callable[[], Engines]) -> None:
        """Listen for fillers.

        Args:
            engines: Gives what to work with at the moment.
        """
        self._engines = engines
        self._tone = filler_tone()
        self.begin()

    def begin(self) -> None:
        """Count from the beginning, also when the answer is started over."""
        self._watch = FillerWatch(self._engines().settings.delivery.lists)

    def listen(self, page: Page[None], live: LiveAnswer) -> None:
        """Sound a tone at each new filler, and show how many there were."""
        so_far = live.words_so_far()
        if self._watch.look(so_far.settled + so_far.unsettled):
            page.errand("tone", partial(self._engines().speaker.play, self._tone, TONE_RATE))
        page.query_one(TopLine).fact = count(self._watch.fillers, "filler")

    def answered(self, page: Page[None], given: GivenAnswer) -> None:
        """Have it assessed and shown."""
        page.post_message(messages.AnswerGiven(given, filler_free=True))

    def skipped(self, page: Page[None]) -> None:
        """It is not offered."""

    def failed(self, page: Page[None], errand: str, error: CoachError) -> bool:  # noqa: ARG002 - the protocol's
        """Keep silent where no tone can be played; the count is shown all the same."""
        return errand == "tone"


class Interview:
    """A question of a mock interview or a drill, as an interviewer puts it: no feedback, the next one follows."""

    words: Mapping[Phase, tuple[str, str]] = {
        Phase.READY: ("Take your time to think", "Space starts your answer, N skips"),
        Phase.DONE: ("Thank you", "the next question comes in a moment"),
    }
    by_itself = False

    def __init__(self, engines: Engines, running: RunningSitting, rubric: Rubric) -> None:
        """Put the question that is asked now.

        Args:
            engines: What to work with.
            running: The sitting.
            rubric: Its question, as it is asked.
        """
        self._running = running
        sitting = running.sitting
        self._rapid = sitting.kind is SittingKind.RAPID_FIRE
        what = "drill" if self._rapid else "interview"
        self.offers: Mapping[str, tuple[Phase, ...]] = {
            **_OFFERS,
            "skip": WAITING,
            "pause_drill" if self._rapid else "pause": (*WAITING, Phase.STARTING, Phase.RECORDING),
            **dict.fromkeys(("hint", "type", "start_over", "think", "back", "abandon"), _NEVER),
        }
        self.lost = f"Quit while recording? The recording is offered at the next start, and the {what} can be resumed."
        part = "follow-up" if rubric.follows else f"question {sitting.number} of {sitting.questions}"
        self.title = f"{sitting.kind.called}, {part}"
        usual = limit_for(rubric.seconds, engines.settings.recording.limit_seconds)
        self.limit = RAPID_SECONDS if self._rapid else usual
        self.thinking: int | None = RAPID_THINKING_SECONDS if self._rapid else 0

    def begin(self) -> None:
        """Nothing is counted."""

    def listen(self, page: Page[None], live: LiveAnswer) -> None:
        """Nothing is said meanwhile."""

    def answered(self, page: Page[None], given: GivenAnswer) -> None:
        """Judge it while the interviewer waits; a rapid one is judged behind the next question."""
        page.errand("judge", partial(self._judge, page, given))

    def _judge(self, page: Page[None], given: GivenAnswer) -> None:
        app = page.app
        problem = self._running.settle_answer(given, partial(self._go_on, page) if self._rapid else lambda: None)
        app.post_message(messages.AttemptKept())
        if problem:
            hint = "Its words and verdicts are kept. Free some space before the next answer."
            app.post_message(messages.LateErrandFailed(CoachError(problem, hint)))
        if not self._rapid:
            self._go_on(page)

    def skipped(self, page: Page[None]) -> None:
        """Go on with the next question."""
        page.errand("skip", partial(self._skip, page))

    def _skip(self, page: Page[None]) -> None:
        self._running.skip()
        self._go_on(page)

    def _go_on(self, page: Page[None]) -> None:
        page.post_message(messages.NextAskWanted(self._running))

    def failed(self, page: Page[None], errand: str, error: CoachError) -> bool:
        """Go on with the next question where an answer could not be judged; its recording stays."""
        if errand not in {"judge", "skip"}:
            return False
        page.tell_error(error)
        self._go_on(page)
        return True
