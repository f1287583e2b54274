"""One key point with its verdict, weight and evidence."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.coverage import STANDS_FOR, Evidence, Label, PointCoverage, Verdict
from coach.domain.schedule import Return
from coach.report.scores import SIGNS
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.phrases import VERDICT_STYLES
from coach.wording import clock

VERDICT_WIDTH, IMPORTANCE_WIDTH = 14, 10

LABEL_WORDS = {Label.SAID: "your label: said", Label.NOT_SAID: "your label: not said"}
"""How the user's own word is repeated."""

ASKED = "Y: I said it.  U: I did not."
"""How a point that is unsure is settled."""

USELESS = {Label.SAID: (Verdict.COVERED,), Label.NOT_SAID: (Verdict.MISSED,)}
"""Verdicts that each label would only repeat."""


def describe_point(
    point: PointCoverage, width: int, *, typed: bool, label: Label | None = None, returns: str = ""
) -> Content:
    """Describe a key point.

    Args:
        point: The key point with the judge's verdict.
        width: Cells.
        typed: Whether the answer was typed, so that nothing has a time.
        label: The user's own word, which overrules the verdict.
        returns: When it comes back, with the reason where that was asked for; empty where it is not known.
    """
    verdict = STANDS_FOR[label] if label else point.verdict
    lines = row(
        width,
        (
            Column(Content.styled(f"{SIGNS[verdict]} {verdict.value}", VERDICT_STYLES[verdict]), VERDICT_WIDTH),
            Column(plain(point.point)),
            Column(Content.styled(f"weight {point.importance:g}", "$quiet"), IMPORTANCE_WIDTH, right=True),
        ),
    )
    when = Content.styled("" if typed or point.evidence is None else clock(point.evidence.start), "$quiet")
    if point.evidence is not None and (label or point.evidence.text not in point.reason):
        lines = lines + "\n" + _below(width, when, plain(f"“{point.evidence.text}”", "$quiet italic"))
        when = Content("")
    if label:
        word = f"{LABEL_WORDS[label]}; the judge: {SIGNS[point.verdict]} {point.verdict.value}"
        lines = lines + "\n" + _below(width, Content(""), Content.styled(word, "$primary"))
    elif point.reason:
        lines = lines + "\n" + _below(width, when, plain(point.reason, "$quiet"))
        if verdict is Verdict.UNSURE:
            lines = lines + "\n" + _below(width, Content(""), Content.styled(ASKED, "$warning"))
    if returns:
        lines = lines + "\n" + _below(width, Content(""), plain(returns, "$quiet"))
    return lines


def _below(width: int, margin: Content, text: Content) -> Content:
    """Set a line under the point, beside a margin as wide as its verdict."""
    return row(width, (Column(margin, VERDICT_WIDTH, right=True), Column(text), Column(Content(""), IMPORTANCE_WIDTH)))


class KeyPoint(Static, can_focus=True):
    """A key point that can be walked to; its keys ask for its evidence, or overrule its verdict."""

    DEFAULT_CSS = """
    KeyPoint {
        height: auto;
        padding: 0 1;
        margin-bottom: 1;
        border-left: outer $background;
        &.-lit { border-left: outer $primary 50%; }
        &:focus { border-left: outer $primary; background: $block-cursor-background; }
        &:hover { background: $block-hover-background; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask", "Play evidence", id="point.play"),
        Binding("y", "label('said')", "I did say that", id="point.said"),
        Binding("u", "label('not said')", "I did not", id="point.not_said"),
        Binding("w", "why", "Why it comes back then", show=False, id="point.why"),
        Binding("1", "rate(1)", "Did not know it", key_display="1-4", show=False, id="point.again"),
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

    class Reached(Message):
        """The user walked here."""

        def __init__(self, point_id: str) -> None:
            super().__init__()
            self.point_id = point_id

    def __init__(self, point: PointCoverage, *, typed: bool, label: Label | None = None) -> None:
        """Show a key point.

        Args:
            point: The key point with the judge's verdict.
            typed: Whether the answer was typed.
            label: The user's own word, which overrules the verdict.
        """
        super().__init__(markup=False)
        self._typed = typed
        self.comes_back: Return | None = None
        """When the point comes back and why; None until it is known."""
        self._says_why = False
        self.show_point(point, label)

    def show_point(self, point: PointCoverage, label: Label | None) -> None:
        """Show another state of the key point."""
        self.point, self.label = point, label
        back = self.comes_back
        returns = "" if back is None else str(back) if self._says_why else f"{back.when}."
        self.update(Fitted(lambda width: describe_point(point, width, typed=self._typed, label=label, returns=returns)))

    def show_return(self, returns: Return | None) -> None:
        """Say when the point comes back; why only on demand."""
        self.comes_back = returns
        self.show_point(self.point, self.label)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer evidence only where there is sound of it, and a label only where it says something new."""
        if action == "ask":
            return (self.point.evidence is not None and not self._typed) or None
        if action == "why":
            return self.comes_back is not None or None
        if action == "label":
            label = Label(str(parameters[0]))
            return self.label is label or self.point.verdict not in USELESS[label] or self.label is not None or None
        return True

    def why_not(self, binding: Binding) -> str:
        """Say why there is nothing to play, or nothing to overrule."""
        if binding.action == "why":
            return "It is not known yet when this point comes back."
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

    def action_label(self, label: str) -> None:
        """Give the user's own word on the verdict, or take it back."""
        self.post_message(self.Labelled(self.point.id, Label(label)))

    def action_why(self) -> None:
        """Say why the point comes back on its day, or leave that out again."""
        self._says_why = not self._says_why
        self.show_point(self.point, self.label)

    def action_rate(self, rating: int) -> None:
        """Say how well the point was known, or take that back."""
        self.post_message(self.Rated(self.point.id, rating))

    def on_click(self) -> None:
        """A click walks here."""
        self.focus()
