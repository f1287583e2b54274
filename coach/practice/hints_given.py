"""The hints that were given for one question."""

from coach.content.hint import hint_at, in_hint_order
from coach.domain.rubric import Rubric


class Hints:
    """Gives one hint after another, and remembers which."""

    def __init__(self, rubric: Rubric) -> None:
        """Give none yet.

        Args:
            rubric: The question.
        """
        hints = [(point.id, hint_at(rubric, point)) for point in in_hint_order(rubric)]
        self._hints = tuple((point_id, words) for point_id, words in hints if words)
        self._given = 0
        self._asked = False

    @property
    def used(self) -> tuple[str, ...]:
        """Ids of the key points hinted at, in that order."""
        return tuple(point_id for point_id, _ in self._hints[: self._given])

    def reveal(self) -> None:
        """Give the next hint; after the last one nothing is left."""
        self._asked = True
        self._given = min(self._given + 1, len(self._hints))

    @property
    def text(self) -> str:
        """The last hint given and how many there are, in one line; empty before the first."""
        if not self._asked:
            return ""
        if not self._hints:
            return "none for this question"
        end = "" if self._given < len(self._hints) else ", no more hints"
        return f"{', '.join(self._hints[self._given - 1][1])} · {self._given} of {len(self._hints)}{end}"
