"""Work done while the candidate still listens or speaks, so that the result is there soon after the last word."""

from functools import partial

from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, Word
from coach.practice.engines import Engines
from coach.practice.live_answer import LiveAnswer
from coach.practice.loading import LoadState


def prepare(rubric: Rubric, engines: Engines) -> None:
    """Read every wording of a rubric, once the judge is there; may take seconds."""
    try:
        judge = engines.judge.get()
    except Exception:  # noqa: BLE001 - kept by the loading, and told when the answer is judged
        return
    judge.prepare(rubric)


def read_ahead(rubric: Rubric, engines: Engines, words: tuple[Word, ...]) -> None:
    """Read the parts of a long answer that are settled; what was read stays in the judge's memory.

    Args:
        rubric: The question being answered.
        engines: What to work with; nothing is waited for.
        words: Every word settled so far.
    """
    if engines.judge.state is LoadState.READY:
        engines.ready_judge().read_ahead(rubric, Transcript(words))


def begin_live_answer(attempt_id: str, rubric: Rubric, engines: Engines) -> LiveAnswer:
    """Make a live answer, not started yet, whose words are read ahead."""
    return LiveAnswer(attempt_id, rubric.id, engines, rubric, look_ahead=partial(read_ahead, rubric, engines))
