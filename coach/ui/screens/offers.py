"""Things to take or to leave, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.bank.update import ShippedChange
from coach.domain.rubric import Alias, FollowUp, KeyPoint
from coach.practice.proposing import Proposal, describe
from coach.ui.lines import Fitted, plain
from coach.ui.widgets.row_list import ChoiceList

LEAVE_ALL = -1
"""Given back where nothing of it is wanted, now or later."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be taken."""

    title: str
    """What it does, in one line."""
    lines: tuple[str, ...]
    """What speaks for it."""


class OffersScreen(ModalScreen[int | None]):
    """Enter takes the highlighted offer, Escape decides later."""

    DEFAULT_CSS = """
    OffersScreen .dialog { width: 92%; max-width: 110; height: 86%; }
    OffersScreen ChoiceList { margin-top: 1; padding: 0; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "later", "Later", id="offers.later"),
        Binding("l", "leave_all", "Leave them all", id="offers.leave"),
    ]

    def __init__(self, title: str, offers: Sequence[Offer], *, leave: bool = False) -> None:
        """Offer something.

        Args:
            title: What all of them are, and which key does what.
            offers: At least one.
            leave: Whether all of them can be refused for good.
        """
        super().__init__()
        self._title = title
        self._offers = tuple(offers)
        self._leave = leave

    def compose(self) -> ComposeResult:
        """A box with the offers."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), markup=False)
            yield ChoiceList()

    def on_mount(self) -> None:
        """Fill the list."""
        offers = self.query_one(ChoiceList)
        offers.set_options(Option(Fitted(partial(_describe_offer, offer))) for offer in self._offers)
        offers.highlighted = 0
        offers.focus()

    def on_option_list_option_selected(self, event: ChoiceList.OptionSelected) -> None:
        """Take it."""
        self.dismiss(event.option_index)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to refuse only where that means something."""
        return action != "leave_all" or self._leave

    def action_later(self) -> None:
        """Decide nothing."""
        self.dismiss(None)

    def action_leave_all(self) -> None:
        """Refuse them all."""
        self.dismiss(LEAVE_ALL)


def _describe_offer(offer: Offer, width: int) -> Content:  # noqa: ARG001 - wraps by itself
    """Describe an offer, with an empty line behind it."""
    lines = [plain(offer.title, "bold"), *(plain(f"  {line}", "$quiet") for line in offer.lines)]
    return Content("\n").join(lines) + "\n"


def offer_change(change: ShippedChange, points: Mapping[str, str]) -> Offer:
    """Put one change with its three versions into words.

    Args:
        change: The change.
        points: What each key point of the user's version says, by its id.
    """
    what = change.key.replace("_", " ")
    if change.point_id and change.field:
        what = f"{what} of “{points.get(change.point_id, '')}”"
    elif change.point_id:
        what = "a new key point" if change.shipped is not None else "a key point is removed"
    yours = "yours, edited: " if change.conflict else "yours: "
    return Offer(
        f"Accept: {what}",
        tuple(
            f"{which}{_said(value, points)}"
            for which, value in (("ships now: ", change.shipped), ("before: ", change.base), (yours, change.own))
        ),
    )


def _said(value: object, points: Mapping[str, str]) -> str:  # noqa: PLR0911 - one for each kind
    match value:
        case None | () | "":
            return "–"
        case KeyPoint():
            return value.point
        case Alias():
            return f"{value.term} = {', '.join(value.heard)}"
        case FollowUp():
            about = points.get(value.point, "")
            return f"{value.question} (about “{about}”)" if about else value.question
        case float():
            return f"{value:g}"
        case tuple():
            return "; ".join(_said(each, points) for each in value)
        case _:
            return " ".join(str(value).split())


def offer_proposal(proposal: Proposal, points: Mapping[str, str]) -> Offer:
    """Put a proposal into words.

    Args:
        proposal: The proposal.
        points: What each key point says, by its id.
    """
    kinds = {"also": "another wording for", "threshold": "another threshold for", "split": "two key points of"}
    title = f"{kinds[proposal.edit.kind.value]} “{points.get(proposal.point, '')}”"
    return Offer(title, (*(f"+ {text}" for text in proposal.edit.added), proposal.reason, describe(proposal)))
