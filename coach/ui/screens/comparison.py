"""Two attempts at one question side by side, to read and to hear."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from coach.domain.attempt import Attempt
from coach.domain.filtering import AttemptFilter
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.player import Player, why_silent, word_at
from coach.report.comparing import Change, Comparison, Run, compare
from coach.report.scores import SIGNS
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import VERDICT_STYLES
from coach.ui.widgets.compared_text import ADDED, DROPPED, ComparedText
from coach.ui.widgets.notice import Notice, Severity
from coach.wording import count, day_and_time

CHANGE_SIGNS = {Change.GAINED: "+", Change.LOST: "−", Change.SAME: "=", Change.NEW: "n", Change.GONE: "g"}
"""One character for each change, so that colour never carries it alone."""

CHANGE_STYLES = {
    Change.GAINED: "$success bold",
    Change.LOST: "$error bold",
    Change.SAME: "$quiet",
    Change.NEW: "$primary",
    Change.GONE: "$quiet",
}
"""The style of each change's sign and word."""

_LABEL_WIDTH, _NUMBER_WIDTH, _CHANGE_WIDTH, _VERDICTS_WIDTH = 15, 8, 9, 5

EARLIER_SHOWN = 50
"""Earlier attempts that can be chosen from."""


FOLLOW_SECONDS = 0.05
"""How often the words are brought up to the sound."""

FIRST_ANSWER = "This is the first answer to this question."
"""Why there is nothing to compare."""

BEFORE, AFTER = "before", "after"
"""The two sides."""


@dataclass(slots=True)
class _Side:
    """One of the two attempts, to be heard."""

    attempt: Attempt
    """It."""
    player: Player
    """Plays its recording."""


class ComparisonScreen(Page[None]):
    """The attempt that was opened, and an earlier one."""

    DEFAULT_CSS = """
    ComparisonScreen {
        #compared { height: 1fr; padding: 0 1 0 2; scrollbar-size-vertical: 1; }
        .heading { color: $primary; text-style: bold; margin-top: 1; }
        .pair { height: auto; }
        .one { height: auto; width: 1fr; }
        Static { height: auto; }
        &.-alone #sums, &.-alone #earlier { display: none; }
    }
    ComparisonScreen.-wide .pair { layout: horizontal; }
    ComparisonScreen.-wide .pair > .one { margin-right: 3; }
    """

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket,left", "other(1)", "Older one", key_display="[", priority=True, id="comparison.older"
        ),
        Binding(
            "right_square_bracket,right",
            "other(-1)",
            "Newer one",
            key_display="]",
            priority=True,
            id="comparison.newer",
        ),
        Binding("b", f"play('{BEFORE}')", "Play before", id="comparison.play_before"),
        Binding("a", f"play('{AFTER}')", "Play after", id="comparison.play_after"),
        *common_keys("comparison"),
    ]

    def __init__(self, engines: Engines, attempt_id: str) -> None:
        """Compare an attempt with the one before it.

        Args:
            engines: What to work with.
            attempt_id: The later attempt.
        """
        super().__init__(engines)
        self._attempt_id = attempt_id
        self._chosen = 0
        self._earlier = 0
        self._sides: Mapping[str, _Side] = {}
        self._playing = ""
        self._follower: Timer | None = None

    def body(self) -> ComposeResult:
        """Numbers beside key points, words beside words."""
        yield TopLine("Compare")
        with VerticalScroll(id="compared"):
            yield Notice()
            yield Static("", id="question", markup=False)
            with Vertical(classes="pair", id="sums"):
                with Vertical(classes="one"):
                    yield Static("Numbers", classes="heading")
                    yield Static("", id="numbers", markup=False)
                with Vertical(classes="one"):
                    yield Static("Key points", classes="heading")
                    yield Static("", id="changes", markup=False)
            with Vertical(classes="pair"):
                with Vertical(classes="one", id="earlier"):
                    yield Static("", classes="heading", id="before-heading", markup=False)
                    yield ComparedText(DROPPED, id="before")
                with Vertical(classes="one"):
                    yield Static("", classes="heading", id="after-heading", markup=False)
                    yield ComparedText(ADDED, id="after")

    def on_mount(self) -> None:
        """Read both attempts."""
        self.errand("compare", self._load)

    def on_unmount(self) -> None:
        """Leave no sound on."""
        self._hush()

    def _load(self) -> None:
        history = self._engines.history
        later = history.load(self._attempt_id)
        same = AttemptFilter(question_id=later.question_id)
        listed = history.attempts(wanted=same, limit=EARLIER_SHOWN, before=later.answered_at)
        if not listed:
            self.post_message(messages.PairLoaded(None, later, 0))
            return
        chosen = min(self._chosen, len(listed) - 1)
        earlier = history.load(listed[chosen].id)
        self.post_message(messages.PairLoaded(earlier, later, len(listed), compare(earlier, later)))

    def on_pair_loaded(self, message: messages.PairLoaded) -> None:
        """Show what differs."""
        self._earlier = message.choices
        self._chosen = min(self._chosen, max(0, message.choices - 1))
        self.query_one("#question", Static).update(plain(message.later.question, "bold"))
        self._hush()
        attempts = {BEFORE: message.earlier, AFTER: message.later}
        self._sides = {
            name: _Side(each, Player(lambda: self._engines.speaker)) for name, each in attempts.items() if each
        }
        self.refresh_bindings()
        comparison = message.comparison
        self.set_class(comparison is None, "-alone")
        if message.earlier is None or comparison is None:
            self.query_one(Notice).say(FIRST_ANSWER, "The next one is compared with it here.")
            self._show_said(AFTER, message.later, ())
            return
        self.query_one(TopLine).fact = describe_sum(comparison)
        self.query_one("#numbers", Static).update(Fitted(lambda width: describe_numbers(comparison, width)))
        self.query_one("#changes", Static).update(Fitted(lambda width: describe_points(comparison, width)))
        self._show_said(BEFORE, message.earlier, comparison.before)
        self._show_said(AFTER, message.later, comparison.after)

    def _show_said(self, side: str, attempt: Attempt, runs: tuple[Run, ...]) -> None:
        self.query_one(f"#{side}-heading", Static).update(describe_side(side, attempt, runs))
        self.query_one(f"#{side}", ComparedText).show_words(attempt.transcript.words, runs)

    def action_play(self, side: str) -> None:
        """Play one of the two answers, or stop it; the other one stops."""
        shown = self._sides.get(side)
        if shown is None:
            return
        over = self._playing != side or not shown.player.busy
        self._hush()
        if why := why_silent(shown.attempt):
            self.tell(why)
        elif over and shown.attempt.audio is not None:
            self._playing = side
            self.errand("play", partial(_play, shown.player, shown.attempt.audio))
            if self._follower is None:
                self._follower = self.set_interval(FOLLOW_SECONDS, self._follow)

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Say at the corner why nothing sounds: the page may be scrolled far from its notice."""
        if errand == "play":
            self.tell_error(error)
        else:
            super().show_failure(errand, error)

    def _hush(self) -> None:
        if self._playing:
            for side in self._sides.values():
                side.player.stop()
            self._playing = ""

    def _follow(self) -> None:
        for name, side in self._sides.items():
            position = side.player.position
            words = side.attempt.transcript.words
            self.query_one(f"#{name}", ComparedText).follow(None if position is None else word_at(words, position))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer other attempts where there are some, and to hear those that are there."""
        if action == "play":
            return parameters[0] in self._sides or None
        return action != "other" or self._earlier > 1 or None

    def why_not(self, binding: Binding) -> str:
        """Say why no other attempt can be chosen, or none heard."""
        if binding.action.startswith("play"):
            return "There is no earlier answer to play." if AFTER in self._sides else "The answers are not there yet."
        return "There is no other answer to compare with." if binding.action.startswith("other") else ""

    def action_other(self, step: int) -> None:
        """Compare with an attempt that is older, or less old."""
        chosen = min(self._earlier - 1, max(0, self._chosen + step))
        if chosen == self._chosen:
            self.tell("There is no older answer." if step > 0 else "There is no newer answer before this one.")
        else:
            self._chosen = chosen
            self.errand("compare", self._load)


