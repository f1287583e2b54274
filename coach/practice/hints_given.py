"""The hints that were given for one question."""

from collections.abc import Sequence
from functools import cached_property

from coach.content.hint import in_hint_order
from coach.domain.rubric import Rubric
from coach.practice.telling_words import TellingWords


class Hints:
    """Gives one hint after another, and remembers which."""

    def __init__(self, rubric: Rubric, among: Sequence[Rubric] = ()) -> None:
        """Give none yet.

        Args:
            rubric: The question.
            among: All questions; what many of them say tells nothing.
        """
        self._rubric = rubric
        self._among = among or (rubric,)
        self._given = 0
        self._asked = False

    @cached_property
    def _hints(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words of each point by its id; made when the first hint is wanted, because it takes a moment."""
        telling = TellingWords(self._among)
        hints = [(point.id, telling.hint_at(self._rubric, point)) for point in in_hint_order(self._rubric)]
        return tuple((point_id, words) for point_id, words in hints if words)

    @property
    def used(self) -> tuple[str, ...]:
        """Ids of the key points hinted at, in that order."""
        return tuple(point_id for point_id, _ in self._hints[: self._given]) if self._asked else ()

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
