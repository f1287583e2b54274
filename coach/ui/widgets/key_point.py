"""One key point with its verdict, weight and evidence."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.attempt import Attempt
from coach.domain.coverage import STANDS_FOR, Evidence, Label, PointCoverage, Verdict
from coach.domain.schedule import Return
from coach.report.scores import SIGNS
from coach.ui.lines import GAP, Column, Fitted, plain, row
from coach.ui.phrases import VERDICT_STYLES
from coach.wording import clock, day_and_time

VERDICT_WIDTH, DATE_WIDTH = 14, 9

LABEL_WORDS = {Label.SAID: "your label: said", Label.NOT_SAID: "your label: not said"}
"""How the user's own word is repeated."""

ASKED = "Y: I said it.  U: I did not."
"""How a point that is unsure is settled."""

ASKED_BRIEFLY = "said? Y/U"
"""The same in the room of a date."""

SAYABLE_AGAIN = frozenset({Verdict.MISSED, Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.UNSURE})
"""Verdicts on points that are worth another try."""

USELESS = {Label.SAID: (Verdict.COVERED,), Label.NOT_SAID: (Verdict.MISSED,)}
"""Verdicts that each label would only repeat."""


def describe_point(
    point: PointCoverage,
    width: int,
    *,
    typed: bool,
    label: Label | None = None,
    returns: Return | None = None,
    again: str = "",
    details: bool = True,
) -> Content:
    """Describe a key point: in one line, or with everything that is known about it.

    Args:
        point: The key point with the judge's verdict.
        width: Cells.
        typed: Whether the answer was typed, so that nothing has a time.
        label: The user's own word, which overrules the verdict.
        returns: When it comes back and why; None where it is not known.
        again: What came of saying it again; empty where it was not.
        details: Whether to show its words, the reason, and why it comes back; otherwise it is cut to one line.
    """
    verdict = STANDS_FOR[label] if label else point.verdict
    claim = plain(point.point)
    if not details:
        claim = claim.truncate(max(1, width - VERDICT_WIDTH - DATE_WIDTH - 2 * GAP), ellipsis=True)
    asked = verdict is Verdict.UNSURE and bool(point.reason)
    date = plain(returns.briefly if returns else "", "$quiet")
    corner = Content.styled(ASKED_BRIEFLY, "$warning") if asked and not details else date
    lines = row(
        width,
        (
            Column(Content.styled(f"{SIGNS[verdict]} {verdict.value}", VERDICT_STYLES[verdict]), VERDICT_WIDTH),
            Column(claim),
            Column(corner, DATE_WIDTH, right=True),
        ),
    )
    if label:
        word = f"{LABEL_WORDS[label]}; the judge: {SIGNS[point.verdict]} {point.verdict.value}"
        lines = lines + "\n" + _below(width, Content(""), Content.styled(word, "$primary"))
    if again:
        lines = lines + "\n" + _below(width, Content(""), plain(again, "$primary"))
    if not details:
        return lines
    when = Content.styled("" if typed or point.evidence is None else clock(point.evidence.start), "$quiet")
    if point.evidence is not None and (label or point.evidence.text not in point.reason):
        lines = lines + "\n" + _below(width, when, plain(f"“{point.evidence.text}”", "$quiet italic"))
        when = Content("")
    if point.reason and not label:
        lines = lines + "\n" + _below(width, when, plain(point.reason, "$quiet"))
    if asked:
        lines = lines + "\n" + _below(width, Content(""), Content.styled(ASKED, "$warning"))
    if returns is not None:
        lines = lines + "\n" + _below(width, Content(""), plain(str(returns), "$quiet"))
    if point.importance != 1.0:
        lines = lines + "\n" + _below(width, Content(""), Content.styled(f"Weight {point.importance:g}.", "$quiet"))
    return lines


def describe_said_again(attempt: Attempt) -> str:
    """Say what came of saying a point again, in a line or two.

    Args:
        attempt: At that point alone.
    """
    when = f"Said again on {day_and_time(attempt.answered_at, year=False)}"
    points = attempt.effective_coverage.points
    if not points:
        return f"{when}: no speech was heard."
    (point,) = points
    words = f"“{attempt.transcript.text}”" if point.evidence is None else f"“{point.evidence.text}”"
    return f"{when}: {SIGNS[point.verdict]} {point.verdict.value}. {words}"


def describe_heading(width: int) -> Content:
    """Name the columns of the key points."""
    comes_back = Content.styled("comes back", "$quiet")
    return row(width, (Column(Content.styled("Key points", "$primary bold")), Column(comes_back, 10, right=True)))


def _below(width: int, margin: Content, text: Content) -> Content:
    """Set a line under the point, beside a margin as wide as its verdict."""
    return row(width, (Column(margin, VERDICT_WIDTH, right=True), Column(text), Column(Content(""), DATE_WIDTH)))


