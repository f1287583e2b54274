"""How both ways of listening do on each copy of the clips."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.figures import Figures
from coach.bench.listen import Column, processor_ratio, ratio


@dataclass(frozen=True, slots=True)
class CopyRow:
    """All clips in one copy."""

    copy: str
    """How they were made worse; `ALL` for every copy together."""
    ours: Figures
    """Our own listening."""
    plain: Figures
    """Plain faster-whisper."""

    @property
    def content_ratio(self) -> float | None:
        """Content word error rate over plain's; None where there is nothing to divide by."""
        return ratio(self.ours.content.rate, self.plain.content.rate)

    @property
    def whispers_ratio(self) -> float | None:
        """The same with `whisper-normalizer`."""
        return ratio(self.ours.whispers.rate, self.plain.whispers.rate)

    @property
    def processor(self) -> float | None:
        """Processor time over plain's."""
        return processor_ratio(self.ours, self.plain)

    @property
    def worse(self) -> bool:
        """Whether we make more errors in the content than plain."""
        return self.ours.content.errors > self.plain.content.errors


def copy_rows(columns: Sequence[Column]) -> tuple[CopyRow, ...]:
    """Give a row for each copy, the last for all of them.

    Args:
        columns: Our own listening and plain faster-whisper, by copy.
    """
    ours, plain = columns
    return tuple(CopyRow(copy, figures, plain.by_heading[copy]) for copy, figures in ours.by_heading.items())
