"""The model answers of the bank as the judge hears them, each prepared once for all the questions it is tried with."""

from collections.abc import Sequence

from coach.content.judge import Compared, Judge
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript

NO_QUESTION = Rubric("", "", ())
"""What the answers are prepared for: they answer another question than the one they are tried with."""


class ModelAnswers:
    """Hears model answers when they are asked for; used from one thread."""

    def __init__(self, judge: Judge) -> None:
        """Begin with none.

        Args:
            judge: Hears them.
        """
        self._judge = judge
        self._heard: dict[str, Compared] = {}

    def hear(self, rubrics: Sequence[Rubric]) -> tuple[Compared, ...]:
        """Give the answers of some questions; those that were not asked for yet are prepared together."""
        texts = [rubric.model_answer for rubric in rubrics]
        missing = [text for text in dict.fromkeys(texts) if text not in self._heard]
        heard = self._judge.hear(NO_QUESTION, [typed_transcript(text) for text in missing])
        self._heard |= dict(zip(missing, heard, strict=True))
        return tuple(self._heard[text] for text in texts)
