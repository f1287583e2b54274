"""Two attempts at one question side by side."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coach.domain.attempt import Attempt
from coach.practice.engines import Engines
from coach.report.comparing import compare
from coach.ui import messages
from coach.ui.columns import Fitted
from coach.ui.phrases import day_and_time
from coach.ui.plain import plain
from coach.ui.screens.coach_screen import HELP, CoachScreen
from coach.ui.widgets.comparison_view import describe_numbers, describe_points, describe_sum
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.top_line import TopLine
from coach.ui.widgets.transcript_text import TranscriptText

EARLIER_SHOWN = 50
"""Earlier attempts that can be chosen from."""


class ComparisonScreen(CoachScreen[None]):
    """The attempt that was opened, and an earlier one."""

    DEFAULT_CSS = """
    ComparisonScreen {
        #compared { height: 1fr; padding: 0 1 0 2; scrollbar-size-vertical: 1; }
        .heading { color: $primary; text-style: bold; margin-top: 1; }
        .pair { height: auto; }
        .one { height: auto; width: 1fr; }
        Static { height: auto; }
    }
    ComparisonScreen.-wide .pair { layout: horizontal; }
    ComparisonScreen.-wide .pair > .one { margin-right: 3; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket,left", "other(1)", "Older one", key_display="[", id="comparison.older"),
        Binding("right_square_bracket,right", "other(-1)", "Newer one", key_display="]", id="comparison.newer"),
        Binding("escape", "leave", "Back", id="comparison.back"),
        Binding("q", "app.leave", "Quit", show=False, id="comparison.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines, attempt_id: str) -> None:
        """Compare an attempt with the one before it.

        Args:
            engines: What to work with.
            attempt_id: The later attempt.
        """
        super().__init__()
        self._engines = engines
        self._attempt_id = attempt_id
        self._place = 0
        self._earlier = 0

    def body(self) -> ComposeResult:
        """Numbers beside key points, transcript beside transcript."""
        yield TopLine("Compare")
        with VerticalScroll(id="compared"):
            yield Notice()
            yield Static("", id="question", markup=False)
            with Vertical(classes="pair"):
                with Vertical(classes="one"):
                    yield Static("Numbers", classes="heading")
                    yield Static("", id="numbers", markup=False)
                with Vertical(classes="one"):
                    yield Static("Key points", classes="heading")
                    yield Static("", id="changes", markup=False)
            with Vertical(classes="pair"):
                with Vertical(classes="one"):
                    yield Static("", classes="heading", id="before-heading", markup=False)
                    yield TranscriptText(id="before")
                with Vertical(classes="one"):
                    yield Static("", classes="heading", id="after-heading", markup=False)
                    yield TranscriptText(id="after")

    def on_mount(self) -> None:
        """Read both attempts."""
        for each in self.query(TranscriptText):
            each.can_focus = False  # here is nothing to play or to correct
        self.errand("compare", self._load)

    def _load(self) -> None:
        history = self._engines.history
        later = history.load(self._attempt_id)
        listed = history.attempts(question_id=later.question_id, limit=EARLIER_SHOWN, before=later.answered_at)
        if not listed:
            self.post_message(messages.PairLoaded(None, later, 0))
            return
        place = min(self._place, len(listed) - 1)
        self.post_message(messages.PairLoaded(history.load(listed[place].id), later, len(listed)))

    def on_pair_loaded(self, message: messages.PairLoaded) -> None:
        """Show what differs."""
        self._earlier = message.choices
        self._place = min(self._place, max(0, message.choices - 1))
        self.query_one("#question", Static).update(plain(message.later.question, "bold"))
        if message.earlier is None:
            self.query_one(Notice).say(
                "This is the first attempt at this question.", "The next one is compared with it here."
            )
            self._show_said("after", message.later)
            return
        comparison = compare(message.earlier, message.later)
        self.query_one(TopLine).fact = describe_sum(comparison)
        self.query_one("#numbers", Static).update(Fitted(lambda width: describe_numbers(comparison, width)))
        self.query_one("#changes", Static).update(Fitted(lambda width: describe_points(comparison, width)))
        self._show_said("before", message.earlier)
        self._show_said("after", message.later)

    def _show_said(self, side: str, attempt: Attempt) -> None:
        heading = f"{'Before' if side == 'before' else 'After'}: {day_and_time(attempt.answered_at)}"
        self.query_one(f"#{side}-heading", Static).update(heading)
        text = self.query_one(f"#{side}", TranscriptText)
        text.show_transcript(attempt.transcript, attempt.delivery)
        text.show_evidence(attempt.coverage.points)

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why there is nothing to see."""
        message.prevent_default()
        self.query_one(Notice).say_error(message.error, Weight.ERROR)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer other attempts where there are some."""
        return action != "other" or self._earlier > 1

    def action_other(self, step: int) -> None:
        """Compare with an attempt that is older, or less old."""
        place = min(self._earlier - 1, max(0, self._place + step))
        if place != self._place:
            self._place = place
            self.errand("compare", self._load)

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()
