"""A shipped question that was updated under a user's edit: three versions side by side, to take or leave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coach.bank.bank import Entry
from coach.bank.edits import drop_orphans, with_field
from coach.bank.keeping import base_path, kept_text
from coach.bank.load import TOP_KEYS, parse_rubric, read_text
from coach.bank.question_files import replace_file
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import RubricError

TOP_FIELDS = tuple(key for key in TOP_KEYS if key not in ("id", "key_points"))
"""What of a question may change, key points apart."""
POINT_FIELDS = ("point", "importance", "also", "mistakes", "threshold")
"""What of a key point may change."""


@dataclass(frozen=True, slots=True)
class ShippedChange:
    """One thing that the update changes and the user's version does not have."""

    point_id: str
    """The key point; empty for something of the question itself."""
    field: str
    """What of it; empty where the whole key point was added or taken out."""
    base: object
    """As it was when the user began to edit; None for a key point that was not there."""
    shipped: object
    """As it ships now; None for a key point that was taken out."""
    own: object
    """As the user has it; None for a key point that is not there."""

    @property
    def key(self) -> str:
        """What the question's file calls the field."""
        return "weight" if self.field == "importance" else self.field

    @property
    def conflict(self) -> bool:
        """Whether the user has changed the same."""
        return self.own != self.base


@dataclass(frozen=True, slots=True)
class Update:
    """A shipped question that is no longer the one that the user's edit began from."""

    shipped: Rubric
    """As it ships now."""
    text: str
    """Its TOML."""
    changes: tuple[ShippedChange, ...]
    """What is to be decided; may be empty where the user has it all already."""


def find_update(entry: Entry, own: Path) -> Update | None:
    """Look whether a question was updated under the user's edit; None where there is nothing to decide.

    Args:
        entry: The question; only one of the user's that replaces a shipped one can have an update.
        own: The user's folder.

    Raises:
        RubricError: The shipped file cannot be read.
    """
    kept = base_path(own, entry.rubric.id)
    base_text = kept_text(kept)
    if not entry.own or entry.shipped is None or base_text is None:
        return None
    text = read_text(entry.shipped)
    if text == base_text:
        return None
    try:
        base = parse_rubric(base_text, kept)
    except RubricError:
        return None  # nothing can be told apart without it; the user's version stays as it is
    shipped = parse_rubric(text, entry.shipped)
    changes = compare_versions(base, shipped, entry.rubric)
    return Update(shipped, text, changes) if changes else None


def compare_versions(base: Rubric, shipped: Rubric, own: Rubric) -> tuple[ShippedChange, ...]:
    """List what an update changes; what the user has already is left out.

    Args:
        base: What the user began from.
        shipped: What ships now.
        own: What the user has.
    """
    changes = _fields("", TOP_FIELDS, base, shipped, own)
    olds, news, owns = ({point.id: point for point in each.key_points} for each in (base, shipped, own))
    for point_id in dict.fromkeys((*news, *olds)):
        old, new, mine = olds.get(point_id), news.get(point_id), owns.get(point_id)
        if old and new and mine:
            changes += _fields(point_id, POINT_FIELDS, old, new, mine)
        elif (old is None and new and mine is None) or (old and new is None and mine):
            changes.append(ShippedChange(point_id, "", old, new, mine))
    return tuple(changes)


def take_changes(own: Rubric, update: Update, changes: Sequence[ShippedChange]) -> Rubric:
    """Put changes of an update into the user's version; everything else of it stays.

    Args:
        own: The user's version.
        update: The update.
        changes: Those of its changes that are to be taken.
    """
    for change in changes:
        if not change.point_id:
            own = with_field(own, change.field, change.shipped)
        elif change.field:
            points = tuple(
                with_field(point, change.field, change.shipped) if point.id == change.point_id else point
                for point in own.key_points
            )
            own = replace(own, key_points=points)
        elif isinstance(change.shipped, KeyPoint):
            own = replace(own, key_points=_inserted(own.key_points, change.shipped, update.shipped))
        else:
            left = tuple(point for point in own.key_points if point.id != change.point_id)
            own = replace(own, key_points=left)
    return drop_orphans(own)


def settle_update(update: Update, own: Path) -> None:
    """Remember that an update was decided on, so that it is not asked again.

    Raises:
        RubricError: That cannot be written.
    """
    replace_file(base_path(own, update.shipped.id), update.text)


def _fields(point_id: str, names: Sequence[str], base: object, shipped: object, own: object) -> list[ShippedChange]:
    found = []
    for name in names:
        old, new, mine = (getattr(each, name) for each in (base, shipped, own))
        if new not in (old, mine):
            found.append(ShippedChange(point_id, name, old, new, mine))
    return found


def _inserted(points: tuple[KeyPoint, ...], new: KeyPoint, shipped: Rubric) -> tuple[KeyPoint, ...]:
    """Put a new key point behind the one that it follows in the shipped order."""
    order = [point.id for point in shipped.key_points]
    before = set(order[: order.index(new.id)])
    at = max((number for number, point in enumerate(points, start=1) if point.id in before), default=0)
    return (*points[:at], new, *points[at:])