def _play(player: Player, path: Path) -> None:
    player.load(path)
    player.play()


def describe_side(side: str, attempt: Attempt, runs: tuple[Run, ...]) -> str:
    """Return which of the two attempts it is, and how many of its words the other one has not."""
    name, became = ("Before", "dropped") if side == BEFORE else ("After", "added")
    sign = DROPPED if side == BEFORE else ADDED
    differing = sum(run.words for run in runs if run.differs)
    told = f", {count(differing, 'word')} {became}" + (f" [{sign}…{sign}]" if differing else "") if runs else ""
    return f"{name}: {day_and_time(attempt.answered_at)}{told}"


def describe_numbers(comparison: Comparison, width: int) -> Content:
    """Set the numbers into columns: before, after, difference."""
    head = _numbers_row(width, ("", "before", "after", ""), "$quiet")
    rows = [
        _numbers_row(width, (each.label, each.before, each.after, each.difference), "bold")
        for each in comparison.numbers
    ]
    return Content("\n").join([head, *rows])


def _numbers_row(width: int, texts: tuple[str, str, str, str], strong: str) -> Content:
    label, before, after, difference = texts
    return row(
        width,
        (
            Column(Content.styled(label, "$quiet"), _LABEL_WIDTH),
            Column(Content.styled(before, "$quiet"), _NUMBER_WIDTH, right=True),
            Column(Content.styled(after, strong), _NUMBER_WIDTH, right=True),
            Column(Content.styled(difference, "$primary")),
        ),
    )


def describe_points(comparison: Comparison, width: int) -> Content:
    """List the key points, those that changed first, each with both verdicts."""
    order = (Change.LOST, Change.GAINED, Change.NEW, Change.GONE, Change.SAME)
    points = sorted(comparison.points, key=lambda point: order.index(point.change))
    rows = []
    for point in points:
        style = CHANGE_STYLES[point.change]
        signs = [
            Content.styled(SIGNS[verdict], VERDICT_STYLES[verdict]) if verdict else Content.styled("·", "$quiet")
            for verdict in (point.before, point.after)
        ]
        rows.append(
            row(
                width,
                (
                    Column(Content.styled(f"{CHANGE_SIGNS[point.change]} {point.change.value}", style), _CHANGE_WIDTH),
                    Column(Content(" → ").join(signs), _VERDICTS_WIDTH),
                    Column(plain(point.point, "$quiet" if point.change is Change.SAME else "")),
                ),
            )
        )
    return Content("\n").join(rows)


def describe_sum(comparison: Comparison) -> str:
    """Return in one line what was gained and lost."""
    gained, lost = comparison.count(Change.GAINED), comparison.count(Change.LOST)
    return f"{count(gained, 'point')} gained, {count(lost, 'point')} lost"
