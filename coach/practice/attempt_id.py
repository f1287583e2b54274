"""Names for attempts: unique, sortable by time, and safe as a file name."""

import secrets
from datetime import UTC, datetime

from coach.domain.attempt_id import ID_STAMP


def new_attempt_id(now: datetime) -> str:
    """Make an id such as `20260301T090000Z-4f1c9a`.

    Args:
        now: When the answer began; aware.
    """
    return f"{now.astimezone(UTC):{ID_STAMP}}-{secrets.token_hex(3)}"
