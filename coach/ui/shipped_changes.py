"""What an update of a shipped question changes, in words."""

from coach.bank.editing.update import ShippedChange
from coach.domain.rubric import Alias, FollowUp, KeyPoint
from coach.ui.screens.offers import Offer


def offer_change(change: ShippedChange) -> Offer:
    """Put one change with its three versions into words."""
    where = f"key point {change.point_id}" if change.point_id else "the question"
    what = f"{change.field.replace('_', ' ')} of {where}" if change.point_id and change.field else where
    if not change.point_id:
        what = change.field.replace("_", " ")
    elif not change.field:
        what = f"{where}, {'new' if change.shipped is not None else 'taken out'}"
    yours = "yours, changed by you: " if change.conflict else "yours: "
    return Offer(
        f"Take over: {what}",
        (f"ships now: {_said(change.shipped)}", f"before: {_said(change.base)}", f"{yours}{_said(change.own)}"),
    )


def _said(value: object) -> str:  # noqa: PLR0911 - one for each kind
    match value:
        case None | () | "":
            return "–"
        case KeyPoint():
            return value.point
        case Alias():
            return f"{value.term} = {', '.join(value.heard)}"
        case FollowUp():
            return f"{value.question} ({value.point})"
        case float():
            return f"{value:g}"
        case tuple():
            return "; ".join(_said(each) for each in value)
        case _:
            return " ".join(str(value).split())
