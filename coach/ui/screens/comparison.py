"""Two attempts at one question side by side."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.attempt import Attempt
from coach.domain.filtering import AttemptFilter
from coach.practice.engines import Engines
from coach.report.comparing import Change, Comparison, compare
from coach.report.scores import SIGNS
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import VERDICT_STYLES
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.transcript_text import TranscriptText
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


class ComparisonScreen(Page[None]):
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
        same = AttemptFilter(question_id=later.question_id)
        listed = history.attempts(wanted=same, limit=EARLIER_SHOWN, before=later.answered_at)
        if not listed:
            self.post_message(messages.PairLoaded(None, later, 0))
            return
        chosen = min(self._chosen, len(listed) - 1)
        self.post_message(messages.PairLoaded(history.load(listed[chosen].id), later, len(listed)))

    def on_pair_loaded(self, message: messages.PairLoaded) -> None:
        """Show what differs."""
        self._earlier = message.choices
        self._chosen = min(self._chosen, max(0, message.choices - 1))
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer other attempts where there are some."""
        return action != "other" or self._earlier > 1 or None

    def why_not(self, binding: Binding) -> str:
        """Say why no other attempt can be chosen."""
        return "There is no other answer to compare with." if binding.action.startswith("other") else ""

    def action_other(self, step: int) -> None:
        """Compare with an attempt that is older, or less old."""
        chosen = min(self._earlier - 1, max(0, self._chosen + step))
        if chosen == self._chosen:
            self.tell("There is no older answer." if step > 0 else "There is no newer answer before this one.")
        else:
            self._chosen = chosen
            self.errand("compare", self._load)


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
