"""Makes an answer of a recording that was never assessed."""

from datetime import UTC, datetime

from coach.domain.recording import UnfinishedRecording
from coach.practice.engines import Engines
from coach.practice.file_answer import recovered_answer
from coach.ui.pending import Pending

_STAMP = "%Y%m%dT%H%M%SZ"
"""How an attempt's id begins."""


def recorded_at(attempt_id: str, otherwise: datetime) -> datetime:
    """Read from an attempt's id when the answer began.

    Args:
        attempt_id: For instance `20260301T090000Z-4f1c9a`.
        otherwise: The answer where the id holds no time.
    """
    try:
        return datetime.strptime(attempt_id.partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return otherwise


def recover(recording: UnfinishedRecording, engines: Engines) -> Pending:
    """Prepare the assessment of an unfinished recording.

    Raises:
        RubricError: Its question is not in the bank.
        AudioError: The recording cannot be written to.
    """
    rubric = engines.bank.get(recording.question_id)
    return Pending(
        rubric=rubric,
        answer=recovered_answer(recording, engines, rubric),
        attempt_id=recording.id,
        answered_at=recorded_at(recording.id, engines.now()),
        notice="This answer was left unfinished and has been recovered.",
    )