class KeyPoint(Static, can_focus=True):
    """A key point that can be walked to; its keys open it, ask for its evidence, or overrule its verdict."""

    DEFAULT_CSS = """
    KeyPoint {
        height: auto;
        padding: 0 1;
        border-left: outer $background;
        &.-lit { border-left: outer $primary 50%; }
        &:focus { border-left: outer $primary; background: $block-cursor-background; }
        &:hover { background: $block-hover-background; }
        &.-open { margin-bottom: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "details", "Details", id="point.details"),
        Binding("space", "ask", "Hear it", id="point.play"),
        Binding("y", "label('said')", "I said it", id="point.said"),
        Binding("u", "label('not said')", "I did not", id="point.not_said"),
        Binding("b", "again", "Say again", id="point.again_aloud"),
        Binding("1", "rate(1)", "Did not know it", show=False, id="point.again"),
        Binding("2", "rate(2)", "Barely knew it", show=False, id="point.hard"),
        Binding("3", "rate(3)", "Knew it", show=False, id="point.good"),
        Binding("4", "rate(4)", "Knew it easily", show=False, id="point.easy"),
    ]

    class EvidenceChosen(Message):
        """The user wants to hear the evidence."""

        def __init__(self, evidence: Evidence | None) -> None:
            super().__init__()
            self.evidence = evidence

    class Labelled(Message):
        """The user has a word of their own on the verdict, or takes it back."""

        def __init__(self, point_id: str, label: Label) -> None:
            super().__init__()
            self.point_id = point_id
            self.label = label

    class Rated(Message):
        """The user says how well they knew the point."""

        def __init__(self, point_id: str, rating: int) -> None:
            super().__init__()
            self.point_id = point_id
            self.rating = rating

    class AgainWanted(Message):
        """The user wants to say the point again."""

        def __init__(self, point_id: str) -> None:
            super().__init__()
            self.point_id = point_id

    class Reached(Message):
        """The user walked here."""

        def __init__(self, point_id: str) -> None:
            super().__init__()
            self.point_id = point_id

    def __init__(self, point: PointCoverage, *, typed: bool, details: bool, again: str = "") -> None:
        """Show a key point.

        Args:
            point: The key point with the judge's verdict.
            typed: Whether the answer was typed.
            details: Whether it is open.
            again: What came of saying it again; empty where it was not.
        """
        super().__init__(markup=False)
        self._typed = typed
        self.comes_back: Return | None = None
        """When the point comes back and why; None until it is known."""
        self._again = again
        self.set_class(details, "-open")
        self.show_point(point, None)

    def show_point(self, point: PointCoverage, label: Label | None) -> None:
        """Show another state of the key point."""
        self.point, self.label = point, label
        returns, again, details = self.comes_back, self._again, self.has_class("-open")
        self.update(
            Fitted(
                lambda width: describe_point(
                    point, width, typed=self._typed, label=label, returns=returns, again=again, details=details
                )
            )
        )

    def show_details(self, shown: bool) -> None:
        """Open or close it."""
        self.set_class(shown, "-open")
        self.show_point(self.point, self.label)

    def show_again(self, told: str) -> None:
        """Say what came of saying it again."""
        self._again = told
        self.show_point(self.point, self.label)

    def show_return(self, returns: Return | None) -> None:
        """Say when the point comes back; why is a detail."""
        self.comes_back = returns
        self.show_point(self.point, self.label)

    @property
    def verdict(self) -> Verdict:
        """The verdict that stands: the user's own word, or the judge's."""
        return STANDS_FOR[self.label] if self.label else self.point.verdict

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer evidence only where there is sound of it, and a label only where it says something new."""
        if action == "ask":
            return (self.point.evidence is not None and not self._typed) or None
        if action == "again":
            return self.verdict in SAYABLE_AGAIN or None
        if action == "label":
            label = Label(str(parameters[0]))
            return self.label is label or self.point.verdict not in USELESS[label] or self.label is not None or None
        return True

    def why_not(self, binding: Binding) -> str:
        """Say why there is nothing to play, or nothing to overrule."""
        if binding.action == "again":
            return "You made this point already."
        if binding.action != "ask":
            return f"The verdict says so already: {self.point.verdict.value}."
        if self._typed:
            return "A typed answer has no sound."
        return "No words were heard for this point."

    def on_focus(self) -> None:
        """Tell who was reached."""
        self.post_message(self.Reached(self.point.id))

    def action_ask(self) -> None:
        """Ask for the evidence."""
        self.post_message(self.EvidenceChosen(self.point.evidence))

    def action_again(self) -> None:
        """Say the point again."""
        self.post_message(self.AgainWanted(self.point.id))

    def action_label(self, label: str) -> None:
        """Give the user's own word on the verdict, or take it back."""
        self.post_message(self.Labelled(self.point.id, Label(label)))

    def action_details(self) -> None:
        """Show what is known about the point, or leave it out again."""
        self.show_details(not self.has_class("-open"))

    def action_rate(self, rating: int) -> None:
        """Say how well the point was known, or take that back."""
        self.post_message(self.Rated(self.point.id, rating))

    def on_click(self) -> None:
        """A click opens or closes the point; Textual walks here before."""
        self.action_details()
