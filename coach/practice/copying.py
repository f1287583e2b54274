"""Copies the history once a day, behind everything else."""

import logging

from coach.errors import HistoryError
from coach.history.copies import keep_copy
from coach.practice.engines import Engines

log = logging.getLogger(__name__)


def copy_history(engines: Engines, *, pause: float = 0.0) -> None:
    """Make today's copy of the history, where there is none yet; that it could not be made is for the log only.

    Args:
        engines: Whose history.
        pause: Seconds to leave to others after each attempt that is looked through.
    """
    today = engines.now().astimezone().date()
    try:
        keep_copy(engines.history.path, engines.paths.copies, today, pause=pause)
    except HistoryError:
        log.exception("the history could not be copied")
